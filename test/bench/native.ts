/** The native engine on the snapshot's own Parquet. */
import {readdirSync} from "node:fs";
import {join} from "node:path";
import {literal, openDatabase, type Database} from "../../loaders/duckdb.js";

/** A database whose tables are the Parquet files of a snapshot. */
export async function openSnapshot(snapshot: string): Promise<Database> {
  const db = await openDatabase();
  for (const file of readdirSync(snapshot).filter((name) => name.endsWith(".parquet"))) {
    await db.run(`create view "${file.replace(/\.parquet$/, "")}" as from read_parquet(${literal(join(snapshot, file))})`);
  }
  return db;
}
