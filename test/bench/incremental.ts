/** One more month: the snapshot of a folder of a hundred statement files after one was added, against making it from nothing. */
import {createHash} from "node:crypto";
import {cpSync, mkdtempSync, readFileSync, renameSync, rmSync} from "node:fs";
import {join} from "node:path";
import {currentId, filesIn, readManifest, snapshotDir} from "../../loaders/store.js";
import {runSnapshot, type Finished} from "./child.js";
import {printedSeconds} from "./loader.js";
import {writeMonthlyFolder} from "./monthly-folder.js";
import {makeData} from "./site.js";
import {alternate, compare, median, type Comparison} from "./statistics.js";

/** Copies of the generated 26 months, one before the other: a hundred reporting months. */
const COPIES = 4;

export type IncrementalResult = {
  rows: number;
  files: number;
  /** Lines of the file that was added. */
  addedLines: number;
  /** Seconds of whole processes: `bare` from nothing, `measured` with what the run before kept. */
  process: Comparison;
  /** The same without the start of the processes. */
  inside: Comparison;
  /** Seconds of each step with what was kept, medians, longest first. */
  steps: [step: string, seconds: number][];
};

const run = (dataDir: string, root: string): Promise<Finished> => runSnapshot({LEDGERLINE_DATA: dataDir, LEDGERLINE_SNAPSHOTS: root});

/** Hash of every Parquet file of the snapshot in use. */
function bytesOf(root: string): string {
  const files = [...filesIn(snapshotDir(root, currentId(root)!))].filter(([name]) => name.endsWith(".parquet"));
  return files.map(([name, path]) => `${name} ${createHash("sha256").update(readFileSync(path)).digest("hex")}`).sort().join("\n");
}

/** Measures about `rows` lines below `work`; throws when the two ways differ in a single byte. */
export async function measureIncremental(rows: number, work: string, pairs: number): Promise<IncrementalResult> {
  const dir = mkdtempSync(join(work, "incremental-"));
  try {
    const data = join(dir, "data");
    const {files, lines} = writeMonthlyFolder(await makeData(Math.round(rows / COPIES), work), data, COPIES);
    const [last, aside] = [join(data, files.at(-2)!), join(dir, "later.csv")]; // the newest month is only half there
    renameSync(last, aside);
    const [kept, grown, fresh] = ["kept", "grown", "fresh"].map((name) => join(dir, name));
    await run(data, kept);
    renameSync(aside, last);
    const steps: Record<string, number>[] = [];
    const turns = await alternate(pairs, async () => {
      rmSync(fresh, {recursive: true, force: true});
      return run(data, fresh);
    }, async () => {
      rmSync(grown, {recursive: true, force: true});
      cpSync(kept, grown, {recursive: true});
      const finished = await run(data, grown);
      if (bytesOf(grown) !== bytesOf(fresh)) throw new Error("not the same bytes: the snapshot with what was kept differs from the one from nothing");
      steps.push(readManifest(grown, currentId(grown)!)!.timings);
      return finished;
    });
    return {
      rows: lines, files: files.length, addedLines: readFileSync(last, "utf8").trimEnd().split("\n").length - 1,
      process: compare(turns.map(({bare, measured}) => ({bare: bare.seconds, measured: measured.seconds}))),
      inside: compare(turns.map(({bare, measured}) => ({bare: printedSeconds(bare), measured: printedSeconds(measured)}))),
      steps: Object.keys(steps[0]).map((step): [string, number] => [step, median(steps.map((one) => one[step]))]).sort((a, b) => b[1] - a[1])
    };
  } finally {
    rmSync(dir, {recursive: true, force: true});
  }
}
