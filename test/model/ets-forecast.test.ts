import {describe, expect, test} from "vitest";
import {backtest, calibrateIntervals, ETS_MODELS, fitEts, forecastEts, parseModel, priorFactor, simulateEts, type EtsForecast, type EtsModel} from "../../src/model/ets.js";
import type {Candidate} from "../../src/model/ets-fit.js";
import {stateCovariance} from "../../src/model/ets-uncertainty.js";
import {widening} from "../../src/model/ets-widening.js";
import {seededNormal} from "../../src/model/normal.js";
import {KINDS, simulatedSeries, type Kind} from "./simulated-series.js";

const season = [20, 5, -10, -15];

/** A model in mid-life, as `forecastEts` takes it; errors of 4%. */
function alive(model: EtsModel) {
  const {trend, damped, season: kind, error, period} = parseModel(model, 4);
  return {
    model, period, lastValue: 200, sigma2: error === "M" ? 0.04 ** 2 : 8 ** 2,
    parameters: {alpha: 0.4, beta: trend === "A" ? 0.1 : null, gamma: kind === "N" ? null : 0.3, phi: damped ? 0.9 : null},
    finalState: {level: 200, trend: trend === "A" ? 3 : null, season: kind === "N" ? null : kind === "A" ? season : season.map((value) => 1 + value / 100)}
  };
}

const deviation = (values: Float64Array): number => {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  return Math.sqrt(values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / values.length);
};

describe("forecastEts", () => {
  test("point forecasts by hand: the trend is damped from the first step on, the season turns", () => {
    const sums = [0.9, 0.9 + 0.81, 0.9 + 0.81 + 0.729, 0.9 + 0.81 + 0.729 + 0.6561, 3.68559];
    const product = forecastEts(alive("MAdM"), 5).mean;
    sums.forEach((sum, h) => expect(product[h]).toBeCloseTo((200 + 3 * sum) * (1 + season[h % 4] / 100), 10));
    expect(forecastEts(alive("AAA"), 5).mean).toEqual([223, 211, 199, 197, 235]);
  });

  test("the variance of the season without trend: γ counts from one cycle after the error on, not before", () => {
    const {intervals} = forecastEts(alive("ANA"), 6, {levels: [95], calibration: "none"});
    const widths = intervals[0].upper.map((upper, h) => (upper - intervals[0].lower[h]) / (2 * 1.959963984540054 * 8));
    const [c, cycle] = [0.4 ** 2, 0.7 ** 2];
    [1, 1 + c, 1 + 2 * c, 1 + 3 * c, 1 + 3 * c + cycle, 1 + 4 * c + cycle].forEach((square, h) => expect(widths[h] ** 2).toBeCloseTo(square, 10));
  });

  test.each(ETS_MODELS)("%s: the range is that of simulated futures", (model) => {
    const fit = alive(model);
    const {intervals} = forecastEts(fit, 9, {levels: [68.2689492], calibration: "none", paths: 40000});
    const columns = simulateEts(fit, 9, {paths: 20000, seed: 7});
    columns.forEach((column, h) => {
      const half = (intervals[0].upper[h] - intervals[0].lower[h]) / 2;
      expect(Math.abs(half / deviation(column) - 1)).toBeLessThan(0.03);
    });
  });

  test("calibration scales half-widths, the floor cuts, and both leave the mean", () => {
    const fit = alive("AAN");
    const raw = forecastEts(fit, 4, {calibration: "none"});
    const usual = forecastEts(fit, 4);
    const own = forecastEts(fit, 4, {calibration: [{level: 80, factor: 2}], floor: 195});
    expect(usual.mean).toEqual(raw.mean);
    const half = (forecast: typeof raw, i: number, h: number) => forecast.intervals[i].upper[h] - forecast.mean[h];
    expect(half(usual, 0, 2) / half(raw, 0, 2)).toBeCloseTo(1.02, 12);
    expect(half(usual, 1, 2) / half(raw, 1, 2)).toBeCloseTo(1.08, 12);
    expect(half(own, 0, 3) / half(raw, 0, 3)).toBeCloseTo(2, 12);
    expect(Math.min(...own.intervals.flatMap(({lower}) => lower))).toBe(195);
    expect(forecastEts(alive("MAM"), 4)).toEqual(forecastEts(alive("MAM"), 4));
    expect(() => forecastEts(fit, 0)).toThrow("horizon is not a whole number");
  });
});

