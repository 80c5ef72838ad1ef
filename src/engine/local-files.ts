/** Files of the reader as tables. They are read in this page and go into this page's engine; nothing is sent anywhere. */
import * as duckdb from "@duckdb/duckdb-wasm";
import type {AsyncDuckDBConnection} from "@duckdb/duckdb-wasm";
import type {Cell} from "../model/result.js";
import {headerOf} from "../model/csv-records.js";
import {columnNames, engineCsv, jsonRows, NULL_TEXT, PATTERNS, sheetText, tableNameFor, typeFor, type TextCounts} from "../model/local-table.js";
import type {Engine} from "./connect.js";
import {keepMaking, ownTables} from "./session.js";
import {runSteps} from "./steps.js";
import {tableNames} from "./tables.js";

export interface LocalTable {
  name: string;
  rows: number;
  /** The file, and the sheet of a workbook. */
  from: string;
}

/** Text as the engine reads it: UTF-8, or the code page of Western Windows where it is none, or UTF-16 by its mark. */
function decodeText(bytes: Uint8Array): string {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return new TextDecoder("utf-16le").decode(bytes);
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return new TextDecoder("utf-16be").decode(bytes);
  try {
    return new TextDecoder("utf-8", {fatal: true}).decode(bytes);
  } catch {
    return new TextDecoder("windows-1252").decode(bytes);
  }
}

const quoted = (name: string): string => `"${name.replaceAll('"', '""')}"`;
const matches = (column: string, pattern: string): string => `regexp_full_match(${column}, '${pattern}')`;

/** Counts of what the texts of a column are, in one pass. */
async function countTexts(connection: AsyncDuckDBConnection, table: string, names: readonly string[]): Promise<TextCounts[]> {
  const counts = names.map(quoted).map((c) => [
    `count(${c})`, `count(*) filter (where ${matches(c, PATTERNS.integers)})`, `count(*) filter (where ${matches(c, PATTERNS.decimals)})`,
    `coalesce(max(length(regexp_extract(${c}, '^-?([0-9]+)', 1))), 0)`, `coalesce(max(length(regexp_extract(${c}, '[.]([0-9]+)$', 1))), 0)`, `count(*) filter (where ${matches(c, PATTERNS.doubles)})`,
    `count(*) filter (where ${matches(c, PATTERNS.days)} and try_cast(${c} as date) is not null)`, `count(*) filter (where ${matches(c, PATTERNS.instants)} and try_cast(${c} as timestamp) is not null)`,
    `count(*) filter (where ${matches(c, PATTERNS.booleans)})`, `count(*) filter (where ${matches(c, PATTERNS.leadingZeros)})`
  ]);
  const [row] = await runSteps(connection, `select ${counts.flat().join(", ")} from ${table}`);
  return names.map((_, j) => {
    const [known, integers, decimals, wholeDigits, fractionDigits, doubles, days, instants, booleans, leadingZeros] = row.slice(j * 10, j * 10 + 10).map(Number);
    return {known, integers, decimals, wholeDigits, fractionDigits, doubles, days, instants, booleans, leadingZeros};
  });
}

/** Makes a table of CSV text whose first line holds `names`; every column gets the type of its texts. */
async function tableFromText({db}: Engine, connection: AsyncDuckDBConnection, table: string, names: readonly string[], text: string, options: string): Promise<void> {
  const [file, raw] = [`${table}.text`, "results.raw_text"];
  const columns = `{${names.map((name) => `'${name.replaceAll("'", "''")}': 'VARCHAR'`).join(", ")}}`;
  await db.registerFileText(file, text);
  try {
    await runSteps(connection, `create or replace table ${raw} as select * from read_csv('${file}', header = true, columns = ${columns}, ${options})`);
    const types = (await countTexts(connection, raw, names)).map(typeFor);
    await runSteps(connection, `create or replace table ${quoted(table)} as select ${names.map((name, j) => `${quoted(name)}::${types[j]} as ${quoted(name)}`).join(", ")} from ${raw}`);
    await runSteps(connection, `drop table ${raw}`);
  } finally {
    await db.dropFile(file);
  }
}

