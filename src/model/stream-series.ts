/**
 * Daily streams of the label or of one distributor as one series. A day counts as known when every feed that runs on it
 * has reported; a day without a full report is null, never 0. Pure; days are UTC midnight.
 */
import {addDays, dayCount, isMonthStart, monthEnd, monthsBetween, monthStart} from "./days.js";
import {groupBy, sumOf} from "./group.js";
import type {DayStreams} from "./overview-data.js";

export type FeedRow = Pick<DayStreams, "streamed_on" | "distributor" | "platform" | "stream_count" | "is_missing">;

/** A distributor and platform without a report on a day. */
export interface FeedGap {
  date: Date;
  distributor: string;
  platform: string;
}

/** Arrays have one entry per day from `first`. */
export interface StreamSeries {
  first: Date;
  last: Date;
  /** Streams of the day; null where any running feed has no report. */
  values: (number | null)[];
  /** What was reported, gaps counted as 0: sums of it are the totals of the files. */
  reported: number[];
  platforms: {platform: string; values: (number | null)[]; reported: number[]}[];
  gaps: FeedGap[];
  /** First day of each distributor's feed, oldest first. */
  starts: {distributor: string; date: Date}[];
  /** Distributors whose feed stops before that of the others; days after the last full one are left out. */
  behind: {distributor: string; last: Date}[];
}

/** A feed silent for longer has ended; until then the others wait for it. */
const ENDED_AFTER_DAYS = 45;

interface Cell {
  distributor: string;
  platform: string;
  first: number;
  last: number;
  rows: Map<number, FeedRow>;
}

/** Feeds with any stream; each begins on its first day that is not zero. */
function cellsOf(rows: readonly FeedRow[]): Cell[] {
  return [...groupBy(rows, (row) => `${row.distributor}|${row.platform}`).values()].flatMap((own) => {
    const times = own.filter((row) => row.stream_count > 0).map((row) => Number(row.streamed_on));
    if (!times.length) return [];
    const {distributor, platform} = own[0];
    const min = times.reduce((low, time) => Math.min(low, time));
    const max = own.reduce((high, row) => Math.max(high, Number(row.streamed_on)), 0);
    return [{distributor, platform, first: min, last: max, rows: new Map(own.map((row) => [Number(row.streamed_on), row]))}];
  });
}

/** Last day on which every feed that has not ended reports. */
function lastFullDay(cells: readonly Cell[]): number {
  const newest = Math.max(...cells.map((cell) => cell.last));
  return Math.min(...cells.map((cell) => cell.last).filter((last) => last >= Number(addDays(new Date(newest), -ENDED_AFTER_DAYS))));
}

/** A feed on the days of the series: undefined while it does not run, null without a report. */
interface FeedDays {
  distributor: string;
  platform: string;
  days: (number | null | undefined)[];
  reported: number[];
}

function feedDays({distributor, platform, first, last, rows}: Cell, times: readonly number[]): FeedDays {
  const reported = new Array<number>(times.length).fill(0);
  const days = times.map((time, i) => {
    if (time < first || time > last) return undefined;
    const row = rows.get(time);
    reported[i] = row?.stream_count ?? 0;
    return row === undefined || row.is_missing ? null : row.stream_count;
  });
  return {distributor, platform, days, reported};
}

/** Feeds added up by day: null where one of them has no report; `reported` counts what there is. */
function sumFeeds(feeds: readonly FeedDays[], length: number): {values: (number | null)[]; reported: number[]} {
  const reported = Array.from({length}, (_, i) => sumOf(feeds, (feed) => feed.reported[i]));
  return {reported, values: reported.map((sum, i) => (feeds.some((feed) => feed.days[i] === null) ? null : sum))};
}

const gapsOf = (feeds: readonly FeedDays[], times: readonly number[]): FeedGap[] =>
  times.flatMap((time, i) => feeds.filter((feed) => feed.days[i] === null).map(({distributor, platform}) => ({date: new Date(time), distributor, platform})));

