/**
 * A result as a grid that scrolls through a million rows: it draws what is on screen and asks its source for that.
 *
 *   const grid = resultGrid(arrowSource(table), {label: "Result"});     // engine/exact-rows.ts; or any RowSource
 *   place.append(grid.element);
 *
 * One tab stop; arrows, Page Up/Down, Home and End move, Shift extends, Ctrl+C copies the selected cells as TSV.
 */
import {element, uniqueId} from "../components/dom.js";
import {parseFilter, type ColumnFilter, type SortBy} from "../model/result-filter.js";
import {shownCell, toMarkdown, toTsv} from "../model/result-text.js";
import type {Cell} from "../model/result.js";
import type {RowSource} from "../model/row-source.js";
import {columnPanel, openAt} from "./column-panel.js";
import {gridHeader, MIN_WIDTH} from "./grid-header.js";
import {gridPages} from "./grid-pages.js";
import {rowsView} from "./grid-rows.js";
import {isIn, moved, rangeOf, type CellPlace, type CellRange} from "./grid-selection.js";
import {ROW_HEIGHT, scrollTo, trackHeight, windowAt} from "./grid-window.js";

/** `onView` is told after sorting and filtering how many of the rows are left. */
export interface GridOptions {
  label: string;
  /** Height in pixels of the part that scrolls; shorter results take less. Default 420. */
  height?: number;
  onView?: (view: RowSource) => void;
  onProblem?: (sentence: string) => void;
}

export interface ResultGrid {
  element: HTMLElement;
  /** What is shown now: the source sorted and filtered. */
  view(): RowSource;
  /** The selected cells when there are several, else everything shown, as text; at most `COPY_ROWS` rows. */
  text(format: "tsv" | "markdown"): Promise<{text: string; rows: number; isCut: boolean}>;
}

export const COPY_ROWS = 100_000;
const HEADER = 44;
const NUMBER_WIDTH = 64;
const MAX_WIDTH = 340;
const CHARACTER = 7.9;

/** Wide enough for the name and the first rows. */
function fittingWidths(source: RowSource, rows: readonly (readonly Cell[])[]): number[] {
  return source.columns.map((column, j) => {
    const longest = rows.slice(0, 100).reduce((most, row) => Math.max(most, row?.[j] === null ? 4 : shownCell(row?.[j] ?? "", column).length), 0);
    return Math.round(Math.max(MIN_WIDTH, Math.min(MAX_WIDTH, Math.max(column.name.length * CHARACTER + 46, column.type.length * 5 + 40, longest * CHARACTER + 20))));
  });
}

