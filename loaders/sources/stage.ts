/** One file into one typed temporary table, in file order, with every row that breaks its contract in quarantine. */
import {isUtf8} from "node:buffer";
import {mkdtempSync, rmSync, writeFileSync} from "node:fs";
import {tmpdir} from "node:os";
import {dirname, join} from "node:path";
import {hasLooseQuote} from "../csv-layout.js";
import {repairText} from "../csv-repair.js";
import {type Database, literal} from "../duckdb.js";
import type {InputFile} from "../inputs.js";
import {type FieldMeta, fieldsOf, matchHeader, normaliseHeading as plainHeading} from "./contract.js";
import {lineNumbers} from "./line-numbers.js";
import type {Source} from "./source.js";

export interface Staged {
  /** View with `file_id`, `line` and the contract's fields; rejected rows are left out. */
  view: string;
  rowsIn: number;
  rowsLoaded: number;
  /** When some of them could be split into columns, there is a view `<table>_lined` of all rows. */
  rowsQuarantined: number;
  /** Total rows, which repeat the sum of others. */
  rowsLeftOut: number;
  /** First and last day of the source's `span`, ISO, in the rows that are loaded. */
  range: {first_on: string | null; last_on: string | null};
  /** Headings that no field reads. */
  unread: string[];
  /** True when the text is so damaged that it was read line by line. */
  isRepaired?: boolean;
}

export const quarantineTable = `create table quarantine_rows (
  file_id varchar, file varchar, feed varchar, line bigint, column_name varchar, value varchar, reason varchar, raw varchar)`;

export const quarantineColumns = ["file_id", "file", "feed", "line", "column_name", "value", "reason", "raw"];

interface Found {
  name: string;
  meta: FieldMeta;
  position: number;
}

/** Stands for a line of a file with personal data that cannot be told apart. */
const hidden = "(not shown: it may hold personal data)";

const cell = (position: number) => `c${position}`;

/** `read_csv` with every column as text; records that DuckDB cannot split go to `<table>_rejects`. */
function readText(file: InputFile, table: string): string {
  const columns = file.header.map((_, i) => `'${cell(i)}': 'VARCHAR'`).join(", ");
  return `read_csv(${literal(file.readPath)}, auto_detect = false, header = false, skip = 1, delim = ${literal(file.delimiter)}, quote = '"', escape = '"',
    columns = {${columns}}, max_line_size = 16777216, ignore_errors = true, store_rejects = true,
    rejects_table = '${table}_rejects', rejects_scan = '${table}_scans')`;
}

const isFreeText = ({meta}: Found): boolean => meta.type === "VARCHAR" && !meta.isRuled;

/** SQL: does the raw text break the field's rule? */
function isBroken(one: Found): string {
  const {meta, position} = one;
  const x = cell(position);
  if (isFreeText(one)) return meta.required ? `${x} is null` : "false";
  return meta.required ? `${meta.cast(x)} is null` : `(${x} is not null and ${meta.cast(x)} is null)`;
}

/** The same for a row whose fields are typed already. */
function isRejected(one: Found): string {
  const {name, meta, position} = one;
  if (meta.required) return `${name} is null`;
  return isFreeText(one) ? "false" : `(${cell(position)} is not null and ${name} is null)`;
}

/** SQL: is the record a total row of its feed? */
function isTotal({totals}: Pick<Source, "totals">, found: Found[]): string {
  const raw = (name: string) => {
    const field = found.find((one) => one.name === name);
    return field ? `lower(trim(coalesce(${cell(field.position)}, '')))` : "''";
  };
  return totals ? totals(raw) : "false";
}

/** SQL: is this row none of the feed? False where the source leaves nothing out, or has no such column. */
function isLeftOut(source: Source, found: Found[]): string {
  const one = found.find(({name}) => name === source.leavesOut?.field);
  return one ? `coalesce(${source.leavesOut!.matches(cell(one.position))}, false)` : "false";
}

/**
 * Loads `file` by the source's contract into temporary table `table` and view `<table>_ok`. The header must already match.
 * Rows that break a rule are counted and copied to `quarantine_rows`, one row for each broken cell.
 */
