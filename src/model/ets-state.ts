/**
 * The best initial state at given smoothing parameters. The initial state is where most of the parameters are (13 of 17
 * for a monthly season), and the errors are linear in it unless the season is multiplicative, so it is solved for exactly:
 * least squares with additive error, Gauss–Newton on the likelihood with multiplicative error. Only the smoothing
 * parameters (four at most) are left to Nelder–Mead, which therefore gets further than a search over all of them.
 */
import {solveSymmetric} from "./cholesky.js";
import {deviance, runPass, sizeOf} from "./ets-filter.js";
import {stateCount, type EtsParameters, type EtsSpec} from "./ets-model.js";

/** Free state: level, trend if any, all seasons but the last (which makes their sum 0 or, multiplicative, the period). */
export type FreeState = Float64Array;

/** Work arrays for one model and series, so that thousands of evaluations allocate nothing. */
export interface Workspace {
  spec: EtsSpec;
  y: Float64Array;
  size: number;
  count: number;
  /** Number of free states p, and where the seasons start among them. */
  p: number;
  offset: number;
  /** ∂level, ∂trend (p each), ∂season (period × p) by the free states. */
  dLevel: Float64Array;
  dTrend: Float64Array;
  dSeason: Float64Array;
  /** n × p slopes of the forecasts, and the forecasts at a zero state (sums of states only). */
  slopes: Float64Array;
  base: Float64Array;
  fitted: Float64Array;
  errors: Float64Array;
  gram: Float64Array;
  rhs: Float64Array;
  trial: Float64Array;
}

export function openWorkspace(spec: EtsSpec, y: Float64Array): Workspace {
  const p = stateCount(spec);
  const zeros = (length: number) => new Float64Array(length);
  return {
    spec, y, p, size: sizeOf(y), count: y.reduce((sum, value) => sum + (value === value ? 1 : 0), 0), offset: spec.trend === "A" ? 2 : 1,
    dLevel: zeros(p), dTrend: zeros(p), dSeason: zeros(spec.period * p), slopes: zeros(y.length * p), base: zeros(y.length),
    fitted: zeros(y.length), errors: zeros(y.length), gram: zeros(p * p), rhs: zeros(p), trial: zeros(p)
  };
}

/** Level, trend and seasons that a free state stands for. */
export function expandState({spec, offset}: Workspace, x: ArrayLike<number>): {level: number; trend: number; season: Float64Array} {
  const season = new Float64Array(spec.season === "N" ? 0 : spec.period);
  let rest = spec.season === "M" ? spec.period : 0;
  for (let j = 0; j < season.length - 1; j++) rest -= season[j] = x[offset + j];
  if (season.length) season[season.length - 1] = rest;
  return {level: x[0], trend: spec.trend === "A" ? x[1] : 0, season};
}

/** Slopes of the initial state by itself. */
export function resetSlopes({spec, p, offset, dLevel, dTrend, dSeason}: Workspace): void {
  dLevel.fill(0)[0] = 1;
  dTrend.fill(0);
  if (spec.trend === "A") dTrend[1] = 1;
  dSeason.fill(0);
  if (spec.season === "N") return;
  for (let j = 0; j < spec.period - 1; j++) {
    dSeason[j * p + offset + j] = 1;
    dSeason[(spec.period - 1) * p + offset + j] = -1;
  }
}

/** Slopes of all forecasts for models that add their states; they do not depend on the state. */
function linearSlopes(work: Workspace, {alpha, beta, gamma, phi}: EtsParameters): void {
  const {spec: {season, period}, y, p, dLevel, dTrend, dSeason, slopes} = work;
  const [b, g, f] = [beta ?? 0, gamma ?? 0, phi ?? 1];
  resetSlopes(work);
  for (let t = 0, j = 0; t < y.length; t++, j = j + 1 === period ? 0 : j + 1) {
    const known = y[t] === y[t] ? 1 : 0;
    for (let k = 0; k < p; k++) {
      const damped = f * dTrend[k];
      const base = dLevel[k] + damped;
      const slope = season === "N" ? base : base + dSeason[j * p + k];
      slopes[t * p + k] = slope;
      dLevel[k] = base - alpha * known * slope;
      dTrend[k] = damped - b * known * slope;
      if (season !== "N") dSeason[j * p + k] -= g * known * slope;
    }
  }
}

/** gram += u·u' (lower triangle), rhs += weight·u for the slopes that start at `from`, scaled. */
export function accumulate({p, gram, rhs, slopes}: Workspace, from: number, scale: number, weight: number): void {
  for (let i = 0; i < p; i++) {
    const u = slopes[from + i] * scale;
    rhs[i] += weight * u;
    for (let k = 0, row = i * p; k <= i; k++) gram[row + k] += u * slopes[from + k] * scale;
  }
}

