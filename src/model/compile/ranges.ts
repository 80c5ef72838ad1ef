/** Days of a request: clipped to what is there, moved to the period before, and cut into periods of a grain. ISO text inside and out. */
import {addDays, addMonths, dayCount, isMonthStart, isoDay, monthCount, monthEnd, monthStart, parseDay, utcDay} from "../days.js";
import type {Grain} from "../metric-request.js";
import {previousRange} from "../periods.js";
import type {TimeColumn} from "../catalog/cubes.js";

export interface Days {
  from: string;
  to: string;
}

const date = (text: string): Date => parseDay(text)!;
const days = (from: Date, to: Date): Days => ({from: isoDay(from), to: isoDay(to)});
export const later = (a: string, b: string): string => (a > b ? a : b);
export const earlier = (a: string, b: string): string => (a < b ? a : b);

type Span = Exclude<Grain, "total">;
const MONTHS: Partial<Record<Span, number>> = {month: 1, quarter: 3, year: 12};

/** First day of the period that holds a day. */
export function periodStart(text: string, grain: Span): string {
  const day = date(text);
  if (grain === "day") return text;
  if (grain === "week") return isoDay(addDays(day, -((day.getUTCDay() + 6) % 7)));
  const months = MONTHS[grain]!;
  return isoDay(utcDay(day.getUTCFullYear(), Math.floor(day.getUTCMonth() / months) * months));
}

const moved = (text: string, grain: Span, steps: number): string =>
  isoDay(MONTHS[grain] ? addMonths(date(text), MONTHS[grain] * steps) : addDays(date(text), (grain === "week" ? 7 : 1) * steps));

const nextPeriod = (start: string, grain: Span): string => {
  const day = date(start);
  return MONTHS[grain] ? isoDay(utcDay(day.getUTCFullYear(), day.getUTCMonth() + MONTHS[grain])) : moved(start, grain, 1);
};

/** The part of `wanted` that is there; null when there is none. A month column has whole months. */
export function clip(wanted: Days | undefined, extent: Days, {grain}: TimeColumn): Days | null {
  const there = grain === "month" ? days(date(extent.from), monthEnd(date(extent.to))) : extent;
  if (!wanted) return there;
  const out = {from: later(wanted.from, there.from), to: earlier(wanted.to, there.to)};
  return out.from <= out.to ? out : null;
}

export type Compare = "previous" | "year_before";

/** Text of the interval by which a period before moves onto the present one. A year of weeks is 52 of them, so that weekdays match. */
export function step(grain: Span, compare: Compare): string {
  if (compare === "year_before") return grain === "week" ? "interval 364 day" : "interval 1 year";
  return {day: "interval 1 day", week: "interval 7 day", month: "interval 1 month", quarter: "interval 3 month", year: "interval 1 year"}[grain];
}

function backFrom(text: string, grain: Span, compare: Compare): string {
  if (compare === "previous") return moved(text, grain, -1);
  return grain === "week" ? moved(text, "week", -52) : isoDay(addMonths(date(text), -12));
}

/** The days before, for every period of a grain; days that are not there make their period not comparable. Null: none is. */
export function beforeByGrain(now: Days, extent: Days, grain: Span, compare: Compare): {days: Days; firstPeriod: string} | null {
  const range = {from: backFrom(now.from, grain, compare), to: backFrom(now.to, grain, compare)};
  const start = periodStart(extent.from, grain);
  const firstWhole = start === extent.from ? start : nextPeriod(start, grain);
  const from = range.from >= extent.from ? range.from : firstWhole;
  if (from > range.to) return null;
  const ahead = compare === "previous" ? moved(periodStart(from, grain), grain, 1) : grain === "week" ? moved(periodStart(from, grain), "week", 52) : isoDay(addMonths(date(periodStart(from, grain)), 12));
  return {days: {from, to: range.to}, firstPeriod: MONTHS[grain] ? periodStart(ahead, grain) : ahead};
}

/** The equal period before `wanted`, as far as `now` (the part of it that is there) reaches; null when the data do not go back so far. */
export function beforeTotal(wanted: Days, now: Days, extent: Days, {grain}: TimeColumn, compare: Compare): Days | null {
  const whole = grain === "month" ? days(monthStart(date(wanted.from)), monthEnd(date(wanted.to))) : wanted;
  if (now.from > whole.from) return null;
  const range = {from: date(whole.from), to: date(whole.to)};
  const back = compare === "previous" ? previousRange(range)! : {from: addMonths(range.from, -12), to: addMonths(range.to, -12)};
  const to = grain === "month"
    ? monthEnd(addMonths(monthStart(date(now.to)), -(monthCount(back.from, range.from) - 1)))
    : addDays(back.to, dayCount(date(wanted.to), date(now.to)) - 1);
  return isoDay(back.from) >= extent.from && to >= back.from ? days(back.from, to) : null;
}

/** Months at the ends of `wanted` that it holds only in part though they have data; a month that is still under way is whole. */
export function brokenMonths(wanted: Days, extent: Days, through: string): string[] {
  const [from, to] = [date(wanted.from), date(wanted.to)];
  const has = (day: Date) => isoDay(monthStart(day)) >= extent.from && isoDay(monthStart(day)) <= extent.to;
  const isOpen = isoDay(monthStart(to)) === isoDay(monthStart(date(through))) && wanted.to >= through;
  return [...new Set([
    ...(!isMonthStart(from) && has(from) ? [wanted.from.slice(0, 7)] : []),
    ...(isoDay(monthEnd(to)) !== wanted.to && has(to) && !isOpen ? [wanted.to.slice(0, 7)] : [])
  ])];
}

/** The whole months around days. */
export const wholeMonthsAround = ({from, to}: Days): Days => days(monthStart(date(from)), monthEnd(date(to)));

/** The days that all columns have; whole months when one of them is of months. */
export function commonDays(all: readonly {days: Days; column: TimeColumn}[]): Days {
  const whole = all.some(({column}) => column.grain === "month");
  const last = ({days: {to}, column}: {days: Days; column: TimeColumn}): string => (column.grain === "month" ? isoDay(monthEnd(date(to))) : to);
  const from = all.map(({days: own}) => (whole ? isoDay(monthStart(date(own.from))) : own.from)).reduce(later);
  const to = all.map(last).reduce(earlier);
  if (!whole || isoDay(monthEnd(date(to))) === to) return {from, to};
  return {from, to: isoDay(addDays(monthStart(date(to)), -1))};
}
