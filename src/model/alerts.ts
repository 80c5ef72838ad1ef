/**
 * Alerts: rules replayed day by day over what was known on each day. The snapshot, `npm run alerts` and the try-out on
 * the Alerts page all run this. Pure.
 */
import {rateDriftFindings} from "./alert-drift.js";
import {missingFeedFindings} from "./alert-feeds.js";
import type {AlertFacts} from "./alert-facts.js";
import {joinSubjects, subjectKey, type Finding, type Subject} from "./alert-finding.js";
import {forecastRangeFindings} from "./alert-forecast.js";
import {overdueFindings} from "./alert-payments.js";
import type {AlertCondition, AlertKind, AlertLeaf, AlertRule, LeafOf, Severity} from "./alert-rules.js";
import {restatementFindings} from "./alert-statements.js";
import {changeFindings, thresholdFindings} from "./alert-windows.js";
import {addDays, dayCount, isoDay} from "./days.js";

/** Conditions that hold together; `findings` has one for each leaf that held. */
interface Hit {
  subject: Subject;
  findings: Finding[];
}

type Judges = {[Kind in AlertKind]: (leaf: LeafOf<Kind>, facts: AlertFacts, day: Date) => Finding[]};
const judges: Judges = {
  threshold: thresholdFindings, change: changeFindings, forecast_range: forecastRangeFindings, missing_feed: missingFeedFindings,
  overdue: overdueFindings, rate_drift: rateDriftFindings, restatement: restatementFindings
};

/** What one question finds on a day; nothing below its minimum volume. */
export function leafFindings(leaf: AlertLeaf, facts: AlertFacts, day: Date): Finding[] {
  const judge = judges[leaf.kind] as (leaf: AlertLeaf, facts: AlertFacts, day: Date) => Finding[];
  return judge(leaf, facts, day).filter(({volume}) => volume >= leaf.min_volume);
}

const hitsOf = (condition: AlertCondition, facts: AlertFacts, day: Date): Hit[] =>
  condition.kind === "group" ? combine(condition, facts, day) : leafFindings(condition, facts, day).map((finding) => ({subject: finding.subject, findings: [finding]}));

/** any: each subject once, with all that was found about it; all: subjects that fit together, such as a label and its distributor. */
function combine({match, conditions}: {match: "all" | "any"; conditions: readonly AlertCondition[]}, facts: AlertFacts, day: Date): Hit[] {
  if (match === "any") return merged(conditions.flatMap((condition) => hitsOf(condition, facts, day)));
  let hits: Hit[] | null = null;
  for (const condition of conditions) {
    if (hits?.length === 0) return [];
    const own = hitsOf(condition, facts, day);
    hits = hits === null ? own : hits.flatMap((a) => own.flatMap((b) => {
      const subject = joinSubjects(a.subject, b.subject);
      return subject ? [{subject, findings: [...a.findings, ...b.findings]}] : [];
    }));
  }
  return merged(hits ?? []);
}

function merged(hits: readonly Hit[]): Hit[] {
  const by = new Map<string, Hit>();
  for (const hit of hits) {
    const held = by.get(subjectKey(hit.subject));
    if (held) held.findings.push(...hit.findings.filter(({sentence}) => held.findings.every((other) => other.sentence !== sentence)));
    else by.set(subjectKey(hit.subject), {...hit, findings: [...hit.findings]});
  }
  return [...by.values()];
}

/** A rule that fired; figure, unit and evidence are those of its first condition that held. */
export interface Firing {
  rule_id: string;
  subject: string;
  fired_on: Date;
  severity: Severity;
  value: number;
  compare: number | null;
  unit: string;
  sentence: string;
  evidence: string;
}

/**
 * An alert on the last day. open: the conditions hold. passed: it fired within its cooldown and holds no more.
 * snoozed: the conditions hold and the rule is silent.
 */
export interface Alert extends Omit<Firing, "fired_on"> {
  rule_name: string;
  state: "open" | "passed" | "snoozed";
  /** First day of the run of days on which it has held; of a passed one, the day it fired. */
  since_on: Date;
  /** Last firing; null when it was snoozed all along. */
  fired_on: Date | null;
  fired_count: number;
}

interface Track {
  since: Date;
  last: Date;
  firings: Firing[];
  /** Fixed period of the last firing's figures. */
  firedFor: string | undefined;
  hit: Hit;
}

/** Undefined when a figure changes with the day, such as days of silence: those may fire again after the cooldown. */
const periodOf = ({findings}: Hit): string | undefined => (findings.every(({period}) => period !== undefined) ? findings.map(({period}) => period).join(" ") : undefined);

