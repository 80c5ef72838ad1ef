/** One snapshot folder, opened read-only to answer requests from: its tables, what is known about them, and nothing else. */
import {existsSync, readFileSync} from "node:fs";
import {join} from "node:path";
import {compile, contextQuery, cubeTables, dimensionValuesQuery, readContext, type Compiled, type CompileContext, type Refused} from "../../src/model/compile.js";
import type {DimensionName} from "../../src/model/catalog/dimensions.js";
import {literal, openDatabase, type Row} from "../duckdb.js";
import type {Manifest} from "../manifest.js";
import {specOf} from "../quality/feeds.js";

/** Tables with more rows stay on their file, unless everything is to be in memory. */
const SMALL_ROWS = 200_000;

/** How far the data behind a table can be trusted. */
export interface Quality {
  scores: {dataset: string; score: number}[];
  checks: {dataset: string; status: string; sentence: string; tables: string[]}[];
}

export interface Opened {
  dir: string;
  manifest: Manifest;
  context: CompileContext;
  quality: Quality;
  /** A request as SQL over this snapshot, or a refusal. */
  compile(request: unknown): Compiled | Refused;
  /** Rows of one statement; `params` fill its `?`. One statement runs at a time. */
  query(sql: string, params?: readonly string[]): Promise<Row[]>;
  /** Values of a dimension in the order of the alphabet, read once. */
  values(dimension: DimensionName): Promise<readonly string[]>;
  close(): void;
}

export interface OpenOptions {
  /** Name → path, where what is served of the snapshot lies in several folders (see `servedFiles`). */
  files?: ReadonlyMap<string, string>;
  /** Every table in memory, after which no file can be reached by any SQL: for SQL that others write. */
  isLocked?: boolean;
}

const readJson = <T>(path: string): T => JSON.parse(readFileSync(path, "utf8")) as T;

/** Throws `snapshot not found` when the folder is none. */
function readManifest(dir: string, path: string): Manifest {
  if (!existsSync(path)) throw new Error(`snapshot not found: ${dir} has no manifest.json`);
  return readJson<Manifest>(path);
}

/** Opens a snapshot folder. Close it; nothing in it is written. */
export async function openAnswers(dir: string, {isLocked = false, files}: OpenOptions = {}): Promise<Opened> {
  const place = (name: string) => files?.get(name) ?? join(dir, name);
  const manifest = readManifest(dir, place("manifest.json"));
  const db = await openDatabase(":memory:", {threads: "2"});
  try {
    const there = manifest.tables.filter(({name}) => existsSync(place(`${name}.parquet`)));
    for (const {name, rows} of there) {
      const kind = isLocked || rows <= SMALL_ROWS ? "table" : "view";
      await db.run(`create ${kind} "${name.replaceAll('"', '""')}" as from read_parquet(${literal(place(`${name}.parquet`))})`);
    }
    if (isLocked) await db.run("set enable_external_access = false; set lock_configuration = true");
    const names = there.map(({name}) => name);
    const context = readContext(await db.all(contextQuery(cubeTables.filter((name) => names.includes(name)))), manifest);
    const values = new Map<DimensionName, readonly string[]>();
    let last: Promise<unknown> = Promise.resolve();
    const query = (sql: string, params: readonly string[] = []): Promise<Row[]> => {
      const next = last.then(() => db.all(sql, [...params]));
      last = next.catch(() => {});
      return next;
    };
    return {
      dir, manifest, context, compile: (request) => compile(request, context), quality: await readQuality(query, names), query,
      async values(dimension) {
        const known = values.get(dimension);
        if (known) return known;
        const sql = dimensionValuesQuery(dimension, names);
        const found = sql ? (await query(sql)).map(({value}) => String(value)) : [];
        values.set(dimension, found);
        return found;
      },
      close: () => db.close()
    };
  } catch (error) {
    db.close();
    throw error;
  }
}

async function readQuality(query: Opened["query"], names: readonly string[]): Promise<Quality> {
  if (!names.includes("quality_scores") || !names.includes("quality_checks")) return {scores: [], checks: []};
  const checks = await query("select dataset, status, sentence from quality_checks order by dataset, check_id");
  return {
    scores: (await query("select dataset, score from quality_scores where score is not null")) as Quality["scores"],
    checks: checks.map(({dataset, status, sentence}) => ({dataset, status, sentence, tables: specOf(dataset)?.figures ?? []}))
  };
}
