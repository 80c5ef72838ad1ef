/** statement_lines.parquet, part by part: what no changed file touches is copied, the rest is mapped, sorted and written. */
import {mkdirSync, renameSync} from "node:fs";
import {join} from "node:path";
import {type Database, literal, writeParquet} from "../duckdb.js";
import {dropEnums, dropNames, enumColumns, enumsSql, namesSql} from "../marts/names.js";
import {mapLines, statementLines} from "../marts/statement-lines.js";
import {linesOf} from "../sources/load.js";
import {joinParquet} from "./join-parquet.js";
import {createSummaries} from "./summaries.js";
import {type LineMemory, type LinePart, forgetLines, partPath, sha256Of} from "./memory.js";

/** Half years of usage months, as year × 2 (+ 1 from July on); everything before 1990 and after 2100 is one part each, so that odd dates make no thousand parts. */
const [FIRST, LAST] = [1990 * 2, 2101 * 2];
const bucketOf = (month: string): string => `least(greatest(year(${month}) * 2 + case when month(${month}) > 6 then 1 else 0 end, ${FIRST - 1}), ${LAST})::integer`;

/** The same as a range of months, which DuckDB can answer for whole blocks and files without looking at their rows. */
function rangeOf(month: string, bucket: number): string {
  if (bucket < FIRST) return `${month} < date '1990-01-01'`;
  if (bucket >= LAST) return `${month} >= date '2101-01-01'`;
  const year = bucket >> 1;
  return bucket % 2 ? `${month} between date '${year}-07-01' and date '${year}-12-31'` : `${month} between date '${year}-01-01' and date '${year}-06-30'`;
}

const columns = Object.keys(statementLines.columns);

/** Which files have lines in which part, of those read now. */
async function newBuckets(db: Database): Promise<Map<number, string[]>> {
  const rows = await db.all(`select bucket, list(distinct file_id order by file_id) as file_ids from (select file_id, ${bucketOf("usage_month")} as bucket from new_lines) group by bucket order by bucket`);
  return new Map(rows.map(({bucket, file_ids}) => [bucket as number, file_ids as string[]]));
}

/** Writes `select` (rows of one part) as a file named by its hash. */
async function writePart(db: Database, root: string, select: string): Promise<string> {
  const draft = join(root, "lines", `.part.${process.pid}.parquet`);
  await writeParquet(db, `${select} order by ${statementLines.orderBy}`, draft);
  const sha256 = sha256Of(draft);
  renameSync(draft, partPath(root, sha256));
  return sha256;
}

/** A part of lines that were all read now. */
async function makePart(db: Database, root: string): Promise<string> {
  await db.run(namesSql("part_lines"));
  const sha256 = await writePart(db, root, mapLines("part_lines"));
  await db.run(dropNames);
  return sha256;
}

/** A part of lines read now and of what stays of its earlier form; both come out as `makePart` would have them. */
async function mergePart(db: Database, root: string, earlier: LinePart, stays: readonly string[]): Promise<string> {
  const plain = columns.map((column) => (enumColumns.includes(column) ? `${column}::varchar as ${column}` : column)).join(", ");
  await db.run(namesSql("part_lines"));
  await db.run(`create temp table added_rows as select ${plain} from (${mapLines("part_lines")})`);
  await db.run(dropNames);
  const where = stays.length === earlier.fileIds.length ? "" : `where file_id in (${stays.map(literal).join(", ")})`;
  await db.run(`create temp view part_rows as from added_rows union all select ${columns.join(", ")} from read_parquet(${literal(partPath(root, earlier.sha256))}) ${where}`);
  await db.run(enumsSql("part_rows"));
  const typed = columns.map((column) => (enumColumns.includes(column) ? `${column}::${column}_enum as ${column}` : column)).join(", ");
  const sha256 = await writePart(db, root, `select * from (select ${typed} from part_rows)`);
  await db.run(`drop view part_rows; drop table added_rows; ${dropEnums}`);
  return sha256;
}

/**
 * Writes the table to `target` and creates the view `statement_lines` over it, and its summaries. Returns its parts. The bytes depend only on
 * the lines: with or without a memory they are the same. Needs `new_lines`, `artist_aliases` and `stores`.
 */
export async function writeLines(db: Database, root: string, target: string, memory: LineMemory | null): Promise<{parts: LinePart[]; rows: number}> {
  if (!memory) forgetLines(root);
  mkdirSync(join(root, "lines"), {recursive: true});
  const fresh = await newBuckets(db);
  const earlier = new Map(memory?.parts.map((part) => [part.bucket, part]));
  const parts: LinePart[] = [];
  for (const bucket of [...new Set([...fresh.keys(), ...earlier.keys()])].sort((a, b) => a - b)) {
    const before = earlier.get(bucket);
    const stays = before?.fileIds.filter((id) => memory!.fileIds.has(id)) ?? [];
    const added = fresh.get(bucket) ?? [];
    if (!stays.length && !added.length) continue;
    const isUntouched = before && !added.length && stays.length === before.fileIds.length;
    await db.run(`create or replace temp view part_lines as ${added.map((id) => `from ${linesOf(id)} where ${rangeOf("usage_month", bucket)}`).join(" union all ") || "from new_lines where false"}`);
    const sha256 = isUntouched ? before.sha256 : before && stays.length ? await mergePart(db, root, before, stays) : await makePart(db, root);
    parts.push({bucket, sha256, fileIds: [...stays, ...added].sort()});
  }
  const paths = parts.map(({sha256}) => partPath(root, sha256));
  if (!paths.length) {
    await db.run("create or replace temp view part_lines as from new_lines where false");
    paths.push(partPath(root, await makePart(db, root)));
  }
  const rows = joinParquet(paths, target);
  await db.run(`create temp view statement_lines as from ${literal(target)}`);
  await createSummaries(db, paths);
  return {parts, rows};
}
