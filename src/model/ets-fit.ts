/** Fitting by maximum likelihood and choosing by AICc (HKOS chapters 5 and 7; history rules of FORECASTING.md section 2). */
import {closeState, openState, openValues, runPass} from "./ets-filter.js";
import {checkPeriod, ETS_MODELS, MAX_PERIOD, parameterCount, parseModel, type EtsModel, type EtsParameters, type EtsState} from "./ets-model.js";
import {beginSearch, finishSearch, type Search, type Solution} from "./ets-search.js";
import {stateCovariance} from "./ets-uncertainty.js";
import {OUT_OF_REACH} from "./ets-widening.js";
import {Refusal} from "./refusal.js";
import {drain} from "./slices.js";

/** Longer series are fitted on their last values: older ones have no weight left and cost time. */
export const MAX_POINTS = 2000;

export interface EtsFit {
  /** Name such as "MAdM"; null when the history is too short for one (fewer than 6 values): the last value stands in. */
  model: EtsModel | null;
  period: number;
  parameters: EtsParameters | null;
  initialState: EtsState | null;
  /** State after the last value; `season[0]` belongs to the first forecast. */
  finalState: EtsState | null;
  /** −½·[n·ln Σe² (+ 2·Σ ln|f|)], as R's ets; null without a model. */
  logLikelihood: number | null;
  aic: number | null;
  aicc: number | null;
  bic: number | null;
  /** Variance of the innovations, Σe² / (n − estimated parameters without it); relative with multiplicative error. */
  sigma2: number;
  /** As long as the values; null outside `first` … `end`. Residuals are innovations, null where the value is unknown. */
  fitted: (number | null)[];
  residuals: (number | null)[];
  /** Index of the first value used and after the last known one: forecasts start at `end`. */
  first: number;
  end: number;
  /** Known values used. */
  count: number;
  lastValue: number;
  /** The models compared, best first; that one alone when one was asked for, none without a model. */
  candidates: Candidate[];
  /** What a reader should know: short history, values left out. */
  notes: string[];
}

/** A model that was compared, with all that a forecast of it needs. */
export interface Candidate {
  model: EtsModel;
  period: number;
  aicc: number;
  parameters: EtsParameters;
  finalState: EtsState;
  sigma2: number;
  /** Covariance of (level, trend, φ, seasons) in `finalState`, row by row, ÷ sigma2; null when it cannot be told or far behind. */
  uncertainty: Float64Array | null;
}

/** Models that the length and sign of a series allow (FORECASTING.md section 2). */
export function allowedModels(count: number, period: number, positive: boolean): EtsModel[] {
  const seasonal = count >= Math.max(24, 2 * period) && period >= 2 && period <= MAX_PERIOD;
  return ETS_MODELS.filter((name) => {
    const spec = parseModel(name, seasonal ? period : 2);
    if (spec.error === "M" && !positive) return false;
    if (spec.season !== "N" && !seasonal) return false;
    if (count < 12 && spec.trend === "A" && !spec.damped) return false;
    return count > parameterCount(spec) + 1;
  });
}

/** Runs over the series once more from the state found. */
function rerun({spec, parameters, state}: Solution, y: Float64Array, count: number): {initialState: EtsState; finalState: EtsState; sigma2: number; fitted: Float64Array; residuals: Float64Array} {
  const initialState = closeState(spec, state, 0);
  const running = openState(spec, initialState);
  const [fitted, residuals] = [new Float64Array(y.length), new Float64Array(y.length)];
  const {squares} = runPass(spec, y, parameters, running, fitted, residuals);
  return {initialState, finalState: closeState(spec, running, y.length), sigma2: squares / (count - parameterCount(spec) + 1), fitted, residuals};
}

function candidateOf(solution: Solution, y: Float64Array, count: number, lead: number): Candidate {
  const {spec, aicc, parameters, state} = solution;
  const {finalState, sigma2} = rerun(solution, y, count);
  return {model: spec.model, period: spec.period, aicc, parameters, finalState, sigma2, uncertainty: aicc - lead < OUT_OF_REACH ? stateCovariance(spec, parameters, state, y, sigma2) : null};
}

/** The best of the allowed models by AICc; only models near the lead after the first run are searched to the end. Pauses between models. */
function* choose(y: Float64Array, count: number, period: number, positive: boolean): Generator<void, {best: Solution | null; candidates: Candidate[]}> {
  const searches: Search[] = [];
  for (const name of allowedModels(count, period, positive)) {
    searches.push(beginSearch(parseModel(name, period), y));
    yield;
  }
  const firsts = searches.map((search) => search.solution()?.aicc ?? Infinity);
  const lead = Math.min(...firsts);
  const solutions: Solution[] = [];
  for (const [i, search] of searches.entries()) {
    const solution = firsts[i] < lead + 8 ? finishSearch(search) : search.solution();
    if (solution !== null) solutions.push(solution);
    yield;
  }
  solutions.sort((a, b) => a.aicc - b.aicc);
  return {best: solutions[0] ?? null, candidates: solutions.map((solution) => candidateOf(solution, y, count, solutions[0].aicc))};
}

