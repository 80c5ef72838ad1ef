/** The tables of a snapshot as Parquet, written on a connection of their own while the next ones are made. */
import {join} from "node:path";
import {type Database, literal, writeParquet} from "./duckdb.js";
import type {TableInfo} from "./manifest.js";
import type {Mart} from "./marts/mart.js";

type Written = Pick<TableInfo, "rows" | "bytes">;

export interface TableWriter {
  /** Starts to write a finished table. Nobody may change it any more. */
  write(mart: Mart): void;
  /** Takes in a table that somebody else has written. */
  add(mart: Mart, written: Written): void;
  /** Resolves when everything so far is on disk. Throws what could not be written. */
  settle(): Promise<void>;
  /** The tables so far, in their order; settles first. */
  tables(): Promise<TableInfo[]>;
}

/** Writes below `dir` what the connection `db` makes. */
export async function openTableWriter(db: Database, dir: string): Promise<TableWriter> {
  const own = await db.connect();
  const entries: {mart: Mart; written: Promise<Written>}[] = [];
  let last: Promise<unknown> = Promise.resolve();
  const add = (mart: Mart, written: Promise<Written>) => void entries.push({mart, written});
  const settle = async () => void (await Promise.all(entries.map(({written}) => written)));
  return {
    write(mart) {
      const written = last.then(() => writeTable(own, mart, dir));
      last = written.catch(() => {}); // `settle` says what went wrong
      add(mart, written);
    },
    add: (mart, written) => add(mart, Promise.resolve(written)),
    settle,
    async tables() {
      await settle();
      return describeTables(db, await Promise.all(entries.map(async ({mart, written}) => ({mart, written: await written}))));
    }
  };
}

/** Writes one table. */
export const writeTable = (db: Database, {name, orderBy}: Mart, dir: string): Promise<Written> => writeParquet(db, `from ${name} order by ${orderBy}`, join(dir, `${name}.parquet`));

/** What the manifest says of tables; one question for all of them. */
export async function describeTables(db: Database, tables: readonly {mart: Mart; written: Written}[]): Promise<TableInfo[]> {
  const names = tables.map(({mart}) => literal(mart.name)).join(", ");
  const columns = await db.all(`select table_name, column_name as name, data_type as type from duckdb_columns() where table_name in (${names}) order by column_index`);
  return tables.map(({mart: {name, grain, key, columns: described}, written}) => ({
    name, grain, key, ...written, columns: columns.filter(({table_name}) => table_name === name).map((column) => ({name: column.name, type: column.type, description: described[column.name] ?? ""}))
  }));
}
