/** One snapshot open on both engines, and any compiled request run on each. */
import {existsSync} from "node:fs";
import {join} from "node:path";
import {literal, openDatabase, type Database} from "../../loaders/duckdb.js";
import {compile, contextQuery, cubeTables, readContext, type Compiled, type CompileContext, type Refused} from "../../src/model/compile.js";
import type {MetricRequestInput} from "../../src/model/metric-request.js";
import {openWasm, type WasmEngine} from "../harness/wasm-node.js";

export interface Both {
  db: Database;
  wasm: WasmEngine;
  context: CompileContext;
  compile(request: MetricRequestInput): Compiled | Refused;
  /** Rows of the loaders' engine: exact text for amounts and days. Throws where it is refused. */
  native(request: MetricRequestInput): Promise<Record<string, any>[]>;
  close(): void;
}

export async function openBoth(dir: string, manifest: {as_of: string; data_through: string | null}): Promise<Both> {
  const [db, wasm] = [await openDatabase(), await openWasm()];
  const tables = cubeTables.filter((table) => existsSync(join(dir, `${table}.parquet`)));
  for (const table of tables) {
    await db.run(`create view ${table} as from read_parquet(${literal(join(dir, `${table}.parquet`))})`);
    wasm.addParquet(table, join(dir, `${table}.parquet`));
  }
  const context = readContext(await db.all(contextQuery(tables)), manifest);
  const made = (request: MetricRequestInput) => compile(request, context);
  const native = async (request: MetricRequestInput) => {
    const compiled = made(request);
    if (!compiled.ok) throw new Error(compiled.error);
    return db.all(compiled.sql, [...compiled.params]);
  };
  return {db, wasm, context, compile: made, native, close: () => (db.close(), wasm.close())};
}
