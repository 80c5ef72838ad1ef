/** Time expressions of a question: which words they take and which days they mean. Pure; all days are UTC midnights. */
import {addDays, addMonths, monthStart, utcDay} from "../days.js";
import {rangeLabel} from "../periods.js";
import {daysOfPoint, numberOf, pointAt, unitOf, yearOfPoint, type Point, type Unit} from "./time-words.js";
import type {Word} from "./words.js";

/**
 * span: those days. trailing: so many days that end on the last day with data of the figure asked for. all: everything.
 * now: the as-of date, for figures that stand on a day. `toDate` spans end on the as-of date only because today is then.
 */
export type Time =
  | {kind: "span"; from: Date; to: Date; unit: Unit | "half" | "range"; toDate?: boolean; assumed?: string}
  | {kind: "since"; from: Date; assumed?: string}
  | {kind: "until"; to: Date; assumed?: string}
  | {kind: "trailing"; days: number; words: string}
  | {kind: "all"}
  | {kind: "now"}
  | {kind: "impossible"; reason: string};

export interface TimeMatch {
  time: Time;
  length: number;
}

const text = (words: readonly Word[], at: number): string => words[at]?.text ?? "";

/** Words that match a phrase from `at` on; 0 when they do not. */
function phrase(words: readonly Word[], at: number, pattern: RegExp, most = 4): number {
  for (let n = most; n > 0; --n) {
    const part = words.slice(at, at + n);
    if (part.length === n && pattern.test(part.map((word) => word.text).join(" "))) return n;
  }
  return 0;
}

const LEADING = /^(in|for|during|on|over|of|within|throughout|at)$/;
const LEADING_FILL = /^(the|whole|entire|full|calendar|all|year|month|month of|year of)$/;

/** The time expression that starts at word `at`, with its preposition; null when there is none. */
export function timeAt(words: readonly Word[], at: number, asOf: Date): TimeMatch | null {
  let start = at;
  if (LEADING.test(text(words, start))) ++start;
  while (start - at < 5 && LEADING_FILL.test(text(words, start)) && !(text(words, start) === "all" && text(words, start + 1) === "time")) ++start;
  for (const skip of new Set([0, LEADING.test(text(words, at)) ? 1 : 0, start - at])) {
    const found = coreAt(words, at + skip, asOf);
    if (found) return {time: found.time, length: found.length + skip};
  }
  return null;
}

function coreAt(words: readonly Word[], at: number, asOf: Date): TimeMatch | null {
  return rangeAt(words, at, asOf) ?? openAt(words, at, asOf) ?? runningTo(words, at, asOf) ?? relativeAt(words, at, asOf) ?? singleAt(words, at, asOf);
}

const impossible = (reason: string, length: number): TimeMatch => ({time: {kind: "impossible", reason}, length});

const spanOf = (point: Point, year: number): {from: Date; to: Date} => daysOfPoint(point, year);

function singleAt(words: readonly Word[], at: number, asOf: Date): TimeMatch | null {
  const point = pointAt(words, at);
  if (!point) return null;
  if (Number.isNaN(point.day)) return impossible(`no such day: ${words.slice(at, at + point.length).map(({raw}) => raw).join(" ")}`, point.length);
  const span = spanOf(point, yearOfPoint(point, asOf));
  const assumed = point.year === null ? `no year was given: the latest is ${rangeLabel(span)}` : undefined;
  return {time: {kind: "span", ...span, unit: point.unit, ...(assumed ? {assumed} : {})}, length: point.length};
}

const isDash = (gap: string): boolean => /[-–—]/.test(gap);