/** Which values count: null at both ends is dropped, a new source starts at its first value that is not zero. */
function trim(all: Float64Array): {first: number; end: number} {
  const known = (value: number) => !Number.isNaN(value);
  const end = all.findLastIndex(known) + 1;
  const starts = all.some((value) => value < 0) ? all.findIndex(known) : all.findIndex((value) => known(value) && value !== 0);
  return {first: Math.max(starts < 0 ? all.findIndex(known) : starts, end - MAX_POINTS, 0), end};
}

/** One asked-for model. Throws a Refusal when the series cannot carry it. */
function fitOne(model: string, period: number, y: Float64Array, count: number, positive: boolean): Solution {
  const spec = parseModel(model, period);
  if (spec.error === "M" && !positive) throw new Refusal(`model ${model} needs values above zero`);
  const needed = parameterCount(spec) + 2;
  if (count < needed) throw new Refusal(`model ${model} needs at least ${needed} values, there are ${count}`);
  const solution = finishSearch(beginSearch(spec, y));
  if (solution === null) throw new Refusal(`model ${model} does not fit these values`);
  return solution;
}

/** The last value, when the history is too short for a model. */
function lastValueFit(all: Float64Array, period: number, first: number, end: number, count: number): EtsFit {
  const nothing = Array.from(all, () => null);
  return {
    model: null, period, parameters: null, initialState: null, finalState: null, logLikelihood: null, aic: null, aicc: null, bic: null,
    sigma2: lastValueVariance(all.subarray(first, end)), fitted: nothing, residuals: [...nothing], first, end, count, lastValue: all[end - 1], candidates: [],
    notes: [`too few values for a model (${count}): the last value with a wide range`]
  };
}

/** Variance of a step from the last value: the larger of the mean squared change and (30% of the largest value)². */
function lastValueVariance(y: Float64Array): number {
  const known = y.filter((value) => !Number.isNaN(value));
  const changes = known.subarray(1).map((value, i) => (value - known[i]) ** 2);
  const mean = changes.length ? changes.reduce((sum, square) => sum + square, 0) / changes.length : 0;
  return Math.max(mean, (0.3 * known.reduce((size, value) => Math.max(size, Math.abs(value)), 0)) ** 2);
}

/** The solution as callers see it. */
function describe(solution: Solution, all: Float64Array, first: number, end: number, count: number): Omit<EtsFit, "candidates" | "notes"> {
  const {spec, parameters, deviance, aicc} = solution;
  const y = all.subarray(first, end);
  const {fitted, residuals, ...states} = rerun(solution, y, count);
  const estimated = parameterCount(spec);
  const place = (at: (t: number) => number | null) => Array.from(all, (_, i) => (i < first || i >= end ? null : at(i - first)));
  return {
    model: spec.model, period: spec.period, parameters, ...states,
    logLikelihood: -0.5 * deviance, aic: deviance + 2 * estimated, aicc, bic: deviance + Math.log(count) * estimated,
    fitted: place((t) => fitted[t]), residuals: place((t) => (Number.isNaN(y[t]) ? null : residuals[t])),
    first, end, count, lastValue: all[end - 1]
  };
}

/**
 * Fits an exponential smoothing model to values at equal distances (null = unknown). `period`: 12 monthly, 7 daily,
 * 1 none. Without `model` the best by AICc is chosen among those that the history allows: fewer than 6 values none (last
 * value), 6–11 no trend or a damped one, below 24 (or two cycles) no season, with values ≤ 0 additive only.
 * Null at the ends and zeros before a new source's first value are dropped, unknown values in between are bridged.
 * Never feed an incomplete last month. Throws a Refusal with its reason for no values, values that are not finite, an
 * unknown model, or a model that the series cannot carry.
 */
export const fitEts = (values: readonly (number | null)[], options: {period: number; model?: string}): EtsFit => drain(fitEtsInParts(values, options));

/** `fitEts` with a pause after each model, so that a page can draw in between (`inTurns`). */
export function* fitEtsInParts(values: readonly (number | null)[], {period, model}: {period: number; model?: string}): Generator<void, EtsFit> {
  checkPeriod(period);
  const all = openValues(values);
  const {first, end} = trim(all);
  if (end === 0) throw new Refusal("there are no values");
  const y = all.slice(first, end);
  const known = y.filter((value) => !Number.isNaN(value));
  const positive = known.every((value) => value > 0);
  const notes: string[] = [];
  if (first > 0) notes.push(`values at the start that are not used: ${first}`);
  if (known.length < y.length) notes.push(`values bridged because they are unknown: ${y.length - known.length}`);
  if (model !== undefined) {
    const only = fitOne(model, period, y, known.length, positive);
    return {...describe(only, all, first, end, known.length), candidates: [candidateOf(only, y, known.length, only.aicc)], notes};
  }
  if (known.length < 6) return lastValueFit(all, period, first, end, known.length);
  if (period > MAX_PERIOD) notes.push(`a season of ${period} steps is not modelled`);
  const {best, candidates} = yield* choose(y, known.length, period, positive);
  if (best === null) throw new Refusal("no model fits these values");
  return {...describe(best, all, first, end, known.length), candidates, notes};
}
