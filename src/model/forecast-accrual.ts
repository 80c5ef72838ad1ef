/**
 * The receivable as books carry it: opening + earned − received + restated = closing, month by month and to the cent.
 * Each month end is forecast again with what was known on that day, so a restatement is what the books would have shown.
 */
import {allocateCents, toCents} from "./cents.js";
import {monthEnd} from "./days.js";
import type {Ledger} from "./forecast-ledger.js";
import {forecastsOn, type SourceForecast} from "./forecast-outstanding.js";
import {sumOf} from "./group.js";
import {indexMonth, monthIndex} from "./month-index.js";

/** What stands in the books of a distributor on a day: by source and usage month, in money. */
export interface BookDay {
  on: Date;
  /** source key → usage month → [received so far, ultimate]. */
  sources: Map<string, Map<number, [received: number, ultimate: number]>>;
  distributors: Map<string, string>;
}

/** Whole cents; `month` is a calendar month, the last one up to the as-of date. */
export interface AccrualRow {
  month: number;
  distributor: string;
  opening: number;
  earned: number;
  received: number;
  restated: number;
  closing: number;
}

/** Month ends before `asOf`, then `asOf` itself: `count` months and the day before the first. */
export function bookDays(asOf: Date, count: number): Date[] {
  const last = monthIndex(asOf);
  return [...Array.from({length: count}, (_, i) => monthEnd(indexMonth(last - count + i))), asOf];
}

/** The books on a day from the forecasts of that day; a refused source is booked when its money comes. */
function bookDay(on: Date, forecasts: readonly SourceForecast[]): BookDay {
  const key = ({source}: SourceForecast) => `${source.distributor}.${source.platform}`;
  return {
    on, distributors: new Map(forecasts.map((one) => [key(one), one.source.distributor])),
    sources: new Map(forecasts.map((one) => [key(one), new Map(one.months.map(({month, received, ultimate}) => [month, [received, ultimate]]))]))
  };
}

export const booksOn = (ledger: Ledger, on: Date): BookDay => bookDay(on, forecastsOn(ledger, on));

/** Movements of one distributor between two days, in money. */
function movements(before: BookDay, after: BookDay, distributor: string): Omit<AccrualRow, "month" | "distributor"> {
  const sum = {opening: 0, earned: 0, received: 0, restated: 0, closing: 0};
  for (const [key, months] of after.sources) {
    if (after.distributors.get(key) !== distributor) continue;
    for (const [month, [received, ultimate]] of months) {
      const [receivedBefore, ultimateBefore] = before.sources.get(key)?.get(month) ?? [0, 0];
      sum.opening += ultimateBefore - receivedBefore;
      sum.closing += ultimate - received;
      sum.received += received - receivedBefore;
      sum[month === monthIndex(after.on) ? "earned" : "restated"] += ultimate - ultimateBefore;
    }
  }
  return sum;
}

/** Confirmed money and balances keep their own cents; the two estimates take the rest by largest remainder. */
function inCents({opening, earned, received, restated, closing}: Omit<AccrualRow, "month" | "distributor">): Omit<AccrualRow, "month" | "distributor"> {
  const cents = {opening: toCents(opening), received: toCents(received), closing: toCents(closing)};
  const [earnedCents, restatedCents] = allocateCents(cents.closing - cents.opening + cents.received, [earned, restated]);
  return {...cents, earned: earnedCents, restated: restatedCents};
}

/** One row per month and distributor, oldest first; `books` in order of day. Every row balances, and opening is the closing before. */
export function accrualRows(books: readonly BookDay[]): AccrualRow[] {
  const distributors = [...new Set(books.flatMap((book) => [...book.distributors.values()]))].sort();
  return books.slice(1).flatMap((after, i) => distributors.map((distributor) =>
    ({month: monthIndex(after.on), distributor, ...inCents(movements(books[i], after, distributor))})));
}

/** Rows of one month added up over distributors: sums of cents, so they balance as well. */
export function accrualTotals(rows: readonly AccrualRow[]): AccrualRow[] {
  return [...new Set(rows.map(({month}) => month))].map((month) => {
    const own = rows.filter((row) => row.month === month);
    const sum = (key: "opening" | "earned" | "received" | "restated" | "closing") => sumOf(own, (row) => row[key]);
    return {month, distributor: "all", opening: sum("opening"), earned: sum("earned"), received: sum("received"), restated: sum("restated"), closing: sum("closing")};
  });
}
