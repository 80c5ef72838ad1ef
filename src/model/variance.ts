/**
 * Why actual differs from expected: cells of the `reconciliation` mart rolled up over platforms, with the volume
 * effect split into quantity and mix (DOMAIN.md section 4). Pure; amounts are numbers in one currency.
 */

import {allocateCents, toCents} from "./cents.js";

export {allocateCents, toCents} from "./cents.js";
export {decomposeVariance, shownEffects, varianceBridge, type RateCell} from "./variance-effects.js";

const reconciliationStatuses = ["MATCHED", "VARIANCE", "AWAITING", "NO_STATEMENT", "NO_FEED"] as const;
export type ReconciliationStatus = (typeof reconciliationStatuses)[number];

/** The columns of `reconciliation` that a roll-up reads. Expected is null for NO_FEED, actual for NO_STATEMENT. */
export interface VarianceCell {
  currency: string;
  status: ReconciliationStatus;
  expected_units: number | null;
  expected_rate: number | null;
  expected: number | null;
  actual_units: number | null;
  gross: number | null;
  fees: number | null;
}

/** Expected + volume + rate + fees = actual; quantity + mix = volume. Units are plays or sales, amounts money. */
export interface VarianceTotal {
  cell_count: number;
  currency: string | null;
  expected_units: number;
  actual_units: number;
  expected_rate: number;
  expected: number;
  actual: number;
  variance: number;
  variance_pct: number | null;
  volume: number;
  quantity: number;
  mix: number;
  rate: number;
  fees: number;
}

/** Uncovered cells have only one side, so they are never part of a variance. */
export const isUncovered = (status: ReconciliationStatus): boolean => status === "NO_STATEMENT" || status === "NO_FEED";

/** Sorts cells into those that can be judged, those still to come, and those with one side only. */
export function splitCells<T extends {status: ReconciliationStatus}>(cells: Iterable<T>): {compared: T[]; awaiting: T[]; uncovered: T[]} {
  const out: {compared: T[]; awaiting: T[]; uncovered: T[]} = {compared: [], awaiting: [], uncovered: []};
  for (const cell of cells) {
    if (isUncovered(cell.status)) out.uncovered.push(cell);
    else if (cell.status === "AWAITING") out.awaiting.push(cell);
    else out.compared.push(cell);
  }
  return out;
}

/**
 * Rolls covered cells up over platforms (and months or distributors, as the caller groups them).
 * R_exp = Σ expected ÷ Q_exp; quantity = (Q_act − Q_exp) × R_exp; mix = volume − quantity.
 * Uncovered cells are skipped. Throws when cells of two currencies are given.
 */
export function rollUpVariance(cells: Iterable<VarianceCell>): VarianceTotal {
  const sum = {cell_count: 0, expected_units: 0, actual_units: 0, expected: 0, at_expected_rate: 0, gross: 0, fees: 0};
  let currency: string | null = null;
  for (const cell of cells) {
    if (isUncovered(cell.status)) continue;
    if (currency !== null && currency !== cell.currency) throw new Error(`currencies do not add: ${currency}, ${cell.currency}`);
    currency = cell.currency;
    sum.cell_count += 1;
    sum.expected_units += cell.expected_units ?? 0;
    sum.actual_units += cell.actual_units ?? 0;
    sum.expected += cell.expected ?? 0;
    sum.at_expected_rate += (cell.actual_units ?? 0) * (cell.expected_rate ?? 0);
    sum.gross += cell.gross ?? 0;
    sum.fees += cell.fees ?? 0;
  }
  const expected_rate = sum.expected_units === 0 ? 0 : sum.expected / sum.expected_units;
  const actual = sum.gross + sum.fees;
  const volume = sum.at_expected_rate - sum.expected;
  const quantity = (sum.actual_units - sum.expected_units) * expected_rate;
  return {
    cell_count: sum.cell_count, currency, expected_units: sum.expected_units, actual_units: sum.actual_units, expected_rate,
    expected: sum.expected, actual, variance: actual - sum.expected,
    variance_pct: sum.expected === 0 ? null : ((actual - sum.expected) / sum.expected) * 100,
    volume, quantity, mix: volume - quantity, rate: sum.gross - sum.at_expected_rate, fees: sum.fees
  };
}

/** A total as it is printed, in whole cents. Every line of it adds up: see `shownVariance`. */
export interface ShownVariance {
  expected: number;
  actual: number;
  variance: number;
  volume: number;
  quantity: number;
  mix: number;
  rate: number;
  fees: number;
}

/**
 * Whole cents to print: expected and actual are rounded, variance = actual − expected as printed (so it can differ
 * by a cent from the exact variance rounded), volume + rate + fees = variance and quantity + mix = volume.
 */
export function shownVariance(total: Pick<VarianceTotal, keyof ShownVariance>): ShownVariance {
  const expected = toCents(total.expected);
  const actual = toCents(total.actual);
  const variance = actual - expected + 0;
  const [volume, rate, fees] = allocateCents(variance, [total.volume, total.rate, total.fees]);
  const [quantity, mix] = allocateCents(volume, [total.quantity, total.mix]);
  return {expected, actual, variance, volume, quantity, mix, rate, fees};
}
