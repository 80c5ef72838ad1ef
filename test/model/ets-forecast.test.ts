import {describe, expect, test} from "vitest";
import {backtest, calibrateIntervals, ETS_MODELS, fitEts, forecastEts, parseModel, priorFactor, simulateEts, type EtsModel} from "../../src/model/ets.js";
import {seededNormal} from "../../src/model/normal.js";

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
    expect(half(usual, 0, 2) / half(raw, 0, 2)).toBeCloseTo(1.11, 12);
    expect(half(usual, 1, 2) / half(raw, 1, 2)).toBeCloseTo(1.3, 12);
    expect(half(own, 0, 3) / half(raw, 0, 3)).toBeCloseTo(2, 12);
    expect(Math.min(...own.intervals.flatMap(({lower}) => lower))).toBe(195);
    expect(forecastEts(alive("MAM"), 4)).toEqual(forecastEts(alive("MAM"), 4));
    expect(() => forecastEts(fit, 0)).toThrow("horizon is not a whole number");
  });
});

/** Values of a model from a fixed start, errors as in `alive`. */
function simulated(model: EtsModel, seed: number, length: number): number[] {
  const fit = alive(model);
  const normal = seededNormal(seed);
  let {level} = fit.finalState;
  let trend = fit.finalState.trend ?? 0;
  const seasons = [...(fit.finalState.season ?? [0, 0, 0, 0])];
  const {alpha, beta, gamma, phi} = {beta: 0, gamma: 0, phi: 1, ...Object.fromEntries(Object.entries(fit.parameters).filter(([, value]) => value !== null))} as Record<string, number>;
  return Array.from({length}, (_, t) => {
    const e = 8 * normal();
    const base = level + phi * trend;
    const value = base + seasons[t % 4] + e;
    level = base + alpha * e;
    trend = phi * trend + beta * e;
    seasons[t % 4] += gamma * e;
    return value;
  });
}

test("ranges of fitted models cover 75–85% and 92–97% of what comes, ten years of quarters in hand", () => {
  const inside = [0, 0];
  let count = 0;
  for (let seed = 1; seed <= 100; seed++) {
    const values = simulated((["ANN", "AAdN", "ANA"] as const)[seed % 3], seed, 46);
    const {intervals} = forecastEts(fitEts(values.slice(0, 40), {period: 4}), 6);
    intervals.forEach(({lower, upper}, i) => values.slice(40).forEach((y, h) => (inside[i] += +(y >= lower[h] && y <= upper[h]))));
    count += 6;
  }
  expect(inside[0] / count).toBeGreaterThan(0.75);
  expect(inside[0] / count).toBeLessThan(0.85);
  expect(inside[1] / count).toBeGreaterThan(0.92);
  expect(inside[1] / count).toBeLessThan(0.97);
});

describe("calibrateIntervals", () => {
  test("weights the own quantile n / (n + 60) against 1.11 and 1.30", () => {
    expect(priorFactor(80)).toBeCloseTo(1.11, 12);
    expect(priorFactor(95)).toBeCloseTo(1.3, 12);
    expect(priorFactor(99)).toBeGreaterThan(1.3);
    expect(priorFactor(10)).toBe(1);
    const reaches = Array.from({length: 101}, (_, i) => i / 50);
    const [own] = calibrateIntervals([80], [reaches]);
    expect(own.factor).toBeCloseTo((101 * 1.6 + 60 * 1.11) / 161, 12);
    expect(calibrateIntervals([95], [[]])).toEqual([{level: 95, factor: expect.closeTo(1.3, 12)}]);
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
