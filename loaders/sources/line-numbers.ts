/** Which line of the file a row came from: its place in the table, unless blank lines, line breaks in cells or unreadable records shift it. */
import {LONGEST_RECORD_LINES} from "../../src/model/csv-records.js";
import {countLines, isOneLinePerRecord, recordStarts} from "../csv-layout.js";
import type {Database} from "../duckdb.js";
import type {InputFile} from "../inputs.js";

/**
 * SQL of `table` with `record` (0-based place in the table) and `line` (1-based line of the file).
 * Creates `<table>_ordinals` (DuckDB's line count → line of the file) when `unreadable` records have to be named. Throws where a
 * quote that was never closed has swallowed lines: they are no part of one record, and have to be read again line by line.
 */
export async function lineNumbers(db: Database, file: InputFile, table: string, rows: number, unreadable: number): Promise<string> {
  if (file.recordLines) return byRuns(db, file.name, table, rows, file.recordLines);
  if (!unreadable && (file.plainLines ?? (isOneLinePerRecord(file.text) ? countLines(file.text) : 0)) === rows + 1) return `select rowid as record, (rowid + 2)::integer as line, * from ${table}`;
  const rejected = unreadable ? (await db.all(`select distinct line::integer as ordinal from ${table}_rejects`)).map((row) => row.ordinal as number) : [];
  const starts = recordStarts(file.text, file.delimiter).slice(1);
  if (starts.length !== rows + rejected.length) throw new Error(`records and lines of ${file.name} do not agree: ${rows + rejected.length} rows, ${starts.length} records`);
  if (unreadable && (await db.all(`select 1 from ${table}_rejects where error_type in ('UNQUOTED VALUE', 'LINE SIZE OVER MAXIMUM') limit 1`)).length) throw new Error(`a line of ${file.name} has no certain end`);
  if (starts.some(({lineCount}) => lineCount > LONGEST_RECORD_LINES)) throw new Error(`a quote of ${file.name} is not closed`);
  const lost = new Set(rejected);
  const kept = starts.filter((start) => !lost.has(start.ordinal));
  await insertPairs(db, `${table}_ordinals (ordinal bigint, line bigint)`, starts.filter((start) => lost.has(start.ordinal)).map(({ordinal, line}) => [ordinal, line]));
  return byRuns(db, file.name, table, rows, kept.map(({line}) => line));
}

/** Record n stands on `lines[n]`: consecutive lines make one run. */
async function byRuns(db: Database, name: string, table: string, rows: number, lines: readonly number[]): Promise<string> {
  if (lines.length !== rows) throw new Error(`records and lines of ${name} do not agree: ${rows} rows, ${lines.length} records`);
  const runs = lines.map((line, record) => [record, line - record]).filter(([, offset], i, all) => i === 0 || all[i - 1][1] !== offset);
  await insertPairs(db, `${table}_offsets (first_record bigint, line_offset bigint)`, runs);
  return `select r.rowid as record, (r.rowid + o.line_offset)::integer as line, r.* from ${table} r asof join ${table}_offsets o on r.rowid >= o.first_record order by record`;
}

async function insertPairs(db: Database, definition: string, pairs: number[][]): Promise<void> {
  const [name] = definition.split(" ");
  await db.run(`create table ${definition}`);
  for (let i = 0; i < pairs.length; i += 5000) await db.run(`insert into ${name} values ${pairs.slice(i, i + 5000).map((pair) => `(${pair})`).join(", ")}`);
}
