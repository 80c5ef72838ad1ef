/** Files that hold the same statement lines: whole, cut off, or added up differently. Reported with the lines concerned; nothing is removed by resemblance. */
import {trimDecimal} from "../src/model/statement-amounts.js";
import {type Database, type Row} from "./duckdb.js";
import {type Check, flag} from "./flag.js";
import {isStatementFeed} from "./sources/index.js";

const cell = "distributor, currency, reported_on, usage_month, store";
const content = `${cell}, artist_raw, title, isrc, upc, country, quantity, earnings`;

/** Cells (statement × usage month × store) of each file, and the pairs of files that share some. */
const cells = (isMapped: boolean) => `
create or replace temp table overlap_cells as select file_id, ${cell}, ${isMapped ? "sum(lines)" : "count(*)"} as lines, sum(earnings) as earnings from ${isMapped ? "statement_days" : "staged_lines"} group by all;
create or replace temp table overlap_pairs as select a.file_id as a, b.file_id as b, ${cell.split(", ").map((name) => `a.${name}`).join(", ")}, a.lines as a_lines, b.lines as b_lines,
    a.earnings = b.earnings and (a.lines = b.lines or a.earnings <> 0) as is_same
  from overlap_cells a join overlap_cells b using (${cell}) where a.file_id < b.file_id;`;

/**
 * Lines of each pair: all of a cell that is worth the same in both, however it is split into lines; of other cells those that
 * are alike in every column, where they are at least half of the smaller side (a file that was cut off, not a line that happens to look alike).
 */
const lines = (table: string) => `
create or replace temp table overlap_alike as with numbered as (
    select l.*, row_number() over (partition by file_id, ${content} order by line) as nth from ${table} l semi join (from overlap_pairs where not is_same) p using (${cell})),
  matched as (select p.a, p.b, ${cell.split(", ").map((name) => `x.${name}`).join(", ")}, x.line as a_line, y.line as b_line from overlap_pairs p
    join numbered x on x.file_id = p.a and ${same("x", "p", cell)} join numbered y on y.file_id = p.b and ${same("x", "y", `${content}, nth`)} where not p.is_same)
  select matched.* from matched semi join (
    select a, b from matched group by a, b having count(*) * 2 >= (select least(sum(a_lines), sum(b_lines)) from overlap_pairs q where q.a = matched.a and q.b = matched.b and not q.is_same)) using (a, b);
create or replace temp table overlap_lines as
  select p.a, p.b, 'here' as side, l.line, l.reported_on, l.earnings, l.currency, p.a_lines <> p.b_lines as is_grouped from overlap_pairs p join ${table} l on l.file_id = p.a and ${same("l", "p", cell)} where p.is_same
  union all select p.a, p.b, 'there', l.line, l.reported_on, 0, l.currency, p.a_lines <> p.b_lines from overlap_pairs p join ${table} l on l.file_id = p.b and ${same("l", "p", cell)} where p.is_same
  union all select m.a, m.b, 'here', l.line, l.reported_on, l.earnings, l.currency, false from overlap_alike m join ${table} l on l.file_id = m.a and l.line = m.a_line
  union all select m.a, m.b, 'there', m.b_line, m.reported_on, 0, m.currency, false from overlap_alike m;`;

function same(x: string, y: string, names: string): string {
  return names.split(", ").map((name) => `${x}.${name} is not distinct from ${y}.${name}`).join(" and ");
}

/** Runs of lines: "lines 2 to 5, 9 and 12 to 14"; more than four runs are counted. */
function spans(rows: readonly Row[]): string {
  const texts = rows.slice(0, 4).map(({first, last}) => (first === last ? String(first) : `${first} to ${last}`));
  const more = rows.length > 4 ? [`${rows.length - 4} more runs of lines`] : [];
  const all = [...texts, ...more];
  const noun = rows.length === 1 && rows[0].first === rows[0].last ? "line" : "lines";
  return `${noun} ${all.length > 1 ? `${all.slice(0, -1).join(", ")} and ${all.at(-1)}` : all[0]}`;
}

/** The same statement rows in two files would count twice. One flag for each pair of files and currency; `found` names the other file. */
export const overlappingFiles: Check = async (db: Database, datasets) => {
  const feeds = datasets.filter(({feed, status}) => isStatementFeed(feed) && status === "loaded").map(({feed}) => feed);
  if (new Set(feeds).size === feeds.length) return [];
  // A snapshot has mapped and summed up the lines (those of an earlier run included); an import looks at them as they are read.
  const [{is_mapped}] = await db.all("select count(*) > 0 as is_mapped from duckdb_views() where view_name = 'statement_lines'");
  await db.run(cells(is_mapped));
  if (!(await db.all("select 1 from overlap_pairs limit 1")).length) return [];
  await db.run(lines(is_mapped ? "statement_lines" : "staged_lines"));
  const pairs = await db.all(`select a, b, currency, count(*) filter (side = 'here')::integer as count, sum(earnings)::varchar as earnings, min(reported_on)::varchar as first, max(reported_on)::varchar as last,
      bool_or(is_grouped) as is_grouped from overlap_lines group by all having bool_or(earnings <> 0) order by a, b, currency`);
  const runs = await db.all(`select a, b, currency, side, min(line)::integer as first, max(line)::integer as last from (
      select *, line - row_number() over (partition by a, b, currency, side order by line) as run from (select distinct a, b, currency, side, line from overlap_lines)) group by a, b, currency, side, run order by first`);
  const name = (id: string) => datasets.find((dataset) => dataset.file_id === id)!.file;
  return pairs.map(({a, b, currency, count, earnings, first, last, is_grouped}) => {
    const of = (side: string) => runs.filter((run) => run.a === a && run.b === b && run.currency === currency && run.side === side);
    const where = `${spans(of("here"))} here, ${spans(of("there"))} there${is_grouped ? ", where they are added up differently" : ""}`;
    return flag(a, count, `overlaps ${name(b)}: ${count} line${count === 1 ? "" : "s"} of statements ${first} to ${last}, ${currency} ${trimDecimal(earnings)} in all (${where}), stand in both and count twice; remove one of the files`, name(b), of("here")[0].first);
  });
};
