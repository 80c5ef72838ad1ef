/** When outstanding money will arrive: expected cash by month, and its range by simulation (FORECASTING.md section 1). */
import {seededNormal, sortedQuantile} from "./normal.js";
import {duePart, expectedBetween, shareAt, type PaymentForecast, type PaymentRow} from "./payment-rows.js";

export type CashRow = PaymentRow;

/** Money in the triangle's currency; overdue + Σmonths + later = total outstanding. */
export interface CashByMonth {
  /** Expected by now by the usual pattern, and not reported (the source is late). */
  overdue: number;
  /** Expected in the next month, the one after, …: `horizon` entries. */
  months: number[];
  /** Expected after the horizon. */
  later: number;
}

/** Age each row has reached by now: rows are consecutive sale months, so each is one month younger than the one before. */
function agesNow(rows: readonly (PaymentRow | null)[]): number[] {
  const newest = Math.max(...rows.map((row, i) => (row === null ? -Infinity : row.age + i)));
  return rows.map((_, i) => newest - i);
}

/**
 * Expected cash: Σ over sale months of outstanding · (F(d + h) − F(d + h − 1)) / (1 − F(d)), which is
 * streams · rate · (F(d + h) − F(d + h − 1)) for a month without reports. `ages` = months since each sale month as of
 * now; by default the last month in which any row reported. Future sale months can be appended as rows:
 * `futureMonth` makes them.
 */
export function cashByMonth({shares, rows}: Pick<PaymentForecast, "shares" | "rows">, horizon: number, ages: readonly number[] = agesNow(rows)): CashByMonth {
  const months = new Array<number>(horizon).fill(0);
  let overdue = 0;
  let later = 0;
  rows.forEach((row, i) => {
    if (row === null) return;
    const now = Math.max(ages[i], row.age);
    overdue += expectedBetween(shares, row, row.age, now);
    for (let h = 1; h <= horizon; h++) months[h - 1] += expectedBetween(shares, row, now + h - 1, now + h);
    later += expectedBetween(shares, row, now + horizon, Math.max(now + horizon, shares.length));
  });
  return {overdue, months, later};
}

/** Ranges per future month; arrays of length `horizon`. Overdue money is counted in the first month. */
export interface CashFan {
  mean: number[];
  intervals: {level: number; lower: number[]; upper: number[]}[];
  /** The same for the running total since now. */
  cumulative: {mean: number[]; intervals: {level: number; lower: number[]; upper: number[]}[]};
}

export interface FanOptions {
  levels?: readonly number[];
  paths?: number;
  seed?: number;
  ages?: readonly number[];
  /** Shocks shared with other forecasts: `share` of the variance of an exposure row's own error, and each row's shock in a path. */
  common?: {share: number; shock: (row: number, path: number) => number};
}

interface World {
  forecast: PaymentForecast;
  ages: readonly number[];
  normal: () => number;
  /** Share of the common shock in the variance, 0 … 1. */
  share: number;
}

/** What all rows of one random future have in common: factors, and how far the rate is off, in standard deviations. */
interface Draw {
  factors: readonly number[];
  rate: number;
}

/** Adds one row's random future to `cash`. */
function addRow({forecast: {development, shares}, normal, share}: World, row: PaymentRow, now: number, draw: Draw, shock: number, cash: Float64Array): void {
  const {sigmas, firstColumn} = development;
  const drawn = row.exposure ? development.factors : draw.factors;
  // an exposure row moves with the factors and the rate as its outstanding amount does, in proportion to what is due
  const moved = row.exposure ? row.exposure.slopes.reduce((sum, slope, k) => sum + slope * (draw.factors[k] - development.factors[k]), (row.exposure.common ?? 0) * draw.rate) : 0;
  const add = (age: number, amount: number) => {
    const h = Math.max(age - now, 1);
    if (h <= cash.length) cash[h - 1] += amount;
  };
  // an exposure row's own error falls on its future payments, independently, each with its part of the variance; what it
  // shares with other stores moves all of them alike
  const noise = (from: number, to: number) => {
    if (!row.exposure) return 0;
    const part = Math.max(duePart(shares, row, to) - duePart(shares, row, from), 0);
    const own = Math.sqrt((1 - share) * part) * normal() + Math.sqrt(share) * part * shock;
    const moves = (row.exposure.timing[to] ?? 0) * normal();
    const sooner = moves - early;
    early = moves; // what came too soon is missing later
    return (row.exposure.deviation ?? 0) * own + moved * part + sooner;
  };
  let early = 0;
  // payments of an exposure row add up to its outstanding amount, not to what the ladder would make of ultimate · F
  const open = row.ultimate * (1 - shareAt(shares, row.age));
  const scale = row.exposure && open !== 0 ? row.outstanding / open : 1;
  let age = Math.max(row.age, firstColumn);
  let amount = row.ultimate * shareAt(shares, age);
  if (row.age < firstColumn) add(age, expectedBetween(shares, row, row.age, age) + noise(row.age, age));
  for (; age < drawn.length; age++) {
    const next = drawn[age] * amount;
    const own = row.exposure ? 0 : (sigmas[age] ?? 0) * Math.sqrt(Math.abs(amount)) * normal();
    add(age + 1, (next - amount) * scale + own + noise(age, age + 1));
    amount = next + own;
  }
}

