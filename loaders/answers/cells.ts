/** Values of the engine as JSON: counts as numbers, amounts as exact text without trailing zeros, days as text. */
import type {Cell} from "../../src/model/envelope.js";
import type {Row} from "../duckdb.js";

/** "12.340000" → "12.34"; anything else stays. */
const trimmed = (text: string): string => (/^-?\d+\.\d+$/.test(text) ? text.replace(/\.?0+$/, "") : text).replace(/^-0$/, "0");

function jsonCell(value: unknown): Cell {
  if (value === null || value === undefined) return null;
  if (typeof value === "bigint") return Number.isSafeInteger(Number(value)) ? Number(value) : String(value);
  if (typeof value === "number") return Number.isFinite(value) ? value : null;
  if (typeof value === "boolean") return value;
  return String(value);
}

/** `exact`: names of the columns that hold decimals. */
export const jsonRow = (row: Row, exact: ReadonlySet<string>): Record<string, Cell> =>
  Object.fromEntries(Object.entries(row).map(([name, value]) => [name, exact.has(name) && typeof value === "string" ? trimmed(value) : jsonCell(value)]));