describe("what the estimation adds to a range", () => {
  const candidate = (model: EtsModel, aicc: number, level: number, sigma2: number, uncertainty: number[] | null): Candidate => ({
    model, period: 1, aicc, sigma2, parameters: {alpha: 0.5, beta: null, gamma: null, phi: null}, finalState: {level, trend: null, season: null},
    uncertainty: uncertainty && Float64Array.from(uncertainty)
  });
  const unsure = [0.25, 0, 0, 0, 0, 0, 0, 0, 0];

  test("by hand: the variance of the level, and another model by its weight and its distance", () => {
    expect(widening([candidate("ANN", 10, 100, 4, null)], 2)).toEqual([1, 1]);
    // theory: 4 and 4·(1 + ¼); the level adds 4·¼ to both
    expect(widening([candidate("ANN", 10, 100, 4, unsure)], 2).map((factor) => factor ** 2)).toEqual([expect.closeTo(5 / 4, 12), expect.closeTo(6 / 5, 12)]);
    const weight = Math.exp(-1) / (1 + Math.exp(-1));
    const [first] = widening([candidate("ANN", 10, 100, 4, null), candidate("ANN", 12, 103, 9, null)], 1);
    expect(first ** 2).toBeCloseTo(((1 - weight) * 4 + weight * (9 + 3 ** 2)) / 4, 12);
    expect(widening([candidate("ANN", 10, 100, 4, null), candidate("ANN", 21, 900, 9, null)], 1)).toEqual([1]);
    expect(widening([], 2)).toEqual([1, 1]);
  });

  test("a straight line is as uncertain as in regression, and a little more: its smoothing is estimated too", () => {
    const normal = seededNormal(4);
    const y = Float64Array.from({length: 20}, (_, t) => 50 + 2 * t + 3 * normal());
    const parameters = {alpha: 1e-4, beta: 1e-4, gamma: null, phi: null};
    const covariance = stateCovariance(parseModel("AAN", 1), parameters, {level: 48, trend: 2, season: new Float64Array()}, y, 9)!;
    // level at t = 19 and slope of 20 points: 1/n + (t − mean)²/S and 1/S
    const squares = (20 * (20 ** 2 - 1)) / 12;
    const [level, slope] = [1 / 20 + 9.5 ** 2 / squares, 1 / squares];
    for (const [own, least] of [[covariance[0], level], [covariance[4], slope]]) {
      expect(own).toBeGreaterThan(least * 0.999);
      expect(own).toBeLessThan(least * 3);
    }
  });

  test.each(ETS_MODELS)("%s: finite, symmetric, and never narrower than theory", (model) => {
    const values = simulatedSeries("growing wave", 3, 32, 4);
    const fit = fitEts(values, {period: 4, model});
    const [{uncertainty, sigma2}] = fit.candidates;
    const size = Math.sqrt(uncertainty!.length);
    const scale = Math.abs(fit.finalState!.level) ** 2;
    for (let i = 0; i < size; i++) for (let k = 0; k < size; k++) expect(Math.abs(uncertainty![i * size + k] - uncertainty![k * size + i]) * sigma2).toBeLessThan(1e-6 * scale);
    const [theory, wider] = ["none" as const, undefined].map((calibration) => forecastEts(fit, 6, {calibration, paths: 500}));
    expect(wider.mean).toEqual(theory.mean);
    wider.intervals.forEach(({upper}, i) => upper.forEach((bound, h) => expect(bound).toBeGreaterThan(theory.intervals[i].upper[h])));
  });
});

/** Shares inside the default ranges and inside those of theory. */
function trial(kinds: readonly Kind[], lengths: readonly number[], seeds: number, {period, horizon}: {period: number; horizon: number}) {
  const inside = {usual: [0, 0], theory: [0, 0]};
  let count = 0;
  for (const kind of kinds) for (const length of lengths) for (let seed = 1; seed <= seeds; seed++) {
    const values = simulatedSeries(kind, seed, length + horizon, period);
    const fit = fitEts(values.slice(0, length), {period});
    const judge = (into: number[], {intervals}: EtsForecast) => intervals.forEach(({lower, upper}, i) => values.slice(length).forEach((y, h) => (into[i] += +(y >= lower[h] && y <= upper[h]))));
    judge(inside.usual, forecastEts(fit, horizon));
    judge(inside.theory, forecastEts(fit, horizon, {calibration: "none"}));
    count += horizon;
  }
  return {usual: inside.usual.map((held) => held / count), theory: inside.theory.map((held) => held / count)};
}

test("automatic ranges over all kinds of series and lengths cover 75–85% and 92–97% of what comes; those of theory do not", () => {
  const {usual, theory} = trial(KINDS, [20, 28, 40], 5, {period: 4, horizon: 6});
  expect(usual[0]).toBeGreaterThan(0.75);
  expect(usual[0]).toBeLessThan(0.85);
  expect(usual[1]).toBeGreaterThan(0.92);
  expect(usual[1]).toBeLessThan(0.97);
  expect(theory[0]).toBeLessThan(usual[0] - 0.03);
  expect(theory[1]).toBeLessThan(usual[1] - 0.03);
}, 60_000);

