/** Forecasts of a fitted model with ranges: analytical where the variance is known, simulated otherwise (HKOS chapter 6). */
import {openState} from "./ets-filter.js";
import {priorFactor, type Calibration} from "./ets-calibration.js";
import type {EtsFit} from "./ets-fit.js";
import {parseModel, type EtsParameters, type EtsSpec, type EtsState} from "./ets-model.js";
import {modelVariances, pointForecasts} from "./ets-moments.js";
import {widening} from "./ets-widening.js";
import {levelToZ, seededNormal, sortedQuantile} from "./normal.js";
import {Refusal} from "./refusal.js";

/** A central range at `level` percent; arrays of length horizon. */
export interface Interval {
  level: number;
  lower: number[];
  upper: number[];
}

export interface EtsForecast {
  /** Point forecasts, the first one step after the last known value. */
  mean: number[];
  intervals: Interval[];
}

export interface ForecastOptions {
  levels?: readonly number[];
  /**
   * "none" gives the ranges of theory, as if model and parameters were known (those of R's ets). Otherwise they are widened
   * by what the estimation leaves open, then by these factors: those of a backtest, or by default what such ranges still
   * lack (`priorFactor`). The last value without a model is never scaled.
   */
  calibration?: readonly Calibration[] | "none";
  /** Smallest possible value, such as 0 for streams: bounds are cut off there. */
  floor?: number;
  seed?: number;
  paths?: number;
}

/** A fit, or a model whose parameters are known (no candidates). */
type Fitted = Pick<EtsFit, "model" | "period" | "parameters" | "finalState" | "sigma2" | "lastValue"> & Partial<Pick<EtsFit, "candidates">>;

/** Simulated values: one column of `paths` per step, in pairs of opposite errors so that the middle is exact to first order. */
function simulate(spec: EtsSpec, {alpha, beta, gamma, phi}: EtsParameters, start: EtsState, sigma: number, horizon: number, paths: number, seed: number): Float64Array[] {
  const normal = seededNormal(seed);
  const columns = Array.from({length: horizon}, () => new Float64Array(2 * Math.ceil(paths / 2)));
  const errors = new Float64Array(horizon);
  const [b, g, f] = [beta ?? 0, gamma ?? 0, phi ?? 1];
  for (let path = 0; path < columns[0].length; path++) {
    let {level, trend, season} = openState(spec, start);
    for (let h = 0, j = 0; h < horizon; h++, j = j + 1 === spec.period ? 0 : j + 1) {
      errors[h] = path % 2 === 0 ? normal() : -errors[h];
      // an error below −100% would turn a product of positive states negative
      const e = spec.error === "M" ? Math.max(sigma * errors[h], -0.999) : sigma * errors[h];
      const base = level + f * trend;
      const forecast = spec.season === "N" ? base : spec.season === "A" ? base + season[j] : base * season[j];
      const miss = spec.error === "M" ? forecast * e : e;
      const push = spec.season === "M" ? base * e : miss;
      columns[h][path] = forecast + miss;
      level = base + alpha * push;
      trend = f * trend + b * push;
      if (spec.season === "A") season[j] += g * miss;
      else if (spec.season === "M") season[j] *= 1 + g * e;
    }
  }
  return columns.map((column) => column.sort());
}

/** Seeded random futures of a fit, sorted: one column per step. For checking ranges; throws a Refusal without a model. */
export function simulateEts(fit: Fitted, horizon: number, {paths = 10000, seed = 1}: {paths?: number; seed?: number} = {}): Float64Array[] {
  if (fit.model === null || fit.parameters === null || fit.finalState === null) throw new Refusal("the history is too short for a model to simulate");
  return simulate(parseModel(fit.model, fit.period), fit.parameters, fit.finalState, Math.sqrt(fit.sigma2), horizon, paths, seed);
}

const around = (mean: readonly number[], deviations: readonly number[], level: number): Interval => {
  const z = levelToZ(level);
  return {level, lower: mean.map((mu, i) => mu - z * deviations[i]), upper: mean.map((mu, i) => mu + z * deviations[i])};
};

function factorFor(level: number, calibration: ForecastOptions["calibration"]): number {
  if (calibration === "none") return 1;
  return calibration?.find((entry) => entry.level === level)?.factor ?? priorFactor(level);
}

/** Scales the half-widths of a range, step by step, and cuts it off at the floor. */
function adjust({level, lower, upper}: Interval, mean: readonly number[], factors: readonly number[], floor: number): Interval {
  const bound = (values: readonly number[]) => values.map((value, i) => Math.max(mean[i] + factors[i] * (value - mean[i]), floor));
  return {level, lower: bound(lower), upper: bound(upper)};
}

/** Ranges of the model itself. */
function modelIntervals(fit: Fitted, mean: readonly number[], levels: readonly number[], options: ForecastOptions): Interval[] {
  if (fit.model === null || fit.parameters === null) return levels.map((level) => around(mean, mean.map((_, i) => Math.sqrt(fit.sigma2 * (i + 1))), level));
  const spec = parseModel(fit.model, fit.period);
  if (spec.season !== "M") {
    const deviations = modelVariances(spec, fit.parameters, mean, fit.sigma2).map((variance) => Math.sqrt(Math.max(variance, 0)));
    return levels.map((level) => around(mean, deviations, level));
  }
  const columns = simulateEts(fit, mean.length, {paths: options.paths ?? Math.min(10000, Math.max(1000, Math.round(2e6 / mean.length))), seed: options.seed});
  const quantile = (p: number) => columns.map((column) => sortedQuantile(column, p));
  return levels.map((level) => ({level, lower: quantile(0.5 - level / 200), upper: quantile(0.5 + level / 200)}));
}

/**
 * Forecasts `horizon` steps from the last known value, with ranges at `levels` percent. The ranges of theory are normal with
 * the analytical variance where states add up, quantiles of 10,000 seeded futures where the season multiplies. They take
 * model and parameters for known and are too narrow in practice (72% and 88% instead of 80% and 95% of simulated values),
 * so by default their half-widths are widened: by what the estimation of state, parameters and model leaves open
 * (`widening`), then by `calibration` (of a backtest) or else by 1.02 at 80% and 1.08 at 95%. The mean is never touched.
 * Without a model (short history) the last value with a variance that grows by the step.
 * Throws a Refusal for a horizon that is not a whole number from 1 on, or forecasts that leave the numbers.
 */
export function forecastEts(fit: Fitted, horizon: number, options: ForecastOptions = {}): EtsForecast {
  if (!Number.isInteger(horizon) || horizon < 1) throw new Refusal(`the horizon is not a whole number of steps: ${horizon}`);
  const {model, parameters, finalState} = fit;
  const mean = model === null || parameters === null || finalState === null
    ? new Array<number>(horizon).fill(fit.lastValue)
    : pointForecasts(parseModel(model, fit.period), parameters, finalState, horizon);
  const wider = model === null || options.calibration === "none" ? mean.map(() => 1) : widening(fit.candidates ?? [], horizon);
  const intervals = modelIntervals(fit, mean, options.levels ?? [80, 95], options).map((interval) => {
    const factor = model === null ? 1 : factorFor(interval.level, options.calibration);
    return adjust(interval, mean, wider.map((one) => one * factor), options.floor ?? -Infinity);
  });
  if (![mean, ...intervals.flatMap(({lower, upper}) => [lower, upper])].flat().every(Number.isFinite)) throw new Refusal("the forecast leaves the numbers");
  return {mean: mean.map((value) => Math.max(value, options.floor ?? -Infinity)), intervals};
}
