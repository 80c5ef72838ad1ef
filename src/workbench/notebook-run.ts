/**
 * Runs the queries of a notebook: of a change, only what depends on it runs again.
 *
 * Each query has a key, made of its own text, the values of the inputs it uses and the keys of the queries it reads. A result
 * whose key is no longer the query's is stale. Results of up to `KEPT_ROWS` rows are kept as tables of the engine, so that a
 * chain of cells reads the big tables once.
 */
import {inParentheses, composeAll, inputLiteral, type Composed} from "../model/notebook-compile.js";
import {notebookGraph, sqlOf, withDependants, type NotebookGraph} from "../model/notebook-graph.js";
import {selectChoices, type Choice} from "../model/notebook-inputs.js";
import {nameOf, type Cell, type InputCell, type Notebook} from "../model/notebook.js";
import type {InputValue, NamedQuery} from "../model/sql-compose.js";
import {replaceParams, withTables} from "../model/sql-compose.js";
import {queryText} from "../model/sql-guard.js";
import {sqlNames} from "../model/sql-names.js";
import type {Cell as Value, ResultColumn} from "../model/result.js";

export const KEPT_ROWS = 200_000;
/** Rows that are handed to the page. */
export const SHOWN_ROWS = 5_000;
const SCHEMA = "notebook_cells";

/** Cells of a result, exact. */
export type QueryResult = {columns: readonly ResultColumn[]; rows: readonly (readonly Value[])[]};
export type RunQuery = (sql: string) => Promise<QueryResult>;

/** `rowCount` is null when there are more than `KEPT_ROWS`. */
export type CellResult = QueryResult & {rowCount: number | null};
export type CellStatus = "fresh" | "running" | "stale" | "failed";
export type CellState = {status: CellStatus; result?: CellResult; error?: string; milliseconds?: number};

type Ran = {key: string; state: CellState; isKept: boolean};

export interface NotebookRun {
  /** Takes the document as it is now; what is not up to date becomes stale. */
  setNotebook(notebook: Notebook): void;
  /** Runs these cells, what they need, and what depends on them; all when no ids are given. Resolves when nothing is left to run. */
  run(ids?: readonly string[]): Promise<void>;
  state(id: string): CellState;
  graph(): NotebookGraph;
  /** What an input stands at: its value, or the first choice of a select that has none. */
  valueOf(cell: InputCell): InputValue;
  choices(id: string): readonly Choice[];
  /** The complete SQL of each cell: it can be copied and runs by itself. */
  composed(): ReadonlyMap<string, Composed>;
  /** How many queries each cell has run, for tests and the bench. */
  counts: ReadonlyMap<string, number>;
}

