/** Ordering of table rows, the same on screen and in the CSV. */

export interface SortState {
  key: string;
  descending: boolean;
}

const comparable = (value: unknown): number | string => {
  if (value instanceof Date) return value.getTime();
  if (typeof value === "number" || typeof value === "bigint") return Number(value);
  if (typeof value === "boolean") return Number(value);
  const text = String(value);
  return /^-?\d+(\.\d+)?$/.test(text) ? Number(text) : text;
};

const isMissing = (value: unknown): boolean => value === null || value === undefined || value === "" || Number.isNaN(value);

/** A sorted copy; stable, missing values last in either direction, decimal text in numeric order. */
export function sortRows<Row>(rows: readonly Row[], get: (row: Row) => unknown, descending: boolean): Row[] {
  const sign = descending ? -1 : 1;
  return [...rows].sort((a, b) => {
    const [x, y] = [get(a), get(b)];
    if (isMissing(x) || isMissing(y)) return Number(isMissing(x)) - Number(isMissing(y));
    const [p, q] = [comparable(x), comparable(y)];
    if (typeof p === "number" && typeof q === "number") return sign * (p - q);
    return sign * String(p).localeCompare(String(q), "en");
  });
}
