/** Overdue payments as they stood on a day, by the rule of `payment-status.ts` and with the waits known by then. */
import {knownCount, reportTimes, type AlertArrival, type AlertFacts} from "./alert-facts.js";
import {pageAddress, subjectWords, type Finding} from "./alert-finding.js";
import type {LeafOf} from "./alert-rules.js";
import {addDays, addMonths, dayCount, monthEnd, monthStart, parseDay} from "./days.js";
import {approx, formatDay, formatMoney} from "./format.js";
import {groupBy, sumOf} from "./group.js";
import {SETTLED_SHARE, type DayLike} from "./payment-status.js";

/** Months younger than this may still have pieces to come; a store with fewer such months waits for its terms (as in the lags mart). */
const SETTLED_MONTHS = 4;
const WAITED_SHARE = 0.95;

/** A usage month of a distributor on a platform; times are milliseconds. */
interface Cell {
  distributor: string;
  month: Date;
  expectedOn: number;
  expected: number;
  /** Day from which on the snapshot counts it as complete. */
  completeOn: number | null;
  /** Agreed days after the end of the month. */
  terms: number;
  /** Days of the cell's own reports, oldest first; below the reports of its distributor × platform. */
  times: Float64Array;
  /** Money by the first, second … report. */
  arrived: Float64Array;
  store: AlertArrival[];
}

/** What is past its date on a day. */
export interface LatePayment {
  distributor: string;
  expected_on: Date;
  expected: number;
  outstanding: number;
}

const toDay = (day: DayLike): Date => (day instanceof Date ? day : parseDay(day)!);

/** Days by which 95% of a store's money had come, from the reports known by then; null below four settled months. */
function waitOf(reports: readonly AlertArrival[], through: Date): number | null {
  const limit = addMonths(monthStart(through), -SETTLED_MONTHS);
  const settled = reports.filter((row) => row.earnings > 0 && row.usage_month <= limit && row.reported_on <= through);
  if (new Set(settled.map((row) => Number(row.usage_month))).size < SETTLED_MONTHS) return null;
  const lags = settled.map((row) => ({days: dayCount(monthEnd(row.usage_month), row.reported_on) - 1, value: row.earnings})).sort((a, b) => a.days - b.days);
  const total = sumOf(lags, ({value}) => value);
  let sum = 0;
  return lags.find(({value}) => (sum += value) >= WAITED_SHARE * total)!.days;
}

const books = new WeakMap<AlertFacts, {cells: Cell[]; sent: Map<string, Float64Array>; waits: Map<string, number>}>();

function bookOf(facts: AlertFacts) {
  const held = books.get(facts);
  if (held) return held;
  const stores = groupBy(facts.arrivals, (row) => `${row.distributor}|${row.platform}`);
  const cells = facts.payments.filter((row) => row.expected_default !== null).map((row): Cell => {
    const [month, expectedOn] = [toDay(row.usage_month), toDay(row.expected_on)];
    const store = stores.get(`${row.distributor}|${row.platform}`) ?? [];
    const own = store.filter((report) => Number(report.usage_month) === Number(month));
    let sum = 0;
    return {
      distributor: row.distributor, month, expectedOn: Number(expectedOn), expected: Number(row.expected_default), completeOn: row.complete_on === null ? null : Number(toDay(row.complete_on)),
      terms: dayCount(monthEnd(month), expectedOn) - 1, store, times: reportTimes(own), arrived: Float64Array.from(own, (report) => (sum += report.earnings))
    };
  });
  const sent = new Map([...groupBy(facts.arrivals, (row) => row.distributor)].map(([name, rows]) => [name, reportTimes(rows)]));
  const made = {cells, sent, waits: new Map<string, number>()};
  books.set(facts, made);
  return made;
}

/** Day by which the cell counts as complete: the table's own on the day of the snapshot, before it what was known then. */
function completeOn(facts: AlertFacts, {distributor, month, completeOn: own, terms, store}: Cell, day: Date): number | null {
  if (day >= facts.asOf) return own;
  const {sent, waits} = bookOf(facts);
  const times = sent.get(distributor)!;
  const through = times[knownCount(times, day) - 1];
  const key = `${distributor}|${store[0].platform}|${through}`;
  if (!waits.has(key)) waits.set(key, waitOf(store, new Date(through)) ?? terms);
  return Number(addDays(monthEnd(month), waits.get(key)!));
}

/**
 * Payments of which something is outstanding `days` after their date, of distributors that had sent a statement by
 * then; on the day of the snapshot the amounts of the Payments page (rate basis: default).
 */
export function latePayments(facts: AlertFacts, days: number, day: Date): LatePayment[] {
  const {cells, sent} = bookOf(facts);
  const limit = Number(addDays(day, -days));
  return cells.flatMap((cell) => {
    if (cell.expectedOn > limit || !((sent.get(cell.distributor)?.[0] ?? Infinity) <= Number(day))) return [];
    const count = knownCount(cell.times, day);
    const arrived = count ? cell.arrived[count - 1] : 0;
    if (cell.expected <= arrived || (count > 0 && arrived >= SETTLED_SHARE * cell.expected)) return [];
    if (count > 0 && (completeOn(facts, cell, day) ?? Infinity) <= Number(day)) return [];
    return [{distributor: cell.distributor, expected_on: new Date(cell.expectedOn), expected: cell.expected, outstanding: cell.expected - arrived}];
  });
}

/** Money that is a number of days past its date, by distributor. */
export function overdueFindings({days, amount, distributor}: LeafOf<"overdue">, facts: AlertFacts, day: Date): Finding[] {
  const late = latePayments(facts, days, day).filter((cell) => (distributor ?? cell.distributor) === cell.distributor);
  return [...groupBy(late, (cell) => cell.distributor)].flatMap(([name, cells]) => {
    const value = sumOf(cells, (cell) => cell.outstanding);
    if (value < amount || value <= 0) return [];
    const oldest = new Date(Math.min(...cells.map((cell) => Number(cell.expected_on))));
    const subject = {distributor: name};
    return [{
      subject, value, compare: amount, unit: facts.currency, volume: sumOf(cells, (cell) => cell.expected),
      sentence: `Payments${subjectWords(subject)}: ${approx(formatMoney(value, facts.currency))} is ${days} days or more past its date; the oldest was due on ${formatDay(oldest)}.`,
      evidence: pageAddress("payments.html", {asof: day})
    }];
  });
}
