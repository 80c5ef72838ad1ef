/** How long money takes: the share paid by age, corrected for months that are still open (FORECASTING.md section 1). */
import {estimateDevelopment, sharesPaid, type Development, type Triangle} from "./mack.js";

export interface PaymentPattern {
  /** F(k) for k = 0 … K − 1 months after the sale month; 1 at the last known age (there is no tail beyond it). */
  shares: number[];
  /** Share that arrives at age k: F(k) − F(k − 1). Negative where clawbacks outweigh payments. */
  increments: number[];
  /** Months after the sale month by which 50%, 80% and 95% of the money has arrived. */
  p50: number;
  p80: number;
  p95: number;
}

/** Smallest age (in months, linear between whole ages) at which the share paid reaches `share`; 0 when age 0 already has it. */
export function delayAt(shares: readonly number[], share: number): number {
  const k = shares.findIndex((paid) => paid >= share);
  if (k < 0) return shares.length - 1;
  return k === 0 ? 0 : k - 1 + (share - shares[k - 1]) / (shares[k] - shares[k - 1]);
}

/**
 * The delay distribution of a triangle, or of factors already estimated. F(k) = 1 / cdf_k weights all sale months by
 * value and is not biased towards fast payments as plain lags of what has arrived would be. Throws a Refusal as `chainLadder`.
 */
export function paymentPattern(source: Triangle | Development): PaymentPattern {
  const shares = sharesPaid("factors" in source ? source : estimateDevelopment(source));
  const increments = shares.map((share, k) => share - (k === 0 ? 0 : shares[k - 1]));
  return {shares, increments, p50: delayAt(shares, 0.5), p80: delayAt(shares, 0.8), p95: delayAt(shares, 0.95)};
}
