/**
 * Keeps Framework's cached loader outputs true to their code and inputs.
 *
 * Framework looks only at the time of the entry file under `src/`. Here each cached output remembers the
 * signature of everything it was made from: the entry's import graph, the lockfile and its input files.
 * When that differs, the output is dropped and the entry touched, which also makes the preview update open pages.
 */
import {existsSync, mkdirSync, readFileSync, rmSync, utimesSync, writeFileSync} from "node:fs";
import {dirname, join} from "node:path";
import {dataDir} from "../paths.js";
import {codeGraph, listFiles, signature, type HashMemory} from "./signature.js";
import {watchPreview} from "./watch-preview.js";

/** A cached output (a file, or the folder of an archive), the entry that makes it, its input folders and options. */
export type Rule = {target: string; entry: string; inputs: string[]; options: string[]};

const CACHE = "src/.observablehq/cache";

/** The snapshot's rule depends on the day because figures without a pinned as-of date do. */
export function siteRules(): Rule[] {
  const today = new Date().toLocaleDateString("sv-SE");
  const copies = ["duckdb/duckdb-eh.wasm", "duckdb/duckdb-browser-eh.worker.js"];
  return [
    {target: "data/snapshot", entry: "src/data/snapshot.tar.ts", inputs: [dataDir], options: [dataDir, today]},
    ...copies.map((target) => ({target, entry: `src/${target}.ts`, inputs: [], options: []}))
  ];
}

const keyFile = ({target}: Rule) => join(CACHE, ".signatures", target.replaceAll("/", "__"));

function currentSignature({entry, inputs, options}: Rule, memory: HashMemory): string {
  return signature([...codeGraph(entry), "package-lock.json", ...inputs.flatMap(listFiles)], options, memory);
}

/** Rules whose cached output is missing or made from something else, with the signature they would have now. */
export function staleRules(rules: readonly Rule[], memory: HashMemory): {rule: Rule; signature: string}[] {
  return rules.flatMap((rule) => {
    const now = currentSignature(rule, memory);
    const key = keyFile(rule);
    const made = existsSync(key) && existsSync(join(CACHE, rule.target)) ? readFileSync(key, "utf8") : undefined;
    return made === now ? [] : [{rule, signature: now}];
  });
}

/** Drops the output of a rule, remembers the signature its next output will have, and touches the entry. */
export function invalidate(rule: Rule, now: string): void {
  for (const suffix of ["", ".tar"]) rmSync(join(CACHE, rule.target + suffix), {recursive: true, force: true});
  mkdirSync(dirname(keyFile(rule)), {recursive: true});
  writeFileSync(keyFile(rule), now);
  utimesSync(rule.entry, new Date(), new Date());
}

/** Invalidates what is stale now; in a preview, also whenever code or data change. */
export function keepFresh(): void {
  const memory: HashMemory = new Map();
  for (const {rule, signature} of staleRules(siteRules(), memory)) invalidate(rule, signature);
  if (process.argv.includes("preview")) watchPreview(memory);
}
