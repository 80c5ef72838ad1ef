/**
 * Development triangles of each source (distributor × platform) as they could be drawn on a day (FORECASTING.md section 1).
 * Only whole report months enter a triangle: money of a report month that is under way stands apart in `recent`.
 */
import {feedKeys, sourceKey, streamsInMonth, type Ledger, type LedgerArrival} from "./forecast-ledger.js";
import {sumOf} from "./group.js";
import {monthIndex} from "./month-index.js";

/** Arrays have one entry per usage month, oldest first, without gaps, up to the month of `asOf`. */
export interface ForecastSource {
  distributor: string;
  platform: string;
  /** Month numbers. */
  months: number[];
  /** Cumulative money by age in months; null = this store has not reported that month yet, never 0. */
  triangle: (number | null)[][];
  /** Last whole report month of this store; null when it has none. */
  knownThrough: number | null;
  /** Reported since then, and all that was reported up to `asOf`. */
  recent: number[];
  received: number[];
  /** Streams that stand for the size of a month, up to `asOf`; null = unknown. */
  streams: (number | null)[];
  /** Whose streams: of this platform, of all platforms of the distributor's feed, or none. */
  exposure: "own" | "all" | "none";
  /** Usage months with money in the triangle. */
  paidMonths: number;
  /** Why there can be no triangle; null when there is one. */
  refusal: string | null;
}

/** A store silent for this many report months longer than its usual gap counts as closed. */
const SILENT_MONTHS = 2;

/** Day of the month by which 95% of the money of earlier report months had come (31 when there is none to measure). */
function usualDay(arrivals: readonly LedgerArrival[], before: number): number {
  const paid = arrivals.filter((row) => row.reported < before && row.earnings > 0).map((row) => ({day: row.reported_on.getUTCDate(), money: row.earnings})).sort((a, b) => a.day - b.day);
  const total = sumOf(paid, ({money}) => money);
  let sum = 0;
  return paid.find(({money}) => (sum += money) >= 0.95 * total)?.day ?? 31;
}

/** `sent`: day of the distributor's last statement for any store. */
function lastWholeMonth(arrivals: readonly LedgerArrival[], sent: Date): number | null {
  const last = Math.max(...arrivals.map((row) => row.reported));
  const isUnderWay = last === monthIndex(sent) && sent.getUTCDate() < usualDay(arrivals, last);
  const known = isUnderWay ? last - 1 : last;
  return arrivals.some((row) => row.reported <= known) ? known : null;
}

function closedReason(arrivals: readonly LedgerArrival[], sent: Date): string | null {
  const reports = [...new Set(arrivals.map((row) => row.reported))].sort((a, b) => a - b);
  const gap = Math.max(1, ...reports.slice(1).map((month, i) => month - reports[i]));
  const silent = monthIndex(sent) - reports.at(-1)!;
  return silent > gap + SILENT_MONTHS ? `this store has not reported for ${silent} months, so it looks closed and nothing more is expected` : null;
}

/** Cumulative money of one usage month at ages 0 … `width` − 1; null after `known`. */
function triangleRow(arrivals: readonly LedgerArrival[], month: number, known: number, width: number): (number | null)[] {
  const row = new Array<number | null>(width).fill(null);
  for (let age = 0; age < width && month + age <= known; age++) {
    row[age] = arrivals.reduce((sum, arrival) => (arrival.usage === month && arrival.reported <= month + age ? sum + arrival.earnings : sum), 0);
  }
  return row;
}

const count = (from: number, to: number): number[] => Array.from({length: Math.max(to - from + 1, 0)}, (_, i) => from + i);

/** The source as known on `asOf`; `sent` is null when its distributor had sent nothing by then. */
function sourceOn(ledger: Ledger, distributor: string, platform: string, asOf: Date, sent: Date | null): ForecastSource {
  const key = sourceKey(distributor, platform);
  const arrivals = (ledger.arrivals.get(key) ?? []).filter((row) => row.reported_on <= asOf && row.usage <= monthIndex(asOf));
  const own = ledger.days.has(key);
  const keys = own ? [key] : feedKeys(ledger, distributor);
  const fed = keys.flatMap((feed) => [...(ledger.days.get(feed)?.keys() ?? [])]).filter((month) => month <= monthIndex(asOf));
  const starts = arrivals.length ? arrivals.map((row) => row.usage) : fed;
  const months = count(Math.min(...starts), starts.length ? monthIndex(asOf) : -Infinity);
  const known = sent && arrivals.length ? lastWholeMonth(arrivals, sent) : null;
  const ages = arrivals.filter((row) => known !== null && row.reported <= known && row.earnings !== 0).map((row) => row.reported - row.usage);
  const width = Math.max(0, ...ages) + 2; // one age more, which shows that nothing followed
  const perMonth = (from: number) => months.map((month) => arrivals.reduce((sum, row) => (row.usage === month && row.reported > from ? sum + row.earnings : sum), 0));
  const triangle = months.map((month) => triangleRow(arrivals, month, known ?? -1, width));
  const refusal = !sent ? "no statement of this distributor is in the folder, so nothing shows what was paid and when"
    : !arrivals.length ? "no statement names this store, so nothing shows what was paid and when"
    : known === null ? "its first report month is not over yet" : closedReason(arrivals, sent);
  return {
    distributor, platform, months, triangle, knownThrough: known, refusal,
    recent: perMonth(known ?? -1), received: perMonth(-1),
    streams: months.map((month) => streamsInMonth(ledger, keys, month, asOf)), exposure: own ? "own" : keys.length ? "all" : "none",
    paidMonths: triangle.filter((row) => row.some((cell) => cell !== null && cell > 0)).length
  };
}

/** Every source with anything in either feed by `asOf`. */
export function sourcesOn(ledger: Ledger, asOf: Date): ForecastSource[] {
  const sent = new Map<string, Date>();
  for (const {distributor, platform} of ledger.sources) {
    for (const {reported_on} of ledger.arrivals.get(sourceKey(distributor, platform)) ?? []) {
      const last = sent.get(distributor);
      if (reported_on <= asOf && (!last || reported_on > last)) sent.set(distributor, reported_on);
    }
  }
  return ledger.sources.map(({distributor, platform}) => sourceOn(ledger, distributor, platform, asOf, sent.get(distributor) ?? null)).filter(({months}) => months.length > 0);
}

