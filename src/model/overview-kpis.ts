/** The key figures of the overview for a period, each with its change against the equal period before. Pure. */
import {addDays, dayCount, monthEnd} from "./days.js";
import {groupBy, sumOf} from "./group.js";
import type {MonthKpi, Overview} from "./overview-data.js";
import type {RateBasis} from "./payment-status.js";
import {monthsLabel, rangeLabel, wholeMonths, type DayRange, type Period} from "./periods.js";
import {completeMonths, confirmedOf, estimateOf, likeForLike, monthsRevenue, noChangeReason, revenueParts, type Calendar, type RevenuePart} from "./revenue.js";

/** A change as a share of the earlier figure; null with the reason in `basis` where there is none. */
export interface Delta {
  ratio: number | null;
  basis: string;
}

export interface Point {
  date: Date;
  value: number | null;
  estimate?: boolean;
}

export const change = (now: number, before: number, basis: string): Delta =>
  before > 0 ? {ratio: now / before - 1, basis} : {ratio: null, basis: `nothing to compare with in ${basis.replace(/^against /, "")}`};

const inRange = (day: Date, range: DayRange): boolean => day >= range.from && day <= range.to;

/** Daily totals of a range, averaged over the 7 days up to each day when the range is long. */
export function streamsByDay(data: Overview, range: DayRange, smooth: boolean): Point[] {
  const totals = new Map<number, number>();
  for (const row of data.days) totals.set(Number(row.streamed_on), (totals.get(Number(row.streamed_on)) ?? 0) + row.stream_count);
  const length = Math.max(dayCount(range.from, range.to), 0);
  return Array.from({length}, (_, i) => addDays(range.from, i)).map((date) => {
    const window = Array.from({length: smooth ? 7 : 1}, (_, back) => totals.get(Number(addDays(date, -back)))).filter((n) => n !== undefined);
    return {date, value: totals.has(Number(date)) ? sumOf(window, (n) => n) / window.length : null};
  });
}

export interface StreamsKpi {
  total: number;
  delta: Delta;
  series: Point[];
  missingDays: number;
}

/** Without the days at its end that the feed has not reached: they are missing, not 0. */
function fedRange(data: Overview, range: DayRange): DayRange {
  return {from: range.from, to: data.streamsThrough && data.streamsThrough < range.to ? data.streamsThrough : range.to};
}

/** The days of a period that the feed has reached and as many of the period before; null when it does not cover both. */
export function comparableDays(data: Overview, period: Period): {now: DayRange; before: DayRange} | null {
  const {compare} = period;
  const first = data.days.reduce<Date | null>((low, row) => (low && low <= row.streamed_on ? low : row.streamed_on), null);
  const now = fedRange(data, period);
  if (!compare || !first || compare.from < first || now.to < now.from) return null;
  return {now, before: {from: compare.from, to: addDays(compare.to, dayCount(period.to, now.to) - 1)}};
}

function streamsDelta(data: Overview, period: Period, total: (range: DayRange) => number): Delta {
  const days = comparableDays(data, period);
  if (days) return change(total(days.now), total(days.before), `against ${rangeLabel(days.before)}`);
  return {ratio: null, basis: period.compare ? "the feed does not cover the period before" : noChangeReason(data, period)};
}

/** Streams of the days of the period; the change compares the days that the feed has reached. */
export function streamsKpi(data: Overview, period: Period): StreamsKpi {
  const total = (range: DayRange) => sumOf(data.days, (row) => (inRange(row.streamed_on, range) ? row.stream_count : 0));
  const delta = streamsDelta(data, period, total);
  const missing = data.days.filter((row) => row.is_missing && inRange(row.streamed_on, period)).map((row) => Number(row.streamed_on));
  return {total: total(period), delta, series: streamsByDay(data, fedRange(data, period), dayCount(period.from, period.to) > 60), missingDays: new Set(missing).size};
}

export interface RevenueKpi {
  confirmed: number;
  /** Not reported yet, ≈; always 0 on the statement calendar. */
  estimate: number;
  /** False when no whole month of the period has a statement line: then only the estimate can be shown. */
  isReported: boolean;
  /** Usage months (or months of reporting) with confirmed lines, oldest first. */
  confirmedMonths: Date[];
  delta: Delta;
  series: Point[];
}

/** Confirmed revenue, and apart from it the estimate of what is not reported yet. */
export function revenueKpi(data: Overview, period: Period, calendar: Calendar, basis: RateBasis): RevenueKpi {
  const parts = revenueParts(data, period, calendar, basis);
  const isReported = parts.some((part) => !part.estimate);
  const months = (rows: readonly RevenuePart[]) => [...new Set(rows.map((row) => Number(row.month)))].sort((a, b) => a - b).map((time) => new Date(time));
  const own = parts.filter((part) => !part.estimate || !data.covered.size || data.covered.has(part.distributor)); // the line would never be solid with the others
  const series = months(own).map((date) => {
    const rows = own.filter((row) => Number(row.month) === Number(date));
    return {date, value: sumOf(rows, (row) => row.value), estimate: rows.some((row) => row.estimate)};
  });
  const onlyEstimate = calendar === "usage" && !isReported;
  return {
    confirmed: confirmedOf(parts), estimate: estimateOf(parts), isReported, confirmedMonths: months(parts.filter((part) => !part.estimate)),
    delta: onlyEstimate ? expectedDelta(data, period, basis, (expected) => expected) : calendar === "usage" ? usageDelta(data, period) : statementDelta(data, period, basis),
    series: onlyEstimate ? expectedByDay(data, period, basis) : series
  };
}

