/** The ways in which statements write a date or a period → first and last month, and the day of the statement. Pure. */

/** Both months are first days, "2017-07-01". `on` is the day that the text names, else the last day of the last month. */
export interface StatementPeriod {
  first: string;
  last: string;
  on: string;
}

/** Which part of 01/02/2024 is the day. */
export type DateOrder = "month-first" | "day-first";

export const periodExamples = "2025-07, 2025-07-31, 2017M10, Q317, JAN-FEB-18, JUN-26 or 10/15/2023";

const pad = (value: number): string => String(value).padStart(2, "0");
const fullYear = (text: string): number => Number(text) + (text.length === 2 ? 2000 : 0);
const isYear = (year: number): boolean => year >= 1990 && year <= 2100;

function months(year: number, first: number, last: number): StatementPeriod | null {
  if (!isYear(year) || first < 1 || last > 12 || first > last) return null;
  const end = new Date(Date.UTC(year, last, 0)).getUTCDate();
  return {first: `${year}-${pad(first)}-01`, last: `${year}-${pad(last)}-01`, on: `${year}-${pad(last)}-${pad(end)}`};
}

function day(year: number, month: number, date: number): StatementPeriod | null {
  const known = months(year, month, month);
  return known && date >= 1 && date <= Number(known.on.slice(8)) ? {...known, on: `${year}-${pad(month)}-${pad(date)}`} : null;
}

/** Each month's names in English, French, German, Spanish, Italian and Portuguese, without accents. */
const names = [
  "january janvier januar enero gennaio janeiro", "february fevrier februar febrero febbraio fevereiro", "march mars marz maerz marzo marco", "april avril abril aprile", "may mai mayo maggio maio", "june juin juni junio giugno junho",
  "july juillet juli julio luglio julho", "august aout agosto", "september sept septembre septiembre settembre setembro", "october octobre oktober octubre ottobre outubro", "november novembre noviembre novembro", "december decembre dezember diciembre dicembre dezembro"
].map((line) => line.split(" "));

/** "JUN", "June", "juin" or "Sept" → 6 or 9; 0 when it is no month. Only English names are cut to three letters. */
function monthOf(text: string): number {
  const name = text.toLowerCase().normalize("NFD").replaceAll(/\p{M}/gu, "");
  return names.findIndex((known) => known.includes(name) || known[0].slice(0, 3) === name) + 1;
}

/** What may follow a date: a time of day, and the zone that says it is UTC. */
const clock = String.raw`(?:[ T]\d{1,2}:\d{2}(?::\d{2}(?:\.\d+)?)?\s*(?:[ap]m)?)?(?:\s*(?:utc|gmt|z))?`;
const whole = (pattern: string): RegExp => new RegExp(`^${pattern}$`, "iu");

const year = String.raw`(\d{4}|\d{2})`;

/** Each form with how it is read; the first that fits decides. Slashes and dots need to know which part is the day. */
const forms: [RegExp, (parts: string[], order: DateOrder) => StatementPeriod | null][] = [
  [whole(String.raw`(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})${clock}`), ([y, m, d]) => day(Number(y), Number(m), Number(d))],
  [whole(String.raw`(\d{4})[-/.](\d{1,2})`), ([y, m]) => months(Number(y), Number(m), Number(m))],
  [whole(String.raw`(\d{4})(\d{2})(\d{2})`), ([y, m, d]) => day(Number(y), Number(m), Number(d))],
  [whole(String.raw`(\d{4})(\d{2})`), ([y, m]) => months(Number(y), Number(m), Number(m))],
  [whole(String.raw`(\d{4})\s?M(\d{1,2})`), ([y, m]) => months(Number(y), Number(m), Number(m))],
  [whole(String.raw`Q([1-4])[-\s/]?${year}`), ([q, y]) => months(fullYear(y), Number(q) * 3 - 2, Number(q) * 3)],
  [whole(String.raw`(\d{4})[-\s/]?Q([1-4])`), ([y, q]) => months(Number(y), Number(q) * 3 - 2, Number(q) * 3)],
  [whole(String.raw`(\p{L}{3,10})\.?[-\s,/_']+${year}`), ([m, y]) => months(fullYear(y), monthOf(m), monthOf(m))],
  [whole(String.raw`(\p{L}{3,10})\.?\s?-\s?(\p{L}{3,10})\.?[-\s,/]+${year}`), ([a, b, y]) => months(fullYear(y), monthOf(a), monthOf(b))],
  [whole(String.raw`(\d{1,2})[-\s](\p{L}{3,10})\.?[-\s]${year}${clock}`), ([d, m, y]) => day(fullYear(y), monthOf(m), Number(d))],
  [whole(String.raw`(\p{L}{3,10})\.? (\d{1,2}), ?(\d{4})${clock}`), ([m, d, y]) => day(Number(y), monthOf(m), Number(d))],
  [whole(String.raw`(\d{1,2})[/.-](\d{4})`), ([m, y]) => months(Number(y), Number(m), Number(m))],
  [
    whole(String.raw`(\d{1,2})[/.-](\d{1,2})[/.-]${year}${clock}`),
    ([a, b, y], order) => (order === "day-first" ? day(fullYear(y), Number(b), Number(a)) : day(fullYear(y), Number(a), Number(b)))
  ]
];

/** "2024-01-01 - 2024-01-31", "01/01/2024-31/03/2024": two days of one year. */
const range = new RegExp(String.raw`^(\d[\d/.-]{7,9})(?: ?[-–] ?| to )(\d[\d/.-]{7,9})$`);

function rangeOf([first, last]: string[], order: DateOrder): StatementPeriod | null {
  const [from, through] = [parsePeriod(first, order), parsePeriod(last, order)];
  return from && through && from.on <= through.on && from.on.slice(0, 4) === through.on.slice(0, 4) ? {first: from.first, last: through.last, on: through.on} : null;
}

/** Reads a date or a period; null when it is none. Two-digit years are of this century. */
export function parsePeriod(text: string, order: DateOrder = "month-first"): StatementPeriod | null {
  const trimmed = text.trim();
  if (trimmed.length > 40) return null;
  const both = range.exec(trimmed);
  if (both) return rangeOf(both.slice(1), order);
  for (const [pattern, read] of forms) {
    const match = pattern.exec(trimmed);
    if (match) return read(match.slice(1), order);
  }
  return null;
}

const slashed = /^\s*(\d{1,2})[/.-](\d{1,2})[/.-](?:\d{4}|\d{2})(?!\d)/;

/**
 * Which part is the day in the dates of one file: a part above 12 decides; else, where one part is always 1 and the other
 * is not, these are first days of months; else `usual`, the layout's own order.
 */
export function dateOrder(texts: Iterable<string>, usual: DateOrder): DateOrder {
  let [firstHigh, secondHigh, firstOnes, secondOnes, dates] = [0, 0, 0, 0, 0];
  for (const text of texts) {
    const match = slashed.exec(text);
    if (!match) continue;
    const [first, second] = [Number(match[1]), Number(match[2])];
    ++dates;
    if (first > 12) ++firstHigh;
    if (second > 12) ++secondHigh;
    if (first === 1) ++firstOnes;
    if (second === 1) ++secondOnes;
  }
  if (firstHigh !== secondHigh) return firstHigh > secondHigh ? "day-first" : "month-first";
  if (firstOnes === dates && secondOnes < dates) return "day-first";
  if (secondOnes === dates && firstOnes < dates) return "month-first";
  return usual;
}
