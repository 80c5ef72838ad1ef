/**
 * While the preview runs: an edited CSV or loader becomes a new snapshot first, and only then do open pages update,
 * so that a page never sees a half-made or failed one.
 */
import {spawn, type ChildProcess} from "node:child_process";
import {existsSync, watch} from "node:fs";
import {dataDir} from "../paths.js";
import {invalidate, siteRules, staleRules} from "./keep-fresh.js";
import type {HashMemory} from "./signature.js";

/** Writers save in several steps; a change counts when it has been quiet for this long. */
const QUIET_MS = 120;

type Watching = typeof globalThis & {ledgerlineWatching?: true};

/** Starts watching, once per process (Framework reads the configuration again when it changes). */
export function watchPreview(memory: HashMemory): void {
  if ((globalThis as Watching).ledgerlineWatching) return;
  (globalThis as Watching).ledgerlineWatching = true;
  let timer: NodeJS.Timeout | undefined;
  let running = false;
  let again = false;
  const update = async () => {
    if (running) return void (again = true);
    running = true;
    do {
      again = false;
      await refresh(memory).catch((error: unknown) => console.error(`not updated: ${error instanceof Error ? error.message : String(error)}`));
    } while (again);
    running = false;
  };
  const later = () => {
    clearTimeout(timer);
    timer = setTimeout(update, QUIET_MS);
  };
  for (const dir of [dataDir, "loaders", "src/model"]) if (existsSync(dir)) watch(dir, {recursive: true}, later);
}

async function refresh(memory: HashMemory): Promise<void> {
  for (const {rule, signature} of staleRules(siteRules(), memory)) {
    if (rule.target === "data/snapshot" && !(await buildSnapshot())) continue; // it has said why
    invalidate(rule, signature);
  }
}

/** Runs the snapshot in a process of its own, so that edited loaders count; true when it succeeded. */
function buildSnapshot(): Promise<boolean> {
  const child: ChildProcess = spawn(process.execPath, ["--import", "tsx/esm", "loaders/snapshot-cli.ts"], {stdio: "inherit"});
  const stop = () => void child.kill();
  process.once("exit", stop);
  return new Promise((resolve, reject) => {
    child.once("error", reject);
    child.once("close", (code) => {
      process.removeListener("exit", stop);
      resolve(code === 0);
    });
  });
}