type Make = (engine: Engine, connection: AsyncDuckDBConnection) => Promise<void>;

async function delimited(file: File, table: string): Promise<Make> {
  const text = decodeText(new Uint8Array(await file.arrayBuffer())).replace(/^\ufeff/, "");
  if (!text.trim()) throw new Error("the file is empty");
  const {delimiter, header} = headerOf(text.slice(0, text.indexOf("\n") < 0 ? undefined : text.indexOf("\n")));
  return (engine, connection) => tableFromText(engine, connection, table, columnNames(header), text, `delim = '${delimiter === "\t" ? "\\t" : delimiter}', quote = '"', escape = '"', nullstr = ''`);
}

const fromRows = (table: string, names: string[], rows: (string | null)[][]): Make => {
  const text = engineCsv(names, rows);
  return (engine, connection) => tableFromText(engine, connection, table, names, text, `delim = ',', quote = '"', escape = '"', nullstr = '${NULL_TEXT}'`);
};

async function json(file: File, table: string): Promise<Make> {
  const {names, rows} = jsonRows(decodeText(new Uint8Array(await file.arrayBuffer())));
  return fromRows(table, names, rows);
}

const parquet = (file: File, table: string): Make => async ({db}, connection) => {
  const name = `${table}.local.parquet`;
  await db.registerFileHandle(name, file, duckdb.DuckDBDataProtocol.BROWSER_FILEREADER, true);
  await runSteps(connection, `create or replace view ${quoted(table)} as select * from read_parquet('${name}')`);
};

/** One table for each sheet that has rows. */
async function workbook(file: File, taken: Set<string>): Promise<[string, string, Make][]> {
  const {default: read} = await import("read-excel-file/universal");
  const sheets = (await read(await file.arrayBuffer() as never)) as unknown as {sheet: string; data: unknown[][]}[];
  const filled = sheets.filter(({data}) => data.length > 1);
  if (!filled.length) throw new Error("no sheet of it has a header and rows");
  return filled.map(({sheet, data: [header, ...rows]}) => {
    const table = tableNameFor(filled.length > 1 ? `${file.name.replace(/\.[^.]*$/, "")} ${sheet}.x` : file.name, taken);
    taken.add(table);
    return [table, `${file.name}, sheet ${sheet}`, fromRows(table, columnNames(header), rows.map((row) => row.map(sheetText)))];
  });
}

/** What makes the tables of a file: name, where from, how. */
async function makers(file: File, taken: Set<string>): Promise<[string, string, Make][]> {
  const extension = /\.(\w+)$/.exec(file.name)?.[1].toLowerCase() ?? "";
  if (extension === "xlsx") return workbook(file, taken);
  const table = tableNameFor(file.name, taken);
  if (["csv", "tsv", "txt", "tab"].includes(extension)) return [[table, file.name, await delimited(file, table)]];
  if (["json", "jsonl", "ndjson"].includes(extension)) return [[table, file.name, await json(file, table)]];
  if (extension === "parquet") return [[table, file.name, parquet(file, table)]];
  throw new Error("not a format that is read here: CSV, TSV, JSON, Parquet and Excel (.xlsx) are");
}

/** Makes the tables of one file; they are made again when the engine is replaced. Rejects with `<file>: <reason>`. */
export async function addLocalFile(file: File): Promise<LocalTable[]> {
  try {
    const taken = new Set([...tableNames, ...(await ownTables()).map(({name}) => name)]);
    const added: LocalTable[] = [];
    for (const [table, from, make] of await makers(file, taken)) {
      let rows: Cell = 0;
      await keepMaking({what: table, make: async (engine, connection) => {
        await make(engine, connection);
        [[rows]] = await runSteps(connection, `select count(*) from ${quoted(table)}`);
      }});
      added.push({name: table, rows: Number(rows), from});
    }
    return added;
  } catch (cause) {
    throw new Error(`${file.name}: ${cause instanceof Error ? cause.message : String(cause)}`, {cause});
  }
}
