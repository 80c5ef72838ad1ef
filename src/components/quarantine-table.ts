/** Rejected values with where they are and why. */
import {formatCount} from "../model/format.js";
import {allRowsButton} from "./all-rows-button.js";
import {dataTable} from "./data-table.js";
import {element} from "./dom.js";

/** One row as `quarantineRows` returns it. */
export interface QuarantineRow {
  file: string;
  line: number;
  column_name: string;
  value: string | null;
  reason: string;
  feed: string;
  raw: string | null;
}

/** `total` counts all rejected values, of which `rows` are the first. */
export function quarantineTable(rows: readonly QuarantineRow[], total: number): HTMLElement {
  if (!rows.length) return element`<p>Quarantine is empty: every row of every file that was read is loaded.</p>`;
  const table = dataTable(rows, {
    caption: "Rows in quarantine", csvName: "quarantine", columns: [
      {key: "file", label: "File"}, {key: "line", label: "Line", align: "right", format: (line: number) => formatCount(line)},
      {key: "column_name", label: "Column"}, {key: "value", label: "Value"}, {key: "reason", label: "Reason", wrap: true}, {key: "raw", label: "The row as it stands", wrap: true}
    ]
  });
  if (total <= rows.length) return table;
  return element`<div><p>The first ${formatCount(rows.length)} of ${formatCount(total)}.</p>${table}</div>`;
}

/** A row as `quarantineReasons` returns it. */
export interface QuarantineReason {
  feed: string;
  column_name: string;
  reason: string;
  row_count: number;
}

/** How many rows were rejected for which reason. */
export const reasonTable = (reasons: readonly QuarantineReason[]): HTMLElement =>
  dataTable(reasons, {
    caption: "Rejected rows by reason", csvName: "quarantine-reasons", rowsShown: 8,
    columns: [{key: "feed", label: "Feed"}, {key: "column_name", label: "Column"}, {key: "reason", label: "Reason", wrap: true}, {key: "row_count", label: "Rows", align: "right", format: formatCount}]
  });

const csvKeys: (keyof QuarantineRow)[] = ["file", "line", "column_name", "value", "reason", "feed", "raw"];

/** A button that fetches every rejected value and saves it; `fetchAll` runs on demand. */
export const allQuarantineButton = (total: number, fetchAll: () => Promise<readonly QuarantineRow[]>): HTMLElement =>
  allRowsButton(`CSV of all ${formatCount(total)} rejected values`, "quarantine-all", csvKeys, fetchAll);
