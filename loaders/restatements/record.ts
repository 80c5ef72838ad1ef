/**
 * Where the comparison with the snapshot before lives: `<root>/comparisons/<id>/`, beside the snapshots. A snapshot's own
 * folder depends on inputs, code and options alone; what was in use before it must change neither its id nor its bytes.
 * The folder holds `restatements.parquet`, `quality_history.parquet` and copies of manifest.json and overview.json with the comparison in them; what
 * is served is the snapshot's folder with these files over it.
 */
import {existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync} from "node:fs";
import {join} from "node:path";
import type {ComparedWith, RestatementsJson, Restatement, RestatedMonth} from "../../src/model/restatements.js";
import {alertsAfterComparison, type Evaluated} from "../alerts/index.js";
import type {Database} from "../duckdb.js";
import type {Dataset, Manifest, Problem, TableInfo} from "../manifest.js";
import {createHistory} from "../quality/history.js";
import {comparisonDir, currentId, readManifest, snapshotDir} from "../store.js";
import {describeTables, writeTable} from "../table-writer.js";
import {approvalAlerts} from "./alerts.js";
import {type Finished, columnsOf, compareSnapshots, openComparison, readComparison} from "./compare.js";
import {restatements} from "./mart.js";

/** overview.json stays small: the largest changes; the table has all. */
const SHOWN_ROWS = 2000;
const monthColumns: (keyof RestatedMonth)[] = ["usage_month", "distributor", "currency", "earnings_before", "earnings_after", "restated", "arrived", "restated_cells", "arrived_cells", "lines_added", "lines_removed"];

export interface RecordedComparison {
  compared_with: ComparedWith | null;
  /** Why there is no comparison; blank when there is one. */
  note: string;
  months: RestatedMonth[];
  rows: Restatement[];
  /** Approved months that changed since. */
  alerts: Problem[];
}

const finished = (root: string, id: string): Finished => ({dir: snapshotDir(root, id), manifest: readManifest(root, id)!});

/** Hashes of the files that statement lines come from, and of the spellings. */
const statementFiles = ({inputs}: Manifest): string =>
  inputs.filter(({feed, status}: Dataset) => status === "loaded" && (feed.endsWith("_statements") || feed === "artist_aliases")).map(({sha256}) => sha256).sort().join(" ");

/** The comparison that was made when `id` came into use, or null. A damaged one is none: it must not stop every later snapshot. */
function readRecord(root: string, id: string): RecordedComparison | null {
  const path = join(comparisonDir(root, id), "comparison.json");
  if (!existsSync(path)) return null;
  try {
    return JSON.parse(readFileSync(path, "utf8")) as RecordedComparison;
  } catch {
    return null;
  }
}

/**
 * What to compare a snapshot with: the one in use. Where that one has the same statements (a new day, a new stream), what
 * it was compared with itself, so that a restatement stays in sight until the next statement.
 */
function baseOf(root: string, newer: Manifest): string | null {
  const {id} = newer;
  const current = currentId(root);
  if (!current || current === id) return null;
  const older = readManifest(root, current)!;
  const earlier = readRecord(root, current)?.compared_with?.id;
  return statementFiles(older) === statementFiles(newer) && earlier && earlier !== id && readManifest(root, earlier) ? earlier : current;
}

/** The comparison of a snapshot with the one in use. It reads a few tables only, so it may begin while the others are still being made. */
export interface Comparing {
  /** Begins as soon as the tables `statement_lines`, `arrivals` and `payments` are `ready` in `after.dir`. */
  begin(after: Finished, ready: Promise<void>): Promise<void>;
  /** Resolves when nothing reads `after.dir` any more: before it is moved. */
  settle(): Promise<unknown>;
  /** Makes and stores the comparison of the finished snapshot `id`, whose rules found `evaluated` if they did in this run; one that is in use already keeps its own. */
  record(id: string, evaluated?: Evaluated): Promise<RecordedComparison>;
  /** Forgets what was begun and not recorded. */
  drop(): Promise<void>;
}

/** Comparisons of the snapshots below `root`, one at a time. */
export function comparingIn(root: string): Comparing {
  let begun: Begun | undefined;
  const take = () => [begun, (begun = undefined)][0];
  const close = async (one?: Begun) => one?.opened.then((db) => db.close(), () => {});
  return {
    async begin(after, ready) {
      await close(take());
      const base = baseOf(root, after.manifest);
      const opened = ready.then(() => openComparison(base === null ? null : finished(root, base), after));
      opened.catch(() => {}); // `record` hears of it
      begun = {base, opened};
    },
    settle: async () => begun?.opened.catch(() => {}),
    async record(id, evaluated) {
      const after = finished(root, id);
      const base = baseOf(root, after.manifest);
      const early = take();
      if (early?.base === base) return makeRecord({root, evaluated}, after, base, early.opened);
      await close(early);
      return (currentId(root) === id ? readRecord(root, id) : null) ?? makeRecord({root, evaluated}, after, base);
    },
    drop: () => close(take())
  };
}

