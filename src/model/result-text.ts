/** A result as text: how a cell is shown, and rows as TSV, Markdown and CSV. Exact; nothing is rounded. Pure. */
import {isNumeric, type Cell, type ResultColumn} from "./result.js";

/** Decimals without zeros that say nothing; money keeps two places: "12.500000" → "12.50", "0.002274000" → "0.002274". */
export function trimDecimal(text: string): string {
  const match = /^(-?\d+)\.(\d+)$/.exec(text);
  if (!match) return text;
  const [, whole, fraction] = match;
  const kept = fraction.replace(/0+$/, "").padEnd(Math.min(2, fraction.length), "0");
  return kept ? `${whole}.${kept}` : whole;
}

/** What the grid shows: "" for NULL (the grid marks it), a decimal without idle zeros, anything else as it is. */
export function shownCell(cell: Cell, {kind}: ResultColumn): string {
  if (cell === null) return "";
  return kind === "decimal" ? trimDecimal(String(cell)) : String(cell);
}

type Rows = Iterable<readonly Cell[]>;

/** Tab-separated, for a spreadsheet: line breaks and tabs inside a cell become blanks. */
export function toTsv(columns: readonly ResultColumn[], rows: Rows): string {
  const line = (cells: readonly string[]) => cells.map((text) => text.replace(/[\t\r\n]+/g, " ")).join("\t");
  const lines = [line(columns.map(({name}) => name))];
  for (const row of rows) lines.push(line(row.map((cell, j) => shownCell(cell, columns[j]))));
  return `${lines.join("\n")}\n`;
}

/** A Markdown table; figures to the right. */
export function toMarkdown(columns: readonly ResultColumn[], rows: Rows): string {
  const escape = (text: string) => text.replace(/\\/g, "\\\\").replace(/\|/g, "\\|").replace(/\r?\n/g, " ").replace(/[<>]/g, (sign) => (sign === "<" ? "&lt;" : "&gt;"));
  const line = (cells: readonly string[]) => `| ${cells.join(" | ")} |`;
  const lines = [line(columns.map(({name}) => escape(name))), line(columns.map(({kind}) => (isNumeric(kind) ? "---:" : "---")))];
  for (const row of rows) lines.push(line(row.map((cell, j) => escape(shownCell(cell, columns[j])))));
  return `${lines.join("\n")}\n`;
}

/** `safe` makes text that begins like a formula inert; `decimalComma` writes 12,50 and separates with semicolons. */
export interface CsvOptions {
  safe: boolean;
  decimalComma: boolean;
}

/** Spreadsheets run text that begins like this; a leading apostrophe makes it text. */
export const isFormulaLike = (text: string): boolean => /^[\s]*[=+\-@]|^[\t\r\n]/.test(text);

/** CSV (RFC 4180, CRLF) line by line, the header first. Figures are never touched by `safe`: a negative amount is no formula. */
export function* csvLines(columns: readonly ResultColumn[], rows: Rows, {safe, decimalComma}: CsvOptions): Generator<string> {
  const separator = decimalComma ? ";" : ",";
  const quote = (text: string) => (/[",;\t\r\n]|^\s|\s$/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);
  const words = (text: string) => quote(safe && isFormulaLike(text) ? `'${text}` : text);
  const write = (cell: Cell, {kind}: ResultColumn): string => {
    if (cell === null) return "";
    if (!isNumeric(kind) || (typeof cell !== "number" && !/^-?\d+(\.\d+)?$/.test(String(cell)))) return cell === "" ? '""' : words(String(cell));
    return decimalComma ? String(cell).replace(".", ",") : String(cell);
  };
  yield `${columns.map(({name}) => words(name)).join(separator)}\r\n`;
  for (const row of rows) yield `${row.map((cell, j) => write(cell, columns[j])).join(separator)}\r\n`;
}

/** JSON: one object a row. Decimals and large integers are text, so that no reader rounds them. NaN and infinities are null in JSON. */
export function* jsonLines(columns: readonly ResultColumn[], rows: Rows): Generator<string> {
  const names = uniqueNames(columns).map((name) => JSON.stringify(name));
  let before = "[\n";
  for (const row of rows) {
    yield `${before}{${row.map((cell, j) => `${names[j]}:${JSON.stringify(cell)}`).join(",")}}`;
    before = ",\n";
  }
  yield before === "[\n" ? "[]\n" : "\n]\n";
}

/** Names of columns without repeats: a, a_1, a_2. */
export function uniqueNames(columns: readonly {name: string}[]): string[] {
  const used = new Set<string>();
  return columns.map(({name}) => {
    let unique = name;
    for (let i = 1; used.has(unique.toLowerCase()); ++i) unique = `${name}_${i}`;
    used.add(unique.toLowerCase());
    return unique;
  });
}
