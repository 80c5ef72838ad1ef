/** The few figures that the bench takes from repeated measurements. */

/** The middle value, or the mean of the two in the middle; throws on an empty list. */
export function median(values: readonly number[]): number {
  if (!values.length) throw new Error("median of nothing");
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
}

/** One measurement of the yardstick and the one right after it of what is measured, in the same unit. */
export type Pair = {bare: number; measured: number};
export type Comparison = {bare: number; measured: number; ratio: number; ratios: number[]};

/**
 * Medians of both sides, and the median of the pairs' own ratios: what slows the machine for a while slows both
 * runs of a pair, so that their ratio says more than that of two medians.
 */
export function compare(pairs: readonly Pair[]): Comparison {
  const ratios = pairs.map(({bare, measured}) => measured / bare);
  return {bare: median(pairs.map(({bare}) => bare)), measured: median(pairs.map(({measured}) => measured)), ratio: median(ratios), ratios};
}

/** Runs both sides in turn, `count` times after one turn that does not count. */
export async function alternate<B, M>(count: number, bare: () => Promise<B>, measured: () => Promise<M>): Promise<{bare: B; measured: M}[]> {
  const turns: {bare: B; measured: M}[] = [];
  for (let i = 0; i <= count; ++i) {
    const turn = {bare: await bare(), measured: await measured()};
    if (i > 0) turns.push(turn);
  }
  return turns;
}
