/** What a cell shows: rendered text, a control, a table or a chart with its citation. Drawn again only when what it shows has changed. */
import {inputControl, type Control} from "../components/notebook-input.js";
import {composedText} from "../model/notebook-compile.js";
import {figuresIn, type FigureReference} from "../model/notebook-figures.js";
import {anchorOf, type Cell, type ChartCell, type InputCell, type SqlCell} from "../model/notebook.js";
import type {CellContext} from "./cell-context.js";
import {chartView, tableView, type FigureSource} from "./figure-view.js";
import {markdownElement} from "./markdown.js";
import type {CellResult} from "./notebook-run.js";

export class CellOutput {
  readonly element = document.createElement("div");
  private shown?: unknown[];
  private control?: Control;

  constructor(private readonly context: CellContext) {
    this.element.className = "nb-output";
  }

  update(cell: Cell): void {
    const depends = this.dependsOn(cell);
    if (this.shown && this.shown.length === depends.length && this.shown.every((each, i) => Object.is(each, depends[i]))) return;
    this.shown = depends;
    if (cell.kind === "input") this.showControl(cell);
    else this.element.replaceChildren(...this.draw(cell));
  }

  /** What the output is made of; the same values mean the same output. */
  private dependsOn(cell: Cell): unknown[] {
    const {run} = this.context.session;
    if (cell.kind === "markdown") return [cell.text, markdownFigures(cell.text, (reference) => this.context.session.run.figure(reference))];
    if (cell.kind === "sql") return [run.state(cell.id).result, cell.show, cell.title, cell.name];
    if (cell.kind === "chart") return [this.resultOf(cell.from), JSON.stringify(cell.spec), cell.from];
    return [JSON.stringify({...cell, folded: false, query: ""}), JSON.stringify(run.choices(cell.id)), run.valueOf(cell)];
  }

  private draw(cell: Cell): Node[] {
    if (cell.kind === "markdown") return cell.text.trim() ? [markdownElement(cell.text, (reference) => this.context.session.run.figure(reference))] : [];
    if (cell.kind === "chart") {
      const result = this.resultOf(cell.from);
      return result ? [chartView(this.source(cell, result), cell.spec)] : [];
    }
    const result = this.context.session.run.state(cell.id).result;
    return cell.kind === "sql" && cell.show && result ? [tableView(this.source(cell, result), cell.title)] : [];
  }

  private source(cell: SqlCell | ChartCell, result: CellResult): FigureSource {
    const {session} = this.context;
    const query = cell.kind === "sql" ? cell.id : session.run.queryCell(cell.from)!.id;
    return {
      anchor: anchorOf(cell), name: (cell.kind === "sql" ? cell.name : cell.from) ?? "", result, manifest: session.manifest,
      sql: () => composedText(session.run.composed().get(query) ?? {text: "", tables: []}), link: () => this.context.linkTo(anchorOf(cell))
    };
  }

  private resultOf(name: string): CellResult | undefined {
    const cell = this.context.session.run.queryCell(name);
    return cell && this.context.session.run.state(cell.id).result;
  }

  /** A control that only changed its value keeps the keyboard. */
  private showControl(cell: InputCell): void {
    const {run} = this.context.session;
    const control = inputControl(cell.type, run.valueOf(cell), {...cell, label: cell.label || cell.name, choices: run.choices(cell.id)});
    control.addEventListener("input", () => {
      const current = this.context.session.notebook.cells.find(({id}) => id === cell.id);
      if (current?.kind === "input") this.context.session.setValue(current, control.value);
    });
    const hadFocus = this.control?.contains(document.activeElement);
    this.control = control;
    this.element.replaceChildren(control);
    if (hadFocus) control.querySelector<HTMLElement>("input, select")?.focus();
  }
}

/** The texts of all figures, as one value to compare. */
function markdownFigures(text: string, figure: (reference: FigureReference) => string | undefined): string {
  const parts: string[] = [];
  for (const reference of figuresIn(text)) parts.push(figure(reference) ?? "\0");
  return parts.join("\n");
}
