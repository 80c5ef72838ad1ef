/**
 * A query's result as it is shown, compared and exported: exact values without a type system around them. Pure.
 *
 * A cell is null, boolean, a number (DOUBLE, and integers up to 2^53), or text: DECIMAL and larger integers as plain
 * decimal text with every digit, DATE as "2025-11-20", TIMESTAMP as "2025-11-20 08:15:00", anything nested as the
 * engine writes it. So money loses nothing and a day is the same day in every time zone.
 */

export type Cell = string | number | boolean | null;
export type CellKind = "integer" | "decimal" | "double" | "boolean" | "date" | "timestamp" | "text" | "nested";

/** `type` is the engine's own name of it. */
export interface ResultColumn {
  name: string;
  type: string;
  kind: CellKind;
}

export const isNumeric = (kind: CellKind): boolean => kind === "integer" || kind === "decimal" || kind === "double";
export const isTemporal = (kind: CellKind): boolean => kind === "date" || kind === "timestamp";

/** What a type of the engine is to a reader. ENUM is text that lives in memory. */
export function kindOfType(type: string): CellKind {
  if (/\[\d*\]$|^(STRUCT|MAP|UNION)\b/.test(type)) return "nested";
  if (/^U?(TINY|SMALL|BIG|HUGE)?INT(EGER)?$/.test(type)) return "integer";
  if (type.startsWith("DECIMAL")) return "decimal";
  if (type === "DOUBLE" || type === "FLOAT") return "double";
  if (type === "BOOLEAN") return "boolean";
  if (type === "DATE") return "date";
  return type.startsWith("TIMESTAMP") ? "timestamp" : "text";
}

/** A number for drawing and arithmetic where exactness does not matter; null when there is none. */
export function cellNumber(cell: Cell): number | null {
  if (cell === null || typeof cell === "boolean" || cell === "") return null;
  const number = Number(cell);
  return Number.isFinite(number) ? number : null;
}

/** A day or instant as a Date in UTC; null when the cell is none. */
export function cellDate(cell: Cell): Date | null {
  if (typeof cell !== "string") return null;
  const date = new Date(/^\d{4}-\d\d-\d\d$/.test(cell) ? `${cell}T00:00:00Z` : `${cell.replace(" ", "T").replace(/(\.\d{3})\d+/, "$1")}Z`);
  return Number.isNaN(date.getTime()) ? null : date;
}

/** Plain decimal texts in order of value, without floating point. */
function compareDecimals(a: string, b: string): number {
  const [signA, signB] = [a.startsWith("-") ? -1 : 1, b.startsWith("-") ? -1 : 1];
  const [partsA, partsB] = [a, b].map((text) => text.replace("-", "").split("."));
  const width = Math.max(partsA[1]?.length ?? 0, partsB[1]?.length ?? 0);
  const scaled = (parts: string[], sign: number) => BigInt(parts[0] + (parts[1] ?? "").padEnd(width, "0")) * BigInt(sign);
  const [left, right] = [scaled(partsA, signA), scaled(partsB, signB)];
  return left < right ? -1 : left > right ? 1 : 0;
}

const PLAIN = /^-?\d+(\.\d+)?$/;

/** Order of two cells of a column: by value, exact for decimals; NULL is not ordered here. */
export function compareCells(a: Exclude<Cell, null>, b: Exclude<Cell, null>, kind: CellKind): number {
  if (typeof a === "number" && typeof b === "number") return Number.isNaN(a) ? (Number.isNaN(b) ? 0 : 1) : Number.isNaN(b) ? -1 : a - b;
  if (isNumeric(kind) && PLAIN.test(String(a)) && PLAIN.test(String(b))) return compareDecimals(String(a), String(b));
  return a < b ? -1 : a > b ? 1 : 0;
}
