/**
 * How good the forecast would have been: rolling origins beside the seasonal naive, and the widening that ranges need
 * (FORECASTING.md section 2; MASE: Hyndman & Koehler 2006, "Another look at measures of forecast accuracy").
 */
import {calibrateIntervals, type Calibration} from "./ets-calibration.js";
import {fitEts} from "./ets-fit.js";
import {openValues} from "./ets-filter.js";
import {forecastEts, type EtsForecast} from "./ets-forecast.js";
import {checkPeriod, type EtsModel} from "./ets-model.js";
import {sumOf} from "./group.js";
import {levelToZ} from "./normal.js";
import {Refusal} from "./refusal.js";

/** Share of actual values inside the range at `level` percent, 0 … 1. */
export interface Coverage {
  level: number;
  share: number;
}

export interface Accuracy {
  /** Mean absolute error ÷ mean |y_t − y_{t−m}| of the training values; null when those never change. */
  mase: number | null;
  /** Mean of 200·|y − f| / (|y| + |f|), percent. */
  smape: number;
  coverage: Coverage[];
}

export interface BacktestOrigin {
  /** Index of the first forecast value. */
  start: number;
  model: EtsModel | null;
  mean: number[];
  actual: (number | null)[];
}

/** `coverage` is that of the calibrated ranges, each origin calibrated by the other ones; `modelCoverage` of the uncalibrated ones. */
export interface Backtest extends Accuracy {
  horizon: number;
  origins: BacktestOrigin[];
  /** Forecasts compared with a known value. */
  count: number;
  modelCoverage: Coverage[];
  /** What to pass to `forecastEts` for the forecast beside this backtest. */
  calibration: Calibration[];
  naive: Accuracy;
  /** False: the page must say that the model is no better than repeating the last season. */
  beatsNaive: boolean;
}

/** Points of history below which nothing is fitted, so nothing is tested. */
const MIN_HISTORY = 6;

/** |y − mean| ÷ half-width on that side; 0 when both are 0. */
function reachOf(forecast: EtsForecast, interval: number, h: number, y: number): number {
  const {lower, upper} = forecast.intervals[interval];
  const width = y < forecast.mean[h] ? forecast.mean[h] - lower[h] : upper[h] - forecast.mean[h];
  const error = Math.abs(y - forecast.mean[h]);
  return error === 0 ? 0 : error / width;
}

/** Distance in time at which values are compared for MASE and repeated by the naive forecast. */
const lagOf = (train: Float64Array, period: number): number => (train.length > period ? period : 1);

/** Absolute differences at `lag` between known values. */
function differences(train: Float64Array, lag: number): number[] {
  return Array.from(train.subarray(lag), (value, i) => Math.abs(value - train[i])).filter((value) => !Number.isNaN(value));
}

/** The last known value of the same season (of any, if that season was never known), with the spread of such repeats. */
function naiveForecast(train: Float64Array, lag: number, horizon: number, levels: readonly number[]): EtsForecast {
  const known = train.filter((value) => !Number.isNaN(value));
  const mean = Array.from({length: horizon}, (_, h) => {
    let at = train.length + h;
    while (at >= train.length || (at >= 0 && Number.isNaN(train[at]))) at -= lag;
    return at >= 0 ? train[at] : known[known.length - 1];
  });
  const steps = differences(train, lag);
  const square = steps.length ? sumOf(steps, (step) => step * step) / steps.length : 0;
  const reach = mean.map((_, h) => Math.sqrt(square * (Math.floor(h / lag) + 1)));
  const bound = (z: number) => mean.map((value, h) => value + z * reach[h]);
  return {mean, intervals: levels.map((level) => ({level, lower: bound(-levelToZ(level)), upper: bound(levelToZ(level))}))};
}

/** Adds up the errors of one method. */
class Score {
  private scaled = 0;
  private scaledCount = 0;
  private symmetric = 0;
  private count = 0;
  /** Per origin, per level: |error| ÷ half-width. */
  readonly reaches: number[][][] = [];

  constructor(private readonly levels: readonly number[]) {}

  add(forecast: EtsForecast, actual: Float64Array, scale: number): void {
    const reaches: number[][] = this.levels.map(() => []);
    actual.forEach((y, h) => {
      if (Number.isNaN(y)) return;
      const error = Math.abs(y - forecast.mean[h]);
      const size = Math.abs(y) + Math.abs(forecast.mean[h]);
      this.symmetric += size === 0 ? 0 : (200 * error) / size;
      this.count += 1;
      if (scale > 0) {
        this.scaled += error / scale;
        this.scaledCount += 1;
      }
      this.levels.forEach((_, i) => reaches[i].push(reachOf(forecast, i, h, y)));
    });
    this.reaches.push(reaches);
  }

  get total(): number {
    return this.count;
  }

