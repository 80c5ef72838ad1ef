/** Where the header of a file is: on its first line, or below the lines with which some statements begin. */
import type {StatementLayout} from "../src/model/statement-fields.js";
import {HEADER_WITHIN, headOf, type TextHead} from "../src/model/statement-preamble.js";

const LF = 0x0a;

/** Offset behind the `count`th line feed, or the length of the text where it has fewer. */
function behindLine(text: Buffer, count: number): number {
  let at = 0;
  for (let line = 0; line < count; ++line) {
    const feed = text.indexOf(LF, at);
    if (feed < 0) return text.length;
    at = feed + 1;
  }
  return at;
}

/** The head of UTF-8 text, and the text with its header on the first line: blank lines stand for what was above, so that lines keep their numbers. */
export function placeHeader(text: Buffer, mappings: readonly StatementLayout[]): TextHead & {text: Buffer} {
  const head = headOf(text.subarray(0, behindLine(text, HEADER_WITHIN)).toString("utf8").split("\n"), mappings);
  if (head.headerLine === 1) return {...head, text};
  const [start, end] = [behindLine(text, head.headerLine - 1), behindLine(text, head.headerLine)];
  const header = text.subarray(start, text[end - 1] === LF ? end - 1 : end);
  const blank = header.at(-1) === 0x0d ? "\r\n" : "\n";
  return {...head, text: Buffer.concat([header, Buffer.from(`\n${blank.repeat(head.headerLine - 1)}`), text.subarray(end)])};
}
