/**
 * Odd days and lasting changes of a daily series (FORECASTING.md section 3): log1p, weekly season by robust periodic
 * STL, running median of 21 days, MAD rule; then an exact partition into straight lines. Made for counts; doubles.
 */
import {optimalPartition} from "./change-points.js";
import {mad, median} from "./normal.js";
import {Refusal} from "./refusal.js";
import {periodicSeason} from "./stl.js";

const MEDIAN_WINDOW = 21;
const MIN_Z = 4.5;
const MIN_SIZE = 0.15;
const MIN_SEGMENT = 14;
/** Nothing is steadier than 1% a day; keeps z finite and exact series in one piece. The size rule decides below 3% anyway. */
const MIN_NOISE = 0.01;

export interface Anomaly {
  index: number;
  /** What the day would have been: running median with its weekday, on the scale of the values. */
  expected: number;
  /** Signed distance in robust standard deviations (MAD × 1.4826). */
  z: number;
  /** "zero": first ask whether a report is missing. */
  kind: "high" | "low" | "zero";
}

export interface Anomalies {
  anomalies: Anomaly[];
  /** First index of each new segment. */
  changePoints: number[];
}

const toLog = (value: number): number => Math.sign(value) * Math.log1p(Math.abs(value));
const fromLog = (value: number): number => Math.sign(value) * Math.expm1(Math.abs(value));

/** Distance of two counts in Poisson standard deviations (Anscombe 1948, "The transformation of Poisson, binomial and negative-binomial data"). */
const countDistance = (value: number, expected: number): number => 2 * Math.abs(Math.sqrt(Math.max(value, 0) + 3 / 8) - Math.sqrt(Math.max(expected, 0) + 3 / 8));

/** Median of the known values within ±10 days; the window is cut off at the ends. Null where it holds none. */
function runningMedian(values: readonly (number | null)[], window: number): (number | null)[] {
  const half = window >> 1;
  return values.map((_, i) => {
    const near = values.slice(Math.max(i - half, 0), i + half + 1).filter((value) => value !== null);
    return near.length === 0 ? null : median(near);
  });
}

/** Fills unknown values with the last known one (the next at the start). */
function carry(values: readonly (number | null)[]): number[] {
  let last = values.find((value) => value !== null) ?? 0;
  return values.map((value) => (last = value ?? last));
}

/** First index that counts: a new source starts at its first value that is not zero (when no value is negative). */
function firstIndex(values: readonly (number | null | undefined)[]): number {
  if (values.some((value) => (value ?? 0) < 0)) return values.findIndex((value) => value !== null && value !== undefined);
  return values.findIndex((value) => (value ?? 0) > 0);
}

/** Anomalies of a seasonally adjusted log series, and the series with them replaced. */
function judge(values: readonly (number | null)[], season: readonly number[], start: number): {anomalies: Anomaly[]; cleaned: number[]} {
  const logs = values.map((value) => (value === null ? null : toLog(value)));
  const adjusted = logs.map((value, i) => value === null ? null : value - season[i % season.length]);
  const level = carry(runningMedian(adjusted, MEDIAN_WINDOW));
  const rest = adjusted.map((value, i) => (value === null ? null : value - level[i]));
  const known = rest.filter((value) => value !== null);
  const centre = median(known);
  const scale = Math.max(mad(known), MIN_NOISE);
  // whole numbers are counts, and small counts scatter by chance more than their logs say
  const counts = values.every((value) => value === null || (Number.isInteger(value) && value >= 0));
  const anomalies: Anomaly[] = [];
  const cleaned = rest.map((r, i) => {
    const z = r === null ? 0 : (r - centre) / scale;
    if (r === null || Math.abs(z) <= MIN_Z || Math.abs(r) <= MIN_SIZE) return r === null ? level[i] : level[i] + r;
    const expected = fromLog(level[i] + season[i % season.length]);
    if (counts && countDistance(values[i]!, expected) <= MIN_Z) return level[i] + r;
    anomalies.push({index: start + i, expected, z, kind: values[i] === 0 ? "zero" : z > 0 ? "high" : "low"});
    return level[i];
  });
  return {anomalies, cleaned};
}

/**
 * Anomalies and change points of daily values (null = no report, never an anomaly; leading zeros are before the start).
 * `period` is the season's length (7; below 2 means none; it needs two full cycles). A day is odd when its distance from
 * the running median is over 4.5 robust deviations and over 0.15 in logs (about 16%), and for counts beyond what chance
 * alone (Poisson) does to so few. Change points: penalty 12σ²ln n,
 * σ = MAD(differences) / √2, segments of 14 days or more. Fewer than 14 known days: nothing can be said, both lists are
 * empty. Negative values use −log1p(−y). 10,000 days take about a second. Throws a Refusal for a value that is not finite.
 */
export function detectAnomalies(values: readonly (number | null | undefined)[], {period = 7}: {period?: number} = {}): Anomalies {
  const odd = values.findIndex((value) => value !== null && value !== undefined && !Number.isFinite(value));
  if (odd >= 0) throw new Refusal(`value ${odd + 1} is not a finite number: ${values[odd]}`);
  if (!Number.isInteger(period) || period < 1) throw new Refusal(`the period is not a whole number of steps: ${period}`);
  const start = firstIndex(values);
  const used = start < 0 ? [] : values.slice(start).map((value) => value ?? null);
  if (used.filter((value) => value !== null).length < MIN_SEGMENT) return {anomalies: [], changePoints: []};
  const season = periodicSeason(used.map((value) => (value === null ? null : toLog(value))), period);
  const {anomalies, cleaned} = judge(used, season, start);
  const noise = Math.max(mad(cleaned.slice(1).map((value, i) => value - cleaned[i])) / Math.SQRT2, MIN_NOISE);
  const changePoints = optimalPartition(cleaned, 12 * noise ** 2 * Math.log(cleaned.length), MIN_SEGMENT);
  return {anomalies, changePoints: changePoints.map((index) => start + index)};
}