  /** Shares inside ranges whose half-widths are multiplied by `factors(origin)`. */
  coverage(factors: (origin: number) => readonly number[]): Coverage[] {
    const inside = this.reaches.map((levels, origin) => levels.map((list, i) => list.filter((reach) => reach <= factors(origin)[i]).length));
    return this.levels.map((level, i) => ({level, share: sumOf(inside, (counts) => counts[i]) / this.count}));
  }

  accuracy(coverage: Coverage[]): Accuracy {
    return {mase: this.scaledCount ? this.scaled / this.scaledCount : null, smape: this.symmetric / this.count, coverage};
  }

  /** Reaches per level over all origins but one. */
  without(origin: number): number[][] {
    const others = this.reaches.filter((_, i) => i !== origin);
    return this.levels.map((_, i) => others.flatMap((levels) => levels[i]));
  }
}

/** How many steps and origins the history allows; the last origin forecasts the last `horizon` values. */
function plan(length: number, horizon: number, origins: number): {steps: number; starts: number[]} {
  if (length < MIN_HISTORY + 2) throw new Refusal(`a backtest needs at least ${MIN_HISTORY + 2} values, there are ${length}`);
  const steps = Math.min(horizon, Math.floor((length - MIN_HISTORY) / 2));
  const possible = Math.min(origins, length - steps - MIN_HISTORY + 1);
  return {steps, starts: Array.from({length: possible}, (_, i) => length - steps - (possible - 1 - i))};
}

export interface BacktestOptions {
  period: number;
  horizon: number;
  /** Rolling origins, one step apart, the last one `horizon` before the end. */
  origins: number;
  levels?: readonly number[];
  /** Fit this model at every origin; chosen anew by AICc at each when absent. */
  model?: string;
}

/**
 * Forecasts from `origins` past points as they would have been made then, against what came, beside the seasonal naive.
 * A short history shortens the horizon and the number of origins (the result says to what). Null is unknown; null and
 * leading zeros at the ends are dropped as in `fitEts`. About `origins` × the time of a fit.
 * Throws a Refusal with its reason for fewer than 8 values or options that are no whole numbers.
 */
export function backtest(values: readonly (number | null)[], {period, horizon, origins, levels = [80, 95], model}: BacktestOptions): Backtest {
  checkPeriod(period);
  if (![horizon, origins].every((count) => Number.isInteger(count) && count >= 1)) throw new Refusal(`horizon and origins are not whole numbers: ${horizon}, ${origins}`);
  const all = openValues(values);
  const known = (value: number) => !Number.isNaN(value);
  const from = Math.max(all.some((value) => value < 0) ? all.findIndex(known) : all.findIndex((value) => known(value) && value !== 0), 0);
  const y = all.slice(from, all.findLastIndex(known) + 1);
  const {steps, starts} = plan(y.length, horizon, origins);
  const [score, naive] = [new Score(levels), new Score(levels)];
  const uncalibrated = levels.map((level) => ({level, factor: 1}));
  const rows = starts.map((start): BacktestOrigin => {
    const train = y.slice(0, start);
    const actual = y.slice(start, start + steps);
    const lag = lagOf(train, period);
    const moves = differences(train, lag);
    const scale = moves.length ? moves.reduce((sum, move) => sum + move, 0) / moves.length : 0;
    const fit = fitEts(Array.from(train, orNull), {period, model});
    // an unknown stretch before the origin: the fit ends before it, so the forecast bridges it
    const late = train.length - fit.end;
    const forecast = dropFirst(forecastEts(fit, steps + late, {levels, calibration: uncalibrated}), late);
    score.add(forecast, actual, scale);
    naive.add(naiveForecast(train, lag, steps, levels), actual, scale);
    return {start: from + start, model: fit.model, mean: forecast.mean, actual: Array.from(actual, orNull)};
  });
  return report(score, naive, levels, steps, rows);
}

const orNull = (value: number): number | null => (Number.isNaN(value) ? null : value);

const dropFirst = ({mean, intervals}: EtsForecast, count: number): EtsForecast => ({
  mean: mean.slice(count),
  intervals: intervals.map(({level, lower, upper}) => ({level, lower: lower.slice(count), upper: upper.slice(count)}))
});

/** Puts the two scores side by side. */
function report(score: Score, naive: Score, levels: readonly number[], horizon: number, origins: BacktestOrigin[]): Backtest {
  const ones = levels.map(() => 1);
  const values = horizon + origins.length - 1;
  const others = origins.map((_, origin) => calibrateIntervals(levels, score.without(origin), values - 1).map(({factor}) => factor));
  const accuracy = score.accuracy(score.coverage((origin) => others[origin]));
  const repeated = naive.accuracy(naive.coverage(() => ones));
  const beatsNaive = accuracy.mase !== null && repeated.mase !== null ? accuracy.mase < repeated.mase : accuracy.smape < repeated.smape;
  return {
    ...accuracy, horizon, origins, count: score.total, modelCoverage: score.coverage(() => ones),
    calibration: calibrateIntervals(levels, score.without(-1), values), naive: repeated, beatsNaive
  };
}
