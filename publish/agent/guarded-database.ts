/** A database for SQL that others write: the snapshot's tables in memory, and no way to any file, to the network or to settings. */
import {existsSync} from "node:fs";
import {join} from "node:path";
import {literal, openDatabase, type Database} from "../../loaders/duckdb.js";

/** What a statement may take beside the tables; nothing spills to disk. */
const WORKING_MEMORY = 1_000_000_000;

/**
 * Loads the tables of a snapshot folder and locks the engine. They are copied, not views: a folder that the engine may read
 * is one that it may write. About 200 MB and a second for a million statement lines.
 */
export async function openGuarded(dir: string, tables: readonly string[]): Promise<Database> {
  const db = await openDatabase(":memory:", {threads: "2"});
  try {
    for (const name of tables.filter((table) => existsSync(join(dir, `${table}.parquet`)))) {
      await db.run(`create table "${name.replaceAll('"', '""')}" as from read_parquet(${literal(join(dir, `${name}.parquet`))})`);
    }
    const [{used}] = await db.all("select coalesce(sum(memory_usage_bytes), 0)::double as used from duckdb_memory()");
    await db.run(`set memory_limit = '${Math.ceil((Number(used) + WORKING_MEMORY) / 1e6)}MB'; set temp_directory = ''; set enable_external_access = false; set lock_configuration = true`);
    return db;
  } catch (error) {
    db.close();
    throw error;
  }
}
