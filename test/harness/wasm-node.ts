/**
 * The browser's engine in Node: the same WebAssembly file, opened with the same options, read by the same code.
 *
 *   await using wasm = await openWasm();
 *   wasm.addParquet("payments", "/folder/payments.parquet");
 *   const rows = wasm.query("select …", [params]);
 *
 *   const {native, wasm} = await bothEngines("select … from payments", {payments: "/folder/payments.parquet"});
 *   expect(wasm).toEqual(native);
 */
import {readFileSync} from "node:fs";
import {createRequire} from "node:module";
import * as duckdb from "@duckdb/duckdb-wasm/blocking";
import {literal, openDatabase} from "../../loaders/duckdb.js";
import {openOptions, setUp} from "../../src/engine/options.js";
import {exactRows} from "../../src/engine/exact-rows.js";
import type {Cell} from "../../src/model/result.js";
import {toRows, type ArrowTable, type Row, type Rows} from "../../src/engine/rows.js";

/** TypeScript reads the browser's types here; Node loads its own build, which has this in addition. */
const {NODE_RUNTIME} = duckdb as unknown as {NODE_RUNTIME: duckdb.DuckDBRuntime};

const require = createRequire(import.meta.url);
const file = (name: string) => require.resolve(`@duckdb/duckdb-wasm/dist/duckdb-${name}.wasm`);

export type WasmEngine = {
  /** Makes a Parquet file (path or bytes) a view. */
  addParquet(table: string, source: string | Uint8Array): void;
  query<T extends Row = Row>(sql: string, params?: readonly unknown[]): Rows<T>;
  /** The same without loss, as the SQL page reads it. */
  cells(sql: string): Cell[][];
  close(): void;
  [Symbol.asyncDispose](): Promise<void>;
};

/** Opens the engine; about a third of a second. */
export async function openWasm(): Promise<WasmEngine> {
  const bundles = {mvp: {mainModule: file("mvp"), mainWorker: ""}, eh: {mainModule: file("eh"), mainWorker: ""}};
  const db = await duckdb.createDuckDB(bundles, new duckdb.VoidLogger(), NODE_RUNTIME);
  await db.instantiate(() => {});
  db.open(openOptions);
  const connection = db.connect();
  connection.query(setUp);
  const query = <T extends Row>(sql: string, params: readonly unknown[] = []) => {
    if (!params.length) return toRows<T>(connection.query(sql) as unknown as ArrowTable);
    const statement = connection.prepare(sql);
    try {
      return toRows<T>(statement.query(...params) as unknown as ArrowTable);
    } finally {
      statement.close();
    }
  };
  const close = () => connection.close();
  return {
    addParquet(table, source) {
      db.registerFileBuffer(`${table}.parquet`, typeof source === "string" ? new Uint8Array(readFileSync(source)) : source);
      connection.query(`create or replace view ${table} as select * from read_parquet('${table}.parquet')`);
    },
    query,
    cells: (sql) => exactRows(connection.query(sql) as unknown as ArrowTable),
    close,
    [Symbol.asyncDispose]: async () => close()
  };
}

/**
 * Runs one statement on the loaders' engine and on the browser's over the same Parquet files (table → path), and
 * returns both results in the browser's types, so that they compare with `toEqual`.
 */
export async function bothEngines(sql: string, tables: Record<string, string> = {}): Promise<{native: Row[]; wasm: Row[]}> {
  await using engine = await openWasm();
  const db = await openDatabase();
  try {
    for (const [table, path] of Object.entries(tables)) {
      engine.addParquet(table, path);
      await db.run(`create view ${table} as from read_parquet(${literal(path)})`);
    }
    const types = Object.fromEntries((await db.all(`describe ${sql}`)).map((row) => [row.column_name, String(row.column_type)]));
    const native = (await db.all(sql)).map((row) => Object.fromEntries(Object.entries(row).map(([name, value]) => [name, browserValue(value, types[name])])));
    return {native, wasm: [...engine.query(sql)]};
  } finally {
    db.close();
  }
}

/** A value of the loaders' engine (exact text for decimals, days as text) as a page would get it. */
function browserValue(value: unknown, type = ""): unknown {
  if (value === null || value === undefined) return null;
  if (/^(DATE|TIMESTAMP)/.test(type)) return new Date(String(value).replace(" ", "T").replace(/^(\d+-\d+-\d+)$/, "$1T00:00:00") + "Z");
  if (/^(DECIMAL|U?(TINY|SMALL|BIG|HUGE)?INT|DOUBLE|FLOAT)/.test(type) && !type.endsWith("[]")) return Number(value);
  return value;
}
