/** Dates as whole days since 1970-01-01 (UTC) and months as `YYYY-MM` texts. */

const DAY_MS = 86_400_000;

/** Days since 1970-01-01 of an ISO date. */
export function parseDay(iso: string): number {
  return Math.round(Date.parse(`${iso}T00:00:00Z`) / DAY_MS);
}

/** ISO date of a day number. */
export function formatDay(day: number): string {
  return new Date(day * DAY_MS).toISOString().slice(0, 10);
}

/** 0 = Sunday … 6 = Saturday. */
export function getWeekday(day: number): number {
  return (day + 4) % 7;
}

/** `YYYY-MM` of a day number. */
export function getMonth(day: number): string {
  return formatDay(day).slice(0, 7);
}

/** Day number of a month's first day. */
export function getFirstDay(month: string): number {
  return parseDay(`${month}-01`);
}

/** The month `step` months later (or earlier, when negative). */
export function addMonths(month: string, step: number): string {
  const index = Number(month.slice(0, 4)) * 12 + Number(month.slice(5)) - 1 + step;
  return `${Math.floor(index / 12)}-${String((index % 12) + 1).padStart(2, "0")}`;
}

/** Day number of a month's last day. */
export function getLastDay(month: string): number {
  return getFirstDay(addMonths(month, 1)) - 1;
}

/** All months from `from` to `to`, both included. */
export function listMonths(from: string, to: string): string[] {
  const months: string[] = [];
  for (let month = from; month <= to; month = addMonths(month, 1)) months.push(month);
  return months;
}