/** "from A to B", "between A and B", "A to B", "A – B". */
function rangeAt(words: readonly Word[], at: number, asOf: Date): TimeMatch | null {
  const between = text(words, at) === "between";
  const lead = between || text(words, at) === "from" ? 1 : 0;
  const a = pointAt(words, at + lead);
  if (!a) return null;
  const next = at + lead + a.length;
  const dash = isDash(words[next]?.gap ?? "") && !between;
  const link = dash ? 0 : phrase(words, next, between ? /^and$/ : /^(to|through|thru|until|till|up to|to the end of|until the end of)$/);
  if (!dash && link === 0) return null;
  const b = pointAt(words, next + link);
  if (!b) return null;
  const length = lead + a.length + link + b.length;
  if (Number.isNaN(a.day) || Number.isNaN(b.day)) return impossible("one end of the period is no day of the calendar", length);
  const bYear = b.year ?? (a.year === null ? yearOfPoint(b, asOf) : endingYear(a, a.year, b));
  const end = spanOf(b, bYear).to;
  const aYear = a.year ?? (spanOf(a, bYear).from <= end ? bYear : bYear - 1);
  const from = spanOf(a, aYear).from;
  if (from > end) return impossible("the period ends before it begins", length);
  const assumed = a.year === null && b.year === null ? `no year was given: the latest is ${rangeLabel({from, to: end})}` : undefined;
  return {time: {kind: "span", from, to: end, unit: "range", ...(assumed ? {assumed} : {})}, length};
}

const endingYear = (a: Point, year: number, b: Point): number => (spanOf(b, year).to >= spanOf(a, year).from ? year : year + 1);

/** "since March", "from March 2025 on", "after 2024", "until June 2025", "before June 2025". */
function openAt(words: readonly Word[], at: number, asOf: Date): TimeMatch | null {
  const lead = phrase(words, at, /^(since|from|after|starting|starting in|starting from|beginning|until|till|up to|through|before|prior to|to the end of|until the end of|since the (start|beginning) of|from the (start|beginning) of)$/, 5);
  if (!lead) return null;
  const word = text(words, at);
  if (word === "since" || word === "from") {
    const unit = phrase(words, at + lead, /^(last|this) (year|month|quarter|week)$/);
    const relative = unit ? relativeAt(words, at + lead, asOf) : null;
    if (relative?.time.kind === "span" && word === "since") return {time: {kind: "since", from: relative.time.from}, length: lead + relative.length};
  }
  const single = singleAt(words, at + lead, asOf);
  if (!single) return null;
  if (single.time.kind !== "span") return {...single, length: lead + single.length};
  const {from, to, assumed} = single.time;
  const note = assumed ? {assumed} : {};
  const length = lead + single.length;
  const onwards = phrase(words, at + length, /^(on|onward|onwards|to now|to today|until now|until today|to date|till now)$/);
  if (/^(until|till|up|through|to)$/.test(word)) return {time: {kind: "until", to, ...note}, length};
  if (/^(before|prior)$/.test(word)) return {time: {kind: "until", to: addDays(from, -1), ...note}, length};
  if (word === "after") return {time: {kind: "since", from: addDays(to, 1), ...note}, length: length + onwards};
  if (word === "from" && !onwards) return null; // "from July 2025" says no end: it is read as the month itself
  return {time: {kind: "since", from, ...note}, length: length + onwards};
}

/** "12 months to June 2025", "the 30 days ending 2025-06-30". */
function runningTo(words: readonly Word[], at: number, asOf: Date): TimeMatch | null {
  const skip = phrase(words, at, /^(the|last|the last)$/);
  const count = numberOf(text(words, at + skip));
  const unit = unitOf(text(words, at + skip + 1));
  if (count === null || unit === null) return null;
  const link = phrase(words, at + skip + 2, /^(to|ending|ended|ending in|ending on|ended in|up to|through|until|to the end of|up to and including)$/, 5);
  const end = link ? singleAt(words, at + skip + 2 + link, asOf) : null;
  if (!end || end.time.kind !== "span") return null;
  const length = skip + 2 + link + end.length;
  const {to, assumed} = end.time;
  const months = {month: 1, quarter: 3, year: 12}[unit as "month"];
  const from = months ? addDays(addMonths(to, -months * count), 1) : addDays(to, 1 - count * (unit === "week" ? 7 : 1));
  return {time: {kind: "span", from, to, unit: "range", ...(assumed ? {assumed} : {})}, length};
}

const startOf = (unit: Unit, day: Date): Date => {
  const [year, month] = [day.getUTCFullYear(), day.getUTCMonth()];
  if (unit === "day") return day;
  if (unit === "week") return addDays(day, -((day.getUTCDay() + 6) % 7));
  return unit === "month" ? monthStart(day) : unit === "quarter" ? utcDay(year, month - (month % 3)) : utcDay(year, 0);
};

