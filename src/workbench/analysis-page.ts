/** What the pages of src/analyses/ run: their queries, inputs, tables and charts. `model/notebook-page.ts` writes the calls. */
import {FileAttachment} from "observablehq:stdlib";
import {holdInView} from "../components/hold-in-view.js";
import {Day, inputControl, type Control} from "../components/notebook-input.js";
import type {Rows} from "../engine/rows.js";
import type {ChartSpec} from "../model/chart-spec.js";
import {composedText, inputLiteral, type Composed} from "../model/notebook-compile.js";
import {writeFigure, type FigureFormat, type FigureReference} from "../model/notebook-figures.js";
import {selectChoices} from "../model/notebook-inputs.js";
import type {InputCell} from "../model/notebook.js";
import type {ManifestPart} from "../model/provenance.js";
import {pageQuery, type PageValue} from "../model/page-query.js";
import {sqlLiteral, type InputValue} from "../model/sql-compose.js";
import {exactAndPlain} from "./exact-query.js";
import {chartView, tableView, type FigureSource} from "./figure-view.js";
import {markdownElement} from "./markdown.js";
import type {QueryResult} from "./notebook-run.js";

export {analysisEnd, analysisHead} from "./analysis-head.js";

/** The query and the exact cells behind rows that `sql` gave, so that other cells can read and cite them. */
const origins = new WeakMap<object, {composed: Composed; result: QueryResult}>();

// The figure that the address names is drawn after the page has opened, and the cells above it in any order.
if (location.hash.startsWith("#figure-")) holdInView(() => document.getElementById(location.hash.slice(1)));

let manifest: ManifestPart;
const reading = (FileAttachment("../data/snapshot/manifest.json").json() as Promise<ManifestPart>).then((read) => (manifest = read));

function pageValue(value: unknown): PageValue {
  const origin = typeof value === "object" && value ? origins.get(value) : undefined;
  if (origin) return {query: origin.composed};
  if (value instanceof Day) return {literal: inputLiteral({type: "date"}, value.iso)};
  return {literal: value === null || value === undefined ? inputLiteral({type: "select"}, "") : sqlLiteral(value as InputValue)};
}

/** Runs a query of the page; `${…}` takes values of inputs and rows of other queries, which it reads as a table. */
export async function sql(strings: TemplateStringsArray, ...values: unknown[]): Promise<Rows> {
  const composed = pageQuery(strings, values.map(pageValue));
  const empty = {rows: Object.assign([], {columns: []}) as Rows, result: {columns: [], rows: []}};
  const {rows, result} = composed.text.trim() ? await exactAndPlain(composedText(composed)) : empty;
  origins.set(rows, {composed, result});
  await reading;
  return rows;
}

function sourceOf(rows: object, id: string, name: string): FigureSource {
  const origin = origins.get(rows);
  const anchor = `figure-${name || id}`;
  return {anchor, name, result: origin?.result ?? {columns: [], rows: []}, manifest, sql: () => (origin ? composedText(origin.composed) : ""), link: () => `#${anchor}`};
}

/** The rows of a query as a table with its citation. */
export const tableCell = (rows: Rows, {id, name = "", title = ""}: {id: string; name?: string; title?: string}): HTMLElement => tableView(sourceOf(rows, id, name), title);

/** A chart of a query's rows with its citation. */
export const chartCell = (rows: Rows, {id, from, spec}: {id: string; from: string; spec: ChartSpec}): HTMLElement => chartView({...sourceOf(rows, id, ""), name: from}, spec);

/** The control of an input, for `view(…)`: its value is text, a number, a switch or a day; null when a select has no choices. `options` are the rows of its query. */
export function inputCell(cell: InputCell, options?: Rows): HTMLElement & {value: unknown} {
  const choices = cell.type === "select" ? selectChoices(options ? {query: "", options: []} : cell, options && origins.get(options)?.result) : undefined;
  const control = inputControl(cell.type, cell.value, {...cell, label: cell.label || cell.name, choices}) as Control & {value: unknown};
  if (cell.type === "date") return readAs(control, (value) => new Day(String(value)));
  return cell.type === "select" ? readAs(control, (value) => value || null) : control;
}

/** The control in an element of its own whose value is read in another form. */
function readAs(control: Control, read: (value: unknown) => unknown): HTMLElement & {value: unknown} {
  const root = document.createElement("div");
  root.append(control);
  return Object.defineProperty(root as unknown as HTMLElement & {value: unknown}, "value", {get: () => read(control.value)});
}

/** The figure of a query's first row, for prose: `${figure(total, "earnings", "money")}`. */
export function figure(rows: Rows, column: string, format: FigureFormat = "auto"): string {
  const {columns, rows: cells} = origins.get(rows)?.result ?? {columns: [], rows: []};
  const cell = (name: string) => cells[0]?.[columns.findIndex((each) => each.name === name)];
  return writeFigure(cell(column), format, cell("currency"));
}

/** Markdown that Framework would read otherwise than the notebook; `values` are the queries and inputs that it shows. */
export function markdownCell(text: string, values: Record<string, unknown>): HTMLElement {
  return markdownElement(text, ({name, column, format}: FigureReference) => {
    const value = values[name];
    if (value === undefined) return undefined;
    return column === undefined ? String(value) : figure(value as Rows, column, format);
  });
}
