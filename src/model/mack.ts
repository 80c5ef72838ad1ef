/**
 * Development of a cumulative triangle: factors and their noise (Mack 1993, "Distribution-free calculation of the
 * standard error of chain ladder reserve estimates", ASTIN Bulletin 23). Works on doubles, one currency.
 */
import {sumOf} from "./group.js";
import {onlyNumbers, Refusal} from "./refusal.js";

/** Cumulative amounts: row = sale month (oldest first, consecutive months), column = age in months, null = not known yet. */
export type Triangle = readonly (readonly (number | null)[])[];

/** What is learned from a triangle of K ages; all arrays have K − 1 entries, one per step k → k + 1. */
export interface Development {
  /** First age with a positive denominator. Steps before it hold factor 1, sigma 0 and denominator 0: nothing was paid yet. */
  firstColumn: number;
  /** f_k = ΣC[i,k+1] / ΣC[i,k]. */
  factors: number[];
  /** σ_k (not squared), in square roots of money; null when one sale month alone knows the step and no earlier one can lend. */
  sigmas: (number | null)[];
  /** S_k = ΣC[i,k], the denominator of f_k. */
  denominators: number[];
  /** Sale months that take part in f_k. */
  pairCounts: number[];
}

/** Age of the last known cell of a row; −1 when nothing is known. */
export const lastKnownAge = (row: readonly (number | null)[]): number => row.findLastIndex((cell) => cell !== null && cell !== undefined);

/** Checks every cell and returns the number of ages (columns) that at least one row knows. Throws a Refusal. */
export function checkTriangle(triangle: Triangle): number {
  if (triangle.length < 2) throw new Refusal("a triangle needs at least two sale months");
  triangle.forEach((row, i) =>
    row.forEach((cell, k) => {
      if (cell !== null && cell !== undefined && !Number.isFinite(cell)) throw new Refusal(`sale month ${i + 1} at age ${k} is not a finite number: ${cell}`);
    })
  );
  const columns = Math.max(...triangle.map(lastKnownAge)) + 1;
  if (columns === 0) throw new Refusal("nothing has been reported yet");
  if (columns === 1) throw new Refusal("every sale month is known at its first age only");
  return columns;
}

/** [C[i,k], C[i,k+1]] of the rows that know both and have something at age k. */
function pairsAt(triangle: Triangle, k: number): [number, number][] {
  const pairs: [number, number][] = [];
  for (const row of triangle) {
    const from = row[k] ?? null;
    const to = row[k + 1] ?? null;
    if (from !== null && to !== null && from > 0) pairs.push([from, to]);
  }
  return pairs;
}

/** Mack's last σ²: min(s₁⁴/s₂², s₁², s₂²) of the two steps before; of one step, that one; of none, null. */
function extrapolateVariance(before: number | null | undefined, twoBefore: number | null | undefined): number | null {
  if (before === null || before === undefined) return null;
  if (twoBefore === null || twoBefore === undefined) return before;
  return twoBefore === 0 ? 0 : Math.min(before ** 2 / twoBefore, before, twoBefore);
}

/**
 * Factors and sigmas of a triangle (ragged rows are fine). Throws a Refusal with its reason for fewer than two rows or
 * ages, when nothing was ever paid, or when a step is known for no sale month.
 */
export function estimateDevelopment(triangle: Triangle): Development {
  const steps = checkTriangle(triangle) - 1;
  const pairs = Array.from({length: steps}, (_, k) => pairsAt(triangle, k));
  const firstColumn = pairs.findIndex((list) => list.length > 0);
  if (firstColumn < 0) throw new Refusal("no sale month has a positive amount followed by a later report");
  const gap = pairs.findIndex((list, k) => k > firstColumn && list.length === 0);
  if (gap > 0) throw new Refusal(`no sale month with a positive amount is known at both ages ${gap} and ${gap + 1}`);
  const denominators = pairs.map((list) => sumOf(list, ([from]) => from));
  const factors = pairs.map((list, k) => (k < firstColumn ? 1 : sumOf(list, ([, to]) => to) / denominators[k]));
  const variances: (number | null)[] = [];
  pairs.forEach((list, k) => {
    if (k < firstColumn) variances.push(0);
    else if (list.length > 1) variances.push(sumOf(list, ([from, to]) => from * (to / from - factors[k]) ** 2) / (list.length - 1));
    else variances.push(extrapolateVariance(k > firstColumn ? variances[k - 1] : null, k > firstColumn + 1 ? variances[k - 2] : null));
  });
  return onlyNumbers({firstColumn, factors, sigmas: variances.map((v) => (v === null ? null : Math.sqrt(v))), denominators, pairCounts: pairs.map((list) => list.length)});
}

/** F(k), the share of the ultimate paid by age k = 0 … K − 1: 1 / (f_k · f_{k+1} · …), and 0 before the first payment. */
export function sharesPaid({factors, firstColumn}: Development): number[] {
  const shares = new Array<number>(factors.length + 1).fill(1);
  for (let k = factors.length - 1; k >= 0; k--) shares[k] = shares[k + 1] / factors[k];
  if (shares.some((share) => !Number.isFinite(share))) throw new Refusal("clawbacks took back everything that was paid at some age");
  return shares.map((share, k) => (k < firstColumn ? 0 : share));
}

/** Expected path of one row, and what its end is uncertain about. */
export interface Projection {
  value: number;
  /** Variance from the row's own future noise: Σ σ²_k Ĉ_k (f_{k+1}…)²; null when a sigma is unknown. */
  processVariance: number | null;
  /** ∂value/∂f_k for each step; errors of f_k move all rows together through it. */
  gradient: number[];
}

/** Carries the amount `start` at age `from` forward to age `to` (both within the triangle). */
export function project({factors, sigmas}: Development, start: number, from: number, to: number): Projection {
  const path = [start];
  for (let k = from; k < to; k++) path.push(path[k - from] * factors[k]);
  const gradient = new Array<number>(factors.length).fill(0);
  let processVariance: number | null = 0;
  let tail = 1;
  for (let k = to - 1; k >= from; k--) {
    const sigma = sigmas[k];
    gradient[k] = path[k - from] * tail;
    processVariance = processVariance === null || sigma === null ? null : processVariance + sigma ** 2 * Math.abs(path[k - from]) * tail ** 2;
    tail *= factors[k];
  }
  return {value: path[to - from], processVariance, gradient};
}

/**
 * Variance of a sum of projected rows: own noise adds, errors of the factors are common to all rows. With one row it is
 * Mack's se², with all of them his total including 2·U_i·U_j·Σσ²/(f²S). Null when a sigma it needs is unknown.
 */
export function varianceOfSum({sigmas, denominators}: Development, rows: readonly Projection[]): number | null {
  let variance = 0;
  for (const {processVariance} of rows) {
    if (processVariance === null) return null;
    variance += processVariance;
  }
  for (let k = 0; k < sigmas.length; k++) {
    const slope = sumOf(rows, (row) => row.gradient[k]);
    if (denominators[k] > 0) variance += ((sigmas[k] ?? 0) ** 2 / denominators[k]) * slope ** 2;
  }
  return variance;
}
