/** The recursion of every model: one-step forecasts, errors and likelihood at given parameters (HKOS tables 2.2 and 2.3). */
import {parseModel, type EtsParameters, type EtsSpec, type EtsState} from "./ets-model.js";
import {Refusal} from "./refusal.js";

/** Arrays are as long as the values. */
export interface FilterResult {
  /** One-step forecasts. */
  fitted: number[];
  /** Innovations: y − f with additive, (y − f) / f with multiplicative error; null where the value is unknown. */
  residuals: (number | null)[];
  /** −½·[n·ln Σe² (+ 2·Σ ln|f| with multiplicative error)], without constants, as in R's ets. */
  logLikelihood: number;
  /** State after the last value; `season[0]` belongs to the next value. */
  finalState: EtsState;
}

/** What one pass adds up. */
export interface PassSums {
  squares: number;
  logForecasts: number;
  count: number;
}

/** Smallest Σe² that counts, so that an exact fit has a finite likelihood: (1e-10 of the values' size)² each. */
const squaresFloor = (count: number, size: number): number => count * (1e-10 * (size || 1)) ** 2;

/** −2·log-likelihood in R's definition; Infinity instead of NaN. */
export function deviance({error}: EtsSpec, {squares, logForecasts, count}: PassSums, size: number): number {
  const floor = squaresFloor(count, error === "M" ? 1 : size);
  const value = count * Math.log(Math.max(squares, floor)) + (error === "M" ? 2 * logForecasts : 0);
  return Number.isNaN(value) ? Infinity : value;
}

/**
 * Runs over `y` (NaN = unknown: the state moves on without a correction) from level, trend and seasons, which are left
 * in their final state; the season of value t is `season[t % period]`. Fills `fitted` and `residuals` (e; 0 if unknown).
 */
export function runPass(spec: EtsSpec, y: Float64Array, {alpha, beta, gamma, phi}: EtsParameters, state: {level: number; trend: number; season: Float64Array}, fitted: Float64Array, residuals: Float64Array): PassSums {
  const {error, season: kind, period} = spec;
  const [b, g, f] = [beta ?? 0, gamma ?? 0, phi ?? 1];
  const {season} = state;
  let {level, trend} = state;
  const sums = {squares: 0, logForecasts: 0, count: 0};
  for (let t = 0, j = 0; t < y.length; t++, j = j + 1 === period ? 0 : j + 1) {
    const damped = f * trend;
    const base = level + damped;
    const forecast = kind === "N" ? base : kind === "A" ? base + season[j] : base * season[j];
    const known = y[t] === y[t];
    const miss = known ? y[t] - forecast : 0;
    const e = known && error === "M" ? miss / forecast : miss;
    // multiplicative error on a sum of states corrects it by the plain miss; on a product, by parts of each factor
    const push = kind === "M" ? base * e : miss;
    level = base + alpha * push;
    trend = damped + b * push;
    if (kind === "A") season[j] += g * miss;
    else if (kind === "M") season[j] *= 1 + g * e;
    fitted[t] = forecast;
    residuals[t] = e;
    if (!known) continue;
    sums.count += 1;
    sums.squares += e * e;
    if (error === "M") sums.logForecasts += Math.log(Math.abs(forecast));
  }
  state.level = level;
  state.trend = trend;
  return sums;
}

/** State as arrays for `runPass`. Throws a Refusal when it does not fit the model. */
export function openState({model, trend, season, period}: EtsSpec, state: EtsState): {level: number; trend: number; season: Float64Array} {
  if ((trend === "A" && state.trend == null) || (season !== "N" && state.season?.length !== period)) {
    throw new Refusal(`the initial state does not fit model ${model}${season === "N" ? "" : ` of period ${period}`}`);
  }
  return {level: state.level, trend: trend === "A" ? (state.trend ?? 0) : 0, season: Float64Array.from(season === "N" ? [] : (state.season ?? []))};
}

/** The state as callers see it, the season turned so that it starts with the value at `next`. */
export function closeState({trend, season, period}: EtsSpec, state: {level: number; trend: number; season: Float64Array}, next: number): EtsState {
  const turned = Array.from(state.season, (_, i) => state.season[(next + i) % period]);
  return {level: state.level, trend: trend === "A" ? state.trend : null, season: season === "N" ? null : turned};
}

/** Values with null as NaN. Throws a Refusal for infinite or NaN input. */
export function openValues(values: readonly (number | null | undefined)[]): Float64Array {
  return Float64Array.from(values, (value, i) => {
    if (value === null || value === undefined) return NaN;
    if (!Number.isFinite(value)) throw new Refusal(`value ${i + 1} is not a finite number: ${value}`);
    return value;
  });
}

/** Largest absolute known value. */
export const sizeOf = (y: Float64Array): number => y.reduce((size, value) => (Math.abs(value) > size ? Math.abs(value) : size), 0);

/**
 * The filter of a model at given parameters and initial state; nothing is estimated. `values` may hold null (unknown).
 * Seasons are given in the order of time (R lists them backwards: s1 is the season just before the first value).
 * Throws a Refusal for an unknown model, a state that does not fit, values that are not finite, or parameters with which
 * the recursion leaves the numbers (such as a multiplicative error on a forecast of 0).
 */
export function filterEts(values: readonly (number | null)[], {model, period, parameters, initialState}: {model: string; period: number; parameters: Partial<EtsParameters> & {alpha: number}; initialState: EtsState}): FilterResult {
  const spec = parseModel(model, period);
  const y = openValues(values);
  const state = openState(spec, initialState);
  const complete = {alpha: parameters.alpha, beta: parameters.beta ?? null, gamma: parameters.gamma ?? null, phi: parameters.phi ?? null};
  const [fitted, residuals] = [new Float64Array(y.length), new Float64Array(y.length)];
  const sums = runPass(spec, y, complete, state, fitted, residuals);
  if (!fitted.every(Number.isFinite) || !residuals.every(Number.isFinite)) throw new Refusal(`model ${model} leaves the numbers with these parameters`);
  return {
    fitted: Array.from(fitted),
    residuals: Array.from(residuals, (e, t) => (Number.isNaN(y[t]) ? null : e)),
    logLikelihood: sums.count === 0 ? 0 : -0.5 * deviance(spec, sums, sizeOf(y)),
    finalState: closeState(spec, state, y.length)
  };
}
