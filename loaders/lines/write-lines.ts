/** statement_lines.parquet, part by part: what no changed file touches is copied, the rest is mapped, sorted and written. */
import {mkdirSync, renameSync, statSync} from "node:fs";
import {join} from "node:path";
import {type Database, literal, writeParquet} from "../duckdb.js";
import {FIRST_BUCKET, LAST_BUCKET, bucketOf, joinNames, nameTables, placeNames, trackNames, unitKinds} from "../marts/names.js";
import {namedCells, printedCells, summaries} from "../marts/rollup.js";
import {mapLines, statementLines} from "../marts/statement-lines.js";
import {linesOf} from "../sources/load.js";
import {joinParquet} from "./join-parquet.js";
import {type LineMemory, type LinePart, cellsPath, forgetLines, partPath, sha256Of} from "./memory.js";

/** The months of a part, as a range that DuckDB can answer for whole blocks and files without looking at their rows. */
function rangeOf(month: string, bucket: number): string {
  if (bucket <= FIRST_BUCKET) return `${month} < date '1990-01-01'`;
  if (bucket >= LAST_BUCKET) return `${month} >= date '2101-01-01'`;
  const year = bucket >> 1;
  return bucket % 2 ? `${month} between date '${year}-07-01' and date '${year}-12-31'` : `${month} between date '${year}-01-01' and date '${year}-06-30'`;
}

/**
 * From so many lines on the names of a part are ENUMs while it is made: sorting and writing are then three times faster, and
 * Parquet holds plain strings all the same. For fewer lines making the types costs more.
 */
const ENUMS_FROM = 40_000;

/** One part: as it is kept, or to be made of lines read now and, from what is kept, those of the files that stay. */
interface Task {
  bucket: number;
  lines: number;
  fileIds: string[];
  added: string[];
  kept?: {sha256: string; path: string; fileIds: string[]; isWhole: boolean};
}

const within = (ids: readonly string[]): string => `file_id in (${ids.map(literal).join(", ")})`;
const columns = Object.keys(statementLines.columns);

/**
 * Creates what maps the names of the lines read now, `line_cells`, the summaries and the view `statement_lines` of all lines. Returns the
 * parts. Needs `new_lines`, `artist_aliases` and `stores`.
 */
async function sumUp(db: Database, root: string, memory: LineMemory | null): Promise<Task[]> {
  const kept = memory?.fileIds.size ? memory.parts : [];
  const earlier = (select: string, path: typeof partPath) => (kept.length ? `union all by name ${select} from read_parquet([${kept.map(({sha256}) => literal(path(root, sha256))).join(", ")}]) where ${within([...memory!.fileIds])}` : "");
  await db.run(`create temp table printed_cells as ${printedCells("new_lines")}; ${trackNames("new_lines")} ${placeNames("printed_cells")}
    create table line_cells as ${namedCells("printed_cells")} ${earlier("select *", cellsPath)}; ${summaries.map(({sql}) => sql).join("\n")}
    create view statement_lines as ${mapLines("new_lines")} ${earlier(`select ${columns.join(", ")}`, partPath)};`);
  const rows = await db.all(`select ${bucketOf("usage_month")} as bucket, sum(line_count)::integer as lines, list(distinct file_id order by file_id) as file_ids from line_cells group by bucket order by bucket`);
  const byBucket = new Map(kept.map((part) => [part.bucket, part]));
  return rows.map(({bucket, lines, file_ids: fileIds}) => {
    const part = byBucket.get(bucket);
    const stays = part?.fileIds.filter((id) => memory!.fileIds.has(id)) ?? [];
    const own = part && stays.length ? {sha256: part.sha256, path: partPath(root, part.sha256), fileIds: stays, isWhole: stays.length === part.fileIds.length} : undefined;
    return {bucket, lines, fileIds, added: fileIds.filter((id: string) => !stays.includes(id)), kept: own};
  });
}

