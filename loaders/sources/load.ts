/** All files of the data folder into the staged tables; what is wrong with them is collected, not thrown. */
import type {StatementLayout} from "../../src/model/statement-fields.js";
import {recordStarts} from "../csv-layout.js";
import {type Database, type Row, insertRows, literal} from "../duckdb.js";
import type {InputFile} from "../inputs.js";
import type {Dataset, Problem} from "../manifest.js";
import {matchHeader} from "./contract.js";
import {feedTargets} from "./feed-targets.js";
import {identitiesTable, quarantineKnown} from "./identities.js";
import {headerProblem, sourceOf, sources} from "./index.js";
import {nameOwnTotals} from "./own-totals.js";
import {isSettled, say, settleFeeds} from "./settle.js";
import type {Source} from "./source.js";
import {type Staged, quarantineColumns, quarantineTable, stage} from "./stage.js";

/** Empty shapes: a feed without files still has its table. */
const targets: Record<string, string> = {
  ...feedTargets,
  staged_lines: `file_id varchar, line integer, distributor varchar, currency varchar, reported_on date, usage_month date, store varchar, artist_raw varchar,
    title varchar, isrc varchar, upc varchar, quantity bigint, team_ppm integer, kind_raw varchar, country varchar,
    withheld decimal(38,18), earnings decimal(38,18), recoup decimal(38,18)`,
  staged_details: `file_id varchar, line integer, transaction_id varchar, usage_from date, usage_through date, original_currency varchar,
    original_amount decimal(38,18), exchange_rate decimal(38,18)`,
  staged_daily: "file_id varchar, line integer, streamed_on date, distributor varchar, spotify bigint, apple bigint, combined bigint",
  staged_rates: "file_id varchar, line integer, platform varchar, rate decimal(18,12), currency varchar",
  staged_terms: "file_id varchar, line integer, distributor varchar, delay_days integer",
  staged_aliases: "file_id varchar, line integer, alias_key varchar, artist varchar"
};

/** Every spelling of the label's list, and each artist's own name; lower case → the name to show. */
const artistAliases = `create temp table artist_aliases as select alias_key, artist from staged_aliases
  union all select distinct on (lower(artist)) lower(artist), artist from staged_aliases where lower(artist) not in (select alias_key from staged_aliases)`;

/** Files whose statement lines an earlier run has kept in their final form (`lines/memory.ts`): they are not read again. */
export interface KnownFiles {
  find(file: InputFile): {dataset: Dataset; quarantine: Row[]} | undefined;
  /** SQL of the lines of these files, shaped like `staged_lines`. */
  lines(fileIds: readonly string[]): string;
}

export interface Loaded {
  datasets: Dataset[];
  problems: Problem[];
}

/**
 * Stages every file; creates every table of `targets`, `new_lines` (the part of `staged_lines` that was read now) and
 * `artist_aliases`. `onFile` hears of each file when it is done; `mappings` are the layouts that the data folder describes itself.
 */
export async function loadInputs(db: Database, files: InputFile[], onFile: (dataset: Dataset, seconds: number) => void, {mappings = [], known}: {mappings?: readonly StatementLayout[]; known?: KnownFiles | null} = {}): Promise<Loaded> {
  await db.run(quarantineTable);
  await db.run(identitiesTable);
  const parts = new Map<string, string[]>(Object.keys(targets).map((target) => [target, []]));
  const loaded: Loaded = {datasets: [], problems: []};
  const seen = new Map<string, string>();
  const kept: string[] = [];
  for (const [i, file] of files.entries()) {
    const started = performance.now();
    const source = sourceOf(file, mappings);
    const twin = seen.get(file.sha256);
    seen.set(file.sha256, twin ?? file.name);
    const earlier = source && !twin && !file.problem ? known?.find(file) : undefined;
    if (earlier) kept.push(file.fileId);
    const dataset = file.problem ? unusable(file, file.problem, loaded.problems) : earlier ? await recall(db, earlier) : source && twin ? duplicateOf(file, source, twin) : source ? await loadSafely(db, file, source, `input_${i}`, parts, loaded.problems) : unread(file);
    loaded.datasets.push(dataset);
    onFile(dataset, (performance.now() - started) / 1000);
  }
  for (const [target, selects] of parts) {
    const empty = `select ${targets[target].split(/,\s+(?![0-9])/).map((column) => `null::${column.trim().replace(/^\S+\s+/, "")} as ${column.trim().split(/\s/)[0]}`).join(", ")} where false`;
    if (target === "staged_lines") {
      await db.run(`create temp view new_lines as ${selects.join("\nunion all\n") || empty}`);
      selects.splice(0, selects.length, "from new_lines", ...(kept.length ? [known!.lines(kept)] : []));
    }
    const kind = sources.some((source) => source.target === target && isSettled(source)) ? "table" : "view";
    await db.run(`create temp ${kind} ${target} as ${selects.join("\nunion all\n") || empty}`);
  }
  await db.run(artistAliases);
  await settleFeeds(db, sources, loaded.datasets);
  if (loaded.datasets.some(({rows_quarantined}) => rows_quarantined > 0)) loaded.problems.push(...(await rejectProblems(db, files)));
  return loaded;
}

