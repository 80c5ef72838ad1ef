/** Columnar JSON (an object of equal-length arrays) ⇄ rows. */
import {parseDay} from "./days.js";

export type Cell = string | number | boolean | null;
export type Columns = Readonly<Record<string, readonly Cell[]>>;

/** Rows of plain objects; columns that are absent are simply not there. */
export function rowsOf(columns: Columns | undefined): Record<string, Cell>[] {
  const names = Object.keys(columns ?? {});
  const length = names.length ? columns![names[0]].length : 0;
  const rows: Record<string, Cell>[] = Array.from({length}, () => ({}));
  for (const name of names) {
    const cells = columns![name];
    for (let i = 0; i < length; ++i) rows[i][name] = cells[i];
  }
  return rows;
}

/** ISO text → UTC midnight. Throws `not a day: …`: the snapshot writes no other. */
export function dayOf(value: Cell): Date {
  const day = parseDay(String(value));
  if (!day) throw new Error(`not a day: ${value}`);
  return day;
}

/** Decimal text or a number → number; null stays null. */
export const numberOf = (value: Cell | undefined): number | null => (value === null || value === undefined ? null : Number(value));

/** Decimal text or a number → number; null is 0. */
export const amountOf = (value: Cell | undefined): number => numberOf(value) ?? 0;
