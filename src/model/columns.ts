/** Columnar JSON (an object of equal-length arrays) ⇄ rows. */
import {parseDay} from "./days.js";

export type Cell = string | number | boolean | null;
export type Columns = Readonly<Record<string, readonly Cell[]>>;

/** Rows of plain objects; columns that are absent are simply not there. */
export function rowsOf(columns: Columns | undefined): Record<string, Cell>[] {
  const names = Object.keys(columns ?? {});
  const length = names.length ? columns![names[0]].length : 0;
  return Array.from({length}, (_, i) => Object.fromEntries(names.map((name) => [name, columns![name][i]])));
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
