/** The tables of a snapshot as Parquet, written on a connection of their own while the next ones are made. */
import {renameSync, statSync} from "node:fs";
import {join} from "node:path";
import {type Database, copySql, literal, writeParquet} from "./duckdb.js";
import type {TableInfo} from "./manifest.js";
import type {Mart, MartStep} from "./marts/index.js";

type Written = Pick<TableInfo, "rows" | "bytes">;

export interface TableWriter {
  /** Starts to write a finished table. Nobody may change it any more. */
  write(mart: Mart): void;
  /**
   * Makes the tables of `steps` on `db` (SQL may be blank where there is one) and writes them, all in one go that needs nothing
   * of this thread: code that computes meanwhile does not hold it up.
   */
  makeAll(db: Database, steps: readonly MartStep[]): void;
  /** Takes in a table that somebody else has written, or is writing. */
  add(mart: Mart, written: Written | Promise<Written>): void;
  /** Path of a table, once it is written. */
  path(mart: Mart): Promise<string>;
  /** Resolves when everything so far is on disk. Throws what could not be written. */
  settle(): Promise<void>;
  /** The tables so far, in the order in which they came; settles first. */
  tables(): Promise<TableInfo[]>;
}

/** Writes below `dir` what the connection `db` makes. */
export async function openTableWriter(db: Database, dir: string): Promise<TableWriter> {
  const own = await db.connect();
  const entries: {mart: Mart; written: Promise<Written>}[] = [];
  let last: Promise<unknown> = Promise.resolve();
  const add = (mart: Mart, written: Promise<Written>) => {
    written.catch(() => {}); // `settle` says what went wrong
    entries.push({mart, written});
  };
  const settle = async () => void (await Promise.all(entries.map(({written}) => written)));
  return {
    write(mart) {
      const written = last.then(() => writeTable(own, mart, dir));
      last = written.catch(() => {});
      add(mart, written);
    },
    makeAll(db, steps) {
      const marts = steps.flatMap(({mart}) => mart ?? []);
      const made = makeTables(db, steps, dir);
      for (const mart of marts) add(mart, made.then((written) => written.get(mart.name)!));
    },
    add: (mart, written) => add(mart, Promise.resolve(written)),
    path: async (mart) => {
      await entries.find((entry) => entry.mart === mart)?.written;
      return pathOf(mart, dir);
    },
    settle,
    async tables() {
      await settle();
      return describeTables(db, await Promise.all(entries.map(async ({mart, written}) => ({mart, written: await written}))));
    }
  };
}

const rowsOf = ({name, orderBy}: Mart): string => `from ${name} order by ${orderBy}`;
const pathOf = ({name}: Mart, dir: string): string => join(dir, `${name}.parquet`);

/** Writes one table. */
export const writeTable = (db: Database, mart: Mart, dir: string): Promise<Written> => writeParquet(db, rowsOf(mart), pathOf(mart, dir));

async function makeTables(db: Database, steps: readonly MartStep[], dir: string): Promise<Map<string, Written>> {
  const copies = ({mart}: MartStep) => (mart ? [copySql(rowsOf(mart), `${pathOf(mart, dir)}.part`)] : []);
  await db.run(steps.flatMap((step) => [step.sql, ...copies(step)]).filter(Boolean).join(";\n"));
  const marts = steps.flatMap(({mart}) => mart ?? []);
  const counts = await db.all(marts.map(({name}) => `select ${literal(name)} as name, count(*)::integer as rows from ${name}`).join(" union all "));
  for (const mart of marts) renameSync(`${pathOf(mart, dir)}.part`, pathOf(mart, dir));
  return new Map(marts.map((mart) => [mart.name, {rows: counts.find(({name}) => name === mart.name)!.rows as number, bytes: statSync(pathOf(mart, dir)).size}]));
}

/** What the manifest says of tables; one question for all of them. */
export async function describeTables(db: Database, tables: readonly {mart: Mart; written: Written}[]): Promise<TableInfo[]> {
  const names = tables.map(({mart}) => literal(mart.name)).join(", ");
  const columns = await db.all(`select table_name, column_name as name, data_type as type from duckdb_columns() where table_name in (${names}) order by column_index`);
  return tables.map(({mart: {name, grain, key, columns: described}, written}) => ({
    name, grain, key, ...written, columns: columns.filter(({table_name}) => table_name === name).map((column) => ({name: column.name, type: column.type, description: described[column.name] ?? ""}))
  }));
}
