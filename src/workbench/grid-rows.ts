/** The rows of a grid that are on screen: elements that are used again with other text while the list scrolls. */
import {element} from "../components/dom.js";
import {isNumeric, type Cell, type ResultColumn} from "../model/result.js";
import {shownCell} from "../model/result-text.js";
import {ROW_HEIGHT, type Window} from "./grid-window.js";

export interface RowsView {
  element: HTMLElement;
  /** Shows the rows of a window; `isMarked` tells selected cells, `active` is the one with the keyboard. */
  show(window: Window, rowCount: number, row: (index: number) => readonly Cell[] | undefined, marks: {isMarked: (row: number, column: number) => boolean; active: {row: number; column: number} | null}): void;
}

/** `prefix` makes the ids of the cells: prefix-row-column. */
export function rowsView(columns: readonly ResultColumn[], prefix: string): RowsView {
  const holder = element`<div class="grid-window" role="rowgroup"></div>`;
  const pool: HTMLElement[] = [];
  const make = () => {
    const row = element`<div role="row" class="grid-row"><div role="rowheader" class="grid-number"></div>${columns.map(({kind}) => element`<div role="gridcell" class=${isNumeric(kind) ? "num" : ""}></div>`)}</div>`;
    pool.push(row);
    holder.append(row);
    return row;
  };
  const fill = (row: HTMLElement, index: number, cells: readonly Cell[] | undefined, marks: Parameters<RowsView["show"]>[3]) => {
    row.setAttribute("aria-rowindex", String(index + 2));
    row.classList.toggle("is-waiting", !cells);
    row.firstElementChild!.textContent = String(index + 1);
    columns.forEach((column, j) => {
      const box = row.children[j + 1] as HTMLElement;
      const cell = cells?.[j];
      const text = cells ? (cell === null ? "null" : shownCell(cell!, column)) : "";
      if (box.textContent !== text) box.textContent = text;
      box.classList.toggle("is-null", cells !== undefined && cell === null);
      box.classList.toggle("is-marked", marks.isMarked(index, j));
      const isActive = marks.active?.row === index && marks.active.column === j;
      box.classList.toggle("is-active", isActive);
      box.id = `${prefix}-${index}-${j}`;
      box.setAttribute("aria-colindex", String(j + 2));
    });
  };
  return {
    element: holder,
    show({first, top, count}, rowCount, rowAt, marks) {
      const shown = Math.min(count, rowCount - first);
      holder.style.transform = `translateY(${top}px)`;
      for (let i = 0; i < shown; ++i) fill(pool[i] ?? make(), first + i, rowAt(first + i), marks);
      pool.forEach((row, i) => (row.hidden = i >= shown));
      holder.style.height = `${shown * ROW_HEIGHT}px`;
    }
  };
}
