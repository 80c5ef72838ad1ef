/** Bytes → text with LF or CRLF line ends, by the rules of the loaders. Works in steps. Pure; needs a platform whose `windows-1252` is right (browsers). */
import type {PreviewSteps, StatementText} from "./statement-preview.js";

/** Bytes that are decoded at once: some milliseconds. */
const CHUNK = 1 << 20;

function* decoded(bytes: Uint8Array, decoder: TextDecoder): PreviewSteps<string> {
  const parts: string[] = [];
  // Never flushed: a character that the end cuts is dropped, as the loaders drop it.
  for (let at = 0; at < bytes.length; at += CHUNK) {
    parts.push(decoder.decode(bytes.subarray(at, at + CHUNK), {stream: true}));
    yield at / bytes.length;
  }
  return parts.join("");
}

/** UTF-16 by its byte order mark, or, without one, by its first characters: nearly every second byte of them is 0. Null for other text. */
export function utf16Of(bytes: Uint8Array): "utf-16le" | "utf-16be" | null {
  const [first, second] = bytes;
  if (first === 0xff && second === 0xfe) return "utf-16le";
  if (first === 0xfe && second === 0xff) return "utf-16be";
  const pairs = Math.min(100, bytes.length >> 1);
  const zeros = (from: number) => Array.from({length: pairs}, (_, i) => bytes[2 * i + from]).filter((byte) => byte === 0).length;
  if (pairs < 10) return null;
  const [even, odd] = [zeros(0), zeros(1)];
  return odd > pairs * 0.8 && even === 0 ? "utf-16le" : even > pairs * 0.8 && odd === 0 ? "utf-16be" : null;
}

/** UTF-16 by `utf16Of`; UTF-8 where the bytes are valid; else Windows-1252. */
function* textOf(bytes: Uint8Array): PreviewSteps<{text: string; hasBadBytes: boolean}> {
  const [first, second, third] = bytes;
  const sure = (text: string) => ({text, hasBadBytes: false});
  const wide = utf16Of(bytes);
  if (wide) return sure(yield* decoded(bytes, new TextDecoder(wide)));
  try {
    return sure(yield* decoded(bytes, new TextDecoder("utf-8", {fatal: true})));
  } catch {
    if (first === 0xef && second === 0xbb && third === 0xbf) return {text: yield* decoded(bytes, new TextDecoder("utf-8")), hasBadBytes: true};
    return sure(yield* decoded(bytes, new TextDecoder("windows-1252")));
  }
}

/** One file's bytes as a text to preview. A bare CR ends lines only where no LF occurs at all. */
export function* decodeStatement(name: string, bytes: Uint8Array): PreviewSteps<StatementText> {
  const {text, hasBadBytes} = yield* textOf(bytes);
  return {name, text: text.includes("\r") && !text.includes("\n") ? text.replaceAll("\r", "\n") : text, hasBadBytes};
}
