/** Small facts that the cash forecast page names: agreed terms, what came by month, what a what-if assumes. Pure. */
import {dayCount, monthEnd, parseDay} from "./days.js";
import type {WhatIf} from "./forecast-cash.js";
import {groupBy, sumOf} from "./group.js";
import {formatChange, formatDay, formatMonth} from "./format.js";
import {indexMonth, monthIndex} from "./month-index.js";
import type {Arrival} from "./overview-data.js";
import type {DayLike, PaymentRow} from "./payment-status.js";

const toDay = (day: DayLike): Date => (day instanceof Date ? day : parseDay(day)!);

/** Days from the end of the usage month to the payment by distributor, as the payments table has them. */
export function agreedDays(payments: readonly PaymentRow[]): Map<string, number> {
  return new Map(payments.map((row) => [row.distributor, dayCount(monthEnd(toDay(row.usage_month)), toDay(row.expected_on)) - 1]));
}

/** Statement money by statement month (month number) up to `asOf`. */
export function receivedByMonth(arrivals: readonly Arrival[], asOf: Date): Map<number, number> {
  const seen = arrivals.filter((row) => row.reported_on <= asOf);
  return new Map([...groupBy(seen, (row) => monthIndex(row.reported_on))].map(([month, rows]) => [month, sumOf(rows, (row) => row.earnings)]));
}

/** "Cash by month if terms are 90 days (agreed 60), streams grow +5.0% a month": what the reader changed, or that nothing was. */
export function fanTitle({extraDays, growth, rate}: WhatIf, agreed: number): string {
  const parts = [
    ...(extraDays ? [`terms are ${agreed + extraDays} days (agreed ${agreed})`] : []),
    ...(growth ? [`streams change by ${formatChange(growth, 0)} a month`] : []),
    ...(rate ? [`rates change by ${formatChange(rate, 0)}`] : [])
  ];
  return parts.length ? `Cash by statement month if ${parts.join(", ")}` : `Cash by statement month at agreed terms (${agreed} days), streams as forecast, today's rates`;
}

/** "rest of Nov 2025 and the six months to May 2026". */
export const fanSpan = (asOf: Date, months: number): string => `rest of ${formatMonth(asOf)} and the ${months} months to ${formatMonth(indexMonth(monthIndex(asOf) + months))}`;

/** A warning when the streams end well before the as-of date, or are not there at all; null when they do not. */
export function staleStreams(streamsThrough: Date | null, asOf: Date): string | null {
  if (!streamsThrough) return "Without daily streams nothing is expected of months that no whole report has begun to pay, so the outstanding amount is too low.";
  if (streamsThrough >= asOf || dayCount(streamsThrough, asOf) <= 8) return null;
  return `The daily streams end on ${formatDay(streamsThrough)}: what was streamed since then is not in the outstanding amount, and stands as forecast in the cash to come.`;
}
