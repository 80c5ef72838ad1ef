/**
 * What a fit does not know of itself. The state from which forecasts start was estimated together with the smoothing
 * parameters, by the same few values; its covariance follows from how the errors move with all of them (nonlinear least
 * squares: Seber & Wild 1989, chapter 5.1), with the allowed range of each smoothing parameter as prior knowledge.
 */
import {solveSymmetric} from "./cholesky.js";
import {runPass, sizeOf} from "./ets-filter.js";
import type {EtsParameters, EtsSpec} from "./ets-model.js";

interface OpenState {
  level: number;
  trend: number;
  season: Float64Array;
}

/** A starting point of the recursion and the direction in which one of its numbers is moved. */
interface Start {
  parameters: EtsParameters;
  state: OpenState;
}

/** One estimated number: how to move it, by which small step, and the variance that is known beforehand (Infinity: none). */
interface Axis {
  move: (start: Start, by: number) => void;
  step: number;
  prior: number;
}

/** Variance of a number that may lie anywhere in a range of this length. */
const uniform = (length: number): number => Math.max(length, 1e-3) ** 2 / 12;

/** Every number that was estimated: smoothing parameters, level, trend, and the seasons but the last, which follows from their sum. */
function axesOf({trend, damped, season, period}: EtsSpec, {alpha}: EtsParameters, size: number): Axis[] {
  const smoothing = (name: keyof EtsParameters, range: number): Axis => ({move: ({parameters}, by) => void (parameters[name] = (parameters[name] ?? 0) + by), step: 1e-4, prior: uniform(range)});
  const free = (move: Axis["move"], step: number): Axis => ({move, step, prior: Infinity});
  const seasons = season === "N" ? [] : Array.from({length: period - 1}, (_, j) => free(({state}, by) => {
    state.season[j] += by;
    state.season[period - 1] -= by;
  }, season === "M" ? 1e-4 : 1e-4 * size));
  return [
    smoothing("alpha", 1), ...(trend === "A" ? [smoothing("beta", alpha)] : []), ...(season === "N" ? [] : [smoothing("gamma", 1 - alpha)]), ...(damped ? [smoothing("phi", 0.18)] : []),
    free(({state}, by) => void (state.level += by), 1e-4 * size), ...(trend === "A" ? [free(({state}, by) => void (state.trend += by), 1e-5 * size)] : []), ...seasons
  ];
}

/** Errors of a pass, and what it ends with: level, trend, φ, then the seasons in the order of the next values. */
function ends(spec: EtsSpec, y: Float64Array, {parameters, state}: Start): {errors: Float64Array; end: number[]} {
  const errors = new Float64Array(y.length);
  runPass(spec, y, parameters, state, new Float64Array(y.length), errors);
  const turned = Array.from(state.season, (_, i) => state.season[(y.length + i) % spec.period]);
  return {errors, end: [state.level, state.trend, parameters.phi ?? 1, ...turned]};
}

/**
 * Covariance of (level, trend, φ, seasons from the next value on) after the last value, row by row, divided by `sigma2`.
 * `state` is the initial state as estimated. Null where the recursion leaves the numbers.
 */
export function stateCovariance(spec: EtsSpec, parameters: EtsParameters, state: OpenState, y: Float64Array, sigma2: number): Float64Array | null {
  const axes = axesOf(spec, parameters, sizeOf(y) || 1);
  const sides = axes.map(({move, step}) => [1, -1].map((sign) => {
    const start = {parameters: {...parameters}, state: {...state, season: Float64Array.from(state.season)}};
    move(start, sign * step);
    return ends(spec, y, start);
  }));
  const slope = (axis: number, at: (side: {errors: Float64Array; end: number[]}) => number) => (at(sides[axis][0]) - at(sides[axis][1])) / (2 * axes[axis].step);
  const size = axes.length;
  const errors = axes.map((_, a) => Float64Array.from(y, (_value, t) => slope(a, (side) => side.errors[t])));
  const gram = new Float64Array(size * size);
  for (let a = 0; a < size; a++) {
    for (let b = 0; b <= a; b++) gram[a * size + b] = errors[a].reduce((sum, value, t) => sum + value * errors[b][t], 0);
    gram[a * size + a] += sigma2 / axes[a].prior;
  }
  const ways = sides[0][0].end.map((_, i) => Float64Array.from(axes, (_axis, a) => slope(a, (side) => side.end[i])));
  const covariance = Float64Array.from(ways.flatMap((way) => {
    const solved = Float64Array.from(way);
    solveSymmetric(Float64Array.from(gram), solved, size);
    return ways.map((other) => other.reduce((sum, value, a) => sum + value * solved[a], 0));
  }));
  return covariance.every(Number.isFinite) ? covariance : null;
}
