/** quarantine and datasets: what the snapshot took in and what it kept out. */
import type {Mart} from "./mart.js";

export const quarantine: Mart = {
  name: "quarantine",
  grain: "one row per cell that breaks its file's contract",
  key: ["file_id", "line", "column_name"],
  orderBy: "file, line, column_name",
  columns: {
    file_id: "the file, by its content",
    file: "file name in the data folder",
    feed: "what the file was read as",
    line: "line of the file",
    column_name: "heading of the broken column, or the rule that the whole row breaks; blank when the line could not be split into columns",
    value: "what the cell holds",
    reason: "why the row was not loaded",
    raw: "the whole line"
  },
  sql: "select * from quarantine_rows"
};

export const datasets: Mart = {
  name: "datasets",
  grain: "one row per file of the data folder, and one per expected file that is missing",
  key: ["file"],
  orderBy: "file",
  columns: {
    file: "file name in the data folder",
    feed: "what the file was read as",
    status: "loaded, duplicate, not read, missing or failed",
    file_id: "the file, by its content",
    sha256: "hash of the file's bytes",
    bytes: "size of the file in bytes",
    rows_in: "rows in the file",
    rows_loaded: "rows that were loaded",
    rows_quarantined: "rows in quarantine",
    rows_superseded: "rows that a newer file reports again, and whose newer form is loaded",
    rows_left_out: "total rows, which repeat the sum of others",
    first_on: "first day or month in the file",
    last_on: "last day or month in the file",
    layout: "which layout was recognised",
    encoding: "encoding and line ends",
    columns_not_loaded: "columns that no table reads",
    needed_for: "what the workspace uses it for",
    note: "what a person should know"
  },
  sql: "select * from dataset_rows"
};
