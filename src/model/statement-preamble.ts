/** Lines above the header of a statement ("Statement for …", "Total earnings,123.45 EUR"): which line is the header, and what the others say. Pure. */
import {type Delimiter, headerOf, splitRecord} from "./csv-records.js";
import {type StatedTotal, statedTotal} from "./own-total.js";
import {chooseLayout, type FileHead, isResaved} from "./statement-choice.js";
import {plainHeading, type StatementLayout} from "./statement-fields.js";
import {statementLayouts} from "./statement-layouts.js";

/** A line that is longer is neither a header nor what stands above one. */
const LONGEST = 20_000;

/** A header further down than this is none. */
export const HEADER_WITHIN = 30;

export interface TextHead {
  delimiter: Delimiter;
  header: string[];
  /** True when the header's cells are quoted. */
  quoted: boolean;
  /** 1-based line of the header. */
  headerLine: number;
  /** True when a layout knows the header. */
  isKnown: boolean;
  /** Totals that the lines above it state. */
  stated: StatedTotal[];
  /** True for a DistroKid statement that `isResaved` says is one. */
  isResaved: boolean;
  /** What was skipped, as a sentence; "" for nothing. */
  note: string;
}

/** Lines of the table fill most of its columns; what stands above it does not. */
const isAside = (line: string, delimiter: string, columns: number): boolean => {
  if (line.length > LONGEST) return false;
  const filled = splitRecord(line, delimiter).filter((cell) => cell.trim() !== "").length;
  return filled <= Math.max(3, columns / 2) && filled < columns;
};

function skippedNote(lines: readonly string[], delimiter: string, isPrivate: boolean): string {
  const said = lines.map((line) => splitRecord(line, delimiter).map((cell) => cell.trim()).filter(Boolean).join(", ")).filter(Boolean);
  const shown = [...said.slice(0, 5).map((text) => `"${text.slice(0, 80)}"`), ...(said.length > 5 ? [`${said.length - 5} more`] : [])].join(", ") || "blank";
  return `${lines.length > 1 ? `lines 1 to ${lines.length} above the header were` : "line 1 above the header was"} skipped: ${isPrivate && said.length ? "not shown, they may hold personal data" : shown}`;
}

/** Every heading that a layout knows, as they are compared. */
const headingsIn = (layouts: readonly StatementLayout[]): Set<string> => new Set(layouts.flatMap(({headings}) => Object.values(headings).flat().map(plainHeading)));
const builtIn = headingsIn(Object.values(statementLayouts));

/**
 * The head of a text from its first lines (`HEADER_WITHIN` of them are enough): its header is the first line, or, where no layout
 * knows that one, the first that a layout knows, with nothing like a line of the table above it.
 */
export function headOf(lines: readonly string[], mapped: readonly StatementLayout[] = []): TextHead {
  const layoutOf = (head: Omit<FileHead, "name">) => chooseLayout({name: "", ...head}, mapped);
  const found = headerOf(lines[0] ?? "");
  const isKnown = layoutOf(found) !== null;
  const first = {...found, headerLine: 1, isKnown, stated: [], isResaved: isKnown && isResaved(found.header, lines.slice(1), found.delimiter), note: ""};
  if (isKnown) return first;
  const own = headingsIn(mapped);
  const isHeading = (cell: string) => builtIn.has(plainHeading(cell)) || own.has(plainHeading(cell));
  for (let above = 1; above < Math.min(lines.length, HEADER_WITHIN); ++above) {
    if (lines[above].length > LONGEST) continue;
    const head = headerOf(lines[above]);
    const layout = head.header.filter(isHeading).length > 1 ? layoutOf(head) : null;
    if (layout !== null) return headBelow(lines.slice(0, above), {...head, isResaved: isResaved(head.header, lines.slice(above + 1), head.delimiter)}, typeof layout === "object" && layout.layout.isPrivate !== undefined) ?? first;
  }
  return first;
}

/** A header below `skipped` lines; null when one of them looks like a line of the table. */
function headBelow(skipped: readonly string[], head: Pick<TextHead, "delimiter" | "header" | "quoted" | "isResaved">, isPrivate: boolean): TextHead | null {
  const asides = skipped.map((line) => line.replace(/^\ufeff/, "").replace(/\r$/, ""));
  if (!asides.every((line) => isAside(line, head.delimiter, head.header.length))) return null;
  const stated = asides.flatMap((line, at) => {
    const total = statedTotal(line, head.delimiter);
    return total ? [{...total, line: at + 1}] : [];
  });
  return {...head, headerLine: skipped.length + 1, isKnown: true, stated, note: skippedNote(asides, head.delimiter, isPrivate)};
}

/** A text whose header stands first, with blank lines for what was above it, so that every other line keeps its number. */
export function headerFirst(text: string, headerLine: number): string {
  if (headerLine === 1) return text;
  let start = 0;
  for (let line = 1; line < headerLine; ++line) start = text.indexOf("\n", start) + 1;
  const end = text.indexOf("\n", start);
  const header = text.slice(start, end < 0 ? undefined : end);
  return `${header}\n${(header.endsWith("\r") ? "\r\n" : "\n").repeat(headerLine - 1)}${end < 0 ? "" : text.slice(end + 1)}`;
}

/** The first lines of a text, as `headOf` wants them. */
export function firstLines(text: string): string[] {
  const lines: string[] = [];
  for (let at = 0; at >= 0 && lines.length < HEADER_WITHIN; ) {
    const feed = text.indexOf("\n", at);
    lines.push(text.slice(at, feed < 0 ? undefined : feed));
    at = feed < 0 ? -1 : feed + 1;
  }
  return lines;
}