const isSnoozed = ({snooze_until, snooze_from}: AlertRule, day: Date, asOf: Date): boolean =>
  snooze_until !== undefined && isoDay(day) <= snooze_until && isoDay(day) >= (snooze_from ?? isoDay(asOf));

function firingOf(rule: AlertRule, {subject, findings}: Hit, day: Date): Firing {
  const [{value, compare, unit, evidence}] = findings;
  return {rule_id: rule.id, subject: subjectKey(subject), fired_on: day, severity: rule.severity, value, compare, unit, sentence: findings.map(({sentence}) => sentence).join(" "), evidence};
}

/** One rule on its way through the days; `step` them in order, then ask. */
export interface Replay {
  step(day: Date): void;
  firings(): Firing[];
  /** As of the last day stepped. */
  alerts(): Alert[];
}

/** Starts a replay. A rule that is switched off finds nothing. */
export function replayRule(rule: AlertRule, facts: AlertFacts): Replay {
  const tracks = new Map<string, Track>();
  let today: Date | null = null;
  const step = (day: Date) => {
    today = day;
    if (!rule.enabled) return;
    const snoozed = isSnoozed(rule, day, facts.asOf);
    for (const hit of combine(rule, facts, day)) {
      const key = subjectKey(hit.subject);
      const held = tracks.get(key);
      const track: Track = {since: held && Number(held.last) === Number(addDays(day, -1)) ? held.since : day, last: day, firings: held?.firings ?? [], firedFor: held?.firedFor, hit};
      const before = track.firings.at(-1)?.fired_on;
      const isNews = held?.firedFor === undefined || held.firedFor !== periodOf(hit);
      if (!snoozed && isNews && (!before || dayCount(before, day) - 1 >= rule.cooldown_days)) {
        track.firings.push(firingOf(rule, hit, day));
        track.firedFor = periodOf(hit);
      }
      tracks.set(key, track);
    }
  };
  const alerts = () => [...tracks.values()].flatMap((track) => alertOf(rule, track, today!, facts.asOf));
  const firings = () => [...tracks.values()].flatMap((track) => track.firings).sort((a, b) => Number(a.fired_on) - Number(b.fired_on) || (a.subject < b.subject ? -1 : 1));
  return {step, firings, alerts};
}

function alertOf(rule: AlertRule, {since, last, firings, hit}: Track, today: Date, asOf: Date): Alert[] {
  const holds = Number(last) === Number(today);
  const fired = firings.at(-1) ?? null;
  if (!holds && (!fired || dayCount(fired.fired_on, today) - 1 >= rule.cooldown_days)) return [];
  const state = !holds ? "passed" : isSnoozed(rule, today, asOf) ? "snoozed" : "open";
  const {fired_on, ...figures} = holds ? firingOf(rule, hit, today) : fired!;
  return [{...figures, rule_name: rule.name, state, since_on: holds ? since : fired_on, fired_on: fired?.fired_on ?? null, fired_count: firings.length}];
}

/** Every day from the first fact to the snapshot's own; none in an empty folder. */
export const alertDays = ({first, asOf}: AlertFacts): Date[] => (first && first <= asOf ? Array.from({length: dayCount(first, asOf)}, (_, i) => addDays(first, i)) : []);

/** Days that the snapshot replays: more than the longest cooldown, so that what is open today does not depend on the limit. */
const RECENT_DAYS = 400;

/** The last of these days, for the tables of the snapshot; a try-out sees them all. */
export const recentDays = (facts: AlertFacts): Date[] => alertDays(facts).slice(-RECENT_DAYS);

const rank: Record<Severity, number> = {severe: 0, warning: 1, info: 2};
const stateRank = {open: 0, passed: 1, snoozed: 2} as const;

/** Open ones first, the most severe first. */
export const byWeight = (a: Alert, b: Alert): number =>
  stateRank[a.state] - stateRank[b.state] || rank[a.severity] - rank[b.severity] || Number(b.since_on) - Number(a.since_on) || (`${a.rule_id} ${a.subject}` < `${b.rule_id} ${b.subject}` ? -1 : 1);

/** All rules over the days: the alerts of the last one and everything that fired. */
export function evaluateRules(rules: readonly AlertRule[], facts: AlertFacts, days = alertDays(facts)): {alerts: Alert[]; firings: Firing[]} {
  const replays = days.length ? rules.map((rule) => replayRule(rule, facts)) : [];
  for (const replay of replays) for (const day of days) replay.step(day);
  return {alerts: replays.flatMap((replay) => replay.alerts()).sort(byWeight), firings: replays.flatMap((replay) => replay.firings())};
}
