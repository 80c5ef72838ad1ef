/** Tables as CSV text (RFC 4180, CRLF), safe to open in a spreadsheet. */

/** One column of a CSV: its header and where each row's value comes from. */
export interface CsvColumn<Row> {
  header: string;
  value: (row: Row) => unknown;
}

/** Midnight UTC is a day, anything else an instant. */
const isoText = (date: Date): string => (Number.isNaN(date.getTime()) ? "" : date.getTime() % 86_400_000 === 0 ? date.toISOString().slice(0, 10) : date.toISOString());

/** Spreadsheets run text that begins like a formula; a leading apostrophe makes it text. Numbers stay numbers. */
const defused = (text: string): string => (/^[=+\-@\t\r]/.test(text) && !/^-?\d+(\.\d+)?(e[+-]?\d+)?$/i.test(text) ? `'${text}` : text);

function cell(value: unknown): string {
  if (value === null || value === undefined) return "";
  const text = value instanceof Date ? isoText(value) : typeof value === "number" || typeof value === "bigint" ? String(value) : defused(String(value));
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

/** Header line, then one line per row, at full precision with ISO dates. */
export function toCsv<Row>(rows: Iterable<Row>, columns: readonly CsvColumn<Row>[]): string {
  const lines = [columns.map((column) => cell(column.header)).join(",")];
  for (const row of rows) lines.push(columns.map((column) => cell(column.value(row))).join(","));
  return `${lines.join("\r\n")}\r\n`;
}
