/** The folder of snapshots: `<root>/snapshots/<id>/`, and `<root>/current`, which names the one in use. */
import {existsSync, mkdirSync, readFileSync, readdirSync, renameSync, rmSync, statSync, writeFileSync} from "node:fs";
import {join} from "node:path";
import type {Manifest} from "./manifest.js";

/** How many snapshots stay, the one in use included. */
export const KEPT = 7;

export const snapshotDir = (root: string, id: string): string => join(root, "snapshots", id);

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

/** Makes the draft the snapshot `id`: one rename, so that a reader sees all of it or nothing. */
export function publishSnapshot(root: string, id: string, draft: string): void {
  const target = snapshotDir(root, id);
  if (existsSync(target)) rmSync(draft, {recursive: true, force: true});
  else renameSync(draft, target);
  pointTo(root, id);
}

/** Repoints `current` and drops the oldest snapshots beyond the last seven. */
export function pointTo(root: string, id: string): void {
  const part = join(root, `current.${process.pid}`);
  writeFileSync(part, `${id}\n`);
  renameSync(part, join(root, "current"));
  const folder = join(root, "snapshots");
  const finished = readdirSync(folder).filter((name) => !name.startsWith(".") && name !== id);
  const newestFirst = finished.map((name) => ({name, at: statSync(join(folder, name)).mtimeMs})).sort((a, b) => b.at - a.at);
  for (const {name} of newestFirst.slice(KEPT - 1)) rmSync(join(folder, name), {recursive: true, force: true});
}