/** Draws the grid; rows come as the source delivers them. */
export function resultGrid(source: RowSource, {label, height = 420, onView, onProblem}: GridOptions): ResultGrid {
  const id = uniqueId("grid");
  const {columns} = source;
  let view = source;
  let sort: SortBy | null = null;
  const filters = new Map<number, {text: string; filter: ColumnFilter}>();
  let widths = columns.map(({name}) => Math.max(90, name.length * CHARACTER + 46));
  let [anchor, active]: [CellPlace, CellPlace | null] = [{row: 0, column: 0}, null];
  let turn = 0;

  const rows = rowsView(columns, id);
  const head = element`<div role="rowgroup" class="grid-heads"></div>`;
  const track = element`<div class="grid-track" role="presentation">${rows.element}</div>`;
  const scroller = element`<div class="grid-scroll" role="grid" tabindex="0" aria-label=${label} aria-colcount=${columns.length + 1} aria-multiselectable="true">${head}${track}</div>`;
  const empty = element`<p class="grid-empty muted" hidden>No rows.</p>`;
  const say = (reason: unknown) => onProblem?.(reason instanceof Error ? reason.message : String(reason));
  const visibleHeight = () => Math.max(ROW_HEIGHT, scroller.clientHeight - HEADER);
  const range = (): CellRange | null => active && rangeOf(anchor, active);

  const draw = () => {
    const window = windowAt(scroller.scrollTop, visibleHeight(), view.rowCount);
    pages.want(window.first, window.first + window.count);
    const selected = range();
    rows.show(window, view.rowCount, pages.row, {active, isMarked: (row, column) => selected !== null && isIn(selected, row, column)});
    if (active) scroller.setAttribute("aria-activedescendant", `${id}-${active.row}-${active.column}`);
  };
  let pages = gridPages(view, draw, say);
  const setWidths = () => scroller.style.setProperty("--grid-columns", `${NUMBER_WIDTH}px ${widths.map((width) => `${width}px`).join(" ")}`);
  const drawHead = () => head.replaceChildren(gridHeader(columns, widths, sort, new Set(filters.keys()), actions));
  const setView = (next: RowSource) => {
    pages.close();
    view = next;
    pages = gridPages(view, draw, say);
    track.style.height = `${trackHeight(view.rowCount)}px`;
    scroller.setAttribute("aria-rowcount", String(view.rowCount + 1));
    scroller.style.height = `${Math.min(height, HEADER + Math.max(1, view.rowCount) * ROW_HEIGHT + 16)}px`;
    empty.hidden = view.rowCount > 0;
    scroller.scrollTop = 0;
    [anchor, active] = [{row: 0, column: 0}, null];
    draw();
  };
  const refresh = async () => {
    const mine = ++turn;
    drawHead();
    scroller.setAttribute("aria-busy", "true");
    try {
      const next = sort || filters.size ? await source.view(sort, [...filters.values()].map(({filter}) => filter)) : source;
      if (mine === turn) {
        setView(next);
        onView?.(next);
      }
    } catch (reason) {
      if (mine === turn) say(reason);
    } finally {
      if (mine === turn) scroller.removeAttribute("aria-busy");
    }
  };
  const setFilter = (column: number, text: string): string | null => {
    const filter = parseFilter(text, column, columns);
    if (typeof filter === "string") return filter;
    if (filter) filters.set(column, {text, filter});
    else filters.delete(column);
    void refresh();
    return null;
  };
  const actions = {
    sort: (column: number) => {
      sort = sort?.column !== column ? {column, descending: false} : sort.descending ? null : {column, descending: true};
      void refresh().then(() => head.querySelectorAll<HTMLElement>(".grid-sort")[column]?.focus());
    },
    panel: (column: number, button: HTMLElement) =>
      openAt(columnPanel({column: columns[column], statistics: view.statistics(column), filter: filters.get(column)?.text ?? "", onFilter: (text) => setFilter(column, text)}), button),
    resize: (column: number, width: number) => { widths[column] = width; setWidths(); },
    fit: (column: number) => { widths[column] = fittingWidths(source, onScreen())[column]; setWidths(); drawHead(); }
  };
  const onScreen = () => Array.from({length: Math.min(100, view.rowCount)}, (_, i) => pages.row(i + windowAt(scroller.scrollTop, visibleHeight(), view.rowCount).first)).filter((row) => row !== undefined);

  const activate = (place: CellPlace, extend: boolean) => {
    active = place;
    if (!extend) anchor = place;
    scroller.scrollTop = scrollTo(place.row, scroller.scrollTop, visibleHeight(), view.rowCount);
    const left = NUMBER_WIDTH + widths.slice(0, place.column).reduce((sum, width) => sum + width, 0);
    if (left - NUMBER_WIDTH < scroller.scrollLeft) scroller.scrollLeft = left - NUMBER_WIDTH;
    else if (left + widths[place.column] > scroller.scrollLeft + scroller.clientWidth) scroller.scrollLeft = left + widths[place.column] - scroller.clientWidth;
    draw();
  };
  const placeOf = (event: Event): CellPlace | null => {
    const match = /-(\d+)-(\d+)$/.exec((event.target as Element).closest("[role=gridcell]")?.id ?? "");
    return match && {row: Number(match[1]), column: Number(match[2])};
  };
  const readRange = async ({top, bottom, left, right}: CellRange) => {
    const read = await view.read(top, Math.min(bottom + 1, top + COPY_ROWS));
    return {columns: columns.slice(left, right + 1), rows: read.map((row) => row.slice(left, right + 1)), isCut: bottom - top + 1 > COPY_ROWS};
  };
  const text: ResultGrid["text"] = async (format) => {
    const selected = range();
    const several = selected && (selected.top < selected.bottom || selected.left < selected.right);
    const part = await readRange(several ? selected : {top: 0, bottom: view.rowCount - 1, left: 0, right: columns.length - 1});
    return {text: (format === "tsv" ? toTsv : toMarkdown)(part.columns, part.rows), rows: part.rows.length, isCut: part.isCut};
  };
  const copyCells = async () => {
    const part = await readRange(range() ?? {top: 0, bottom: 0, left: 0, right: 0});
    await navigator.clipboard.writeText(toTsv(part.columns, part.rows).split("\n").slice(1).join("\n").trimEnd());
  };

  scroller.addEventListener("scroll", () => requestAnimationFrame(draw), {passive: true});
  scroller.addEventListener("focus", () => { if (!active && view.rowCount && columns.length) activate({row: windowAt(scroller.scrollTop, visibleHeight(), view.rowCount).first, column: 0}, false); });
  scroller.addEventListener("pointerdown", (event) => {
    const place = event.button === 0 && placeOf(event);
    if (!place) return;
    activate(place, event.shiftKey);
    const drag = (over: Event) => { const to = placeOf(over); if (to && (to.row !== active?.row || to.column !== active.column)) activate(to, true); };
    scroller.addEventListener("pointermove", drag);
    addEventListener("pointerup", () => scroller.removeEventListener("pointermove", drag), {once: true});
  });
  scroller.addEventListener("keydown", (event) => {
    if (event.target !== scroller || !active) return;
    if ((event.ctrlKey || event.metaKey) && event.key === "c") return void copyCells().catch(say);
    const to = moved(active, event, {rows: view.rowCount, columns: columns.length, page: Math.max(1, Math.floor(visibleHeight() / ROW_HEIGHT) - 1)});
    if (!to) return;
    event.preventDefault();
    activate(to, event.shiftKey);
  });
  new ResizeObserver(draw).observe(scroller);
  setWidths();
  drawHead();
  setView(source);
  void Promise.resolve(source.read(0, Math.min(100, source.rowCount))).then((first) => { widths = fittingWidths(source, first); setWidths(); drawHead(); }, say);
  return {element: element`<div class="result-grid">${scroller}${empty}</div>`, view: () => view, text};
}
