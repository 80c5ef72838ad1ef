/** The line above a cell: how to hold it, what it is called, how it stands, what can be done with it. */
import {element} from "../components/dom.js";
import {duplicated, moved, removed, updated} from "../model/notebook-edit.js";
import {sqlOf} from "../model/notebook-graph.js";
import {cellLabel, nameOf, type Cell} from "../model/notebook.js";
import {KIND_NAMES, type CellContext} from "./cell-context.js";
import {nameProblem} from "./cell-form.js";
import type {CellState} from "./notebook-run.js";

const SIGNS: Record<CellState["status"], string> = {fresh: "✓ fresh", running: "… running", stale: "↻ stale", failed: "✕ failed"};

/** "✓ fresh, 12 ms": told by sign and word, not by colour alone. */
export const statusText = ({status, milliseconds}: CellState): string => (status === "fresh" && milliseconds !== undefined ? `${SIGNS.fresh}, ${Math.round(milliseconds).toLocaleString("en")} ms` : SIGNS[status]);

/** What can be done with a cell; shared by its buttons and the keys. */
export function cellActions(context: CellContext, cell: () => Cell) {
  const {session} = context;
  const place = () => session.notebook.cells.findIndex(({id}) => id === cell().id);
  const label = () => cellLabel(cell(), place());
  return {
    run: () => void session.run.run([cell().id]),
    fold: () => context.setFolded(cell(), !context.isFolded(cell())),
    move: (by: number) => {
      session.change(moved(session.notebook, cell().id, place() + by));
      context.announce(`${label()} is now number ${place() + 1} of ${session.notebook.cells.length}.`);
      context.focusCell(cell().id);
    },
    duplicate: () => {
      const {cells} = session.notebook;
      session.change(duplicated(session.notebook, cell().id, session.tableNames));
      const copy = session.notebook.cells.find((each) => !cells.some(({id}) => id === each.id));
      if (!copy) return;
      void session.run.run([copy.id]);
      context.announce(`Copied as ${cellLabel(copy, place() + 1)}.`);
      context.focusCell(copy.id);
    },
    remove: () => {
      const {cells} = session.notebook;
      const next = cells[place() + 1] ?? cells[place() - 1];
      context.announce(`${label()} deleted. Undo brings it back.`);
      session.change(removed(session.notebook, cell().id));
      if (next) context.focusCell(next.id);
    }
  };
}

export type CellActions = ReturnType<typeof cellActions>;

/** A field that takes its value over when it is left; a value that may not stand is said and put back. */
function lineField(label: string, className: string, value: () => string, take: (text: string) => string | null, say: (sentence: string) => void): HTMLInputElement {
  const input = element`<input type="text" class=${className} aria-label=${label} placeholder=${label} value=${value()} spellcheck="false">` as HTMLInputElement;
  input.addEventListener("change", () => {
    const problem = take(input.value.trim());
    if (!problem) return;
    say(problem);
    input.value = value();
  });
  return input;
}

export class CellHead {
  readonly element: HTMLElement;
  private readonly status = element`<span class="nb-status"></span>`;
  private readonly fold = element`<button type="button"></button>` as HTMLButtonElement;
  private readonly name: HTMLInputElement | null;
  private readonly caption: HTMLInputElement | null;

  constructor(private readonly context: CellContext, private readonly cell: () => Cell, actions: CellActions) {
    const {session} = context;
    const {kind} = cell();
    const readOnly = session.isReadOnly;
    this.name = !readOnly && (kind === "sql" || kind === "input") ? lineField("Name", "nb-name", () => nameOf(cell()) ?? "", (text) => this.rename(text), (text) => context.announce(text)) : null;
    this.caption = !readOnly && kind === "sql" ? lineField("Title of its table", "nb-caption", () => (cell() as {title: string}).title, (title) => (session.change(updated(session.notebook, {...cell(), title} as Cell)), null), (text) => context.announce(text)) : null;
    const button = (text: string, label: string, action: () => void) => element`<button type="button" aria-label=${label} title=${label} onclick=${action}>${text}</button>`;
    const runs = sqlOf(cell()) !== undefined;
    this.fold.addEventListener("click", actions.fold);
    const tools = [runs ? button("Run", "Run this cell and what depends on it (Ctrl+Enter)", actions.run) : null, this.fold,
      ...(readOnly ? [] : [button("↑", "Move up (Alt+↑)", () => actions.move(-1)), button("↓", "Move down (Alt+↓)", () => actions.move(1)), button("Duplicate", "Duplicate (d)", actions.duplicate), button("Delete", "Delete (Delete)", actions.remove)])];
    const handle = readOnly ? null : element`<span class="nb-handle" draggable="true" title="Drag to reorder" aria-hidden="true">⠿</span>`;
    this.element = element`<div class="nb-head">${handle}<span>${KIND_NAMES[kind]}</span>${readOnly && nameOf(cell()) ? element`<code>${nameOf(cell())}</code>` : this.name}${this.caption}${kind === "sql" && !readOnly ? this.showBox() : null}${this.status}<span class="nb-tools" role="group" aria-label="Cell">${tools}</span></div>`;
  }

  private showBox(): HTMLElement {
    const {session} = this.context;
    const box = element`<input type="checkbox" checked=${(this.cell() as {show: boolean}).show}>` as HTMLInputElement;
    box.addEventListener("change", () => session.change(updated(session.notebook, {...this.cell(), show: box.checked} as Cell)));
    return element`<label class="nb-show">${box} table</label>`;
  }

  private rename(text: string): string | null {
    const {session} = this.context;
    const cell = this.cell();
    if (text === (nameOf(cell) ?? "")) return null;
    if (!text && cell.kind === "sql") return session.change(updated(session.notebook, {...cell, name: undefined})), null;
    const problem = nameProblem(text, session.notebook.cells.filter(({id}) => id !== cell.id).map(nameOf), session.tableNames);
    if (!problem) session.change(updated(session.notebook, {...cell, name: text} as Cell));
    return problem;
  }

  /** Shows the cell as it stands; fields that are being written in are left alone. */
  update(state: CellState, hasCode: boolean): void {
    const cell = this.cell();
    const folded = this.context.isFolded(cell);
    const shows = sqlOf(cell) !== undefined || cell.kind === "chart" || state.status !== "fresh";
    this.status.textContent = shows ? statusText(state) : "";
    this.status.dataset.status = state.status;
    this.fold.textContent = folded ? "Code" : "Hide code";
    this.fold.hidden = !hasCode;
    this.fold.setAttribute("aria-expanded", String(!folded));
    for (const [field, value] of [[this.name, nameOf(cell) ?? ""], [this.caption, cell.kind === "sql" ? cell.title : ""]] as const) {
      if (field && field !== document.activeElement) field.value = value;
    }
  }
}
