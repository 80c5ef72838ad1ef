/** All files of the data folder into the staged tables; what is wrong with them is collected, not thrown. */
import {headingsFound, type StatementLayout} from "../../src/model/statement-fields.js";
import {rejectSentence} from "../../src/model/statement-rejects.js";
import {recordStarts} from "../csv-layout.js";
import {type Database, type Row, literal} from "../duckdb.js";
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

/** Every spelling of the label's list, and each artist's own name; lower case → the name to show. Each once, whatever the lists hold: a second one would double the lines. */
const artistAliases = `create table artist_aliases as with listed as (select alias_key, max(artist) as artist from staged_aliases group by alias_key)
  from listed union all select lower(artist), max(artist) from staged_aliases where lower(artist) not in (select alias_key from listed) group by lower(artist)`;

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

/** A file and what is to be done with it. */
interface Task {
  file: InputFile;
  table: string;
  source?: Source;
  /** Name of an earlier file with the same content. */
  twin?: string;
  earlier?: {dataset: Dataset; quarantine: Row[]};
}

/** What one file came to; `selects` are rows of a target. */
interface Outcome {
  dataset: Dataset;
  problems: Problem[];
  selects: {target: string; select: string}[];
}

/**
 * Stages every file; creates every table of `targets`, `new_lines` (the part of `staged_lines` that was read now) and
 * `artist_aliases`. `onFile` hears of each file when it is done, in their order; `mappings` are the layouts that the data folder describes itself.
 */
export async function loadInputs(db: Database, files: InputFile[], onFile: (dataset: Dataset, seconds: number) => void, {mappings = [], known}: {mappings?: readonly StatementLayout[]; known?: KnownFiles | null} = {}): Promise<Loaded> {
  await db.run(quarantineTable);
  await db.run(identitiesTable);
  const names = new Map(files.toReversed().map(({sha256, name}) => [sha256, name]));
  const tasks = files.map((file, i): Task => {
    const source = sourceOf(file, mappings);
    const twin = names.get(file.sha256) === file.name ? undefined : names.get(file.sha256);
    return {file, table: `input_${i}`, source, twin, earlier: source && !twin && !file.problem ? known?.find(file) : undefined};
  });
  const kept = tasks.filter(({earlier}) => earlier);
  await db.insert("quarantine_rows", kept.flatMap(({earlier}) => earlier!.quarantine.map((row) => quarantineColumns.map((column) => row[column]))));
  const outcomes = await loadBeside(db, tasks, onFile);
  const loaded: Loaded = {datasets: outcomes.map(({dataset}) => dataset), problems: outcomes.flatMap(({problems}) => problems)};
  const parts = new Map<string, string[]>(Object.keys(targets).map((target) => [target, []]));
  for (const {target, select} of outcomes.flatMap(({selects}) => selects)) parts.get(target)!.push(select);
  for (const [target, selects] of parts) {
    const empty = `select ${targets[target].split(/,\s+(?![0-9])/).map((column) => `null::${column.trim().replace(/^\S+\s+/, "")} as ${column.trim().split(/\s/)[0]}`).join(", ")} where false`;
    if (target === "staged_lines") {
      await db.run(`create view new_lines as ${selects.join("\nunion all\n") || empty}`);
      selects.splice(0, selects.length, "from new_lines", ...(kept.length ? [known!.lines(kept.map(({file}) => file.fileId))] : []));
    }
    const kind = sources.some((source) => source.target === target && isSettled(source)) ? "table" : "view";
    await db.run(`create ${kind} ${target} as ${selects.join("\nunion all\n") || empty}`);
  }
  await db.run(artistAliases);
  await settleFeeds(db, sources, loaded.datasets);
  if (loaded.datasets.some(({rows_quarantined}) => rows_quarantined > 0)) loaded.problems.push(...(await rejectProblems(db, files)));
  return loaded;
}

/** The note of a text that DuckDB could not read as it was; its broken lines have sentences of their own. */
export const READ_BY_LINE = "damaged: read line by line";

/**
 * View of the lines of one file that was read now: much cheaper to ask than `new_lines`, which is all of them. Like everything
 * that it reads it is not temporary, so that every connection can ask it.
 */
export const linesOf = (fileId: string): string => `lines_of_${fileId}`;

/**
 * Two connections take one file after the other, the largest first: a small file keeps no more than one core busy. Files whose rows
 * other files may repeat are read in their order.
 */