/** The note of a text that DuckDB could not read as it was; its broken lines have sentences of their own. */
export const READ_BY_LINE = "damaged: read line by line";

/** View of the lines of one file that was read now: much cheaper to ask than `new_lines`, which is all of them. */
export const linesOf = (fileId: string): string => `lines_of_${fileId}`;

/** A file that an earlier run has read: what it said of it then. */
async function recall(db: Database, {dataset, quarantine}: {dataset: Dataset; quarantine: Row[]}): Promise<Dataset> {
  await insertRows(db, "quarantine_rows", quarantine.map((row) => quarantineColumns.map((column) => row[column])));
  return {...dataset};
}

const describeFile = (file: InputFile): Dataset => ({
  file: file.name, feed: "", status: "loaded", file_id: file.fileId, sha256: file.sha256, bytes: file.bytes, rows_in: 0, rows_loaded: 0, rows_quarantined: 0, rows_superseded: 0, rows_left_out: 0,
  first_on: null, last_on: null, layout: "", encoding: `${file.encoding}, ${file.lineEnd}`, columns_not_loaded: "", needed_for: "", note: file.note, ...(file.statedTotals.length ? {stated_totals: file.statedTotals} : {})
});

function unusable(file: InputFile, sentence: string, problems: Problem[]): Dataset {
  problems.push({severity: "fail", file: file.name, count: 1, sentence});
  return {...describeFile(file), status: "failed", note: sentence};
}

/** DuckDB reads the file a second time: when it has changed since, or cannot be read, nothing of it is believed. */
async function loadSafely(db: Database, file: InputFile, source: Source, table: string, parts: Map<string, string[]>, problems: Problem[]): Promise<Dataset> {
  const changed = `${file.name} changed while it was read: run this again when it is complete`;
  try {
    const dataset = await loadFile(db, file, source, table, parts, problems);
    return file.hasChanged() ? unusable(file, changed, problems) : dataset;
  } catch (error) {
    if (file.hasChanged()) return unusable(file, changed, problems);
    throw new Error(`${file.name} cannot be read: ${error instanceof Error ? error.message : String(error)}`, {cause: error});
  }
}

