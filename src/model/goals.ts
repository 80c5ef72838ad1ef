/** The label's goals (`goals.csv`): what each asks, and sentences about those that nobody can judge. */
import {amountOf, dayOf, rowsOf, type Columns} from "./columns.js";
import type {Overview} from "./overview-data.js";

/** streams and money add up over the period; followers are a level, judged by the last day. */
export type GoalKind = "streams" | "revenue" | "payouts" | "followers";

export interface Goal {
  /** As in the file: "streams", "revenue_usd", "payouts_usd", "spotify_followers". */
  metric: string;
  kind: GoalKind;
  /** Year, quarter or month as written. */
  period: string;
  from: Date;
  to: Date;
  target: number;
  /** Null: the whole label. */
  artist: string | null;
  /** Of money; blank for counts. */
  currency: string;
  /** Of followers. */
  platform: string;
}

/** The part of overview.json about goals. */
export interface GoalsJson {
  goals?: Columns;
  goal_followers?: Columns;
  goal_payouts?: Columns;
}

/** What is known of the artists, beside the overview. */
export interface GoalFacts {
  data: Overview;
  /** Statement streams and earnings by usage month and artist. */
  artists: {usage_month: Date; artist: string; streams: number; earnings: number}[];
  followers: {platform: string; artist: string; on: Date; count: number}[];
  /** `paysThrough`: last day of the statements that it pays, where the file says so. */
  payouts: {on: Date; currency: string; amount: number; paysThrough: Date | null}[];
}

const KNOWN_METRICS = "streams, revenue_<currency>, payouts_<currency> and <platform>_followers";

function kindOf(metric: string): GoalKind | null {
  if (metric === "streams") return "streams";
  if (/^(revenue|earnings)_[a-z]{3}$/.test(metric)) return "revenue";
  if (/^payouts_[a-z]{3}$/.test(metric)) return "payouts";
  return /^[a-z]+_followers$/.test(metric) ? "followers" : null;
}

/** Why a goal cannot be judged; null when it can. */
function refusal({metric, scope, currency, target}: {metric: string; scope: string; currency: string; target: number}, {data, artists, followers}: GoalFacts): string | null {
  const kind = kindOf(metric);
  if (kind === null) return `unknown metric "${metric}"; known are ${KNOWN_METRICS}`;
  if (!(target > 0)) return `the target is not above 0: ${target}`;
  const isLabel = scope.toLowerCase() === "label";
  if (kind === "revenue" && currency !== data.currency) return `revenue is kept in ${data.currency} here and never converted, so a goal in ${currency} has no figure`;
  if (kind === "payouts" && !isLabel) return "payouts are known for the whole label only";
  if (kind === "followers" && isLabel) return "followers of several artists are not added, because one person may follow them all; name an artist";
  const known = new Set(kind === "followers" ? followers.map((row) => row.artist) : artists.map((row) => row.artist));
  if (isLabel || known.has(scope)) return null;
  return kind === "followers" ? `no followers of "${scope}" in ${metric.replace("_followers", "")}'s audience file` : `unknown scope "${scope}": neither label nor an artist on the statements`;
}

/** Goals that can be judged, by their end, and a sentence with file and line for each other one. */
export function readGoals(json: GoalsJson, facts: GoalFacts): {goals: Goal[]; problems: string[]} {
  const goals: Goal[] = [];
  const problems: string[] = [];
  for (const row of rowsOf(json.goals)) {
    const raw = {metric: String(row.metric), scope: String(row.scope), currency: String(row.currency ?? ""), target: amountOf(row.target)};
    const reason = refusal(raw, facts);
    if (reason) problems.push(`${row.file ?? "goals.csv"}${row.line ? ` line ${row.line}` : ""}: goal ${raw.metric} of ${row.period} for ${raw.scope} is not judged: ${reason}.`);
    else goals.push({
      metric: raw.metric, kind: kindOf(raw.metric)!, period: String(row.period), from: dayOf(row.starts_on), to: dayOf(row.ends_on), target: raw.target,
      artist: raw.scope.toLowerCase() === "label" ? null : raw.scope, currency: raw.currency, platform: raw.metric.replace(/_followers$/, "")
    });
  }
  return {goals, problems};
}

/** Reads what goals are judged by. */
export function readGoalFacts(json: GoalsJson & {artists?: Columns}, data: Overview): GoalFacts {
  return {
    data,
    artists: rowsOf(json.artists).filter((row) => row.currency === data.currency).map((row) => ({usage_month: dayOf(row.usage_month), artist: String(row.artist), streams: amountOf(row.stream_count), earnings: amountOf(row.earnings)})),
    followers: rowsOf(json.goal_followers).map((row) => ({platform: String(row.platform), artist: String(row.artist), on: dayOf(row.observed_on), count: amountOf(row.follower_count)})),
    payouts: rowsOf(json.goal_payouts).map((row) => ({on: dayOf(row.paid_on), currency: String(row.currency), amount: amountOf(row.amount), paysThrough: row.statement_to_on ? dayOf(row.statement_to_on) : null}))
  };
}
