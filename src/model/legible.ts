/** What a file holds, in a sentence about it. Pure. */

/** Signs that cannot be seen or break the line are named: "[U+FEFF]2025-07-31". */
export const visible = (text: string): string =>
  text.replace(/[\u0000-\u001f\u007f\u00ad\u200b-\u200f\u2028-\u202e\u2060-\u2064\ufeff]/g, (sign) => `[U+${sign.charCodeAt(0).toString(16).toUpperCase().padStart(4, "0")}]`);

/** A sentence whose long words, such as a cell of a megabyte, are cut. */
export const withoutLongWords = (sentence: string): string => sentence.replace(/(\S{160})\S+/g, "$1…");
