/** Work in small pieces, so that a page stays responsive. */

/** A turn of the event loop, so that the page can draw and answer. */
export const nextTurn = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 0));

/**
 * `work` on each item in order, giving way between items once `budget` milliseconds have passed. `onProgress` hears how
 * many are done; when it returns false the rest is left out (the page has moved on).
 */
export async function inSlices<Item, Result>(
  items: readonly Item[], work: (item: Item, index: number) => Result, {budget = 12, onProgress}: {budget?: number; onProgress?: (done: number, all: number) => boolean | void} = {}
): Promise<Result[]> {
  const results: Result[] = [];
  let started = performance.now();
  for (const [index, item] of items.entries()) {
    results.push(work(item, index));
    if (performance.now() - started < budget) continue;
    if (onProgress?.(index + 1, items.length) === false) break;
    await nextTurn();
    started = performance.now();
  }
  return results;
}

/** A calculation that pauses by itself, carried to its end at once. */
export function drain<Result>(parts: Generator<void, Result>): Result {
  let part = parts.next();
  while (!part.done) part = parts.next();
  return part.value;
}

/** The same, giving way at its pauses once `budget` milliseconds have passed. */
export async function inTurns<Result>(parts: Generator<void, Result>, {budget = 12}: {budget?: number} = {}): Promise<Result> {
  let started = performance.now();
  let part = parts.next();
  while (!part.done) {
    if (performance.now() - started >= budget) {
      await nextTurn();
      started = performance.now();
    }
    part = parts.next();
  }
  return part.value;
}
