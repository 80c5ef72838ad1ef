/**
 * Runs the queries of a notebook: of a change, only what depends on it runs again.
 *
 * Each query has a key, made of its own text, the values of the inputs it uses and the keys of the queries it reads. A result
 * whose key is no longer the query's is stale. Results of up to `KEPT_ROWS` rows are kept as tables of the engine, so that a
 * chain of cells reads the big tables once.
 */
import {composeAll, inParentheses, inputLiteral, type Composed} from "../model/notebook-compile.js";
import {needsBelow, notebookGraph, sqlOf, withDependants, type NotebookGraph} from "../model/notebook-graph.js";
import {selectChoices, type Choice} from "../model/notebook-inputs.js";
import {writeFigure, type FigureReference} from "../model/notebook-figures.js";
import {nameOf, type Cell, type InputCell, type Notebook, type SqlCell} from "../model/notebook.js";
import type {Cell as Value, ResultColumn} from "../model/result.js";
import {replaceParams, withTables, type InputValue, type NamedQuery} from "../model/sql-compose.js";
import {queryText} from "../model/notebook-guard.js";
import {sqlNames} from "../model/sql-names.js";

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
/** `error` is the engine's own text; `linesBefore` is how many lines stood before the cell's when it was drawn. */
export type CellState = {status: CellStatus; result?: CellResult; error?: string; linesBefore?: number; milliseconds?: number};

let runCount = 0;

const EMPTY: Notebook = {title: "", author: "", date: "", description: "", snapshot: "", cells: []};

export class NotebookRun {
  /** How many times each cell's query has run. */
  readonly counts = new Map<string, number>();
  private notebook = EMPTY;
  private cells = new Map<string, Cell>();
  private graphNow: NotebookGraph;
  private readonly ran = new Map<string, {key: number; state: CellState; isKept: boolean}>();
  private readonly wanted = new Set<string>();
  /** Texts of keys → short numbers, and the keys known until something changes. */
  private readonly numbers = new Map<string, number>();
  private keys = new Map<string, number>();
  private runningId?: string;
  private isClosed = false;
  /** Each run has tables of its own: a query of the notebook before may still be on its way. */
  private readonly prefix = `${SCHEMA}.n${++runCount}`;
  private working?: Promise<void>;

  /** `onState` is called with the ids whose state may have changed. `tables` are the names of the workspace's tables. */
  constructor(private readonly query: RunQuery, private readonly tables: readonly string[], private readonly onState: (ids: readonly string[]) => void) {
    this.graphNow = notebookGraph(EMPTY, tables);
  }

  get graph(): NotebookGraph {
    return this.graphNow;
  }

  /** Takes the document as it is now; what is no longer up to date is stale. */
  setNotebook(notebook: Notebook): void {
    this.notebook = notebook;
    this.cells = new Map(notebook.cells.map((cell) => [cell.id, cell]));
    this.graphNow = notebookGraph(notebook, this.tables);
    this.keys = new Map();
    for (const id of this.ran.keys()) if (!this.cells.has(id)) this.forget(id);
  }

  /** Ends the run: nothing more is run, and what the engine keeps for it is given back. */
  close(): void {
    this.isClosed = true;
    for (const id of this.ran.keys()) this.forget(id);
  }

  private forget(id: string): void {
    if (this.ran.get(id)?.isKept) void this.query(`drop table if exists ${this.tableOf(id)}`).catch(() => {}); // it only costs memory
    this.ran.delete(id);
  }

  private tableOf(id: string): string {
    return `${this.prefix}_${id}`;
  }

  /** Runs these cells, what they need and what depends on them (all without `ids`) as far as they are not fresh; resolves when nothing is left to run. */
  async run(ids?: readonly string[]): Promise<void> {
    for (const id of ids ? withDependants(ids, this.graphNow) : this.graphNow.order) {
      for (const needed of [id, ...needsBelow(id, this.graphNow)]) this.wanted.add(needed);
    }
    if (ids) for (const id of ids) if (this.ran.get(id)?.state.status === "failed") this.ran.delete(id); // asked for again
    await (this.working ??= this.work().finally(() => void (this.working = undefined)));
  }

