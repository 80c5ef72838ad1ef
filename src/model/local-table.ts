/** A file that was dropped → the name of its table and the types of its columns. Pure. */

/** "Q3 report (1).csv" → "q3_report_1"; a name that is taken gets a number. */
export function tableNameFor(file: string, taken: ReadonlySet<string>): string {
  const base = file.replace(/\.[^.]*$/, "").normalize("NFKD").replace(/\p{M}+/gu, "").toLowerCase().replace(/[^a-z0-9]+/g, "_").replace(/^_+|_+$/g, "").slice(0, 60) || "file";
  const safe = /^\d/.test(base) ? `t_${base}` : base;
  let name = safe;
  for (let i = 2; taken.has(name); ++i) name = `${safe}_${i}`;
  return name;
}

/** Column names without repeats and blanks: "", "a", "a" → "column_1", "a", "a_2". */
export function columnNames(header: readonly unknown[]): string[] {
  const used = new Set<string>();
  return header.map((cell, j) => {
    const base = String(cell ?? "").trim() || `column_${j + 1}`;
    let name = base;
    for (let i = 2; used.has(name.toLowerCase()); ++i) name = `${base}_${i}`;
    used.add(name.toLowerCase());
    return name;
  });
}

/** Stands for NULL in the text that is handed to the engine, so that an empty text stays one. */
export const NULL_TEXT = "\\N";

/** Rows of text or null as CSV for the engine, every cell but NULL in quotes. */
export function engineCsv(names: readonly string[], rows: Iterable<readonly (string | null)[]>): string {
  const quoted = (text: string) => `"${text.replaceAll('"', '""')}"`;
  const lines = [names.map(quoted).join(",")];
  for (const row of rows) lines.push(names.map((_, j) => (row[j] === null || row[j] === undefined ? NULL_TEXT : quoted(row[j]!))).join(","));
  return `${lines.join("\n")}\n`;
}

/** What the text of a column is, by counts over its rows that are not null. */
export interface TextCounts {
  known: number;
  integers: number;
  decimals: number;
  /** Most digits before and behind the decimal point. */
  wholeDigits: number;
  fractionDigits: number;
  doubles: number;
  days: number;
  instants: number;
  booleans: number;
  /** Texts such as 007, which a number would change. */
  leadingZeros: number;
}

/** Patterns of whole texts, in the engine's regular expressions. */
export const PATTERNS = {
  integers: "-?[0-9]{1,18}", decimals: "-?[0-9]{1,38}([.][0-9]{1,30})?", doubles: "-?([0-9]+[.]?[0-9]*|[.][0-9]+)([eE][+-]?[0-9]+)?", leadingZeros: "-?0[0-9].*",
  days: "[0-9]{4}-[0-9]{2}-[0-9]{2}", instants: "[0-9]{4}-[0-9]{2}-[0-9]{2}[ T][0-9]{2}:[0-9]{2}(:[0-9]{2}([.][0-9]{1,6})?)?Z?", booleans: "(?i)true|false"
} as const;

/** The engine's type for a column of texts: exact decimals before floating point, text where a number would lose something. */
export function typeFor(counts: TextCounts): string {
  const all = (count: number) => counts.known > 0 && count === counts.known;
  if (all(counts.booleans)) return "BOOLEAN";
  if (all(counts.days)) return "DATE";
  if (all(counts.instants)) return "TIMESTAMP";
  if (counts.leadingZeros > 0) return "VARCHAR";
  if (all(counts.integers)) return "BIGINT";
  if (all(counts.decimals) && counts.wholeDigits + counts.fractionDigits <= 38) return `DECIMAL(38,${counts.fractionDigits})`;
  return all(counts.doubles) ? "DOUBLE" : "VARCHAR";
}

/** Text of a value in a JSON file, as the engine is to read it. */
function jsonCell(value: unknown): string | null {
  if (value === null || value === undefined) return null;
  return typeof value === "object" && !(value instanceof Digits) ? JSON.stringify(value) : String(value);
}

/** A number with the digits it has in the file; inside nested values it is a number again. */
class Digits {
  constructor(readonly source: string) {}
  toString(): string {
    return this.source;
  }
  toJSON(): number {
    return Number(this.source);
  }
}

/** Numbers keep the digits of the file where the browser tells them. */
function keepDigits(_key: string, value: unknown, context?: {source?: string}): unknown {
  return typeof value === "number" && context?.source !== undefined ? new Digits(context.source) : value;
}

/**
 * Rows of a JSON file: an array of objects, an object that holds one, or one object a line. Nested values become JSON
 * text. Throws a sentence when there are no rows in it.
 */
export function jsonRows(text: string): {names: string[]; rows: (string | null)[][]} {
  const parse = (part: string) => JSON.parse(part, keepDigits as never) as unknown;
  let found: unknown;
  try {
    found = parse(text);
  } catch (cause) {
    const lines = text.split("\n").filter((line) => line.trim());
    if (!lines[0]?.trim().startsWith("{") || lines.length < 2) throw new Error(`not JSON: ${cause instanceof Error ? cause.message : String(cause)}`);
    found = lines.map((line, i) => {
      try {
        return parse(line);
      } catch {
        throw new Error(`not JSON: line ${i + 1}`);
      }
    });
  }
  const list = Array.isArray(found) ? found : typeof found === "object" && found !== null && !(found instanceof Digits) ? (Object.values(found).find(Array.isArray) ?? [found]) : [];
  const objects = list.map((row): Record<string, unknown> => (typeof row === "object" && row !== null && !Array.isArray(row) && !(row instanceof Digits) ? (row as Record<string, unknown>) : {value: row}));
  const keys = [...new Set(objects.flatMap((row) => Object.keys(row)))];
  if (!keys.length) throw new Error("no rows in it: a list of objects is needed");
  return {names: columnNames(keys), rows: objects.map((row) => keys.map((key) => jsonCell(row[key])))};
}

/** Text of a value of a sheet: days without a time of day as days. */
export function sheetText(value: unknown): string | null {
  if (value === null || value === undefined) return null;
  if (!(value instanceof Date)) return String(value);
  return value.getTime() % 86_400_000 ? value.toISOString().slice(0, 19).replace("T", " ") : value.toISOString().slice(0, 10);
}

