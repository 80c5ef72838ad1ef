/** The alerts of a snapshot, evaluated on what its overview.json says and by the same code as in the browser. */
import {existsSync, readFileSync, writeFileSync} from "node:fs";
import {join} from "node:path";
import {type AlertFacts, type AlertFactsJson, type PastRange, readAlertFacts, withCompared} from "../../src/model/alert-facts.js";
import {statementNamesIn} from "../../src/model/alert-names.js";
import {partsKey, partsOfRules, partsQuery, readParts} from "../../src/model/alert-parts.js";
import {type AlertRule, asksForRestatements} from "../../src/model/alert-rules.js";
import {type Alert, byWeight, evaluateRules, type Firing, recentDays} from "../../src/model/alerts.js";
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

/** What the rules found in one snapshot, and what they looked at. */
export interface Evaluated {
  rules: AlertRule[];
  /** Name of the file of rules; null without one. */
  file: string | null;
  facts: AlertFacts;
  found: ReturnType<typeof evaluateRules>;
}

async function evaluate(db: Database, overview: Json, {rules, file}: Pick<Evaluated, "rules" | "file">, {root, lines}: Place): Promise<Evaluated> {
  const {facts, keep} = factsWithRanges(overview, root);
  await loadParts(db, facts, rules, lines);
  const found = evaluateRules(rules, facts, recentDays(facts));
  keep();
  return {rules, file, facts, found};
}

/** The same once the restated months are known: only rules that ask for them can find anything else. */
function evaluateAgain({facts, found, ...set}: Evaluated, restated: AlertFactsJson): Evaluated {
  const known = withCompared(facts, restated);
  const again = new Set(set.rules.filter(asksForRestatements).map(({id}) => id));
  const {alerts, firings} = evaluateRules(set.rules.filter(({id}) => again.has(id)), known, recentDays(known));
  const stays = ({rule_id}: {rule_id: string}) => !again.has(rule_id);
  return {...set, facts: known, found: {alerts: [...found.alerts.filter(stays), ...alerts].sort(byWeight), firings: [...found.firings.filter(stays), ...firings]}};
}

async function fill(db: Database, {mart, create}: typeof alertsMart, rows: readonly Row[]): Promise<Mart> {
  await db.run(create.replace("create table", "create or replace table"));
  const names = Object.keys(mart.columns);
  const value = (cell: Row[string]) => (typeof cell === "string" ? literal(cell) : String(cell ?? null));
  if (rows.length) await db.run(`insert into ${mart.name} values ${rows.map((row) => `(${names.map((name) => value(row[name])).join(", ")})`).join(", ")}`);
  return mart;
}

/** Creates `alerts` and `alert_history`; returns both for writing, and what overview.json carries of the alerts. */
async function fillTables(db: Database, {rules, file, found}: Evaluated): Promise<{marts: Mart[]; json: Json}> {
  const open = found.alerts.map(alertRow);
  const marts = [await fill(db, alertsMart, open), await fill(db, alertHistoryMart, found.firings.map(firingRow))];
  return {marts, json: {alert_rules: rules, alerts: columnar(alertsMart, open), alert_file: file}};
}

/** Evaluates the rules and creates their tables; `problems` is what is wrong with the names in the rules. */
export async function createAlerts(db: Database, overview: Json, set: RuleSet, place: Place): Promise<{marts: Mart[]; json: Json; problems: Problem[]; evaluated: Evaluated}> {
  const {rules, problems} = withKnownNames({...set, problems: []}, statementNamesIn(overview));
  const evaluated = await evaluate(db, overview, {rules, file: set.file}, place);
  return {...(await fillTables(db, evaluated)), problems, evaluated};
}

/**
 * The same once more with the restated months that the comparison with the snapshot before found (`restated`, a part of
 * overview.json), for the folder of that comparison: it is served over the snapshot's own. `evaluated` is what this run found
 * before it knew them; without it everything is evaluated on `overview`. Returns the new part of overview.json, and `tables` with
 * the sizes of the new files.
 */
export async function alertsAfterComparison(db: Database, overview: () => Json, restated: AlertFactsJson, tables: TableInfo[], {draft, evaluated, ...place}: Place & {draft: string; evaluated?: Evaluated}): Promise<{json: Json; tables: TableInfo[]}> {
  const {marts, json} = await fillTables(db, evaluated ? evaluateAgain(evaluated, restated) : await evaluateServed(db, {...overview(), ...restated}, place));
  const sizes = new Map<string, {rows: number; bytes: number}>();
  for (const {name, orderBy} of marts) sizes.set(name, await writeParquet(db, `from ${name} order by ${orderBy}`, join(draft, `${name}.parquet`)));
  return {json, tables: tables.map((table) => ({...table, ...sizes.get(table.name)}))};
}

const evaluateServed = (db: Database, overview: Json, place: Place): Promise<Evaluated> =>
  evaluate(db, overview, {rules: overview.alert_rules as AlertRule[], file: overview.alert_file as string | null}, place);