  state(id: string): CellState {
    const cell = this.cells.get(id);
    const [problem] = this.graphNow.needs.get(id)?.problems ?? [];
    if (!cell || problem) return {status: "failed", error: problem};
    if (!this.isQuery(id)) return {status: this.stateOfNeeds(id)};
    const last = this.ran.get(id);
    if (this.runningId === id) return {...last?.state, status: "running", error: undefined};
    const failed = this.failedNeed(id);
    if (failed) return {status: "failed", error: `needs "${nameOf(failed)}", which failed`};
    if (!last) return {status: "stale"};
    return last.key === this.queryKey(id) ? last.state : {...last.state, status: "stale", error: undefined};
  }

  /** The choices of a select; empty for other cells. */
  choices(id: string): readonly Choice[] {
    const cell = this.cells.get(id);
    return cell?.kind === "input" && cell.type === "select" ? selectChoices(cell, this.ran.get(id)?.state.result) : [];
  }

  /** What an input stands at: its value, or the first choice of a select whose value is none of them. */
  valueOf(cell: InputCell): InputValue {
    if (cell.type !== "select") return cell.value;
    const list = this.choices(cell.id);
    return list.some(({value}) => value === cell.value) ? cell.value : (list[0]?.value ?? cell.value);
  }

  /** The SQL cell of a name. */
  queryCell(name: string): SqlCell | undefined {
    return this.notebook.cells.find((cell): cell is SqlCell => cell.kind === "sql" && cell.name === name);
  }

  /** The text of a figure in prose: "…" while its query has not answered, undefined when no cell has that name. */
  figure({name, column, format}: FigureReference): string | undefined {
    if (column === undefined) {
      const input = this.notebook.cells.find((cell): cell is InputCell => cell.kind === "input" && cell.name === name);
      return input && writeFigure(this.valueOf(input), "auto");
    }
    const query = this.queryCell(name);
    const result = query && this.state(query.id).result;
    const cell = (wanted: string) => result?.rows[0]?.[result.columns.findIndex((each) => each.name === wanted)];
    return query && (result ? writeFigure(cell(column), format, cell("currency")) : "…");
  }

  /** The complete SQL of each cell by id: it can be copied and runs by itself. */
  composed(): ReadonlyMap<string, Composed> {
    return composeAll(this.notebook, this.graphNow.order, this.literals());
  }

  private isQuery(id: string): boolean {
    return sqlOf(this.cells.get(id)!) !== undefined;
  }

  /** A chart or a text is as fresh as what it shows. */
  private stateOfNeeds(id: string): CellStatus {
    const states = this.graphNow.needs.get(id)!.cells.filter((other) => this.isQuery(other)).map((other) => this.state(other).status);
    return (["failed", "running", "stale"] as const).find((status) => states.includes(status)) ?? "fresh";
  }

  private failedNeed(id: string): Cell | undefined {
    return this.graphNow.needs.get(id)!.cells.map((other) => this.cells.get(other)!).find((other) => this.isQuery(other.id) && this.state(other.id).status === "failed");
  }

  private number(parts: readonly (string | number)[]): number {
    const text = JSON.stringify(parts);
    if (!this.numbers.has(text)) this.numbers.set(text, this.numbers.size);
    return this.numbers.get(text)!;
  }

  /** What those who need a cell see of it: an input's value, or a query. */
  private keyOf(id: string): number {
    const known = this.keys.get(id);
    if (known !== undefined) return known;
    this.keys.set(id, -1); // a circle ends here
    const cell = this.cells.get(id)!;
    const key = cell.kind === "input" ? this.number([inputLiteral(cell, this.valueOf(cell)), cell.type === "select" ? this.queryKey(id) : 0]) : this.queryKey(id);
    this.keys.set(id, key);
    return key;
  }

