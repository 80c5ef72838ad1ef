/** The text columns of a statement file, with what its dates and numbers mean beside them. */
import {type DecimalMark, amountPatterns, countPatterns, currencySigns, markEvidence, toRe2} from "../../../src/model/statement-amounts.js";
import type {StatementField, StatementLayout} from "../../../src/model/statement-fields.js";
import {findColumns} from "../../../src/model/recognise-statement.js";
import {dateOrder, parsePeriod} from "../../../src/model/statement-periods.js";
import {type Database, literal} from "../../duckdb.js";
import type {InputFile} from "../../inputs.js";
import {normaliseHeading} from "../contract.js";
import {amountFields, countFields, periodFields} from "./contract.js";

const cell = (position: number) => `c${position}`;
const pattern = (source: string) => literal(toRe2(source));

/** Without outer spaces and currency signs; (1.50) and −1.50 are -1.50. The model's `bareAmount`, for every row. */
const bare = (x: string): string =>
  `regexp_replace(regexp_replace(regexp_replace(replace(${x}, '−', '-'), ${literal(currencySigns)}, '', 'g'), ${pattern(String.raw`^[\s\u{a0}]+|[\s\u{a0}]+$`)}, '', 'g'), '^\\((.*)\\)$', '-\\1')`;

const withPoint = (x: string, mark: DecimalMark): string => {
  const marks = mark === "comma" ? `replace(replace(${x}, '.', ''), ',', '.')` : `replace(${x}, ',', '')`;
  return `regexp_replace(${marks}, ${pattern(String.raw`[ \u{a0}\u{202f}']`)}, '', 'g')`;
};

const plainOf = (bareText: string, mark: DecimalMark, patterns: Record<DecimalMark, string>): string =>
  `case when regexp_matches(${bareText}, ${pattern(patterns[mark])}) then ${withPoint(bareText, mark)} end`;

/** The model's `plainAmount` and `plainCount` (without the limit of decimals, which the cast has). */
export const plainSql = (x: string, mark: DecimalMark, patterns: Record<DecimalMark, string>): string => plainOf(bare(x), mark, patterns);

const positionsOf = (columns: ReadonlyMap<StatementField, number>, fields: readonly StatementField[]): number[] =>
  [...new Set(fields.flatMap((field) => (columns.has(field) ? [columns.get(field)!] : [])))];

/** The decimal mark that most amounts of the file speak for. */
async function markOf(db: Database, table: string, positions: number[], usual: DecimalMark): Promise<DecimalMark> {
  const evidence = (mark: DecimalMark) => positions.map((at) => `count(*) filter (regexp_matches(${cell(at)}_bare, ${literal(markEvidence[mark])}))`).join(" + ") || "0";
  const [{balance}] = await db.all(`select ((${evidence("point")}) - (${evidence("comma")}))::integer as balance from ${table}`);
  return balance > 0 ? "point" : balance < 0 ? "comma" : usual;
}

/**
 * `<table>_periods`: every date or period that the file prints, once → first month, last month, day. What is printed never
 * passes through SQL text (which would lose a byte order mark): rows meet by number.
 */
async function readPeriods(db: Database, table: string, positions: number[], layout: StatementLayout): Promise<void> {
  const printed = positions.map((at) => `select ${cell(at)} as printed from ${table} where ${cell(at)} is not null`).join(" union all ") || "select null::varchar as printed where false";
  await db.run(`create temp table ${table}_printed as select row_number() over () as number, printed from (select distinct printed from (${printed}))`);
  const rows = await db.all(`select number::integer as number, printed from ${table}_printed`);
  const order = dateOrder(rows.map((row) => row.printed as string), layout.dateOrder);
  const read = rows.flatMap((row) => {
    const period = parsePeriod(row.printed as string, order);
    return period ? [`(${row.number}, date '${period.first}', date '${period.last}', date '${period.on}')`] : [];
  });
  await db.run(`create temp table ${table}_read (number integer, first date, last date, on_day date)`);
  for (let i = 0; i < read.length; i += 2000) await db.run(`insert into ${table}_read values ${read.slice(i, i + 2000).join(", ")}`);
  await db.run(`create temp table ${table}_periods as select printed, first, last, on_day from ${table}_printed join ${table}_read using (number)`);
  await db.run(`drop table ${table}_printed; drop table ${table}_read`);
}

/**
 * Creates `<table>_cells` (the file's columns, with `<cell>_bare` of numbers; private ones stay in the file) and their periods. Returns SQL to select
 * from: the cells, `<cell>_first`, `_last` and `_on` of dates, `<cell>_plain` of numbers, in file order.
 */
export async function readStatement(db: Database, file: InputFile, table: string, text: string, layout: StatementLayout): Promise<string> {
  const columns = findColumns(layout, file.header);
  const open = file.header.flatMap((heading, i) => (layout.isPrivate?.(normaliseHeading(heading)) ? [] : [cell(i)]));
  const [periods, amounts, counts] = [periodFields, amountFields, countFields].map((fields) => positionsOf(columns, fields));
  const numbers = [...new Set([...amounts, ...counts])].map((at) => `${bare(cell(at))} as ${cell(at)}_bare`);
  await db.run(`create temp table ${table}_cells as select ${[...open, ...numbers].join(", ")} from ${text}`);
  const mark = await markOf(db, `${table}_cells`, amounts, layout.decimalMark);
  await readPeriods(db, `${table}_cells`, periods, layout);
  const extra = [
    ...periods.flatMap((at) => ["first", "last"].map((part) => `p${at}.${part} as ${cell(at)}_${part}`).concat(`p${at}.on_day as ${cell(at)}_on`)),
    ...amounts.map((at) => `${plainOf(`t.${cell(at)}_bare`, mark, amountPatterns)} as ${cell(at)}_plain`),
    ...counts.map((at) => `${plainOf(`t.${cell(at)}_bare`, mark, countPatterns)} as ${cell(at)}_plain`)
  ];
  const joins = periods.map((at) => `left join ${table}_cells_periods p${at} on p${at}.printed = t.${cell(at)}`);
  return `(select ${[...open.map((name) => `t.${name}`), ...extra].join(", ")} from ${table}_cells t ${joins.join(" ")} order by t.rowid)`;
}
