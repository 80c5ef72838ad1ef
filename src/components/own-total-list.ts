/** What statements say of their own sums: the checks of their totals, each as a sentence with its status. */
import type {ReportCheck} from "../model/quality-report.js";
import {element} from "./dom.js";
import {qualityStatus} from "./quality-status.js";

/** `checks` are those of `ownTotalChecks`; one that measured nothing says that there is no total. */
export function ownTotalList(checks: readonly (ReportCheck & {value: number | null})[]): HTMLElement {
  if (!checks.length) return element`<p>No statement is loaded.</p>`;
  const sign = ({value, status}: (typeof checks)[number]) => (value === null ? element`<span class="muted">not printed</span>` : qualityStatus(status, status === "healthy" ? "agrees" : "off"));
  return element`<ul class="problem-list own-totals">${checks.map((check) => element`<li>${sign(check)}: ${check.sentence}</li>`)}</ul>`;
}