async function loadFile(db: Database, file: InputFile, source: Source, table: string, parts: Map<string, string[]>, problems: Problem[]): Promise<Dataset> {
  const dataset = {...describeFile(file), feed: source.feed, layout: source.layout(file), needed_for: source.neededFor};
  const wrong = file.bytes === 0 ? `${file.name} is empty` : headerProblem(file, source);
  if (wrong) {
    problems.push({severity: "fail", file: file.name, line: file.headerLine, found: file.header.join(", "), expected: source.signature.join(", "), count: 1, sentence: wrong});
    return {...dataset, status: "failed", note: wrong};
  }
  const staged = await stage(db, file, source, table);
  await nameOwnTotals(db, file, source, staged);
  const repeated = source.uniqueBy ? await quarantineRepeats(db, file, source, staged) : source.identity ? await quarantineKnown(db, file, source, staged) : 0;
  const view = repeated ? staged.view.replace(/_ok$/, "_once") : staged.view;
  const normalised = source.normalise(view, file);
  if (source.target === "staged_lines") await db.run(`create temp view ${linesOf(file.fileId)} as ${normalised}`);
  parts.get(source.target)!.push(source.target === "staged_lines" ? `from ${linesOf(file.fileId)}` : normalised);
  if (source.alsoStages) parts.get(source.alsoStages.target)!.push(source.alsoStages.select(view, file));
  const [range] = source.span ? await db.all(`select min(${source.span})::varchar as first_on, max(${source.span})::varchar as last_on from ${view}`) : [{first_on: null, last_on: null}];
  const quarantined = staged.rowsQuarantined + repeated;
  const leftOut = staged.rowsLeftOut;
  const described = {
    ...dataset, ...range, rows_in: staged.rowsIn, rows_loaded: staged.rowsIn - quarantined - leftOut, rows_quarantined: quarantined, rows_left_out: leftOut,
    note: [file.note, staged.isRepaired ? READ_BY_LINE : ""].filter(Boolean).join("; "),
    columns_not_loaded: matchHeader(source.contract, file.header).unread.join(", ")
  } as Dataset;
  if (leftOut) say(described, `${leftOut} total row${leftOut > 1 ? "s" : ""} left out: it would count the others twice`.replace("it would", leftOut > 1 ? "they would" : "it would"));
  return described;
}

/** Later rows of a key that may occur once go to quarantine; creates `<table>_once` when there are any. */
async function quarantineRepeats(db: Database, file: InputFile, source: Source, staged: Staged): Promise<number> {
  const {columns, heading, says} = source.uniqueBy!;
  const once = staged.view.replace(/_ok$/, "_once");
  const numbered = `select *, row_number() over (partition by ${columns.join(", ")} order by line) as occurrence from (${source.normalise(staged.view, file)})`;
  const [{repeats}] = await db.all(`select count(*)::integer as repeats from (${numbered}) where occurrence > 1`);
  if (!repeats) return 0;
  await db.run(`insert into quarantine_rows select file_id, ${literal(file.name)}, ${literal(source.feed)}, line, ${literal(heading)},
    concat_ws(', ', ${columns.join(", ")}), ${literal(says)}, null from (${numbered}) where occurrence > 1`);
  await db.run(`create temp view ${once} as from ${staged.view} where line not in (select line from quarantine_rows where file_id = ${literal(file.fileId)})`);
  return repeats as number;
}

/** One sentence for each reason and column of each file, with the first line it was seen on. */
async function rejectProblems(db: Database, files: readonly InputFile[]): Promise<Problem[]> {
  const places = new Map(files.map(({name}, i) => [name, i]));
  const rows = await db.all(`select file, column_name, reason, count(*)::integer as count, min(line)::integer as line, arg_min(value, line) as value
    from quarantine_rows group by all order by line, column_name`);
  return rows.sort((a, b) => places.get(a.file)! - places.get(b.file)!).map(({file, column_name, reason, count, line, value}) => ({
    severity: "reject", file, line, column: column_name || undefined, found: value ?? undefined, expected: reason, count,
    sentence: `${file} line ${line}${column_name ? `, column "${column_name}"` : ""}: ${value === null ? "" : `found "${String(value).slice(0, 80)}", `}${reason}${count > 1 ? ` (and ${count - 1} more)` : ""}`
  }));
}

function duplicateOf(file: InputFile, source: Source, twin: string): Dataset {
  const rows = recordStarts(file.text, file.delimiter).length - 1;
  return {...describeFile(file), feed: source.feed, status: "duplicate", rows_in: rows, layout: source.layout(file), needed_for: source.neededFor, note: `same content as ${twin}, which is loaded once`};
}

function unread(file: InputFile): Dataset {
  const rows = Math.max(0, recordStarts(file.text, file.delimiter).length - 1);
  return {...describeFile(file), status: "not read", rows_in: rows, columns_not_loaded: file.header.join(", ").slice(0, 500), note: "no table reads this file; it is listed so that nothing is overlooked"};
}
