/** Against R's forecast::ets on series that R ships; figures made by test/fixtures/r-ets.R (the JSON says by which version). */
import {readFileSync} from "node:fs";
import {describe, expect, test} from "vitest";
import {filterEts, fitEts, forecastEts, isAdmissible, parseModel, type EtsModel, type EtsParameters} from "../../src/model/ets.js";

interface Reference {
  logLikelihood: number;
  aicc: number;
  sigma2: number;
  parameters?: Partial<EtsParameters> & {alpha: number};
  initialState?: number[];
  lastFitted?: number;
  mean?: number[];
  upper95?: number[];
}

const {series, admissible} = JSON.parse(readFileSync(new URL("../fixtures/r-ets.json", import.meta.url), "utf8")) as {
  series: Record<string, {period: number; values: number[]; chosen: string; fits: Record<string, Reference>}>;
  admissible: [m: number, alpha: number, beta: number | null, gamma: number, phi: number | null, admissible: 0 | 1][];
};

const cases = Object.entries(series).flatMap(([name, {period, values, fits}]) =>
  Object.entries(fits).map(([model, reference]) => ({title: `${name} ${model}`, model: model as EtsModel, period, values, reference}))
);

test("there is something to compare", () => {
  expect(Object.keys(series).length).toBeGreaterThan(8);
  expect(cases.length).toBeGreaterThan(120);
});

test.each(cases)("$title: the likelihood is no worse than R's", ({model, period, values, reference}) => {
  const fit = fitEts(values, {period, model});
  expect(fit.logLikelihood ?? NaN).toBeGreaterThan(reference.logLikelihood - 0.05);
  // the same definition and the same count of parameters: AICc + 2·logLik is the penalty
  expect((fit.aicc ?? NaN) + 2 * (fit.logLikelihood ?? NaN)).toBeCloseTo(reference.aicc + 2 * reference.logLikelihood, 4);
});

/** R lists level, trend, then the seasons backwards. */
function stateOf(model: string, period: number, list: number[]) {
  const {trend, season} = parseModel(model, period);
  const at = trend === "A" ? 2 : 1;
  return {level: list[0], trend: trend === "A" ? list[1] : null, season: season === "N" ? null : list.slice(at).reverse()};
}

const relative = (value: number, expected: number): number => Math.abs(value / expected - 1);

describe("at R's own parameters and initial state", () => {
  const detailed = cases.flatMap(({reference, ...rest}) => {
    const {parameters, initialState, lastFitted, mean, upper95} = reference;
    return parameters && initialState && lastFitted !== undefined && mean ? [{...rest, reference, parameters, initialState, lastFitted, mean, upper95}] : [];
  });

  test.each(detailed)("$title: filter, forecasts and ranges", ({model, period, values, reference, parameters, initialState, lastFitted, mean, upper95}) => {
    const spec = parseModel(model, period);
    const run = filterEts(values, {model, period, parameters, initialState: stateOf(model, period, initialState)});
    expect(relative(run.logLikelihood, reference.logLikelihood)).toBeLessThan(1e-9);
    expect(relative(run.fitted[run.fitted.length - 1], lastFitted)).toBeLessThan(1e-9);
    const complete = {beta: null, gamma: null, phi: null, ...parameters};
    const forecast = forecastEts({model, period: spec.period, parameters: complete, finalState: run.finalState, sigma2: reference.sigma2, lastValue: 0}, mean.length, {levels: [95], calibration: "none"});
    // R gives the exact mean of products of states, which leaves the point forecast after a cycle, and b(1 + φ + …) for MAdM
    const steps = spec.season !== "M" ? mean.length : spec.damped ? 0 : spec.period;
    for (let h = 0; h < steps; h++) expect(relative(forecast.mean[h], mean[h])).toBeLessThan(1e-9);
    // without trend R adds the season's error one step early, at h = m; ours is checked by simulation
    if (!upper95 || (spec.season === "A" && spec.trend === "N")) return;
    upper95.forEach((bound, h) => expect(relative(forecast.intervals[0].upper[h], bound)).toBeLessThan(1e-7));
  });
});

test("the automatic choice is R's, or has an AICc that R did not reach", () => {
  for (const {values, period, chosen, fits} of Object.values(series)) {
    const fit = fitEts(values, {period});
    const best = Math.min(...Object.values(fits).map(({aicc}) => aicc));
    expect(fit.model === chosen || (fit.aicc ?? Infinity) < best).toBe(true);
  }
});

test("the same parameters are admissible as in R", () => {
  expect(new Set(admissible.map((row) => row[5]))).toEqual(new Set([0, 1]));
  for (const [m, alpha, beta, gamma, phi, expected] of admissible) {
    const spec = parseModel(beta === null ? "ANA" : phi === null ? "AAA" : "AAdA", m);
    expect(isAdmissible(spec, {alpha, beta, gamma, phi})).toBe(expected === 1);
  }
});
