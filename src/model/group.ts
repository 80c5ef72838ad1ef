/** Grouping and summing of plain rows. */

/** Rows by key, in order of first appearance. */
export function groupBy<Row, Key>(rows: Iterable<Row>, key: (row: Row) => Key): Map<Key, Row[]> {
  const groups = new Map<Key, Row[]>();
  for (const row of rows) {
    const k = key(row);
    const group = groups.get(k);
    if (group) group.push(row);
    else groups.set(k, [row]);
  }
  return groups;
}

/** Sum of a figure over rows; null and undefined count as 0. */
export const sumOf = <Row>(rows: Iterable<Row>, value: (row: Row) => number | null | undefined): number => {
  let sum = 0;
  for (const row of rows) sum += value(row) ?? 0;
  return sum;
};
