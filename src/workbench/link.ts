/** A statement and its chart in the address, compressed. It stands behind `#`, so that it is never sent to a host. */
import {SqlLink} from "../model/sql-page-state.js";
import {packed, unpacked} from "./packed.js";

/** Longer addresses are cut off by mail and chat programs. */
const LONGEST_LINK = 8000;
/** What a link may unfold to, in bytes. */
const LONGEST_TEXT = 400_000;

/** The part of an address behind `#`; null when it would be too long. */
export function linkHash(link: SqlLink): string | null {
  const hash = `#q=${packed(link)}`;
  return hash.length > LONGEST_LINK ? null : hash;
}

/** What a link holds; null when the address has none, a sentence when it cannot be read. */
export function readLink(hash: string): SqlLink | string | null {
  const text = /^#q=([\w-]+)$/.exec(hash)?.[1];
  if (text === undefined) return hash.startsWith("#q=") ? "The link is damaged: it holds signs that no link has." : null;
  try {
    const parsed = SqlLink.safeParse(unpacked(text, LONGEST_TEXT));
    return parsed.success ? parsed.data : "The link does not hold a statement of this page.";
  } catch {
    return "The link is damaged or cut off: ask for it again.";
  }
}
