/** One cell on the page: its head, its code (made when it is first unfolded), what went wrong, what it shows. */
import {element} from "../components/dom.js";
import {updated} from "../model/notebook-edit.js";
import {sqlOf} from "../model/notebook-graph.js";
import {cellLabel, type Cell} from "../model/notebook.js";
import {placeError} from "../model/sql-errors.js";
import {KIND_NAMES, type CellContext} from "./cell-context.js";
import {chartForm, inputForm} from "./cell-form.js";
import {CellHead, cellActions, statusText, type CellActions} from "./cell-head.js";
import {CellOutput} from "./cell-output.js";
import {createEditor, type Editor} from "./editor.js";
import type {CellState} from "./notebook-run.js";

export class CellView {
  readonly element: HTMLElement;
  readonly actions: CellActions;
  private readonly head: CellHead;
  private readonly output: CellOutput;
  private readonly code = element`<div class="nb-code"></div>`;
  private readonly error = element`<p class="nb-error"></p>`;
  private editor?: Editor;
  private formText = "";

  constructor(private readonly context: CellContext, readonly id: string) {
    this.actions = cellActions(context, () => this.cell);
    this.head = new CellHead(context, () => this.cell, this.actions);
    this.output = new CellOutput(context);
    this.element = element`<section class="nb-cell" tabindex="0" data-cell=${id}>${this.head.element}${this.code}${this.error}${this.output.element}</section>`;
    this.update();
  }

  get cell(): Cell {
    return this.context.session.notebook.cells.find((cell) => cell.id === this.id)!;
  }

  /** Brings everything up to date with the document and the run. */
  update(): void {
    const {session} = this.context;
    const {cell} = this;
    const state = session.run.state(this.id);
    const index = session.notebook.cells.indexOf(cell);
    this.element.dataset.status = state.status;
    this.element.setAttribute("aria-label", `${index + 1} of ${session.notebook.cells.length}: ${KIND_NAMES[cell.kind]} ${cellLabel(cell, index)}, ${statusText(state).slice(2)}`);
    this.head.update(state, this.hasCode(cell));
    this.updateCode(cell);
    this.updateError(cell, state);
    this.output.update(cell);
  }

  /** In a notebook that is only read, forms have nothing to say. */
  private hasCode(cell: Cell): boolean {
    return !this.context.session.isReadOnly || cell.kind === "sql" || sqlOf(cell) !== undefined;
  }

  /** Puts the keyboard into the code, unfolding it. */
  edit(): void {
    if (this.context.isFolded(this.cell)) this.actions.fold();
    if (this.editor) this.editor.focus();
    else this.code.querySelector<HTMLElement>("input, select, textarea")?.focus();
  }

  private updateCode(cell: Cell): void {
    const folded = this.context.isFolded(cell) || !this.hasCode(cell);
    this.code.hidden = folded;
    if (folded) return;
    this.updateForm(cell);
    const text = cell.kind === "markdown" ? cell.text : sqlOf(cell);
    if (text === undefined) return void (this.editor?.destroy(), this.editor = undefined);
    if (!this.editor) {
      this.editor = this.makeEditor(cell, text);
      this.code.append(this.editor.element);
    }
    if (this.editor.value !== text) this.editor.value = text;
    this.editor.setSchema(this.context.schema());
  }

  private makeEditor(cell: Cell, value: string): Editor {
    const {session} = this.context;
    return createEditor({
      language: cell.kind === "markdown" ? "markdown" : "sql", value, lineNumbers: false, readOnly: session.isReadOnly,
      label: cell.kind === "markdown" ? "Markdown" : `SQL of ${cellLabel(cell, session.notebook.cells.indexOf(cell))}`,
      placeholder: cell.kind === "markdown" ? "Markdown" : "select … from … where artist = :artist",
      onChange: (text) => this.write(text),
      onRun: () => (this.cell.kind === "markdown" ? this.element.focus() : this.actions.run()),
      onCancel: () => this.element.focus()
    });
  }

  private write(text: string): void {
    const {session} = this.context;
    const {cell} = this;
    const current = cell.kind === "markdown" ? cell.text : sqlOf(cell);
    if (text === current) return; // it came from the document
    session.change(updated(session.notebook, (cell.kind === "input" ? {...cell, query: text} : {...cell, text}) as Cell), `text ${this.id}`);
  }

  /** The form is drawn again only when what it shows has changed, so that the keyboard stays in it. */
  private updateForm(cell: Cell): void {
    const {session} = this.context;
    if ((cell.kind !== "input" && cell.kind !== "chart") || session.isReadOnly) return;
    const source = cell.kind === "chart" ? session.notebook.cells.find((each) => each.kind === "sql" && each.name === cell.from) : undefined;
    const columns = (source && session.run.state(source.id).result?.columns) ?? [];
    const queries = session.notebook.cells.flatMap((each) => (each.kind === "sql" && each.name ? [each.name] : []));
    const text = JSON.stringify([{...cell, value: 0, query: sqlOf(cell) !== undefined}, columns, queries]);
    if (text === this.formText) return;
    this.formText = text;
    const put = (next: Cell) => session.change(updated(session.notebook, next));
    const form = cell.kind === "chart" ? chartForm(cell, queries, columns, put) : inputForm(cell, (next) => { put(next); void session.run.run([next.id]); }, (problem) => this.context.announce(problem));
    const focused = [...this.code.querySelectorAll("input, select, textarea")].indexOf(document.activeElement!);
    this.code.querySelector(".nb-form")?.remove();
    form.classList.add("nb-form");
    this.code.prepend(form);
    if (focused >= 0) this.code.querySelectorAll<HTMLElement>("input, select, textarea")[focused]?.focus();
  }

  private updateError(cell: Cell, {status, error, linesBefore}: CellState): void {
    const text = sqlOf(cell);
    const isOwn = status === "failed" && error !== undefined;
    this.error.hidden = !isOwn;
    if (!isOwn) return this.editor?.setMarks([]);
    const schema = this.context.schema();
    const placed = text !== undefined && linesBefore !== undefined ? placeError(error, text.trimEnd(), schema, linesBefore) : undefined;
    const sentence = placed ? [placed.message, placed.hint].filter(Boolean).join("\n") : `This cell ${error}.`;
    this.error.textContent = sentence;
    if (placed && this.editor && !this.code.hidden) this.editor.setMarks([{from: placed.from, to: placed.to, message: sentence}]);
  }

  destroy(): void {
    this.editor?.destroy();
    this.element.remove();
  }
}
