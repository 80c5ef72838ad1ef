/** Alerts as a list: figure, rule, and the way to the page that shows the figure. */
import {subjectLabel} from "../model/alert-finding.js";
import {alertTimes, isOpen} from "../model/alert-report.js";
import type {AlertRule, Severity} from "../model/alert-rules.js";
import {ruleText} from "../model/alert-text.js";
import type {Alert, Firing} from "../model/alerts.js";
import {formatDay} from "../model/format.js";
import {dataTable} from "./data-table.js";
import {element} from "./dom.js";

const signs: Record<Severity, string> = {severe: "✕", warning: "!", info: "i"};

/** "✕ severe": told by sign and word, not by its colour alone. */
export const severityMark = (severity: Severity, state: Alert["state"] = "open"): HTMLElement =>
  element`<span class=${`alert-severity alert-${severity}`}><span aria-hidden="true">${signs[severity]}</span> ${state === "open" ? severity : `${severity}, ${state}`}</span>`;

const evidenceLink = ({evidence, rule_name, subject}: Alert): HTMLElement =>
  element`<a href=${evidence} aria-label=${`Show the figure: ${rule_name}${subject === "label" ? "" : `, ${subjectLabel(subject)}`}`}>Show the figure</a>`;

function item(alert: Alert, rule: AlertRule | undefined): HTMLElement {
  return element`<li class=${`alert alert-${alert.severity} alert-is-${alert.state}`}>
    <p>${severityMark(alert.severity, alert.state)} <strong>${alert.rule_name}</strong> <span class="muted">${alertTimes(alert)}</span></p>
    <p>${alert.sentence} ${evidenceLink(alert)}</p>
    ${rule ? element`<p class="fine">Rule: ${ruleText(rule)}</p>` : null}</li>`;
}

/** Every alert with its rule; `empty` says what it means that there is none. */
export function alertList(alerts: readonly Alert[], rules: readonly AlertRule[], empty: string): HTMLElement {
  if (!alerts.length) return element`<p class="muted">${empty}</p>`;
  return element`<ul class="alert-list">${alerts.map((alert) => item(alert, rules.find(({id}) => id === alert.rule_id)))}</ul>`;
}

const SHOWN = 4;

/** The open alerts in a few lines, for the Overview; one quiet line when there is none. */
export function alertLines(alerts: readonly Alert[], ruleCount: number): HTMLElement {
  const open = alerts.filter(isOpen);
  if (!open.length) return element`<p class="alert-quiet muted">No open alerts: ${ruleCount} ${ruleCount === 1 ? "rule is" : "rules are"} silent. <a href="./alerts.html">Alerts</a></p>`;
  const more = open.length - SHOWN;
  return element`<section class="alert-lines" aria-label="Open alerts"><ul>${open.slice(0, SHOWN).map((alert) => element`<li>${severityMark(alert.severity)} <a href="./alerts.html">${alert.rule_name}</a>: ${alert.sentence} ${evidenceLink(alert)}</li>`)}</ul>${more > 0 ? element`<p><a href="./alerts.html">${more} more on the Alerts page</a></p>` : null}</section>`;
}

/** All days on which a rule fired; the rules are those of now, the figures those of the day. */
export function alertHistoryTable(firings: readonly Firing[], rules: readonly AlertRule[]): HTMLElement {
  const name = ({rule_id}: Firing) => rules.find(({id}) => id === rule_id)?.name ?? rule_id;
  return dataTable(firings, {
    caption: "Days on which the rules of today fired, with what was known then", csvName: "alert-history", rowsShown: 12,
    columns: [
      {key: "fired_on", label: "Day", format: formatDay},
      {key: "severity", label: "Severity", format: (severity: Severity) => severityMark(severity)},
      {key: "rule", label: "Rule", value: name},
      {key: "subject", label: "About", value: ({subject}) => subjectLabel(subject)},
      {key: "sentence", label: "Figure", wrap: true},
      {key: "evidence", label: "Evidence", format: (href: string, row) => element`<a href=${href} aria-label=${`Show the figure of ${formatDay(row.fired_on)}`}>Show the figure</a>`}
    ]
  });
}
