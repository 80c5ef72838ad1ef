/**
 * Which SQL a notebook may run. A notebook may come from anybody, so a cell is one query over tables that are there: it
 * reads no file and no address, and it changes nothing.
 */
import {sqlNames} from "./sql-names.js";
import {codeTokens} from "./sql-tokens.js";

const QUERIES = ["select", "with", "from", "values", "pivot", "unpivot", "summarize", "describe", "table"];

/** Functions that read files or addresses, or that run text as SQL. */
const OUTSIDE = /^(read_\w+|parquet_\w+|sniff_csv|glob|\w*_scan(_\w+)?|scan_\w+|st_read\w*|query|query_table|getenv|from_substrait\w*|pragma_\w+|load_\w+|write_\w+)$/;

/** A sentence without its subject about why the text may not run ("is empty"); null when it may. */
export function queryProblem(text: string): string | null {
  const tokens = codeTokens(text);
  if (!tokens.length) return "is empty: write a query";
  const end = tokens.findIndex(({text: sign}) => sign === ";");
  if (end >= 0 && end < tokens.length - 1) return "holds more than one statement: one query per cell";
  const first = tokens.find(({text: sign}) => sign !== "(");
  if (!first || !QUERIES.includes(first.text.toLowerCase())) return `is not a query: it starts with "${(first ?? tokens[0]).text.slice(0, 40)}"; cells only read (select, with, from, values, pivot)`;
  const {files, functions} = sqlNames(text);
  if (files.length) return `reads a file: ${files[0].slice(0, 80)}; a notebook reads the tables of the workspace only`;
  const outside = functions.find((name) => OUTSIDE.test(name));
  return outside ? `calls ${outside}, which reads files or runs other text; a notebook reads the tables of the workspace only` : null;
}

/** The text without a closing semicolon, so that it can stand inside parentheses. */
export function queryText(text: string): string {
  const last = codeTokens(text).at(-1);
  return last?.text === ";" ? text.slice(0, last.from) + text.slice(last.to) : text;
}
