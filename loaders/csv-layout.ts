/** What a delimited file looks like: its delimiter, its header, and where its records start. */

import {type Delimiter, headerOf} from "../src/model/csv-records.js";

export {type Delimiter, splitRecord} from "../src/model/csv-records.js";

/** Delimiter and heading cells of the first line of UTF-8 text; a byte order mark is dropped. */
export function readHeader(text: Buffer): {delimiter: Delimiter; header: string[]; quoted: boolean} {
  const end = text.indexOf(0x0a);
  return headerOf(text.subarray(0, end < 0 ? text.length : end).toString("utf8"));
}

/** True when record n is line n for certain: no blank line and no line break within quotes. */
export function isOneLinePerRecord(text: Buffer): boolean {
  if (text.includes("\n\n") || text.includes("\n\r\n") || text[0] === 0x0a || text[0] === 0x0d) return false;
  let lineFeed = text.indexOf(0x0a);
  for (let open = text.indexOf(0x22); open >= 0; ) {
    const close = text.indexOf(0x22, open + 1);
    if (close < 0) return false;
    if (lineFeed >= 0 && lineFeed < open) lineFeed = text.indexOf(0x0a, open);
    if (lineFeed >= 0 && lineFeed < close) return false;
    open = text.indexOf(0x22, close + 1);
  }
  return true;
}

/** Lines of the text; a last one without a line end counts. */
export function countLines(text: Buffer): number {
  let count = text.length && text[text.length - 1] !== 0x0a ? 1 : 0;
  for (let at = text.indexOf(0x0a); at >= 0; at = text.indexOf(0x0a, at + 1)) ++count;
  return count;
}

export interface RecordStart {
  /** 1-based physical line on which the record starts. */
  line: number;
  /** DuckDB's own line number: blank lines count, the further lines of a quoted cell do not. */
  ordinal: number;
  /** Lines from the record's first to its last; more than 1 where a quoted cell holds line ends. */
  lineCount: number;
}

/** Where each record of UTF-8 text starts, header included; blank lines are no records. A quote opens a cell only at the cell's start, as DuckDB reads it. */
export function recordStarts(text: Buffer, delimiter: Delimiter): RecordStart[] {
  const [lf, cr, quote, separator] = [0x0a, 0x0d, 0x22, delimiter.charCodeAt(0)];
  const starts: RecordStart[] = [];
  let [line, ordinal, start] = [1, 1, 1];
  let [quoted, blank, cellStart] = [false, true, true];
  for (let i = 0; i < text.length; ++i) {
    const byte = text[i];
    if (byte === quote && quoted) {
      if (text[i + 1] === quote) ++i;
      else quoted = false;
    } else if (byte === quote && cellStart) quoted = true;
    cellStart = !quoted && (byte === separator || byte === lf);
    if (byte !== lf) {
      if (byte !== cr) blank = false;
      continue;
    }
    ++line;
    if (quoted) continue;
    if (!blank) starts.push({line: start, ordinal, lineCount: line - start});
    ++ordinal;
    start = line;
    blank = true;
  }
  if (!blank) starts.push({line: start, ordinal, lineCount: line - start + 1});
  return starts;
}
