/** The tables of the snapshot: which file each is, and how it gets into the engine when a query first names it. */
import * as duckdb from "@duckdb/duckdb-wasm";
import {FileAttachment} from "observablehq:stdlib";
import {slot, type Engine, type LoadedTable} from "./connect.js";
import {enqueue} from "./queue.js";
import {engineStatus, setTableState} from "./status.js";

/** `.href` right after each literal: Framework adds a Parquet reader of its own to any other use. */
export const tableFiles = {
  statement_lines: FileAttachment("../data/snapshot/statement_lines.parquet").href,
  statement_details: FileAttachment("../data/snapshot/statement_details.parquet").href,
  daily_streams: FileAttachment("../data/snapshot/daily_streams.parquet").href,
  monthly_revenue: FileAttachment("../data/snapshot/monthly_revenue.parquet").href,
  arrivals: FileAttachment("../data/snapshot/arrivals.parquet").href,
  rates_observed: FileAttachment("../data/snapshot/rates_observed.parquet").href,
  expected_revenue: FileAttachment("../data/snapshot/expected_revenue.parquet").href,
  reconciliation: FileAttachment("../data/snapshot/reconciliation.parquet").href,
  payments: FileAttachment("../data/snapshot/payments.parquet").href,
  kpi_monthly: FileAttachment("../data/snapshot/kpi_monthly.parquet").href,
  store_lags: FileAttachment("../data/snapshot/store_lags.parquet").href,
  tiktok_daily: FileAttachment("../data/snapshot/tiktok_daily.parquet").href,
  audience_daily: FileAttachment("../data/snapshot/audience_daily.parquet").href,
  ad_daily: FileAttachment("../data/snapshot/ad_daily.parquet").href,
  ad_campaigns: FileAttachment("../data/snapshot/ad_campaigns.parquet").href,
  releases: FileAttachment("../data/snapshot/releases.parquet").href,
  royalty_splits: FileAttachment("../data/snapshot/royalty_splits.parquet").href,
  payouts: FileAttachment("../data/snapshot/payouts.parquet").href,
  goals: FileAttachment("../data/snapshot/goals.parquet").href,
  approvals: FileAttachment("../data/snapshot/approvals.parquet").href,
  statement_totals: FileAttachment("../data/snapshot/statement_totals.parquet").href,
  fx_rates: FileAttachment("../data/snapshot/fx_rates.parquet").href,
  worklist: FileAttachment("../data/snapshot/worklist.parquet").href,
  statement_matches: FileAttachment("../data/snapshot/statement_matches.parquet").href,
  event_visits: FileAttachment("../data/snapshot/event_visits.parquet").href,
  event_attribution: FileAttachment("../data/snapshot/event_attribution.parquet").href,
  artist_spellings: FileAttachment("../data/snapshot/artist_spellings.parquet").href,
  quality_checks: FileAttachment("../data/snapshot/quality_checks.parquet").href,
  quality_scores: FileAttachment("../data/snapshot/quality_scores.parquet").href,
  quality_periods: FileAttachment("../data/snapshot/quality_periods.parquet").href,
  quality_history: FileAttachment("../data/snapshot/quality_history.parquet").href,
  coverage_days: FileAttachment("../data/snapshot/coverage_days.parquet").href,
  restatements: FileAttachment("../data/snapshot/restatements.parquet").href,
  alerts: FileAttachment("../data/snapshot/alerts.parquet").href,
  alert_history: FileAttachment("../data/snapshot/alert_history.parquet").href,
  quarantine: FileAttachment("../data/snapshot/quarantine.parquet").href,
  datasets: FileAttachment("../data/snapshot/datasets.parquet").href
};

export type TableName = keyof typeof tableFiles;
export const tableNames = Object.keys(tableFiles) as TableName[];

/** A file up to this many bytes is fetched whole, in the one request that asks for its size. */
const WHOLE_FILE = 1 << 20;

/** Whether a query on this table may scan a large Parquet file. */
export const isLarge = (name: TableName): boolean => name === "statement_lines" && engineStatus().tables[name] !== "memory";

