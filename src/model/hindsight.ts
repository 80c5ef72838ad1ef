/** What the method would have said some months ago, against what came (FORECASTING.md section 1). */
import {capeCod} from "./cape-cod.js";
import {chainLadder} from "./ladder.js";
import {lastKnownAge, type Triangle} from "./mack.js";
import {expectedBetween, rootOrNull, varianceUntil, type PaymentForecast, type Until} from "./payment-rows.js";
import {onlyNumbers, Refusal} from "./refusal.js";

/** One sale month that reported since then. Money in the triangle's currency. */
export interface HindsightRow {
  /** Index of the sale month. */
  row: number;
  fromAge: number;
  toAge: number;
  /** Cumulative then; what was expected by now; what is known now. */
  before: number;
  expected: number;
  actual: number;
}

export interface Hindsight {
  /** Diagonals (report months) that were hidden from the fit. */
  drop: number;
  rows: HindsightRow[];
  /** Money expected to arrive in the hidden months, and what arrived, over `rows`. */
  expected: number;
  actual: number;
  /** actual − expected, and the same as a share of expected (null when nothing was expected). */
  error: number;
  errorShare: number | null;
  /** Standard error of `expected` as it would have been shown then, and error / standard error; null when unknown or 0. */
  standardError: number | null;
  z: number | null;
  /** Sale months that had not reported then and that the fit (without streams) could not expect. */
  unexpected: {row: number; actual: number}[];
}

/** The triangle as it was `drop` report months ago: row = consecutive sale months, so row + age is the report month. */
export function dropDiagonals(triangle: Triangle, drop: number): (number | null)[][] {
  const newest = Math.max(...triangle.map((row, i) => (lastKnownAge(row) < 0 ? -Infinity : i + lastKnownAge(row))));
  return triangle.map((row, i) => row.map((cell, k) => (i + k > newest - drop ? null : cell)));
}

/** Pairs each sale month's report of today with what was expected of it. */
function compare(triangle: Triangle, forecast: PaymentForecast): Pick<Hindsight, "rows" | "unexpected"> & {parts: Until[]} {
  const rows: HindsightRow[] = [];
  const unexpected: Hindsight["unexpected"] = [];
  const parts: Until[] = [];
  triangle.forEach((cells, i) => {
    const toAge = lastKnownAge(cells);
    const row = forecast.rows[i];
    const actual = toAge < 0 ? null : cells[toAge];
    if (actual === null || (row !== null && row.age >= toAge)) return;
    if (row === null) unexpected.push({row: i, actual});
    else {
      const expected = row.latest + expectedBetween(forecast.shares, row, row.age, toAge);
      rows.push({row: i, fromAge: row.age, toAge, before: row.latest, expected, actual});
      parts.push({row, to: toAge});
    }
  });
  return {rows, unexpected, parts};
}

/** `drop`: report months to hide; `streams` and `memory` as in `capeCod`. */
export interface HindsightOptions {
  drop?: number;
  streams?: readonly (number | null)[];
  memory?: number | "learned";
}

/**
 * Hides the last `drop` report months, refits, and compares what was expected for them with what came. Rows must be
 * consecutive sale months. With `streams` (one per sale month, as known then) months that had not reported are judged too.
 * Throws a Refusal with its reason when the triangle was too thin then, or `drop` is not a positive whole number.
 */
export function hindsight(triangle: Triangle, {drop = 1, streams, memory}: HindsightOptions = {}): Hindsight {
  if (!Number.isInteger(drop) || drop < 1) throw new Refusal(`hindsight needs a whole number of months to hide: ${drop}`);
  const forecast: PaymentForecast = streams ? capeCod(dropDiagonals(triangle, drop), streams, {memory}) : chainLadder(dropDiagonals(triangle, drop));
  const {rows, unexpected, parts} = compare(triangle, forecast);
  const expected = rows.reduce((sum, row) => sum + row.expected - row.before, 0);
  const actual = rows.reduce((sum, row) => sum + row.actual - row.before, 0);
  const standardError = rootOrNull(varianceUntil(forecast, parts));
  const error = actual - expected;
  return onlyNumbers({
    drop, rows, expected, actual, error, errorShare: expected === 0 ? null : error / expected,
    standardError, z: standardError ? error / standardError : null, unexpected
  });
}
