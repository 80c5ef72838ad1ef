/**
 * Who owes what on a date: the payment status of DOMAIN.md section 4, recomputed for any as-of date
 * with the rule of the `payments` mart. Pure. Days come in as ISO text or as Dates, and go out as Dates at UTC midnight.
 */
import {addDays, parseDay} from "./days.js";

export const paymentStatuses = ["OVERDUE", "DUE", "DUE_SOON", "PENDING", "PAID"] as const;
export type PaymentStatus = (typeof paymentStatuses)[number];
export type RateBasis = "default" | "observed";
export type DayLike = string | Date;
/** A decimal string (overview.json) or a number (engine rows). */
export type Amount = string | number;

/** The columns of `payments` that the rule reads; one row per usage month × distributor × platform × currency. */
export interface PaymentRow {
  usage_month: DayLike;
  distributor: string;
  platform: string;
  currency: string;
  expected_on: DayLike;
  expected_default: Amount | null;
  expected_observed: Amount | null;
  complete_on: DayLike | null;
  is_covered_by_statements: boolean;
}

/** The columns of `arrivals` that the rule reads; one row per cell × reporting date. */
export interface ArrivalRow {
  usage_month: DayLike;
  distributor: string;
  platform: string;
  currency: string;
  reported_on: DayLike;
  earnings: Amount;
  line_count: number;
}

/** One cell on the as-of date. Amounts are in `currency`; `expected` is null where the daily feed has no such platform. */
export interface PaymentCell {
  usage_month: Date;
  distributor: string;
  platform: string;
  currency: string;
  expected_on: Date;
  expected: number | null;
  arrived: number;
  line_count: number;
  first_reported_on: Date | null;
  last_reported_on: Date | null;
  is_covered_by_statements: boolean;
  status: PaymentStatus;
  outstanding: number;
}

/** A month is settled when this share of what was expected has come, without waiting for the last stragglers. */
export const SETTLED_SHARE = 0.95;

function toDay(day: DayLike): Date {
  const parsed = day instanceof Date ? day : parseDay(day);
  if (!parsed) throw new Error(`not a day: ${String(day)}`);
  return parsed;
}

/**
 * Status of one expected payment on a date. Boundaries belong to the more urgent side:
 * expected exactly 30 days ago is OVERDUE, expected today is DUE, expected in exactly 30 days is DUE_SOON.
 */
export function paymentStatus(expectedOn: DayLike, asOf: DayLike, covered: boolean): PaymentStatus {
  if (covered) return "PAID";
  const expected = toDay(expectedOn);
  const today = toDay(asOf);
  if (expected <= addDays(today, -30)) return "OVERDUE";
  if (expected <= today) return "DUE";
  return expected <= addDays(today, 30) ? "DUE_SOON" : "PENDING";
}

interface Arrived {
  earnings: number;
  lines: number;
  first: Date;
  last: Date;
}

const cellKey = (row: {usage_month: DayLike; distributor: string; platform: string; currency: string}): string =>
  [toDay(row.usage_month).getTime(), row.distributor, row.platform, row.currency].join("|");

/** Sums what had been reported on or before the as-of date, by cell. */
function arrivedBy(arrivals: Iterable<ArrivalRow>, asOf: Date): Map<string, Arrived> {
  const cells = new Map<string, Arrived>();
  for (const row of arrivals) {
    const day = toDay(row.reported_on);
    if (day > asOf) continue;
    const key = cellKey(row);
    const cell = cells.get(key) ?? {earnings: 0, lines: 0, first: day, last: day};
    cell.earnings += Number(row.earnings);
    cell.lines += Number(row.line_count);
    if (day < cell.first) cell.first = day;
    if (day > cell.last) cell.last = day;
    cells.set(key, cell);
  }
  return cells;
}

/** Lines have come, and they reach 95% of the estimate or the store's usual wait is over (or there is no estimate). */
function isCovered(expected: number | null, got: Arrived | undefined, completeOn: DayLike | null, asOf: Date): boolean {
  if (!got || got.lines === 0) return false;
  if (expected === null) return true;
  return got.earnings >= SETTLED_SHARE * expected || (completeOn !== null && toDay(completeOn) <= asOf);
}

/**
 * Every payment cell as it stood on `asOf`: what had arrived by then, its status, and what was still outstanding
 * (never below 0) on the chosen rate basis. Usage months that begin after `asOf` are left out, and so are
 * cells with neither an estimate nor a line by then. A month under way counts with all the streams the feed has for it.
 */
export function paymentCells(
  payments: Iterable<PaymentRow>, arrivals: Iterable<ArrivalRow>, asOf: DayLike, basis: RateBasis = "default"
): PaymentCell[] {
  const day = toDay(asOf);
  const arrived = arrivedBy(arrivals, day);
  const cells: PaymentCell[] = [];
  for (const row of payments) {
    const got = arrived.get(cellKey(row));
    const amount = basis === "default" ? row.expected_default : row.expected_observed;
    const expected = amount === null || amount === undefined ? null : Number(amount);
    if (toDay(row.usage_month) > day || (expected === null && !got)) continue;
    cells.push(paymentCell(row, expected, got, day));
  }
  return cells;
}

function paymentCell(row: PaymentRow, expected: number | null, got: Arrived | undefined, asOf: Date): PaymentCell {
  const covered = isCovered(expected, got, row.complete_on, asOf);
  const arrived = got?.earnings ?? 0;
  return {
    usage_month: toDay(row.usage_month),
    distributor: row.distributor,
    platform: row.platform,
    currency: row.currency,
    expected_on: toDay(row.expected_on),
    expected,
    arrived,
    line_count: got?.lines ?? 0,
    first_reported_on: got?.first ?? null,
    last_reported_on: got?.last ?? null,
    is_covered_by_statements: row.is_covered_by_statements,
    status: paymentStatus(row.expected_on, asOf, covered),
    outstanding: covered ? 0 : Math.max((expected ?? 0) - arrived, 0)
  };
}
