/**
 * Season of a series by robust periodic STL (Cleveland, Cleveland, McRae & Terpenning 1990, "STL: a seasonal-trend
 * decomposition procedure based on loess", Journal of Official Statistics 6). With a periodic season and one inner pass
 * the seasonal smoother is a weighted mean per position of the cycle and the low-pass filter of it is its mean, so both
 * are computed directly: O(n · trend window · passes). Agrees with R's stl(s.window = "periodic", robust = TRUE) within
 * the interpolation R does between loess points.
 */
import {median} from "./normal.js";

const ROBUST_PASSES = 15;

/** R's default trend window: the odd number from 1.5 periods on. */
const trendWindow = (period: number): number => 2 * Math.floor(Math.ceil(1.5 * period + 1e-9) / 2) + 1;

/** Local line at `at` over the `window` nearest points, tricube × given weights; null where all weights vanish. */
function loessAt(values: Float64Array, weights: Float64Array, at: number, window: number): number | null {
  const n = values.length;
  const left = Math.min(Math.max(at - (window >> 1), 0), Math.max(n - window, 0));
  const right = Math.min(left + window, n) - 1;
  const reach = Math.max(at - left, right - at) + (n < window ? (window - n) / 2 : 0);
  let [sw, sx, sy, sxx, sxy] = [0, 0, 0, 0, 0];
  for (let i = left; i <= right; i++) {
    const x = i - at;
    const d = Math.abs(x) / reach;
    if (weights[i] === 0 || d >= 0.999) continue;
    const w = weights[i] * (1 - d ** 3) ** 3;
    sw += w;
    sx += w * x;
    sy += w * values[i];
    sxx += w * x * x;
    sxy += w * x * values[i];
  }
  if (sw === 0) return null;
  const spread = sxx - (sx * sx) / sw;
  const slope = spread > 1e-6 * reach * reach * sw ? (sxy - (sx * sy) / sw) / spread : 0;
  return (sy - slope * sx) / sw;
}

/** Weighted mean per position of the cycle, centred on zero. */
function cycleMeans(values: Float64Array, trend: Float64Array, weights: Float64Array, period: number): number[] {
  const means = Array.from({length: period}, (_, p) => {
    let [sum, weight] = [0, 0];
    for (let i = p; i < values.length; i += period) {
      sum += weights[i] * (values[i] - trend[i]);
      weight += weights[i];
    }
    return weight > 0 ? sum / weight : null;
  });
  const known = means.filter((mean) => mean !== null);
  const centre = known.reduce((sum, mean) => sum + mean, 0) / known.length;
  return means.map((mean) => (mean === null ? 0 : mean - centre));
}

/** Biweight of the remainder against six times its median size; unknown points stay at 0. */
function biweights(remainder: Float64Array, known: Float64Array): Float64Array {
  const sizes = Array.from(remainder, Math.abs).filter((_, i) => known[i] > 0);
  const limit = 6 * median(sizes);
  return known.map((weight, i) => {
    const size = Math.abs(remainder[i]);
    if (weight === 0 || size > 0.999 * limit) return size <= 0.001 * limit ? weight : 0;
    return size <= 0.001 * limit ? 1 : (1 - (size / limit) ** 2) ** 2;
  });
}

/**
 * Seasonal component for the first `period` points (it repeats; sums to 0). `values` may hold null (unknown). Zeros when
 * the period is below 2 or fewer than two full cycles are known.
 */
export function periodicSeason(values: readonly (number | null)[], period: number): number[] {
  const season = new Array<number>(Math.max(period, 1)).fill(0);
  const known = Float64Array.from(values, (value) => (value === null ? 0 : 1));
  const count = known.reduce((sum, weight) => sum + weight, 0);
  if (period < 2 || count < 2 * period) return season;
  const y = Float64Array.from(values, (value) => value ?? 0);
  const trend = new Float64Array(y.length).fill(values.reduce<number>((sum, value) => sum + (value ?? 0), 0) / count);
  const window = trendWindow(period);
  let weights: Float64Array = known;
  let means = season;
  for (let pass = 0; pass <= ROBUST_PASSES; pass++) {
    means = cycleMeans(y, trend, weights, period);
    const adjusted = y.map((value, i) => value - means[i % period]);
    for (let i = 0; i < y.length; i++) trend[i] = loessAt(adjusted, weights, i, window) ?? trend[i];
    weights = biweights(adjusted.map((value, i) => value - trend[i]), known);
  }
  return means;
}
