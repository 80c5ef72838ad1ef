/** What only all files together can tell: rows that another feed shows to be wrong, and rows that a newer file reports again. */
import {type Database, literal} from "../duckdb.js";
import type {Dataset} from "../manifest.js";
import {byExportTime, exportTime} from "./newest.js";
import type {Source} from "./source.js";

/** Whether a source's rows are held in a table that `settleFeeds` may take rows from. */
export const isSettled = ({supersedes, rejects}: Source): boolean => Boolean(supersedes ?? rejects);

/**
 * Takes rows out of the targets of `sources` and counts each in its file's dataset: rejected ones go to `quarantine_rows`,
 * superseded ones are said in the note. Needs every target and `artist_aliases`.
 */
export async function settleFeeds(db: Database, sources: Source[], datasets: Dataset[]): Promise<void> {
  const loaded = datasets.filter(({status}) => status === "loaded").sort((a, b) => byExportTime(a.file, b.file));
  await db.run("create temp table loaded_files (file_id varchar, file varchar, feed varchar, age integer)");
  if (loaded.length) await db.run(`insert into loaded_files values ${loaded.map(({file_id, file, feed}, age) => `(${[file_id, file, feed].map(literal).join(", ")}, ${age})`).join(", ")}`);
  const byTarget = [...new Map(sources.filter(isSettled).map((source) => [source.target, source])).values()];
  const rejecting = byTarget.filter(({rejects}) => rejects);
  const wrong = await targetsWith(db, rejecting, ({rejects}) => rejects!);
  const first = rejecting.findIndex(({target}) => wrong.has(target)); // those behind it are asked again: they may depend on the rows that go
  for (const {target, rejects} of first < 0 ? [] : rejecting.slice(first)) await reject(db, target, rejects!, loaded);
  const superseding = byTarget.filter(({supersedes}) => supersedes);
  const repeated = await targetsWith(db, superseding, ({target, supersedes}) => `select 1 from ${target} group by ${supersedes!.key.join(", ")} having count(*) > 1`);
  for (const source of superseding.filter(({target}) => repeated.has(target))) await keepNewest(db, source, source.supersedes!, loaded);
}

/** Targets of those sources of which `select` has any row; one question for all, because nearly always none has. */
async function targetsWith(db: Database, sources: readonly Source[], select: (source: Source) => string): Promise<Set<string>> {
  const rows = await db.all(sources.map((source) => `select ${literal(source.target)} as target where exists (${select(source)})`).join(" union all "));
  return new Set(rows.map(({target}) => target as string));
}

/** Moves the rows that `select` names from `target` to quarantine. */
async function reject(db: Database, target: string, select: string, datasets: Dataset[]): Promise<void> {
  await db.run(`create or replace temp table late_rejects as ${select}`);
  await db.run(`insert into quarantine_rows select file_id, file, feed, line, column_name, value, reason, raw from late_rejects join loaded_files using (file_id)`);
  for (const {file_id, lines} of await takeOut(db, target, "late_rejects")) {
    const dataset = datasets.find((one) => one.file_id === file_id)!;
    dataset.rows_loaded -= lines;
    dataset.rows_quarantined += lines;
  }
}

/** Deletes the lines that table `named` names; how many of each file. */
async function takeOut(db: Database, target: string, named: string): Promise<{file_id: string; lines: number}[]> {
  await db.run(`delete from ${target} where (file_id, line) in (select (file_id, line) from ${named})`);
  return (await db.all(`select file_id, count(distinct line)::integer as lines from ${named} group by file_id`)) as {file_id: string; lines: number}[];
}

/** Of the rows with one key the newest file's stays; a second one within a file is rejected. */
async function keepNewest(db: Database, {target, span}: Source, {key, heading, says}: NonNullable<Source["supersedes"]>, datasets: Dataset[]): Promise<void> {
  const keys = key.map((_, i) => `k${i}`).join(", ");
  const keyed = `select file_id, line, age, ${span ?? "null::date"} as day, ${key.map((sql, i) => `${sql} as k${i}`).join(", ")} from ${target} join loaded_files using (file_id)`;
  await db.run(`create or replace temp table contested as select *, row_number() over (partition by file_id, ${keys} order by line) as occurrence,
    max(age) over (partition by ${keys}) as newest from (${keyed})`);
  await reject(db, target, `select file_id, line, ${literal(heading)} as column_name, concat_ws(', ', ${keys}) as value, ${literal(says)} as reason, null::varchar as raw from contested where occurrence > 1`, datasets);
  await db.run("create or replace temp table superseded as from contested where occurrence = 1 and age < newest");
  const ways = await db.all(`select s.file_id, f.file as newer, count(*)::integer as lines, min(day)::varchar as first_on, max(day)::varchar as last_on
    from superseded s join loaded_files f on f.age = s.newest group by all order by newer`);
  await takeOut(db, target, "superseded");
  for (const {file_id, newer, lines, first_on, last_on} of ways) {
    const dataset = datasets.find((one) => one.file_id === file_id)!;
    dataset.rows_loaded -= lines;
    dataset.rows_superseded += lines;
    say(dataset, `${lines} row${lines > 1 ? "s" : ""}${first_on ? ` (${first_on} to ${last_on})` : ""} give${lines > 1 ? "" : "s"} way to ${newer}, ${exportTime(newer) === exportTime(dataset.file) ? "the later one by name" : "which is newer"}`);
  }
}

/** Adds a sentence to the dataset's note. */
export const say = (dataset: Dataset, sentence: string): void => void (dataset.note = [dataset.note, sentence].filter(Boolean).join("; "));