/** One random future: factors drawn around their estimates (error σ/√S), the rate around its own, then each row's noise. `cashOf(i)` takes row i's money. */
function simulatePath(world: World, cashOf: (row: number) => Float64Array, shockOf: (row: number) => number = () => 0): void {
  const {forecast: {development: {factors, sigmas, denominators, firstColumn}, rows}, ages, normal} = world;
  const drawn = factors.map((factor, k) => (k < firstColumn ? 1 : factor + ((sigmas[k] ?? 0) / Math.sqrt(denominators[k])) * normal()));
  const draw = {factors: drawn, rate: normal()};
  rows.forEach((row, i) => {
    if (row !== null) addRow(world, row, Math.max(ages[i], row.age), draw, shockOf(i), cashOf(i));
  });
}

/** Whether the noise of every row is known. */
function canSimulate({development, rows}: PaymentForecast): boolean {
  const unknown = (row: PaymentRow | null) => row?.exposure && (row.exposure.deviation === null || row.exposure.common === null);
  return !development.sigmas.includes(null) && !rows.some(unknown);
}

/**
 * The random futures of `cashFan` themselves, apart for each group of rows: `result[group][month][path]`, so that groups
 * can be scaled and moved without drawing again. `groups` names each row's group, 0 … max. Null when a sigma is unknown.
 */
export function cashPaths(forecast: PaymentForecast, horizon: number, groups: readonly number[], {paths = 1000, seed = 1, ages = agesNow(forecast.rows), common}: FanOptions = {}): Float64Array[][] | null {
  if (!canSimulate(forecast)) return null;
  const world = {forecast, ages, normal: seededNormal(seed), share: common?.share ?? 0};
  const result = Array.from({length: Math.max(...groups) + 1}, () => Array.from({length: horizon}, () => new Float64Array(paths)));
  const cash = result.map(() => new Float64Array(horizon));
  for (let path = 0; path < paths; path++) {
    for (const group of cash) group.fill(0);
    simulatePath(world, (row) => cash[groups[row]], common && ((row) => common.shock(row, path)));
    cash.forEach((amounts, group) => amounts.forEach((amount, h) => (result[group][h][path] = amount)));
  }
  return result;
}

/** Quantiles of the simulated columns, month by month. */
function quantiles(columns: readonly Float64Array[], levels: readonly number[]): {level: number; lower: number[]; upper: number[]}[] {
  const sorted = columns.map((column) => Float64Array.from(column).sort());
  return levels.map((level) => ({
    level,
    lower: sorted.map((column) => sortedQuantile(column, 0.5 - level / 200)),
    upper: sorted.map((column) => sortedQuantile(column, 0.5 + level / 200))
  }));
}

/**
 * Ranges of the cash in each of the next `horizon` months: `paths` seeded random futures of Mack's model with the error
 * of its factors (and of the rate, for exposure rows). Means are the exact expectation of `cashByMonth`, not simulated.
 * Null when a sigma is unknown. About 40 ms for 24 sale months and 2000 paths.
 */
export function cashFan(forecast: PaymentForecast, horizon: number, {levels = [80, 95], paths = 2000, seed = 1, ages = agesNow(forecast.rows)}: FanOptions = {}): CashFan | null {
  if (!canSimulate(forecast)) return null;
  const world = {forecast, ages, normal: seededNormal(seed), share: 0};
  const cash = new Float64Array(horizon);
  const columns = Array.from({length: horizon}, () => new Float64Array(paths));
  const totals = Array.from({length: horizon}, () => new Float64Array(paths));
  for (let path = 0; path < paths; path++) {
    cash.fill(0);
    simulatePath(world, () => cash);
    let total = 0;
    cash.forEach((amount, h) => {
      columns[h][path] = amount;
      totals[h][path] = total += amount;
    });
  }
  const {overdue, months} = cashByMonth(forecast, horizon, ages);
  const mean = months.map((amount, h) => (h === 0 ? amount + overdue : amount));
  let running = 0;
  const cumulative = {mean: mean.map((amount) => (running += amount)), intervals: quantiles(totals, levels)};
  return {mean, intervals: quantiles(columns, levels), cumulative};
}
