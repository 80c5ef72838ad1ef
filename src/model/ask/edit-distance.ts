/** How many typing errors lie between two words. */

/**
 * Edits (insert, drop, change, swap of neighbours) from `a` to `b`: optimal string alignment distance
 * (Damerau 1964; Wagner & Fischer 1974). Gives up above `limit` and returns limit + 1.
 */
export function editDistance(a: string, b: string, limit: number): number {
  if (a === b) return 0;
  if (Math.abs(a.length - b.length) > limit) return limit + 1;
  let before: number[] = [];
  let last = Array.from({length: b.length + 1}, (_, j) => j);
  for (let i = 1; i <= a.length; ++i) {
    const row = [i];
    for (let j = 1; j <= b.length; ++j) {
      const same = a[i - 1] === b[j - 1];
      row[j] = Math.min(last[j] + 1, row[j - 1] + 1, last[j - 1] + (same ? 0 : 1));
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) row[j] = Math.min(row[j], before[j - 2] + 1);
    }
    if (Math.min(...row) > limit) return limit + 1;
    [before, last] = [last, row];
  }
  return Math.min(last[b.length], limit + 1);
}

/** Edits forgiven in a word of that length: short words differ by one letter and mean another thing. */
export const forgivenEdits = (length: number): number => (length < 5 ? 0 : length < 9 ? 1 : 2);

const digits = (text: string): string => text.replace(/\D/g, "");

/** Edits from a typed word to a known one when they are forgiven, else null. Figures and first letters are never forgiven. */
export function typoDistance(typed: string, known: string, most = forgivenEdits(known.length)): number | null {
  if (typed === known) return 0;
  if (most === 0 || typed[0] !== known[0] || digits(typed) !== digits(known)) return null;
  const edits = editDistance(typed, known, most);
  return edits <= most ? edits : null;
}
