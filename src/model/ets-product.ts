/** Initial states of models with a multiplicative season: a start from averages, then Gauss–Newton (see ets-state.ts). */
import {deviance} from "./ets-filter.js";
import type {EtsParameters} from "./ets-model.js";
import {accumulate, descend, expandState, resetSlopes, type FreeState, type Precision, type Workspace} from "./ets-state.js";

/**
 * One pass with slopes: deviance at `x`, and gram and rhs for the next step. Errors e = y/f − 1 have slopes −(1 + e)·f'/f.
 * Infinity where a forecast is not above 0.
 */
function productStep(work: Workspace, x: FreeState, {alpha, beta, gamma, phi}: EtsParameters): number {
  const {spec: {period}, y, p, dLevel, dTrend, dSeason, slopes, errors, count} = work;
  const [b, g, f] = [beta ?? 0, gamma ?? 0, phi ?? 1];
  let {level, trend, season} = expandState(work, x);
  const sums = {squares: 0, logForecasts: 0, count};
  resetSlopes(work);
  for (let t = 0, j = 0; t < y.length; t++, j = j + 1 === period ? 0 : j + 1) {
    const s = season[j];
    const damped = f * trend;
    const base = level + damped;
    const forecast = base * s;
    const known = y[t] === y[t];
    if (known && !(forecast > 0)) return Infinity;
    const e = known ? y[t] / forecast - 1 : 0;
    for (let k = 0, row = j * p; k < p; k++, row++) {
      const dDamped = f * dTrend[k];
      const dBase = dLevel[k] + dDamped;
      const relative = (dBase * s + base * dSeason[row]) / forecast;
      const de = known ? -(1 + e) * relative : 0;
      slopes[t * p + k] = relative;
      dLevel[k] = dBase * (1 + alpha * e) + base * alpha * de;
      dTrend[k] = dDamped + b * (dBase * e + base * de);
      dSeason[row] = dSeason[row] * (1 + g * e) + s * g * de;
    }
    level = base * (1 + alpha * e);
    trend = damped + b * base * e;
    season[j] = s * (1 + g * e);
    errors[t] = e;
    if (!known) continue;
    sums.squares += e * e;
    sums.logForecasts += Math.log(forecast);
  }
  work.gram.fill(0);
  work.rhs.fill(0);
  for (let t = 0; t < y.length; t++) if (y[t] === y[t]) accumulate(work, t * p, 1, errors[t] * (1 + errors[t]) - sums.squares / count);
  return deviance(work.spec, sums, work.size);
}

/** Mean of the known values among `length` from `from` on; null without any. */
function meanFrom(y: Float64Array, from: number, length: number): number | null {
  const known = y.subarray(from, from + length).filter((value) => value === value);
  return known.length === 0 ? null : known.reduce((sum, value) => sum + value, 0) / known.length;
}

/** Seasons as mean ratio to their cycle's mean over the first four cycles, then a line through the adjusted first values. */
export function productStart(work: Workspace): FreeState {
  const {spec: {period, trend}, y, p, offset} = work;
  const [sum, weight] = [new Float64Array(period), new Float64Array(period)];
  for (let t = 0; t < Math.min(4 * period, y.length); t++) {
    const mean = meanFrom(y, t - (t % period), period);
    if (y[t] !== y[t] || !mean) continue;
    sum[t % period] += y[t] / mean;
    weight[t % period] += 1;
  }
  const ratios = sum.map((value, j) => (weight[j] > 0 && value > 0 ? value / weight[j] : 1));
  const total = ratios.reduce((a, r) => a + r, 0);
  const season = ratios.map((ratio) => Math.max((ratio * period) / total, 0.01));
  const x = new Float64Array(p);
  for (let j = 0; j < period - 1; j++) x[offset + j] = season[j];
  const [first, second] = [meanFrom(y, 0, period) ?? 1, meanFrom(y, period, period)];
  const slope = trend === "A" && second !== null ? (second - first) / period : 0;
  x[0] = Math.max(first - (slope * (period + 1)) / 2, first / 10);
  if (trend === "A") x[1] = slope;
  return x;
}

/** Smallest deviance over initial states, from `x` (from averages where that is impossible); the state is left in `x`. */
export function bestProductState(work: Workspace, parameters: EtsParameters, x: FreeState, {tolerance, maxSteps}: Precision): number {
  const step = (w: Workspace, at: FreeState) => productStep(w, at, parameters);
  const value = descend(work, x, step, tolerance, maxSteps);
  if (value < Infinity) return value;
  x.set(productStart(work));
  return descend(work, x, step, tolerance, maxSteps);
}
