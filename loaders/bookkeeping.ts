/** The tables about the files themselves: what came in, what is missing, what was kept out. */
import {type Database, insertRows} from "./duckdb.js";
import type {Dataset} from "./manifest.js";
import {datasets as datasetsMart, quarantine} from "./marts/bookkeeping.js";
import type {Mart} from "./marts/index.js";
import {expectedFiles} from "./sources/index.js";

/** Expected files that the folder lacks, each saying what it is needed for. */
export const missingFiles = (datasets: Dataset[]): Dataset[] =>
  expectedFiles.filter(({feed}) => !datasets.some((dataset) => dataset.feed === feed)).map(({file, feed, neededFor}) => ({
    file, feed, status: "missing", file_id: "", sha256: "", bytes: 0, rows_in: 0, rows_loaded: 0, rows_quarantined: 0, rows_superseded: 0, rows_left_out: 0,
    first_on: null, last_on: null, layout: "", encoding: "", columns_not_loaded: "", needed_for: neededFor, note: "not in the data folder"
  }));

const columns: Exclude<keyof Dataset, "stated_totals">[] = [
  "file", "feed", "status", "file_id", "sha256", "bytes", "rows_in", "rows_loaded", "rows_quarantined", "rows_superseded", "rows_left_out", "first_on", "last_on", "layout", "encoding",
  "columns_not_loaded", "needed_for", "note"
];

/** Creates `quarantine` (from `quarantine_rows`) and `datasets`; returns both for writing. */
export async function createBookkeeping(db: Database, datasets: Dataset[]): Promise<Mart[]> {
  const type = (column: string) => (/^(bytes|rows_.*)$/.test(column) ? "bigint" : /_on$/.test(column) ? "date" : "varchar");
  await db.run(`create temp table dataset_rows (${columns.map((column) => `${column} ${type(column)}`).join(", ")})`);
  await insertRows(db, "dataset_rows", datasets.map((dataset) => columns.map((column) => dataset[column])));
  for (const mart of [quarantine, datasetsMart]) await db.run(`create table ${mart.name} as ${mart.sql}`);
  return [quarantine, datasetsMart];
}
