/** Money as it is printed: whole cents whose parts add up. Pure. */

/** Nearest whole cent, halves away from zero (as DuckDB's round). */
export const toCents = (amount: number): number => Math.sign(amount) * Math.round(Math.abs(amount) * 100 + 1e-9) + 0;

/**
 * Whole cents for parts so that they sum to `total` cents: every part is rounded down and the cents left over go to
 * the largest remainders (the earlier part on a tie). A part that is zero stays zero unless all of them are.
 */
export function allocateCents(total: number, parts: readonly number[]): number[] {
  if (parts.length === 0) return [];
  const scaled = parts.map((part) => part * 100);
  const cents = scaled.map((part) => Math.floor(part + 1e-9));
  const all = scaled.map((part, i) => ({i, part, rest: part - cents[i]})).sort((a, b) => b.rest - a.rest || a.i - b.i);
  const nonZero = all.filter(({part}) => Math.abs(part) > 1e-6);
  const order = nonZero.length ? nonZero : all;
  let left = total - cents.reduce((a, b) => a + b, 0);
  for (let step = 0; left !== 0; step = (step + 1) % order.length) {
    const at = left > 0 ? order[step].i : order[order.length - 1 - step].i;
    cents[at] += Math.sign(left);
    left -= Math.sign(left);
  }
  return cents.map((cent) => cent + 0);
}
