/** From a folder of CSVs to one consistent snapshot: Parquet tables, manifest.json and overview.json. */
import {createHash} from "node:crypto";
import {existsSync, rmSync, statSync, writeFileSync} from "node:fs";
import {join} from "node:path";
import {sumOf} from "../src/model/group.js";
import type {StatementLayout} from "../src/model/statement-fields.js";
import {type Evaluated, createAlerts} from "./alerts/index.js";
import {type RuleSet, readRules} from "./alerts/rules-file.js";
import {createBookkeeping, missingFiles} from "./bookkeeping.js";
import {codeVersion} from "./code-version.js";
import {type Database, openDatabase} from "./duckdb.js";
import {checkFlags} from "./flags.js";
import {type InputFile, listInputs, readInputs} from "./inputs.js";
import {readMappings} from "./mappings.js";
import type {Dataset, Manifest, Problem, TableInfo} from "./manifest.js";
import {type LineMemory, openLineMemory, saveLineMemory, type LinePart} from "./lines/memory.js";
import {beginLines} from "./lines/write-lines.js";
import {firstSteps, lastSteps, marts} from "./marts/index.js";
import {names} from "./marts/names.js";
import {lineCells, summaries} from "./marts/rollup.js";
import {statementLines} from "./marts/statement-lines.js";
import {overview, overviewOfMarts} from "./overview.js";
import {folderMark} from "./quality/history.js";
import {createQuality} from "./quality/index.js";
import {createReferenceTables} from "./reference-tables.js";
import {type Comparing, type RecordedComparison, comparingIn} from "./restatements/record.js";
import {type Settings, readSettings} from "./settings.js";
import {type Loaded, loadInputs} from "./sources/load.js";
import {openDraft, pointTo, publishSnapshot, readManifest, snapshotDir} from "./store.js";
import {type TableWriter, openTableWriter} from "./table-writer.js";

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
  const comparing = comparingIn(outDir);
  try {
    const files: InputFile[] = [];
    const mappings = readMappings(dataDir);
    for (const name of listInputs(dataDir)) files.push(...(await readInputs(dataDir, name, workDir, mappings)));
    const rules = readRules(dataDir);
    const id = snapshotId(files, {mappings, rules}, options);
    clock.mark("read");
    const known = readManifest(outDir, id);
    const {manifest, evaluated} = known ? {manifest: known} : await makeWithMemory({root: outDir, folder: folderMark(dataDir), id, files, mappings, rules, options, log, clock, comparing});
    const comparison = await comparing.record(id, evaluated);
    pointTo(outDir, id, comparison.compared_with?.id);
    return {id, dir: snapshotDir(outDir, id), manifest, comparison, cached: known !== null};
  } finally {
    await comparing.drop();
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
  comparing: Comparing;
}

/** What was made in this run: the manifest, and what the alert rules found before anything was compared. */
interface Made {
  manifest: Manifest;
  evaluated?: Evaluated;
}

/** With what the last run kept of the statement lines; without it when that fails in any way. */
async function makeWithMemory(task: Task): Promise<Made> {
  const memory = openLineMemory(task.root, task.files);
  try {
    return await makeSnapshot(task, memory);
  } catch (error) {
    if (!memory || error instanceof SnapshotError) throw error;
    task.log("  what the last run kept cannot be used: everything is read again");
    return makeSnapshot(task, null);
  }
}

/**
 * Where less than this is to be read, the statements are many and small, and the connections keep all processors busy by
 * themselves: further threads within a statement would only get in each other's way.
 */
const LITTLE_BYTES = 16 << 20;

const threadsFor = (files: readonly InputFile[], memory: LineMemory | null): Record<string, string> =>
  sumOf(files, (file) => (memory?.find(file) ? 0 : file.bytes)) < LITTLE_BYTES ? {threads: "1"} : {};