function expectedByDay(data: Overview, period: Period, basis: RateBasis): Point[] {
  const days = groupBy(data.days.filter((row) => inRange(row.streamed_on, period)), (row) => Number(row.streamed_on));
  return [...days].sort(([a], [b]) => a - b).map(([time, rows]) => ({date: new Date(time), value: sumOf(rows, (row) => row.expected[basis]), estimate: true}));
}

/** Estimate against estimate: `figure` of expected revenue and streams over the comparable days, at the same rates. */
function expectedDelta(data: Overview, period: Period, basis: RateBasis, figure: (expected: number, streams: number) => number): Delta {
  const ranges = comparableDays(data, period);
  if (!ranges) return {ratio: null, basis: noChangeReason(data, period)};
  const of = (range: DayRange) => {
    const days = data.days.filter((row) => inRange(row.streamed_on, range));
    return figure(sumOf(days, (row) => row.expected[basis]), sumOf(days, (row) => row.stream_count));
  };
  return change(of(ranges.now), of(ranges.before), `estimate against that of ${rangeLabel(ranges.before)}`);
}

function usageDelta(data: Overview, period: Period): Delta {
  const months = likeForLike(data, period);
  if (!months) return {ratio: null, basis: noChangeReason(data, period)};
  return change(monthsRevenue(data, months.now), monthsRevenue(data, months.before), months.basis);
}

function statementDelta(data: Overview, period: Period, basis: RateBasis): Delta {
  if (!period.compare) return {ratio: null, basis: noChangeReason(data, period)};
  const total = (range: DayRange) => confirmedOf(revenueParts(data, range, "statement", basis));
  return change(total(period), total(period.compare), `against ${rangeLabel(period.compare)}`);
}

export interface RateKpi {
  /** Null when nothing in the period is complete. */
  rate: number | null;
  /** ≈ expected revenue ÷ streams of the period, for when there is no confirmed rate. */
  estimate: number | null;
  months: string;
  delta: Delta;
  series: Point[];
}

/** Cells that can be divided like with like: months complete on every platform, with statements, counted by the feed. */
function comparable(data: Overview): MonthKpi[] {
  const complete = new Set(completeMonths(data, [...new Set(data.months.map((row) => Number(row.usage_month)))].map((time) => new Date(time))).map(Number));
  return data.months.filter((row) => complete.has(Number(row.usage_month)) && row.stream_count > 0 && data.covered.has(row.distributor));
}

const rateOf = (rows: readonly MonthKpi[]): number | null => {
  const streams = sumOf(rows, (row) => row.stream_count);
  return streams > 0 ? sumOf(rows, (row) => row.earnings) / streams : null;
};

/** Confirmed earnings ÷ streams over the same complete cells of the whole months in the period. */
export function rateKpi(data: Overview, period: Period, basis: RateBasis): RateKpi {
  const whole = new Set(wholeMonths(period, data.through ?? undefined).map(Number));
  const rows = comparable(data);
  const now = rows.filter((row) => whole.has(Number(row.usage_month)));
  const byMonth = [...groupBy(now, (row) => Number(row.usage_month))].sort(([a], [b]) => a - b);
  const months = byMonth.map(([time]) => new Date(time));
  const days = data.days.filter((row) => inRange(row.streamed_on, period));
  const streams = sumOf(days, (row) => row.stream_count);
  return {
    rate: rateOf(now), estimate: streams > 0 ? sumOf(days, (row) => row.expected[basis]) / streams : null,
    months: monthsLabel(months), delta: months.length ? rateDelta(data, period, rows) : expectedDelta(data, period, basis, (expected, sum) => (sum > 0 ? expected / sum : 0)),
    series: byMonth.map(([time, cells]) => ({date: new Date(time), value: rateOf(cells)}))
  };
}

function rateDelta(data: Overview, period: Period, rows: readonly MonthKpi[]): Delta {
  const months = likeForLike(data, period);
  if (!months) return {ratio: null, basis: noChangeReason(data, period)};
  const rate = (wanted: readonly Date[]) => rateOf(rows.filter((row) => wanted.some((month) => Number(month) === Number(row.usage_month)))) ?? 0;
  return change(rate(months.now), rate(months.before), months.basis);
}

/** Days between the period and the one before: how far back "one period earlier" is for figures of a day. */
export const periodShift = (period: Period): number | null => (period.compare ? dayCount(period.compare.from, period.from) - 1 : null);

/** Month ends up to a day, oldest first: the days at which a figure "as of" is drawn. */
export const monthEndsBefore = (day: Date, count: number): Date[] =>
  Array.from({length: count}, (_, i) => monthEnd(new Date(Date.UTC(day.getUTCFullYear(), day.getUTCMonth() - count + i))));
