/**
 * Damaged delimited text, read line by line: DuckDB's reader gives a whole file up for what breaks one line of it.
 * Good records are written again with every cell quoted; a broken one costs its own line and nothing behind it.
 */
import {isUtf8} from "node:buffer";
import type {Delimiter} from "./csv-layout.js";

export interface Repaired {
  /** Header line and good records, as CSV with every cell quoted. */
  text: Buffer;
  /** 1-based line of the damaged file for each good record. */
  lines: number[];
  rejects: {line: number; reason: string; raw: string}[];
}

/** A quoted cell over more lines than this is a quote that was never closed. */
const LONGEST_CELL_LINES = 20;

interface RecordAt {
  cells: string[];
  /** Index behind the record's line end. */
  next: number;
  lineCount: number;
}

/** The record at `start`, or why its first line cannot be split. */
function readRecord(text: string, start: number, delimiter: string): RecordAt | string {
  const cells: string[] = [];
  let lineCount = 1;
  for (let at = start; ; ) {
    if (text[at] === '"') {
      let cell = "";
      let from = at + 1;
      for (;;) {
        const close = text.indexOf('"', from);
        if (close < 0) return "a quote is not closed";
        const part = text.slice(from, close);
        lineCount += part.split("\n").length - 1;
        if (lineCount > LONGEST_CELL_LINES) return "a quote is not closed";
        cell += part;
        at = close + 1;
        if (text[at] !== '"') break;
        cell += '"';
        from = at + 1;
      }
      cells.push(cell);
      const end = text.startsWith("\r\n", at) ? at + 1 : at;
      if (end < text.length && text[end] !== "\n" && text[at] !== delimiter) return "a quote closes in the middle of a cell";
      if (end >= text.length || text[end] === "\n") return {cells, next: end + 1, lineCount};
    } else {
      const feed = text.indexOf("\n", at);
      const stop = text.indexOf(delimiter, at);
      const end = feed < 0 ? text.length : feed;
      if (stop < 0 || stop > end) {
        cells.push(text.slice(at, end).replace(/\r$/, ""));
        return {cells, next: end + 1, lineCount};
      }
      cells.push(text.slice(at, stop));
      at = stop;
    }
    ++at; // the delimiter
  }
}

function complaint(cells: readonly string[], columns: number): string | null {
  if (cells.length < columns) return `the line has ${cells.length} of ${columns} columns: cut off?`;
  if (cells.length > columns) return `the line has more than ${columns} columns`;
  return cells.some((cell) => cell.includes("\0")) ? "the line holds a NUL byte" : null;
}

/** Reads UTF-8 text with LF or CRLF line ends; its first line is the header of `columns` cells. */
export function repairText(bytes: Buffer, delimiter: Delimiter, columns: number): Repaired {
  const text = bytes.toString("utf8");
  const headerEnd = text.indexOf("\n");
  const repaired: Repaired = {text: bytes, lines: [], rejects: []};
  const rows = [Array.from({length: columns}, (_, i) => String(i))];
  const hasBadBytes = !isUtf8(bytes);
  for (let at = headerEnd < 0 ? text.length : headerEnd + 1, line = 2; at < text.length; ) {
    const feed = text.indexOf("\n", at);
    const physical = text.slice(at, feed < 0 ? text.length : feed).replace(/\r$/, "");
    const record = physical ? readRecord(text, at, delimiter) : null;
    const reason = record === null ? null : typeof record === "string" ? record : (complaint(record.cells, columns) ?? (hasBadBytes && record.cells.some((cell) => cell.includes("\ufffd")) ? "the line is not valid UTF-8" : null));
    if (reason !== null) repaired.rejects.push({line, reason, raw: physical.replaceAll("\0", "\u2400").slice(0, 2000)});
    if (record === null || typeof record === "string") {
      at = feed < 0 ? text.length : feed + 1;
      ++line;
      continue;
    }
    if (reason === null) {
      rows.push(record.cells);
      repaired.lines.push(line);
    }
    at = record.next;
    line += record.lineCount;
  }
  repaired.text = Buffer.from(rows.map((cells) => cells.map((cell) => (cell === "" ? "" : `"${cell.replaceAll('"', '""')}"`)).join(delimiter)).join("\n"));
  return repaired;
}
