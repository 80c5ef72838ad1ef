/** From a folder of CSVs to one consistent snapshot: Parquet tables, manifest.json and overview.json. */
import {createHash} from "node:crypto";
import {existsSync, rmSync, statSync, writeFileSync} from "node:fs";
import {join} from "node:path";
import type {StatementLayout} from "../src/model/statement-fields.js";
import {createBookkeeping, missingFiles} from "./bookkeeping.js";
import {codeVersion} from "./code-version.js";
import {type Database, literal, openDatabase, writeParquet} from "./duckdb.js";
import {checkFlags} from "./flags.js";
import {type InputFile, listInputs, readInputs} from "./inputs.js";
import {readMappings} from "./mappings.js";
import type {Dataset, Manifest, Problem, TableInfo} from "./manifest.js";
import {type Mart, martSteps} from "./marts/index.js";
import {overview} from "./overview.js";
import {createHistory, folderMark} from "./quality/history.js";
import {createQuality} from "./quality/index.js";
import {createReferenceTables} from "./reference-tables.js";
import {type RecordedComparison, recordComparison} from "./restatements/record.js";
import {type Settings, readSettings} from "./settings.js";
import {type Loaded, loadInputs} from "./sources/load.js";
import {openDraft, pointTo, publishSnapshot, readManifest, snapshotDir} from "./store.js";

export interface SnapshotOptions {
  dataDir: string;
  /** Folder that holds `snapshots/` and `current`. */
  outDir: string;
  /** Hears one line per file and step. */
  log?: (line: string) => void;
  /** ISO date; default: the folder's own pinned date, else today. */
  asOf?: string;
}

export interface Snapshot {
  id: string;
  dir: string;
  manifest: Manifest;
  /** What changed since the snapshot before; stored beside the snapshots, not in its folder. */
  comparison: RecordedComparison;
  /** True when inputs, code and options were those of an earlier snapshot. */
  cached: boolean;
}

/** No snapshot could be made; the last good one stays in place. */
export class SnapshotError extends Error {
  constructor(readonly problems: Problem[]) {
    super(problems.map(({sentence}) => sentence).join("\n"));
    this.name = "SnapshotError";
  }
}

const today = (): string => new Date().toLocaleDateString("sv-SE");

/** Builds (or finds) the snapshot of `dataDir` and makes it the current one. Throws `SnapshotError` with every problem, or an Error for an unusable folder. */
export async function buildSnapshot({dataDir, outDir, log = () => {}, asOf}: SnapshotOptions): Promise<Snapshot> {
  if (!existsSync(dataDir) || !statSync(dataDir).isDirectory()) throw new Error(`data folder not found: ${dataDir}`);
  const clock = stopwatch();
  const settings = readSettings(dataDir);
  const options = {as_of: asOf ?? settings.as_of ?? today(), as_of_pinned: Boolean(asOf ?? settings.as_of), label: settings.label, sample: settings.sample};
  const workDir = join(outDir, `work.${process.pid}`);
  try {
    const files: InputFile[] = [];
    for (const name of listInputs(dataDir)) files.push(...(await readInputs(dataDir, name, workDir)));
    const mappings = readMappings(dataDir);
    const id = snapshotId(files, mappings, options);
    clock.mark("read");
    const known = readManifest(outDir, id);
    const manifest = known ?? (await makeSnapshot({root: outDir, folder: folderMark(dataDir)}, id, {files, mappings}, options, log, clock));
    const comparison = await recordComparison(outDir, id);
    pointTo(outDir, id, comparison.compared_with?.id);
    return {id, dir: snapshotDir(outDir, id), manifest, comparison, cached: known !== null};
  } finally {
    rmSync(workDir, {recursive: true, force: true});
  }
}

/** Where snapshots are, and of which folder this one is. */
type Home = {root: string; folder: string};

async function makeSnapshot(home: Home, id: string, {files, mappings}: Inputs, options: Options, log: (line: string) => void, clock: Stopwatch): Promise<Manifest> {
  const {root} = home;
  const draft = openDraft(root);
  const db = await openDatabase();
  try {
    const loaded = await loadInputs(db, files, (dataset, seconds) => log(fileLine(dataset, seconds)), mappings);
    const failures = loaded.problems.filter(({severity}) => severity === "fail");
    if (failures.length) throw new SnapshotError(failures);
    clock.mark("load");
    const manifest = await fill(db, draft, home, id, loaded, {...options, mappings}, clock);
    publishSnapshot(root, id, draft);
    return manifest;
  } finally {
    db.close();
    rmSync(draft, {recursive: true, force: true});
  }
}

