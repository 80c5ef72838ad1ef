/** The input files of a snapshot: what each holds, what came of it, and its hash to copy. */
import type {Dataset} from "../model/dataset.js";
import {formatCount} from "../model/format.js";
import {dataTable} from "./data-table.js";
import {element} from "./dom.js";

/** First characters of a hash; hover shows all of it, a click copies it. */
function hashButton(hash: string): string | HTMLElement {
  if (!hash) return "";
  const button = element`<button type="button" class="hash" title=${`${hash} (click to copy)`}>${hash.slice(0, 10)}</button>`;
  button.addEventListener("click", async () => {
    await navigator.clipboard?.writeText(hash);
    button.textContent = "copied";
    setTimeout(() => { button.textContent = hash.slice(0, 10); }, 1500);
  });
  return button;
}

/** 1234567 → "1.2 MB". */
export const formatBytes = (bytes: number): string =>
  bytes < 1000 ? `${bytes} B` : bytes < 1e6 ? `${(bytes / 1e3).toFixed(0)} kB` : `${(bytes / 1e6).toFixed(1)} MB`;

const countOf = (key: "rows_in" | "rows_loaded" | "rows_quarantined" | "rows_superseded" | "rows_left_out", label: string) =>
  ({key, label, align: "right" as const, value: (row: Dataset) => (row.status === "missing" ? null : row[key]), format: (count: number) => formatCount(count)});

const said = (row: Dataset): string =>
  row.status === "missing" && row.needed_for ? `needed for ${row.needed_for}` : [row.note, row.status === "loaded" && row.columns_not_loaded && `columns not loaded: ${row.columns_not_loaded}`].filter(Boolean).join("; ");

/** All files, the loaded ones first as given. */
export function fileTable(files: readonly Dataset[]): HTMLElement {
  return dataTable(files, {
    caption: "Input files", csvName: "input-files", rowsShown: 24, columns: [
      {key: "file", label: "File", wrap: true}, {key: "status", label: "Status"},
      countOf("rows_in", "Rows in"), countOf("rows_loaded", "Loaded"), countOf("rows_quarantined", "Quarantined"), countOf("rows_superseded", "Superseded"), countOf("rows_left_out", "Totals left out"),
      {key: "first_on", label: "From"}, {key: "last_on", label: "To"},
      {key: "bytes", label: "Size", align: "right", value: (row) => row.bytes || null, format: (bytes: number) => formatBytes(bytes)},
      {key: "sha256", label: "Hash", format: (hash: string) => hashButton(hash)},
      {key: "note", label: "Note", value: said, wrap: true},
      {key: "layout", label: "Layout"}, {key: "encoding", label: "Encoding"}
    ]
  });
}
