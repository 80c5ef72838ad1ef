/** The data folder's own layouts: `mappings/*.json`, each a mapping of one sender's columns. */
import {existsSync, mkdirSync, readFileSync, readdirSync, renameSync, writeFileSync} from "node:fs";
import {join} from "node:path";
import {z} from "zod";
import type {StatementLayout} from "../src/model/statement-fields.js";
import {mappedLayout, mappingProblem, StatementMapping} from "../src/model/statement-mapping.js";

const folderOf = (dataDir: string): string => join(dataDir, "mappings");

/** A mapping from JSON text. Throws a sentence that names `name`. */
export function readMapping(name: string, text: string): StatementMapping {
  try {
    return StatementMapping.parse(JSON.parse(text));
  } catch (cause) {
    throw new Error(`${name} cannot be used: ${cause instanceof z.ZodError ? mappingProblem(cause) : String(cause)}`, {cause});
  }
}

/** Every mapping of the folder by file name, as layouts. Throws a sentence for one that cannot be used. */
export function readMappings(dataDir: string): StatementLayout[] {
  const folder = folderOf(dataDir);
  if (!existsSync(folder)) return [];
  const names = readdirSync(folder).filter((name) => name.endsWith(".json") && !name.startsWith(".")).sort();
  return names.map((name) => mappedLayout(readMapping(`mappings/${name}`, readFileSync(join(folder, name), "utf8"))));
}

/** Keeps a mapping for later snapshots; returns its name below the data folder. */
export function saveMapping(dataDir: string, mapping: StatementMapping): string {
  const folder = folderOf(dataDir);
  mkdirSync(folder, {recursive: true});
  const part = join(folder, `.${mapping.distributor}.part`);
  writeFileSync(part, `${JSON.stringify(mapping, null, 2)}\n`);
  renameSync(part, join(folder, `${mapping.distributor}.json`));
  return `mappings/${mapping.distributor}.json`;
}
