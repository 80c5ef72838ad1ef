/** Quantiles of Student's t distribution. Doubles. */
import {levelToZ} from "./normal.js";

/**
 * |t| that a t-distributed amount with `freedom` degrees stays within with `level` percent: G. W. Hill 1970, "Student's
 * t-quantiles", Communications of the ACM 13, algorithm 396 (six digits or better). `freedom` is a whole number from 1 on.
 */
export function levelToT(level: number, freedom: number): number {
  const key = `${level} ${freedom}`;
  return quantiles.get(key) ?? quantiles.set(key, quantile(level, freedom)).get(key)!;
}

/** Few levels are asked for, again and again. */
const quantiles = new Map<string, number>();

function quantile(level: number, freedom: number): number {
  const tail = 1 - level / 100;
  if (freedom === 1) return 1 / Math.tan((tail * Math.PI) / 2);
  if (freedom === 2) return Math.sqrt(2 / (tail * (2 - tail)) - 2);
  const a = 1 / (freedom - 0.5);
  const b = 48 / (a * a);
  let c = (((20700 * a) / b - 98) * a - 16) * a + 96.36;
  const d = ((94.5 / (b + c) - 3) / b + 1) * Math.sqrt((a * Math.PI) / 2) * freedom;
  let y = (d * tail) ** (2 / freedom);
  if (y > 0.05 + a) {
    const x = -levelToZ(level);
    y = x * x;
    if (freedom < 5) c += 0.3 * (freedom - 4.5) * (x + 0.6);
    c = (((0.05 * d * x - 5) * x - 7) * x - 2) * x + b + c;
    y = (((((0.4 * y + 6.3) * y + 36) * y + 94.5) / c - y - 3) / b + 1) * x;
    y = Math.expm1(a * y * y);
  } else {
    y = ((1 / (((freedom + 6) / (freedom * y) - 0.089 * d - 0.822) * (freedom + 2) * 3) + 0.5 / (freedom + 4)) * y - 1) * ((freedom + 1) / (freedom + 2)) + 1 / y;
  }
  return Math.sqrt(freedom * y);
}
