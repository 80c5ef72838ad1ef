/** Overdue payments as they stood on a day, by the rule of `payment-status.ts` and with the waits known by then. */
import {knownCount, reportTimes, type AlertFacts} from "./alert-facts.js";
import {pageAddress, subjectWords, type Finding} from "./alert-finding.js";
import type {LeafOf} from "./alert-rules.js";
import {isWaitedFor, storeKey, storesOf, type Store} from "./alert-stores.js";
import {addDays} from "./days.js";
import {approx, formatDay, formatMoney} from "./format.js";
import {groupBy, sumOf} from "./group.js";
import {SETTLED_SHARE} from "./payment-status.js";

/** A usage month of a distributor on a platform; times are milliseconds. */
interface Cell {
  distributor: string;
  month: Date;
  expectedOn: number;
  expected: number;
  /** Days of the cell's own reports, oldest first, and the money by the first, second … of them. */
  times: Float64Array;
  arrived: Float64Array;
  /** From here on enough has come for good; Infinity when it has not. */
  settledOn: number;
  /** Undefined while the platform has no report at all. */
  store: Store | undefined;
}

/** What is past its date on a day. */
export interface LatePayment {
  distributor: string;
  expected_on: Date;
  expected: number;
  outstanding: number;
}

const books = new WeakMap<AlertFacts, Cell[]>();

function cellsOf({payments, arrivals}: AlertFacts, stores: ReadonlyMap<string, Store>): Cell[] {
  const reports = groupBy(arrivals, (report) => cellKey(report));
  return payments.filter((row) => row.expected !== null).map((row): Cell => {
    const own = reports.get(cellKey(row)) ?? [];
    const [times, expected] = [reportTimes(own), row.expected!];
    let sum = 0;
    const arrived = Float64Array.from(own, (report) => (sum += report.earnings));
    const settledOn = own.length && isSettled(expected, sum) ? times.at(-1)! : Infinity;
    return {distributor: row.distributor, month: row.usage_month, expectedOn: Number(row.expected_on), expected, times, arrived, settledOn, store: stores.get(storeKey(row))};
  });
}

const cellKey = (row: {usage_month: Date; distributor: string; platform: string}): string => `${storeKey(row)}|${Number(row.usage_month)}`;
/** Once something has come. */
const isSettled = (expected: number, arrived: number): boolean => expected <= arrived || arrived >= SETTLED_SHARE * expected;

/**
 * Payments of which something is outstanding `days` after their date, of distributors that had sent a statement by
 * then; on the day of the snapshot the amounts of the Payments page (rate basis: default).
 */
export function latePayments(facts: AlertFacts, days: number, day: Date): LatePayment[] {
  const {sent, stores} = storesOf(facts);
  const cells = books.get(facts) ?? books.set(facts, cellsOf(facts, stores)).get(facts)!;
  const [limit, time] = [Number(addDays(day, -days)), Number(day)];
  const late: LatePayment[] = [];
  for (const cell of cells) {
    if (cell.expectedOn > limit || cell.settledOn <= time || !((sent.get(cell.distributor)?.[0] ?? Infinity) <= time)) continue;
    const count = knownCount(cell.times, day);
    const arrived = count ? cell.arrived[count - 1] : 0;
    if (cell.expected <= arrived || (count > 0 && (isSettled(cell.expected, arrived) || isWaitedFor(facts, cell.store!, cell.month, day)))) continue;
    late.push({distributor: cell.distributor, expected_on: new Date(cell.expectedOn), expected: cell.expected, outstanding: cell.expected - arrived});
  }
  return late;
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
      get sentence() { return `Payments${subjectWords(subject)}: ${approx(formatMoney(value, facts.currency))} is ${days} days or more past its date; the oldest was due on ${formatDay(oldest)}.`; },
      get evidence() { return pageAddress("payments.html", {asof: day}); }
    }];
  });
}
