/** JSON in an address: deflated, and written in signs that stand in one. */
import {deflateSync, Inflate, strFromU8, strToU8} from "fflate";

/** What `unpacked` reads again. */
export const packed = (value: unknown): string => btoa(strFromU8(deflateSync(strToU8(JSON.stringify(value)), {level: 9}), true)).replaceAll("+", "-").replaceAll("/", "_").replace(/=+$/, "");

/** The value of a packed text; throws when it is damaged or unfolds to more than `longest` bytes. */
export function unpacked(text: string, longest: number): unknown {
  const parts: Uint8Array[] = [];
  let length = 0;
  const stream = new Inflate((part) => {
    if ((length += part.length) > longest) throw new Error("too long");
    parts.push(part);
  });
  stream.push(strToU8(atob(text.replaceAll("-", "+").replaceAll("_", "/")), true), true);
  const all = new Uint8Array(length);
  parts.reduce((at, part) => (all.set(part, at), at + part.length), 0);
  return JSON.parse(strFromU8(all));
}
