/**
 * Forecasts of a stream series with their backtests, for the snapshot: 28 days and 12 months ahead (FORECASTING.md
 * section 2). Days without a full report are unknown and bridged, never 0; a month that is not over is left out. Pure;
 * about a second for a series, so it never runs in a page.
 */
import {addDays, addMonths, isoDay} from "./days.js";
import {backtest, fitEts, forecastEts, orRefusal, Refusal, type Backtest} from "./ets.js";
import type {BacktestFigures, ForecastJson, Forecasted} from "./stream-data.js";
import {monthlyValues, type StreamSeries} from "./stream-series.js";

const DAILY = {period: 7, horizon: 28, origins: 28, history: 364, least: 56} as const;
const MONTHLY = {period: 12, horizon: 12, origins: 6, least: 12} as const;
const LEVELS = [80, 95] as const;

const digits = (value: number, places: number): number => Number(value.toFixed(places));

const figures = ({mase, smape, coverage}: BacktestFigures): BacktestFigures => ({
  mase: mase === null ? null : digits(mase, 4), smape: digits(smape, 3), coverage: coverage.map(({level, share}) => ({level, share: digits(share, 4)}))
});

interface Plan {
  period: number;
  horizon: number;
  start: (step: number) => string;
}

/** Fit and forecast from the end of `values`, with the ranges widened as the backtest found. `model` null: chosen by AICc. */
function assemble(values: readonly (number | null)[], model: string | null, test: Backtest, {period, horizon, start}: Plan): ForecastJson {
  const fit = fitEts(values, {period, model: model ?? undefined});
  const {mean, intervals} = forecastEts(fit, horizon, {levels: LEVELS, calibration: test.calibration, floor: 0, seed: 1});
  const round = (list: readonly number[]) => list.map((value) => digits(value, 1));
  return {
    model: fit.model, start: start(fit.end), mean: round(mean), intervals: intervals.map(({level, lower, upper}) => ({level, lower: round(lower), upper: round(upper)})),
    history: fit.count, unknown: fit.end - fit.first - fit.count,
    backtest: {...figures(test), horizon: test.horizon, origins: test.origins.length, count: test.count, naive: figures(test.naive), beats_naive: test.beatsNaive}
  };
}

/**
 * 28 days ahead from the last 52 weeks. The model is chosen on the days before the first origin of the backtest and kept,
 * so the backtest tests the method that makes the forecast and never sees its own answers.
 */
export function forecastDays(series: StreamSeries): Forecasted {
  const {period, horizon, origins, history, least} = DAILY;
  const offset = Math.max(series.values.length - history, 0);
  const values = series.values.slice(offset);
  return answer(() => {
    const known = values.filter((value) => value !== null).length;
    if (known < least) throw new Refusal(`a daily forecast needs ${least} days with a full report, there are ${known}`);
    const {model} = fitEts(values.slice(0, Math.max(values.length - horizon - origins + 1, least >> 1)), {period});
    const test = backtest(values, {period, horizon, origins, levels: LEVELS, model: model ?? undefined});
    return assemble(values, model, test, {period, horizon, start: (step) => isoDay(addDays(series.first, offset + step))});
  });
}

/** 12 months ahead from whole months; the model is chosen anew at every origin, as it would have been then. */
export function forecastMonths(series: StreamSeries): Forecasted {
  const {least, ...plan} = MONTHLY;
  const months = monthlyValues(series);
  const values = months.map(({value}) => value);
  return answer(() => {
    const known = values.filter((value) => value !== null).length;
    if (known < least) throw new Refusal(`a forecast of 12 months needs ${least} whole months of the daily feed, there are ${known}`);
    const test = backtest(values, {...plan, levels: LEVELS});
    return assemble(values, null, test, {...plan, start: (step) => isoDay(addMonths(months[0].date, step))});
  });
}

function answer(make: () => ForecastJson): Forecasted {
  const {value, refusal} = orRefusal(make);
  return value === null ? {forecast: null, refusal: refusal!} : {forecast: value, refusal: null};
}
