/** The name that was probably meant. Pure. */

/** Insertions, deletions, substitutions and swaps of neighbours between two texts (optimal string alignment). */
function editDistance(a: string, b: string): number {
  let [before, last] = [[] as number[], Array.from({length: b.length + 1}, (_, j) => j)];
  for (let i = 1; i <= a.length; ++i) {
    const row = [i];
    for (let j = 1; j <= b.length; ++j) {
      const swap = i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1] ? before[j - 2] + 1 : Infinity;
      row.push(Math.min(last[j] + 1, row[j - 1] + 1, last[j - 1] + (a[i - 1] === b[j - 1] ? 0 : 1), swap));
    }
    [before, last] = [last, row];
  }
  return last[b.length];
}

/** The nearest of `names`, when at most two fifths of it would have to change or one contains the other; undefined otherwise. */
export function nearestName(name: string, names: Iterable<string>): string | undefined {
  const wanted = name.toLowerCase();
  let best: {name: string; distance: number} | undefined;
  for (const each of new Set(names)) {
    const known = each.toLowerCase();
    const contains = wanted.length >= 4 && known.length >= 4 && (known.includes(wanted) || wanted.includes(known));
    const distance = contains ? Math.min(2, Math.abs(known.length - wanted.length)) : editDistance(wanted, known);
    if ((contains || distance <= Math.max(1, Math.floor(0.4 * Math.max(wanted.length, known.length)))) && (!best || distance < best.distance)) best = {name: each, distance};
  }
  return best?.name;
}
