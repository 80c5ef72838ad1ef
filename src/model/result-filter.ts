/** What is typed into a column's filter: `> 10`, `1..5`, `= spotify`, `!= x`, `null`, `not null`, else a part of the text. Pure. */
import {compareCells, isNumeric, isTemporal, type Cell, type ResultColumn} from "./result.js";

export type FilterOperator = "contains" | "=" | "!=" | ">" | ">=" | "<" | "<=" | "between" | "null" | "not null";

/** A filter on the column with this index; `to` is the upper end of `between`. */
export interface ColumnFilter {
  column: number;
  operator: FilterOperator;
  value: string;
  to?: string;
}

export interface SortBy {
  column: number;
  descending: boolean;
}

const NUMBER = /^[+-]?(\d+\.?\d*|\.\d+)$/;
const DAY = /^\d{4}-\d\d-\d\d([ T]\d\d:\d\d(:\d\d(\.\d+)?)?)?$/;

/** A value as the column compares it; null when it is none of its kind. */
function valueFor({kind}: ResultColumn, text: string): string | null {
  const value = text.trim().replace(/^'(.*)'$/, "$1");
  if (isNumeric(kind)) return NUMBER.test(value.replaceAll(",", "")) ? value.replaceAll(",", "") : null;
  if (isTemporal(kind)) return DAY.test(value) ? value.replace("T", " ") : /^\d{4}-\d\d$/.test(value) ? `${value}-01` : null;
  return value;
}

/** The filter that `text` asks for; null when it is empty, a sentence when it cannot be read for this column. */
export function parseFilter(text: string, column: number, columns: readonly ResultColumn[]): ColumnFilter | string | null {
  const typed = text.trim();
  if (!typed) return null;
  if (/^(is\s+)?null$/i.test(typed)) return {column, operator: "null", value: ""};
  if (/^(is\s+)?not\s+null$|^!null$/i.test(typed)) return {column, operator: "not null", value: ""};
  const problem = (part: string) => `not a ${isTemporal(columns[column].kind) ? "day (write 2025-01-31)" : "number"}: ${part.trim()}`;
  const range = /^(.+?)\s*\.\.\s*(.+)$/.exec(typed);
  const compare = /^(=|!=|<>|>=|<=|>|<)\s*(.+)$/.exec(typed);
  if (range && !compare) {
    const [low, high] = [valueFor(columns[column], range[1]), valueFor(columns[column], range[2])];
    return low === null ? problem(range[1]) : high === null ? problem(range[2]) : {column, operator: "between", value: low, to: high};
  }
  if (!compare) return {column, operator: "contains", value: typed};
  const value = valueFor(columns[column], compare[2]);
  return value === null ? problem(compare[2]) : {column, operator: (compare[1] === "<>" ? "!=" : compare[1]) as FilterOperator, value};
}

/** Whether a cell passes. Comparisons are exact; text compares without regard to case only in `contains`. */
export function passes(cell: Cell, {operator, value, to}: ColumnFilter, {kind}: ResultColumn): boolean {
  if (operator === "null") return cell === null;
  if (cell === null) return false;
  if (operator === "not null") return true;
  if (operator === "contains") return String(cell).toLowerCase().includes(value.toLowerCase());
  const order = (to: string) => compareCells(typeof cell === "boolean" ? String(cell) : cell, typeof cell === "number" ? Number(to) : to, kind);
  switch (operator) {
    case "=": return order(value) === 0;
    case "!=": return order(value) !== 0;
    case ">": return order(value) > 0;
    case ">=": return order(value) >= 0;
    case "<": return order(value) < 0;
    case "<=": return order(value) <= 0;
    case "between": return order(value) >= 0 && order(to!) <= 0;
  }
}

const sqlText = (text: string): string => `'${text.replaceAll("'", "''")}'`;

/** The same condition for the engine; `name` is the column as SQL writes it. */
export function filterSql({operator, value, to}: ColumnFilter, {kind, type}: ResultColumn, name: string): string {
  if (operator === "null" || operator === "not null") return `${name} is ${operator}`;
  if (operator === "contains") return `contains(lower(${name}::varchar), lower(${sqlText(value)}))`;
  const plain = kind === "text" || kind === "nested" || kind === "boolean";
  const literal = (text: string) => (plain ? sqlText(text) : isTemporal(kind) ? `${sqlText(text)}::${type}` : kind === "double" ? `${text}::double` : text);
  const left = plain ? `${name}::varchar` : name;
  return operator === "between" ? `${left} between ${literal(value)} and ${literal(to!)}` : `${left} ${operator === "!=" ? "<>" : operator} ${literal(value)}`;
}
