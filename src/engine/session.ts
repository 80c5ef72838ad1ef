/**
 * Statements that a reader writes: each can be cancelled, its result stays in the engine and is read page by page, and
 * none of them changes the tables of the snapshot.
 *
 *   const run = startRun("select … from payments");
 *   run.cancel();                                    // any time
 *   const outcome = await run.done;                  // rows, a text (explain) or a change; rejects with SessionError
 *
 * A query works in steps of a few milliseconds. Some (a cross join of large tables, some windows) are one long step in
 * this engine and hear no cancel: then its worker is ended and another started, which takes half a second. The
 * snapshot's tables load again by themselves; what the reader made (tables, dropped files) is made again; results that
 * were kept are gone and say so.
 */
import type {AsyncDuckDBConnection} from "@duckdb/duckdb-wasm";
import {kindOfType, type Cell, type ResultColumn} from "../model/result.js";
import type {RowSource} from "../model/row-source.js";
import {judgeStatement} from "../model/sql-guard.js";
import {replaceEngine, startEngine, type Engine} from "./connect.js";
import {arrowSource} from "./exact-rows.js";
import {moveToMemory} from "./memory.js";
import {resultSource, type ResultSource} from "./result-source.js";
import type {ArrowTable} from "./rows.js";
import {engineStatus, setStatus} from "./status.js";
import {inTurn, runSteps} from "./steps.js";
import {loadTables, tableNames, tablesIn} from "./tables.js";

/** `ms` is how long the engine worked; `kept` sources can be exported by the engine and must be released. */
export type Outcome =
  | {kind: "rows"; source: RowSource; kept: ResultSource | null; ms: number}
  | {kind: "text"; text: string; ms: number}
  | {kind: "change"; ms: number};

export interface Run {
  done: Promise<Outcome>;
  cancel(): void;
}

/** What went wrong with a statement; `linesBefore` is how many lines were put in front of it for the engine. */
export class SessionError extends Error {
  override readonly name = "SessionError";
  constructor(message: string, readonly linesBefore = 0, readonly isCancelled = false, options?: ErrorOptions) {
    super(message, options);
  }
}

/** How long a cancelled query may go on before its worker is replaced, in milliseconds. */
const GRACE = 1000;

/** Something that was made in this session and is made again when the engine is replaced. */
export type Made = {what: string; make: (engine: Engine, connection: AsyncDuckDBConnection) => Promise<void>};

export interface Session {
  engine: Engine;
  /** Runs the reader's statements. */
  runner: AsyncDuckDBConnection;
  /** Reads results, one statement after the other. */
  ask: (text: string) => Promise<Cell[][]>;
}

const snapshotNames: ReadonlySet<string> = new Set(tableNames);
const made: Made[] = [];
const listeners = new Set<(sentence: string) => void>();
let current: Promise<Session> | undefined;
let restarting: Promise<void> | undefined;
let count = 0;
/** The statement before, whether it went well or not: a connection has room for one. */
let before: Promise<unknown> = Promise.resolve();

/** Calls `listener` with a sentence when the engine was replaced; returns what ends that. */
export function onRestart(listener: (sentence: string) => void): () => void {
  listeners.add(listener);
  return () => void listeners.delete(listener);
}

/** The session of this page, once the engine is ready. */
export function session(): Promise<Session> {
  current ??= open().catch((cause: unknown) => {
    current = undefined; // the next statement tries again
    throw cause;
  });
  return current;
}

async function open(): Promise<Session> {
  const engine = await startEngine();
  const [runner, reader] = await Promise.all([engine.db.connect(), engine.db.connect()]);
  await runner.query("create schema if not exists results");
  return {engine, runner, ask: inTurn(reader)};
}

/** Makes something now and again after every restart; one of the same name takes the place of the one before. */
export async function keepMaking(item: Made): Promise<void> {
  const {engine} = await session();
  const connection = await engine.db.connect(); // the reader's own may be busy with a query
  try {
    await item.make(engine, connection);
  } finally {
    await connection.close();
  }
  const known = made.findIndex(({what}) => what === item.what);
  if (known >= 0) made.splice(known, 1);
  made.push(item);
}

/** Ends the worker and starts another, with what the reader had made. */
async function restart(): Promise<void> {
  current = undefined;
  await replaceEngine();
  const {engine, runner} = await session();
  const lost: string[] = [];
  for (const item of [...made]) {
    try {
      await item.make(engine, runner);
    } catch {
      made.splice(made.indexOf(item), 1);
      lost.push(item.what);
    }
  }
  const sentence = `The query could not be interrupted, so the engine was started again. Results on this page have to be run again${lost.length ? `; not made again: ${lost.join(", ")}` : ""}.`;
  for (const listener of listeners) listener(sentence);
}

