/** Words that name a time, and the smallest time expressions: a day, a month, a quarter, a half, a year. */
import {monthEnd, utcDay} from "../days.js";
import type {Word} from "./words.js";

const units = ["day", "week", "month", "quarter", "year"] as const;
export type Unit = (typeof units)[number];

/** A point on the calendar and the days it covers. A point without its year takes the latest one that has begun. */
export interface Point {
  unit: Unit | "half";
  /** First month (0-11) and day of month; year null when it was not said. */
  month: number;
  day: number;
  year: number | null;
  /** Words it takes. */
  length: number;
}

const MONTHS = ["january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november", "december"];
const SHORT: Record<string, number> = {...Object.fromEntries(MONTHS.map((name, i) => [name.slice(0, 3), i])), sept: 8};

/** 0-11, or null. "may" is also a verb: see `monthPoint`. */
const monthIndex = (text: string): number | null => (MONTHS.includes(text) ? MONTHS.indexOf(text) : SHORT[text] ?? null);

const NUMBERS = ["zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen", "twenty"];
const OTHER_NUMBERS: Record<string, number> = {thirty: 30, fifty: 50, sixty: 60, ninety: 90, hundred: 100, dozen: 12, couple: 2};

/** "3", "three" → 3; null for anything else. Whole numbers only. */
export function numberOf(text: string | undefined): number | null {
  if (text === undefined) return null;
  if (/^\d{1,4}$/.test(text)) return Number(text);
  const spelled = NUMBERS.indexOf(text);
  return spelled > 0 ? spelled : OTHER_NUMBERS[text] ?? null;
}

/** A word that times are made of. */
export const isTimeWord = (text: string): boolean =>
  numberOf(text) !== null || monthIndex(text) !== null || unitOf(text) !== null || /^([qh][1-4]|this|last|past|next|previous|since|until|before|after|between|today|yesterday|tomorrow|now|ever|time|year|date|so|far|ytd|\d{4}-.*)$/.test(text);

/** "months" → "month"; null for anything else. */
export function unitOf(text: string | undefined): Unit | null {
  const one = text?.replace(/s$/, "");
  return units.find((unit) => unit === one) ?? null;
}

const yearOf = (text: string | undefined): number | null => (text !== undefined && /^(19|20)\d\d$/.test(text) ? Number(text) : null);
const dayOfMonth = (text: string | undefined): number | null => {
  const match = /^([1-9]|[12]\d|3[01])(?:st|nd|rd|th)?$/.exec(text ?? "");
  return match ? Number(match[1]) : null;
};

/** "July", "July 2025", "July of 2025"; the year may be missing. */
function yearAfter(words: readonly Word[], at: number): {year: number; length: number} | null {
  const skip = words[at]?.text === "of" || words[at]?.text === "in" ? 1 : 0;
  const year = yearOf(words[at + skip]?.text);
  return year === null || words[at + skip].newSentence ? null : {year, length: skip + 1};
}

const withYear = (point: Omit<Point, "year">, words: readonly Word[], at: number): Point => {
  const found = yearAfter(words, at + point.length);
  return {...point, year: found?.year ?? null, length: point.length + (found?.length ?? 0)};
};

/** A calendar point that starts at word `at`, or null. Points with an impossible day come back with day NaN. */
export function pointAt(words: readonly Word[], at: number): Point | null {
  const text = words[at]?.text;
  if (text === undefined) return null;
  return isoPoint(text) ?? quarterPoint(words, at) ?? monthPoint(words, at) ?? yearPoint(words, at);
}

function isoPoint(text: string): Point | null {
  const iso = /^(\d{4})-(\d{2})(?:-(\d{2}))?$/.exec(text) ?? /^(\d{4})\/(\d{1,2})(?:\/(\d{1,2}))?$/.exec(text);
  const [year, month, day] = iso ? [iso[1], iso[2], iso[3]].map((part) => (part === undefined ? 0 : Number(part))) : [0, 0, 0];
  if (!iso) return monthSlashYear(text);
  const real = month >= 1 && month <= 12 && (day === 0 ? iso[3] === undefined : day <= monthEnd(utcDay(year, month - 1)).getUTCDate());
  return {unit: iso[3] === undefined ? "month" : "day", year, month: month - 1, day: real ? day || 1 : NaN, length: 1};
}

