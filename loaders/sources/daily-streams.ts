/** Daily streams by distributor, as curated from the distributors' dashboards. No artist, no track; 0 may mean missing. */
import {z} from "zod";
import {field} from "./contract.js";
import type {Source} from "./source.js";

export const DailyStreamsRow = z.object({
  streamed_on: field("date", ["date"], {required: true}),
  spotify: field("count", ["spotify_streams"], {required: true}),
  apple: field("count", ["apple_streams"], {required: true}),
  combined: field("count", ["combined_streams"], {required: true}),
  distributor: field("text", ["source"], {required: true})
});

export const dailyStreams: Source = {
  feed: "daily_streams",
  fileNames: /^(.*\/)?tidy_daily_streams.*\.csv$/i,
  contract: DailyStreamsRow,
  signature: ["date", "spotify_streams", "apple_streams", "source"],
  claimsPartialHeader: true,
  neededFor: "streams, expected revenue and payment forecasts",
  span: "streamed_on",
  layout: () => "daily streams by distributor",
  normalise: (view) => `select file_id, line, streamed_on, lower(trim(distributor)) as distributor, spotify, apple, combined from ${view}`,
  target: "staged_daily",
  uniqueBy: {columns: ["streamed_on", "distributor"], heading: "date", says: "this day of this distributor stands on an earlier line"}
};
