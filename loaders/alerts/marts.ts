/** alerts and alert_history: what the rules say of this snapshot, and the days of the last 400 on which they would have said something. */
import {qualityMart as describedMart} from "../quality/marts.js";

const figures: Record<string, [string, string]> = {
  severity: ["varchar", "severe, warning or info"],
  value: ["double", "the figure that fired"],
  compare: ["double", "what it is compared with: the period before, the forecast, the limit; null when with nothing"],
  unit: ["varchar", "unit of both: streams, days, a currency, or a currency per unit"],
  sentence: ["varchar", "the figure in a sentence"],
  evidence: ["varchar", "address of the page, relative to the site, that shows it"]
};

export const alertsMart = describedMart("alerts", "one row per rule × subject that is open, snoozed, or fired within its cooldown", ["rule_id", "subject"], {
  rule_id: ["varchar", "the rule of alerts.yaml"],
  subject: ["varchar", "what it is about: label, a distributor, a platform, artist=name, country=code, a feed, a month, or several of them"],
  rule_name: ["varchar", "name of the rule"],
  state: ["varchar", "open: the conditions hold; passed: fired within the cooldown and holds no more; snoozed: holds and is silent"],
  ...figures,
  since_on: ["date", "first day of the days in a row on which it has held"],
  fired_on: ["date", "last firing; null when it was snoozed all along"],
  fired_count: ["bigint", "firings within the last 400 days"]
});

export const alertHistoryMart = describedMart("alert_history", "one row per rule × subject × day on which it fired, with what was known that day", ["rule_id", "subject", "fired_on"], {
  rule_id: ["varchar", "the rule of alerts.yaml, as it is now"],
  subject: ["varchar", "what it is about"],
  fired_on: ["date", "day of the firing"],
  ...figures
});