/** SQL that creates the type of every column of names, with the values that the part has; '' is always one, because a type without any would not bind. */
function enumTypes({bucket, kept}: Task): string {
  const types = Object.entries(nameTables).map(([table, columns]) => {
    const own = `select ${columns.join(", ")} from ${table} where bucket = ${bucket}`;
    const all = `create or replace temp table part_names as ${own}${kept ? ` union select ${columns.join(", ")} from kept_rows` : ""};`;
    return all + columns.map((column) => `create or replace type ${column}_enum as enum (select ${column} from part_names where ${column} is not null union select '' order by 1);`).join("\n");
  });
  return `${types.join("\n")} create or replace type unit_kind_enum as enum (${unitKinds.map(literal).join(", ")});`;
}

/** Makes a part and what sums it up; both are named by the hash of the part, which is returned. The bytes depend on its lines and on nothing else. */
async function makePart(db: Database, root: string, task: Task): Promise<string> {
  const {bucket, lines, added, kept} = task;
  const isEnum = (column: string) => lines >= ENUMS_FROM && (column === "unit_kind" || Object.values(nameTables).flat().includes(column));
  const as = (column: string) => (isEnum(column) ? `${column}::${column}_enum as ${column}` : column);
  const fresh = added.map((id) => `from ${linesOf(id)} where ${rangeOf("usage_month", bucket)}`).join(" union all ") || "from new_lines where false";
  const mapped = mapLines(`(${fresh})`, joinNames(bucket, as), lines < ENUMS_FROM ? "'fee'" : "'fee'::unit_kind_enum");
  if (kept) await db.run(`create or replace temp view kept_rows as from read_parquet(${literal(kept.path)}) ${kept.isWhole ? "" : `where ${within(kept.fileIds)}`}`);
  if (lines >= ENUMS_FROM) await db.run(enumTypes(task));
  const earlier = kept ? `union all select ${columns.map(as).join(", ")} from kept_rows` : "";
  const draft = join(root, "lines", `.part.${process.pid}.parquet`);
  const {rows} = await writeParquet(db, `select * from (${mapped} ${earlier}) order by ${statementLines.orderBy}`, draft);
  if (rows !== lines) throw new Error(`rows of ${statementLines.name} do not agree: ${lines} summed up, ${rows} written`); // a join that lost or doubled one would change money
  const sha256 = sha256Of(draft);
  renameSync(draft, partPath(root, sha256));
  await writeParquet(db, `from line_cells where ${rangeOf("usage_month", bucket)}`, cellsPath(root, sha256));
  return sha256;
}

/** The finished table and its parts. */
export interface WrittenLines {
  parts: LinePart[];
  rows: number;
  bytes: number;
}

/**
 * Creates the view `statement_lines`, `line_cells` and the summaries; resolves when they are there. `written` goes on, on a connection of its own, to
 * write the table to `target`; the database must stay open until it is settled. The bytes depend only on the lines: with or without a
 * memory they are the same.
 */
export async function beginLines(db: Database, root: string, target: string, memory: LineMemory | null): Promise<{written: Promise<WrittenLines>}> {
  if (!memory) forgetLines(root);
  mkdirSync(join(root, "lines"), {recursive: true});
  const tasks = await sumUp(db, root, memory);
  const written = writeLines(await db.connect(), root, target, tasks);
  written.catch(() => {}); // whoever awaits it hears of it
  return {written};
}

async function writeLines(db: Database, root: string, target: string, tasks: readonly Task[]): Promise<WrittenLines> {
  const parts: LinePart[] = [];
  for (const task of tasks) {
    const {bucket, fileIds, added, kept} = task;
    parts.push({bucket, sha256: kept?.isWhole && !added.length ? kept.sha256 : await makePart(db, root, task), fileIds});
  }
  const paths = parts.map(({sha256}) => partPath(root, sha256));
  if (!paths.length) paths.push(partPath(root, await makePart(db, root, {bucket: FIRST_BUCKET, lines: 0, fileIds: [], added: []})));
  const rows = joinParquet(paths, target);
  return {parts, rows, bytes: statSync(target).size};
}
