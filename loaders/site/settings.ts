/** What has to hold before the site can be built or previewed. */
import {existsSync, statSync} from "node:fs";
import {dataDir} from "../paths.js";

/** Throws a sentence when the data folder cannot be used. */
export function checkDataFolder(dir = dataDir): void {
  const pointer = process.env.LEDGERLINE_DATA ? "LEDGERLINE_DATA points to" : "the sample should be in";
  if (!existsSync(dir)) throw new Error(`${pointer} a folder that does not exist: ${dir}`);
  if (!statSync(dir).isDirectory()) throw new Error(`${pointer} a file, not a folder: ${dir}`);
}

/** Builds the snapshot with a line per file on the terminal; throws when there is none (its problems are printed). */
export async function buildSnapshotAloud(): Promise<void> {
  checkDataFolder();
  await import("../snapshot-cli.js");
  if (process.exitCode) throw new Error("fix the files named above, then run this again");
}