describe("calibrateIntervals", () => {
  test("weights the own quantile n / (n + 60) against 1.02 and 1.08", () => {
    expect(priorFactor(80)).toBeCloseTo(1.02, 12);
    expect(priorFactor(95)).toBeCloseTo(1.08, 12);
    expect(priorFactor(99)).toBeGreaterThan(1.08);
    expect(priorFactor(10)).toBe(1);
    const reaches = Array.from({length: 101}, (_, i) => i / 50);
    const [own] = calibrateIntervals([80], [reaches]);
    expect(own.factor).toBeCloseTo((101 * 1.6 + 60 * 1.02) / 161, 12);
    // 101 forecasts of 40 different values
    expect(calibrateIntervals([80], [reaches], 40)[0].factor).toBeCloseTo((40 * 1.6 + 60 * 1.02) / 100, 12);
    expect(calibrateIntervals([95], [[]])).toEqual([{level: 95, factor: expect.closeTo(1.08, 12)}]);
  });
});

describe("backtest", () => {
  test("by hand: a constant with one model, against the repeated season", () => {
    const values = [10, 20, 10, 20, 10, 20, 10, 20, 10, 26];
    const result = backtest(values, {period: 2, horizon: 1, origins: 1, model: "ANN"});
    const [{start, mean, actual}] = result.origins;
    expect([start, actual]).toEqual([9, [26]]);
    // training values repeat every 2 steps, so there is nothing to scale by
    expect(result.mase).toBeNull();
    expect(result.smape).toBeCloseTo((200 * (26 - mean[0])) / (26 + mean[0]), 10);
    expect(result.naive.smape).toBeCloseTo((200 * 6) / 46, 10);
    expect(result.naive.coverage).toEqual([{level: 80, share: 0}, {level: 95, share: 0}]);
    expect(result.beatsNaive).toBe(false);
  });

  test("scales by the mean seasonal change of the training values", () => {
    const values = [10, 20, 11, 22, 12, 24, 13, 26, 14, 30];
    const result = backtest(values, {period: 2, horizon: 2, origins: 1, model: "ANN"});
    const [{mean}] = result.origins;
    expect(result.mase).toBeCloseTo((Math.abs(14 - mean[0]) + Math.abs(30 - mean[1])) / 2 / 1.5, 10);
    expect(result.naive.mase).toBeCloseTo((1 + 4) / 2 / 1.5, 10);
  });

  test("beats the naive forecast on a trend, and widens its ranges to what the past needed", () => {
    const normal = seededNormal(12);
    const values = Array.from({length: 60}, (_, t) => 100 + 3 * t + [0, 10, -5, 15][t % 4] + 4 * normal());
    const result = backtest(values, {period: 4, horizon: 4, origins: 8});
    expect(result.origins.map(({start}) => start)).toEqual([49, 50, 51, 52, 53, 54, 55, 56]);
    expect(result).toMatchObject({horizon: 4, count: 32, beatsNaive: true});
    expect(result.mase ?? NaN).toBeLessThan(result.naive.mase ?? NaN);
    expect(result.calibration.map(({level}) => level)).toEqual([80, 95]);
    for (const {share} of [...result.coverage, ...result.modelCoverage]) expect(share >= 0.4 && share <= 1).toBe(true);
  });

  test("a short history shortens the horizon and the origins", () => {
    const result = backtest([5, 6, 7, 6, 5, 6, 7, 8, 9], {period: 12, horizon: 12, origins: 12});
    expect(result.horizon).toBe(1);
    expect(result.origins).toHaveLength(3);
    expect(() => backtest([1, 2, 3, 4, 5, 6, 7], {period: 12, horizon: 12, origins: 3})).toThrow("a backtest needs at least 8 values, there are 7");
    expect(() => backtest([1, 2, 3], {period: 12, horizon: 0.5, origins: 3})).toThrow("not whole numbers");
  });

  test.each<[string, (number | null)[]]>([
    ["zeros", new Array<number>(20).fill(0)], ["a constant", new Array<number>(20).fill(3)], ["holes", Array.from({length: 30}, (_, t) => (t % 5 === 3 ? null : 10 + (t % 3)))],
    ["a hole before the origin", [5, 6, 5, 6, 5, 6, 5, 6, 5, null, null, 6, 5, 7]], ["negatives", Array.from({length: 20}, (_, t) => (t % 4) - 2)], ["zeros at the start", [0, 0, 0, 5, 6, 7, 8, 9, 8, 7, 6, 7, 8]]
  ])("%s: finite figures", (_, values) => {
    const {mase, smape, coverage, calibration, naive} = backtest(values, {period: 4, horizon: 3, origins: 3});
    for (const value of [smape, naive.smape, ...coverage.map(({share}) => share), ...calibration.map(({factor}) => factor)]) expect(Number.isFinite(value)).toBe(true);
    expect(mase === null || Number.isFinite(mase)).toBe(true);
  });
});
