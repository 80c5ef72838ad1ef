/** The data folder: which files it holds and how each has to be read. */
import {createHash} from "node:crypto";
import {mkdirSync, readdirSync, readFileSync, statSync, writeFileSync} from "node:fs";
import {join, relative} from "node:path";
import {type Delimiter, readHeader} from "./csv-layout.js";
import {type Encoding, type LineEnd, normalisedText} from "./text-encoding.js";

export interface InputFile {
  /** Path below the data folder, with "/". */
  name: string;
  bytes: number;
  /** Hex SHA-256 of the file as it is. */
  sha256: string;
  /** First 12 digits of the hash: the file's identity in every table. */
  fileId: string;
  encoding: Encoding;
  lineEnd: LineEnd;
  delimiter: Delimiter;
  header: string[];
  /** True when the header's cells are quoted. */
  quotedHeader: boolean;
  /** The text that DuckDB reads: UTF-8 with LF or CRLF. */
  text: Buffer;
  /** Where that text is: the file itself, or a rewritten copy. */
  readPath: string;
}

const extensions = /\.(csv|tsv|txt)$/i;

/** Names of the delimited files below `dir`, sorted; hidden files and folders are left out. Throws when `dir` is not a folder. */
export function listInputs(dir: string): string[] {
  const walk = (folder: string): string[] =>
    readdirSync(folder, {withFileTypes: true}).flatMap((entry) => {
      if (entry.name.startsWith(".")) return [];
      const path = join(folder, entry.name);
      if (entry.isDirectory()) return walk(path);
      return extensions.test(entry.name) && statSync(path).isFile() ? [relative(dir, path).replaceAll("\\", "/")] : [];
    });
  return walk(dir).sort((a, b) => (a < b ? -1 : 1));
}

/** Reads one file and finds out its encoding, line ends, delimiter and header; rewrites it below `workDir` only when DuckDB could not read it as it is. */
export function readInput(dir: string, name: string, workDir: string): InputFile {
  const path = join(dir, name);
  const raw = readFileSync(path);
  const sha256 = createHash("sha256").update(raw).digest("hex");
  const {encoding, lineEnd, text} = normalisedText(raw);
  const fileId = sha256.slice(0, 12);
  const readPath = text ? join(workDir, `${fileId}.csv`) : path;
  if (text) {
    mkdirSync(workDir, {recursive: true});
    writeFileSync(readPath, text);
  }
  const {delimiter, header, quoted} = readHeader(text ?? raw);
  return {name, bytes: raw.length, sha256, fileId, encoding, lineEnd, delimiter, header, quotedHeader: quoted, text: text ?? raw, readPath};
}