export async function stage(db: Database, file: InputFile, source: Source, table: string): Promise<Staged> {
  const repaired = `${table}_repaired`;
  // DuckDB would end the file at a NUL byte without a word, and looks for bad UTF-8 only in the columns that it reads.
  if (file.plainLines === null && (file.text.includes(0) || (file.encoding === "utf-8-bom" && !isUtf8(file.text)) || hasLooseQuote(file.text, file.delimiter))) return stageRepaired(db, file, source, repaired);
  try {
    return await stageText(db, file, source, table);
  } catch (error) {
    if (file.hasChanged()) throw error;
    return stageRepaired(db, file, source, repaired);
  }
}

/** The same for a text that DuckDB gives up on: its good records are loaded, each broken line goes to quarantine. */
async function stageRepaired(db: Database, file: InputFile, source: Source, table: string): Promise<Staged> {
  await db.run(`delete from quarantine_rows where file_id = ${literal(file.fileId)}`);
  const {text, lines, rejects} = repairText(file.text, file.delimiter, file.header.length);
  const readPath = join(mkdtempSync(join(tmpdir(), "ledgerline-repair-")), `${file.fileId}.csv`);
  try {
    writeFileSync(readPath, text);
    const staged = await stageText(db, {...file, text, plainLines: null, readPath, recordLines: lines}, source, table);
    await db.insert("quarantine_rows", rejects.map(({line, reason, raw}) => [file.fileId, file.name, source.feed, line, "", null, reason, source.isPrivate ? hidden : raw]));
    return {...staged, rowsIn: staged.rowsIn + rejects.length, rowsQuarantined: staged.rowsQuarantined + rejects.length, isRepaired: true};
  } finally {
    rmSync(dirname(readPath), {recursive: true, force: true});
  }
}

async function stageText(db: Database, file: InputFile, source: Source, table: string): Promise<Staged> {
  const {columns, unread} = matchHeader(source.contract, file.header);
  const fields = fieldsOf(source.contract);
  const found: Found[] = fields.flatMap(([name, meta]) => (columns.has(name) ? [{name, meta, position: columns.get(name)!}] : []));
  const absent = fields.filter(([name]) => !columns.has(name)).map(([name, meta]) => `null::${meta.type} as ${name}`);
  const typed = found.map(({name, meta, position}) => `${meta.cast(cell(position))} as ${name}`);
  const leftOut = isLeftOut(source, found);
  // Each cast stands once, in the inner query; repeated in `is_broken` it would run twice for every row.
  const checked = [...new Set(found.filter((one) => !isFreeText(one) && !one.meta.required).map(({position}) => cell(position)))];
  if (leftOut !== "false") checked.push(`${leftOut} as is_left_out`);
  const rules = [...found.map(isRejected), leftOut === "false" ? leftOut : "is_left_out"].filter((sql) => sql !== "false");
  const from = source.read ? await source.read(db, file, table, readText(file, table)) : readText(file, table);
  await db.run(`create table ${table} as select ${fields.map(([name]) => name).join(", ")}, is_total, not is_total and (${rules.join(" or ") || "false"}) as is_broken
    from (select ${[...typed, ...absent, ...checked].join(", ")}, ${isTotal(source, found)} as is_total from ${from})`);
  const span = (end: "min" | "max") => (source.span ? `${end}(${source.span}) filter (not is_broken and not is_total)` : "null");
  const [{kept, broken, totals, split, ...range}] = (await db.all(
    `select count(*)::integer as kept, (count(*) filter (is_broken))::integer as broken, (count(*) filter (is_total))::integer as totals, (select count(distinct line) from ${table}_rejects)::integer as split,
      ${span("min")}::varchar as first_on, ${span("max")}::varchar as last_on from ${table}`
  )) as ({kept: number; broken: number; totals: number; split: number} & Staged["range"])[];
  if (source.read) await checkCount(db, file, table, kept);
  const lines = await lineNumbers(db, file, table, kept, split);
  if (broken) await db.run(`create view ${table}_lined as ${lines}`);
  if (split) await quarantineUnsplit(db, file, source, table);
  if (broken) await quarantineBroken(db, file, source, table, found, source.read ? from : readText(file, `${table}_again`));
  await db.run(`create view ${table}_ok as select ${literal(file.fileId)} as file_id, * exclude (record, is_broken, is_total) from (${lines})${broken || totals ? " where not is_broken and not is_total" : ""}`);
  return {view: `${table}_ok`, rowsIn: kept + split, rowsLoaded: kept - broken - totals, rowsQuarantined: broken + split, rowsLeftOut: totals, range, unread};
}

