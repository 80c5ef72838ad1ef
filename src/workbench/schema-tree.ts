/** The tables as a tree: rows and grain of each, its columns with type, meaning and sample values; a click inserts the name. */
import {element} from "../components/dom.js";
import {formatCompact, formatCount} from "../model/format.js";
import type {SchemaColumn, SchemaTable} from "../model/sql-schema.js";
import {quoteName} from "../model/sql-tokens.js";

export interface SchemaTreeOptions {
  insert: (text: string) => void;
  /** Some values of each column, in the order of the columns; asked when a table is opened. */
  samples: (table: SchemaTable) => Promise<readonly string[]>;
  /** Shown as a group of its own, above. */
  own?: readonly SchemaTable[];
}

function columnItem(column: SchemaColumn, insert: SchemaTreeOptions["insert"]): HTMLElement {
  const what = [column.type, column.description].filter(Boolean).join(": ");
  return element`<li><button type="button" class="tree-column" title=${what} aria-label=${`Insert column ${column.name}, ${what}`} onclick=${() => insert(quoteName(column.name))}><span>${column.name}</span> <small>${column.type.toLowerCase()}</small></button><small class="tree-sample" data-sample></small></li>`;
}

function tableItem(table: SchemaTable, {insert, samples}: SchemaTreeOptions): HTMLElement {
  const rows = table.rows === undefined ? "" : formatCompact(table.rows);
  const list = element`<ul>${table.columns.map((column) => columnItem(column, insert))}</ul>`;
  const item = element`<details class="tree-table" data-name=${table.name}>
    <summary><span class="tree-name">${table.name}</span> <small title=${table.rows === undefined ? null : `${formatCount(table.rows)} rows`}>${rows}</small></summary>
    <p class="tree-grain">${table.grain ?? ""} ${table.rows === undefined ? "" : `${formatCount(table.rows)} rows.`} <button type="button" class="tree-insert" aria-label=${`Insert table ${table.name}`} onclick=${() => insert(quoteName(table.name))}>Insert name</button></p>${list}</details>` as HTMLDetailsElement;
  item.addEventListener("toggle", async () => {
    if (!item.open || item.dataset.asked) return;
    item.dataset.asked = "true";
    const places = [...list.querySelectorAll<HTMLElement>("[data-sample]")];
    try {
      (await samples(table)).forEach((text, j) => places[j] && (places[j].textContent = text));
    } catch (error) {
      delete item.dataset.asked; // asked again when it is opened again
      places[0]?.replaceChildren(`no samples: ${error instanceof Error ? error.message.split("\n")[0] : String(error)}`);
    }
  });
  return item;
}

/** Draws the tree with a field that finds tables and columns by a part of their name. */
export function schemaTree(tables: readonly SchemaTable[], options: SchemaTreeOptions): HTMLElement {
  const all = [...(options.own ?? []), ...tables];
  const items = all.map((table) => tableItem(table, options));
  const search = element`<input type="search" class="tree-search" placeholder="Find a table or column" aria-label="Find a table or column">` as HTMLInputElement;
  const none = element`<p class="muted" hidden>No table or column has this in its name.</p>`;
  search.addEventListener("input", () => {
    const part = search.value.trim().toLowerCase();
    all.forEach(({name, columns}, i) => (items[i].hidden = part !== "" && !name.toLowerCase().includes(part) && !columns.some((column) => column.name.toLowerCase().includes(part))));
    none.hidden = items.some((item) => !item.hidden);
  });
  const own = options.own?.length ?? 0;
  return element`<div class="schema-tree">${search}${own ? element`<p class="tree-group">Yours</p>` : null}${items.slice(0, own)}${own ? element`<p class="tree-group">Snapshot</p>` : null}${items.slice(own)}${none}</div>`;
}
