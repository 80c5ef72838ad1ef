/**
 * The folder of snapshots: `<root>/snapshots/<id>/`, beside it what each was compared with (`<root>/comparisons/<id>/`, see
 * `restatements/record.ts`), and `<root>/current`, which names the snapshot in use.
 */
import {existsSync, mkdirSync, readFileSync, readdirSync, renameSync, rmSync, statSync, writeFileSync} from "node:fs";
import {join} from "node:path";
import type {Manifest} from "./manifest.js";

/** How many snapshots stay, the one in use included. */
export const KEPT = 7;

export const snapshotDir = (root: string, id: string): string => join(root, "snapshots", id);
export const comparisonDir = (root: string, id: string): string => join(root, "comparisons", id);

/** Only the comparison's own files, not what the snapshot serves. */
const PRIVATE = new Set(["comparison.json"]);

/** What is served of a snapshot: name → path of its files, those of its comparison over its own. */
export function servedFiles(root: string, id: string): Map<string, string> {
  const dirs = [snapshotDir(root, id), comparisonDir(root, id)].filter((dir) => existsSync(dir));
  return new Map(dirs.flatMap((dir) => [...filesIn(dir)]).filter(([name]) => !PRIVATE.has(name)));
}

/** A folder's own files (no subfolders): name → path. */
export function filesIn(dir: string): Map<string, string> {
  const entries = readdirSync(dir, {withFileTypes: true}).filter((entry) => entry.isFile());
  return new Map(entries.map(({name}) => [name, join(dir, name)]));
}

/** Ids of the kept snapshots, the newest first. */
export function keptIds(root: string): string[] {
  const folder = join(root, "snapshots");
  const finished = existsSync(folder) ? readdirSync(folder).filter((name) => !name.startsWith(".")) : [];
  return finished.map((name) => ({name, at: statSync(join(folder, name)).mtimeMs})).sort((a, b) => b.at - a.at).map(({name}) => name);
}

/** The manifest of a finished snapshot, or null. */
export function readManifest(root: string, id: string): Manifest | null {
  const path = join(snapshotDir(root, id), "manifest.json");
  return existsSync(path) ? (JSON.parse(readFileSync(path, "utf8")) as Manifest) : null;
}

/** Id of the snapshot in use, or null. */
export function currentId(root: string): string | null {
  const path = join(root, "current");
  if (!existsSync(path)) return null;
  const id = readFileSync(path, "utf8").trim();
  return readManifest(root, id) ? id : null;
}

/** An empty folder to write a snapshot into; nobody sees it before `publishSnapshot`. */
export function openDraft(root: string): string {
  const draft = join(root, "snapshots", `.draft.${process.pid}`);
  rmSync(draft, {recursive: true, force: true});
  mkdirSync(draft, {recursive: true});
  return draft;
}

/** Makes the draft the snapshot `id`: one rename, so that a reader sees all of it or nothing. It is in use from `pointTo` on. */
export function publishSnapshot(root: string, id: string, draft: string): void {
  const target = snapshotDir(root, id);
  if (existsSync(target)) rmSync(draft, {recursive: true, force: true});
  else renameSync(draft, target);
}

/** Repoints `current` and drops the oldest snapshots beyond the last seven; `needed` (what `id` was compared with) stays among them. */
export function pointTo(root: string, id: string, needed?: string): void {
  const part = join(root, `current.${process.pid}`);
  writeFileSync(part, `${id}\n`);
  renameSync(part, join(root, "current"));
  const others = keptIds(root).filter((name) => name !== id && name !== needed);
  const room = KEPT - (needed && needed !== id ? 2 : 1);
  for (const name of others.slice(room)) for (const dir of [snapshotDir(root, name), comparisonDir(root, name)]) rmSync(dir, {recursive: true, force: true});
}
