/** A statement and its chart in the address, compressed. It stands behind `#`, so that it is never sent to a host. */
import {deflateSync, inflateSync, strFromU8, strToU8} from "fflate";
import {SqlLink} from "../model/sql-page-state.js";

/** Longer addresses are cut off by mail and chat programs. */
export const LONGEST_LINK = 8000;
/** What a link may unfold to. */
const LONGEST_TEXT = 400_000;

const toBase64Url = (bytes: Uint8Array): string => btoa(strFromU8(bytes, true)).replaceAll("+", "-").replaceAll("/", "_").replace(/=+$/, "");
const fromBase64Url = (text: string): Uint8Array => strToU8(atob(text.replaceAll("-", "+").replaceAll("_", "/")), true);

/** The part of an address behind `#`; null when it would be too long. */
export function linkHash(link: SqlLink): string | null {
  const hash = `#q=${toBase64Url(deflateSync(strToU8(JSON.stringify(link)), {level: 9}))}`;
  return hash.length > LONGEST_LINK ? null : hash;
}

/** What a link holds; null when the address has none, a sentence when it cannot be read. */
export function readLink(hash: string): SqlLink | string | null {
  const packed = /^#q=([\w-]+)$/.exec(hash)?.[1];
  if (packed === undefined) return hash.startsWith("#q=") ? "The link is damaged: it holds signs that no link has." : null;
  try {
    const bytes = inflateSync(fromBase64Url(packed), {out: new Uint8Array(LONGEST_TEXT)});
    const parsed = SqlLink.safeParse(JSON.parse(strFromU8(bytes)));
    return parsed.success ? parsed.data : "The link does not hold a statement of this page.";
  } catch {
    return "The link is damaged or cut off: ask for it again.";
  }
}
