/**
 * A yearly season from few years: one sine wave of the logs, where a season of twelve months would need more history
 * than there is (dynamic harmonic regression with one pair: Hyndman & Athanasopoulos 2021, "Forecasting: principles and
 * practice", section 10.5). It is read off the monthly changes, so that a wandering level does not pass for a season.
 */
import {solveSymmetric} from "./cholesky.js";

/** Months between two known ones that a fit needs: two cycles. */
const LEAST_CHANGES = 20;
/** AICc that the wave must save: noise alone saves this much about once in thirty series. */
const WORTH = 6;
const YEAR = 12;

export interface YearlyWave {
  /** Log of the season in month t (0 = the first value). */
  at: (t: number) => number;
  /** Standard error of at(t) − at(from). */
  errorSince: (from: number, t: number) => number;
}

const angle = (t: number): number => (2 * Math.PI * t) / YEAR;
const pair = (t: number): [number, number] => [Math.sin(angle(t)), Math.cos(angle(t))];

/** −2·log-likelihood with AICc's penalty for `count` normal changes with this sum of squares. */
function criterion(squares: number, count: number, parameters: number): number {
  return count * Math.log(squares / count) + 2 * parameters + (2 * parameters * (parameters + 1)) / (count - parameters - 1);
}

/** Least squares; coefficients, Σ residual² and (X'X)⁻¹ column by column. */
function regress(rows: readonly number[][], y: readonly number[]): {coefficients: Float64Array; squares: number; inverse: Float64Array[]} {
  const size = rows[0].length;
  const gram = Float64Array.from({length: size * size}, (_, at) => rows.reduce((sum, row) => sum + row[Math.floor(at / size)] * row[at % size], 0));
  const solve = (right: Float64Array): Float64Array => {
    solveSymmetric(Float64Array.from(gram), right, size);
    return right;
  };
  const coefficients = solve(Float64Array.from({length: size}, (_, k) => rows.reduce((sum, row, i) => sum + row[k] * y[i], 0)));
  const squares = rows.reduce((sum, row, i) => sum + (y[i] - row.reduce((fit, x, k) => fit + x * coefficients[k], 0)) ** 2, 0);
  return {coefficients, squares, inverse: Array.from({length: size}, (_, k) => solve(Float64Array.from({length: size}, (_value, i) => (i === k ? 1 : 0))))};
}

/** The wave of monthly values (null or ≤ 0 = unknown), pulled towards none by its own noise; null where nothing speaks for one. */
export function yearlyWave(values: readonly (number | null)[]): YearlyWave | null {
  const logs = values.map((value) => (value !== null && value > 0 ? Math.log(value) : null));
  const steps = logs.flatMap((log, t) => (t > 0 && log !== null && logs[t - 1] !== null ? [{t, change: log - logs[t - 1]!}] : []));
  if (steps.length < LEAST_CHANGES) return null;
  const changes = steps.map(({change}) => change);
  const mean = changes.reduce((sum, change) => sum + change, 0) / changes.length;
  const plain = changes.reduce((sum, change) => sum + (change - mean) ** 2, 0);
  const {coefficients, squares, inverse} = regress(steps.map(({t}) => [1, pair(t)[0] - pair(t - 1)[0], pair(t)[1] - pair(t - 1)[1]]), changes);
  if (!(squares > 0) || criterion(plain, steps.length, 2) - criterion(squares, steps.length, 4) < WORTH) return null;
  const noise = squares / (steps.length - 3);
  // James & Stein: two coefficients, each blurred by the noise
  const keep = Math.max(1 - (2 * noise) / (plain - squares), 0);
  return {
    at: (t) => keep * (coefficients[1] * pair(t)[0] + coefficients[2] * pair(t)[1]),
    errorSince: (from, t) => {
      const d = [0, pair(t)[0] - pair(from)[0], pair(t)[1] - pair(from)[1]];
      return Math.sqrt(noise * d.reduce((sum, u, i) => sum + u * d.reduce((row, v, k) => row + v * inverse[i][k], 0), 0));
    }
  };
}
