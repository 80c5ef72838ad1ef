/** Queries of notebooks and of published pages: exact cells, by the page's one connection. */
import {arrowColumns, exactRows} from "../engine/exact-rows.js";
import {toRows, type ArrowTable, type Rows} from "../engine/rows.js";
import {queryAs} from "../engine/sql.js";
import type {QueryResult} from "./notebook-run.js";

/** A sum of integers arrives as a decimal without decimals: to a reader it is an integer. */
function exactResult(table: ArrowTable): QueryResult {
  const columns = arrowColumns(table).map((column, j) => (column.kind === "decimal" && table.schema.fields[j].type.scale === 0 ? {...column, kind: "integer" as const} : column));
  return {columns, rows: exactRows(table)};
}

/** Runs one statement. Rejects with `QueryError`. */
export const exactQuery = (text: string): Promise<QueryResult> => queryAs(text, [], exactResult);

/** The same with rows to calculate with, for the JavaScript of a page. */
export const exactAndPlain = (text: string): Promise<{rows: Rows; result: QueryResult}> => queryAs(text, [], (table) => ({rows: toRows(table), result: exactResult(table)}));
