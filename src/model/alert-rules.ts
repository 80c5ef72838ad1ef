/**
 * The rules of `alerts.yaml` (or `alerts.json`): what each kind asks, and what every rule has in common. One schema for
 * the file, the form on the Alerts page and `npm run alerts --try`. Percentages are whole (20 = 20%), days are days.
 */
import {z} from "zod";
import {unknownNames, type StatementNames} from "./alert-names.js";

/** Names as the tables write them: "distrokid", "spotify". */
const id = z.string().regex(/^[a-z0-9_]+$/, "a name as the tables write it: lower case letters, digits and _");
const positive = z.number().positive();
const days = (least: number, most: number) => z.number().int().min(least).max(most);
const scope = {distributor: id.optional(), platform: id.optional()};
/** As the statements write it: an artist's canonical name, a country's code. */
const printed = z.string().trim().min(1).max(200);
const wideScope = {...scope, artist: printed.optional(), country: printed.optional()};
/** label: all of it together; else one figure for each name. */
const per = z.enum(["label", "distributor", "platform", "artist", "country"]).default("label");
const minVolume = z.number().min(0).default(0);

export const alertMetrics = ["streams", "revenue"] as const;
export const alertWindows = ["day", "week", "month"] as const;

/** Statements come by the month: the money of a single day or week says nothing. */
const monthlyRevenue = ({metric, window}: {metric: string; window: string}): boolean => metric !== "revenue" || window === "month";
const monthlyOnly = {message: "revenue is judged by month", path: ["window"]};
/** The daily feed knows neither artists nor countries. */
const monthlyParts = ({metric, window, per: each, artist, country}: {metric: string; window: string; per: string; artist?: string; country?: string}): boolean =>
  metric !== "streams" || window === "month" || (artist === undefined && country === undefined && each !== "artist" && each !== "country");
const monthlyPartsOnly = {message: "streams of an artist or a country are on statements only, by month", path: ["window"]};

const Threshold = z.strictObject({
  kind: z.literal("threshold"), metric: z.enum(alertMetrics), window: z.enum(alertWindows),
  above: z.number().optional(), below: z.number().optional(), per, ...wideScope, min_volume: minVolume
}).refine(({above, below}) => above !== undefined || below !== undefined, {message: "needs above or below", path: ["kind"]}).refine(monthlyRevenue, monthlyOnly).refine(monthlyParts, monthlyPartsOnly);

const Change = z.strictObject({
  kind: z.literal("change"), metric: z.enum(alertMetrics), window: z.enum(alertWindows),
  up_percent: positive.optional(), down_percent: positive.max(100).optional(), per, ...wideScope, min_volume: minVolume
}).refine(({up_percent, down_percent}) => up_percent !== undefined || down_percent !== undefined, {message: "needs up_percent or down_percent", path: ["kind"]}).refine(monthlyRevenue, monthlyOnly).refine(monthlyParts, monthlyPartsOnly);

const ForecastRange = z.strictObject({
  kind: z.literal("forecast_range"), window: z.enum(["week", "month"]), level: z.union([z.literal(80), z.literal(95)]).default(95),
  side: z.enum(["below", "above", "either"]).default("either"), distributor: id.optional(), min_volume: minVolume
});

const MissingFeed = z.strictObject({kind: z.literal("missing_feed"), feed: id, days: days(1, 366), distributor: id.optional(), min_volume: minVolume});

const Overdue = z.strictObject({kind: z.literal("overdue"), days: days(0, 366).default(30), amount: z.number().min(0).default(0), distributor: id.optional(), min_volume: minVolume});

const RateDrift = z.strictObject({kind: z.literal("rate_drift"), percent: positive, months: z.number().int().min(1).max(6).default(3), ...scope, min_volume: minVolume});

const Restatement = z.strictObject({
  kind: z.literal("restatement"), percent: z.number().min(0).default(1), after_days: days(31, 730).default(120), within_days: days(1, 366).default(30), distributor: id.optional(), min_volume: minVolume
});

const leaves = [Threshold, Change, ForecastRange, MissingFeed, Overdue, RateDrift, Restatement] as const;
/** One question with a minimum volume below which it is never answered with yes. */
export const AlertLeaf = z.discriminatedUnion("kind", leaves);
export type AlertLeaf = z.infer<typeof AlertLeaf>;
export type AlertKind = AlertLeaf["kind"];
export type LeafOf<Kind extends AlertKind> = Extract<AlertLeaf, {kind: Kind}>;

