/** A served table that unfolds: grain, key, columns, and its first rows when asked for. */
import {formatCount} from "../model/format.js";
import {dataTable} from "./data-table.js";
import {element} from "./dom.js";
import {formatBytes} from "./file-table.js";
import {notice} from "./notice.js";

/** A table as the manifest describes it. */
export interface ServedTable {
  name: string;
  grain: string;
  key: readonly string[];
  rows: number;
  bytes: number;
  columns: readonly {name: string; type: string; description: string}[];
}

export interface TableCardOptions {
  open?: boolean;
  /** Fetches the first rows; runs when the card first opens. */
  firstRows: (table: string) => Promise<readonly Record<string, unknown>[]>;
  onToggle?: (table: string, open: boolean) => void;
}

const written = (value: unknown): string =>
  value instanceof Date ? value.toISOString().slice(0, 10) : typeof value === "number" && !Number.isInteger(value) ? String(Number(value.toPrecision(10))) : String(value);

/** Values as they are stored, in the table's own columns. */
function rowsTable(table: ServedTable, rows: readonly Record<string, unknown>[]): HTMLElement {
  const columns = table.columns.map(({name, type}) => ({
    key: name, label: name, align: /INT|DECIMAL|DOUBLE/.test(type) ? "right" as const : "left" as const, format: (value: unknown) => written(value)
  }));
  return dataTable(rows, {caption: `First rows of ${table.name}`, csvName: `${table.name}-first-rows`, columns});
}

async function showRows(table: ServedTable, place: HTMLElement, firstRows: TableCardOptions["firstRows"]): Promise<void> {
  try {
    place.replaceChildren(rowsTable(table, await firstRows(table.name)));
  } catch (error) {
    place.replaceChildren(notice({kind: "problem", text: error instanceof Error ? error.message : String(error)}));
  }
}

/** A closed (or open) card for one table. */
export function tableCard(table: ServedTable, {open = false, firstRows, onToggle}: TableCardOptions): HTMLElement {
  const place = element`<div class="table-rows"><p class="muted">Reading the first rows …</p></div>`;
  const columns = dataTable(table.columns, {
    caption: `Columns of ${table.name}`, csvName: `${table.name}-columns`, rowsShown: 30,
    columns: [{key: "name", label: "Column"}, {key: "type", label: "Type"}, {key: "description", label: "What it holds", wrap: true}]
  });
  const card = element`<details class="table-card" id=${`table-${table.name}`}>
    <summary><strong><code>${table.name}</code></strong> <span>${table.grain}</span> <small>· ${formatCount(table.rows)} rows · ${formatBytes(table.bytes)}</small></summary>
    <p class="muted">Key: <code>${table.key.join(", ")}</code></p>${columns}${place}</details>` as HTMLDetailsElement;
  let asked = false;
  const ask = (): void => {
    if (asked) return;
    asked = true;
    void showRows(table, place, firstRows);
  };
  card.addEventListener("toggle", () => {
    if (card.open) ask();
    onToggle?.(table.name, card.open);
  });
  card.open = open;
  return card;
}
