/** Loading: the snapshot of a folder against DuckDB's bare copy of its statement file, in pairs of processes. */
import {mkdtempSync, readFileSync, readdirSync, rmSync, statSync} from "node:fs";
import {join} from "node:path";
import type {Manifest} from "../../loaders/manifest.js";
import {runProgram, runSnapshot, type Finished} from "./child.js";
import {alternate, compare, median, type Comparison} from "./statistics.js";

export type LoaderResult = {
  rows: number;
  /** Bytes of the statement file. */
  csvBytes: number;
  /** Seconds of whole processes. */
  process: Comparison;
  /** Seconds of the COPY alone and of the snapshot alone, without the start of their processes. */
  inside: Comparison;
  /** Seconds of a snapshot that finds nothing changed: whole process, and inside. */
  cacheHit: {process: number; inside: number};
  /** Seconds of each step of the snapshot, medians, longest first. */
  steps: [step: string, seconds: number][];
};

/** Seconds that a program printed at the end of a line; throws when it printed none. */
export function printedSeconds({printed}: Finished): number {
  const found = [...printed.matchAll(/([\d.]+) s$/gm)].at(-1);
  if (!found) throw new Error(`no seconds in: ${printed}`);
  return Number(found[1]);
}

const snapshot = (dataDir: string, snapshots: string): Promise<Finished> =>
  runSnapshot({LEDGERLINE_DATA: dataDir, LEDGERLINE_SNAPSHOTS: snapshots});

function readManifest(snapshots: string): Manifest {
  const [id] = readdirSync(join(snapshots, "snapshots"));
  return JSON.parse(readFileSync(join(snapshots, "snapshots", id, "manifest.json"), "utf8")) as Manifest;
}

const medianSteps = (runs: readonly Record<string, number>[]): [string, number][] =>
  Object.keys(runs[0]).map((step): [string, number] => [step, median(runs.map((run) => run[step]))]).sort((a, b) => b[1] - a[1]);

/** Measures one data folder; what is written goes below `work` and is removed. */
export async function measureLoader(rows: number, dataDir: string, work: string, pairs: number): Promise<LoaderResult> {
  const csv = join(dataDir, "dk_bank_details.csv");
  const dir = mkdtempSync(join(work, "loader-"));
  try {
    const fresh = async () => {
      const snapshots = mkdtempSync(join(dir, "snapshots-"));
      const finished = await snapshot(dataDir, snapshots);
      const {timings} = readManifest(snapshots);
      rmSync(snapshots, {recursive: true});
      return {...finished, timings};
    };
    const turns = await alternate(pairs, () => runProgram("test/bench/bare-copy.mjs", [csv, join(dir, "bare.parquet")]), fresh);
    return {
      rows,
      csvBytes: statSync(csv).size,
      process: compare(turns.map(({bare, measured}) => ({bare: bare.seconds, measured: measured.seconds}))),
      inside: compare(turns.map(({bare, measured}) => ({bare: printedSeconds(bare), measured: printedSeconds(measured)}))),
      cacheHit: await measureCacheHit(dataDir, join(dir, "kept")),
      steps: medianSteps(turns.map(({measured}) => measured.timings))
    };
  } finally {
    rmSync(dir, {recursive: true, force: true});
  }
}

async function measureCacheHit(dataDir: string, snapshots: string): Promise<LoaderResult["cacheHit"]> {
  await snapshot(dataDir, snapshots);
  const hits: Finished[] = [];
  for (let i = 0; i < 3; ++i) hits.push(await snapshot(dataDir, snapshots));
  if (!hits.every(({printed}) => printed.includes("(unchanged)"))) throw new Error(`no cache hit: ${hits[0].printed}`);
  return {process: median(hits.map(({seconds}) => seconds)), inside: median(hits.map(printedSeconds))};
}
