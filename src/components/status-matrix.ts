/** Month × distributor × platform grid of reconciliation statuses: glyph, figure and colour; one tab stop, arrows, Enter. */
import {formatAmount, formatChange, formatMonth} from "../model/format.js";
import {groupBy, sumOf} from "../model/group.js";
import type {ReconciliationStatus} from "../model/variance.js";
import {distributorLabel, platformLabel} from "./colors.js";
import {announce, element} from "./dom.js";
import {addGridKeys} from "./grid-keys.js";

/** One cell; amounts in `currency`, null where that side does not exist. `variance_pct` is in percent. */
export interface MatrixCell {
  usage_month: Date;
  distributor: string;
  platform: string;
  currency: string;
  status: ReconciliationStatus;
  expected: number | null;
  actual: number | null;
  variance_pct: number | null;
}

const statusGlyphs: Record<ReconciliationStatus, string> = {
  MATCHED: "✓", VARIANCE: "▲▼", AWAITING: "…", NO_STATEMENT: "∅", NO_FEED: "◇"
};

export const statusWords: Record<ReconciliationStatus, string> = {
  MATCHED: "matched: within 5% of the estimate",
  VARIANCE: "variance: 5% or more above ▲ or below ▼",
  AWAITING: "awaiting: not yet due, or more is still to come",
  NO_STATEMENT: "uncovered: no statements",
  NO_FEED: "uncovered: not in the daily feed; what came"
};

/** Text that names a cell in the URL: "2025-08 distrokid spotify USD". */
export const cellName = (cell: Pick<MatrixCell, "usage_month" | "distributor" | "platform" | "currency">): string =>
  [cell.usage_month.toISOString().slice(0, 7), cell.distributor, cell.platform, cell.currency].join(" ");

const glyph = (cell: MatrixCell): string =>
  cell.status === "VARIANCE" ? ((cell.variance_pct ?? Infinity) < 0 ? "▼" : "▲") : statusGlyphs[cell.status];

const isJudged = (cell: MatrixCell): boolean => cell.status === "MATCHED" || cell.status === "VARIANCE";

/** Judged cells show their variance, those without a feed what came; the others nothing. */
function figure(cell: MatrixCell): string {
  if (isJudged(cell)) return cell.variance_pct === null ? "" : formatChange(cell.variance_pct / 100, Math.abs(cell.variance_pct) < 9.95 ? 1 : 0);
  return cell.status === "NO_FEED" && cell.actual !== null ? formatAmount(cell.actual, 0) : "";
}

function describe(cell: MatrixCell): string {
  const parts = [`${formatMonth(cell.usage_month)}, ${distributorLabel(cell.distributor)}, ${platformLabel(cell.platform)}: ${statusWords[cell.status].split(":")[0]}`];
  if (cell.variance_pct !== null && isJudged(cell)) parts.push(formatChange(cell.variance_pct / 100));
  if (cell.expected !== null) parts.push(`expected about ${cell.currency} ${formatAmount(cell.expected)}`);
  if (cell.actual !== null) parts.push(`actual ${cell.currency} ${formatAmount(cell.actual)}`);
  return parts.join(", ");
}

function gridCell(cell: MatrixCell | undefined): HTMLElement {
  if (!cell) return element`<td class="matrix-empty"><span class="visually-hidden">no streams and no statement lines</span></td>`;
  const text = describe(cell);
  return element`<td class=${`matrix-cell status-${cell.status.toLowerCase()}`} data-name=${cellName(cell)} title=${text}><span class="glyph" aria-hidden="true">${glyph(cell)}</span><span aria-hidden="true">${figure(cell)}</span><span class="visually-hidden">${text}</span></td>`;
}

const unique = <T>(values: Iterable<T>): T[] => [...new Set(values)];

