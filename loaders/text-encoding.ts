/** From the bytes of an export to UTF-8 with LF line ends, which is all that DuckDB has to read. */
import {isUtf8} from "node:buffer";
import iconv from "iconv-lite";
import {utf16Of} from "../src/model/statement-text.js";

export type Encoding = "utf-8" | "utf-8-bom" | "cp1252" | "utf-16le" | "utf-16be";
export type LineEnd = "lf" | "crlf" | "cr";

/** UTF-8 unless the bytes say otherwise. A sequence cut at the very end (a truncated file) does not make it cp1252. */
export function detectEncoding(bytes: Buffer): Encoding {
  const wide = utf16Of(bytes);
  if (wide) return wide;
  if (bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf) return "utf-8-bom";
  return isUtf8(wholeCharacters(bytes)) ? "utf-8" : "cp1252";
}

/** `bytes` without a multi-byte UTF-8 character that the end cuts. */
function wholeCharacters(bytes: Buffer): Buffer {
  for (let back = 1; back <= Math.min(3, bytes.length); ++back) {
    const byte = bytes[bytes.length - back];
    if (byte < 0x80) return bytes;
    if (byte > 0xf4) return bytes; // begins no character
    if (byte >= 0xc0) return back < (byte >= 0xf0 ? 4 : byte >= 0xe0 ? 3 : 2) ? bytes.subarray(0, -back) : bytes;
  }
  return bytes;
}

/** The file's own line end; a bare CR counts only when no LF occurs at all. */
export function detectLineEnd(bytes: Buffer): LineEnd {
  const lf = bytes.indexOf(0x0a);
  if (lf < 0) return bytes.includes(0x0d) ? "cr" : "lf";
  return lf > 0 && bytes[lf - 1] === 0x0d ? "crlf" : "lf";
}

/** The text as UTF-8 with LF, or null when DuckDB can read the bytes as they are. (Node's own decoder takes cp1252 for Latin-1.) */
export function normalisedText(bytes: Buffer): {encoding: Encoding; lineEnd: LineEnd; text: Buffer | null} {
  const encoding = detectEncoding(bytes);
  const isPlain = encoding.startsWith("utf-8");
  const whole = isPlain ? wholeCharacters(bytes) : Buffer.from(iconv.decode(bytes, encoding));
  const lineEnd = detectLineEnd(whole);
  if (lineEnd === "cr") return {encoding, lineEnd, text: Buffer.from(whole.map((byte) => (byte === 0x0d ? 0x0a : byte)))}; // as bytes: what is no UTF-8 has to be seen as such
  return {encoding, lineEnd, text: isPlain && whole.length === bytes.length ? null : whole};
}
