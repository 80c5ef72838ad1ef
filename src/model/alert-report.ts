/** Alerts as the Overview, the Alerts page and `npm run alerts` say them. */
import {dayOf, numberOf, rowsOf, type Columns} from "./columns.js";
import {subjectLabel} from "./alert-finding.js";
import {formatDay} from "./format.js";
import {AlertRule} from "./alert-rules.js";
import {byWeight, type Alert, type Firing} from "./alerts.js";

/** The part of overview.json about alerts. */
export interface AlertsJson {
  alerts?: Columns;
  alert_rules?: readonly unknown[];
  /** Name of the rules file; null for the default rules. */
  alert_file?: string | null;
}

export const readAlerts = ({alerts}: AlertsJson): Alert[] => rowsOf(alerts).map((row) => ({
  ...(row as unknown as Alert), value: numberOf(row.value)!, compare: numberOf(row.compare), since_on: dayOf(row.since_on), fired_on: row.fired_on === null ? null : dayOf(row.fired_on), fired_count: Number(row.fired_count)
})).sort(byWeight);

/** The rules that the snapshot used. */
export const readSnapshotRules = ({alert_rules}: AlertsJson): AlertRule[] => (alert_rules ?? []).map((rule) => AlertRule.parse(rule));

export const isOpen = ({state}: Alert): boolean => state === "open";

const plural = (count: number, noun: string): string => `${count} ${noun}${count === 1 ? "" : "s"}`;

/** "2 open alerts, 1 severe". */
export function alertHeadline(alerts: readonly Alert[]): string {
  const open = alerts.filter(isOpen);
  const severe = open.filter(({severity}) => severity === "severe").length;
  return open.length ? `${plural(open.length, "open alert")}, ${severe ? `${severe} severe` : "none severe"}` : "No open alerts";
}

/** When it began and fired: "since 4 Nov 2025, fired 2 times in 400 days, last on 18 Nov 2025". */
export function alertTimes({state, since_on, fired_on, fired_count}: Alert): string {
  const fired = fired_on === null ? "" : `fired ${plural(fired_count, "time")} in 400 days, last on ${formatDay(fired_on)}`;
  if (state === "passed") return `holds no more; ${fired}`;
  return [`since ${formatDay(since_on)}`, state === "snoozed" ? "snoozed" : "", fired].filter(Boolean).join(", ");
}

/** A sentence names this many days; a rule for each country may fire hundreds of times. */
const NAMED_DAYS = 12;

/** "Would have fired 3 times in …: 1 Mar 2024, 5 May 2024 (TooLost), …" for one rule; of many firings the last ones. */
export function triedSentence(firings: readonly Firing[], span: string): string {
  if (!firings.length) return `Would not have fired in ${span}.`;
  const days = firings.slice(-NAMED_DAYS).map(({fired_on, subject}) => `${formatDay(fired_on)}${subject === "label" ? "" : ` (${subjectLabel(subject)})`}`);
  return `Would have fired ${plural(firings.length, "time")} in ${span}${firings.length > NAMED_DAYS ? `, the last ${NAMED_DAYS} on` : ":"} ${days.join(", ")}.`;
}
