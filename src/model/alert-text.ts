/** Rules as text: `alerts.yaml` as the page and the sample write it, and a rule as a sentence. */
import type {AlertCondition, AlertRule} from "./alert-rules.js";
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

const where = ({distributor, platform}: {distributor?: string; platform?: string}): string =>
  [distributor, platform].filter((name) => name !== undefined).map((name) => ` of ${labelOf(name)}`).join("");
const each = (per: string): string => (per === "label" ? "" : `, for each ${per}`);
const volume = (least: number, unit: string): string => (least > 0 ? ` (from ${formatCount(least)} ${unit} on)` : "");
const either = (parts: (string | false)[]): string => parts.filter(Boolean).join(" or ");
const windowWords = {day: "of a day", week: "of 7 days", month: "of a whole month"} as const;
const metricUnit = {streams: "streams", revenue: "in money"} as const; // of the period before

/** "Streams of 7 days fall by 20% or more". */
export function conditionText(condition: AlertCondition): string {
  const {kind} = condition;
  if (kind === "group") return `(${condition.conditions.map(conditionText).join(condition.match === "all" ? " and " : " or ")})`;
  const least = volume(condition.min_volume, kind === "missing_feed" ? "units as usual" : kind === "rate_drift" ? "units" : kind === "overdue" || kind === "restatement" ? "in money" : kind === "forecast_range" ? "streams" : metricUnit[condition.metric]);
  if (kind === "threshold") return `${condition.metric} ${windowWords[condition.window]}${where(condition)} ${condition.metric === "streams" ? "are" : "is"} ${either([condition.above !== undefined && `above ${formatCount(condition.above)}`, condition.below !== undefined && `below ${formatCount(condition.below)}`])}${each(condition.per)}${least}`;
  if (kind === "change") return `${condition.metric} ${windowWords[condition.window]}${where(condition)} ${either([condition.up_percent !== undefined && `${condition.metric === "streams" ? "rise" : "rises"} by ${condition.up_percent}%`, condition.down_percent !== undefined && `${condition.metric === "streams" ? "fall" : "falls"} by ${condition.down_percent}%`])} against the period before${each(condition.per)}${least}`;
  if (kind === "forecast_range") return `streams ${condition.window === "week" ? "of a calendar week" : windowWords.month}${where(condition)} are ${condition.side === "either" ? "outside" : condition.side} the ${condition.level}% range forecast before it${least}`;
  if (kind === "missing_feed") return `${condition.feed.replaceAll("_", " ")}${where(condition)} bring nothing for ${condition.days} days${least}`;
  if (kind === "overdue") return `payments${where(condition)} are ${condition.days} days past their date and still lack ${formatCount(condition.amount)} in money or more${least}`;
  if (kind === "rate_drift") return `earnings per unit${where(condition)} of the last ${condition.months} months differ by ${condition.percent}% from the 12 months before, for each platform${least}`;
  return `statements change a month${where(condition)} by ${condition.percent}% or more, ${condition.after_days} days after its end${least}`;
}

/** The whole rule in a sentence. */
export function ruleText({conditions, match, cooldown_days, snooze_until, enabled}: AlertRule): string {
  const what = conditions.map(conditionText).join(match === "all" ? " and " : " or ");
  const until = snooze_until ? `; snoozed through ${formatDay(parseDay(snooze_until)!)}` : "";
  return `${what.charAt(0).toUpperCase()}${what.slice(1)}; at most every ${cooldown_days} ${cooldown_days === 1 ? "day" : "days"}${until}${enabled ? "" : "; switched off"}.`;
}
