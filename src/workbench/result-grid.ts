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
import type {Cell, ResultColumn} from "../model/result.js";
import type {RowSource} from "../model/row-source.js";
import {columnPanel, openAt} from "./column-panel.js";
import {gridHeader, MIN_WIDTH} from "./grid-header.js";
import {gridPages, type GridPages} from "./grid-pages.js";
import {rowsView, type RowsView} from "./grid-rows.js";
import {isIn, moved, rangeOf, type CellPlace, type CellRange} from "./grid-selection.js";
import {ROW_HEIGHT, scrollTo, trackHeight, windowAt, type Window} from "./grid-window.js";

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
const CHARACTER = 8.4;

/** Wide enough for the name and the first rows. */
function fittingWidths(source: RowSource, rows: readonly (readonly Cell[])[]): number[] {
  return source.columns.map((column, j) => {
    const longest = rows.slice(0, 100).reduce((most, row) => Math.max(most, row?.[j] === null ? 4 : shownCell(row?.[j] ?? "", column).length), 0);
    return Math.round(Math.max(MIN_WIDTH, Math.min(MAX_WIDTH, Math.max(column.name.length * CHARACTER + 46, column.type.length * 5 + 40, longest * CHARACTER + 22))));
  });
}

/** The grid's parts and what they show; `resultGrid` makes one. */
class Grid implements ResultGrid {
  readonly element: HTMLElement;
  private readonly id = uniqueId("grid");
  private readonly rows: RowsView;
  private readonly head = element`<div role="rowgroup" class="grid-heads"></div>`;
  private readonly track = element`<div class="grid-track" role="presentation"></div>`;
  private readonly scroller: HTMLElement;
  private readonly empty = element`<p class="grid-empty muted" hidden>No rows.</p>`;
  private shown: RowSource;
  private pages: GridPages;
  private sort: SortBy | null = null;
  private readonly filters = new Map<number, {text: string; filter: ColumnFilter}>();
  private widths: number[];
  private anchor: CellPlace = {row: 0, column: 0};
  private active: CellPlace | null = null;
  /** Counts what was asked of the source, so that only the last answer is shown. */
  private turn = 0;

  constructor(private readonly source: RowSource, private readonly options: GridOptions) {
    const {columns} = source;
    this.shown = source;
    this.rows = rowsView(columns, this.id);
    this.track.append(this.rows.element);
    this.scroller = element`<div class="grid-scroll" role="grid" tabindex="0" aria-label=${options.label} aria-colcount=${columns.length + 1} aria-multiselectable="true">${this.head}${this.track}</div>`;
    this.element = element`<div class="result-grid">${this.scroller}${this.empty}</div>`;
    this.widths = columns.map(({name}) => Math.max(90, name.length * CHARACTER + 46));
    this.pages = this.pagesOf(source);
    this.setWidths();
    this.drawHead();
    this.setView(source);
    this.listen();
    void Promise.resolve(source.read(0, Math.min(100, source.rowCount))).then((first) => this.fit(fittingWidths(source, first)), this.say);
  }

  readonly view = (): RowSource => this.shown;

  async text(format: "tsv" | "markdown"): Promise<{text: string; rows: number; isCut: boolean}> {
    const selected = this.range();
    const several = selected && (selected.top < selected.bottom || selected.left < selected.right);
    const part = await this.read(several ? selected : {top: 0, bottom: this.shown.rowCount - 1, left: 0, right: this.source.columns.length - 1});
    return {text: (format === "tsv" ? toTsv : toMarkdown)(part.columns, part.rows), rows: part.rows.length, isCut: part.isCut};
  }

  private readonly say = (reason: unknown): void => this.options.onProblem?.(reason instanceof Error ? reason.message : String(reason));
  private pagesOf(source: RowSource): GridPages {
    return gridPages(source, () => this.draw(), this.say);
  }

  private range(): CellRange | null {
    return this.active && rangeOf(this.anchor, this.active);
  }

  private visibleHeight(): number {
    return Math.max(ROW_HEIGHT, this.scroller.clientHeight - HEADER);
  }

  private window(): Window {
    return windowAt(this.scroller.scrollTop, this.visibleHeight(), this.shown.rowCount);
  }

  private async read({top, bottom, left, right}: CellRange): Promise<{columns: readonly ResultColumn[]; rows: Cell[][]; isCut: boolean}> {
    const read = await this.shown.read(top, Math.min(bottom + 1, top + COPY_ROWS));
    return {columns: this.source.columns.slice(left, right + 1), rows: read.map((row) => row.slice(left, right + 1)), isCut: bottom - top + 1 > COPY_ROWS};
  }

  private draw(): void {
    const window = this.window();
    this.pages.want(window.first, window.first + window.count);
    const [selected, active] = [this.range(), this.active];
    this.rows.show(window, this.shown.rowCount, this.pages.row, {active, isMarked: (row, column) => selected !== null && isIn(selected, row, column)});
    if (active) this.scroller.setAttribute("aria-activedescendant", `${this.id}-${active.row}-${active.column}`);
  }

  private setWidths(): void {
    this.scroller.style.setProperty("--grid-columns", `${NUMBER_WIDTH}px ${this.widths.map((width) => `${width}px`).join(" ")}`);
  }

  private fit(widths: number[]): void {
    this.widths = widths;
    this.setWidths();
    this.drawHead();
  }

