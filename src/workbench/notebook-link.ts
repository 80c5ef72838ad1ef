/**
 * A whole notebook in an address: compressed, behind `#`, so that it is never sent to a host. What a link holds is checked like
 * any other text from elsewhere, and it holds no code.
 */
import {parseNotebook, type Notebook} from "../model/notebook.js";
import {packed, unpacked} from "./packed.js";

/** Longer addresses are cut off by mail and chat programs. */
export const LONGEST_LINK = 30_000;
/** What a link may unfold to, in bytes. */
const LONGEST_TEXT = 2_000_000;
const START = "#n=";

/** The part of an address behind `#`, whatever its length; `anchor` is the figure to show first. */
export const notebookHash = (notebook: Notebook, anchor?: string): string => `${START}${packed(notebook)}${anchor ? `&at=${anchor}` : ""}`;

/** What an address holds: nothing (null), a notebook and the figure to show, or a sentence about what is wrong with it. */
export function readNotebookHash(hash: string): {notebook: Notebook; anchor?: string} | string | null {
  if (!hash.startsWith(START)) return null;
  const [, text, anchor] = /^#n=([\w-]+)(?:&at=([\w-]{1,80}))?$/.exec(hash) ?? [];
  if (!text) return "The link is damaged: it holds signs that no link has.";
  try {
    return {notebook: parseNotebook(unpacked(text, LONGEST_TEXT)), anchor};
  } catch (error) {
    return error instanceof Error && error.message.startsWith("not a notebook") ? `The link holds no notebook that this page knows (${error.message}).` : "The link is damaged or cut off: ask for it again, or for the page or file of the notebook.";
  }
}

/** A sentence about a link that is too long to send; null when it is not. */
export const linkProblem = (hash: string): string | null =>
  hash.length <= LONGEST_LINK ? null : `The link would have ${hash.length.toLocaleString("en")} characters; over ${LONGEST_LINK.toLocaleString("en")}, mail and chat programs cut it off. Send the page or the file instead, or split the notebook.`;
