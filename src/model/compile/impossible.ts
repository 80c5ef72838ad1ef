import type {MetricRequestInput} from "../metric-request.js";

/** A request that cannot be answered: why, what is possible instead in words, and as requests that work where one follows from it. */
export class Impossible extends Error {
  override readonly name = "Impossible";
  constructor(message: string, readonly suggestions: readonly string[] = [], readonly requests: readonly MetricRequestInput[] = []) {
    super(message);
  }
}

/** "a, b or c" */
export const listed = (words: readonly string[], last = "or"): string =>
  words.length < 2 ? words.join("") : `${words.slice(0, -1).join(", ")} ${last} ${words.at(-1)}`;
