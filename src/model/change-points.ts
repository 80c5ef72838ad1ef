/**
 * Where a series changes level or slope: exact optimal partition with a straight line per segment (Jackson et al. 2005,
 * "An algorithm for optimal partitioning of data on an interval"; pruned as in Killick, Fearnhead & Eckley 2012, PELT).
 */

/** Σ(y − line)² of any stretch in O(1), from running sums. */
function lineCost(values: ArrayLike<number>): (from: number, to: number) => number {
  const n = values.length;
  let mean = 0;
  for (let i = 0; i < n; i++) mean += values[i] / n;
  const [y, iy, yy] = [new Float64Array(n + 1), new Float64Array(n + 1), new Float64Array(n + 1)];
  for (let i = 0; i < n; i++) {
    const value = values[i] - mean;
    y[i + 1] = y[i] + value;
    iy[i + 1] = iy[i] + i * value;
    yy[i + 1] = yy[i] + value * value;
  }
  return (from, to) => {
    const count = to - from;
    const sum = y[to] - y[from];
    const cross = iy[to] - iy[from] - ((from + to - 1) / 2) * sum;
    const spread = (count * (count * count - 1)) / 12;
    return Math.max(yy[to] - yy[from] - (sum * sum) / count - (spread > 0 ? (cross * cross) / spread : 0), 0);
  };
}

/**
 * Indices at which a new segment starts (ascending, without 0), minimising Σ squared distance to the lines + `penalty`
 * per segment, each segment at least `minSegment` long. Exact. O(n²) time at worst (10,000 points: about a second),
 * less where pruning helps; O(n) memory.
 */
export function optimalPartition(values: ArrayLike<number>, penalty: number, minSegment: number): number[] {
  const n = values.length;
  if (n < 2 * minSegment) return [];
  const cost = lineCost(values);
  const best = new Float64Array(n + 1).fill(Infinity);
  best[0] = -penalty;
  const from = new Int32Array(n + 1);
  const expiry = new Int32Array(n + 1).fill(n + 1);
  let candidates: number[] = [];
  for (let t = minSegment; t <= n; t++) {
    const start = t - minSegment;
    if (best[start] < Infinity) candidates.push(start);
    let pruned = false;
    for (const s of candidates) {
      if (expiry[s] <= t) {
        pruned = true;
        continue;
      }
      const total = best[s] + cost(s, t) + penalty;
      if (total < best[t]) {
        best[t] = total;
        from[t] = s;
      }
    }
    // what is no better than a cut at t stays so once a segment fits after t
    for (const s of candidates) if (expiry[s] > t + minSegment && best[s] + cost(s, t) >= best[t]) expiry[s] = t + minSegment;
    if (pruned) candidates = candidates.filter((s) => expiry[s] > t);
  }
  const cuts: number[] = [];
  for (let t = from[n]; t > 0; t = from[t]) cuts.push(t);
  return cuts.reverse();
}
