/**
 * The chain ladder with Mack's standard error (FORECASTING.md section 1, Mack 1993). One triangle per source, reporting
 * cadence and currency. Pure, on doubles; refuses (throws a `Refusal`) instead of guessing.
 */
import {checkTriangle, estimateDevelopment, lastKnownAge, project, sharesPaid, varianceOfSum, type Development, type Triangle} from "./mack.js";
import {levelToZ} from "./normal.js";
import {rootOrNull, type PaymentForecast} from "./payment-rows.js";
import {onlyNumbers} from "./refusal.js";

/** With fewer sale months than this, factors should be borrowed (`development`) or the forecast withheld. */
export const MIN_SALE_MONTHS = 4;

/** Row arrays have one entry per sale month, step arrays one per step between ages. Money in the triangle's currency. */
export interface ChainLadder extends Development, PaymentForecast {
  /** Share of the ultimate paid by each age, F(k) = 1 / cdf_k; 0 before the first payment. */
  shares: number[];
  /** Last known age of each sale month; −1 when it has not been reported. */
  ages: number[];
  latest: (number | null)[];
  /** latest × cdf; null for a sale month that has not been reported. */
  ultimates: (number | null)[];
  outstanding: (number | null)[];
  standardErrors: (number | null)[];
  /** Over the sale months that have been reported. */
  totalOutstanding: number;
  /** Null when too few sale months are known to judge the noise (two rows). */
  totalStandardError: number | null;
  /** Rows that a factor cannot carry: not reported, nothing paid or clawed back to ≤ 0, or younger than F = 0.5. Use `capeCod`. */
  needsExposure: number[];
  /** True when the factors come from elsewhere. */
  borrowed: boolean;
}

/**
 * Projects every sale month of a cumulative triangle to its ultimate. Clawbacks (falling amounts) are allowed; leading
 * columns in which nothing is paid are skipped. Null means not reported yet; never put 0 there. `sigmas` are σ_k, not
 * squared; a step that only one sale month knows (the last) follows Mack's rule.
 *
 * `development` replaces the triangle's own factors with borrowed ones, made by `estimateDevelopment` from the rows of
 * several triangles of the same platform and cadence; ages beyond it are taken as complete.
 * Throws a Refusal with its reason when there are no two rows, no two ages, or nothing was paid.
 */
export function chainLadder(triangle: Triangle, {development}: {development?: Development} = {}): ChainLadder {
  if (development === undefined) checkTriangle(triangle);
  const own = development ?? estimateDevelopment(triangle);
  const shares = sharesPaid(own);
  const end = shares.length - 1;
  const ages = triangle.map(lastKnownAge);
  const latest = triangle.map((row, i) => (ages[i] < 0 ? null : row[ages[i]]));
  const rows = latest.map((amount, i) => (amount === null ? null : project(own, amount, Math.min(ages[i], end), end)));
  const known = rows.filter((row) => row !== null);
  const ultimates = rows.map((row) => row?.value ?? null);
  const outstanding = rows.map((row, i) => (row === null ? null : row.value - (latest[i] ?? 0)));
  const outlook = rows.map((row, i) => row && {age: ages[i], latest: latest[i] ?? 0, ultimate: row.value, outstanding: row.value - (latest[i] ?? 0), exposure: null});
  return onlyNumbers({
    ...own, development: own, shares, ages, latest, ultimates, outstanding, rows: outlook,
    standardErrors: rows.map((row) => row && rootOrNull(varianceOfSum(own, [row]))),
    totalOutstanding: outstanding.reduce<number>((sum, amount) => sum + (amount ?? 0), 0),
    totalStandardError: rootOrNull(varianceOfSum(own, known)),
    needsExposure: latest.flatMap((amount, i) => (amount === null || amount <= 0 || shares[Math.min(ages[i], end)] < 0.5 ? [i] : [])),
    borrowed: development !== undefined
  });
}

/** A central range of an amount: `level` percent, money. */
export interface Range {
  level: number;
  lower: number;
  upper: number;
  distribution: "lognormal" | "normal";
}

/**
 * Ranges of the total outstanding R with standard error se: lognormal with σ² = ln(1 + (se/R)²) and mean R (Mack 1993,
 * section 4). When R ≤ 0 (net clawbacks) no lognormal exists and the normal range R ± z·se stands in. Null when se is unknown.
 */
export function outstandingRanges(outstanding: number, standardError: number | null, levels: readonly number[] = [80, 95]): Range[] | null {
  if (standardError === null) return null;
  return levels.map((level) => {
    const z = levelToZ(level);
    if (outstanding <= 0) return {level, lower: outstanding - z * standardError, upper: outstanding + z * standardError, distribution: "normal"};
    const variance = Math.log1p((standardError / outstanding) ** 2);
    const centre = Math.log(outstanding) - variance / 2;
    const reach = z * Math.sqrt(variance);
    return {level, lower: Math.exp(centre - reach), upper: Math.exp(centre + reach), distribution: "lognormal"};
  });
}
