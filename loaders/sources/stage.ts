/** One file into one typed temporary table, in file order, with every row that breaks its contract in quarantine. */
import {type Database, literal} from "../duckdb.js";
import type {InputFile} from "../inputs.js";
import {type FieldMeta, fieldsOf, matchHeader} from "./contract.js";
import {lineNumbers} from "./line-numbers.js";
import type {Source} from "./source.js";

export interface Staged {
  /** View with `file_id`, `line` and the contract's fields; rejected rows are left out. */
  view: string;
  rowsIn: number;
  rowsLoaded: number;
  rowsQuarantined: number;
  /** Total rows, which repeat the sum of others. */
  rowsLeftOut: number;
  /** Headings that no field reads. */
  unread: string[];
}

export const quarantineTable = `create temp table quarantine_rows (
  file_id varchar, file varchar, feed varchar, line bigint, column_name varchar, value varchar, reason varchar, raw varchar)`;

export const quarantineColumns = ["file_id", "file", "feed", "line", "column_name", "value", "reason", "raw"];

interface Found {
  name: string;
  meta: FieldMeta;
  position: number;
}

const cell = (position: number) => `c${position}`;

/** `read_csv` with every column as text; records that DuckDB cannot split go to `<table>_rejects`. */
function readText(file: InputFile, table: string): string {
  const columns = file.header.map((_, i) => `'${cell(i)}': 'VARCHAR'`).join(", ");
  return `read_csv(${literal(file.readPath)}, auto_detect = false, header = false, skip = 1, delim = ${literal(file.delimiter)}, quote = '"', escape = '"',
    columns = {${columns}}, max_line_size = 16777216, ignore_errors = true, store_rejects = true,
    rejects_table = '${table}_rejects', rejects_scan = '${table}_scans')`;
}

/** SQL: does the raw text break the field's rule? */
function isBroken({meta, position}: Found): string {
  const x = cell(position);
  if (meta.isText) return meta.required ? `${x} is null` : "false";
  return meta.required ? `${meta.cast(x)} is null` : `(${x} is not null and ${meta.cast(x)} is null)`;
}

/** The same for a row whose fields are typed already. */
function isRejected({name, meta, position}: Found): string {
  if (meta.required) return `${name} is null`;
  return meta.isText ? "false" : `(${cell(position)} is not null and ${name} is null)`;
}

/** SQL: is the record a total row of its feed? */
function isTotal({totals}: Pick<Source, "totals">, found: Found[]): string {
  const raw = (name: string) => {
    const field = found.find((one) => one.name === name);
    return field ? `lower(trim(coalesce(${cell(field.position)}, '')))` : "''";
  };
  return totals ? totals(raw) : "false";
}

/**
 * Loads `file` by the source's contract into temporary table `table` and view `<table>_ok`. The header must already match.
 * Rows that break a rule are counted and copied to `quarantine_rows`, one row for each broken cell.
 */
export async function stage(db: Database, file: InputFile, source: Pick<Source, "feed" | "contract" | "totals">, table: string): Promise<Staged> {
  const {feed, contract} = source;
  const {columns, unread} = matchHeader(contract, file.header);
  const fields = fieldsOf(contract);
  const found: Found[] = fields.flatMap(([name, meta]) => (columns.has(name) ? [{name, meta, position: columns.get(name)!}] : []));
  const absent = fields.filter(([name]) => !columns.has(name)).map(([name, meta]) => `null::${meta.type} as ${name}`);
  const typed = found.map(({name, meta, position}) => `${meta.cast(cell(position))} as ${name}`);
  // Each cast stands once, in the inner query; repeated in `is_broken` it would run twice for every row.
  const checked = found.filter(({meta}) => !meta.isText && !meta.required).map(({position}) => cell(position));
  const broke = found.map(isRejected).filter((sql) => sql !== "false").join(" or ") || "false";
  await db.run(`create temp table ${table} as select ${fields.map(([name]) => name).join(", ")}, is_total, not is_total and (${broke}) as is_broken
    from (select ${[...typed, ...absent, ...checked].join(", ")}, ${isTotal(source, found)} as is_total from ${readText(file, table)})`);
  const [{kept, broken, totals, split}] = (await db.all(
    `select count(*)::integer as kept, (count(*) filter (is_broken))::integer as broken, (count(*) filter (is_total))::integer as totals, (select count(distinct line) from ${table}_rejects)::integer as split from ${table}`
  )) as {kept: number; broken: number; totals: number; split: number}[];
  const lines = await lineNumbers(db, file, table, kept, split);
  await db.run(`create temp view ${table}_lined as ${lines}`);
  if (split) await quarantineUnsplit(db, file, feed, table);
  if (broken) await quarantineBroken(db, file, feed, table, found);
  await db.run(`create temp view ${table}_ok as select ${literal(file.fileId)} as file_id, * exclude (record, is_broken, is_total) from ${table}_lined where not is_broken and not is_total`);
  return {view: `${table}_ok`, rowsIn: kept + split, rowsLoaded: kept - broken - totals, rowsQuarantined: broken + split, rowsLeftOut: totals, unread};
}

/** Records that could not be split into columns; `line` is DuckDB's count, mapped by `<table>_ordinals`. */
async function quarantineUnsplit(db: Database, file: InputFile, feed: string, table: string): Promise<void> {
  await db.run(`insert into quarantine_rows
    select ${literal(file.fileId)}, ${literal(file.name)}, ${literal(feed)}, coalesce(o.line, r.line), '', null, case r.error_type
        when 'MISSING COLUMNS' then 'the line has ' || r.column_idx || ' of ${file.header.length} columns: cut off?'
        when 'TOO MANY COLUMNS' then 'the line has more than ${file.header.length} columns'
        when 'UNQUOTED VALUE' then 'a quote is not closed'
        when 'INVALID ENCODING' then 'the line is not valid UTF-8'
        else lower(r.error_message) end, left(ltrim(r.csv_line, chr(10)), 2000)
    from (from ${table}_rejects qualify row_number() over (partition by line order by column_idx) = 1) r
    left join ${table}_ordinals o on o.ordinal = r.line`);
}

/** One quarantine row for each cell that breaks its rule; the raw text is read again, only now. */
async function quarantineBroken(db: Database, file: InputFile, feed: string, table: string, found: Found[]): Promise<void> {
  await db.run(`create temp table ${table}_raw as from ${readText(file, `${table}_again`)}`);
  const whole = file.header.map((_, i) => `coalesce(${cell(i)}, '')`).join(` || ${literal(file.delimiter)} || `);
  for (const one of found) {
    const test = isBroken(one);
    if (test === "false") continue;
    const x = cell(one.position);
    await db.run(`insert into quarantine_rows
      select ${literal(file.fileId)}, ${literal(file.name)}, ${literal(feed)}, l.line, ${literal(file.header[one.position])}, ${x},
        case when ${x} is null then 'is blank; ' else '' end || 'expected ${one.meta.expected}', left(${whole}, 2000)
      from ${table}_raw r join ${table}_lined l on l.record = r.rowid and l.is_broken
      where ${test}`);
  }
  await db.run(`drop table ${table}_raw`);
}