/** The start of the unit `count` units after that of `day`; negative is before. */
const moved = (unit: Unit, day: Date, count: number): Date => {
  const start = startOf(unit, day);
  if (unit === "day" || unit === "week") return addDays(start, count * (unit === "week" ? 7 : 1));
  return utcDay(start.getUTCFullYear(), start.getUTCMonth() + count * (unit === "month" ? 1 : unit === "quarter" ? 3 : 12));
};

const wholeUnits = (unit: Unit, asOf: Date, first: number, last: number): Time => ({kind: "span", from: moved(unit, asOf, first), to: addDays(moved(unit, asOf, last + 1), -1), unit: first === last ? unit : "range"});

const TO_DATE: Record<string, Unit> = {ytd: "year", qtd: "quarter", mtd: "month", wtd: "week"};

/** Times that follow the as-of date: today, this month, last 3 months, next week, year to date, all time. */
function relativeAt(words: readonly Word[], at: number, asOf: Date): TimeMatch | null {
  const word = text(words, at);
  const day = (offset: number): Time => ({kind: "span", from: addDays(asOf, offset), to: addDays(asOf, offset), unit: "day"});
  if (word === "today") return {time: day(0), length: 1};
  if (word === "yesterday") return {time: day(-1), length: 1};
  if (word === "tomorrow") return {time: day(1), length: 1};
  const everything = phrase(words, at, /^(all time|of all time|ever|since the (start|beginning)|from the (start|beginning)|so far|to date|overall|all years|in total so far|until now|up to now)$/);
  const toDateUnit = TO_DATE[word] ?? (phrase(words, at, /^(year|quarter|month|week) to date$/) ? unitOf(word) : null);
  if (toDateUnit) return {time: {kind: "span", from: startOf(toDateUnit, asOf), to: asOf, unit: toDateUnit, toDate: true}, length: TO_DATE[word] ? 1 : 3};
  const soFar = phrase(words, at, /^so far this (year|quarter|month|week)$/);
  if (soFar) return {time: {kind: "span", from: startOf(unitOf(text(words, at + 3))!, asOf), to: asOf, unit: unitOf(text(words, at + 3))!, toDate: true}, length: 4};
  if (everything) return {time: {kind: "all"}, length: everything};
  const counted = countedAt(words, at, asOf);
  if (counted) return counted;
  const now = phrase(words, at, /^(now|right now|currently|current|at the moment|at present|presently)$/);
  return now ? {time: {kind: "now"}, length: now} : null;
}

function countedAt(words: readonly Word[], at: number, asOf: Date): TimeMatch | null {
  const direction = /^(this|current|last|past|previous|prior|preceding|trailing|next|coming|latest|most recent)$/.exec(text(words, at))?.[1];
  if (!direction) return null;
  const short = /^(\d{1,3})([dwmy])$/.exec(text(words, at + 1));
  const count = short ? Number(short[1]) : numberOf(text(words, at + 1));
  const unit = short ? ({d: "day", w: "week", m: "month", y: "year"} as const)[short[2] as "d"] : unitOf(text(words, at + (count === null ? 1 : 2)));
  if (!unit) return null;
  const length = short ? 2 : count === null ? 2 : 3;
  const soFar = phrase(words, at + length, /^(so far|to date|until now|up to now)$/);
  if (direction === "past" && count === null) return impossible(`“past ${unit}” can mean the last whole ${unit} or the days up to now`, length);
  if (direction === "this" || direction === "current") return count === null ? {time: {kind: "span", from: startOf(unit, asOf), to: asOf, unit, toDate: true}, length: length + soFar} : null;
  if (soFar) return null;
  if (direction === "next" || direction === "coming") {
    if (unit === "day") return {time: {kind: "span", from: addDays(asOf, 1), to: addDays(asOf, count ?? 1), unit: "range"}, length};
    return {time: wholeUnits(unit, asOf, 1, count ?? 1), length};
  }
  if (unit === "day" && count === null) return {time: {kind: "trailing", days: 1, words: "the last day with data"}, length};
  if (count === 0) return impossible("a period of no length", length);
  if (unit === "day" || (unit === "week" && (count ?? 1) > 1)) {
    const days = (count ?? 1) * (unit === "week" ? 7 : 1);
    return {time: {kind: "trailing", days, words: `the last ${days} days`}, length};
  }
  return {time: wholeUnits(unit, asOf, -(count ?? 1), -1), length};
}