  private queryKey(id: string): number {
    const cell = this.cells.get(id)!;
    return this.number([nameOf(cell) ?? "", sqlOf(cell) ?? "", ...this.graphNow.needs.get(id)!.cells.map((other) => this.keyOf(other))]);
  }

  private literals(): Map<string, string> {
    return new Map(this.notebook.cells.flatMap((cell) => (cell.kind === "input" ? [[cell.name, inputLiteral(cell, this.valueOf(cell))] as const] : [])));
  }

  private filled(text: string): string {
    const literals = this.literals();
    return queryText(replaceParams(text, (name) => literals.get(name)));
  }

  /** What stands for each query that a text reads: its kept table, or its own text when it is too large to keep. */
  private tablesFor(text: string, done = new Set<string>()): NamedQuery[] {
    return sqlNames(text).tables.flatMap((name): NamedQuery[] => {
      const cell = this.notebook.cells.find((other) => other.kind === "sql" && other.name === name);
      if (!cell || done.has(name)) return [];
      done.add(name);
      if (this.ran.get(cell.id)?.isKept) return [[name, `(select * from ${this.tableOf(cell.id)})`]];
      return [...this.tablesFor(sqlOf(cell)!, done), [name, inParentheses(this.filled(sqlOf(cell)!))]];
    });
  }

  private statement(id: string, text: string): string {
    return `create or replace table ${this.tableOf(id)} as select * from ${inParentheses(withTables(this.filled(text), this.tablesFor(text)))} limit ${KEPT_ROWS + 1}`;
  }

  private async execute(id: string): Promise<{result: CellResult; isKept: boolean}> {
    const text = sqlOf(this.cells.get(id)!)!;
    const table = this.tableOf(id);
    const [[count]] = (await this.query(this.statement(id, text))).rows;
    const rows = await this.query(`select * from ${table} limit ${SHOWN_ROWS}`);
    const isKept = Number(count) <= KEPT_ROWS;
    if (!isKept) await this.query(`drop table ${table}`);
    return {result: {...rows, rowCount: isKept ? Number(count) : null}, isKept};
  }

  private linesBefore(id: string): number {
    const text = sqlOf(this.cells.get(id)!) ?? "";
    const lines = (value: string) => value.split("\n").length;
    return Math.max(0, lines(this.statement(id, text)) - 1 - lines(text.trim()));
  }

  private async runCell(id: string): Promise<void> {
    const key = this.queryKey(id);
    this.runningId = id;
    this.onState([id]);
    this.counts.set(id, (this.counts.get(id) ?? 0) + 1);
    const started = performance.now();
    const {isKept, state} = await this.execute(id).then(
      ({result, isKept}) => ({isKept, state: {status: "fresh", result} as CellState}),
      (error: unknown) => ({isKept: false, state: {status: "failed", error: reasonOf(error), linesBefore: this.linesBefore(id)} as CellState})
    );
    this.runningId = undefined;
    this.ran.set(id, {key, isKept, state: {...state, milliseconds: performance.now() - started}});
    this.keys = new Map(); // a select's choices decide its value
    if (this.isClosed || !this.cells.has(id)) return this.forget(id);
    this.onState(withDependants([id], this.graphNow));
  }

  /** The next cell to run: wanted, readable, not up to date. */
  private next(): string | undefined {
    if (this.isClosed) return undefined;
    const {order, needs} = this.graphNow;
    return order.find((id) => this.wanted.has(id) && this.isQuery(id) && !needs.get(id)!.problems.length && !this.failedNeed(id) && this.ran.get(id)?.key !== this.queryKey(id));
  }

  private async work(): Promise<void> {
    await this.query(`create schema if not exists ${SCHEMA}`);
    for (let id = this.next(); id !== undefined; id = this.next()) await this.runCell(id);
    this.wanted.clear();
  }
}

/** What the engine said, without the SQL that the error carries. */
function reasonOf(error: unknown): string {
  const cause = error instanceof Error && error.cause instanceof Error ? error.cause : error;
  return (cause instanceof Error ? cause.message : String(cause)).trim();
}