const match = z.enum(["all", "any"]).default("all");
/** Several questions in brackets. */
const Group = z.strictObject({kind: z.literal("group"), match, conditions: z.array(AlertLeaf).min(1).max(8)});
export const AlertCondition = z.discriminatedUnion("kind", [...leaves, Group]);
export type AlertCondition = z.infer<typeof AlertCondition>;

export const severities = ["severe", "warning", "info"] as const;
export type Severity = (typeof severities)[number];

export const AlertRule = z.strictObject({
  id: z.string().regex(/^[a-z0-9]+(-[a-z0-9]+)*$/, "lower case letters, digits and single hyphens"),
  name: z.string().trim().min(1).max(80),
  severity: z.enum(severities),
  /** all: every condition holds for the same thing; any: one is enough. */
  match,
  conditions: z.array(AlertCondition).min(1).max(8),
  /** Days until the same rule may fire again for the same thing. */
  cooldown_days: days(1, 366).default(14),
  /** Silent through this day, and from `snooze_from` on (absent: only now, so that history stays as it was). */
  snooze_until: z.iso.date().optional(),
  snooze_from: z.iso.date().optional(),
  enabled: z.boolean().default(true)
});
export type AlertRule = z.infer<typeof AlertRule>;

/** The questions of a rule, those in brackets as well. */
export const leavesOf = ({conditions}: Pick<AlertRule, "conditions">): AlertLeaf[] => conditions.flatMap((condition) => (condition.kind === "group" ? condition.conditions : [condition]));

/** Does the rule look at what changed since the snapshot before? */
export const asksForRestatements = (rule: AlertRule): boolean => leavesOf(rule).some(({kind}) => kind === "restatement");

/** The file's outer form; rules are judged one by one, so that a bad one does not silence the others. */
export const AlertFile = z.strictObject({rules: z.array(z.unknown()).max(200)});

/** A sentence about what is wrong and where in the file's structure: `path` leads to it. */
export interface RuleProblem {
  path: (string | number)[];
  text: string;
}

const plainIssue = (issue: z.core.$ZodIssue): string =>
  issue.code === "unrecognized_keys" ? `unknown key ${issue.keys.map((key) => `"${key}"`).join(", ")}`
    : issue.code === "invalid_union" && issue.path.at(-1) === "kind" ? "unknown kind of condition"
      : issue.message.replace(/^Invalid input: /, "").replace(/^Invalid option: /, "");

/** Every problem of one rule. */
const ruleProblems = (error: z.ZodError): RuleProblem[] =>
  error.issues.map((issue) => ({path: issue.path as (string | number)[], text: `${issue.path.length ? `${issue.path.join(".")}: ` : ""}${plainIssue(issue)}`}));

/** Rules that can be used, and what is wrong with the others; `index` paths count in the file's own list. `known` are the names of the statements. */
export function checkRules(parsed: unknown, known?: StatementNames): {rules: AlertRule[]; problems: RuleProblem[]} {
  const file = AlertFile.safeParse(parsed);
  if (!file.success) return {rules: [], problems: ruleProblems(file.error)};
  const rules: AlertRule[] = [];
  const problems: RuleProblem[] = [];
  file.data.rules.forEach((raw, index) => {
    const rule = AlertRule.safeParse(raw);
    const wrong = !rule.success ? ruleProblems(rule.error) : known ? unknownNames(rule.data, known) : [];
    if (wrong.length) problems.push(...wrong.map(({path, text}) => ({path: ["rules", index, ...path], text: `rule ${nameOf(raw, index)}: ${text}`})));
    else if (rules.some((other) => other.id === rule.data!.id)) problems.push({path: ["rules", index, "id"], text: `rule ${rule.data!.id}: this id stands on an earlier rule`});
    else rules.push(rule.data!);
  });
  return {rules, problems};
}

const nameOf = (raw: unknown, index: number): string => {
  const id = typeof raw === "object" && raw !== null ? (raw as {id?: unknown}).id : undefined;
  return typeof id === "string" && id ? id : `${index + 1}`;
};

/** The same rule, as a form or a try-out may hold it, or its problems as one sentence; `known` are the names of the statements. */
export function readRule(raw: unknown, known?: StatementNames): AlertRule | string {
  const rule = AlertRule.safeParse(raw);
  const problems = rule.success ? (known ? unknownNames(rule.data, known) : []) : ruleProblems(rule.error);
  return problems.length ? problems.map(({text}) => text).join("; ") : rule.data!;
}