/** Types of a table's columns as a reader knows them: text that lives in memory is VARCHAR. */
async function columnsOf(connection: AsyncDuckDBConnection, table: string): Promise<ResultColumn[]> {
  return (await runSteps(connection, `describe ${table}`)).map(([name, type]) => {
    const shown = String(type).startsWith("ENUM") ? "VARCHAR" : String(type);
    return {name: String(name), type: shown, kind: kindOfType(shown)};
  });
}

async function keepRows({runner, ask}: Session, text: string): Promise<ResultSource> {
  const table = `results.r${++count}`;
  const [row] = await runSteps(runner, `create table ${table} as\n${text}`);
  return resultSource(ask, table, await columnsOf(runner, table), Number(row[0]));
}

async function runKind(session: Session, kind: string, text: string): Promise<(ms: number) => Outcome> {
  if (kind === "query") {
    const source = await keepRows(session, text);
    return (ms) => ({kind: "rows", source, kept: source, ms});
  }
  if (kind === "change") {
    await runSteps(session.runner, text);
    made.push({what: text.replace(/\s+/g, " ").slice(0, 60), make: async (_engine, connection) => {
      await loadTables(startEngine(), tablesIn(text));
      await runSteps(connection, text);
    }});
    return (ms) => ({kind: "change", ms});
  }
  const table = (await session.runner.query(text)) as unknown as ArrowTable;
  const source = arrowSource(table);
  if (kind === "describe") return (ms) => ({kind: "rows", source, kept: null, ms});
  const plan = (await source.read(0, source.rowCount)).map((row) => String(row.at(-1))).join("\n");
  return (ms) => ({kind: "text", text: plan, ms});
}

/** What the engine says of a failure, without the mark that it was cancelled. */
function sessionError(cause: unknown, kind: string, isCancelled: boolean, problems: readonly string[]): SessionError {
  const reason = cause instanceof Error ? cause.message : String(cause);
  if (isCancelled) return new SessionError("cancelled", 0, true, {cause});
  return new SessionError([...problems, reason].join("\n"), kind === "query" ? 1 : 0, false, {cause});
}

const countPending = (change: 1 | -1) => setStatus({pendingCount: Math.max(0, engineStatus().pendingCount + change)});

/** Starts one statement, once the one before is over. Refusals and errors reject `done`. */
export function startRun(text: string): Run {
  let [isCancelled, isOver] = [false, false];
  let running: Session | undefined;
  let leave = (): void => {};
  const left = new Promise<void>((resolve) => (leave = resolve));
  const work = async (earlier: Promise<unknown>): Promise<Outcome> => {
    const {kind, refusal} = judgeStatement(text, snapshotNames);
    if (refusal !== null) throw new SessionError(refusal);
    const names = tablesIn(text);
    let problems: string[] = [];
    try {
      await Promise.race([earlier, left]);
      await restarting;
      const mine = await session();
      problems = await loadTables(startEngine(), names);
      if (isCancelled) throw new Error("cancelled before it began");
      running = mine;
      const started = performance.now();
      const outcome = await runKind(mine, kind, text);
      const ms = performance.now() - started;
      void moveToMemory(mine.engine, names);
      return outcome(ms);
    } catch (cause) {
      throw sessionError(cause, kind, isCancelled, problems);
    }
  };
  countPending(1);
  const done = work(before).finally(() => {
    isOver = true;
    countPending(-1);
  });
  before = Promise.allSettled([before, done]).then(() => {});
  const cancel = () => {
    if (isCancelled || isOver) return;
    isCancelled = true;
    leave();
    void running?.runner.cancelSent().catch(() => {});
    setTimeout(() => {
      if (isOver || !running) return;
      restarting ??= restart().catch(() => {}).finally(() => (restarting = undefined));
    }, GRACE);
  };
  return {done, cancel};
}

/** Tables, views and macros of the reader: everything in the schema of the snapshot that is not of the snapshot. */
export async function ownTables(): Promise<{name: string; columns: {name: string; type: string}[]}[]> {
  const {ask} = await session();
  const rows = await ask("select table_name, column_name, data_type from information_schema.columns where table_schema = 'main' order by table_name, ordinal_position");
  const tables = new Map<string, {name: string; type: string}[]>();
  for (const [table, column, type] of rows.map((row) => row.map(String))) {
    if (!snapshotNames.has(table)) tables.set(table, [...(tables.get(table) ?? []), {name: column, type}]);
  }
  return [...tables].map(([name, columns]) => ({name, columns}));
}

/** The functions that the engine knows, by name, with the parameters of their first form. */
export async function engineFunctions(): Promise<{name: string; parameters: string; description?: string}[]> {
  const {ask} = await session();
  const rows = await ask(`select function_name, first(array_to_string(parameters, ', ')), first(description) from duckdb_functions()
    where function_type in ('scalar', 'aggregate', 'macro', 'table', 'table_macro') and regexp_matches(function_name, '^[a-z][a-z0-9_]*$') and not starts_with(function_name, 'pg_') group by function_name order by function_name`);
  return rows.map(([name, parameters, description]) => ({name: String(name), parameters: String(parameters ?? ""), ...(description && {description: String(description)})}));
}