async function makeSnapshot(task: Task, memory: LineMemory | null): Promise<Made> {
  const {root, id, files, mappings, log, clock} = task;
  const draft = openDraft(root);
  const db = await openDatabase(":memory:", threadsFor(files, memory));
  try {
    const loaded = await loadInputs(db, files, (dataset, seconds) => log(fileLine(dataset, seconds)), {mappings, known: memory});
    const failures = loaded.problems.filter(({severity}) => severity === "fail");
    if (failures.length) throw new SnapshotError(failures);
    loaded.problems.push(...task.rules.problems);
    clock.mark("load");
    const {manifest, evaluated, parts} = await fill(db, draft, task, loaded, memory);
    await task.comparing.settle();
    publishSnapshot(root, id, draft);
    await saveLineMemory(db, root, files, loaded.datasets, parts);
    return {manifest, evaluated};
  } finally {
    await db.close();
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

/** Everything after loading: the tables, the checks, and the kinds of file in `draft`. Tables are written while the next ones are made. */
async function fill(db: Database, draft: string, task: Task, loaded: Loaded, memory: LineMemory | null): Promise<Made & {parts: LinePart[]}> {
  loaded.datasets.push(...missingFiles(loaded.datasets));
  await db.run(`set variable as_of = date '${task.options.as_of}'`);
  await createReferenceTables(db);
  const writer = await openTableWriter(db, draft);
  const {written} = await beginLines(db, task.root, join(draft, `${statementLines.name}.parquet`), memory);
  writer.add(statementLines, written.then(({rows, bytes}) => ({rows, bytes})));
  task.clock.mark("statement_lines");
  const made = await finish(db, draft, task, loaded, writer);
  return {...made, parts: (await written).parts};
}

async function finish(db: Database, draft: string, task: Task, {datasets, problems}: Loaded, writer: TableWriter): Promise<Made> {
  const {id, root, folder, rules, mappings, options, clock} = task;
  for (const {name, sql, mart} of firstSteps.filter(({name}) => !writtenByParts.has(name))) {
    await db.run(sql);
    if (mart) writer.write(mart);
    clock.mark(name);
  }
  const manifest: Manifest = {id, built_at: new Date().toISOString(), ...options, mappings, folder, ...(await extent(db)), inputs: datasets, tables: [], problems, timings: clock.timings, versions: await versions(db)};
  await task.comparing.begin({dir: draft, manifest}, writer.settle());
  const early = overviewOfMarts(await db.connect());
  early.catch(() => {}); // `overview` hears of it
  problems.push(...(await checkFlags(db, datasets)));
  for (const mart of await createBookkeeping(db, datasets)) writer.write(mart);
  clock.mark("checks");
  const quality = await createQuality(db, datasets, problems, options.as_of);
  clock.mark("quality");
  const served = await overview(db, manifest, await early);
  clock.mark("overview");
  writer.makeAll(db, [...lastSteps, ...quality.map((mart) => ({name: mart.name, sql: "", mart}))]); // the alerts are code: meanwhile the engine has nothing else to do
  const alerts = await createAlerts(await db.connect(), served, rules, {root, lines: () => writer.path(statementLines)});
  problems.push(...alerts.problems);
  for (const mart of alerts.marts) writer.write(mart);
  writeFileSync(join(draft, "overview.json"), JSON.stringify({...served, ...alerts.json}));
  clock.mark("alerts");
  manifest.tables = inOrder(await writer.tables());
  clock.mark("tables");
  writeFileSync(join(draft, "manifest.json"), JSON.stringify(manifest, null, 1));
  return {manifest, evaluated: alerts.evaluated};
}

/** The marts as they are listed, then the tables about files and quality as they came. */
function inOrder(tables: TableInfo[]): TableInfo[] {
  const listed = marts.map(({name}) => name);
  const place = ({name}: TableInfo) => (listed.includes(name) ? listed.indexOf(name) : listed.length);
  return tables.toSorted((a, b) => place(a) - place(b));
}

/** Steps that `writeLines` does in another way. */
const writtenByParts = new Set([names, statementLines, lineCells, ...summaries].map(({name}) => name));

const fileLine = ({file, status, rows_loaded, rows_in, rows_quarantined}: Dataset, seconds: number): string =>
  `  ${file.padEnd(48)} ${String(status === "loaded" ? rows_loaded : rows_in).padStart(10)} rows ${seconds.toFixed(2).padStart(6)} s` +
  (status === "loaded" ? (rows_quarantined ? `  ${rows_quarantined} in quarantine` : "") : `  ${status}`);

async function extent(db: Database): Promise<Pick<Manifest, "data_through" | "streams_through" | "statements_through">> {
  const [row] = await db.all(`select (select max(streamed_on)::varchar from daily_streams) as streams_through, (select max(reported_on)::varchar from arrivals) as statements_through`);
  const {streams_through, statements_through} = row as {streams_through: string | null; statements_through: string | null};
  return {streams_through, statements_through, data_through: [streams_through, statements_through].filter((date) => date !== null).sort().at(-1) ?? null};
}

async function versions(db: Database): Promise<Record<string, string>> {
  const [{duckdb}] = await db.all("select version() as duckdb");
  return {duckdb, node: process.version, code: codeVersion()};
}
