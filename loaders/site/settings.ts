/** Where the data come from, as the environment says. */
import {existsSync, statSync} from "node:fs";
import {resolve} from "node:path";

/** The folder of curated CSVs: `LEDGERLINE_DATA`, else the sample. */
export const dataFolder = (): string => resolve(process.env.LEDGERLINE_DATA || "data/curated");

/** Where snapshots are kept. */
export const snapshotFolder = (): string => resolve(".ledgerline");

/** A sentence when the data folder cannot be used; undefined when it can. */
export function checkDataFolder(dir = dataFolder()): string | undefined {
  const own = process.env.LEDGERLINE_DATA ? "LEDGERLINE_DATA points to" : "the sample should be in";
  if (!existsSync(dir)) return `${own} a folder that does not exist: ${dir}`;
  if (!statSync(dir).isDirectory()) return `${own} a file, not a folder: ${dir}`;
}
