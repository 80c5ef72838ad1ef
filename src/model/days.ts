/** Calendar arithmetic on UTC days. A day is a Date at UTC midnight; a month is its first day. */

export const DAY_MS = 86_400_000;

/** The UTC midnight of a calendar day; `month` is 0-11 and may overflow, as in Date.UTC, which takes the years 0-99 for those of 1900. */
export const utcDay = (year: number, month: number, day = 1): Date => new Date(year >= 100 ? Date.UTC(year, month, day) : new Date(0).setUTCFullYear(year, month, day));

/** "2025-11-20" (or longer ISO text) → UTC midnight; null when it is not a real calendar day. */
export function parseDay(text: string | null | undefined): Date | null {
  const match = /^(\d{4})-(\d{2})-(\d{2})/.exec(text ?? "");
  if (!match) return null;
  const [year, month, date] = [Number(match[1]), Number(match[2]) - 1, Number(match[3])];
  const day = utcDay(year, month, date);
  return day.getUTCFullYear() === year && day.getUTCMonth() === month && day.getUTCDate() === date ? day : null;
}

/** UTC midnight → "2025-11-20". */
export const isoDay = (day: Date): string => day.toISOString().slice(0, 10);

export const addDays = (day: Date, days: number): Date => new Date(day.getTime() + days * DAY_MS);

export const monthStart = (day: Date): Date => utcDay(day.getUTCFullYear(), day.getUTCMonth());

export const monthEnd = (day: Date): Date => utcDay(day.getUTCFullYear(), day.getUTCMonth() + 1, 0);

export const isMonthStart = (day: Date): boolean => day.getUTCDate() === 1;

export const isMonthEnd = (day: Date): boolean => isMonthStart(addDays(day, 1));

/** Days from `from` to `to`, both counted: the same day is 1. */
export const dayCount = (from: Date, to: Date): number => Math.round((to.getTime() - from.getTime()) / DAY_MS) + 1;

/** Calendar months from the month of `from` to the month of `to`, both counted. */
export const monthCount = (from: Date, to: Date): number =>
  (to.getUTCFullYear() - from.getUTCFullYear()) * 12 + to.getUTCMonth() - from.getUTCMonth() + 1;

/** The same day of another month; a month end stays a month end, and a day past the end becomes the last one. */
export function addMonths(day: Date, months: number): Date {
  const start = utcDay(day.getUTCFullYear(), day.getUTCMonth() + months);
  const last = monthEnd(start);
  if (isMonthEnd(day) || day.getUTCDate() > last.getUTCDate()) return last;
  return utcDay(start.getUTCFullYear(), start.getUTCMonth(), day.getUTCDate());
}

/** First days of the months from the month of `from` to the month of `to`, oldest first. */
export const monthsBetween = (from: Date, to: Date): Date[] =>
  Array.from({length: Math.max(monthCount(from, to), 0)}, (_, i) => utcDay(from.getUTCFullYear(), from.getUTCMonth() + i));
