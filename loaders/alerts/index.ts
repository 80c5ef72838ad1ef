/** The alerts of a snapshot, evaluated on what its overview.json says and by the same code as in the browser. */
import {existsSync, readFileSync, writeFileSync} from "node:fs";
import {join} from "node:path";
import {type AlertFacts, type PastRange, readAlertFacts} from "../../src/model/alert-facts.js";
import {statementNamesIn} from "../../src/model/alert-names.js";
import {partsKey, partsOfRules, partsQuery, readParts} from "../../src/model/alert-parts.js";
import type {AlertRule} from "../../src/model/alert-rules.js";
import {type Alert, evaluateRules, type Firing, recentDays} from "../../src/model/alerts.js";
import {isoDay} from "../../src/model/days.js";
import {codeVersion} from "../code-version.js";
import {type Database, literal, writeParquet} from "../duckdb.js";
import type {Problem, TableInfo} from "../manifest.js";
import type {Mart} from "../marts/mart.js";
import {alertHistoryMart, alertsMart} from "./marts.js";
import {type RuleSet, withKnownNames} from "./rules-file.js";

type Json = Record<string, unknown>;
type Row = Record<string, string | number | null>;

/** The folder of snapshots, and the path of statement_lines as Parquet once it is written; it is only asked for when a rule needs it. */
interface Place {
  root: string;
  lines: () => Promise<string>;
}

const keptFile = (root: string): string => join(root, "alert-ranges.json");

/** Ranges of earlier runs of the same code: they save fits and change no figure. A damaged file is none. */
function keptRanges(root: string): [string, PastRange | null][] {
  if (!existsSync(keptFile(root))) return [];
  try {
    const {code, ranges} = JSON.parse(readFileSync(keptFile(root), "utf8")) as {code: string; ranges: [string, PastRange | null][]};
    return code === codeVersion() && Array.isArray(ranges) ? ranges : [];
  } catch {
    return [];
  }
}

/** Facts that know the ranges of earlier runs; `keep` writes them back when there are new ones. */
export function factsWithRanges(overview: Json, root: string): {facts: AlertFacts; keep: () => void} {
  const facts = readAlertFacts(overview as never);
  for (const [key, range] of keptRanges(root)) facts.ranges.set(key, range);
  const before = facts.ranges.size;
  return {facts, keep: () => facts.ranges.size > before && writeFileSync(keptFile(root), JSON.stringify({code: codeVersion(), ranges: [...facts.ranges]}))};
}

const alertRow = ({since_on, fired_on, ...alert}: Alert): Row => ({...alert, since_on: isoDay(since_on), fired_on: fired_on && isoDay(fired_on)});
const firingRow = ({fired_on, ...firing}: Firing): Row => ({...firing, fired_on: isoDay(fired_on)});

const columnar = ({mart}: typeof alertsMart, rows: readonly Row[]): Record<string, Row[string][]> =>
  Object.fromEntries(Object.keys(mart.columns).map((name) => [name, rows.map((row) => row[name])]));

/** Reads the statements by artist and country as far as the rules ask for them; `lines` says where statement_lines is as Parquet. */
export async function loadParts(db: Database, facts: AlertFacts, rules: readonly AlertRule[], lines: Place["lines"]): Promise<void> {
  for (const parts of partsOfRules(rules)) {
    const {sql, params} = partsQuery(parts, facts.currency, `read_parquet(${literal(await lines())})`);
    facts.parts.set(partsKey(parts), readParts(await db.all(sql, params)));
  }
}

/** Evaluates the rules; `json` is what overview.json carries of them, `rows` the rows of the two tables. */
async function evaluateSnapshot(db: Database, overview: Json, rules: readonly AlertRule[], {root, lines}: Place) {
  const {facts, keep} = factsWithRanges(overview, root);
  await loadParts(db, facts, rules, lines);
  const {alerts, firings} = evaluateRules(rules, facts, recentDays(facts));
  keep();
  const [open, history] = [alerts.map(alertRow), firings.map(firingRow)];
  return {rows: {open, history}, json: {alert_rules: rules, alerts: columnar(alertsMart, open)}};
}

async function fill(db: Database, {mart, create}: typeof alertsMart, rows: readonly Row[]): Promise<Mart> {
  await db.run(create.replace("create table", "create or replace table"));
  const names = Object.keys(mart.columns);
  const value = (cell: Row[string]) => (typeof cell === "string" ? literal(cell) : String(cell ?? null));
  if (rows.length) await db.run(`insert into ${mart.name} values ${rows.map((row) => `(${names.map((name) => value(row[name])).join(", ")})`).join(", ")}`);
  return mart;
}

/** Creates `alerts` and `alert_history`; returns both for writing, the part of overview.json, and what is wrong with the names in the rules. */
export async function createAlerts(db: Database, overview: Json, set: RuleSet, place: Place): Promise<{marts: Mart[]; json: Json; problems: Problem[]}> {
  const known = withKnownNames({...set, problems: []}, statementNamesIn(overview));
  const {rows, json} = await evaluateSnapshot(db, overview, known.rules, place);
  return {marts: [await fill(db, alertsMart, rows.open), await fill(db, alertHistoryMart, rows.history)], json: {...json, alert_file: set.file}, problems: known.problems};
}

/**
 * The same once more with the restated months that the comparison with the snapshot before found, for the folder of that
 * comparison: it is served over the snapshot's own. Returns the new part of overview.json, and `tables` with the sizes
 * of the new files.
 */
export async function alertsAfterComparison(db: Database, overview: Json, tables: TableInfo[], {draft, ...place}: Place & {draft: string}): Promise<{json: Json; tables: TableInfo[]}> {
  const {marts, json} = await createAlerts(db, overview, {file: overview.alert_file as string | null, rules: overview.alert_rules as AlertRule[], problems: [], named: {}}, place);
  const sizes = new Map<string, {rows: number; bytes: number}>();
  for (const {name, orderBy} of marts) sizes.set(name, await writeParquet(db, `from ${name} order by ${orderBy}`, join(draft, `${name}.parquet`)));
  return {json, tables: tables.map((table) => ({...table, ...sizes.get(table.name)}))};
}
