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

const isNumeric = (value: unknown): boolean =>
  typeof value === "number" ? Number.isFinite(value) : value === null || typeof value !== "object" || Object.values(value).every(isNumeric);

/** The answer when every number in it is one. Throws a Refusal for amounts so large or small that doubles cannot carry the sums. */
export function onlyNumbers<Answer>(answer: Answer): Answer {
  if (!isNumeric(answer)) throw new Refusal("the amounts are too large or too small to calculate with");
  return answer;
}
