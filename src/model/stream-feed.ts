/** The daily feed of `overview.json`, and only that: a page that draws streams need not read the money too. */
import {amountOf} from "./columns.js";
import {parseDay} from "./days.js";
import type {OverviewJson} from "./overview-data.js";
import type {FeedRow} from "./stream-series.js";

export interface StreamFeed {
  rows: FeedRow[];
  distributors: string[];
  /** First and last day with data of any kind, as every page's period picker has them; null in an empty workspace. */
  first: Date | null;
  through: Date | null;
}

/** Reads the columns. Throws `not a day: …` for a date that the snapshot never writes. */
export function readFeed({daily, kpi_monthly, data_through, streams_through}: OverviewJson): StreamFeed {
  const days = (daily.streamed_on ?? []) as readonly string[];
  const dates = new Map<string, Date>();
  for (const iso of days) if (!dates.has(iso)) dates.set(iso, realDay(iso));
  const rows = days.map((iso, i): FeedRow => ({
    streamed_on: dates.get(iso)!, distributor: String(daily.distributor[i]), platform: String(daily.platform[i]),
    stream_count: amountOf(daily.stream_count[i]), is_missing: daily.is_missing[i] === true
  }));
  const starts = [...dates.keys(), ...((kpi_monthly.usage_month ?? []) as readonly string[])];
  const first = starts.reduce<string | null>((low, iso) => (low !== null && low <= iso ? low : iso), null);
  return {rows, distributors: [...new Set(rows.map((row) => row.distributor))].sort(), first: parseDay(first), through: parseDay(data_through ?? streams_through)};
}

function realDay(iso: string): Date {
  const day = parseDay(iso);
  if (!day) throw new Error(`not a day: ${iso}`);
  return day;
}
