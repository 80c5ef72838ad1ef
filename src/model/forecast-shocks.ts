/**
 * How far the stores move together: what a usage month earned per stream against its store's average, compared between
 * stores and from month to month. Errors of stores that share their bad months do not average out. Pure, on doubles.
 */
import type {SourceForecast} from "./forecast-outstanding.js";
import {sumOf} from "./group.js";
import {seededNormal} from "./normal.js";
import {shareAt} from "./payment-rows.js";

/** A month speaks when this share of its money has come. */
const SETTLED = 0.9;
const MONTHS = 24;
/** Pairs and months that weigh as much as the belief that there is no connection. */
const PRIOR_WEIGHT = 4;
const LEAST_MONTHS = 6;

export interface ShockModel {
  /** Correlation of two stores in the same usage month, 0 … 1. */
  between: number;
  /** Correlation of one usage month with the next, 0 … 0.9. */
  persistence: number;
}

/** Standardised log of money per stream by usage month, for settled months up to `through`; null for too few of them. */
function shocksOf({source, forecast}: SourceForecast, through: number): Map<number, number> | null {
  const logs = source.months.flatMap((month, i): [number, number][] => {
    const row = forecast?.rows[i];
    const streams = source.streams[i];
    if (!row || !streams || month > through || row.age < 0 || !(row.ultimate > 0) || shareAt(forecast!.shares, row.age) < SETTLED) return [];
    return [[month, Math.log(row.ultimate / streams)]];
  }).slice(-MONTHS);
  if (logs.length < LEAST_MONTHS) return null;
  const mean = sumOf(logs, ([, log]) => log) / logs.length;
  const sd = Math.sqrt(sumOf(logs, ([, log]) => (log - mean) ** 2) / (logs.length - 1));
  return sd > 1e-9 ? new Map(logs.map(([month, log]) => [month, (log - mean) / sd])) : null;
}

/** Mean product of two series over the months that `offset` brings together, and how many there are. */
function product(a: ReadonlyMap<number, number>, b: ReadonlyMap<number, number>, offset: number): {sum: number; count: number} {
  let [sum, count] = [0, 0];
  for (const [month, value] of a) {
    const other = b.get(month + offset);
    if (other === undefined) continue;
    sum += value * other;
    count += 1;
  }
  return {sum, count};
}

/** Pulled towards 0 by `PRIOR_WEIGHT`, and never below it: a negative connection is not trusted to make a range narrower. */
const shrunk = (mean: number, weight: number, most: number): number => Math.min(Math.max((mean * weight) / (weight + PRIOR_WEIGHT), 0), most);

/** Learned from usage months up to `through` (month number; default all), over all stores that have enough of them. */
export function shockModel(forecasts: readonly SourceForecast[], through = Infinity): ShockModel {
  const series = forecasts.map((one) => shocksOf(one, through)).filter((one) => one !== null);
  let [together, pairs, after, steps] = [0, 0, 0, 0];
  series.forEach((one, i) => {
    for (const other of series.slice(i + 1)) {
      const {sum, count} = product(one, other, 0);
      together += sum;
      pairs += count;
    }
    const {sum, count} = product(one, one, 1);
    after += sum;
    steps += count;
  });
  const months = series.length ? Math.max(...series.map(({size}) => size)) : 0;
  return {between: pairs ? shrunk(together / pairs, months, 1) : 0, persistence: steps ? shrunk(after / steps, months, 0.9) : 0};
}

/** Variance of a sum of errors of which each two have the correlation `between`. */
export function varianceTogether(errors: readonly number[], between: number): number {
  const squares = sumOf(errors, (error) => error ** 2);
  return squares + between * (errors.reduce((sum, error) => sum + error, 0) ** 2 - squares);
}

/** Seeded shocks that all stores share, by usage month from `first` on: standard normal, each month connected with the one before. */
export function commonShocks(first: number, count: number, paths: number, persistence: number, seed: number): (month: number, path: number) => number {
  const normal = seededNormal(seed);
  const months: Float64Array[] = [];
  for (let i = 0; i < count; i++) {
    const before = months[i - 1];
    months.push(Float64Array.from({length: paths}, (_, path) => (before ? persistence * before[path] + Math.sqrt(1 - persistence ** 2) * normal() : normal())));
  }
  return (month, path) => months[Math.min(Math.max(month - first, 0), count - 1)][path];
}
