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

/** Manifests that have scores to show, oldest first: those of the same folder that were built before `manifest` and stay beside it. */
function earlierSnapshots(root: string, {id, folder, built_at}: Manifest): Manifest[] {
  const parent = join(root, "snapshots");
  const names = existsSync(parent) ? readdirSync(parent).filter((name) => !name.startsWith(".")) : [];
  const manifests = names.map((name) => readManifest(root, name)).filter((manifest) => manifest?.folder === folder && manifest.id !== id && manifest.built_at <= built_at) as Manifest[];
  const hasScores = ({tables}: Manifest) => needed.every((column) => tables.find(({name}) => name === "quality_scores")?.columns.some(({name}) => name === column));
  return manifests.filter(hasScores).sort((a, b) => (a.built_at < b.built_at ? -1 : a.built_at > b.built_at ? 1 : a.id < b.id ? -1 : 1)).slice(1 - KEPT);
}

/**
 * Creates `quality_history` from the snapshots under `root` that came before `manifest`'s, whose own scores are in
 * `quality_scores`. Like `restatements` it depends on what was in use before, so it lies beside the snapshot.
 */
export async function createHistory(db: Database, root: string, manifest: Manifest): Promise<Mart> {
  await db.run(qualityHistory.create);
  for (const {id, built_at, as_of} of earlierSnapshots(root, manifest)) {
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