function matrixHead(months: readonly Date[]): HTMLElement {
  const columns = months.map((month) => element`<th scope="col">${formatMonth(month).slice(0, 3)}<small>${month.getUTCFullYear()}</small></th>`);
  return element`<thead><tr><th scope="col">Usage month</th>${columns}</tr></thead>`;
}

/** Rows that can be expected come first, then by money. */
function rowOrder(cells: readonly MatrixCell[]): number {
  return sumOf(cells, (cell) => (cell.expected ?? 0) * 1e6 + (cell.actual ?? 0));
}

/** One distributor's rows; pushes their cells onto `rows` in the order they stand. */
function matrixGroup(cells: readonly MatrixCell[], months: readonly Date[], rows: HTMLElement[][]): HTMLElement {
  const groups = [...groupBy(cells, (cell) => `${cell.platform} ${cell.currency}`).values()].sort((a, b) => rowOrder(b) - rowOrder(a));
  const lines = groups.map((group) => {
    const byMonth = new Map(group.map((cell) => [cell.usage_month.getTime(), cell]));
    const own = months.map((month) => gridCell(byMonth.get(month.getTime())));
    rows.push(own);
    return element`<tr><th scope="row">${platformLabel(group[0].platform)}</th>${own}</tr>`;
  });
  return element`<tbody><tr class="matrix-group"><th scope="rowgroup" colspan=${months.length + 1}><span>${distributorLabel(cells[0].distributor)}</span></th></tr>${lines}</tbody>`;
}

/**
 * The grid; `.value` is the name of the selected cell (see `cellName`) or null, and "input" fires when the reader
 * changes it. Selecting the selected cell again clears it.
 */
export function statusMatrix(cells: readonly MatrixCell[]): HTMLElement & {value: string | null} {
  const months = unique(cells.map((cell) => cell.usage_month.getTime())).sort((a, b) => a - b).map((time) => new Date(time));
  const rows: HTMLElement[][] = [];
  const groups = unique(cells.map((cell) => cell.distributor))
    .map((distributor) => matrixGroup(cells.filter((cell) => cell.distributor === distributor), months, rows));
  const table = element`<table class="status-matrix" role="grid" aria-label="Reconciliation status by usage month, distributor and platform">
    ${matrixHead(months)}${groups}</table>`;
  return selectable(table, rows);
}

function selectable(table: HTMLElement, rows: HTMLElement[][]): HTMLElement & {value: string | null} {
  const cells = rows.flat().filter((cell) => cell.dataset.name);
  let value: string | null = null;
  const select = (name: string | null): void => {
    value = cells.some((cell) => cell.dataset.name === name) ? name : null;
    for (const cell of cells) cell.setAttribute("aria-selected", String(cell.dataset.name === value));
  };
  const root = element`<div class="matrix-scroll">${table}</div>`;
  addGridKeys(table, rows, (cell) => {
    if (!cell.dataset.name) return;
    select(cell.dataset.name === value ? null : cell.dataset.name);
    announce(root);
  }, rows[0]?.at(-1));
  select(null);
  requestAnimationFrame(() => { // the selected month, else the newest ones
    const chosen = cells.find((cell) => cell.dataset.name === value);
    root.scrollLeft = chosen ? chosen.offsetLeft - root.clientWidth / 2 : root.scrollWidth;
  });
  return Object.defineProperty(root, "value", {get: () => value, set: select}) as HTMLElement & {value: string | null};
}

/** What the glyphs mean, for the statuses that occur. */
export function statusLegend(cells: readonly MatrixCell[]): HTMLElement {
  const present = new Set(cells.map((cell) => cell.status));
  const items = (Object.keys(statusWords) as ReconciliationStatus[]).filter((status) => present.has(status));
  return element`<ul class="matrix-legend">${items.map((status) =>
    element`<li><span class=${`matrix-key status-${status.toLowerCase()}`} aria-hidden="true">${statusGlyphs[status]}</span> ${statusWords[status]}</li>`)}</ul>` as HTMLElement;
}
