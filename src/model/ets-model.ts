/**
 * The exponential smoothing models and where their parameters may lie (Hyndman, Koehler, Ord & Snyder 2008,
 * "Forecasting with Exponential Smoothing"; below "HKOS"). Conventions are those of R's forecast::ets so that figures
 * can be compared: β and γ multiply the error directly (β ≤ α, γ ≤ 1 − α).
 */
import {Refusal} from "./refusal.js";

/** Error, trend (Ad = damped), season: all that is used here (15 of the 30 combinations). */
export const ETS_MODELS = ["ANN", "AAN", "AAdN", "MNN", "MAN", "MAdN", "ANA", "AAA", "AAdA", "MNA", "MAA", "MAdA", "MNM", "MAM", "MAdM"] as const;
export type EtsModel = (typeof ETS_MODELS)[number];

/** A model taken apart. `period` is 1 without season. */
export interface EtsSpec {
  model: EtsModel;
  error: "A" | "M";
  trend: "N" | "A";
  damped: boolean;
  season: "N" | "A" | "M";
  period: number;
}

/** Smoothing parameters; null where the model has none. */
export interface EtsParameters {
  alpha: number;
  beta: number | null;
  gamma: number | null;
  phi: number | null;
}

/** State before the first value. `season[i]` belongs to the i-th value of the cycle that starts with the first value. */
export interface EtsState {
  level: number;
  trend: number | null;
  season: number[] | null;
}

/** Longest season that is modelled, as in R. */
export const MAX_PERIOD = 24;

/** Throws a Refusal for a period that is not a whole number from 1 on. */
export function checkPeriod(period: number): void {
  if (!Number.isInteger(period) || period < 1) throw new Refusal(`the period is not a whole number of steps: ${period}`);
}

/** Takes a name such as "MAdM" apart. Throws a Refusal for a name that is not in the list or a season without a period. */
export function parseModel(model: string, period: number): EtsSpec {
  checkPeriod(period);
  const known = ETS_MODELS.find((name) => name === model);
  const parts = /^([AM])(N|A|Ad)([NAM])$/.exec(known ?? "");
  if (!known || !parts) throw new Refusal(`there is no model ${model} here, only ${ETS_MODELS.join(", ")}`);
  const season = parts[3] as EtsSpec["season"];
  if (season !== "N" && (period < 2 || period > MAX_PERIOD)) throw new Refusal(`model ${model} needs a period from 2 to ${MAX_PERIOD}: ${period}`);
  return {model: known, error: parts[1] as "A" | "M", trend: parts[2] === "N" ? "N" : "A", damped: parts[2] === "Ad", season, period: season === "N" ? 1 : period};
}

/** States that are estimated: level, trend, and one season less than the period (the last follows from their sum). */
export const stateCount = ({trend, season, period}: EtsSpec): number => 1 + (trend === "A" ? 1 : 0) + (season === "N" ? 0 : period - 1);

/** Smoothing parameters that are estimated. */
const smoothingCount = ({trend, damped, season}: EtsSpec): number => 1 + (trend === "A" ? 1 : 0) + (season === "N" ? 0 : 1) + (damped ? 1 : 0);

/** Everything estimated with the variance, as R counts for AIC. */
export const parameterCount = (spec: EtsSpec): number => stateCount(spec) + smoothingCount(spec) + 1;

const [LOW, HIGH] = [1e-4, 0.9999];
const [PHI_LOW, PHI_HIGH] = [0.8, 0.98];

/** A point u of the open space → parameters within R's "usual" bounds, which are reached (sin² of each coordinate). */
export function parametersAt({trend, damped, season}: EtsSpec, u: readonly number[]): EtsParameters {
  let at = 0;
  const between = (low: number, high: number) => low + Math.max(high - low, 0) * Math.sin(u[at++]) ** 2;
  const alpha = between(LOW, HIGH);
  const beta = trend === "A" ? between(LOW, alpha) : null;
  const gamma = season === "N" ? null : between(LOW, Math.max(1 - alpha, LOW));
  return {alpha, beta, gamma, phi: damped ? between(PHI_LOW, PHI_HIGH) : null};
}

/** The point of parameters given as parts (0 … 1) of their allowed ranges, in the order alpha, beta, gamma, phi. */
export const pointAt = (parts: readonly number[]): number[] => parts.map((part) => Math.asin(Math.sqrt(part)));

/** Whether all roots of p₀ + p₁z + … lie inside the unit circle (Schur–Cohn recursion). */
function isStable(coefficients: readonly number[]): boolean {
  let p = [...coefficients];
  while (p.length > 1) {
    const [low, high] = [p[0], p[p.length - 1]];
    if (!(Math.abs(low) < Math.abs(high))) return false;
    const ratio = low / high;
    p = p.slice(1).map((value, i) => value - ratio * p[p.length - 2 - i]);
  }
  return true;
}

/**
 * Whether old values lose their weight (HKOS chapter 10; Hyndman, Akram & Archibald 2008, "The admissible parameter
 * space for exponential smoothing models"; the polynomial of R). Without season the usual bounds suffice; without trend
 * the polynomial has a root at 1 that stands for nothing and is divided out.
 */
export function isAdmissible({trend, season, period: m}: EtsSpec, {alpha, beta, gamma, phi}: EtsParameters): boolean {
  if (season === "N") return true;
  const [b, g, f] = [beta ?? 0, gamma ?? 0, phi ?? 1];
  if (trend === "N") return isStable([alpha + g - 1, ...new Array<number>(m - 1).fill(alpha), 1]);
  const middle = alpha + b - alpha * f;
  return isStable([f * (1 - alpha - g), middle + g - 1, ...new Array<number>(m - 2).fill(middle), alpha + b - f, 1]);
}