async function loadBeside(db: Database, tasks: readonly Task[], onFile: (dataset: Dataset, seconds: number) => void): Promise<Outcome[]> {
  const outcomes: ({seconds: number} & ({outcome: Outcome} | {error: unknown}))[] = [];
  let told = 0;
  const load = async (on: Database, task: Task) => {
    const started = performance.now();
    const result = await loadOne(on, task).then((outcome) => ({outcome}), (error: unknown) => ({error}));
    outcomes[tasks.indexOf(task)] = {...result, seconds: (performance.now() - started) / 1000};
    for (let next = outcomes[told]; next && "outcome" in next; next = outcomes[++told]) onFile(next.outcome.dataset, next.seconds);
  };
  const [inOrder, inAny] = [true, false].map((isOrdered) => tasks.filter(({source}) => Boolean(source?.identity) === isOrdered));
  const queue = inAny.toSorted((a, b) => a.file.bytes - b.file.bytes);
  const work = async (on: Database, first: readonly Task[]) => {
    for (const task of first) await load(on, task);
    for (let task = queue.pop(); task; task = queue.pop()) await load(on, task);
  };
  await Promise.all([work(await db.connect(), []), work(db, inOrder)]);
  return outcomes.map((one) => {
    if ("error" in one) throw one.error;
    return one.outcome;
  });
}

async function loadOne(db: Database, {file, table, source, twin, earlier}: Task): Promise<Outcome> {
  const outcome: Omit<Outcome, "dataset"> = {problems: [], selects: []};
  if (file.problem) return {...outcome, dataset: unusable(file, file.problem, outcome.problems)};
  if (earlier) return {...outcome, dataset: {...earlier.dataset}};
  if (!source) return {...outcome, dataset: unread(file)};
  return {...outcome, dataset: twin ? duplicateOf(file, source, twin) : await loadSafely(db, file, source, table, outcome)};
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
async function loadSafely(db: Database, file: InputFile, source: Source, table: string, outcome: Omit<Outcome, "dataset">): Promise<Dataset> {
  const changed = `${file.name} changed while it was read: run this again when it is complete`;
  try {
    const dataset = await loadFile(db, file, source, table, outcome);
    return file.hasChanged() ? unusable(file, changed, outcome.problems) : dataset;
  } catch (error) {
    if (file.hasChanged()) return unusable(file, changed, outcome.problems);
    throw new Error(`${file.name} cannot be read: ${error instanceof Error ? error.message : String(error)}`, {cause: error});
  }
}

async function loadFile(db: Database, file: InputFile, source: Source, table: string, {problems, selects}: Omit<Outcome, "dataset">): Promise<Dataset> {
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
  if (source.target === "staged_lines") await db.run(`create view ${linesOf(file.fileId)} as ${normalised}`);
  selects.push({target: source.target, select: source.target === "staged_lines" ? `from ${linesOf(file.fileId)}` : normalised});
  if (source.alsoStages) selects.push({target: source.alsoStages.target, select: source.alsoStages.select(view, file)});
  const [range] = !repeated ? [staged.range] : source.span ? await db.all(`select min(${source.span})::varchar as first_on, max(${source.span})::varchar as last_on from ${view}`) : [{first_on: null, last_on: null}];
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
  await db.run(`create view ${once} as from ${staged.view} where line not in (select line from quarantine_rows where file_id = ${literal(file.fileId)})`);
  return repeats as number;
}

/** One sentence for each reason and column of each file, with the first line it was seen on. A byte order mark is named in SQL: DuckDB's client drops one at the start of a text. */
async function rejectProblems(db: Database, files: readonly InputFile[]): Promise<Problem[]> {
  const places = new Map(files.map(({name}, i) => [name, i]));
  const rows = await db.all(`select file, column_name, reason, count(*)::integer as count, min(line)::integer as line, replace(arg_min(value, line), chr(65279), '[U+FEFF]') as value
    from quarantine_rows group by all order by line, column_name`);
  return rows.sort((a, b) => places.get(a.file)! - places.get(b.file)!).map(({file, column_name, reason, count, line, value}) => ({
    severity: "reject", file, line, column: column_name || undefined, found: value ?? undefined, expected: reason, count,
    sentence: rejectSentence(file, {line, column: column_name, found: value, reason, count})
  }));
}

const recordsIn = (file: InputFile): number => file.plainLines ?? recordStarts(file.text, file.delimiter).length;

function duplicateOf(file: InputFile, source: Source, twin: string): Dataset {
  const rows = recordsIn(file) - 1;
  return {...describeFile(file), feed: source.feed, status: "duplicate", rows_in: rows, layout: source.layout(file), needed_for: source.neededFor, note: `same content as ${twin}, which is loaded once`};
}

function unread(file: InputFile): Dataset {
  const rows = Math.max(0, recordsIn(file) - 1);
  return {...describeFile(file), status: "not read", rows_in: rows, columns_not_loaded: headingsFound(file.header), note: "no table reads this file; it is listed so that nothing is overlooked"};
}
