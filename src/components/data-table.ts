/** A table for work: sortable, right-aligned figures, totals, selectable rows, and its CSV. */
import {toCsv} from "../model/csv.js";
import {MISSING} from "../model/format.js";
import {download} from "./download.js";
import {element} from "./dom.js";
import {sortRows, type SortState} from "./table-sort.js";

/**
 * One column. `value` is where the cell, the order and the CSV come from (default: row[key]); `format` writes it.
 * `align` defaults to right for columns with a unit or a total. `total` sums the column, or computes its total.
 */
export interface TableColumn<Row> {
  key: string;
  label: string;
  value?: (row: Row) => unknown;
  format?: (value: never, row: Row) => string | Node;
  align?: "left" | "right";
  unit?: string;
  total?: boolean | ((rows: readonly Row[]) => unknown);
  estimate?: boolean | ((row: Row) => boolean);
  /** Long text that breaks into lines; other cells stay on one. */
  wrap?: boolean;
}

/** `rowsShown` rows are visible before the table scrolls; `selected` and `onSelect` work on `rowKey(row)`. */
export interface TableOptions<Row> {
  columns: readonly TableColumn<Row>[];
  caption: string;
  csvName: string;
  rowsShown?: number;
  totals?: boolean;
  sort?: SortState;
  selected?: string | null;
  onSelect?: (key: string, row: Row) => void;
  rowKey?: (row: Row) => string;
}

const ROW_HEIGHT = 29;
const PAGE = 200;

type Row = object;

const valueOf = <R extends Row>(column: TableColumn<R>, row: R): unknown => (column.value ? column.value(row) : (row as Record<string, unknown>)[column.key]);
const header = <R extends Row>({label, unit}: TableColumn<R>): string => (unit ? `${label} (${unit})` : label);
const isRight = <R extends Row>(column: TableColumn<R>): boolean => (column.align ? column.align === "right" : Boolean(column.unit || column.total));
const cellClass = <R extends Row>(column: TableColumn<R>, estimate: boolean): string => `${isRight(column) ? "num" : column.wrap ? "wrap" : ""}${estimate ? " estimate" : ""}`;

function written<R extends Row>(column: TableColumn<R>, value: unknown, row: R): string | Node {
  if (value === null || value === undefined) return MISSING;
  return column.format ? column.format(value as never, row) : value instanceof Date ? value.toISOString().slice(0, 10) : String(value);
}

/** An empty cell; the first of a row is its header. */
function bodyCell(isFirst: boolean, className: string): HTMLTableCellElement {
  const cell = document.createElement(isFirst ? "th" : "td");
  if (isFirst) cell.scope = "row";
  if (className) cell.className = className;
  return cell;
}

/** Made without a template: a page has thousands of cells, and each template is parsed again. */
function bodyRow<R extends Row>(row: R, options: TableOptions<R>): HTMLElement {
  const {columns, onSelect, rowKey, selected} = options;
  const key = rowKey?.(row);
  const chosen = key !== undefined && key === selected;
  const line = document.createElement("tr");
  if (chosen) line.className = "selected";
  columns.forEach((column, i) => {
    const estimate = typeof column.estimate === "function" ? column.estimate(row) : Boolean(column.estimate);
    const text = written(column, valueOf(column, row), row);
    const cell = bodyCell(i === 0, cellClass(column, estimate));
    cell.append(i === 0 && onSelect && key !== undefined
      ? element`<button type="button" class="row-select" aria-pressed=${String(chosen)} onclick=${() => onSelect(key, row)}>${text}</button>` : text);
    line.append(cell);
  });
  return line;
}

function totalOf<R extends Row>(column: TableColumn<R>, rows: readonly R[]): unknown {
  if (typeof column.total === "function") return column.total(rows);
  if (!column.total) return undefined;
  const values = rows.map((row) => valueOf(column, row)).filter((value) => value !== null && value !== undefined);
  return values.length ? values.reduce((sum: number, value) => sum + Number(value), 0) : null;
}

