/** An answer of the product beside independent SQL: the same values in the same places. */
import type {Answer} from "../../src/model/envelope.js";
import type {Row} from "../../loaders/duckdb.js";

/**
 * Questions that mean the same, and SQL that answers them. Compared are periods, dimensions, metrics, values before, shares and
 * running totals, in the order of the answer's columns. `part`: only the share, or only the first column.
 */
export interface Answerable {
  ask: string[];
  sql: string;
  part?: "share" | "first";
}

const ROLES = new Set(["period", "dimension", "metric", "before", "share", "running"]);

/** Cells of the answer that are compared. */
export function answerCells({data, metadata}: Answer, part?: Answerable["part"]): unknown[][] {
  const shares = metadata.columns.filter(({role, format}) => role === "share" || (role === "metric" && format === "percent"));
  const columns = part === "share" ? shares : metadata.columns.filter(({role}) => ROLES.has(role));
  const names = (part === "first" ? columns.slice(0, 1) : columns).map(({name}) => name);
  return data.map((row) => names.map((name) => row[name]));
}

/** Cells of the oracle. */
export const oracleCells = (rows: readonly Row[], part?: Answerable["part"]): unknown[][] => rows.map((row) => (part === "first" ? Object.values(row).slice(0, 1) : Object.values(row)));

const isFigure = (value: unknown): boolean => value !== null && value !== "" && Number.isFinite(Number(value));

function sameCell(a: unknown, b: unknown): boolean {
  if (!isFigure(a) || !isFigure(b)) return String(a ?? "") === String(b ?? "");
  const [x, y] = [Number(a), Number(b)];
  return Math.abs(x - y) <= 1e-9 * Math.max(1, Math.abs(x), Math.abs(y));
}

const key = (row: readonly unknown[]): string => row.map((value) => (isFigure(value) ? Number(value).toPrecision(9) : String(value ?? ""))).join("|");

/** Whether both hold the same rows; their order counts only where the question asks for one. */
export function sameRows(a: readonly unknown[][], b: readonly unknown[][]): boolean {
  if (a.length !== b.length) return false;
  const [x, y] = [a, b].map((rows) => [...rows].sort((p, q) => key(p).localeCompare(key(q))));
  return x.every((row, i) => row.length === y[i].length && row.every((cell, j) => sameCell(cell, y[i][j])));
}
