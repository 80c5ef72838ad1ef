/** Temporary data folders and snapshot roots for the tests of `buildSnapshot`. */
import {cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync} from "node:fs";
import {tmpdir} from "node:os";
import {join} from "node:path";
import {onTestFinished} from "vitest";
import {type Row, openDatabase} from "../../loaders/duckdb.js";
import {projectRoot} from "../../loaders/paths.js";
import {type Snapshot, buildSnapshot} from "../../loaders/snapshot.js";

export interface Place {
  dataDir: string;
  outDir: string;
  write(name: string, content: string | Buffer): void;
  build(asOf?: string): Promise<Snapshot>;
}

/** A place of its own for one test; `from: "sample"` starts with a copy of the sample. Removed when the test ends. */
export function place(from: "empty" | "sample" = "empty"): Place {
  const root = mkdtempSync(join(tmpdir(), "ledgerline-"));
  onTestFinished(() => rmSync(root, {recursive: true, force: true}));
  const [dataDir, outDir] = [join(root, "data"), join(root, "out")];
  if (from === "sample") cpSync(join(projectRoot, "data/curated"), dataDir, {recursive: true});
  else mkdirSync(dataDir);
  return {
    dataDir,
    outDir,
    write: (name, content) => writeFileSync(join(dataDir, name), content),
    build: (asOf) => buildSnapshot({dataDir, outDir, asOf})
  };
}

/** Rows of `sql` over the snapshot's Parquet files: write `{table}` for a table. */
export async function query({dir}: {dir: string}, sql: string): Promise<Row[]> {
  const db = await openDatabase();
  try {
    return await db.all(sql.replace(/\{(\w+)\}/g, (_, table) => `'${join(dir, `${table}.parquet`)}'`));
  } finally {
    db.close();
  }
}

export const readJson = (dir: string, name: string) => JSON.parse(readFileSync(join(dir, name), "utf8"));
