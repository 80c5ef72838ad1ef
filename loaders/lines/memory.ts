/**
 * What the last run kept of the statement lines: `<root>/lines/`, with index.json and the parts of statement_lines by half
 * year as `<sha256>.parquet`, each with its cells. A file that is still the same need not be read again, and a part that no changed file
 * touches is taken as it is. Nothing in it is needed: without it, or when anything in it is damaged, all is made anew.
 */
import {createHash} from "node:crypto";
import {existsSync, mkdirSync, readFileSync, readdirSync, renameSync, rmSync, writeFileSync} from "node:fs";
import {join} from "node:path";
import {codeVersion} from "../code-version.js";
import {type Database, type Row, literal} from "../duckdb.js";
import type {InputFile} from "../inputs.js";
import type {Dataset} from "../manifest.js";
import {sourceOf} from "../sources/index.js";
import type {KnownFiles} from "../sources/load.js";
import {isSettled} from "../sources/settle.js";

/** A part of statement_lines: one half year of usage months. */
export interface LinePart {
  bucket: number;
  /** Of its bytes; also its name. */
  sha256: string;
  /** Files that have lines in it. */
  fileIds: string[];
}

interface KeptFile {
  dataset: Dataset;
  quarantine: Row[];
}

interface Index {
  key: string;
  files: KeptFile[];
  parts: LinePart[];
  /** Hash of every file of the parts, by name. */
  hashes: Record<string, string>;
}

export interface LineMemory extends KnownFiles {
  parts: LinePart[];
  /** Ids of the given files that need not be read. */
  fileIds: ReadonlySet<string>;
}

/** A file with more rejected rows than this is read again each time. */
const MOST_QUARANTINED = 1000;

const folder = (root: string): string => join(root, "lines");
/** Forgets everything: with what nobody has checked nothing may be mixed. */
export function forgetLines(root: string): void {
  rmSync(folder(root), {recursive: true, force: true});
}

export const partPath = (root: string, sha256: string): string => join(folder(root), `${sha256}.parquet`);
/** What a part's lines come to (`line_cells`), so that it need not be summed up again. */
export const cellsPath = (root: string, sha256: string): string => join(folder(root), `${sha256}.cells.parquet`);
export const sha256Of = (path: string): string => createHash("sha256").update(readFileSync(path)).digest("hex");

/** A statement file whose lines depend on nothing but itself: no ids that other files may repeat, no second table. */
function isKept(file: InputFile): boolean {
  const source = sourceOf(file);
  return source?.target === "staged_lines" && !source.identity && !source.alsoStages && !isSettled(source);
}

/** Everything but the statement files that decides what a line becomes: the code and the spellings of artists. */
const keyOf = (files: readonly InputFile[]): string =>
  [codeVersion(), ...files.filter((file) => sourceOf(file)?.target === "staged_aliases").map(({name, sha256}) => `${name} ${sha256}`)].join("\n");

/** Null when nothing can be used. A feed whose rows give way to those of other files cannot be kept file by file. */
export function openLineMemory(root: string, files: readonly InputFile[]): LineMemory | null {
  try {
    const path = join(folder(root), "index.json");
    if (!existsSync(path)) return null;
    const {key, files: kept, parts, hashes} = JSON.parse(readFileSync(path, "utf8")) as Index;
    if (key !== keyOf(files) || parts.some((part) => namesOf(part).some((name) => sha256Of(join(folder(root), name)) !== hashes[name]))) return null;
    return memoryOf(root, files, kept, parts);
  } catch {
    return null; // damaged: it is made anew
  }
}

/** Names of the files of a part. */
const namesOf = ({sha256}: LinePart): string[] => [`${sha256}.parquet`, `${sha256}.cells.parquet`];

const identity = (name: string, sha256: string): string => `${name} ${sha256}`;

function memoryOf(root: string, files: readonly InputFile[], kept: KeptFile[], parts: LinePart[]): LineMemory {
  const byFile = new Map(kept.map((one) => [identity(one.dataset.file, one.dataset.sha256), one]));
  const find = ({name, sha256}: InputFile) => byFile.get(identity(name, sha256));
  // Of files with the same content the first is loaded, under whatever name.
  const firsts = new Map(files.toReversed().map((file) => [file.sha256, file]));
  const fileIds = new Set([...firsts.values()].filter(find).map(({fileId}) => fileId));
  const lines = (ids: readonly string[]): string => {
    const needed = parts.filter((part) => part.fileIds.some((id) => ids.includes(id)));
    const isWhole = needed.every((part) => part.fileIds.every((id) => ids.includes(id)));
    if (!needed.length) return "from new_lines where false";
    return `select file_id, line, distributor, currency, reported_on, usage_month, store, artist_raw, title, isrc, upc, quantity, team_ppm, source_type as kind_raw, country, withheld, earnings, recoup
      from read_parquet([${needed.map(({sha256}) => literal(partPath(root, sha256))).join(", ")}])${isWhole ? "" : ` where file_id in (${ids.map(literal).join(", ")})`}`;
  };
  return {parts, fileIds, find, lines};
}

/** Keeps what this run has found; parts that it does not name are removed. `settled` datasets are those of the finished run. */
export async function saveLineMemory(db: Database, root: string, files: readonly InputFile[], datasets: readonly Dataset[], parts: LinePart[]): Promise<void> {
  const names = new Set(files.filter(isKept).map(({name}) => name));
  const kept: KeptFile[] = [];
  for (const dataset of datasets.filter(({file, status, rows_quarantined}) => names.has(file) && status === "loaded" && rows_quarantined <= MOST_QUARANTINED)) {
    const rows = dataset.rows_quarantined ? await db.all(`from quarantine_rows where file_id = ${literal(dataset.file_id)} order by line, column_name`) : [];
    kept.push({dataset, quarantine: rows.map((row) => ({...row, line: Number(row.line)}))});
  }
  mkdirSync(folder(root), {recursive: true});
  const part = join(folder(root), `.index.${process.pid}`);
  const hashOf = (name: string, {sha256}: LinePart) => (name === `${sha256}.parquet` ? sha256 : sha256Of(join(folder(root), name)));
  const hashes = Object.fromEntries(parts.flatMap((part) => namesOf(part).map((name) => [name, hashOf(name, part)])));
  writeFileSync(part, JSON.stringify({key: keyOf(files), files: kept, parts, hashes} satisfies Index));
  renameSync(part, join(folder(root), "index.json"));
  const needed = new Set(["index.json", ...Object.keys(hashes)]);
  for (const name of readdirSync(folder(root)).filter((name) => !needed.has(name))) rmSync(join(folder(root), name), {recursive: true, force: true});
}
