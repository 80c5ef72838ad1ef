/** Delimited text, record by record, as the loaders and the page read it: a broken line costs itself and nothing behind it. Pure. */

export type Delimiter = "," | "\t" | ";";

/** Index of the quote with which the cell at `at` begins, or -1. DuckDB passes over spaces before it. */
function openingQuote(text: string, at: number): number {
  while (text[at] === " ") ++at;
  return text[at] === '"' ? at : -1;
}

/** Splits one record into cells; a cell that begins with a quote may hold delimiters and doubled quotes. */
export function splitRecord(record: string, delimiter: string): string[] {
  const cells: string[] = [];
  for (let at = 0; ; ) {
    let cell = "";
    const open = openingQuote(record, at);
    if (open >= 0) {
      at = open + 1;
      let close = record.indexOf('"', at);
      for (; close >= 0 && record[close + 1] === '"'; close = record.indexOf('"', at)) {
        cell += record.slice(at, close + 1);
        at = close + 2;
      }
      if (close < 0) return [...cells, cell + record.slice(at)];
      cell += record.slice(at, close);
      at = close + 1;
    }
    const stop = record.indexOf(delimiter, at);
    if (stop < 0) return [...cells, cell + record.slice(at)];
    cells.push(cell + record.slice(at, stop));
    at = stop + 1;
  }
}

/** Delimiter and heading cells of a first line; byte order marks and a CR are dropped, and a NUL (which no SQL can hold) is shown as ␀. */
export function headerOf(firstLine: string): {delimiter: Delimiter; header: string[]; quoted: boolean} {
  const line = firstLine.replace(/^\ufeff+/, "").replace(/\r$/, "").replaceAll("\0", "\u2400");
  const delimiters: Delimiter[] = [",", "\t", ";"];
  const [delimiter] = delimiters.map((d) => [d, splitRecord(line, d).length] as const).sort((a, b) => b[1] - a[1])[0];
  return {delimiter, header: splitRecord(line, delimiter).map((cell) => cell.trim()), quoted: line.startsWith('"')};
}

/** A record over more lines than this holds a quote that was never closed. */
export const LONGEST_RECORD_LINES = 20;

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
  let feed = -2;
  for (let at = start; ; ) {
    const open = openingQuote(text, at);
    if (open >= 0) {
      let cell = "";
      let from = open + 1;
      for (;;) {
        const close = text.indexOf('"', from);
        if (close < 0) return "a quote is not closed";
        const part = text.slice(from, close);
        lineCount += part.split("\n").length - 1;
        if (lineCount > LONGEST_RECORD_LINES) return "a quote is not closed";
        cell += part;
        at = close + 1;
        if (text[at] !== '"') break;
        cell += '"';
        from = at + 1;
      }
      cells.push(cell);
      const end = text[at] === "\r" && (at + 1 === text.length || text[at + 1] === "\n") ? at + 1 : at;
      if (end < text.length && text[end] !== "\n" && text[at] !== delimiter) return "a quote closes in the middle of a cell";
      if (end >= text.length || text[end] === "\n") return {cells, next: end + 1, lineCount};
    } else {
      if (feed < at && feed !== -1) feed = text.indexOf("\n", at);
      const end = feed < 0 ? text.length : feed;
      const stop = text.indexOf(delimiter, at);
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

/** What is wrong with the number of cells or with what they hold. */
function complaint(cells: readonly string[], columns: number): string | null {
  if (cells.length < columns) return `the line has ${cells.length} of ${columns} columns: cut off?`;
  if (cells.length > columns) return `the line has more than ${columns} columns`;
  return cells.some((cell) => cell.includes("\0")) ? "the line holds a NUL byte" : null;
}

/** Whether a line is broken because it ends too early, as `complaint` says it. */
export const isShort = (reason: string): boolean => /^the line has \d+ of \d+ columns/.test(reason);

/** A record with its 1-based line, or a broken line with its reason. `end` is the index behind it. */
export type CsvRecord = {line: number; end: number; cells: string[]; reason: null} | {line: number; end: number; cells: null; reason: string; raw: string};

export interface RecordOptions {
  /** True when the bytes were not valid UTF-8: a replacement character then breaks its line. */
  hasBadBytes?: boolean;
}

/** The records behind the header line of `columns` cells, in order; blank lines are none, and neither are blank cells behind the last column (as DuckDB has it). Line ends are LF or CRLF. */
export function* csvRecords(text: string, delimiter: Delimiter, columns: number, {hasBadBytes = false}: RecordOptions = {}): Generator<CsvRecord> {
  const headerEnd = text.indexOf("\n");
  for (let at = headerEnd < 0 ? text.length : headerEnd + 1, line = 2; at < text.length; ) {
    const blank = text[at] === "\n" ? 1 : text[at] === "\r" && (at + 1 === text.length || text[at + 1] === "\n") ? 2 : 0;
    if (blank) {
      at += blank;
      ++line;
      continue;
    }
    const record = readRecord(text, at, delimiter);
    if (typeof record !== "string") while (record.cells.length > columns && record.cells.at(-1) === "") record.cells.pop();
    const reason = typeof record === "string" ? record : (complaint(record.cells, columns) ?? (hasBadBytes && record.cells.some((cell) => cell.includes("\ufffd")) ? "the line is not valid UTF-8" : null));
    const feed = reason === null ? -1 : text.indexOf("\n", at);
    const lineEnd = feed < 0 ? text.length : feed;
    const end = typeof record === "string" ? lineEnd + 1 : record.next;
    if (reason === null) yield {line, end, cells: (record as RecordAt).cells, reason};
    else yield {line, end, cells: null, reason, raw: text.slice(at, lineEnd).replace(/\r$/, "").replaceAll("\0", "\u2400").slice(0, 2000)};
    at = end;
    line += typeof record === "string" ? 1 : record.lineCount;
  }
}
