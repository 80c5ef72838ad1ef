/**
 * What alert rules look at, from overview.json: each fact with the day from which on it was known. Nothing here looks
 * ahead: whether a report is missing on a day is judged by the days before it alone.
 */
import {amountOf, dayOf, numberOf, rowsOf, type Cell, type Columns} from "./columns.js";
import {addDays, dayCount, parseDay} from "./days.js";
import {groupBy} from "./group.js";
import {median} from "./normal.js";
import {currenciesOf, type OverviewJson} from "./overview-data.js";
import type {StreamSeries} from "./stream-series.js";

export interface Scope {
  distributor?: string;
  platform?: string;
  artist?: string;
  country?: string;
}

/** What statements brought in a calendar month of reporting, for the parts of a scope that were asked for. */
export interface StatementPart extends Scope {
  month: Date;
  earnings: number;
  streams: number;
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

/** A usage month of a platform of a distributor in the payments table; rate basis default. */
export interface AlertPayment {
  usage_month: Date;
  distributor: string;
  platform: string;
  expected_on: Date;
  /** Null where the feed has nothing. */
  expected: number | null;
  complete_on: Date | null;
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
  payments: AlertPayment[];
  runs: FeedRun[];
  compared: ComparedMonth[];
  /** Streams of a scope by day, null where a feed that runs has no report; null when it has none at all. */
  series(scope: Scope): StreamSeries | null;
  /** Ranges by the values that they follow from; whoever keeps them saves their fits. */
  ranges: Map<string, PastRange | null>;
  /** Statements by artist or country, oldest month first, by the parts they are split into (`partsKey`). Loaded where a rule asks for them. */
  parts: Map<string, StatementPart[]>;
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
const ENDED_AFTER_DAYS = 45;

interface FeedDay {
  streamed_on: Date;
  distributor: string;
  platform: string;
  stream_count: number;
}

function feedCell(rows: readonly FeedDay[], last: Date): FeedCell[] {
  const first = rows.reduce<Date | null>((low, row) => (row.stream_count > 0 && (!low || row.streamed_on < low) ? row.streamed_on : low), null);
  if (!first) return [];
  const reported = new Array<number | undefined>(dayCount(first, last)).fill(undefined);
  for (const {streamed_on, stream_count} of rows) if (streamed_on >= first) reported[dayCount(first, streamed_on) - 1] = stream_count;
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
  const [sums, missing, running] = [new Array<number>(length).fill(0), new Uint8Array(length), new Uint8Array(length)];
  for (const cell of cells) {
    cellDays(cell, first, length).forEach((value, t) => {
      if (value === null) missing[t] = 1;
      if (value !== undefined) running[t] = 1;
      sums[t] += value ?? 0;
    });
  }
  const values = sums.map((sum, t) => (missing[t] || !running[t] ? null : sum));
  return {first, last: addDays(first, length - 1), values, reported: sums, platforms: [], gaps: [], starts: [], behind: []};
}

/** Days of reports that are sorted by day, as numbers: a replay asks for every day, and comparing numbers is quick. */
export const reportTimes = (rows: readonly AlertArrival[]): Float64Array => Float64Array.from(rows, (row) => Number(row.reported_on));

/** How many of the sorted reports were known on a day. */
export function knownCount(times: Float64Array, day: Date | number): number {
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

const dates = new Map<Cell, Date>();

/** Days of a column, each text read once: the tables repeat few days and months. */
function daysIn(columns: Columns | undefined, name: string): Date[] {
  if (dates.size > 50_000) dates.clear(); // a preview may run for weeks
  return (columns?.[name] ?? []).map((cell) => dates.get(cell) ?? dates.set(cell, cell === null ? (null as never) : dayOf(cell)).get(cell)!);
}

function feedDays(columns: Columns): FeedDay[] {
  const {distributor, platform, stream_count: counts} = columns;
  return daysIn(columns, "streamed_on").map((streamed_on, i) => ({streamed_on, distributor: String(distributor[i]), platform: String(platform[i]), stream_count: amountOf(counts[i])}));
}

/** Rows of the main currency by their place in the columns. */
const placesOf = ({currency: own = []}: Columns, currency: string): number[] => own.flatMap((each, i) => (each === currency ? [i] : []));

function arrivalsIn(columns: Columns, currency: string): AlertArrival[] {
  const [reported, months] = [daysIn(columns, "reported_on"), daysIn(columns, "usage_month")];
  const {distributor, platform, earnings, unit_count: units} = columns;
  return placesOf(columns, currency).map((i) => ({
    reported_on: reported[i], usage_month: months[i], distributor: String(distributor[i]), platform: String(platform[i]), earnings: amountOf(earnings[i]), units: amountOf(units[i])
  })).sort((a, b) => Number(a.reported_on) - Number(b.reported_on));
}

function paymentsIn(columns: Columns, currency: string): AlertPayment[] {
  const [months, expected, complete] = ["usage_month", "expected_on", "complete_on"].map((name) => daysIn(columns, name));
  const {distributor, platform, expected_default: money} = columns;
  return placesOf(columns, currency).map((i) => ({usage_month: months[i], expected_on: expected[i], complete_on: complete[i], distributor: String(distributor[i]), platform: String(platform[i]), expected: numberOf(money[i])}));
}

function comparedIn(json: AlertFactsJson, currency: string): ComparedMonth[] {
  return rowsOf(json.restated_months).filter((row) => row.currency === currency && amountOf(row.restated) !== 0)
    .map((row) => ({usage_month: dayOf(row.usage_month), distributor: String(row.distributor), before: amountOf(row.earnings_before), restated: amountOf(row.restated)}));
}

/** The same facts, with what the comparison with the snapshot before found. */
export const withCompared = (facts: AlertFacts, json: AlertFactsJson): AlertFacts => ({...facts, compared: comparedIn(json, facts.currency)});

/** Reads the facts, in the workspace's main currency. */
export function readAlertFacts(json: OverviewJson & AlertFactsJson): AlertFacts {
  const currency = currenciesOf(json.kpi_monthly)[0] ?? "USD";
  const days = feedDays(json.daily);
  const last = days.reduce<Date | null>((high, row) => (!high || row.streamed_on > high ? row.streamed_on : high), null);
  const cells = [...groupBy(days, (row) => `${row.distributor}|${row.platform}`).values()].flatMap((rows) => feedCell(rows, last!));
  const arrivals = arrivalsIn(json.arrivals, currency);
  const [from, to] = [daysIn(json.feed_runs, "from_on"), daysIn(json.feed_runs, "to_on")];
  const runs = from.map((first, i): FeedRun => ({dataset: String(json.feed_runs!.dataset[i]), from: first, to: to[i]}));
  const memo = new Map<string, StreamSeries | null>();
  const series = ({distributor, platform}: Scope): StreamSeries | null => {
    const key = `${distributor ?? ""}|${platform ?? ""}`;
    if (!memo.has(key)) memo.set(key, seriesOf(cells.filter((cell) => (distributor ?? cell.distributor) === cell.distributor && (platform ?? cell.platform) === cell.platform)));
    return memo.get(key)!;
  };
  const first = earliest([...cells.map((cell) => cell.first), ...arrivals.slice(0, 1).map((row) => row.reported_on), ...runs.map((run) => run.from)]);
  return {first, asOf: parseDay(json.as_of)!, currency, cells, arrivals, payments: paymentsIn(json.payments, currency), runs, compared: comparedIn(json, currency), series, ranges: new Map(), parts: new Map()};
}