  private drawHead(): void {
    const {source, widths, filters} = this;
    this.head.replaceChildren(gridHeader(source.columns, widths, this.sort, new Set(filters.keys()), {
      sort: (column) => void this.sortBy(column).then(() => this.head.querySelectorAll<HTMLElement>(".grid-sort")[column]?.focus()),
      panel: (column, button) => openAt(columnPanel({column: source.columns[column], statistics: this.shown.statistics(column), filter: filters.get(column)?.text ?? "", onFilter: (text) => this.setFilter(column, text)}), button),
      resize: (column, width) => {
        widths[column] = width;
        this.setWidths();
      },
      fit: (column) => {
        const {first} = this.window();
        const rows = Array.from({length: 100}, (_, i) => this.pages.row(first + i)).filter((row) => row !== undefined);
        this.fit(widths.with(column, fittingWidths(source, rows)[column]));
      }
    }));
  }

  private setView(next: RowSource): void {
    const {scroller, options: {height = 420}} = this;
    this.pages.close();
    this.shown = next;
    this.pages = this.pagesOf(next);
    this.track.style.height = `${trackHeight(next.rowCount)}px`;
    scroller.setAttribute("aria-rowcount", String(next.rowCount + 1));
    scroller.style.height = `${Math.min(height, HEADER + Math.max(1, next.rowCount) * ROW_HEIGHT + 16)}px`;
    this.empty.hidden = next.rowCount > 0;
    scroller.scrollTop = 0;
    this.anchor = {row: 0, column: 0};
    this.active = null;
    this.draw();
  }

  /** Asks the source for the rows in the order and with the filters of now. */
  private async refresh(): Promise<void> {
    const mine = ++this.turn;
    this.drawHead();
    this.scroller.setAttribute("aria-busy", "true");
    try {
      const filters = [...this.filters.values()].map(({filter}) => filter);
      const next = this.sort || filters.length ? await this.source.view(this.sort, filters) : this.source;
      if (mine !== this.turn) return;
      this.setView(next);
      this.options.onView?.(next);
    } catch (reason) {
      if (mine === this.turn) this.say(reason);
    } finally {
      if (mine === this.turn) this.scroller.removeAttribute("aria-busy");
    }
  }

  /** Ascending, descending, as it came. */
  private sortBy(column: number): Promise<void> {
    this.sort = this.sort?.column !== column ? {column, descending: false} : this.sort.descending ? null : {column, descending: true};
    return this.refresh();
  }

  private setFilter(column: number, text: string): string | null {
    const filter = parseFilter(text, column, this.source.columns);
    if (typeof filter === "string") return filter;
    if (filter) this.filters.set(column, {text, filter});
    else this.filters.delete(column);
    void this.refresh();
    return null;
  }

  /** Moves the active cell and brings it into view; `extend` keeps the other end of the selection. */
  private activate(place: CellPlace, extend: boolean): void {
    const {scroller, widths} = this;
    this.active = place;
    if (!extend) this.anchor = place;
    scroller.scrollTop = scrollTo(place.row, scroller.scrollTop, this.visibleHeight(), this.shown.rowCount);
    const left = widths.slice(0, place.column).reduce((sum, width) => sum + width, 0);
    const right = NUMBER_WIDTH + left + widths[place.column];
    if (left < scroller.scrollLeft) scroller.scrollLeft = left;
    else if (right > scroller.scrollLeft + scroller.clientWidth) scroller.scrollLeft = right - scroller.clientWidth;
    this.draw();
  }

  private async copyCells(): Promise<void> {
    const {columns, rows} = await this.read(this.range()!);
    await navigator.clipboard.writeText(toTsv(columns, rows).split("\n").slice(1).join("\n").trimEnd());
  }

  private keyDown(event: KeyboardEvent): void {
    if (event.target !== this.scroller || !this.active) return;
    if ((event.ctrlKey || event.metaKey) && event.key === "c") return void this.copyCells().catch(this.say);
    const to = moved(this.active, event, {rows: this.shown.rowCount, columns: this.source.columns.length, page: Math.max(1, Math.floor(this.visibleHeight() / ROW_HEIGHT) - 1)});
    if (!to) return;
    event.preventDefault();
    this.activate(to, event.shiftKey);
  }

  private pointerDown(event: PointerEvent): void {
    const place = event.button === 0 && placeOf(event);
    if (!place) return;
    this.activate(place, event.shiftKey);
    const drag = (over: Event) => {
      const to = placeOf(over);
      if (to && (to.row !== this.active?.row || to.column !== this.active.column)) this.activate(to, true);
    };
    this.scroller.addEventListener("pointermove", drag);
    addEventListener("pointerup", () => this.scroller.removeEventListener("pointermove", drag), {once: true});
  }

  private listen(): void {
    const {scroller} = this;
    scroller.addEventListener("scroll", () => requestAnimationFrame(() => this.draw()), {passive: true});
    scroller.addEventListener("focus", () => {
      if (!this.active && this.shown.rowCount && this.source.columns.length) this.activate({row: this.window().first, column: 0}, false);
    });
    scroller.addEventListener("pointerdown", (event) => this.pointerDown(event));
    scroller.addEventListener("keydown", (event) => this.keyDown(event));
    new ResizeObserver(() => this.draw()).observe(scroller);
  }
}

/** The cell that an event happened in, read off its id. */
function placeOf(event: Event): CellPlace | null {
  const match = /-(\d+)-(\d+)$/.exec((event.target as Element).closest("[role=gridcell]")?.id ?? "");
  return match && {row: Number(match[1]), column: Number(match[2])};
}

/** Draws the grid; rows come as the source delivers them. */
export const resultGrid = (source: RowSource, options: GridOptions): ResultGrid => new Grid(source, options);
