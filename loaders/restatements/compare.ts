/** What changed between two finished snapshots. */
import type {Columns} from "../../src/model/columns.js";
import type {Restatement, RestatedMonth} from "../../src/model/restatements.js";
import {type Database, type Row, openDatabase} from "../duckdb.js";
import type {Manifest} from "../manifest.js";
import {type Sides, differences, totals} from "./sql.js";

/** A finished snapshot: its folder and what it says of itself. */
export interface Finished {
  dir: string;
  manifest: Manifest;
}

export interface Comparison {
  /** All rows, in the order of the table. */
  rows: Restatement[];
  months: RestatedMonth[];
}

/** Spellings decide where a line's money stands; with other spellings or other code every month may have moved. */
const spellings = ({inputs, versions}: Manifest): string =>
  JSON.stringify([versions.code, inputs.filter(({feed, status}) => feed === "artist_aliases" && status === "loaded").map(({sha256}) => sha256)]);

/** Files of which not the same rows are loaded in both, on each side; the lines of all others are the same, by their hash. */
function changedFiles(before: Manifest, after: Manifest): Record<"before" | "after", string[]> {
  const loaded = ({inputs}: Manifest) => new Map(inputs.filter(({status}) => status === "loaded").map((file) => [file.file_id, `${file.feed} ${file.layout} ${file.rows_loaded} ${file.rows_superseded}`]));
  const [old, now] = [loaded(before), loaded(after)];
  const differing = (here: Map<string, string>, there: Map<string, string>) => [...here].filter(([id, rows]) => there.get(id) !== rows).map(([id]) => id);
  return {before: differing(old, now), after: differing(now, old)};
}

/** Files whose lines can differ: the changed ones where code and spellings are the same, else all. */
function filesToCompare(before: Finished | null, after: Finished): Sides["files"] {
  if (!before) return {before: [], after: []};
  if (before.manifest.versions.code === undefined || spellings(before.manifest) !== spellings(after.manifest)) return "all";
  return changedFiles(before.manifest, after.manifest);
}

/**
 * A database of its own with the tables `restatements` and `restated_months`: what changed from `before` (null: nothing to
 * compare with) to `after`. Throws when a Parquet file cannot be read.
 */
export async function openComparison(before: Finished | null, after: Finished): Promise<Database> {
  const files = filesToCompare(before, after);
  const db = await openDatabase(":memory:", files === "all" ? {} : {threads: "1"}); // some files are little, and a snapshot is being made beside
  try {
    const sides = {before: before?.dir ?? null, after: after.dir, asOf: (before ?? after).manifest.as_of, files};
    await db.run(differences(sides));
    await db.run(totals(sides, (await db.all("select distinct usage_month from changes")).map((row) => row.usage_month as string)));
    return db;
  } catch (error) {
    db.close();
    throw error;
  }
}

/** Hands the database of a comparison to `use`, and closes it; the default is one that is made now. */
export async function compareSnapshots<T>(before: Finished | null, after: Finished, use: (db: Database) => Promise<T>, opened = openComparison(before, after)): Promise<T> {
  const db = await opened;
  try {
    return await use(db);
  } finally {
    db.close();
  }
}

const text = (value: unknown): unknown =>
  typeof value === "bigint" ? Number(value) : typeof value === "string" && /^-?\d+\.\d{12,18}$/.test(value) ? value.replace(/\.?0+$/, "") : value;
const plain = (row: Row): Row => Object.fromEntries(Object.entries(row).map(([name, value]) => [name, text(value)]));

/** Both tables as rows. */
export async function readComparison(db: Database): Promise<Comparison> {
  const rows = await db.all("from restatements order by kind desc, usage_month, distributor, platform, store, artist, currency");
  const months = await db.all("from restated_months order by usage_month, distributor, currency");
  return {rows: rows.map(plain) as Restatement[], months: months.map(plain) as RestatedMonth[]};
}

/** Rows → an object of equally long columns; `names` also when there is no row. */
export const columnsOf = (rows: readonly object[], names: readonly string[]): Columns =>
  Object.fromEntries(names.map((name) => [name, rows.map((row) => (row as Record<string, never>)[name])]));
