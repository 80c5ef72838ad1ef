/** One pass over a file, piece by piece, so that a large one is never held in memory: its hash, and whether its text is plain. */
import {isUtf8} from "node:buffer";
import {createHash} from "node:crypto";
import {closeSync, openSync, readSync} from "node:fs";
import {type Delimiter, headerOf} from "../src/model/csv-records.js";
import {countLines, hasLooseQuote, isOneLinePerRecord} from "./csv-layout.js";

/** A line longer than this is not plain. */
const PIECE_BYTES = 1 << 18;
const LF = 0x0a;
/** Begins with a line feed, so that every piece but the first has the one that ends the line before it. */
const buffer = Buffer.allocUnsafeSlow(1 + PIECE_BYTES);
buffer[0] = LF;

export interface PlainFile {
  /** Hex SHA-256. */
  sha256: string;
  bytes: number;
  lines: number;
  /** Whole lines from the start. */
  head: Buffer;
}

const delimiterOf = (head: Buffer): Delimiter => headerOf(head.subarray(0, head.indexOf(LF)).toString("utf8")).delimiter;
const isPlain = (piece: Buffer): boolean => isUtf8(piece) && !piece.includes(0) && isOneLinePerRecord(piece);

/**
 * The file at `path` when each of its lines is a record for certain and nothing in it can mislead DuckDB: valid UTF-8 without NUL, blank
 * lines, loose quotes and line breaks in cells. Null for every other file, which has to be looked at as a whole.
 */
export function scanPlainFile(path: string): PlainFile | null {
  const file = openSync(path, "r");
  try {
    const hash = createHash("sha256");
    let [bytes, lines, rest] = [0, 0, 0];
    let head: Buffer | undefined;
    for (let read = -1; read; ) {
      read = readSync(file, buffer, 1 + rest, PIECE_BYTES - rest, null);
      const end = 1 + rest + read;
      hash.update(buffer.subarray(1 + rest, end));
      bytes += read;
      const cut = read ? buffer.lastIndexOf(LF, end - 1) + 1 : end; // 1 where no line ends
      rest = end - cut;
      if (rest === PIECE_BYTES) return null;
      if (cut === 1) continue;
      const piece = buffer.subarray(1, cut);
      head ??= Buffer.from(piece);
      if (!isPlain(piece) || hasLooseQuote(lines ? buffer.subarray(0, cut) : piece, delimiterOf(head))) return null;
      lines += countLines(piece);
      buffer.copyWithin(1, cut, end);
    }
    return head?.includes(LF) ? {sha256: hash.digest("hex"), bytes, lines, head} : null;
  } finally {
    closeSync(file);
  }
}
