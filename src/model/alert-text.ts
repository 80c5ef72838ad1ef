/** Rules as text: `alerts.yaml` as the page and the sample write it, and a rule as a sentence. */
import type {Scope} from "./alert-facts.js";
import type {AlertCondition, AlertLeaf, AlertRule} from "./alert-rules.js";
import {isOnStatements, type WindowLeaf} from "./alert-statement-months.js";
import {countryLabel} from "./countries.js";
import {formatCount, formatDay} from "./format.js";
import {parseDay} from "./days.js";
import {labelOf} from "./stores.js";

/** Plain words stay plain; any other text is quoted as JSON, which YAML reads the same way. */
const plain = (text: string): boolean => /^[a-z][a-z0-9_-]*$/i.test(text) && !/^(true|false|null|yes|no|on|off|y|n)$/i.test(text);
const scalar = (value: unknown): string => (typeof value === "string" && plain(value) ? value : JSON.stringify(value));

function lines(value: object, indent: string): string[] {
  return Object.entries(value).filter(([, each]) => each !== undefined).flatMap(([key, each]) => {
    if (!Array.isArray(each)) return [`${indent}${key}: ${scalar(each)}`];
    return [`${indent}${key}:`, ...each.flatMap((item: object) => listItem(item, `${indent}  `))];
  });
}

function listItem(item: object, indent: string): string[] {
  const [first, ...rest] = lines(item, `${indent}  `);
  return [`${indent}- ${first.trimStart()}`, ...rest];
}

/** The whole file. Comments of an earlier one are not kept: nobody knows where they belong. */
export function rulesText(rules: readonly AlertRule[]): string {
  const head = "# Alert rules. The Alerts page edits and tries them; the README says what each kind asks.\n";
  return rules.length ? `${head}rules:\n${rules.flatMap((rule) => listItem(rule, "  ")).join("\n")}\n` : `${head}rules: []\n`;
}

const where = ({distributor, platform, artist, country}: Scope): string =>
  [artist && ` of ${artist}`, ...[distributor, platform].map((name) => name && ` of ${labelOf(name)}`), country && ` in ${countryLabel(country)}`].filter(Boolean).join("");
/** Streams of artists and countries are those that statements bring. */
const metricWords = (leaf: WindowLeaf): string => (leaf.metric === "streams" && isOnStatements(leaf) ? "streams on statements" : leaf.metric);
const each = (per: string): string => (per === "label" ? "" : `, for each ${per}`);
const either = (parts: (string | false)[]): string => parts.filter(Boolean).join(" or ");
const windowWords = {day: "of a day", week: "of 7 days", month: "of a whole month"} as const;
/** Money of a rule is in the main currency of the workspace. */
const MONEY = "in the main currency";

/** The minimum volume in words; blank without one. */
function volumeText(leaf: AlertLeaf): string {
  const least = formatCount(leaf.min_volume);
  if (leaf.min_volume <= 0) return "";
  if (leaf.kind === "threshold" || leaf.kind === "change") return ` (if the period before had ${least} or more)`;
  if (leaf.kind === "forecast_range") return ` (if ${least} or more were forecast)`;
  if (leaf.kind === "missing_feed") return ` (where ${least} or more are usual)`;
  if (leaf.kind === "rate_drift") return ` (over ${least} units or more)`;
  return leaf.kind === "overdue" ? ` (of ${least} or more expected)` : ` (if it had ${least} or more)`;
}

function leafText(leaf: AlertLeaf): string {
  const of = where(leaf);
  if (leaf.kind === "threshold") return `${metricWords(leaf)} ${windowWords[leaf.window]}${of} ${leaf.metric === "streams" ? "are" : "is"} ${either([leaf.above !== undefined && `above ${formatCount(leaf.above)}`, leaf.below !== undefined && `below ${formatCount(leaf.below)}`])}${each(leaf.per)}`;
  if (leaf.kind === "change") {
    const s = leaf.metric === "streams" ? "" : "s";
    return `${metricWords(leaf)} ${windowWords[leaf.window]}${of} ${either([leaf.up_percent !== undefined && `rise${s} by ${leaf.up_percent}%`, leaf.down_percent !== undefined && `fall${s} by ${leaf.down_percent}%`])} against the period before${each(leaf.per)}`;
  }
  if (leaf.kind === "forecast_range") return `streams ${leaf.window === "week" ? "of a calendar week" : windowWords.month}${of} are ${leaf.side === "either" ? "outside" : leaf.side} the ${leaf.level}% range that was forecast`;
  if (leaf.kind === "missing_feed") return `${leaf.feed.replaceAll("_", " ")}${of} bring nothing for ${leaf.days} ${leaf.days === 1 ? "day" : "days"}`;
  if (leaf.kind === "overdue") return `payments${of} are ${leaf.days} days past their date and lack ${formatCount(leaf.amount)} ${MONEY} or more`;
  if (leaf.kind === "rate_drift") return `earnings per unit${of} of the last ${leaf.months === 1 ? "complete month differ" : `${leaf.months} complete months differ`} by ${leaf.percent}% from the 12 before and by more than they usually move (95% range), for each platform`;
  return `statements change a month${of} by ${leaf.percent}% or more, ${leaf.after_days} days after its end or against the snapshot before`;
}

/** "streams of 7 days fall by 20% against the period before". */
const conditionText = (condition: AlertCondition): string =>
  condition.kind === "group" ? `(${condition.conditions.map(conditionText).join(condition.match === "all" ? " and " : " or ")})` : `${leafText(condition)}${volumeText(condition)}`;

/** The whole rule in a sentence. */
export function ruleText({conditions, match, cooldown_days, snooze_until, enabled}: AlertRule): string {
  const what = conditions.map(conditionText).join(match === "all" ? " and " : " or ");
  const until = snooze_until ? `; snoozed through ${formatDay(parseDay(snooze_until)!)}` : "";
  return `${what.charAt(0).toUpperCase()}${what.slice(1)}; at most every ${cooldown_days} ${cooldown_days === 1 ? "day" : "days"}${until}${enabled ? "" : "; switched off"}.`;
}
