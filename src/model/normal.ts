/** The normal distribution and a seeded generator, for ranges and simulations. Doubles, no state outside the closures. */

const poly = (coefficients: readonly number[], x: number): number => coefficients.reduceRight((sum, c) => sum * x + c, 0);

const CENTRE = [
  [3.3871328727963666080e0, 1.3314166789178437745e2, 1.9715909503065514427e3, 1.3731693765509461125e4, 4.5921953931549871457e4, 6.7265770927008700853e4, 3.3430575583588128105e4, 2.5090809287301226727e3],
  [1, 4.2313330701600911252e1, 6.8718700749205790830e2, 5.3941960214247511077e3, 2.1213794301586595867e4, 3.9307895800092710610e4, 2.8729085735721942674e4, 5.2264952788528545610e3]
];
const TAIL = [
  [1.42343711074968357734e0, 4.63033784615654529590e0, 5.76949722146069140550e0, 3.64784832476320460504e0, 1.27045825245236838258e0, 2.41780725177450611770e-1, 2.27238449892691845833e-2, 7.74545014278341407640e-4],
  [1, 2.05319162663775882187e0, 1.67638483018380384940e0, 6.89767334985100004550e-1, 1.48103976427480074590e-1, 1.51986665636164571966e-2, 5.47593808499534494600e-4, 1.05075007164441684324e-9]
];
const FAR_TAIL = [
  [6.65790464350110377720e0, 5.46378491116411436990e0, 1.78482653991729133580e0, 2.96560571828504891230e-1, 2.65321895265761230930e-2, 1.24266094738807843860e-3, 2.71155556874348757815e-5, 2.01033439929228813265e-7],
  [1, 5.99832206555887937690e-1, 1.36929880922735805310e-1, 1.48753612908506148525e-2, 7.86869131145613259100e-4, 1.84631831751005468180e-5, 1.42151175831644588870e-7, 2.04426310338993978564e-15]
];

/** The z with Φ(z) = p, relative error about 1e-16 (Wichura 1988, AS 241). Throws when p is not between 0 and 1. */
export function normalQuantile(p: number): number {
  if (!(p > 0 && p < 1)) throw new Error(`probability not between 0 and 1: ${p}`);
  const q = p - 0.5;
  if (Math.abs(q) <= 0.425) {
    const r = 0.180625 - q * q;
    return (q * poly(CENTRE[0], r)) / poly(CENTRE[1], r);
  }
  const r = Math.sqrt(-Math.log(q < 0 ? p : 1 - p));
  const [top, bottom, shift] = r <= 5 ? [TAIL[0], TAIL[1], 1.6] : [FAR_TAIL[0], FAR_TAIL[1], 5];
  return (Math.sign(q) * poly(top, r - shift)) / poly(bottom, r - shift);
}

/** Half-width in standard deviations of the central interval at `level` percent: 95 → 1.96. */
export function levelToZ(level: number): number {
  if (!(level > 0 && level < 100)) throw new Error(`level not between 0 and 100: ${level}`);
  return normalQuantile(0.5 + level / 200);
}

/** Uniform numbers in (0, 1), the same for the same seed everywhere (mulberry32, public domain). */
export function seededUniform(seed: number): () => number {
  let state = seed | 0;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return (((t ^ (t >>> 14)) >>> 0) + 0.5) / 4294967296;
  };
}

/** Standard normal numbers, the same for the same seed everywhere (inverse of the distribution function). */
export function seededNormal(seed: number): () => number {
  const uniform = seededUniform(seed);
  return () => normalQuantile(uniform());
}

/** The p-quantile of numbers sorted ascending, linear between order statistics (R's type 7). Empty input throws. */
export function sortedQuantile(sorted: ArrayLike<number>, p: number): number {
  if (sorted.length === 0) throw new Error("quantile of nothing");
  const at = (sorted.length - 1) * Math.min(Math.max(p, 0), 1);
  const low = Math.floor(at);
  const rest = at - low;
  return rest === 0 ? sorted[low] : sorted[low] * (1 - rest) + sorted[low + 1] * rest;
}

/** The middle value. Empty input throws. */
export const median = (values: Iterable<number>): number => sortedQuantile(Float64Array.from(values).sort(), 0.5);

/** Median absolute deviation × 1.4826: the standard deviation when the values are normal. Empty input throws. */
export function mad(values: readonly number[]): number {
  const centre = median(values);
  return 1.482602218505602 * median(values.map((value) => Math.abs(value - centre)));
}
