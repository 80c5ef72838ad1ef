/**
 * Damaged delimited text, read line by line: DuckDB's reader gives a whole file up for what breaks one line of it.
 * Good records are written again with every cell quoted; a broken one costs its own line and nothing behind it.
 */
import {isUtf8} from "node:buffer";
import {csvRecords, type Delimiter} from "../src/model/csv-records.js";

export interface Repaired {
  /** Header line and good records, as CSV with every cell quoted. */
  text: Buffer;
  /** 1-based line of the damaged file for each good record. */
  lines: number[];
  rejects: {line: number; reason: string; raw: string}[];
}

/** Reads UTF-8 text with LF or CRLF line ends; its first line is the header of `columns` cells. */
export function repairText(bytes: Buffer, delimiter: Delimiter, columns: number): Repaired {
  const repaired: Repaired = {text: bytes, lines: [], rejects: []};
  const rows = [Array.from({length: columns}, (_, i) => String(i))];
  for (const record of csvRecords(bytes.toString("utf8"), delimiter, columns, {hasBadBytes: !isUtf8(bytes)})) {
    if (record.reason !== null) repaired.rejects.push({line: record.line, reason: record.reason, raw: record.raw});
    else {
      rows.push(record.cells);
      repaired.lines.push(record.line);
    }
  }
  repaired.text = Buffer.from(rows.map((cells) => cells.map((cell) => (cell === "" ? "" : `"${cell.replaceAll('"', '""')}"`)).join(delimiter)).join("\n"));
  return repaired;
}
