/** What start and build do first: a snapshot, and Framework's cache filled from it. */
import {refreshFromSnapshot, siteRules, staleRules} from "./cache-rules.js";
import {checkDataFolder, runSnapshot} from "./run-snapshot.js";

/** Throws a sentence when there is no snapshot; its problems are on the terminal by then. */
export async function prepare(): Promise<void> {
  checkDataFolder();
  const stale = staleRules(siteRules(), new Map()); // before the snapshot: a file edited during it makes it stale again
  if (!(await runSnapshot())) throw new Error("fix what is named above, then run this again");
  refreshFromSnapshot(stale);
}
