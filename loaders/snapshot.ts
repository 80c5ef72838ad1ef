/** From a folder of CSVs to one consistent snapshot: Parquet tables, manifest.json and overview.json. */
import {createHash} from "node:crypto";
import {existsSync, rmSync, statSync, writeFileSync} from "node:fs";
import {join} from "node:path";
import type {StatementLayout} from "../src/model/statement-fields.js";
import {createAlerts} from "./alerts/index.js";
import {type RuleSet, readRules} from "./alerts/rules-file.js";
import {createBookkeeping, missingFiles} from "./bookkeeping.js";
import {codeVersion} from "./code-version.js";
import {type Database, openDatabase, writeParquet} from "./duckdb.js";
import {checkFlags} from "./flags.js";
import {type InputFile, listInputs, readInputs} from "./inputs.js";
import {readMappings} from "./mappings.js";
import type {Dataset, Manifest, Problem, TableInfo} from "./manifest.js";
import {type LineMemory, openLineMemory, saveLineMemory, type LinePart} from "./lines/memory.js";
import {writeLines} from "./lines/write-lines.js";
import {type Mart, martSteps} from "./marts/index.js";
import {names} from "./marts/names.js";
import {summaries} from "./marts/rollup.js";
import {statementLines} from "./marts/statement-lines.js";
import {overview} from "./overview.js";
import {folderMark} from "./quality/history.js";
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
    const mappings = readMappings(dataDir);
    for (const name of listInputs(dataDir)) files.push(...(await readInputs(dataDir, name, workDir, mappings)));
    const rules = readRules(dataDir);
    const id = snapshotId(files, {mappings, rules}, options);
    clock.mark("read");
    const known = readManifest(outDir, id);
    const manifest = known ?? (await makeWithMemory({root: outDir, folder: folderMark(dataDir), id, files, mappings, rules, options, log, clock}));
    const comparison = await recordComparison(outDir, id);
    pointTo(outDir, id, comparison.compared_with?.id);
    return {id, dir: snapshotDir(outDir, id), manifest, comparison, cached: known !== null};
  } finally {
    rmSync(workDir, {recursive: true, force: true});
  }
}

interface Task {
  root: string;
  /** Mark of the data folder, so that a history is that of one folder. */
  folder: string;
  id: string;
  files: InputFile[];
  mappings: StatementLayout[];
  rules: RuleSet;
  options: Options;
  log: (line: string) => void;
  clock: Stopwatch;
}

/** With what the last run kept of the statement lines; without it when that fails in any way. */
async function makeWithMemory(task: Task): Promise<Manifest> {
  const memory = openLineMemory(task.root, task.files);
  try {
    return await makeSnapshot(task, memory);
  } catch (error) {
    if (!memory || error instanceof SnapshotError) throw error;
    task.log("  what the last run kept cannot be used: everything is read again");
    return makeSnapshot(task, null);
  }
}

async function makeSnapshot(task: Task, memory: LineMemory | null): Promise<Manifest> {
  const {root, id, files, mappings, log, clock} = task;
  const draft = openDraft(root);
  const db = await openDatabase();
  try {
    const loaded = await loadInputs(db, files, (dataset, seconds) => log(fileLine(dataset, seconds)), {mappings, known: memory});
    const failures = loaded.problems.filter(({severity}) => severity === "fail");
    if (failures.length) throw new SnapshotError(failures);
    loaded.problems.push(...task.rules.problems);
    clock.mark("load");
    const {manifest, parts} = await fill(db, draft, task, loaded, memory);
    publishSnapshot(root, id, draft);
    await saveLineMemory(db, root, files, loaded.datasets, parts);
    return manifest;
  } finally {
    db.close();
    rmSync(draft, {recursive: true, force: true});
  }
}

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

function snapshotId(files: InputFile[], {mappings, rules}: Pick<Task, "mappings" | "rules">, options: Options): string {
  const parts = [codeVersion(), JSON.stringify(options), JSON.stringify(mappings), JSON.stringify(rules), ...files.map(({name, sha256}) => `${name} ${sha256}`)];
  return createHash("sha256").update(parts.join("\n")).digest("hex").slice(0, 12);
}

/** Everything after loading: the tables, the checks, and the kinds of file in `draft`. */
async function fill(db: Database, draft: string, {root, folder, id, rules, mappings, options, clock}: Task, {datasets, problems}: Loaded, memory: LineMemory | null): Promise<{manifest: Manifest; parts: LinePart[]}> {
  datasets.push(...missingFiles(datasets));
  await db.run(`set variable as_of = date '${options.as_of}'`);
  await createReferenceTables(db);
  const tables: TableInfo[] = [];
  const linesPath = join(draft, `${statementLines.name}.parquet`);
  const {parts, rows} = await writeLines(db, root, linesPath, memory);
  tables.push(await describeTable(db, statementLines, {rows, bytes: statSync(linesPath).size}));
  clock.mark("statement_lines");
  for (const {name, sql, mart} of martSteps.filter(({name}) => !writtenByParts.has(name))) {
    await db.run(sql);
    if (mart) tables.push(await writeMart(db, mart, draft));
    clock.mark(name);
  }
  problems.push(...(await checkFlags(db, datasets)));
  for (const mart of await createBookkeeping(db, datasets)) tables.push(await writeMart(db, mart, draft));
  clock.mark("checks");
  for (const mart of await createQuality(db, datasets, problems, options.as_of)) tables.push(await writeMart(db, mart, draft));
  clock.mark("quality");
  const manifest: Manifest = {id, built_at: new Date().toISOString(), ...options, mappings, folder, ...(await extent(db)), inputs: datasets, tables, problems, timings: clock.timings, versions: await versions(db)};
  const served = await overview(db, manifest);
  clock.mark("overview");
  const alerts = await createAlerts(db, served, rules.rules, root);
  for (const mart of alerts.marts) tables.push(await writeMart(db, mart, draft));
  writeFileSync(join(draft, "overview.json"), JSON.stringify({...served, ...alerts.json, alert_file: rules.file}));
  clock.mark("alerts");
  writeFileSync(join(draft, "manifest.json"), JSON.stringify(manifest, null, 1));
  return {manifest, parts};
}

/** Steps that `writeLines` does in another way. */
const writtenByParts = new Set([names, statementLines, ...summaries].map(({name}) => name));

const fileLine = ({file, status, rows_loaded, rows_in, rows_quarantined}: Dataset, seconds: number): string =>
  `  ${file.padEnd(48)} ${String(status === "loaded" ? rows_loaded : rows_in).padStart(10)} rows ${seconds.toFixed(2).padStart(6)} s` +
  (status === "loaded" ? (rows_quarantined ? `  ${rows_quarantined} in quarantine` : "") : `  ${status}`);

/** Writes one table. */
async function writeMart(db: Database, mart: Mart, draft: string): Promise<TableInfo> {
  const written = await writeParquet(db, `from ${mart.name} order by ${mart.orderBy}`, join(draft, `${mart.name}.parquet`));
  return describeTable(db, mart, written);
}

async function describeTable(db: Database, {name, grain, key, columns}: Mart, {rows, bytes}: {rows: number; bytes: number}): Promise<TableInfo> {
  const described = await db.all(`describe ${name}`);
  return {name, grain, key, rows, bytes, columns: described.map((row) => ({name: row.column_name, type: row.column_type, description: columns[row.column_name] ?? ""}))};
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
