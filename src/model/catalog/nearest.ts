/** The known names closest to what was written, for "did you mean". */

/** Edits (insert, delete, replace, swap of neighbours) between two short texts. */
export function editCount(a: string, b: string): number {
  let [before, last] = [[] as number[], Array.from({length: b.length + 1}, (_, j) => j)];
  for (let i = 1; i <= a.length; i++) {
    const row = [i];
    for (let j = 1; j <= b.length; j++) {
      const same = a[i - 1] === b[j - 1] ? 0 : 1;
      row[j] = Math.min(last[j] + 1, row[j - 1] + 1, last[j - 1] + same);
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) row[j] = Math.min(row[j], before[j - 2] + 1);
    }
    [before, last] = [last, row];
  }
  return last[b.length];
}

const plain = (text: string) => text.toLowerCase().replaceAll(/[^a-z0-9]+/g, " ").trim();

/** Up to `count` names, the closest first; a name that shares a word counts as close. Texts over 60 characters are cut. */
export function nearest(written: string, names: readonly string[], count = 3): string[] {
  const wanted = plain(written.slice(0, 60));
  const words = new Set(wanted.split(" "));
  const distance = (name: string) => editCount(wanted, plain(name)) - 4 * plain(name).split(" ").filter((word) => words.has(word)).length;
  return names.map((name) => ({name, far: distance(name)})).sort((a, b) => a.far - b.far || a.name.localeCompare(b.name)).slice(0, count).map(({name}) => name);
}
