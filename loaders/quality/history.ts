/** quality_history: the scores of the kept snapshots of the same folder that were built before this one. */
import {createHash} from "node:crypto";
import {existsSync, readdirSync} from "node:fs";
import {join} from "node:path";
import {type Database, literal} from "../duckdb.js";
import type {Manifest} from "../manifest.js";
import type {Mart} from "../marts/index.js";
import {KEPT, readManifest, snapshotDir} from "../store.js";
import {qualityHistory} from "./marts.js";

/** Tells snapshots of one data folder from those of another without naming it. */
export const folderMark = (dataDir: string): string => createHash("sha256").update(dataDir).digest("hex").slice(0, 12);

const needed = ["dataset", "label", "score", "status"];

/** Manifests that have scores to show, oldest first: those of `folder` that stay when one more snapshot is added. */
export function earlierSnapshots(root: string, folder: string): Manifest[] {
  const parent = join(root, "snapshots");
  const names = existsSync(parent) ? readdirSync(parent).filter((name) => !name.startsWith(".")) : [];
  const manifests = names.map((name) => readManifest(root, name)).filter((manifest) => manifest?.folder === folder) as Manifest[];
  const hasScores = ({tables}: Manifest) => needed.every((column) => tables.find(({name}) => name === "quality_scores")?.columns.some(({name}) => name === column));
  return manifests.filter(hasScores).sort((a, b) => (a.built_at < b.built_at ? -1 : a.built_at > b.built_at ? 1 : a.id < b.id ? -1 : 1)).slice(1 - KEPT);
}

/**
 * Creates `quality_history` from the kept snapshots under `root`. This snapshot's own scores are not in it: they are in
 * `quality_scores`, and the same kept snapshots give the same bytes whenever this one is built.
 */
export async function createHistory(db: Database, root: string, folder: string): Promise<Mart> {
  await db.run(qualityHistory.create);
  for (const {id, built_at, as_of} of earlierSnapshots(root, folder)) {
    const file = join(snapshotDir(root, id), "quality_scores.parquet");
    if (!existsSync(file)) continue;
    try {
      await db.run(`insert into ${qualityHistory.mart.name} select ${literal(id)}, ${literal(built_at)}::timestamp, ${literal(as_of)}::date, ${needed.join(", ")} from ${literal(file)}`);
    } catch {
      // A damaged file of the past is no reason to refuse the present: its snapshot is left out of the history.
    }
  }
  return qualityHistory.mart;
}