interface Run {
  root: string;
  evaluated?: Evaluated;
}

interface Begun {
  base: string | null;
  opened: Promise<Database>;
}

/** Where the comparison cannot be made, there is none and its note says why. */
async function makeRecord(run: Run, after: Finished, base: string | null, opened?: Promise<Database>): Promise<RecordedComparison> {
  try {
    return await writeComparison(run, after, base, opened);
  } catch (error) {
    if (!base) throw error;
    return writeComparison(run, after, null, undefined, `the comparison with snapshot ${base} could not be made: ${(error instanceof Error ? error.message : String(error)).split("\n")[0]}`);
  }
}

async function writeComparison(run: Run, after: Finished, base: string | null, opened?: Promise<Database>, failure = ""): Promise<RecordedComparison> {
  const {root} = run;
  const before = base === null ? null : finished(root, base);
  const draft = join(root, "comparisons", `.draft.${process.pid}`);
  rmSync(draft, {recursive: true, force: true});
  mkdirSync(draft, {recursive: true});
  try {
    const record = await compareSnapshots(before, after, async (db) => {
      const made = await toRecord(db, before, after, failure);
      const marts = [restatements, await createHistory(db, root, after.manifest)];
      const written = await Promise.all(marts.map(async (mart) => ({mart, written: await writeTable(db, mart, draft)})));
      await writeRecord({db, ...run}, draft, after, made, await describeTables(db, written));
      return made;
    }, opened);
    const target = comparisonDir(root, after.manifest.id);
    rmSync(target, {recursive: true, force: true});
    renameSync(draft, target);
    return record;
  } finally {
    rmSync(draft, {recursive: true, force: true});
  }
}

/** The same comparison of any two snapshots, without storing it. */
export const compareWith = async (before: Finished, after: Finished): Promise<RecordedComparison> =>
  compareSnapshots(before, after, (db) => toRecord(db, before, after, ""));

async function toRecord(db: Database, before: Finished | null, after: Finished, failure: string): Promise<RecordedComparison> {
  const {rows, months} = await readComparison(db);
  if (!before) return {compared_with: null, note: failure || "there is no earlier snapshot to compare with", months, rows, alerts: []};
  const {id, built_at, as_of, statements_through} = before.manifest;
  return {compared_with: {id, built_at, as_of, statements_through}, note: "", months, rows, alerts: await approvalAlerts(db, before, after, months)};
}

/** Flags on the file of approvals: those of the snapshot itself, then those of the comparison. */
export const allAlerts = ({inputs, problems}: Manifest, {alerts}: Pick<RecordedComparison, "alerts">): Problem[] => {
  const files = new Set(inputs.filter(({feed}) => feed === "approvals").map(({file}) => file));
  return [...problems.filter(({severity, file}) => severity === "flag" && files.has(file)), ...alerts];
};

/** JSON of an object with more members. A large text is only parsed when one of them is there already. */
function withMore(text: string, more: object): string {
  return "problems" in more || "alerts" in more ? JSON.stringify({...JSON.parse(text), ...more}) : `${text.slice(0, text.lastIndexOf("}"))},${JSON.stringify(more).slice(1)}`;
}

async function writeRecord({db, ...run}: Run & {db: Database}, draft: string, {dir, manifest}: Finished, record: RecordedComparison, tables: TableInfo[]): Promise<void> {
  const {compared_with, note, months, rows, alerts} = record;
  const problems = [...manifest.problems, ...alerts];
  const largest = rows.toSorted((a, b) => Math.abs(Number(b.change)) - Math.abs(Number(a.change))).slice(0, SHOWN_ROWS);
  const json: RestatementsJson = {
    compared_with, comparison_note: note, approval_alerts: allAlerts(manifest, record).map(({sentence}) => sentence), restatement_count: rows.length,
    restated_months: columnsOf(months, monthColumns), restatements: columnsOf(largest, Object.keys(restatements.columns))
  };
  const overview = readFileSync(join(dir, "overview.json"), "utf8");
  const restated = months.some(({restated_cells}) => restated_cells);
  const place = {...run, draft, lines: async () => join(dir, "statement_lines.parquet")};
  const again = restated ? await alertsAfterComparison(db, () => JSON.parse(overview), json, manifest.tables, place) : {json: {}, tables: manifest.tables};
  writeFileSync(join(draft, "overview.json"), withMore(overview, {...json, ...again.json, ...(alerts.length ? {problems} : {})}));
  writeFileSync(join(draft, "manifest.json"), JSON.stringify({...manifest, compared_with, tables: [...again.tables, ...tables], problems}, null, 1));
  writeFileSync(join(draft, "comparison.json"), JSON.stringify(record));
}
