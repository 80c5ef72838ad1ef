/** The cells of a notebook in their order: kept in step with the document, moved by dragging and by keys. */
import {element} from "../components/dom.js";
import {inserted, moved, newCell} from "../model/notebook-edit.js";
import type {CellKind} from "../model/notebook.js";
import {defaultChart} from "../model/chart-default.js";
import type {CellContext} from "./cell-context.js";
import {CellView} from "./cell-view.js";

const ADDED: Record<string, CellKind> = {m: "markdown", s: "sql", i: "input", c: "chart"};

export class CellList {
  readonly element = element`<div class="nb-cells"></div>`;
  private readonly views = new Map<string, CellView>();

  constructor(private readonly context: CellContext) {
    this.element.addEventListener("keydown", (event) => this.key(event));
    this.listenToDrags();
    this.update();
  }

  /** Puts views where the document has cells, without touching those that stay where they are. */
  update(): void {
    const {cells} = this.context.session.notebook;
    for (const [id, view] of this.views) {
      if (cells.some((cell) => cell.id === id)) continue;
      view.destroy();
      this.views.delete(id);
    }
    cells.forEach(({id}, i) => {
      const view = this.views.get(id) ?? new CellView(this.context, id);
      this.views.set(id, view);
      if (this.element.children[i] !== view.element) this.element.insertBefore(view.element, this.element.children[i] ?? null);
      view.update();
    });
  }

  /** Cells whose state changed, and those that show them. */
  refresh(ids: readonly string[]): void {
    for (const id of ids) if (this.views.get(id)?.element.isConnected) this.views.get(id)!.update();
  }

  focus(id: string): void {
    this.views.get(id)?.element.focus();
  }

  /** Adds a cell below another, or at the end, and puts the keyboard into it. */
  add(kind: CellKind, below?: string): void {
    const {session} = this.context;
    const {cells} = session.notebook;
    const at = below === undefined ? cells.length : cells.findIndex(({id}) => id === below) + 1;
    let cell = newCell(session.notebook, kind, session.tableNames);
    if (cell.kind === "chart") {
      const {from} = cell;
      const source = cells.find((each) => each.kind === "sql" && each.name === from);
      const result = source && session.run.state(source.id).result;
      const spec = result && defaultChart(result.columns, result.rows);
      if (spec) cell = {...cell, spec};
    }
    session.change(inserted(session.notebook, cell, at));
    this.views.get(cell.id)?.edit();
    this.views.get(cell.id)?.element.scrollIntoView({block: "nearest"});
  }

  private viewAt(target: EventTarget | null): CellView | undefined {
    const id = (target as Element | null)?.closest<HTMLElement>("[data-cell]")?.dataset.cell;
    return id === undefined ? undefined : this.views.get(id);
  }

  /** Keys of the cell itself; those of its fields and its editor are their own. */
  private key(event: KeyboardEvent): void {
    const view = this.viewAt(event.target);
    if (!view || event.defaultPrevented) return;
    if (event.key === "Escape" && event.target !== view.element) return view.element.focus();
    if (event.target !== view.element) return;
    const action = this.actionFor(event, view);
    if (!action) return;
    event.preventDefault();
    action();
  }

  private actionFor({key, altKey, ctrlKey, metaKey}: KeyboardEvent, view: CellView): (() => void) | undefined {
    const step = key === "ArrowUp" || key === "k" ? -1 : key === "ArrowDown" || key === "j" ? 1 : 0;
    const {session} = this.context;
    if (step && altKey) return session.isReadOnly ? undefined : () => view.actions.move(step);
    if ((ctrlKey || metaKey) && key === "Enter") return view.actions.run;
    if (ctrlKey || metaKey || altKey) return undefined;
    if (step) return () => this.focusNext(view.id, step);
    if (key === "Enter") return () => view.edit();
    if (key === "f") return view.actions.fold;
    if (session.isReadOnly) return undefined;
    if (key === "d") return view.actions.duplicate;
    if (key === "Delete" || key === "Backspace") return view.actions.remove;
    return ADDED[key] && (() => this.add(ADDED[key], view.id));
  }

  private focusNext(id: string, step: number): void {
    const {cells} = this.context.session.notebook;
    const next = cells[cells.findIndex((cell) => cell.id === id) + step];
    if (next) this.focus(next.id);
  }

  private listenToDrags(): void {
    let dragged: CellView | undefined;
    const mark = (view?: CellView, isEnd = false) => {
      for (const each of this.views.values()) each.element.classList.remove("is-over", "is-over-end");
      view?.element.classList.add(isEnd ? "is-over-end" : "is-over");
    };
    const isBelow = (view: CellView, y: number) => y > view.element.getBoundingClientRect().top + view.element.offsetHeight / 2;
    this.element.addEventListener("dragstart", (event) => {
      if (!(event.target as Element).closest?.(".nb-handle")) return;
      dragged = this.viewAt(event.target);
      dragged?.element.classList.add("is-dragged");
      event.dataTransfer?.setData("text/plain", dragged?.id ?? "");
    });
    this.element.addEventListener("dragover", (event) => {
      const view = dragged && this.viewAt(event.target);
      if (!view) return;
      event.preventDefault();
      mark(view, isBelow(view, event.clientY));
    });
    this.element.addEventListener("drop", (event) => {
      const view = dragged && this.viewAt(event.target);
      if (!view || !dragged) return;
      event.preventDefault();
      this.drop(dragged.id, view.id, isBelow(view, event.clientY));
    });
    this.element.addEventListener("dragend", () => {
      dragged?.element.classList.remove("is-dragged");
      dragged = undefined;
      mark();
    });
  }

  private drop(id: string, target: string, below: boolean): void {
    const {session} = this.context;
    const {cells} = session.notebook;
    const from = cells.findIndex((cell) => cell.id === id);
    const to = cells.findIndex((cell) => cell.id === target) + (below ? 1 : 0);
    session.change(moved(session.notebook, id, to > from ? to - 1 : to));
  }
}
