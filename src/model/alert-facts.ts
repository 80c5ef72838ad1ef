/**
 * What alert rules look at, from overview.json: each fact with the day from which on it was known. Nothing here looks
 * ahead: whether a report is missing on a day is judged by the days before it alone.
 */
import {dayOf, amountOf, rowsOf, type Columns} from "./columns.js";
import {addDays, dayCount, parseDay} from "./days.js";
import {groupBy} from "./group.js";
import {median} from "./normal.js";
import {readOverview, type OverviewJson} from "./overview-data.js";
import type {PaymentRow} from "./payment-status.js";
import type {StreamSeries} from "./stream-series.js";

export interface Scope {
  distributor?: string;
  platform?: string;
}

/** A distributor × platform of the daily feed, by day from `first` (its first day with streams). */
export interface FeedCell {
  distributor: string;
  platform: string;
  first: Date;
  /** null: no report, or a 0 where streams were usual. Judged by the days before. */
  values: (number | null)[];
  /** Median of the days with streams among the 28 before the day at `index`; 0 without any. */
  usualAt(index: number): number;
}

export interface AlertArrival {
  reported_on: Date;
  usage_month: Date;
  distributor: string;
  platform: string;
  earnings: number;
  units: number;
}

/** Consecutive days on which a dataset brought rows. */
export interface FeedRun {
  dataset: string;
  from: Date;
  to: Date;
}

/** A past month that differs from what the snapshot before showed. */
export interface ComparedMonth {
  usage_month: Date;
  distributor: string;
  before: number;
  restated: number;
}

/** What was forecast for a period before it began. */
export interface PastRange {
  mean: number;
  lower: number;
  upper: number;
}

export interface AlertFacts {
  /** First day with any fact, and the day of the snapshot. */
  first: Date | null;
  asOf: Date;
  currency: string;
  cells: FeedCell[];
  /** Oldest report first. */
  arrivals: AlertArrival[];
  payments: PaymentRow[];
  runs: FeedRun[];
  compared: ComparedMonth[];
  /** Streams of a scope by day, null where a feed that runs has no report; null when it has none at all. */
  series(scope: Scope): StreamSeries | null;
  /** Ranges by the values that they follow from; whoever keeps them saves their fits. */
  ranges: Map<string, PastRange | null>;
}

/** The part of overview.json that only alerts read. */
export interface AlertFactsJson {
  feed_runs?: Columns;
  restated_months?: Columns;
}

const USUAL_DAYS = 28;
/** As in the daily_streams table: below it a 0 may just be a quiet day. */
const USUAL_STREAMS = 20;
/** A feed silent for longer has ended; until then the others wait for it. As on the Streaming page. */
export const ENDED_AFTER_DAYS = 45;

function feedCell(rows: readonly {streamed_on: Date; distributor: string; platform: string; stream_count: number}[], last: Date): FeedCell[] {
  const counts = new Map(rows.map((row) => [Number(row.streamed_on), row.stream_count]));
  const first = rows.reduce<Date | null>((low, row) => (row.stream_count > 0 && (!low || row.streamed_on < low) ? row.streamed_on : low), null);
  if (!first) return [];
  const reported = Array.from({length: dayCount(first, last)}, (_, i) => counts.get(Number(addDays(first, i))));
  const usualAt = (index: number) => {
    const before = reported.slice(Math.max(0, index - USUAL_DAYS), index).filter((count) => count !== undefined && count > 0) as number[];
    return before.length ? median(before) : 0;
  };
  const values = reported.map((count, i) => (count === undefined || (count === 0 && usualAt(i) >= USUAL_STREAMS) ? null : count));
  return [{distributor: rows[0].distributor, platform: rows[0].platform, first, values, usualAt}];
}

/** The cell on a day of the series: undefined while it does not run, null without a report. */
function cellDays({first, values}: FeedCell, from: Date, length: number): (number | null | undefined)[] {
  const offset = dayCount(from, first) - 1;
  let silent = 0;
  return Array.from({length}, (_, t) => {
    const value = t < offset ? undefined : values[t - offset];
    silent = value === null ? silent + 1 : 0;
    return silent > ENDED_AFTER_DAYS ? undefined : value;
  });
}

function seriesOf(cells: readonly FeedCell[]): StreamSeries | null {
  if (!cells.length) return null;
  const first = new Date(Math.min(...cells.map((cell) => Number(cell.first))));
  const length = Math.max(...cells.map((cell) => dayCount(first, cell.first) - 1 + cell.values.length));
  const days = cells.map((cell) => cellDays(cell, first, length));
  const reported = Array.from({length}, (_, t) => days.reduce((sum, own) => sum + (own[t] ?? 0), 0));
  const values = reported.map((sum, t) => (days.some((own) => own[t] === null) || days.every((own) => own[t] === undefined) ? null : sum));
  return {first, last: addDays(first, length - 1), values, reported, platforms: [], gaps: [], starts: [], behind: []};
}

/** Days of reports that are sorted by day, as numbers: a replay asks for every day, and comparing numbers is quick. */
export const reportTimes = (rows: readonly AlertArrival[]): Float64Array => Float64Array.from(rows, (row) => Number(row.reported_on));

/** How many of the sorted reports were known on a day. */
export function knownCount(times: Float64Array, day: Date): number {
  const time = Number(day);
  let [low, high] = [0, times.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (times[middle] <= time) low = middle + 1;
    else high = middle;
  }
  return low;
}

const earliest = (days: readonly Date[]): Date | null => days.reduce<Date | null>((low, day) => (!low || day < low ? day : low), null);

/** Reads the facts, in the workspace's main currency. */
export function readAlertFacts(json: OverviewJson & AlertFactsJson): AlertFacts {
  const {days, payments, currency} = readOverview(json);
  const last = days.reduce<Date | null>((high, row) => (!high || row.streamed_on > high ? row.streamed_on : high), null);
  const cells = [...groupBy(days, (row) => `${row.distributor}|${row.platform}`).values()].flatMap((rows) => feedCell(rows, last!));
  const arrivals = rowsOf(json.arrivals).filter((row) => row.currency === currency).map((row): AlertArrival => ({
    reported_on: dayOf(row.reported_on), usage_month: dayOf(row.usage_month), distributor: String(row.distributor), platform: String(row.platform), earnings: amountOf(row.earnings), units: amountOf(row.unit_count)
  })).sort((a, b) => Number(a.reported_on) - Number(b.reported_on));
  const runs = rowsOf(json.feed_runs).map((row): FeedRun => ({dataset: String(row.dataset), from: dayOf(row.from_on), to: dayOf(row.to_on)}));
  const compared = rowsOf(json.restated_months).filter((row) => row.currency === currency && amountOf(row.restated) !== 0)
    .map((row): ComparedMonth => ({usage_month: dayOf(row.usage_month), distributor: String(row.distributor), before: amountOf(row.earnings_before), restated: amountOf(row.restated)}));
  const memo = new Map<string, StreamSeries | null>();
  const series = ({distributor, platform}: Scope): StreamSeries | null => {
    const key = `${distributor ?? ""}|${platform ?? ""}`;
    if (!memo.has(key)) memo.set(key, seriesOf(cells.filter((cell) => (distributor ?? cell.distributor) === cell.distributor && (platform ?? cell.platform) === cell.platform)));
    return memo.get(key)!;
  };
  const first = earliest([...cells.map((cell) => cell.first), ...arrivals.map((row) => row.reported_on), ...runs.map((run) => run.from)]);
  return {first, asOf: parseDay(json.as_of)!, currency, cells, arrivals, payments: payments.payments, runs, compared, series, ranges: new Map()};
}
