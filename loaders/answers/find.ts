/** Which snapshot a command answers from: the folder it is told, else that of LEDGERLINE_DATA. */
import {resolve} from "node:path";
import {dataDir, snapshotRoot} from "../paths.js";
import {SnapshotError, buildSnapshot} from "../snapshot.js";

/** Path of the snapshot folder; the data folder's own is built when it is stale. A relative path starts where the command was typed. */
export async function findSnapshot(folder: string | undefined): Promise<string> {
  if (folder !== undefined) return resolve(process.env.INIT_CWD ?? process.cwd(), folder);
  return (await buildSnapshot({dataDir, outDir: snapshotRoot})).dir;
}

/** A failure as the envelope's refusal. */
export function failure(error: unknown): {success: false; error: string; suggestions: string[]} {
  if (error instanceof SnapshotError) return {success: false, error: error.problems.map(({sentence}) => sentence).join("; "), suggestions: ["mend the file and run this again; the last good snapshot stays in use"]};
  return {success: false, error: error instanceof Error ? error.message : String(error), suggestions: ["npm run snapshot says what is wrong with the data folder"]};
}
