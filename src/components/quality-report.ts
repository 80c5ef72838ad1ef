/** The report: every dataset as a sentence, with what is wrong and what to do. The text is that of `npm run quality`. */
import {checkAnchor} from "../model/quality-marks.js";
import {missingSentence, reportHeadline, reportParagraphs, type ReportCheck, type ReportItem, type ReportParagraph, type ReportScore} from "../model/quality-report.js";
import type {QualityStatus} from "../model/quality-thresholds.js";
import {element} from "./dom.js";
import {holdInView} from "./hold-in-view.js";
import {qualityStatus} from "./quality-status.js";

export interface QualityReportOptions {
  id: string;
  as_of: string;
  missing: readonly {file: string; needed_for: string}[];
}

const toneOf = (effect: string): QualityStatus => (effect === "note" ? "healthy" : effect === "degraded" ? "degraded" : "failing");

const item = (dataset: string, {check_id, effect, sentence, action}: ReportItem): HTMLElement =>
  element`<li id=${checkAnchor({dataset, check_id})} tabindex="-1">${qualityStatus(toneOf(effect), effect)}: ${sentence}${action ? element`<span class="report-action"><span aria-hidden="true">→ </span>${action}</span>` : null}</li>`;

const paragraph = ({dataset, status, sentence, parts, items}: ReportParagraph): HTMLElement =>
  element`<li id=${`dataset-${dataset}`} class=${`report-${status}`}><p><strong>${sentence}</strong> <span class="muted">(${parts})</span></p>${items.length ? element`<ul>${items.map((one) => item(dataset, one))}</ul>` : null}</li>`;

/** Datasets that ask for something stand first and open; the others are one line each. */
export function qualityReport(scores: readonly ReportScore[], checks: readonly ReportCheck[], {id, as_of, missing}: QualityReportOptions): HTMLElement {
  const paragraphs = reportParagraphs(scores, checks);
  const busy = paragraphs.filter(({items}) => items.length);
  const quiet = paragraphs.filter(({items}) => !items.length);
  return element`<div class="quality-report">
    <p>${reportHeadline(scores, {id, as_of})}</p>
    ${busy.length ? element`<ul>${busy.map(paragraph)}</ul>` : null}
    ${quiet.length ? element`<details open=${!busy.length}><summary>${quiet.length} ${quiet.length === 1 ? "dataset asks" : "datasets ask"} for nothing</summary><ul>${quiet.map(paragraph)}</ul></details>` : null}
    ${missing.length ? element`<div><p>Not in the data folder:</p><ul>${missing.map((file) => element`<li>${missingSentence(file)}</li>`)}</ul></div>` : null}
  </div>`;
}

/** Brings the reader to the place that the address names (a badge links there), once it is drawn. */
export function goToNamed(root: HTMLElement): void {
  const name = decodeURIComponent(location.hash.slice(1));
  const target = name ? root.querySelector<HTMLElement>(`#${CSS.escape(name)}`) : null;
  if (!target) return;
  target.closest("details")?.setAttribute("open", "");
  target.classList.add("named");
  holdInView(() => target, "center");
  requestAnimationFrame(() => target.focus({preventScroll: true}));
}
