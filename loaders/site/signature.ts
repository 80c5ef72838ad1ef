/** Content signatures: what a cached output was made from, as one hash. */
import {createHash} from "node:crypto";
import {existsSync, readFileSync, readdirSync, statSync} from "node:fs";
import {join} from "node:path";
import {buildSync} from "esbuild";

/** A file's hash, kept with the size and time it had, so that unchanged files are not read again. */
export type HashMemory = Map<string, {size: number; mtimeMs: number; hash: string}>;

/** Files of a folder at any depth, sorted; names that start with a dot are left out. A missing folder has none. */
export function listFiles(path: string): string[] {
  if (!existsSync(path)) return [];
  if (statSync(path).isFile()) return [path];
  const names = readdirSync(path).filter((name) => !name.startsWith(".")).sort();
  return names.flatMap((name) => listFiles(join(path, name)));
}

const graphs = new Map<string, {files: string[]; stamp: string}>();
const stampOf = (files: readonly string[]) => files.map((file) => statSync(file, {throwIfNoEntry: false})?.mtimeMs).join();

/**
 * The local modules an entry reaches by import, itself included. A graph changes only when one of its files does, so it
 * is kept until then. Throws esbuild's message when a module does not parse.
 */
export function codeGraph(entry: string): string[] {
  const known = graphs.get(entry);
  if (known && known.stamp === stampOf(known.files)) return known.files;
  const files = resolveGraph(entry);
  graphs.set(entry, {files, stamp: stampOf(files)});
  return files;
}

function resolveGraph(entry: string): string[] {
  const {metafile} = buildSync({
    entryPoints: [entry],
    bundle: true,
    write: false,
    metafile: true,
    packages: "external",
    platform: "node",
    format: "esm",
    logLevel: "silent"
  });
  return Object.keys(metafile.inputs).sort();
}

function contentHash(path: string, memory: HashMemory): string {
  try {
    const {size, mtimeMs} = statSync(path);
    const known = memory.get(path);
    if (known && known.size === size && known.mtimeMs === mtimeMs) return known.hash;
    const hash = createHash("sha256").update(readFileSync(path)).digest("hex");
    memory.set(path, {size, mtimeMs, hash});
    return hash;
  } catch {
    return "gone"; // removed between listing and reading: the next look sees the folder as it is then
  }
}

/** One hash over the names and contents of `files` and over `options`. */
export function signature(files: readonly string[], options: readonly string[], memory: HashMemory): string {
  const hash = createHash("sha256").update(JSON.stringify(options));
  for (const file of files) hash.update(`\0${file}\0${contentHash(file, memory)}`);
  return hash.digest("hex");
}
