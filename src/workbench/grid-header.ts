/** The header of a result grid: a click sorts, the menu button opens the column's panel, the edge resizes. */
import {element} from "../components/dom.js";
import {isNumeric, type ResultColumn} from "../model/result.js";
import type {SortBy} from "../model/result-filter.js";

export const MIN_WIDTH = 48;
const STEP = 16;

export interface HeaderActions {
  sort(column: number): void;
  panel(column: number, button: HTMLElement): void;
  resize(column: number, width: number): void;
  /** As wide as the rows on screen need. */
  fit(column: number): void;
}

/** Keyboard and pointer resizing; the handle tells its width to assistive technology. */
function resizer(name: string, column: number, width: number, actions: HeaderActions): HTMLElement {
  const handle = element`<span class="grid-resize" role="separator" aria-orientation="vertical" tabindex="0" aria-label=${`Width of ${name}`} aria-valuemin=${MIN_WIDTH} aria-valuemax="1000" aria-valuenow=${width}></span>`;
  const set = (next: number) => {
    const width = Math.max(MIN_WIDTH, Math.min(1000, Math.round(next)));
    handle.setAttribute("aria-valuenow", String(width));
    actions.resize(column, width);
  };
  const now = () => Number(handle.getAttribute("aria-valuenow"));
  handle.addEventListener("keydown", (event) => {
    if (event.key !== "ArrowLeft" && event.key !== "ArrowRight") return;
    event.preventDefault();
    set(now() + (event.key === "ArrowRight" ? STEP : -STEP));
  });
  handle.addEventListener("dblclick", () => actions.fit(column));
  handle.addEventListener("pointerdown", (event) => {
    event.preventDefault();
    handle.setPointerCapture(event.pointerId);
    const [start, width] = [event.clientX, now()];
    const move = (moved: PointerEvent) => set(width + moved.clientX - start);
    handle.addEventListener("pointermove", move);
    handle.addEventListener("lostpointercapture", () => handle.removeEventListener("pointermove", move), {once: true});
  });
  return handle;
}

/** One row of column headers; `filtered` are the columns that carry a filter. */
export function gridHeader(columns: readonly ResultColumn[], widths: readonly number[], sort: SortBy | null, filtered: ReadonlySet<number>, actions: HeaderActions): HTMLElement {
  const cells = columns.map(({name, type, kind}, j) => {
    const state = sort?.column === j ? (sort.descending ? "descending" : "ascending") : "none";
    const menu = element`<button type="button" class=${`grid-menu${filtered.has(j) ? " is-filtered" : ""}`} aria-label=${`${filtered.has(j) ? "Filtered. " : ""}Statistics and filter of ${name}`} aria-haspopup="dialog">⋯</button>`;
    menu.addEventListener("click", () => actions.panel(j, menu));
    return element`<div role="columnheader" aria-colindex=${j + 2} aria-sort=${state} class=${isNumeric(kind) ? "num" : ""}>
      <button type="button" class="grid-sort" title=${`${name} ${type}`} onclick=${() => actions.sort(j)}><span class="grid-name">${name}</span><span class="sort-mark" aria-hidden="true"></span><small>${type.toLowerCase().replace(/^enum\(.*$/, "varchar")}</small></button>${menu}${resizer(name, j, widths[j], actions)}</div>`;
  });
  return element`<div role="row" class="grid-row grid-head" aria-rowindex="1"><div role="columnheader" aria-colindex="1" class="grid-number" aria-label="Row">#</div>${cells}</div>`;
}
