/** Rejected values with where they are and why. */
import {formatCount} from "../model/format.js";
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
