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

/** UTF-16 by its byte order mark; UTF-8 where the bytes are valid; else Windows-1252. */
function* textOf(bytes: Uint8Array): PreviewSteps<{text: string; hasBadBytes: boolean}> {
  const [first, second, third] = bytes;
  const sure = (text: string) => ({text, hasBadBytes: false});
  if (first === 0xff && second === 0xfe) return sure(yield* decoded(bytes, new TextDecoder("utf-16le")));
  if (first === 0xfe && second === 0xff) return sure(yield* decoded(bytes, new TextDecoder("utf-16be")));
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