/** A join that lost or doubled a row would change money without a word. */
async function checkCount(db: Database, file: InputFile, table: string, kept: number): Promise<void> {
  const [{cells}] = await db.all(`select count(*)::integer as cells from ${table}_cells`);
  if (cells !== kept) throw new Error(`rows of ${file.name} do not agree: ${cells} read, ${kept} staged`);
}

/** Records that could not be split into columns; `line` is DuckDB's count, mapped by `<table>_ordinals`. */
async function quarantineUnsplit(db: Database, file: InputFile, source: Source, table: string): Promise<void> {
  await db.run(`insert into quarantine_rows
    select ${literal(file.fileId)}, ${literal(file.name)}, ${literal(source.feed)}, coalesce(o.line, r.line), '', null, case r.error_type
        when 'MISSING COLUMNS' then 'the line has ' || r.column_idx || ' of ${file.header.length} columns: cut off?'
        when 'TOO MANY COLUMNS' then 'the line has more than ${file.header.length} columns'
        when 'UNQUOTED VALUE' then 'a quote is not closed'
        when 'INVALID ENCODING' then 'the line is not valid UTF-8'
        else ${source.isPrivate ? "'the line cannot be split into columns'" : "lower(r.error_message)"} end,
      ${source.isPrivate ? literal(hidden) : "left(ltrim(r.csv_line, chr(10)), 2000)"}
    from (from ${table}_rejects qualify row_number() over (partition by line order by column_idx) = 1) r
    left join ${table}_ordinals o on o.ordinal = r.line`);
}

/** SQL of the whole line as a person would read it; private cells are left blank. */
const wholeLine = (file: InputFile, source: Source): string =>
  `concat_ws(${[literal(file.delimiter), ...file.header.map((heading, i) => (source.isPrivate?.(plainHeading(heading)) ? "''" : `coalesce(${cell(i)}, '')`))].join(", ")})`;

/** One quarantine row for each cell that breaks its rule, or one for a row that is none of the feed; the raw text is read again, only now. */
async function quarantineBroken(db: Database, file: InputFile, source: Source, table: string, found: Found[], from: string): Promise<void> {
  await db.run(`create temp table ${table}_raw as from ${from}`);
  const leftOut = isLeftOut(source, found);
  const says = ({meta, position}: Found) => `case when ${cell(position)} is null then 'is blank; ' else '' end || ${literal(`expected ${meta.expected}`)}`;
  const tests = found.map((one) => ({one, test: isBroken(one), reason: says(one)})).filter(({test}) => test !== "false");
  const first = new Set(tests.map(({one}) => one.position)); // two fields may read one column: it is reported once
  const cases = tests.filter(({one}) => first.delete(one.position)).map((each) => ({...each, test: leftOut === "false" ? each.test : `(${each.test}) and not ${leftOut}`}));
  const extra = found.find(({name}) => name === source.leavesOut?.field);
  if (extra) cases.push({one: extra, test: leftOut, reason: literal(source.leavesOut!.says)});
  for (const {one, test, reason} of cases) {
    await db.run(`insert into quarantine_rows
      select ${literal(file.fileId)}, ${literal(file.name)}, ${literal(source.feed)}, l.line, ${literal(file.header[one.position])}, left(${cell(one.position)}, 2000), ${reason}, left(${wholeLine(file, source)}, 2000)
      from ${table}_raw r join ${table}_lined l on l.record = r.rowid and l.is_broken
      where ${test}`);
  }
  await db.run(`drop table ${table}_raw`);
}
