/**
 * A notebook as a page of Framework: front matter, then for each cell a marker (an HTML comment) and what runs there. Prose is
 * Markdown, queries are ```sql cells, and one line of JavaScript hands inputs, tables and charts to `workbench/analysis-page.ts`.
 * `notebook-page-read.ts` reads it again; a test makes sure that nothing is lost.
 */
import {figureAt, figuresIn} from "./notebook-figures.js";
import {sqlOf} from "./notebook-graph.js";
import {nameOf, type Cell, type ChartCell, type InputCell, type Notebook, type SqlCell} from "./notebook.js";
import {fenced, safeJson, templateOf} from "./page-text.js";
import {withTables} from "./sql-compose.js";
import {sqlNames} from "./sql-names.js";

/** Columns of each table of the workspace, to note which of them an analysis needs. */
export type Catalog = Readonly<Record<string, readonly string[]>>;

/** What the cells of the notebook are called, by kind: decides what a name in a query stands for. */
export type CellNames = {inputs: ReadonlySet<string>; queries: ReadonlySet<string>};

export function cellNames(cells: readonly Pick<Cell, "kind">[]): CellNames {
  const named = (kind: Cell["kind"]) => new Set(cells.filter((cell) => cell.kind === kind).flatMap((cell) => nameOf(cell as Cell) ?? []));
  return {inputs: named("input"), queries: named("sql")};
}

/** Tables of the catalog that the notebook's queries read, with those of their columns that the queries name. */
function neededColumns({cells}: Notebook, catalog: Catalog): Record<string, string[]> {
  const needed: Record<string, Set<string>> = {};
  const words = new Set<string>();
  for (const text of cells.flatMap((cell) => sqlOf(cell) ?? [])) {
    const names = sqlNames(text);
    for (const word of names.words) words.add(word);
    for (const table of names.tables) if (catalog[table]) needed[table] = new Set();
  }
  return Object.fromEntries(Object.keys(needed).sort().map((table) => [table, catalog[table].filter((column) => words.has(column.toLowerCase()))]));
}

/** The variable of the page that holds a query's rows. */
const variableOf = (cell: SqlCell): string => cell.name ?? `cell_${cell.id}`;

function sqlFence(variable: string, text: string, {inputs, queries}: CellNames): string {
  const read = sqlNames(text).tables.filter((name) => queries.has(name) && name !== variable);
  const template = templateOf(text, (name) => inputs.has(name));
  return fenced(`sql id=${variable}`, withTables(template, read.map((name) => [name, `\${${name}}`])));
}

const js = (code: string): string => fenced("js", code);

function sqlSource(cell: SqlCell, names: CellNames): string {
  const query = sqlFence(variableOf(cell), cell.text, names);
  return cell.show ? `${query}\n\n${js(`display(tableCell(${variableOf(cell)}, ${safeJson({id: cell.id, name: cell.name, title: cell.title})}));`)}` : query;
}

function inputSource(cell: InputCell, names: CellNames): string {
  const {id: _id, kind: _kind, folded: _folded, ...definition} = cell;
  const query = sqlOf(cell);
  if (query === undefined) return js(`const ${cell.name} = view(inputCell(${safeJson(definition)}));`);
  const options = `${cell.name}_options`;
  return `${sqlFence(options, query, names)}\n\n${js(`const ${cell.name} = view(inputCell(${safeJson({...definition, query: undefined})}, ${options}));`)}`;
}

function chartSource({id, from, spec}: ChartCell, {queries}: CellNames): string {
  return js(`display(chartCell(${queries.has(from) ? from : "[]"}, ${safeJson({id, from, spec})}));`);
}

/**
 * Whether Framework shows a text as the notebook does, and runs nothing in it: no HTML, no code block (it would run), no image
 * (it would be fetched), and of `${…}` only known figures.
 */
export function isPlainMarkdown(text: string, {inputs, queries}: CellNames): boolean {
  if (/<[a-z/!?]|```|~~~|!\[/i.test(text)) return false;
  for (let at = text.indexOf("${"); at >= 0; at = text.indexOf("${", at + 1)) {
    const figure = figureAt(text, at)?.reference;
    if (!figure || !(figure.column === undefined ? inputs : queries).has(figure.name)) return false;
  }
  return true;
}

function markdownSource(text: string, names: CellNames): string {
  if (isPlainMarkdown(text, names)) return text;
  const used = [...new Set(figuresIn(text).map(({name}) => name))].filter((name) => names.inputs.has(name) || names.queries.has(name));
  return js(`display(markdownCell(${safeJson(text)}, {${used.join(", ")}}));`);
}

function markerOf(cell: Cell): string {
  const {id, kind, folded} = cell;
  return `<!-- cell ${safeJson({id, kind, ...(folded && {folded}), ...(cell.kind === "sql" && {title: cell.title || undefined, show: cell.show, unnamed: cell.name ? undefined : true})})} -->`;
}

/** A cell's part of the page: its marker, a blank line, its source. */
export function cellSource(cell: Cell, names: CellNames): string {
  const source = cell.kind === "markdown" ? markdownSource(cell.text, names) : cell.kind === "sql" ? sqlSource(cell, names) : cell.kind === "input" ? inputSource(cell, names) : chartSource(cell, names);
  return `${markerOf(cell)}\n\n${source}\n\n`;
}

export const END = "<!-- end -->";
const IMPORTS = 'import {analysisEnd, analysisHead, chartCell, figure, inputCell, markdownCell, sql, tableCell} from "../workbench/analysis-page.js";';

/** The whole file. `catalog` (the tables of the snapshot) lets the *Analyses* page say when a table or column is gone. */
export function notebookPage(notebook: Notebook, catalog: Catalog): string {
  const {title, author, date, description, snapshot, cells} = notebook;
  const names = cellNames(cells);
  const needs = neededColumns(notebook, catalog);
  const front = Object.entries({title, author, date, description, snapshot, needs}).map(([key, value]) => `${key}: ${safeJson(value)}`);
  const head = js(`display(await analysisHead(${safeJson({title, author, date, description, snapshot, needs})}));`);
  return `---\n${front.join("\n")}\ntoc: false\n---\n\n${js(IMPORTS)}\n\n${head}\n\n${cells.map((cell) => cellSource(cell, names)).join("")}${END}\n\n${js("display(await analysisEnd());")}\n`;
}
