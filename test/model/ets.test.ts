import fc from "fast-check";
import {describe, expect, test} from "vitest";
import {allowedModels, ETS_MODELS, filterEts, fitEts, forecastEts, orRefusal, Refusal, type EtsParameters} from "../../src/model/ets.js";
import {nelderMead} from "../../src/model/nelder-mead.js";
import {seededNormal} from "../../src/model/normal.js";

const finiteOrNull = (value: unknown): boolean =>
  typeof value === "number" ? Number.isFinite(value) : value !== null && typeof value === "object" ? Object.values(value).every(finiteOrNull) : true;

describe("nelderMead", () => {
  test("finds the minimum of Rosenbrock's valley, and of a function that is not defined everywhere", () => {
    const valley = ([x, y]: readonly number[]) => (1 - x) ** 2 + 100 * (y - x * x) ** 2;
    const {x} = nelderMead(valley, [-1.2, 1], {tolerance: 1e-14, xTolerance: 1e-9, maxEvaluations: 2000});
    expect(x[0]).toBeCloseTo(1, 5);
    expect(x[1]).toBeCloseTo(1, 5);
    const half = nelderMead(([u]) => (u < 0 ? NaN : Math.sqrt(u) - Math.min(u, 4)), [1], {step: 1});
    expect(half.value).toBeCloseTo(-2, 5);
  });
});

describe("filterEts", () => {
  test("two steps by hand: additive error, damped trend, additive season", () => {
    const run = filterEts([12, 9], {model: "AAdA", period: 2, parameters: {alpha: 0.5, beta: 0.1, gamma: 0.2, phi: 0.9}, initialState: {level: 10, trend: 1, season: [2, -2]}});
    // f₁ = 10 + 0.9 + 2 = 12.9, e = −0.9 → level 10.45, trend 0.81; f₂ = 10.45 + 0.729 − 2 = 9.179, e = −0.179
    expect(run.fitted[0]).toBeCloseTo(12.9, 12);
    expect(run.fitted[1]).toBeCloseTo(9.179, 12);
    expect(run.residuals[1]).toBeCloseTo(-0.179, 12);
    expect(run.finalState.level).toBeCloseTo(11.179 - 0.0895, 12);
    expect(run.finalState.trend).toBeCloseTo(0.729 - 0.0179, 12);
    expect(run.finalState.season?.[0]).toBeCloseTo(2 - 0.18, 12);
    expect(run.finalState.season?.[1]).toBeCloseTo(-2 - 0.2 * 0.179, 12);
    expect(run.logLikelihood).toBeCloseTo(-0.5 * 2 * Math.log(0.9 ** 2 + 0.179 ** 2), 12);
  });

  test("two steps by hand: multiplicative error and season", () => {
    const run = filterEts([12, 9], {model: "MAM", period: 2, parameters: {alpha: 0.5, beta: 0.1, gamma: 0.2}, initialState: {level: 10, trend: 1, season: [1.2, 0.8]}});
    // f₁ = 11·1.2 = 13.2, e = −1/11; level 11(1 + e/2), trend 1 + 1.1e, season 1.2(1 + e/5)
    const e = 12 / 13.2 - 1;
    const second = (11 * (1 + e / 2) + 1 + 1.1 * e) * 0.8;
    expect(run.residuals[0]).toBeCloseTo(e, 12);
    expect(run.fitted[1]).toBeCloseTo(second, 12);
    expect(run.residuals[1]).toBeCloseTo(9 / second - 1, 12);
    expect(run.finalState.season?.[0]).toBeCloseTo(1.2 * (1 + 0.2 * e), 12);
    const squares = e ** 2 + (9 / second - 1) ** 2;
    expect(run.logLikelihood).toBeCloseTo(-0.5 * (2 * Math.log(squares) + 2 * (Math.log(13.2) + Math.log(second))), 12);
  });

  test("an unknown value leaves the state to itself", () => {
    const options = {model: "AAN", period: 1, parameters: {alpha: 0.5, beta: 0.1}, initialState: {level: 10, trend: 1, season: null}};
    const run = filterEts([11, null, 13], options);
    expect(run.fitted).toEqual([11, 12, 13]);
    expect(run.residuals).toEqual([0, null, 0]);
  });

  test("refuses what does not fit together", () => {
    const state = {level: 1, trend: null, season: null};
    expect(() => filterEts([1], {model: "AAN", period: 1, parameters: {alpha: 0.5}, initialState: state})).toThrow("does not fit model AAN");
    expect(() => filterEts([1], {model: "ANA", period: 4, parameters: {alpha: 0.5}, initialState: {...state, season: [1, 2]}})).toThrow("period 4");
    expect(() => filterEts([1], {model: "AMN", period: 1, parameters: {alpha: 0.5}, initialState: state})).toThrow("there is no model AMN");
    expect(() => filterEts([1, 1], {model: "MNN", period: 1, parameters: {alpha: 0.5}, initialState: {...state, level: 0}})).toThrow("leaves the numbers");
  });
});

