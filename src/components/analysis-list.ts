/** The published analyses as cards: what each is about, who wrote it when, on what it stands, and what it lacks here. */
import {emptyTables, missingParts, type Analysis, type NeededTable} from "../model/analysis.js";
import {parseDay} from "../model/days.js";
import {formatDay} from "../model/format.js";
import {element} from "./dom.js";
import {notice} from "./notice.js";

export interface AnalysisListOptions {
  tables: readonly NeededTable[];
  snapshotId: string;
}

const written = (day: string): string => {
  const date = parseDay(day);
  return date ? formatDay(date) : day;
};

function warnings({problem, needs}: Analysis, tables: readonly NeededTable[]): HTMLElement[] {
  const gone = missingParts(needs, tables);
  const empty = emptyTables(needs, tables);
  return [
    ...(problem ? [notice({kind: "warning", text: `Its front matter cannot be read: ${problem}.`})] : []),
    ...(gone.length ? [notice({kind: "warning", text: `${gone.join(" ")} What depends on it fails until the analysis is changed.`})] : []),
    ...(empty.length ? [notice({kind: "info", text: `No rows in this folder for ${empty.join(", ")}: its figures are empty.`})] : [])
  ];
}

function card(analysis: Analysis, {tables, snapshotId}: AnalysisListOptions): HTMLElement {
  const {path, title, author, date, description, snapshot, needs} = analysis;
  const by = [author, date && written(date)].filter(Boolean).join(", ");
  const names = Object.keys(needs);
  const built = snapshot ? `built on snapshot ${snapshot.slice(0, 10)}${snapshot === snapshotId ? " (the present one)" : ", shown on the present one"}` : "not built on a snapshot yet";
  return element`<li class="card analysis-card">
    <h2><a href=${`./${path}.html`}>${title}</a></h2>
    ${by ? element`<p class="muted">${by}</p>` : null}
    ${description ? element`<p>${description}</p>` : null}
    <p class="fine">${names.length ? element`<span>Reads ${names.map((name, i) => element`<span>${i ? ", " : ""}<code>${name}</code></span>`)}</span>` : "Reads no table"} · ${built}</p>
    ${warnings(analysis, tables)}</li>`;
}

/** All of them, the newest first; with none, how to make one. */
export function analysisList(analyses: readonly Analysis[], options: AnalysisListOptions): HTMLElement {
  if (!analyses.length) return notice({kind: "info", text: element`<span>No analysis has been published yet. Write a notebook and put its page into <code>src/analyses/</code>, or start with <code>npm run new-analysis -- NAME</code>.</span>`});
  return element`<ul class="analysis-list">${analyses.map((analysis) => card(analysis, options))}</ul>`;
}
