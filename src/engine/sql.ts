/**
 * The page's way to the data: `` sql`select … where artist = ${artist}` `` → rows.
 *
 * Pages use `sql` and `query` without importing them, and `sql` in ```sql cells. The dialect is DuckDB 0.9.
 * Two traps of it: compare a DATE with `date '2024-02-01'` or a `${Date}`, never with text; no JSON and no time zones.
 */
import {bind, type Parameter} from "./bind.js";
import {startEngine, type Engine} from "./connect.js";
import {moveToMemory} from "./memory.js";
import {enqueue} from "./queue.js";
import {toRows, type ArrowTable, type Row, type Rows} from "./rows.js";
import {engineStatus, setStatus} from "./status.js";
import {isLarge, loadTables, tablesIn} from "./tables.js";

export {engineStatus, onEngineStatus} from "./status.js";
export type {Parameter} from "./bind.js";
export type {Row, Rows} from "./rows.js";

/** A query that failed: the SQL, its parameters, and the engine's own error as `cause`. */
export class QueryError extends Error {
  constructor(readonly sql: string, readonly params: readonly unknown[], cause: unknown, problems: readonly string[] = []) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    super(["query failed: " + [...problems, reason].join("; "), sql.trim()].join("\n"), {cause});
    this.name = "QueryError";
  }
}

/** Runs a template; each `${value}` is bound as a parameter, an array as a list for `in (…)`. */
export function sql<T extends Row = Row>(strings: TemplateStringsArray, ...values: unknown[]): Promise<Rows<T>> {
  const {text, params} = bind(strings, values);
  return query<T>(text, params);
}

/**
 * Runs one statement; `params` fill its `?` in order (write `?::timestamp` for a Date).
 * Rejects with `QueryError`; a missing table is named in its message.
 */
export function query<T extends Row = Row>(text: string, params: readonly Parameter[] = []): Promise<Rows<T>> {
  return queryAs(text, params, toRows<T>);
}

/** `query` for who needs the result in another form: `read` gets the Arrow table. */
export async function queryAs<R>(text: string, params: readonly Parameter[], read: (table: ArrowTable) => R): Promise<R> {
  const bound = params.map(toBindable);
  const starting = startEngine();
  const names = tablesIn(text);
  const loading = loadTables(starting, names);
  countPending(1);
  try {
    const rows = await enqueue(names.some(isLarge), loading, async () => read(await run(await starting, text, bound)));
    const {queryCount, firstAnswerAt = performance.now()} = engineStatus();
    setStatus({queryCount: queryCount + 1, firstAnswerAt});
    void moveToMemory(await starting, names);
    return rows;
  } catch (cause) {
    throw new QueryError(text, params, cause, await loading);
  } finally {
    countPending(-1);
  }
}

const countPending = (change: 1 | -1) => setStatus({pendingCount: engineStatus().pendingCount + change});

const toBindable = (value: Parameter) =>
  value instanceof Date ? value.toISOString().slice(0, 23).replace("T", " ") : typeof value === "bigint" ? String(value) : (value ?? null);

async function run({connection}: Engine, text: string, params: unknown[]): Promise<ArrowTable> {
  if (!params.length) return (await connection.query(text)) as unknown as ArrowTable;
  const statement = await connection.prepare(text);
  try {
    return (await statement.query(...params)) as unknown as ArrowTable;
  } finally {
    statement.close().catch(() => {}); // the answer does not wait for it
  }
}

/** Resolves when the engine can answer. */
export async function ready(): Promise<void> {
  await startEngine();
}

/** Every readable table with its columns and their types, in the order of the table. */
export async function schema(): Promise<Record<string, {name: string; type: string}[]>> {
  const rows = await query(
    "select table_name, column_name, data_type from information_schema.columns where table_schema = 'main' order by table_name, ordinal_position"
  );
  const tables: Record<string, {name: string; type: string}[]> = {};
  for (const {table_name, column_name, data_type} of rows) {
    const type = data_type.startsWith("ENUM") ? "VARCHAR" : data_type; // text that lives in memory
    (tables[table_name] ??= []).push({name: column_name, type});
  }
  return tables;
}

// A page that can query starts its engine now, while it still draws from the small files.
if (typeof Worker === "function") void startEngine().catch(() => {}); // each query reports the failure