/** "07/2025"; "04/07/2025" could be April or July and is not read. */
function monthSlashYear(text: string): Point | null {
  const match = /^(0?[1-9]|1[0-2])\/(20\d\d)$/.exec(text);
  return match && {unit: "month", year: Number(match[2]), month: Number(match[1]) - 1, day: 1, length: 1};
}

const ORDINALS = ["first", "second", "third", "fourth"];

/** "Q3 2025", "2025 Q3", "third quarter of 2025", "H1 2025", "first half of 2025". */
function quarterPoint(words: readonly Word[], at: number): Point | null {
  const leading = yearOf(words[at].text);
  const start = leading === null ? at : at + 1;
  const text = words[start]?.text ?? "";
  const short = /^([qh])([1-4])$/.exec(text);
  const ordinal = Math.max(ORDINALS.indexOf(text), ["1st", "2nd", "3rd", "4th"].indexOf(text));
  const spelled = ordinal >= 0 && /^(quarter|half)$/.test(words[start + 1]?.text ?? "") ? words[start + 1].text : null;
  if (!short && !spelled) return null;
  const unit = short?.[1] === "h" || spelled === "half" ? "half" : "quarter";
  const index = short ? Number(short[2]) - 1 : ordinal;
  if (unit === "half" && index > 1) return null;
  const point = {unit, month: index * (unit === "half" ? 6 : 3), day: 1, length: (short ? 1 : 2) + (leading === null ? 0 : 1)} as const;
  return leading === null ? withYear(point, words, at) : {...point, year: leading};
}

/** "July", "July 2025", "4 July 2025", "July 4th, 2025". */
function monthPoint(words: readonly Word[], at: number): Point | null {
  const first = dayOfMonth(words[at].text);
  const skip = first !== null && words[at + 1]?.text === "of" ? 1 : 0;
  if (first !== null) {
    const month = monthIndex(words[at + 1 + skip]?.text ?? "");
    return month === null ? null : dayPoint(withYear({unit: "day", month, day: first, length: 2 + skip}, words, at));
  }
  const month = monthIndex(words[at].text);
  if (month === null) return null;
  const day = dayOfMonth(words[at + 1]?.text);
  if (day !== null) return dayPoint(withYear({unit: "day", month, day, length: 2}, words, at));
  const point = withYear({unit: "month", month, day: 1, length: 1}, words, at);
  const isVerb = words[at].raw === "may" && point.year === null && !/^(in|since|of|from|to|until|before|after|and|for|during)$/.test(words[at - 1]?.text ?? "");
  return isVerb ? null : point;
}

/** A day that the month does not have becomes NaN: said, and refused. */
const dayPoint = (point: Point): Point => (point.day > monthEnd(utcDay(point.year ?? 2024, point.month)).getUTCDate() ? {...point, day: NaN} : point);

function yearPoint(words: readonly Word[], at: number): Point | null {
  const year = yearOf(words[at].text);
  return year === null ? null : {unit: "year", year, month: 0, day: 1, length: 1};
}

const MONTH_COUNT = {month: 1, quarter: 3, half: 6, year: 12} as const;

/** First and last day of a point whose year is known. */
export function daysOfPoint({unit, month, day}: Point, year: number): {from: Date; to: Date} {
  const from = utcDay(year, month, day);
  if (unit === "day" || unit === "week") return {from, to: from};
  return {from, to: utcDay(year, month + MONTH_COUNT[unit], 0)};
}

/** The point's own year, or the latest in which it has begun by `asOf`. */
export function yearOfPoint(point: Point, asOf: Date): number {
  if (point.year !== null) return point.year;
  const year = asOf.getUTCFullYear();
  return daysOfPoint(point, year).from <= asOf ? year : year - 1;
}
