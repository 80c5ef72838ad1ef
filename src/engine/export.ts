/** A kept result as Parquet or Arrow, written by the engine from its own table: types and every digit stay. */
import type {RowSource} from "../model/row-source.js";
import type {ResultSource} from "./result-source.js";
import {session} from "./session.js";

/** The table of a result; a description (describe, show) has none. */
function tableOf(source: RowSource): string {
  const {table} = source as Partial<ResultSource>;
  if (!table) throw new Error("this result is a description and not kept by the engine: save it as CSV, JSON or Excel");
  return table;
}

let count = 0;

/** Words of an ENUM are written as text: other readers know no ENUM of this engine. */
async function selection(table: string): Promise<string> {
  const {ask} = await session();
  const columns = (await ask(`describe ${table}`)).map(([name, type]) => ({name: `"${String(name).replaceAll('"', '""')}"`, isEnum: String(type).startsWith("ENUM")}));
  return `select ${columns.map(({name, isEnum}) => (isEnum ? `${name}::varchar as ${name}` : name)).join(", ")} from ${table}`;
}

/** A Parquet file with zstd. */
export async function exportParquet(source: RowSource): Promise<Uint8Array> {
  const table = tableOf(source);
  const {engine, ask} = await session();
  const file = `export${++count}.parquet`;
  try {
    await ask(`copy (${await selection(table)}) to '${file}' (format parquet, codec zstd)`);
    return await engine.db.copyFileToBuffer(file);
  } finally {
    await engine.db.dropFile(file).catch(() => {});
  }
}

/** An Arrow IPC file (not a stream), which every reader of Arrow opens. The library is fetched when it is first used. */
export async function exportArrow(source: RowSource): Promise<Uint8Array> {
  const table = tableOf(source);
  const {engine} = await session();
  const text = await selection(table);
  const connection = await engine.db.connect();
  try {
    const stream = await connection.useUnsafe((db, id) => db.runQuery(id, text));
    const {tableFromIPC, tableToIPC} = await import("apache-arrow");
    return tableToIPC(tableFromIPC(stream), "file");
  } finally {
    await connection.close();
  }
}
