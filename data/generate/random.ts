/** Seeded random numbers: the same seed gives the same sample on every machine. */

/** 32-bit FNV-1a hash of a text, for turning names into seeds. */
export function hashText(text: string): number {
  let hash = 0x811c9dc5;
  for (let i = 0; i < text.length; i++) {
    hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193);
  }
  return hash >>> 0;
}

/** A stream of random numbers. */
export interface Random {
  /** Uniform in [0, 1). */
  unit(): number;
  /** Uniform in [from, to). */
  between(from: number, to: number): number;
  /** Uniform whole number in [from, to], both included. */
  whole(from: number, to: number): number;
  /** About standard normal (a scaled sum of four uniforms, so never beyond ±3.5). */
  normal(): number;
}

/**
 * A random stream that depends only on the seed and the name, so that one part
 * of the sample can change without moving every other part.
 * The generator is Marsaglia's 32-bit xorshift with a Weyl sequence.
 */
export function createRandom(seed: number, name: string): Random {
  let state = hashText(`${seed}/${name}`) || 1;
  let weyl = hashText(`${name}/${seed}`);
  const unit = (): number => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    weyl = (weyl + 0x9e3779b9) | 0;
    const mixed = Math.imul((state + weyl) ^ (weyl >>> 15), 0x85ebca6b);
    return ((mixed ^ (mixed >>> 13)) >>> 0) / 4294967296;
  };
  for (let i = 0; i < 8; i++) unit();
  return {
    unit,
    between: (from, to) => from + (to - from) * unit(),
    whole: (from, to) => from + Math.floor((to - from + 1) * unit()),
    normal: () => (unit() + unit() + unit() + unit() - 2) * 1.7320508,
  };
}
