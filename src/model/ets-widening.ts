/**
 * How much wider than in theory a range must be because state, parameters and model were estimated. The variance is that of
 * all models together, each with its Akaike weight: its own, what the estimation of its state and parameters adds (delta
 * method), and its distance from the forecast given (Burnham & Anderson 2002, "Model selection and multimodel inference",
 * section 4.3: unconditional variance).
 */
import type {Candidate} from "./ets-fit.js";
import {parseModel, type EtsSpec} from "./ets-model.js";
import {dampedSums, modelVariances, pointForecasts} from "./ets-moments.js";

interface Moments {
  weight: number;
  mean: number[];
  /** Of theory, and with what the estimation adds. */
  variance: number[];
  total: number[];
}

/** Σ i·φ^(i−1) for i = 1 … h: how the damped sums move with φ. */
function dampedSlopes(phi: number, horizon: number): number[] {
  let sum = 0;
  return Array.from({length: horizon}, (_, i) => (sum += (i + 1) * phi ** i));
}

/** Variance of the point forecasts by the uncertainty of (level, trend, φ, seasons), to first order. */
function estimationVariances({parameters, finalState: {level, trend, season}, sigma2, uncertainty}: Candidate, spec: EtsSpec, horizon: number): number[] {
  if (!uncertainty) return new Array<number>(horizon).fill(0);
  const [sums, slopes] = [dampedSums(parameters.phi ?? 1, horizon), dampedSlopes(parameters.phi ?? 1, horizon)];
  const size = Math.sqrt(uncertainty.length);
  return sums.map((sum, i) => {
    const at = i % spec.period;
    const scale = spec.season === "M" && season ? season[at] : 1;
    const own = spec.season === "M" ? level + (trend ?? 0) * sum : 1;
    const gradient: [index: number, slope: number][] = [[0, scale], [1, scale * sum], [2, spec.damped ? scale * (trend ?? 0) * slopes[i] : 0], ...(season ? [[3 + at, own] as [number, number]] : [])];
    return sigma2 * gradient.reduce((all, [a, u]) => all + gradient.reduce((row, [b, v]) => row + u * v * uncertainty[a * size + b], 0), 0);
  });
}

function momentsOf(candidate: Candidate, horizon: number, lead: number): Moments {
  const spec = parseModel(candidate.model, candidate.period);
  const mean = pointForecasts(spec, candidate.parameters, candidate.finalState, horizon);
  const variance = modelVariances(spec, candidate.parameters, mean, candidate.sigma2, candidate.finalState.season);
  const more = estimationVariances(candidate, spec, horizon);
  return {weight: Math.exp((lead - candidate.aicc) / 2), mean, variance, total: variance.map((value, i) => value + Math.max(more[i], 0))};
}

/** A model this far behind in AICc has no weight worth its time. */
export const OUT_OF_REACH = 10;

/** Factors on the half-widths for each step, 1 or more. `candidates`: the model of the forecast first, then others that were compared with it. */
export function widening(candidates: readonly Candidate[], horizon: number): number[] {
  const near = candidates.filter(({aicc}) => aicc - candidates[0].aicc < OUT_OF_REACH).map((one) => momentsOf(one, horizon, candidates[0].aicc));
  const able = near.filter(({mean, total}) => [...mean, ...total].every(Number.isFinite));
  const weight = able.reduce((sum, one) => sum + one.weight, 0);
  return Array.from({length: horizon}, (_, i) => {
    const own = near.length ? near[0].variance[i] : 0;
    const all = able.reduce((sum, one) => sum + (one.weight / weight) * (one.total[i] + (one.mean[i] - near[0].mean[i]) ** 2), 0);
    return own > 0 && all > own ? Math.sqrt(all / own) : 1;
  });
}