/** Tables that `text` may read. Naming one too many costs a small request; the catalog's own tables need all. */
export function tablesIn(text: string): TableName[] {
  if (/\b(information_schema|duckdb_\w+|pragma_\w+|pragma|show|describe|summarize|sqlite_master)\b/i.test(text)) return tableNames;
  const words = new Set(text.toLowerCase().match(/\w+/g));
  return tableNames.filter((name) => words.has(name));
}

/** Makes the tables queryable; returns the sentences about those that could not be read. Never rejects. */
export async function loadTables(engine: Promise<Engine>, names: readonly TableName[]): Promise<string[]> {
  const results = await Promise.allSettled(names.map((name) => loadTable(engine, name)));
  return results.flatMap((result) => (result.status === "rejected" ? [(result.reason as Error).message] : []));
}

function loadTable(engine: Promise<Engine>, name: TableName): Promise<void> {
  const href = tableFiles[name];
  const known = slot.tables.get(name);
  if (known?.href === href) return known.loaded;
  const table: LoadedTable = {href, loaded: Promise.resolve()};
  slot.tables.set(name, table);
  table.loaded = register(engine, name, table).then(
    () => {
      setTableState(name, "parquet");
      if (known) forget(engine, known).catch(() => {}); // it only costs memory
    },
    (cause: unknown) => {
      if (slot.tables.get(name) === table) slot.tables.delete(name); // the next query tries again
      setTableState(name, "missing");
      throw new Error(`table not available: ${name} (${cause instanceof Error ? cause.message : String(cause)})`, {cause});
    }
  );
  return table.loaded;
}

/** The request for the file runs while the engine still starts. */
async function register(engine: Promise<Engine>, name: TableName, table: LoadedTable): Promise<void> {
  const bytes = await fetchSmall(table.href);
  const {db, connection} = await engine;
  const file = `${name}.${++slot.fileCount}.parquet`; // a new name each time: nothing of an older snapshot can be read through it
  if (isLarge(name)) await enqueue(true, Promise.resolve(), async () => {}); // its footer takes requests of its own: queries of small tables go first
  const registering = bytes ? db.registerFileBuffer((table.wholeFile = file), bytes) : db.registerFileURL(file, table.href, duckdb.DuckDBDataProtocol.HTTP, false);
  // asked at once, because the worker does one after the other and the page may be busy drawing between two answers
  await Promise.all([registering, connection.query(`create or replace view ${name} as select * from read_parquet('${file}')`)]);
}

/** Frees what the engine holds of a table's earlier snapshot, once the view has left it. */
async function forget(engine: Promise<Engine>, {wholeFile, memoryTable}: LoadedTable): Promise<void> {
  const {db, connection} = await engine;
  if (memoryTable) await connection.query(`drop table if exists ${memoryTable}`);
  else if (wholeFile) await db.dropFile(wholeFile);
}

/** The whole file when it is small or the host ignores Range; undefined when it is large and read in ranges. */
async function fetchSmall(href: string): Promise<Uint8Array | undefined> {
  const abort = new AbortController();
  const response = await fetch(href, {headers: {range: `bytes=0-${WHOLE_FILE - 1}`}, signal: abort.signal});
  if (!response.ok) throw new Error(`file not served: ${response.status}`);
  const size = Number(/\/(\d+)$/.exec(response.headers.get("content-range") ?? "")?.[1]);
  if (response.status === 206 && !(size <= WHOLE_FILE)) return void abort.abort();
  return new Uint8Array(await response.arrayBuffer());
}

/**
 * Brings the whole Parquet file of a loaded table into the engine, if it is not there already and has at most `maxBytes`.
 * Returns its name in the engine; undefined when it is larger.
 */
export async function bringWhole({db}: Engine, name: TableName, maxBytes: number): Promise<string | undefined> {
  const table = slot.tables.get(name)!;
  if (table.wholeFile) return table.wholeFile;
  const response = await fetch(table.href);
  if (!response.ok) throw new Error(`file not served: ${response.status}`);
  if (Number(response.headers.get("content-length")) > maxBytes) return void (await response.body?.cancel());
  const file = `${name}.${++slot.fileCount}.parquet`;
  await db.registerFileBuffer(file, new Uint8Array(await response.arrayBuffer()));
  return file;
}
