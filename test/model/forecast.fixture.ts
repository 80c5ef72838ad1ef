/** Small ledgers with known answers for the payment forecast. */
import {addDays, monthEnd, utcDay} from "../../src/model/days.js";
import {prepareLedger, type Ledger} from "../../src/model/forecast-ledger.js";
import type {Arrival, DayStreams} from "../../src/model/overview-data.js";

export interface Store {
  distributor?: string;
  platform?: string;
  /** Usage months from January 2024 on that are streamed. */
  months: number;
  /** Streams per day by month; default 1,000. */
  perDay?: (month: number) => number;
  /** Money per stream. */
  rate?: number;
  /** Share that is reported 0, 1, 2 … months later, on `day` of that month. */
  pays: readonly number[];
  day?: number;
  /** The store reports nothing from this month on (0 = January 2024). */
  silentFrom?: number;
  /** Statements only, no daily feed. */
  noFeed?: boolean;
  noStatements?: boolean;
}

const daysOf = ({distributor = "distrokid", platform = "spotify", months, perDay = () => 1000}: Store): DayStreams[] =>
  Array.from({length: months}, (_, i) => i).flatMap((i) => {
    const first = utcDay(2024, i);
    return Array.from({length: monthEnd(first).getUTCDate()}, (_, d) => ({
      streamed_on: addDays(first, d), distributor, platform, stream_count: perDay(i), is_missing: false, expected: {default: perDay(i) * 0.002, observed: 0}
    }));
  });

function arrivalsOf({distributor = "distrokid", platform = "spotify", months, perDay = () => 1000, rate = 0.003, pays, day = 20, silentFrom = Infinity}: Store): Arrival[] {
  return Array.from({length: months}, (_, i) => i).flatMap((i) => pays.flatMap((share, age) => {
    const usage_month = utcDay(2024, i);
    const earnings = monthEnd(usage_month).getUTCDate() * perDay(i) * rate * share;
    return share === 0 || i + age >= silentFrom ? [] : [{usage_month, reported_on: utcDay(2024, i + age, day), distributor, platform, currency: "USD", earnings, line_count: 1}];
  }));
}

/** What these stores streamed and reported. */
export function ledgerOf(...stores: Store[]): Ledger & {rows: Arrival[]} {
  const rows = stores.filter((store) => !store.noStatements).flatMap(arrivalsOf);
  return {...prepareLedger({arrivals: rows, days: stores.filter((store) => !store.noFeed).flatMap(daysOf)}), rows};
}