/** `onState` is called with the ids whose state changed. `tables` are the names of the workspace's tables. */
export function notebookRun(query: RunQuery, tables: readonly string[], onState: (ids: readonly string[]) => void): NotebookRun {
  let notebook: Notebook = {title: "", author: "", date: "", description: "", snapshot: "", cells: []};
  let graph = notebookGraph(notebook, tables);
  let byId = new Map<string, Cell>();
  const ran = new Map<string, Ran>();
  const wanted = new Set<string>();
  const counts = new Map<string, number>();
  let running: {id: string; key: string} | undefined;
  let pump: Promise<void> | undefined;

  const choices = (id: string): readonly Choice[] => {
    const cell = byId.get(id);
    if (cell?.kind !== "input" || cell.type !== "select") return [];
    return selectChoices(cell, ran.get(id)?.state.result);
  };
  const valueOf = (cell: InputCell): InputValue => {
    if (cell.type !== "select") return cell.value;
    const list = choices(cell.id);
    return list.some(({value}) => value === cell.value) ? cell.value : (list[0]?.value ?? cell.value);
  };
  const keyOf = (id: string, seen: readonly string[] = []): string => {
    const cell = byId.get(id)!;
    if (seen.includes(id)) return "circle";
    const needs = graph.needs.get(id)!.cells.map((other) => keyOf(other, [...seen, id]));
    const own = cell.kind === "input" ? [sqlOf(cell) ?? "", inputLiteral(cell, valueOf(cell))] : [nameOf(cell) ?? "", sqlOf(cell) ?? ""];
    return hashText(JSON.stringify([...own, ...needs]));
  };
  /** The key of a query: like `keyOf`, but a select's own value does not make its options stale. */
  const queryKey = (id: string): string => {
    const needs = graph.needs.get(id)!.cells.map((other) => keyOf(other, [id]));
    return hashText(JSON.stringify([nameOf(byId.get(id)!) ?? "", sqlOf(byId.get(id)!) ?? "", ...needs]));
  };
  const isQuery = (id: string): boolean => sqlOf(byId.get(id)!) !== undefined;
  const isUpToDate = (id: string): boolean => ran.get(id)?.key === queryKey(id);
  /** The first cell among those it needs that did not succeed. */
  const failedNeed = (id: string): Cell | undefined => graph.needs.get(id)!.cells.map((other) => byId.get(other)!).find((other) => isQuery(other.id) && state(other.id).status === "failed");

  const state = (id: string): CellState => {
    const cell = byId.get(id);
    const problem = graph.needs.get(id)?.problems[0];
    if (!cell || problem) return {status: "failed", error: problem, result: undefined};
    if (!isQuery(id)) return {status: "fresh"};
    if (running?.id === id) return {...ran.get(id)?.state, status: "running", error: undefined};
    const failed = failedNeed(id);
    if (failed) return {status: "failed", error: `needs "${nameOf(failed)}", which failed`};
    const last = ran.get(id);
    if (!last) return {status: "stale"};
    return last.key === queryKey(id) ? last.state : {...last.state, status: "stale", error: undefined};
  };

  const textOf = (id: string): string => {
    const text = sqlOf(byId.get(id)!)!;
    const literals = new Map(notebook.cells.flatMap((cell) => (cell.kind === "input" ? [[cell.name, inputLiteral(cell, valueOf(cell))] as const] : [])));
    return withTables(queryText(replaceParams(text, (name) => literals.get(name))), tablesFor(id, new Set()));
  };
  /** What stands for each query that a cell reads: its kept table, or its own text when it is too large to keep. */
  const tablesFor = (id: string, done: Set<string>): NamedQuery[] => sqlNames(sqlOf(byId.get(id)!)!).tables.flatMap((name): NamedQuery[] => {
    const cell = notebook.cells.find((other) => other.kind === "sql" && other.name === name);
    if (!cell || done.has(name)) return [];
    done.add(name);
    if (ran.get(cell.id)?.isKept) return [[name, `(select * from ${SCHEMA}.${cell.id})`]];
    const inner = tablesFor(cell.id, done);
    const literals = new Map(notebook.cells.flatMap((other) => (other.kind === "input" ? [[other.name, inputLiteral(other, valueOf(other))] as const] : [])));
    return [...inner, [name, inParentheses(queryText(replaceParams(sqlOf(cell)!, (param) => literals.get(param))))]];
  });

  async function execute(id: string): Promise<{result: CellResult; isKept: boolean}> {
    const table = `${SCHEMA}.${id}`;
    const text = textOf(id);
    await query(`create or replace table ${table} as select * from ${inParentheses(text)} limit ${KEPT_ROWS + 1}`);
    const [[count]] = (await query(`select count(*) as n from ${table}`)).rows;
    const rows = await query(`select * from ${table} limit ${SHOWN_ROWS}`);
    const isKept = Number(count) <= KEPT_ROWS;
    if (!isKept) await query(`drop table ${table}`);
    return {result: {...rows, rowCount: isKept ? Number(count) : null}, isKept};
  }

  async function runCell(id: string): Promise<void> {
    const key = queryKey(id);
    running = {id, key};
    onState([id]);
    const started = performance.now();
    counts.set(id, (counts.get(id) ?? 0) + 1);
    const outcome = await execute(id).then(
      ({result, isKept}) => ({isKept, state: {status: "fresh" as const, result}}),
      (error: unknown) => ({isKept: false, state: {status: "failed" as const, error: reasonOf(error)}})
    );
    running = undefined;
    ran.set(id, {key, isKept: outcome.isKept, state: {...outcome.state, milliseconds: performance.now() - started}});
    onState(byId.has(id) ? withDependants([id], graph) : []);
  }

  const next = (): string | undefined => graph.order.find((id) => wanted.has(id) && isQuery(id) && !graph.needs.get(id)!.problems.length && !failedNeed(id) && !isUpToDate(id));

  async function work(): Promise<void> {
    await query(`create schema if not exists ${SCHEMA}`);
    for (let id = next(); id !== undefined; id = next()) await runCell(id);
    wanted.clear();
  }

  return {
    state, valueOf, choices, counts,
    graph: () => graph,
    composed: () => composeAll(notebook, graph.order, new Map(notebook.cells.flatMap((cell) => (cell.kind === "input" ? [[cell.name, valueOf(cell)] as const] : [])))),
    setNotebook(value) {
      notebook = value;
      byId = new Map(value.cells.map((cell) => [cell.id, cell]));
      graph = notebookGraph(value, tables);
      for (const id of ran.keys()) if (!byId.has(id)) ran.delete(id);
    },
    async run(ids) {
      const direct = ids ? withDependants(ids, graph) : graph.order;
      for (const id of direct) for (const needed of [id, ...needsBelow(id, graph)]) wanted.add(needed);
      await (pump ??= work().finally(() => void (pump = undefined)));
    }
  };
}

/** Everything a cell needs, at every depth. */
function needsBelow(id: string, {needs}: NotebookGraph): string[] {
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

/** The engine's own sentence, without the SQL around it. */
const reasonOf = (error: unknown): string => {
  const cause = error instanceof Error && error.cause instanceof Error ? error.cause.message : error instanceof Error ? error.message : String(error);
  return cause.split("\n\n")[0].trim();
};

/** 53 bits of a text, to tell whether it changed (cyrb53, public domain). */
function hashText(text: string): string {
  let [a, b] = [0xdeadbeef, 0x41c6ce57];
  for (let i = 0; i < text.length; ++i) {
    const code = text.charCodeAt(i);
    a = Math.imul(a ^ code, 2654435761);
    b = Math.imul(b ^ code, 1597334677);
  }
  a = Math.imul(a ^ (a >>> 16), 2246822507) ^ Math.imul(b ^ (b >>> 13), 3266489909);
  b = Math.imul(b ^ (b >>> 16), 2246822507) ^ Math.imul(a ^ (a >>> 13), 3266489909);
  return (4294967296 * (2097151 & b) + (a >>> 0)).toString(36);
}
