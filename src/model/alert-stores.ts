/**
 * When a store has reported a month in full, by what was known on a day: the waits of the lags mart, replayed. A store here
 * is a platform of a distributor.
 */
import {knownCount, reportTimes, type AlertArrival, type AlertFacts} from "./alert-facts.js";
import {addMonths, DAY_MS, monthEnd, monthStart} from "./days.js";
import {groupBy} from "./group.js";

/** Months younger than this may still have pieces to come; a store with fewer such months waits for its terms (as in the lags mart). */
const SETTLED_MONTHS = 4;
const WAITED_SHARE = 0.95;

/** Money of one report; times are milliseconds. */
interface Piece {
  month: number;
  on: number;
  lag: number;
  value: number;
}

export interface Store {
  distributor: string;
  platform: string;
  /** Oldest first, and their days. */
  reports: AlertArrival[];
  times: Float64Array;
  /** Positive reports, the quickest first. */
  pieces: Piece[];
  /** Usage month → day from which on the snapshot counts it as complete. */
  completeOn: Map<number, number | null>;
  /** Agreed days after the end of a month. */
  terms: number;
  /** Waits by what they follow from. */
  waits: Map<string, number | null>;
  /** What was known on the last day that was asked for. */
  known: Known;
}

/** Last report of the distributor (null before its first) and the wait of the store in milliseconds, on a day. */
interface Known {
  day: number;
  through: number | null;
  wait: number;
}

interface Stores {
  /** By "distributor|platform". */
  stores: Map<string, Store>;
  /** Days of each distributor's reports. */
  sent: Map<string, Float64Array>;
  /** Day of a report → last usage month that is settled by then. */
  limits: Map<number, number>;
}

export const storeKey = ({distributor, platform}: {distributor: string; platform: string}): string => `${distributor}|${platform}`;

const ends = new Map<number, number>();
/** Last day of a usage month, in milliseconds; there are few months and many reports. */
const endOf = (month: Date): number => ends.get(Number(month)) ?? ends.set(Number(month), Number(monthEnd(month))).get(Number(month))!;

const piecesOf = (reports: readonly AlertArrival[]): Piece[] =>
  reports.filter((row) => row.earnings > 0).map((row) => ({month: Number(row.usage_month), on: Number(row.reported_on), lag: Math.round((Number(row.reported_on) - endOf(row.usage_month)) / DAY_MS), value: row.earnings})).sort((a, b) => a.lag - b.lag);

function makeStores({arrivals, payments}: AlertFacts): Stores {
  const stores = new Map([...groupBy(arrivals, storeKey)].map(([key, reports]): [string, Store] =>
    [key, {distributor: reports[0].distributor, platform: reports[0].platform, reports, times: reportTimes(reports), pieces: piecesOf(reports), completeOn: new Map(), terms: 0, waits: new Map(), known: {day: NaN, through: null, wait: 0}}]));
  for (const row of payments) {
    const [store, month] = [stores.get(storeKey(row)), row.usage_month];
    store?.completeOn.set(Number(month), row.complete_on === null ? null : Number(row.complete_on));
    if (store) store.terms = Math.round((Number(row.expected_on) - endOf(month)) / DAY_MS);
  }
  return {stores, sent: new Map([...groupBy(arrivals, (row) => row.distributor)].map(([name, rows]) => [name, reportTimes(rows)])), limits: new Map()};
}

const memo = new WeakMap<AlertFacts, Stores>();
export const storesOf = (facts: AlertFacts): Stores => memo.get(facts) ?? memo.set(facts, makeStores(facts)).get(facts)!;

/** Days by which 95% of a store's money had come, of months up to `limit` and reports up to `through`; null below four settled months. */
function quantileOf({pieces}: Store, limit: number, through: number): number | null {
  const months = new Set<number>();
  let total = 0;
  for (const {month, on, value} of pieces) {
    if (month > limit || on > through) continue;
    total += value;
    if (months.size < SETTLED_MONTHS) months.add(month);
  }
  if (months.size < SETTLED_MONTHS) return null;
  let sum = 0;
  return pieces.find(({month, on, value}) => month <= limit && on <= through && (sum += value) >= WAITED_SHARE * total)!.lag;
}

/** The wait when the distributor's last report was on `through`; worked out once for the same months and reports of the store. */
function waitOf(facts: AlertFacts, store: Store, through: number): number | null {
  const {limits} = storesOf(facts);
  const limit = limits.get(through) ?? limits.set(through, Number(addMonths(monthStart(new Date(through)), -SETTLED_MONTHS))).get(through)!;
  const key = `${limit} ${knownCount(store.times, through)}`;
  if (!store.waits.has(key)) store.waits.set(key, quantileOf(store, limit, through));
  return store.waits.get(key)!;
}

/** A replay asks for the same day again and again, and the next day mostly knows the same. */
function knownOn(facts: AlertFacts, store: Store, day: Date): Known {
  const {known} = store;
  if (known.day === Number(day)) return known;
  const times = storesOf(facts).sent.get(store.distributor)!;
  const count = knownCount(times, day);
  const through = count ? times[count - 1] : null;
  const wait = through === known.through ? known.wait : through === null ? 0 : (waitOf(facts, store, through) ?? store.terms) * DAY_MS;
  return (store.known = {day: Number(day), through, wait});
}

/** Months that end up to this time (in milliseconds) were reported in full by what was known on a day before the snapshot's; −Infinity without a report. */
export function reportedUntil(facts: AlertFacts, store: Store, day: Date): number {
  const {through, wait} = knownOn(facts, store, day);
  return through === null ? -Infinity : through - wait;
}

/** Whether a usage month counts as complete on a day: by the table's own date on the day of the snapshot, before it by what was known then. */
export function isReported(facts: AlertFacts, store: Store, month: Date, day: Date): boolean {
  const own = store.completeOn.get(Number(month));
  if (day < facts.asOf || own === undefined) return endOf(month) <= reportedUntil(facts, store, day);
  return own !== null && knownOn(facts, store, day).through! >= own;
}

/** Whether the wait of a usage month is over on a day, whatever its distributor has sent since. */
export function isWaitedFor(facts: AlertFacts, store: Store, month: Date, day: Date): boolean {
  const own = store.completeOn.get(Number(month));
  if (day >= facts.asOf && own !== undefined) return own !== null && own <= Number(day);
  const {through, wait} = knownOn(facts, store, day);
  return through !== null && endOf(month) + wait <= Number(day);
}
