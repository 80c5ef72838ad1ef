/** Reference files that the label keeps: rates, payment terms and the spellings of its artists. */
import {z} from "zod";
import {field} from "./contract.js";
import type {Source} from "./source.js";

export const RateRow = z.object({
  platform: field("text", ["platform"], {required: true}),
  rate: field("rate", ["rate", "rate_usd", "usd_per_stream"], {required: true}),
  currency: field("text", ["currency"])
});

export const rates: Source = {
  feed: "rates",
  fileNames: /^(.*\/)?rates\.csv$/i,
  contract: RateRow,
  signature: ["platform", "rate"],
  neededFor: "expected revenue; without it the default rates are used",
  layout: () => "reference rates",
  normalise: (view) => `select file_id, line, lower(trim(platform)) as platform, rate, upper(coalesce(currency, 'USD')) as currency from ${view}`,
  target: "staged_rates",
  uniqueBy: {columns: ["platform"], heading: "platform", says: "this platform stands on an earlier line"}
};

export const PaymentTermRow = z.object({
  distributor: field("text", ["distributor"], {required: true}),
  delay_days: field("count", ["delay_days", "days"], {required: true})
});

export const paymentTerms: Source = {
  feed: "payment_terms",
  fileNames: /^(.*\/)?payment_terms\.csv$/i,
  contract: PaymentTermRow,
  signature: ["distributor", "delay_days"],
  neededFor: "expected payment dates; without it 60 days after the usage month are assumed",
  layout: () => "payment terms",
  normalise: (view) => `select file_id, line, lower(trim(distributor)) as distributor, delay_days::integer as delay_days from ${view}`,
  target: "staged_terms",
  uniqueBy: {columns: ["distributor"], heading: "distributor", says: "this distributor stands on an earlier line"}
};

export const ArtistAliasRow = z.object({
  alias: field("text", ["alias", "spelling"], {required: true}),
  artist: field("text", ["artist"], {required: true})
});

export const artistAliases: Source = {
  feed: "artist_aliases",
  fileNames: /^(.*\/)?artist_aliases\.csv$/i,
  contract: ArtistAliasRow,
  signature: ["alias", "artist"],
  neededFor: "one name for each artist; without it every spelling stands alone",
  layout: () => "artist spellings",
  normalise: (view) => `select file_id, line, lower(trim(alias)) as alias_key, trim(artist) as artist from ${view}`,
  target: "staged_aliases",
  uniqueBy: {columns: ["alias_key"], heading: "alias", says: "this spelling stands on an earlier line"}
};
