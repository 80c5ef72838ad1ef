/** Point forecasts and their theoretical variances, parameters and states taken for known (HKOS chapter 6). */
import type {EtsParameters, EtsSpec, EtsState} from "./ets-model.js";

/** φ + φ² + … + φ^h for h = 1 … horizon (h itself without damping). */
export function dampedSums(phi: number, horizon: number): number[] {
  const sums: number[] = [];
  for (let h = 1, power = 1, sum = 0; h <= horizon; h++) sums.push((sum += power *= phi));
  return sums;
}

/** level + trend·(φ + … + φ^h), then + or × the season of that step. */
export function pointForecasts({season: kind, period}: EtsSpec, {phi}: EtsParameters, {level, trend, season}: EtsState, horizon: number): number[] {
  return dampedSums(phi ?? 1, horizon).map((steps, i) => {
    const base = level + (trend ?? 0) * steps;
    if (season === null) return base;
    return kind === "M" ? base * season[i % period] : base + season[i % period];
  });
}

/** c_j, the effect of an error on the value j steps later: α + β(φ + … + φ^j), + γ at whole cycles. */
function errorEffects({season, period}: EtsSpec, {alpha, beta, gamma, phi}: EtsParameters, horizon: number): number[] {
  return dampedSums(phi ?? 1, horizon).map((steps, i) => alpha + (beta ?? 0) * steps + (season !== "N" && (i + 1) % period === 0 ? (gamma ?? 0) : 0));
}

/** (1 + σ²)θ_h with θ_h = μ_h² + σ²·Σ c_j²·θ_{h−j}: the mean square of a sum of states with multiplicative error. */
function meanSquares(means: readonly number[], squares: readonly number[], sigma2: number): number[] {
  const theta: number[] = [];
  return means.map((mu, i) => {
    let sum = 0;
    for (let j = 1; j <= i; j++) sum += squares[j - 1] * theta[i - j];
    theta.push(mu * mu + sigma2 * sum);
    return (1 + sigma2) * theta[i];
  });
}

/**
 * Variances at given parameters around the point forecasts `mean`. Additive error: σ²(1 + Σc_j²). Multiplicative error:
 * (1 + σ²)θ_h − μ_h². Multiplicative season: the same of level and trend alone, with (1 + γ²σ²) for every whole cycle,
 * × season² (HKOS tables 6.1 and 6.2, classes 1 to 3; the last is exact for one cycle and close after it).
 */
export function modelVariances(spec: EtsSpec, parameters: EtsParameters, mean: readonly number[], sigma2: number, season: readonly number[] | null = null): number[] {
  const squares = errorEffects({...spec, season: spec.season === "M" ? "N" : spec.season}, parameters, mean.length).map((c) => c * c);
  if (spec.error === "A") {
    let sum = 1;
    return mean.map((_, i) => sigma2 * (i === 0 ? sum : (sum += squares[i - 1])));
  }
  const seasons = mean.map((_, i) => (spec.season === "M" && season ? season[i % spec.period] : 1));
  const bases = mean.map((mu, i) => mu / seasons[i]);
  const cycle = spec.season === "M" ? 1 + (parameters.gamma ?? 0) ** 2 * sigma2 : 1;
  return meanSquares(bases, squares, sigma2).map((square, i) => seasons[i] ** 2 * (square * cycle ** Math.floor(i / spec.period) - bases[i] ** 2));
}
