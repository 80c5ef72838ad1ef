/**
 * While the preview runs: an edited CSV or loader becomes a new snapshot first, and only then do open pages update,
 * so that a page never sees a half-made or failed one.
 */
import {existsSync, watch} from "node:fs";
import {dataDir} from "../paths.js";
import {refreshFromSnapshot, siteRules, staleRules, SNAPSHOT} from "./cache-rules.js";
import {runSnapshot, runSnapshotAfresh} from "./run-snapshot.js";
import {codeGraph, signature, type HashMemory} from "./signature.js";

/** Writers save in several steps; a change counts when it has been quiet for this long. */
const QUIET_MS = 120;

const codeNow = () => signature(codeGraph("loaders/snapshot-cli.ts"), [], new Map());
let codeAtStart: string | undefined;

/** Starts watching, once per process (Framework reads the configuration again when it changes). */
export function watchPreview(memory: HashMemory): void {
  if (codeAtStart !== undefined) return;
  codeAtStart = codeNow();
  let timer: NodeJS.Timeout | undefined;
  let work = Promise.resolve();
  const later = () => {
    clearTimeout(timer);
    timer = setTimeout(() => {
      work = work.then(() => refresh(memory)).catch((error: unknown) => console.error(`not updated: ${error instanceof Error ? error.message : String(error)}`));
    }, QUIET_MS);
  };
  for (const dir of [dataDir, "loaders", "src/model", "src/analyses"].filter((path) => existsSync(path))) {
    watch(dir, {recursive: true}, later).on("error", (error) => console.error(`no longer watched: ${dir} (${error.message})`));
  }
}

async function refresh(memory: HashMemory): Promise<void> {
  const stale = staleRules(siteRules(), memory);
  const needsSnapshot = stale.some(({rule}) => rule.target === SNAPSHOT);
  // The loaders of this process answer sooner, while they are the loaders on disk.
  if (needsSnapshot && !(await (codeNow() === codeAtStart ? runSnapshot() : runSnapshotAfresh()))) return;
  refreshFromSnapshot(stale);
}
