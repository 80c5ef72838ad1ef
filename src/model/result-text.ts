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
export const isFormulaLike = (text: string): boolean => /^\s*[=+\-@＝＋－＠]|^[\t\r\n]/.test(text);

const separatorOf = ({decimalComma}: CsvOptions): string => (decimalComma ? ";" : ",");
const quote = (text: string): string => (/[",;\t\r\n]|^\s|\s$/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);
const words = (text: string, {safe}: CsvOptions): string => quote(safe && isFormulaLike(text) ? `'${text}` : text);

/** A figure is never touched by `safe`: a negative amount is no formula. An empty text is quoted, NULL is nothing. */
function csvCell(cell: Cell, {kind}: ResultColumn, options: CsvOptions): string {
  if (cell === null) return "";
  const isFigure = isNumeric(kind) && (typeof cell === "number" || /^-?\d+(\.\d+)?$/.test(String(cell)));
  if (!isFigure) return cell === "" ? '""' : words(String(cell), options);
  return options.decimalComma ? String(cell).replace(".", ",") : String(cell);
}

/** First line of a CSV (RFC 4180, CRLF). */
export const csvHeader = (columns: readonly ResultColumn[], options: CsvOptions): string => `${columns.map(({name}) => words(name, options)).join(separatorOf(options))}\r\n`;

/** The lines of rows, each with its line end. */
export function csvRows(columns: readonly ResultColumn[], rows: Rows, options: CsvOptions): string {
  const lines: string[] = [];
  for (const row of rows) lines.push(row.map((cell, j) => csvCell(cell, columns[j], options)).join(separatorOf(options)), "\r\n");
  return lines.join("");
}

/** Rows as JSON objects with commas between them. Decimals and large integers are text, so that no reader rounds them; JSON has no NaN and no infinities: they are null. */
export function jsonRowsText(columns: readonly ResultColumn[], rows: Rows): string {
  const names = uniqueNames(columns).map((name) => JSON.stringify(name));
  return Array.from(rows, (row) => `{${row.map((cell, j) => `${names[j]}:${JSON.stringify(cell)}`).join(",")}}`).join(",\n");
}

/** Names of columns without repeats: a, a_1, a_2. */
function uniqueNames(columns: readonly {name: string}[]): string[] {
  const used = new Set<string>();
  return columns.map(({name}) => {
    let unique = name;
    for (let i = 1; used.has(unique.toLowerCase()); ++i) unique = `${name}_${i}`;
    used.add(unique.toLowerCase());
    return unique;
  });
}