const firstBy = (cells: readonly Cell[]): StreamSeries["starts"] =>
  [...groupBy(cells, (cell) => cell.distributor)].map(([distributor, own]) => ({distributor, date: new Date(Math.min(...own.map((cell) => cell.first)))}))
    .sort((a, b) => Number(a.date) - Number(b.date));

/** The series of one distributor, or of all (null); null when there is no stream at all. */
export function streamSeries(rows: readonly FeedRow[], distributor: string | null = null): StreamSeries | null {
  const cells = cellsOf(distributor === null ? rows : rows.filter((row) => row.distributor === distributor));
  if (!cells.length) return null;
  const first = new Date(Math.min(...cells.map((cell) => cell.first)));
  const newest = Math.max(...cells.map((cell) => cell.last));
  const last = new Date(lastFullDay(cells));
  const times = Array.from({length: dayCount(first, last)}, (_, i) => Number(addDays(first, i)));
  const feeds = cells.map((cell) => feedDays(cell, times));
  const platforms = [...groupBy(feeds, (feed) => feed.platform)].map(([platform, own]) => ({platform, ...sumFeeds(own, times.length)}));
  const late = cells.filter((cell) => cell.last < newest);
  return {
    first, last, ...sumFeeds(feeds, times.length), platforms: platforms.sort((a, b) => total(b.reported) - total(a.reported)),
    gaps: gapsOf(feeds, times), starts: firstBy(cells),
    behind: [...groupBy(late, (cell) => cell.distributor)].map(([id, own]) => ({distributor: id, last: new Date(Math.max(...own.map((cell) => cell.last)))}))
  };
}

/** A series without a day, for pages that have nothing to draw. */
export const emptySeries = (day: Date): StreamSeries =>
  ({first: day, last: addDays(day, -1), values: [], reported: [], platforms: [], gaps: [], starts: [], behind: []});

const total = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0);

/** Position of a day in the arrays; it may lie outside them. */
export const dayIndex = ({first}: Pick<StreamSeries, "first">, day: Date): number => dayCount(first, day) - 1;

/** Mean of the known values from `from` to `to` (both included), and how many there are. */
function meanOfDays(series: Pick<StreamSeries, "first">, values: readonly (number | null)[], from: Date, to: Date): {mean: number | null; known: number} {
  const part = values.slice(Math.max(dayIndex(series, from), 0), Math.max(dayIndex(series, to) + 1, 0)).filter((value) => value !== null);
  return {mean: part.length ? total(part) / part.length : null, known: part.length};
}

export interface StreamMonth {
  month: Date;
  /** As reported, gaps counted as 0. */
  total: number;
  /** Mean over the days with a full report; null without any. */
  perDay: number | null;
  knownDays: number;
  days: number;
  /** Every day of it lies inside the series, so only gaps are missing. */
  isWhole: boolean;
}

/** Every calendar month that the series touches, oldest first. */
export function streamMonths(series: StreamSeries): StreamMonth[] {
  return monthsBetween(series.first, series.last).map((month) => {
    const end = monthEnd(month);
    const {mean, known} = meanOfDays(series, series.values, month, end);
    const reported = series.reported.slice(Math.max(dayIndex(series, month), 0), dayIndex(series, end) + 1);
    const startsInside = month > series.first || (monthStart(series.first).getTime() === month.getTime() && isMonthStart(series.first));
    return {month, total: total(reported), perDay: mean, knownDays: known, days: dayCount(month, end), isWhole: startsInside && end <= series.last};
  });
}

/** Fewer days with a full report than this do not stand for a month. */
const LEAST_DAYS_OF_MONTH = 20;

/** Whole months as their mean per fully reported day × their days; null with fewer than 20 such days. */
export const monthlyValues = (series: StreamSeries): {date: Date; value: number | null}[] => streamMonths(series).filter((month) => month.isWhole)
  .map(({month, perDay, knownDays, days}) => ({date: month, value: perDay !== null && knownDays >= LEAST_DAYS_OF_MONTH ? perDay * days : null}));
