/** DistroKid statement lines: 13 columns, 15 columns since July 2025, mixtures, and the form that pandas writes. */
import {z} from "zod";
import {field} from "./contract.js";
import type {Source} from "./source.js";

export const StatementRow = z.object({
  reported_on: field("date", ["Reporting Date"], {required: true}),
  usage_month: field("month", ["Sale Month"], {required: true}),
  store: field("text", ["Store"], {required: true}),
  artist_raw: field("text", ["Artist"]),
  title: field("text", ["Title"]),
  isrc: field("text", ["ISRC"]),
  upc: field("text", ["UPC"]),
  quantity: field("count", ["Quantity"], {required: true}),
  team_ppm: field("percent", ["Team Percentage"]),
  source_type: field("text", ["Song/Album", "Source Type"]),
  country: field("text", ["Country of Sale"]),
  withheld: field("sparse_money", ["Songwriter Royalties Withheld", "Songwriter Royalties Withheld (USD)"]),
  earnings: field("money", ["Earnings (USD)"], {required: true}),
  recoup: field("sparse_money", ["Recoup (USD)", "Recoup"])
});

/** pandas writes commas without quotes and reads Namibia's `NA` as missing; DistroKid's own exports never leave the country blank that way. */
const isPandas = ({delimiter, quotedHeader}: {delimiter: string; quotedHeader: boolean}) => delimiter === "," && !quotedHeader;

export const distrokid: Source = {
  feed: "distrokid_statements",
  fileNames: /^(.*\/)?dk_bank_details.*\.csv$/i,
  contract: StatementRow,
  signature: ["reporting date", "sale month", "store", "earnings (usd)"],
  claimsPartialHeader: true,
  neededFor: "earnings, payments and reconciliation of DistroKid",
  span: "usage_month",
  layout: (file) => `DistroKid ${file.header.length} columns${isPandas(file) ? ", rewritten by pandas" : ""}`,
  /** Codes and names stay as printed; `marts/names.ts` mends each distinct one once. */
  normalise: (view, file) => `select file_id, line, 'distrokid' as distributor, 'USD' as currency, reported_on, usage_month, store,
    coalesce(artist_raw, '') as artist_raw, coalesce(title, '') as title, isrc, upc,
    quantity, coalesce(team_ppm, 1000000) as team_ppm, source_type as kind_raw,
    ${isPandas(file) ? "coalesce(country, 'NA')" : "country"} as country,
    coalesce(withheld, 0)::decimal(38,18) as withheld, earnings, coalesce(recoup, 0)::decimal(38,18) as recoup from ${view}`,
  target: "staged_lines"
};
