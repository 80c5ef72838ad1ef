/**
 * One shape for what `chainLadder` and `capeCod` expect, so that cash by month, fans and hindsight treat them alike.
 * Ladder rows carry Mack's variance. Exposure rows carry what the same blend missed for older months at the same age
 * (own construction; like Mack 2008, "The prediction error of Bornhuetter/Ferguson", ASTIN Bulletin 38, it takes
 * payments after the age as independent of each other), plus the errors of the factors and of the rate, common to all.
 */
import {project, varianceOfSum, type Development, type Projection} from "./mack.js";

/** One sale month: what is known and what is expected, in money. */
export interface PaymentRow {
  /** Last known age in months; −1 when nothing has been reported, −h for a sale month h − 1 months ahead. */
  age: number;
  latest: number;
  ultimate: number;
  outstanding: number;
  /** Rows that lean on exposure. Null: ladder. */
  exposure: ExposureError | null;
}

/** What can be wrong about money expected from streams, as standard deviations in money; null = unknown. */
export interface ExposureError {
  /** Of this month alone. */
  deviation: number | null;
  /** Of the rate, which all months expected from it share: it moves them alike. */
  common: number | null;
  /** ∂outstanding/∂f_k, one for each step. */
  slopes: readonly number[];
  /** By age: what money may come later or sooner than that age, over and above its share of `deviation`. */
  timing: readonly number[];
}

export interface PaymentForecast {
  development: Development;
  /** F(k), last entry 1. */
  shares: readonly number[];
  /** Null: no expectation is possible for that sale month. */
  rows: readonly (PaymentRow | null)[];
}

/** F at any age: 0 before the sale month, 1 after the last known age. */
export const shareAt = (shares: readonly number[], age: number): number => (age < 0 ? 0 : age >= shares.length ? 1 : shares[age]);

/** Money expected between two ages (the row's own age or later): outstanding · ΔF / (1 − F(age)), so that all of it adds up. */
export function expectedBetween(shares: readonly number[], row: PaymentRow, from: number, to: number): number {
  const open = 1 - shareAt(shares, row.age);
  const step = shareAt(shares, to) - shareAt(shares, from);
  return Math.abs(open) > 1e-9 ? (row.outstanding * step) / open : row.ultimate * step;
}

/** A row and the age up to which its payments are counted. */
export interface Until {
  row: PaymentRow;
  to: number;
}

/** Part of the money open at the row's age that is due until `to`, 0 … 1. */
export function duePart(shares: readonly number[], row: PaymentRow, to: number): number {
  const open = 1 - shareAt(shares, row.age);
  return open === 0 ? 0 : Math.min(Math.max((shareAt(shares, to) - shareAt(shares, row.age)) / open, 0), 1);
}

/** A row's money until `to` as a projection: its own noise, and how it moves with each factor. */
function projectionOf({development, shares}: PaymentForecast, {row, to}: Until): Projection {
  const last = Math.min(Math.max(to, 0), shares.length - 1);
  const from = Math.min(Math.max(row.age, development.firstColumn), last);
  if (!row.exposure) return project(development, row.ultimate * shares[from], from, last);
  const part = duePart(shares, row, to);
  return {value: row.outstanding * part, processVariance: 0, gradient: row.exposure.slopes.map((slope) => slope * part)};
}

/** Variance of the money that the rows bring until the given ages. Null when a sigma or a deviation that it needs is unknown. */
export function varianceUntil(forecast: PaymentForecast, parts: readonly Until[]): number | null {
  let [own, common] = [0, 0];
  for (const {row, to} of parts) {
    if (!row.exposure) continue;
    if (row.exposure.deviation === null || row.exposure.common === null) return null;
    const part = duePart(forecast.shares, row, to);
    own += row.exposure.deviation ** 2 * part + (row.exposure.timing[to] ?? 0) ** 2;
    common += row.exposure.common * part;
  }
  const ladder = varianceOfSum(forecast.development, parts.map((part) => projectionOf(forecast, part)));
  return ladder === null ? null : ladder + own + common ** 2;
}

/** Square root that passes "unknown" on. */
export const rootOrNull = (variance: number | null): number | null => (variance === null ? null : Math.sqrt(variance));
