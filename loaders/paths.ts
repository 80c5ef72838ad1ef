/** Where the data come from and where snapshots go; both can be set from outside. */
import {dirname, join, resolve} from "node:path";
import {fileURLToPath} from "node:url";

export const projectRoot = join(dirname(fileURLToPath(import.meta.url)), "..");
/** `LEDGERLINE_DATA`, else the sample. */
export const dataDir = resolve(process.env.LEDGERLINE_DATA ?? join(projectRoot, "data/curated"));
/** `LEDGERLINE_SNAPSHOTS`, else `.ledgerline` of the project. */
export const snapshotRoot = resolve(process.env.LEDGERLINE_SNAPSHOTS ?? join(projectRoot, ".ledgerline"));
