/**
 * Keeps Framework's cached loader outputs true to their code and inputs.
 *
 * Framework looks only at the time of the entry file under `src/`. Here each cached output remembers the
 * signature of everything it was made from: the entry's import graph, the lockfile and its input files.
 * When that differs, the output is dropped and the entry touched, which also makes the preview update open pages.
 */
import {copyFileSync, existsSync, mkdirSync, readFileSync, renameSync, rmSync, utimesSync, writeFileSync} from "node:fs";
import {dirname, join} from "node:path";
import {dataDir, snapshotRoot} from "../paths.js";
import {currentId, servedFiles} from "../store.js";
import {codeGraph, listFiles, signature, type HashMemory} from "./signature.js";

/** A cached output (a file, or the folder of an archive), the entry that makes it, its input folders and options. */
export type Rule = {target: string; entry: string; inputs: string[]; options: string[]};
export type Stale = {rule: Rule; signature: string};

const CACHE = "src/.observablehq/cache";
export const SNAPSHOT = "data/snapshot";

/** The snapshot's rule depends on the day because figures without a pinned as-of date do. */
export function siteRules(): Rule[] {
  const today = new Date().toLocaleDateString("sv-SE");
  const copies = ["duckdb/duckdb-eh.wasm", "duckdb/duckdb-browser-eh.worker.js"];
  return [
    {target: SNAPSHOT, entry: `src/${SNAPSHOT}.tar.ts`, inputs: [dataDir], options: [dataDir, today]},
    {target: "data/streaming.json", entry: "src/data/streaming.json.ts", inputs: [dataDir], options: [dataDir, today]},
    {target: "data/analyses.json", entry: "src/data/analyses.json.ts", inputs: ["src/analyses"], options: []},
    ...copies.map((target) => ({target, entry: `src/${target}.ts`, inputs: [], options: []}))
  ];
}

const keyFile = ({target}: Rule) => join(CACHE, ".signatures", target.replaceAll("/", "__"));

/** Rules whose cached output is missing or made from something else, with the signature they would have now. */
export function staleRules(rules: readonly Rule[], memory: HashMemory): Stale[] {
  return rules.flatMap((rule) => {
    const now = signature([...codeGraph(rule.entry), "package-lock.json", ...rule.inputs.flatMap(listFiles)], rule.options, memory);
    const key = keyFile(rule);
    const made = existsSync(key) && existsSync(join(CACHE, rule.target)) ? readFileSync(key, "utf8") : undefined;
    return made === now ? [] : [{rule, signature: now}];
  });
}

/**
 * Drops a stale output and touches its entry. With `files` (name → path), those are the new output of an archive, so that
 * Framework need not run its entry for it.
 */
export function invalidate({rule, signature}: Stale, files?: ReadonlyMap<string, string>): void {
  const stamp = new Date();
  const target = join(CACHE, rule.target);
  const part = `${target}.part`;
  rmSync(part, {recursive: true, force: true});
  if (files) {
    mkdirSync(part, {recursive: true});
    for (const [name, path] of files) {
      copyFileSync(path, join(part, name));
      utimesSync(join(part, name), stamp, stamp); // not older than the entry: fresh
    }
  }
  for (const path of [target, `${target}.tar`]) rmSync(path, {recursive: true, force: true});
  if (files) renameSync(part, target);
  mkdirSync(dirname(keyFile(rule)), {recursive: true});
  writeFileSync(keyFile(rule), signature);
  utimesSync(rule.entry, stamp, stamp);
}

/** Brings every output up to date with a snapshot that was just built. */
export function refreshFromSnapshot(stale: readonly Stale[]): void {
  const id = currentId(snapshotRoot);
  for (const each of stale) invalidate(each, each.rule.target === SNAPSHOT && id ? servedFiles(snapshotRoot, id) : undefined);
}
