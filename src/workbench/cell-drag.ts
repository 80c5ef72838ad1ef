/** Cells moved by their handle, with mouse, pen or finger. */

export interface DragActions {
  /** The cells of the list, in order. */
  cells(): HTMLElement[];
  /** Puts a cell before (or, with `below`, after) another. */
  drop(id: string, target: string, below: boolean): void;
}

/** How near to the window's edge the page scrolls along, and by how much at each move, in pixels. */
const EDGE = 48;
const STEP = 14;

const idOf = (cell: HTMLElement): string => cell.dataset.cell!;

/** The cell at a height, or the nearest one, and whether the height is in its lower half. */
function placeAt(cells: readonly HTMLElement[], y: number): {cell: HTMLElement; below: boolean} | undefined {
  const cell = cells.find((each) => y < each.getBoundingClientRect().bottom) ?? cells.at(-1);
  if (!cell) return undefined;
  const {top, height} = cell.getBoundingClientRect();
  return {cell, below: y > top + height / 2};
}

/** Listens on the list; Escape gives a drag up. */
export function listenToDrags(list: HTMLElement, {cells, drop}: DragActions): void {
  list.addEventListener("pointerdown", (event) => {
    const handle = (event.target as Element).closest<HTMLElement>(".nb-handle");
    const dragged = handle?.closest<HTMLElement>("[data-cell]");
    if (!handle || !dragged || event.button !== 0) return;
    event.preventDefault();
    const ended = new AbortController();
    const {signal} = ended;
    let place: ReturnType<typeof placeAt>;
    const mark = () => {
      for (const cell of cells()) cell.classList.remove("is-over", "is-over-end");
      place?.cell.classList.add(place.below ? "is-over-end" : "is-over");
    };
    const end = () => {
      ended.abort();
      place = undefined;
      mark();
      dragged.classList.remove("is-dragged");
    };
    dragged.classList.add("is-dragged");
    handle.setPointerCapture(event.pointerId);
    handle.addEventListener("pointermove", ({clientY}) => {
      if (clientY < EDGE || clientY > innerHeight - EDGE) scrollBy(0, clientY < EDGE ? -STEP : STEP);
      place = placeAt(cells(), clientY);
      mark();
    }, {signal});
    handle.addEventListener("pointerup", () => {
      const at = place;
      end();
      if (at && at.cell !== dragged) drop(idOf(dragged), idOf(at.cell), at.below);
    }, {signal});
    handle.addEventListener("pointercancel", end, {signal});
    addEventListener("keydown", ({key}) => key === "Escape" && end(), {signal});
  });
}
