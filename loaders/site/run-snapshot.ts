/** Runs the snapshot for the site, with its lines on the terminal. */
import {spawn} from "node:child_process";
import {existsSync, statSync} from "node:fs";
import {dataDir} from "../paths.js";

/** Throws a sentence when the data folder cannot be used. */
export function checkDataFolder(dir = dataDir): void {
  const pointer = process.env.LEDGERLINE_DATA ? "LEDGERLINE_DATA points to" : "the sample should be in";
  if (!existsSync(dir)) throw new Error(`${pointer} a folder that does not exist: ${dir}`);
  if (!statSync(dir).isDirectory()) throw new Error(`${pointer} a file, not a folder: ${dir}`);
}

let runCount = 0;

/** In this process, with the loaders as they were when it started; true when there is a snapshot (it has said why not). */
export async function runSnapshot(): Promise<boolean> {
  await import(`../snapshot-cli.js?run=${++runCount}`); // the query makes the program run again
  const succeeded = !process.exitCode;
  process.exitCode = undefined;
  return succeeded;
}

/** In a process of its own, which reads edited loaders; true when there is a snapshot. */
export function runSnapshotAfresh(): Promise<boolean> {
  const child = spawn(process.execPath, ["--import", "tsx/esm", "loaders/snapshot-cli.ts"], {stdio: "inherit"});
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
