/** A small result of exact cells as a table for readers: amounts rounded on screen, exact in the CSV. */
import {formatAmount, formatCount, formatMonth, MISSING} from "../model/format.js";
import {cellDate, isNumeric, type Cell, type ResultColumn} from "../model/result.js";
import {dataTable} from "./data-table.js";

const isRate = (name: string): boolean => /(^|_)(rate|per)(_|$)/.test(name);
const isName = (name: string): boolean => /(^|_)(id|line|isrc|upc|year|rank)$/i.test(name);

/** Percentages with one decimal, rates with six, other ratios with as many as say something. */
function writtenDouble(value: number, name: string): string {
  if (!Number.isFinite(value)) return String(value);
  const digits = /(^|_)(pct|percent)$/.test(name) ? 1 : isRate(name) ? 6 : Math.abs(value) >= 1 || value === 0 ? 2 : 4;
  return formatAmount(value, digits);
}

/** How a cell is written, by its column. `months`: every day of the column is the first of its month. */
export function writtenCell(cell: Cell, {name, kind}: ResultColumn, months: boolean): string {
  if (cell === null) return MISSING;
  if (months) return formatMonth(cellDate(cell)!);
  if (kind === "decimal") return formatAmount(String(cell), isRate(name) ? 6 : 2);
  if (kind === "integer" && !isName(name)) return formatCount(cell as number | string);
  if (kind === "double") return writtenDouble(Number(cell), name);
  return String(cell);
}

/** Whether every day of a column is the first of its month. */
export const isMonthColumn = (rows: readonly (readonly Cell[])[], {kind}: ResultColumn, j: number): boolean => kind === "date" && rows.length > 0 && rows.every((row) => row[j] === null || String(row[j]).endsWith("-01"));

/** "usage_month" → "usage month", "fee_pct" → "fee (%)". */
export const columnLabel = (name: string): string => name.replace(/_(pct|percent)$/, " (%)").replaceAll("_", " ");

/** The table with its heading and its CSV. */
export function resultTable(columns: readonly ResultColumn[], rows: readonly (readonly Cell[])[], {caption, csvName}: {caption: string; csvName: string}): HTMLElement {
  const indexed = rows.map((cells) => ({cells}));
  return dataTable(indexed, {
    caption, csvName,
    columns: columns.map((column, j) => {
      const months = isMonthColumn(rows, column, j);
      return {key: `${j}`, label: columnLabel(column.name), value: ({cells}: {cells: readonly Cell[]}) => cells[j], format: (value: Cell) => writtenCell(value, column, months), align: isNumeric(column.kind) ? "right" as const : "left" as const};
    })
  });
}