function totalsRow<R extends Row>(rows: readonly R[], columns: readonly TableColumn<R>[]): HTMLElement {
  const cells = columns.map((column, i) => {
    const total = totalOf(column, rows);
    const text = total === undefined ? (i === 0 ? "Total" : "") : written(column, total, rows[0]);
    return i === 0 ? element`<th scope="row">${text}</th>` : element`<td class=${cellClass(column, column.estimate === true)}>${text}</td>`;
  });
  return element`<tr>${cells}</tr>`;
}

/** The sort headers; `sortBy` is called with a column's key. */
function headRow<R extends Row>(columns: readonly TableColumn<R>[], sort: SortState | undefined, sortBy: (column: TableColumn<R>) => void): HTMLElement {
  return element`<tr>${columns.map((column) => {
    const state = sort?.key === column.key ? (sort.descending ? "descending" : "ascending") : "none";
    return element`<th scope="col" class=${isRight(column) ? "num" : ""} aria-sort=${state}>
      <button type="button" onclick=${() => sortBy(column)}>${header(column)}<span class="sort-mark" aria-hidden="true"></span></button></th>`;
  })}</tr>`;
}

/** The rows as on screen, in full and at full precision, as CSV text. Totals are left out: they can be summed again. */
function tableCsv<R extends Row>(rows: readonly R[], columns: readonly TableColumn<R>[]): string {
  return toCsv(rows, columns.map((column) => ({header: header(column), value: (row: R) => valueOf(column, row)})));
}

/** Draws the table; long ones scroll after `rowsShown` rows and show 200 rows at a time. */
export function dataTable<R extends Row>(rows: readonly R[], options: TableOptions<R>): HTMLElement {
  const {columns, caption, csvName, rowsShown = 14, totals = false} = options;
  let {sort} = options;
  let limit = PAGE;
  const [thead, tbody, tfoot] = [element`<thead></thead>`, element`<tbody></tbody>`, element`<tfoot></tfoot>`];
  const more = element`<button type="button" class="table-more" onclick=${() => { limit += PAGE; draw(); }}></button>`;
  const sorted = () => {
    const column = columns.find(({key}) => key === sort?.key);
    return column ? sortRows(rows, (row) => valueOf(column, row), sort!.descending) : [...rows];
  };
  const sortBy = (column: TableColumn<R>) => {
    sort = {key: column.key, descending: sort?.key === column.key ? !sort.descending : isRight(column)};
    draw();
    thead.querySelectorAll("button")[columns.indexOf(column)]?.focus();
  };
  const draw = () => {
    const ordered = sorted();
    thead.replaceChildren(headRow(columns, sort, sortBy));
    tbody.replaceChildren(...ordered.slice(0, limit).map((row) => bodyRow(row, options)));
    tfoot.replaceChildren(...(totals && rows.length ? [totalsRow(rows, columns)] : []));
    more.hidden = ordered.length <= limit;
    more.textContent = `Show ${Math.min(PAGE, ordered.length - limit)} more of ${ordered.length - limit} rows`;
  };
  const scrolls = rows.length > rowsShown ? `max-height: ${(rowsShown + 2) * ROW_HEIGHT}px` : "";
  const csv = element`<button type="button" class="csv-button" aria-label=${`Download ${caption} as CSV`} onclick=${() => download(csvName, tableCsv(sorted(), columns))}>CSV</button>`;
  draw();
  return element`<div class="data-table">
    <div class="table-head"><h3>${caption}</h3><span class="muted">${rows.length === 1 ? "1 row" : `${rows.length.toLocaleString("en")} rows`}</span>${csv}</div>
    ${rows.length ? element`<div class="table-scroll" style=${scrolls} tabindex="0" role="region" aria-label=${caption}><table aria-label=${caption}>${thead}${tbody}${tfoot}</table></div>` : element`<p class="muted table-empty">No rows for this choice.</p>`}
    ${more}</div>`;
}