type Inputs = {files: InputFile[]; mappings: StatementLayout[]};
type Options = Omit<Settings, "as_of"> & {as_of: string; as_of_pinned: boolean};
type Stopwatch = {mark(step: string): void; timings: Record<string, number>};

function stopwatch(): Stopwatch {
  let last = performance.now();
  const timings: Record<string, number> = {};
  const mark = (step: string) => {
    const now = performance.now();
    timings[step] = Math.round(now - last) / 1000;
    last = now;
  };
  return {mark, timings};
}

function snapshotId(files: InputFile[], mappings: readonly StatementLayout[], options: Options): string {
  const parts = [codeVersion(), JSON.stringify(options), JSON.stringify(mappings), ...files.map(({name, sha256}) => `${name} ${sha256}`)];
  return createHash("sha256").update(parts.join("\n")).digest("hex").slice(0, 12);
}

/** Everything after loading: the tables, the checks, and the kinds of file in `draft`. */
async function fill(db: Database, draft: string, {root, folder}: Home, id: string, {datasets, problems}: Loaded, options: Options & Pick<Manifest, "mappings">, clock: Stopwatch): Promise<Manifest> {
  datasets.push(...missingFiles(datasets));
  await db.run(`set variable as_of = date '${options.as_of}'`);
  await createReferenceTables(db);
  const tables: TableInfo[] = [];
  for (const {name, sql, mart} of martSteps) {
    await db.run(sql);
    if (mart) tables.push(await writeMart(db, mart, draft));
    clock.mark(name);
  }
  problems.push(...(await checkFlags(db, datasets)));
  for (const mart of await createBookkeeping(db, datasets)) tables.push(await writeMart(db, mart, draft));
  clock.mark("checks");
  for (const mart of await createQuality(db, datasets, problems, options.as_of)) tables.push(await writeMart(db, mart, draft));
  tables.push(await writeMart(db, await createHistory(db, root, folder), draft));
  clock.mark("quality");
  const manifest: Manifest = {id, built_at: new Date().toISOString(), ...options, folder, ...(await extent(db)), inputs: datasets, tables, problems, timings: clock.timings, versions: await versions(db)};
  writeFileSync(join(draft, "overview.json"), JSON.stringify(await overview(db, manifest)));
  clock.mark("overview");
  writeFileSync(join(draft, "manifest.json"), JSON.stringify(manifest, null, 1));
  return manifest;
}

const fileLine = ({file, status, rows_loaded, rows_in, rows_quarantined}: Dataset, seconds: number): string =>
  `  ${file.padEnd(48)} ${String(status === "loaded" ? rows_loaded : rows_in).padStart(10)} rows ${seconds.toFixed(2).padStart(6)} s` +
  (status === "loaded" ? (rows_quarantined ? `  ${rows_quarantined} in quarantine` : "") : `  ${status}`);

/** Writes one table. A mart that is a view is computed here, once: from now on the view reads the file. */
async function writeMart(db: Database, {name, grain, key, orderBy, isView, columns}: Mart, draft: string): Promise<TableInfo> {
  const path = join(draft, `${name}.parquet`);
  const described = await db.all(`describe ${name}`);
  const {rows, bytes} = await writeParquet(db, `from ${name} order by ${orderBy}`, path);
  if (isView) await db.run(`create or replace temp view ${name} as from ${literal(path)}`);
  const plainType = (type: string) => (type.startsWith("ENUM") ? "VARCHAR" : type);
  return {name, grain, key, rows, bytes, columns: described.map((row) => ({name: row.column_name, type: plainType(row.column_type), description: columns[row.column_name] ?? ""}))};
}

async function extent(db: Database): Promise<Pick<Manifest, "data_through" | "streams_through" | "statements_through">> {
  const [row] = await db.all(`select (select max(streamed_on)::varchar from daily_streams) as streams_through, (select max(reported_on)::varchar from arrivals) as statements_through`);
  const {streams_through, statements_through} = row as {streams_through: string | null; statements_through: string | null};
  return {streams_through, statements_through, data_through: [streams_through, statements_through].filter((date) => date !== null).sort().at(-1) ?? null};
}

async function versions(db: Database): Promise<Record<string, string>> {
  const [{duckdb}] = await db.all("select version() as duckdb");
  return {duckdb, node: process.version, code: codeVersion()};
}
