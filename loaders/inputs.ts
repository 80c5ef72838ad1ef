/** The data folder: which files it holds and how each has to be read. */
import {createHash} from "node:crypto";
import {type BigIntStats, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync} from "node:fs";
import {join, relative} from "node:path";
import {isContainer, openContainer} from "./containers.js";
import {countLines} from "./csv-layout.js";
import {scanPlainFile} from "./scan-file.js";
import {placeHeader} from "./statement-head.js";
import type {Delimiter} from "../src/model/csv-records.js";
import type {StatedTotal} from "../src/model/own-total.js";
import type {StatementLayout} from "../src/model/statement-fields.js";
import {HEADER_WITHIN} from "../src/model/statement-preamble.js";
import {type Encoding, type LineEnd, detectEncoding, detectLineEnd, normalisedText} from "./text-encoding.js";

export interface InputFile {
  /** Path below the data folder, with "/"; a file in an archive or a sheet of a workbook stands below it. */
  name: string;
  bytes: number;
  /** Hex SHA-256 of the file as it is; of the unpacked file for one in an archive, so that it is the same file without. */
  sha256: string;
  /** First 12 digits of the hash: the file's identity in every table. */
  fileId: string;
  encoding: Encoding;
  lineEnd: LineEnd;
  delimiter: Delimiter;
  header: string[];
  /** True when the header's cells are quoted. */
  quotedHeader: boolean;
  /** 1-based line of the header in the file; lines above it are blank in `text`, below the header. */
  headerLine: number;
  /** True for a DistroKid statement that a spreadsheet has saved in forms of its own. */
  isResaved: boolean;
  /** Totals that lines above the header state. */
  statedTotals: StatedTotal[];
  /** The text that DuckDB reads: UTF-8 with LF or CRLF. That of a plain file is read only when it is asked for. */
  text: Buffer;
  /** Lines of a plain file (`scan-file.ts`), of which each is a record; null for a text that has to be looked at. */
  plainLines: number | null;
  /** Where that text is: the file itself, or a rewritten copy. */
  readPath: string;
  /** What a person should know of how it was read. */
  note: string;
  /** Why it cannot be read at all. */
  problem?: string;
  /** Line of each record in the file itself, when `text` is a repaired copy. */
  recordLines?: number[];
  /** True when the file on disk is no longer the one that was read. */
  hasChanged: () => boolean;
}

const extensions = /\.(csv|tsv|txt|zip|xlsx)$/i;

/** True for a file, and for a link that leads nowhere, so that it is said; false for a pipe or a folder behind a link. */
function isFile(path: string): boolean {
  try {
    return statSync(path).isFile();
  } catch {
    return true;
  }
}

/** Names of the files below `dir` that are read, sorted; hidden files and folders are left out. Throws when `dir` is not a folder. */
export function listInputs(dir: string): string[] {
  const walk = (folder: string): string[] =>
    readdirSync(folder, {withFileTypes: true}).flatMap((entry) => {
      if (entry.name.startsWith(".")) return [];
      const path = join(folder, entry.name);
      if (entry.isDirectory()) return walk(path);
      return extensions.test(entry.name) && isFile(path) ? [relative(dir, path).replaceAll("\\", "/")] : [];
    });
  return walk(dir).sort((a, b) => (a < b ? -1 : 1));
}

/** Changes whenever the file does. */
export const stampOf = (path: string): string => {
  const stat: BigIntStats | undefined = statSync(path, {bigint: true, throwIfNoEntry: false});
  return stat ? `${stat.size} ${stat.mtimeNs} ${stat.ino}` : "gone";
};
const hashOf = (bytes: Buffer): string => createHash("sha256").update(bytes).digest("hex");

/** Why the file at `path` cannot be read, for people; null for an error that is about something else. */
function whyUnreadable(error: unknown, path: string): string | null {
  const {code = "", path: about, syscall, message} = error as NodeJS.ErrnoException;
  if (about !== path && syscall !== "read") return null;
  return {ENOENT: "it is not there, or is a link to what is not there", EACCES: "it may not be opened", EPERM: "it may not be opened", ELOOP: "it is a link that leads back to itself"}[code] ?? message.split(/[:,] /)[1] ?? message;
}

