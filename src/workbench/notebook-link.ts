/**
 * A whole notebook in an address: compressed, behind `#`, so that it is never sent to a host. What a link holds is checked like
 * any other text from elsewhere, and it holds no code.
 */
import {deflateSync, Inflate, strFromU8, strToU8} from "fflate";
import {parseNotebook, type Notebook} from "../model/notebook.js";

/** Longer addresses are cut off by mail and chat programs. */
export const LONGEST_LINK = 30_000;
/** What a link may unfold to, in bytes. */
const LONGEST_TEXT = 2_000_000;
const START = "#n=";

const toBase64Url = (bytes: Uint8Array): string => btoa(strFromU8(bytes, true)).replaceAll("+", "-").replaceAll("/", "_").replace(/=+$/, "");
const fromBase64Url = (text: string): Uint8Array => strToU8(atob(text.replaceAll("-", "+").replaceAll("_", "/")), true);

/** The part of an address behind `#`, whatever its length; `anchor` is the figure to show first. */
export const notebookHash = (notebook: Notebook, anchor?: string): string => `${START}${toBase64Url(deflateSync(strToU8(JSON.stringify(notebook)), {level: 9}))}${anchor ? `&at=${anchor}` : ""}`;

/** Unfolds at most `LONGEST_TEXT` bytes; throws when there are more. */
function inflated(bytes: Uint8Array): string {
  const parts: Uint8Array[] = [];
  let length = 0;
  const stream = new Inflate((part) => {
    if ((length += part.length) > LONGEST_TEXT) throw new Error("too long");
    parts.push(part);
  });
  stream.push(bytes, true);
  const all = new Uint8Array(length);
  parts.reduce((at, part) => (all.set(part, at), at + part.length), 0);
  return strFromU8(all);
}

/** What an address holds: nothing (null), a notebook and the figure to show, or a sentence about what is wrong with it. */
export function readNotebookHash(hash: string): {notebook: Notebook; anchor?: string} | string | null {
  if (!hash.startsWith(START)) return null;
  const [, packed, anchor] = /^#n=([\w-]+)(?:&at=([\w-]{1,80}))?$/.exec(hash) ?? [];
  if (!packed) return "The link is damaged: it holds signs that no link has.";
  try {
    return {notebook: parseNotebook(JSON.parse(inflated(fromBase64Url(packed)))), anchor};
  } catch (error) {
    return error instanceof Error && error.message.startsWith("not a notebook") ? `The link holds no notebook that this page knows (${error.message}).` : "The link is damaged or cut off: ask for it again, or for the page or file of the notebook.";
  }
}

/** A sentence about a link that is too long to send; null when it is not. */
export const linkProblem = (hash: string): string | null =>
  hash.length <= LONGEST_LINK ? null : `The link would have ${hash.length.toLocaleString("en")} characters; over ${LONGEST_LINK.toLocaleString("en")}, mail and chat programs cut it off. Send the page or the file instead, or split the notebook.`;
