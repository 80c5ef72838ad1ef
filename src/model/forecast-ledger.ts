/** What the payment forecast reads, indexed once: what each source reported when, and the daily streams. Pure. */
import {groupBy, sumOf} from "./group.js";
import {daysInMonth, monthIndex} from "./month-index.js";
import type {Arrival, DayStreams} from "./overview-data.js";

/** A statement amount; `usage` and `reported` are month numbers, `reported_on` its day. Money in one currency. */
export interface LedgerArrival {
  usage: number;
  reported: number;
  reported_on: Date;
  earnings: number;
}

/** Streams of a day; the reference estimate is streams × the reference rate of rates.csv. */
export interface LedgerDay {
  on: Date;
  streams: number;
  isMissing: boolean;
  reference: number;
}

export interface Ledger {
  /** By `sourceKey`. */
  arrivals: ReadonlyMap<string, LedgerArrival[]>;
  /** By `sourceKey`, then by month number. */
  days: ReadonlyMap<string, ReadonlyMap<number, LedgerDay[]>>;
  /** All pairs of distributor and platform in either feed, by name. */
  sources: readonly {distributor: string; platform: string}[];
}

export const sourceKey = (distributor: string, platform: string): string => `${distributor}.${platform}`;

/** Indexes arrivals and daily streams of one currency. */
export function prepareLedger({arrivals, days}: {arrivals: readonly Arrival[]; days: readonly DayStreams[]}): Ledger {
  const byKey = <Row extends {distributor: string; platform: string}>(rows: readonly Row[]) => groupBy(rows, (row) => sourceKey(row.distributor, row.platform));
  const ledgerArrivals = new Map([...byKey(arrivals)].map(([key, rows]) => [key, rows.map((row) =>
    ({usage: monthIndex(row.usage_month), reported: monthIndex(row.reported_on), reported_on: row.reported_on, earnings: row.earnings}))]));
  const ledgerDays = new Map([...byKey(days)].map(([key, rows]) => [key, groupBy(
    rows.map((row) => ({on: row.streamed_on, streams: row.stream_count, isMissing: row.is_missing, reference: row.expected.default})), (row) => monthIndex(row.on))]));
  const sources = new Map([...arrivals, ...days].map(({distributor, platform}) => [sourceKey(distributor, platform), {distributor, platform}]));
  return {arrivals: ledgerArrivals, days: ledgerDays, sources: [...sources].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, source]) => source)};
}

/** Keys of a distributor's daily feeds that count any stream. */
export const feedKeys = ({sources, days}: Ledger, distributor: string): string[] =>
  sources.filter((source) => source.distributor === distributor).map(({platform}) => sourceKey(distributor, platform)).filter((key) => days.has(key));

/**
 * Streams of a month up to `asOf` over the given feeds. A day that looks like a missing report counts as an average day
 * of its month. Null when no feed has a day of it.
 */
export function streamsInMonth({days}: Ledger, keys: readonly string[], month: number, asOf: Date): number | null {
  let total: number | null = null;
  for (const key of keys) {
    const known = (days.get(key)?.get(month) ?? []).filter((day) => day.on <= asOf);
    const good = known.filter((day) => !day.isMissing);
    if (good.length) total = (total ?? 0) + (sumOf(good, (day) => day.streams) * known.length) / good.length;
  }
  return total;
}

/** Streams × reference rate of all days up to `asOf`, in money. */
export function referenceUntil({days}: Ledger, key: string, asOf: Date): number {
  return sumOf([...(days.get(key)?.values() ?? [])].flat(), (day) => (day.on <= asOf ? day.reference : 0));
}

/** Average streams per day over the last `count` days with a report up to `asOf`; null without any. */
export function dailyRunRate({days}: Ledger, keys: readonly string[], asOf: Date, count = 28): number | null {
  let total: number | null = null;
  for (const key of keys) {
    const known = [...(days.get(key)?.values() ?? [])].flat().filter((day) => day.on <= asOf && !day.isMissing).sort((a, b) => Number(b.on) - Number(a.on)).slice(0, count);
    if (known.length) total = (total ?? 0) + sumOf(known, (day) => day.streams) / known.length;
  }
  return total;
}

/** Days of a month for which the feeds have nothing up to `asOf`. */
export function daysWithout({days}: Ledger, keys: readonly string[], month: number, asOf: Date): number {
  const most = Math.max(0, ...keys.map((key) => (days.get(key)?.get(month) ?? []).filter((day) => day.on <= asOf).length));
  return daysInMonth(month) - most;
}

/** Standard deviation of the monthly change of log streams per day over the last 12 whole months; null below 4 months. */
export function streamVolatility(ledger: Ledger, keys: readonly string[], asOf: Date): number | null {
  const now = monthIndex(asOf);
  const levels = Array.from({length: 13}, (_, i) => now - 13 + i).flatMap((month) => {
    const streams = streamsInMonth(ledger, keys, month, asOf);
    return streams !== null && streams > 0 && daysWithout(ledger, keys, month, asOf) === 0 ? [Math.log(streams / daysInMonth(month))] : [];
  });
  if (levels.length < 4) return null;
  const changes = levels.slice(1).map((level, i) => level - levels[i]);
  const mean = sumOf(changes, (change) => change) / changes.length;
  return Math.sqrt(sumOf(changes, (change) => (change - mean) ** 2) / (changes.length - 1));
}