describe("fitEts", () => {
  test("the initial state is the best one: no other does better, whatever the model", () => {
    const normal = seededNormal(5);
    const values = Array.from({length: 48}, (_, t) => (200 + 3 * t) * (1 + 0.3 * Math.sin(t * 2.1)) * (1 + 0.05 * normal()));
    for (const model of ETS_MODELS) {
      const {parameters, initialState, logLikelihood, period} = fitEts(values, {period: 3, model});
      const options = {model, period, parameters: parameters as EtsParameters};
      expect(filterEts(values, {...options, initialState: initialState!}).logLikelihood).toBeCloseTo(logLikelihood ?? NaN, 8);
      for (const change of [1e-3, -1e-3]) {
        const moved = {...initialState!, level: initialState!.level * (1 + change)};
        expect(filterEts(values, {...options, initialState: moved}).logLikelihood).toBeLessThan((logLikelihood ?? NaN) + 1e-7);
      }
    }
  });

  test("parameters stay within their bounds, the season sums to nothing", () => {
    const values = Array.from({length: 40}, (_, t) => 50 + 10 * Math.sin(t / 3) + (t % 4) * 5);
    for (const model of ETS_MODELS) {
      const {parameters, initialState} = fitEts(values, {period: 4, model});
      const {alpha, beta, gamma, phi} = parameters!;
      expect(alpha).toBeGreaterThanOrEqual(1e-4);
      expect(alpha).toBeLessThanOrEqual(0.9999);
      if (beta !== null) expect(beta <= alpha && beta >= 1e-4).toBe(true);
      if (gamma !== null) expect(gamma <= 1 - alpha + 1e-12 && gamma >= 1e-4).toBe(true);
      if (phi !== null) expect(phi >= 0.8 && phi <= 0.98 + 1e-12).toBe(true);
      const season = initialState!.season;
      if (season) expect(season.reduce((a, b) => a + b)).toBeCloseTo(model.endsWith("M") ? 4 : 0, 8);
    }
  });

  test("history rules", () => {
    expect(allowedModels(6, 12, true)).toEqual(["ANN", "MNN"]);
    expect(allowedModels(11, 12, false)).toEqual(["ANN", "AAdN"]);
    expect(allowedModels(12, 12, true)).toEqual(["ANN", "AAN", "AAdN", "MNN", "MAN", "MAdN"]);
    expect(allowedModels(23, 12, true)).toHaveLength(6);
    expect(allowedModels(24, 12, true)).toHaveLength(15);
    expect(allowedModels(24, 12, false)).toEqual(["ANN", "AAN", "AAdN", "ANA", "AAA", "AAdA"]);
    expect(allowedModels(40, 24, true)).toHaveLength(6);
    expect(allowedModels(500, 52, true)).toHaveLength(6);
  });

  test("fewer than six values: the last one, a wide range, no model named", () => {
    const fit = fitEts([100, 120, 110], {period: 12});
    expect(fit).toMatchObject({model: null, logLikelihood: null, aicc: null});
    const {mean, intervals} = forecastEts(fit, 3);
    expect(mean).toEqual([110, 110, 110]);
    expect(intervals[0].lower[0]).toBeLessThan(80);
    expect(intervals[0].upper[2]).toBeGreaterThan(intervals[0].upper[0]);
    expect(fit.notes[0]).toContain("too few values for a model (3)");
  });

  test("what is not part of the history is left out: zeros before the start, null at the ends; gaps are bridged", () => {
    const normal = seededNormal(3);
    const real = Array.from({length: 20}, () => 100 + 5 * normal());
    const plain = fitEts(real, {period: 12});
    const padded = fitEts([null, 0, 0, ...real, null, null], {period: 12});
    expect(padded).toMatchObject({model: plain.model, logLikelihood: plain.logLikelihood, first: 3, end: 23});
    expect(padded.fitted.slice(3, 23)).toEqual(plain.fitted);
    expect(padded.fitted.slice(0, 3)).toEqual([null, null, null]);
    const holed = fitEts(real.map((value, i) => (i === 7 || i === 8 ? null : value)), {period: 12});
    expect(holed.count).toBe(18);
    expect(holed.residuals[7]).toBeNull();
    expect(Math.abs(forecastEts(holed, 1).mean[0] - 100)).toBeLessThan(10);
  });

  test("a clear season and trend are found and carried on", () => {
    const values = Array.from({length: 36}, (_, t) => 100 + 2 * t + [0, 30, -10, 5, -25, 0][t % 6]);
    const {mean, intervals} = forecastEts(fitEts(values, {period: 6}), 6);
    mean.forEach((value, h) => expect(value).toBeCloseTo(172 + 2 * h + [0, 30, -10, 5, -25, 0][h], 4));
    expect(intervals[1].upper[5] - intervals[1].lower[5]).toBeLessThan(0.01);
  });

  test.each<[string, (number | null)[]]>([
    ["zeros", new Array<number>(30).fill(0)], ["one point", [7]], ["one zero", [0]], ["a constant", new Array<number>(60).fill(5)], ["negatives", Array.from({length: 40}, (_, t) => -50 + (t % 5))],
    ["mostly zeros", Array.from({length: 40}, (_, t) => (t % 9 === 0 ? 3 : 0))], ["huge", Array.from({length: 30}, (_, t) => 1e15 * (2 + Math.sin(t)))], ["tiny", Array.from({length: 30}, (_, t) => 1e-9 * (2 + Math.sin(t)))],
    ["a jump", Array.from({length: 30}, (_, t) => (t < 15 ? 1 : 1e6))], ["alternating", Array.from({length: 30}, (_, t) => (t % 2 ? 1 : 1000))]
  ])("%s: finite figures", (_, values) => {
    const fit = fitEts(values, {period: 12});
    expect(finiteOrNull(fit)).toBe(true);
    expect(finiteOrNull(forecastEts(fit, 24))).toBe(true);
  });

  test("any series gives finite figures or a refusal", () => {
    const value = fc.oneof(fc.integer({min: -100, max: 10000}), fc.constant(0), fc.constant(null), fc.double({min: 0, max: 1e9, noNaN: true}));
    fc.assert(fc.property(fc.array(value, {maxLength: 40}), fc.constantFrom(1, 4, 7, 12), (values, period) => {
      const {value: forecast} = orRefusal(() => forecastEts(fitEts(values, {period}), 5));
      return forecast === null || finiteOrNull(forecast);
    }), {numRuns: 40});
  });

  test("10,000 values: the last 2,000 are used", () => {
    const normal = seededNormal(6);
    const fit = fitEts(Array.from({length: 10000}, (_, t) => 1000 + 100 * Math.sin((t * 2 * Math.PI) / 7) + 20 * normal()), {period: 7, model: "ANA"});
    expect(fit.first).toBe(8000);
    expect(fit.fitted).toHaveLength(10000);
    expect(Math.sqrt(fit.sigma2)).toBeCloseTo(20, -1);
  });

  test.each<[string, (number | null)[], {period: number; model?: string}, string]>([
    ["no values", [], {period: 12}, "there are no values"],
    ["only unknown", [null, null], {period: 12}, "there are no values"],
    ["infinity", [1, Infinity], {period: 12}, "value 2 is not a finite number: Infinity"],
    ["not a number", [NaN], {period: 12}, "value 1 is not a finite number"],
    ["a strange model", [1, 2, 3], {period: 12, model: "AMA"}, "there is no model AMA here"],
    ["a strange period", [1, 2, 3], {period: 0}, "the period is not a whole number"],
    ["a season without a period", [1, 2, 3], {period: 1, model: "ANA"}, "needs a period from 2 to 24"],
    ["too long a season", [1, 2, 3], {period: 52, model: "ANA"}, "needs a period from 2 to 24"],
    ["multiplicative error at zero", [1, 0, 3, 4, 5, 6, 7, 8], {period: 1, model: "MNN"}, "needs values above zero"],
    ["too few for a season", [1, 2, 3, 4, 5, 6, 7, 8], {period: 12, model: "AAA"}, "model AAA needs at least 19 values, there are 8"]
  ])("refuses %s with its reason", (_, values, options, reason) => {
    expect(() => fitEts(values, options)).toThrow(Refusal);
    expect(() => fitEts(values, options)).toThrow(reason);
  });
});
