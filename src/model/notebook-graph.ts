/** What each cell of a notebook needs, in which order cells run, and what is wrong with them, as sentences. */
import {nearestName} from "./nearest.js";
import {figuresIn} from "./notebook-figures.js";
import {cellLabel, nameOf, type Cell, type Notebook} from "./notebook.js";
import {queryProblem} from "./notebook-guard.js";
import {sqlNames} from "./sql-names.js";

/** Ids of cells whose rows or value a cell reads, tables of the workspace that it reads, and what is wrong with it. */
export type CellNeeds = {cells: string[]; tables: string[]; problems: string[]};
/** `order` lists every cell before those that need it; cells in a circle come last. */
export type NotebookGraph = {needs: ReadonlyMap<string, CellNeeds>; order: string[]};

/** Catalog views of the engine that a query may read beside the workspace's tables. */
const CATALOG = /^(information_schema|pg_catalog)\.\w+$|^duckdb_\w+$/;

/** The SQL of a cell that runs: its own text, or the query of a select's options. */
export const sqlOf = (cell: Cell): string | undefined =>
  cell.kind === "sql" ? cell.text : cell.kind === "input" && cell.type === "select" && cell.query !== undefined ? cell.query : undefined;

type Scope = {byName: ReadonlyMap<string, Cell>; tables: ReadonlySet<string>};

/** The names that a query uses of the cells and of the workspace, and those that nobody has. */
function needsOfSql(text: string, {byName, tables}: Scope): CellNeeds {
  const names = sqlNames(text);
  const needs: CellNeeds = {cells: [], tables: [], problems: []};
  for (const table of names.tables) {
    const cell = byName.get(table);
    if (cell?.kind === "sql") needs.cells.push(cell.id);
    else if (cell) needs.problems.push(`reads "${table}" as a table, but that is an input: write :${table}`);
    else if (tables.has(table)) needs.tables.push(table);
    else if (!CATALOG.test(table)) needs.problems.push(`reads "${table}", which is neither a table of the workspace nor a named cell${hint(table, [...tables, ...sqlNamesOf(byName)])}`);
  }
  for (const param of names.params) {
    const cell = byName.get(param);
    if (cell?.kind === "input") needs.cells.push(cell.id);
    else needs.problems.push(cell ? `uses :${param} as a value, but that is a table: write it without the colon` : `uses :${param}, and no input has that name${hint(param, inputNamesOf(byName))}`);
  }
  const problem = queryProblem(text);
  return problem ? {...needs, problems: [problem, ...needs.problems]} : needs;
}

const sqlNamesOf = (byName: Scope["byName"]): string[] => [...byName].filter(([, {kind}]) => kind === "sql").map(([name]) => name);
const inputNamesOf = (byName: Scope["byName"]): string[] => [...byName].filter(([, {kind}]) => kind === "input").map(([name]) => name);

const hint = (name: string, known: readonly string[]): string => {
  const near = nearestName(name, known);
  return near ? ` (did you mean ${near}?)` : "";
};

function needsOf(cell: Cell, scope: Scope): CellNeeds {
  const text = sqlOf(cell);
  if (text !== undefined) return needsOfSql(text, scope);
  if (cell.kind === "chart") return needsOfChart(cell.from, scope);
  if (cell.kind !== "markdown") return {cells: [], tables: [], problems: []};
  const names = figuresIn(cell.text).map(({name}) => name);
  const problems = names.filter((name) => !scope.byName.has(name)).map((name) => `shows a figure of "${name}", and no cell has that name`);
  return {cells: names.flatMap((name) => scope.byName.get(name)?.id ?? []), tables: [], problems};
}

function needsOfChart(from: string, {byName}: Scope): CellNeeds {
  const cell = byName.get(from);
  if (cell?.kind === "sql") return {cells: [cell.id], tables: [], problems: []};
  const names = sqlNamesOf(byName);
  return {cells: [], tables: [], problems: [from ? `draws "${from}", and no SQL cell has that name${hint(from, names)}` : "has nothing to draw yet: choose a named SQL cell"]};
}

/** A circle that starts at `id`, as ids with the first one repeated at the end; undefined when there is none. */
function circleFrom(id: string, needs: ReadonlyMap<string, CellNeeds>): string[] | undefined {
  const seen = new Set<string>();
  const walk = (at: string, path: string[]): string[] | undefined => {
    for (const next of needs.get(at)?.cells ?? []) {
      if (next === id) return [...path, at, id];
      if (seen.has(next)) continue;
      seen.add(next);
      const found = walk(next, [...path, at]);
      if (found) return found;
    }
  };
  return walk(id, []);
}

function runOrder(cells: readonly Cell[], needs: ReadonlyMap<string, CellNeeds>): string[] {
  const order = new Set<string>();
  const visiting = new Set<string>();
  const visit = (id: string): void => {
    if (order.has(id) || visiting.has(id)) return;
    visiting.add(id);
    for (const next of needs.get(id)?.cells ?? []) visit(next);
    order.add(id);
  };
  for (const {id} of cells) visit(id);
  return [...order];
}

/** Reads a notebook against the tables of the workspace (names in lower case). */
export function notebookGraph({cells}: Notebook, tables: readonly string[]): NotebookGraph {
  const byName = new Map<string, Cell>();
  const twice = new Set<string>();
  for (const cell of cells) {
    const name = nameOf(cell);
    if (name === undefined) continue;
    if (byName.has(name)) twice.add(cell.id);
    else byName.set(name, cell);
  }
  const scope = {byName, tables: new Set(tables)};
  const needs = new Map(cells.map((cell) => [cell.id, needsOf(cell, scope)]));
  for (const [i, cell] of cells.entries()) {
    const {problems} = needs.get(cell.id)!;
    const name = nameOf(cell);
    if (twice.has(cell.id)) problems.unshift(`has the name "${name}" of an earlier cell: give it another`);
    if (name !== undefined && scope.tables.has(name)) problems.unshift(`has the name "${name}" of a table of the workspace: give it another`);
    const circle = circleFrom(cell.id, needs);
    if (circle) problems.unshift(`needs itself: ${circle.map((id) => (id === cell.id ? cellLabel(cell, i) : cellLabel(cells.find((other) => other.id === id)!, cells.findIndex((other) => other.id === id)))).join(" → ")}`);
  }
  return {needs, order: runOrder(cells, needs)};
}

/** A cell and all that need it, directly or not, in run order. */
export function withDependants(ids: Iterable<string>, {needs, order}: NotebookGraph): string[] {
  const wanted = new Set(ids);
  for (const id of order) if (needs.get(id)!.cells.some((other) => wanted.has(other))) wanted.add(id);
  return order.filter((id) => wanted.has(id));
}

/** Everything that a cell needs, at every depth. */
export function needsBelow(id: string, {needs}: NotebookGraph): string[] {
  const found = new Set<string>();
  const visit = (at: string): void => {
    for (const other of needs.get(at)?.cells ?? []) {
      if (found.has(other)) continue;
      found.add(other);
      visit(other);
    }
  };
  visit(id);
  return [...found];
}
