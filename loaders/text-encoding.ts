/** From the bytes of an export to UTF-8 with LF line ends, which is all that DuckDB has to read. */
import {isUtf8} from "node:buffer";

export type Encoding = "utf-8" | "utf-8-bom" | "cp1252" | "utf-16le" | "utf-16be";
export type LineEnd = "lf" | "crlf" | "cr";

/** UTF-8 unless the bytes say otherwise. A sequence cut at the very end (a truncated file) does not make it cp1252. */
export function detectEncoding(bytes: Buffer): Encoding {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return "utf-16le";
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return "utf-16be";
  if (bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf) return "utf-8-bom";
  return isUtf8(wholeCharacters(bytes)) ? "utf-8" : "cp1252";
}

/** `bytes` without a multi-byte UTF-8 character that the end cuts. */
export function wholeCharacters(bytes: Buffer): Buffer {
  for (let back = 1; back <= Math.min(3, bytes.length); ++back) {
    const byte = bytes[bytes.length - back];
    if (byte < 0x80) return bytes;
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

const decoders: Record<Encoding, string> = {"utf-8": "utf-8", "utf-8-bom": "utf-8", cp1252: "windows-1252", "utf-16le": "utf-16le", "utf-16be": "utf-16be"};

/** The text as UTF-8 with LF, or null when DuckDB can read the bytes as they are. */
export function normalisedText(bytes: Buffer): {encoding: Encoding; lineEnd: LineEnd; text: Buffer | null} {
  const encoding = detectEncoding(bytes);
  const whole = encoding.startsWith("utf-8") ? wholeCharacters(bytes) : bytes;
  const decoded = encoding.startsWith("utf-8") ? null : new TextDecoder(decoders[encoding]).decode(bytes);
  const lineEnd = decoded === null ? detectLineEnd(bytes) : detectLineEnd(Buffer.from(decoded.slice(0, 1 << 20)));
  if (decoded === null && lineEnd !== "cr" && whole.length === bytes.length) return {encoding, lineEnd, text: null};
  const text = decoded ?? new TextDecoder("utf-8").decode(whole);
  return {encoding, lineEnd, text: Buffer.from(lineEnd === "cr" ? text.replaceAll("\r", "\n") : text)};
}
