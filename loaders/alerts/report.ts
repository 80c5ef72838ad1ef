/** The alerts of a snapshot for a person and for machines; and rules of another file tried on its history. */
import {existsSync, readFileSync} from "node:fs";
import {alertHeadline, alertTimes, isOpen, readAlerts, readSnapshotRules, triedSentence, type AlertsJson} from "../../src/model/alert-report.js";
import {statementNamesIn} from "../../src/model/alert-names.js";
import {partsOfRules} from "../../src/model/alert-parts.js";
import {ruleText} from "../../src/model/alert-text.js";
import {alertDays, evaluateRules, type Alert, type Firing} from "../../src/model/alerts.js";
import type {Columns} from "../../src/model/columns.js";
import {isoDay} from "../../src/model/days.js";
import {formatDay} from "../../src/model/format.js";
import {openDatabase} from "../duckdb.js";
import type {Manifest, Problem} from "../manifest.js";
import {servedFiles} from "../store.js";
import {factsWithRanges, loadParts} from "./index.js";
import {readRuleFile, withKnownNames, type RuleSet} from "./rules-file.js";

type Overview = AlertsJson & {artists?: Columns; countries?: Columns} & Record<string, unknown>;

export interface AlertReport {
  alerts: Alert[];
  /** Sentences about rules that are not in use. */
  problems: string[];
  isSevere: boolean;
  /** Rules that were evaluated, each in a sentence. */
  rules: {id: string; text: string}[];
}

/** overview.json as it is served, with the comparison over it. */
export const servedOverview = (root: string, id: string): Overview => JSON.parse(readFileSync(servedFiles(root, id).get("overview.json")!, "utf8"));

const ofRules = ({file}: Problem): boolean => /^alerts\.(ya?ml|json)$/.test(file);
const severe = (alerts: readonly Alert[]): boolean => alerts.some((alert) => isOpen(alert) && alert.severity === "severe");

export function alertReport(overview: Overview, {problems}: Pick<Manifest, "problems">): AlertReport {
  const alerts = readAlerts(overview);
  return {alerts, problems: problems.filter(ofRules).map(({sentence}) => sentence), isSevere: severe(alerts), rules: readSnapshotRules(overview).map((rule) => ({id: rule.id, text: ruleText(rule)}))};
}

export function reportLines({alerts, problems, rules}: AlertReport, {id, as_of}: Pick<Manifest, "id" | "as_of">): string[] {
  const lines = [`${alertHeadline(alerts)}; ${rules.length} rules, as of ${as_of}, snapshot ${id}`];
  for (const alert of alerts) lines.push("", `${alert.state === "open" ? alert.severity : `${alert.severity}, ${alert.state}`}: ${alert.rule_name}`, `  ${alert.sentence}`, `  ${alertTimes(alert)}`, `  → ${alert.evidence}`);
  if (problems.length) lines.push("", ...problems.map((sentence) => `  problem: ${sentence}`));
  return lines;
}

/** One rule of a file that is only tried. */
export interface TriedRule {
  id: string;
  name: string;
  text: string;
  firings: Firing[];
  sentence: string;
}

export interface Tried extends Pick<RuleSet, "file"> {
  problems: string[];
  rules: TriedRule[];
  alerts: Alert[];
  isSevere: boolean;
}

/** Replays the rules of `path` over the history of the snapshot. Throws a sentence when the file cannot be opened. */
export async function tryRules(path: string, overview: Overview, root: string, id: string): Promise<Tried> {
  const {file, rules, problems} = withKnownNames(readRuleFile(path), statementNamesIn(overview));
  const {facts, keep} = factsWithRanges(overview, root);
  if (partsOfRules(rules).length) {
    const db = await openDatabase();
    await loadParts(db, facts, rules, async () => servedFiles(root, id).get("statement_lines.parquet")!).finally(() => db.close());
  }
  const days = alertDays(facts);
  const span = days.length ? `${formatDay(days[0])} – ${formatDay(days.at(-1)!)}` : "no day yet";
  const {alerts, firings} = evaluateRules(rules, facts);
  if (existsSync(root)) keep();
  const tried = rules.map((rule) => {
    const own = firings.filter(({rule_id}) => rule_id === rule.id);
    return {id: rule.id, name: rule.name, text: ruleText(rule), firings: own, sentence: triedSentence(own, span)};
  });
  return {file, problems: problems.map(({sentence}) => sentence), rules: tried, alerts, isSevere: severe(alerts)};
}

export function triedLines({file, problems, rules, alerts}: Tried): string[] {
  const lines = [`${rules.length} rules of ${file} tried; nothing is saved. ${alertHeadline(alerts)} today.`];
  for (const {id, name, text, sentence} of rules) lines.push("", `${id}: ${name}`, `  ${text}`, `  ${sentence}`);
  if (problems.length) lines.push("", ...problems.map((sentence) => `  problem: ${sentence}`));
  return lines;
}

/** Days as ISO text, for JSON. */
export const plainAlert = ({since_on, fired_on, ...alert}: Alert) => ({...alert, since_on: isoDay(since_on), fired_on: fired_on && isoDay(fired_on)});
export const plainFiring = ({fired_on, ...firing}: Firing) => ({...firing, fired_on: isoDay(fired_on)});