/** The state with the smallest Σ(y − f)² of a model that adds its states, into `x`. `linearSlopes` and `base` are set. */
function leastSquares(work: Workspace, x: FreeState): void {
  const {y, p, base} = work;
  work.gram.fill(0);
  work.rhs.fill(0);
  for (let t = 0; t < y.length; t++) if (y[t] === y[t]) accumulate(work, t * p, 1, y[t] - base[t]);
  solveSymmetric(work.gram, work.rhs, p);
  x.set(work.rhs);
}

/** Deviance of a multiplicative-error model that adds its states at `x`; fills gram and rhs for the next step. */
function linearStep(work: Workspace, x: FreeState): number {
  const {y, p, base, slopes, fitted, errors, count} = work;
  const sums = {squares: 0, logForecasts: 0, count};
  for (let t = 0; t < y.length; t++) {
    if (y[t] !== y[t]) continue;
    let f = base[t];
    for (let k = 0; k < p; k++) f += slopes[t * p + k] * x[k];
    if (!(f > 0)) return Infinity;
    const e = (y[t] - f) / f;
    fitted[t] = f;
    errors[t] = e;
    sums.squares += e * e;
    sums.logForecasts += Math.log(f);
  }
  work.gram.fill(0);
  work.rhs.fill(0);
  // Newton on n·ln Σe² + 2·Σ ln f with Σuu', u = f'/f, for its curvature
  for (let t = 0; t < y.length; t++) if (y[t] === y[t]) accumulate(work, t * p, 1 / fitted[t], errors[t] * (1 + errors[t]) - sums.squares / count);
  return deviance(work.spec, sums, work.size);
}

/**
 * Improves `x` until a step gains less than `tolerance` in deviance; returns the deviance. `step` evaluates a state and
 * leaves its normal equations in the workspace. Steps that do not help are halved.
 */
export function descend(work: Workspace, x: FreeState, step: (work: Workspace, x: FreeState) => number, tolerance: number, maxSteps: number): number {
  const {p, trial, gram, rhs} = work;
  let value = step(work, x);
  const delta = new Float64Array(p);
  for (let round = 0; round < maxSteps && value < Infinity; round++) {
    solveSymmetric(gram, rhs, p);
    delta.set(rhs);
    let next = Infinity;
    for (let halving = 0; halving < 8; halving++) {
      for (let k = 0; k < p; k++) trial[k] = x[k] + delta[k];
      next = step(work, trial);
      if (next < value) break;
      for (let k = 0; k < p; k++) delta[k] /= 2;
    }
    if (!(next < value)) break;
    const gain = value - next;
    x.set(trial);
    value = next;
    if (gain < tolerance) break;
  }
  return value;
}

/** How exactly the state of a multiplicative-error model is solved: while searching, and at the end. */
export interface Precision {
  tolerance: number;
  maxSteps: number;
}

/** Smallest deviance over initial states of a model that adds its states, the state in `x` (also the start, if finite). */
export function bestLinearState(work: Workspace, parameters: EtsParameters, x: FreeState, {tolerance, maxSteps}: Precision): number {
  linearSlopes(work, parameters);
  const zero = {level: 0, trend: 0, season: new Float64Array(work.spec.season === "N" ? 0 : work.spec.period)};
  runPass({...work.spec, error: "A"}, work.y, parameters, zero, work.base, work.errors);
  if (work.spec.error === "A") {
    leastSquares(work, x);
    return linearDeviance(work, x);
  }
  const value = descend(work, x, linearStep, tolerance, maxSteps);
  if (value < Infinity) return value;
  feasibleStart(work, x);
  return descend(work, x, linearStep, tolerance, maxSteps);
}

/** Least squares, drawn towards a flat state at the mean until all forecasts are above 0 (as far as that goes). */
function feasibleStart(work: Workspace, x: FreeState): void {
  leastSquares(work, x);
  const best = Float64Array.from(x);
  const mean = work.y.reduce((sum, value) => sum + (value === value ? value : 0), 0) / work.count;
  for (let part = 1; part >= 0 && linearStep(work, x) === Infinity; part -= 0.25) {
    for (let k = 0; k < work.p; k++) x[k] = part * best[k] + (k === 0 ? (1 - part) * mean : 0);
  }
}

/** Deviance of an additive-error model at `x`. */
function linearDeviance({spec, y, p, base, slopes, count, size}: Workspace, x: FreeState): number {
  let squares = 0;
  for (let t = 0; t < y.length; t++) {
    if (y[t] !== y[t]) continue;
    let miss = y[t] - base[t];
    for (let k = 0; k < p; k++) miss -= slopes[t * p + k] * x[k];
    squares += miss * miss;
  }
  return deviance(spec, {squares, logForecasts: 0, count}, size);
}
