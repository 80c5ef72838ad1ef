/**
 * Ledgers whose future is known, for judging ranges: streams that wander, rates that move together and apart, money that comes
 * in uneven parts. Nothing here follows the assumptions of the forecast: shares vary by month, small stores have no feed.
 */
import {addDays, monthEnd, utcDay} from "../../src/model/days.js";
import {prepareLedger, type Ledger} from "../../src/model/forecast-ledger.js";
import {monthIndex} from "../../src/model/month-index.js";
import {seededNormal} from "../../src/model/normal.js";
import type {Arrival, DayStreams} from "../../src/model/overview-data.js";

export interface WorldOptions {
  /** Months of streams and statements; the last ones are the future of the test. */
  months?: number;
  /** Standard deviations of monthly changes of log streams, of log rates common to all stores, and of each store's own. */
  streamNoise?: number;
  commonRate?: number;
  ownRate?: number;
  /** Yearly wave of the streams, as a share. */
  season?: number;
}

export interface World {
  ledger: Ledger;
  arrivals: Arrival[];
}

interface SimulatedStore {
  platform: string;
  share: number;
  rate: number;
  pays: readonly number[];
  hasFeed: boolean;
}

const STORES: readonly SimulatedStore[] = [
  {platform: "spotify", share: 1, rate: 0.0022, pays: [0, 0.1, 0.88, 0.02], hasFeed: true}, {platform: "apple", share: 0.12, rate: 0.0057, pays: [0, 0.95, 0.05], hasFeed: true},
  {platform: "youtube", share: 0.04, rate: 0.004, pays: [0, 0.97, 0.03], hasFeed: false}, {platform: "amazon", share: 0.03, rate: 0.0075, pays: [0, 0, 0.96, 0.04], hasFeed: false},
  {platform: "tiktok", share: 0.1, rate: 0.001, pays: [0, 0.2, 0.8], hasFeed: false}, {platform: "tidal", share: 0.005, rate: 0.009, pays: [0, 0.1, 0.9], hasFeed: false},
  {platform: "facebook", share: 0.2, rate: 0.0001, pays: [0, 0, 0.1, 0.9], hasFeed: false}
];

/** A world that the seed alone decides. Months begin with January 2022; reports come on the 20th. */
export function simulatedWorld(seed: number, {months = 36, streamNoise = 0.06, commonRate = 0.02, ownRate = 0.03, season = 0}: WorldOptions = {}): World {
  const normal = seededNormal(seed);
  const days: DayStreams[] = [];
  const arrivals: Arrival[] = [];
  let [level, market] = [Math.log(9000), 0];
  for (let m = 0; m < months; m++) {
    const first = utcDay(2022, m);
    level += 0.01 + streamNoise * normal();
    market = 0.5 * market + commonRate * normal();
    const wave = 1 + season * Math.sin((2 * Math.PI * m) / 12);
    for (const {platform, share, rate, pays, hasFeed} of STORES) {
      const perDay = Math.exp(level) * wave * share * Math.exp((hasFeed ? 0.02 : 0.08) * normal());
      const count = monthEnd(first).getUTCDate();
      const money = count * perDay * rate * Math.exp(market + ownRate * normal());
      if (hasFeed) for (let d = 0; d < count; d++) {
        const stream_count = Math.round(perDay * Math.exp(0.05 * normal()));
        days.push({streamed_on: addDays(first, d), distributor: "distrokid", platform, stream_count, is_missing: false, expected: {default: stream_count * rate, observed: 0}});
      }
      const parts = pays.map((part) => part * Math.exp(0.25 * normal()));
      const whole = parts.reduce((sum, part) => sum + part, 0);
      parts.forEach((part, age) => {
        if (part > 0) arrivals.push({usage_month: first, reported_on: utcDay(2022, m + age, 20), distributor: "distrokid", platform, currency: "USD", earnings: (money * part) / whole, line_count: 1});
      });
    }
  }
  return {ledger: prepareLedger({arrivals, days}), arrivals};
}

/** Money of usage months up to `asOf` that is reported after it. */
export const owedTruth = ({arrivals}: World, asOf: Date): number =>
  arrivals.filter((row) => row.usage_month <= asOf && row.reported_on > asOf).reduce((sum, row) => sum + row.earnings, 0);

/** Money reported in each of the `count` months after the one of `asOf`. */
export const cashTruth = ({arrivals}: World, asOf: Date, count: number): number[] =>
  Array.from({length: count}, (_, h) => arrivals.filter((row) => monthIndex(row.reported_on) === monthIndex(asOf) + h + 1).reduce((sum, row) => sum + row.earnings, 0));
