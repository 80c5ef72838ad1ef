/** How much wider ranges must be than the model says (FORECASTING.md section 2). */
import {levelToZ, sortedQuantile} from "./normal.js";

/** Factor on the half-width of the range at `level` percent. */
export interface Calibration {
  level: number;
  factor: number;
}

/** Past values that weigh as much as the prior. */
const PRIOR_WEIGHT = 60;

/** What ranges lack that already hold the uncertainty of the estimation; those of theory lack 1.11 and 1.30 (FORECASTING.md). */
const LACK = {80: 1.02, 95: 1.08};

/** Usual factor: 1.02 at 80%, 1.08 at 95%, on a line in z for other levels, never below 1. */
export function priorFactor(level: number): number {
  const [z80, z95] = [levelToZ(80), levelToZ(95)];
  return Math.max(LACK[80] + ((levelToZ(level) - z80) / (z95 - z80)) * (LACK[95] - LACK[80]), 1);
}

/**
 * Factors for the half-widths from the own past: `reaches[level]` holds |error| ÷ half-width of the model's range for
 * each past forecast; their level-quantile is weighted n / (n + 60) against the prior. n is the number of different
 * `values` that were forecast (default: every forecast had one of its own): forecasts of the same value from several
 * origins err together and are no evidence of their own.
 */
export function calibrateIntervals(levels: readonly number[], reaches: readonly (readonly number[])[], values = Infinity): Calibration[] {
  return levels.map((level, i) => {
    const sorted = Float64Array.from(reaches[i].filter(Number.isFinite)).sort();
    const count = Math.min(sorted.length, values);
    const weight = count / (count + PRIOR_WEIGHT);
    const own = sorted.length ? sortedQuantile(sorted, level / 100) : 0;
    return {level, factor: weight * own + (1 - weight) * priorFactor(level)};
  });
}
