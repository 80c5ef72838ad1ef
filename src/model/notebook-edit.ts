/** Changes to a notebook, each a new document, and the history that undoes them. */
import {ChartSpec} from "./chart-spec.js";
import {nameOf, type Cell, type CellKind, type Notebook} from "./notebook.js";

/** `key` names a change that continues the one before (typing in one cell), so that both are undone together. */
export type History = {past: readonly Notebook[]; present: Notebook; future: readonly Notebook[]; key?: string};

const KEPT = 200;

export const startHistory = (present: Notebook): History => ({past: [], present, future: []});

/** The history after a change; without a difference it is the same one. */
export function changed(history: History, present: Notebook, key?: string): History {
  if (present === history.present) return history;
  const continues = key !== undefined && key === history.key;
  const past = continues ? history.past : [...history.past, history.present].slice(-KEPT);
  return {past, present, future: [], key};
}

/** One step back; the same history when there is none. */
export function undone(history: History): History {
  const {past, present, future} = history;
  return past.length ? {past: past.slice(0, -1), present: past.at(-1)!, future: [present, ...future]} : history;
}

/** One step forward again; the same history when there is none. */
export function redone(history: History): History {
  const {past, present, future} = history;
  return future.length ? {past: [...past, present], present: future[0], future: future.slice(1)} : history;
}

/** An id that no cell has: one higher than the highest of c1, c2, …. */
function freeId({cells}: Notebook): string {
  return `c${1 + Math.max(0, ...cells.map(({id}) => Number(/^c(\d{1,9})$/.exec(id)?.[1] ?? 0)))}`;
}

/** `base`, or `base_2`, `base_3` …: a name that no cell and none of `taken` has. */
function freeName({cells}: Notebook, base: string, taken: readonly string[] = []): string {
  const used = new Set([...cells.map(nameOf), ...taken]);
  for (let i = 1; ; ++i) {
    const name = i === 1 ? base : `${base.slice(0, 36)}_${i}`;
    if (!used.has(name)) return name;
  }
}

/** A new cell of a kind, with what it needs to be valid. */
export function newCell(notebook: Notebook, kind: CellKind, taken: readonly string[] = []): Cell {
  const cell = {id: freeId(notebook), folded: false};
  if (kind === "markdown") return {...cell, kind, text: ""};
  if (kind === "sql") return {...cell, kind, name: freeName(notebook, "rows", taken), title: "", text: "", show: true};
  if (kind === "input") return {...cell, kind, type: "text", name: freeName(notebook, "input", taken), label: "", value: ""};
  const from = notebook.cells.findLast((other) => other.kind === "sql" && other.name);
  return {...cell, kind, from: (from && nameOf(from)) ?? "", spec: ChartSpec.parse({mark: "bar", x: "x", aggregate: "count"})};
}

const withCells = (notebook: Notebook, cells: Cell[]): Notebook => ({...notebook, cells});

/** Puts a cell at `index` (0 is the top). */
export const inserted = (notebook: Notebook, cell: Cell, index: number): Notebook => withCells(notebook, notebook.cells.toSpliced(index, 0, cell));
export const removed = (notebook: Notebook, id: string): Notebook => withCells(notebook, notebook.cells.filter((cell) => cell.id !== id));

/** Replaces the cell that has the same id; the same document when nothing differs. */
export function updated(notebook: Notebook, cell: Cell): Notebook {
  const before = notebook.cells.find(({id}) => id === cell.id);
  if (!before || JSON.stringify(before) === JSON.stringify(cell)) return notebook;
  return withCells(notebook, notebook.cells.map((other) => (other.id === cell.id ? cell : other)));
}

/** Moves a cell to `index` of the result; beyond the ends it stays at the end. */
export function moved(notebook: Notebook, id: string, index: number): Notebook {
  const from = notebook.cells.findIndex((cell) => cell.id === id);
  const to = Math.max(0, Math.min(index, notebook.cells.length - 1));
  if (from < 0 || from === to) return notebook;
  return withCells(notebook, notebook.cells.toSpliced(from, 1).toSpliced(to, 0, notebook.cells[from]));
}

/** A copy below a cell, with an id and a name of its own. */
export function duplicated(notebook: Notebook, id: string, taken: readonly string[] = []): Notebook {
  const at = notebook.cells.findIndex((cell) => cell.id === id);
  if (at < 0) return notebook;
  const cell = notebook.cells[at];
  const name = nameOf(cell);
  const named = name ? {name: freeName(notebook, name, taken)} : {};
  return inserted(notebook, {...cell, ...named, id: freeId(notebook)} as Cell, at + 1);
}
