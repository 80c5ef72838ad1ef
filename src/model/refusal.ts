/**
 * A calculation that cannot give an honest answer says why instead. `message` is one lower-case sentence without a
 * full stop that a page can print after "refused, because ". The maths in this folder throws it, and nothing else on purpose.
 */
export class Refusal extends Error {
  override readonly name = "Refusal";
}

/** The answer of `make`, or the reason it refused. Any other error is a defect and passes through. */
export function orRefusal<T>(make: () => T): {value: T; refusal: null} | {value: null; refusal: string} {
  try {
    return {value: make(), refusal: null};
  } catch (error) {
    if (error instanceof Refusal) return {value: null, refusal: error.message};
    throw error;
  }
}