/** Reads one file: itself, or what an archive or a workbook holds. What cannot be read or opened is one file with a `problem`. `mappings` tell headers too. */
export async function readInputs(dir: string, name: string, workDir: string, mappings: readonly StatementLayout[] = []): Promise<InputFile[]> {
  const path = join(dir, name);
  try {
    return await readFound(path, name, workDir, mappings);
  } catch (error) {
    const why = whyUnreadable(error, path);
    if (why === null) throw error;
    const place = {workDir, mappings, hasChanged: () => false};
    return [{...describe(name, Buffer.alloc(0), hashOf(Buffer.from(`unreadable ${name}`)), place, path), problem: `${name} cannot be read: ${why}`}];
  }
}

async function readFound(path: string, name: string, workDir: string, mappings: readonly StatementLayout[]): Promise<InputFile[]> {
  const stamp = stampOf(path);
  const plain = describePlain(name, path, stamp, mappings);
  if (plain) return [plain];
  const raw = readFileSync(path);
  const hasChanged = () => stampOf(path) !== stamp;
  const place = {workDir, hasChanged, mappings};
  if (!isContainer(name, raw)) return [describe(name, raw, hashOf(raw), place, path)];
  try {
    const contents = await openContainer(name, raw);
    return contents.map((content) => {
      const file = describe(content.name ? `${name}/${content.name}` : name, content.bytes, content.name ? hashOf(content.bytes) : hashOf(raw), place);
      return {...file, note: [content.note, file.note].filter(Boolean).join("; ")};
    });
  } catch (cause) {
    return [{...describe(name, raw, hashOf(raw), place, path), header: [], problem: `${name} ${(cause as Error).message}`}];
  }
}

type Place = Pick<InputFile, "hasChanged"> & {workDir: string; mappings: readonly StatementLayout[]};

/** A file that DuckDB can read as it is; null for every other. */
function describePlain(name: string, path: string, stamp: string, mappings: readonly StatementLayout[]): InputFile | null {
  const plain = scanPlainFile(path);
  if (!plain || isContainer(name, plain.head)) return null;
  const {sha256, bytes, lines, head} = plain;
  if (head.length < bytes && countLines(head) < HEADER_WITHIN) return null; // its header may stand below the head
  const {text, delimiter, header, quoted, headerLine, stated, isResaved, note} = placeHeader(head, mappings);
  if (text !== head) return null; // what stands above the header is moved
  return {
    name, bytes, sha256, fileId: sha256.slice(0, 12), encoding: detectEncoding(head), lineEnd: detectLineEnd(head), delimiter, header, quotedHeader: quoted, headerLine, isResaved, statedTotals: stated,
    get text() {
      return readFileSync(path);
    },
    plainLines: lines, readPath: path, note, hasChanged: () => stampOf(path) !== stamp
  };
}

/** Finds out encoding, line ends, delimiter and header; rewrites the text below `workDir` when it is no file of its own or DuckDB could not read it as it is. */
function describe(name: string, raw: Buffer, sha256: string, {workDir, hasChanged, mappings}: Place, path?: string): InputFile {
  const {encoding, lineEnd, text: decoded} = normalisedText(raw);
  const {text, delimiter, header, quoted, headerLine, stated, isResaved, note} = placeHeader(decoded ?? raw, mappings);
  const fileId = sha256.slice(0, 12);
  const readPath = text !== raw || !path ? join(workDir, `${fileId}.csv`) : path;
  if (readPath !== path) {
    mkdirSync(workDir, {recursive: true});
    writeFileSync(readPath, text);
  }
  return {name, bytes: raw.length, sha256, fileId, encoding, lineEnd, delimiter, header, quotedHeader: quoted, headerLine, isResaved, statedTotals: stated, text, plainLines: null, readPath, note, hasChanged};
}
