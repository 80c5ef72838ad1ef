/** What a delimited file looks like: where its records and cells start. */
import type {Delimiter} from "../src/model/csv-records.js";

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

/** `text.indexOf` of a quote, faster where the next one is near (a file with every cell quoted has millions). */
function nextQuote(text: Buffer, from: number): number {
  const near = Math.min(from + 64, text.length);
  for (let at = from; at < near; ++at) if (text[at] === 0x22) return at;
  return text.indexOf(0x22, near);
}

/** Whether the quote at `open` begins a cell; DuckDB passes over spaces before it. */
function beginsCell(text: Buffer, open: number, separator: number): boolean {
  let before = open - 1;
  while (text[before] === 0x20) --before;
  return before < 0 || text[before] === separator || text[before] === 0x0a;
}

/**
 * True when a quoted cell is never closed, or something stands behind its closing quote: DuckDB 1.5 then loses lines, and with
 * some columns left unread it stops with an internal error after which the whole database is unusable.
 */
export function hasLooseQuote(text: Buffer, delimiter: Delimiter): boolean {
  const [lf, cr, separator] = [0x0a, 0x0d, delimiter.charCodeAt(0)];
  for (let open = nextQuote(text, 0); open >= 0; ) {
    if (!beginsCell(text, open, separator)) open = nextQuote(text, open + 1); // within a cell it opens nothing
    else {
      let close = nextQuote(text, open + 1);
      while (close >= 0 && text[close + 1] === 0x22) close = nextQuote(text, close + 2);
      if (close < 0) return true;
      const end = text[close + 1] === cr ? close + 2 : close + 1;
      if (end < text.length && text[end] !== lf && text[close + 1] !== separator) return true;
      open = nextQuote(text, close + 1);
    }
  }
  return false;
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
    cellStart = !quoted && (byte === separator || byte === lf || (cellStart && byte === 0x20));
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
