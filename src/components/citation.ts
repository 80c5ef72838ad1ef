/** "How was this computed": the SQL of a figure, its snapshot, its sources, what it does not say, and a link that shows it again. */
import type {Citation} from "../model/citation.js";
import {parseDay} from "../model/days.js";
import {formatCount, formatDay, formatInstant} from "../model/format.js";
import {copyCommand} from "./copy-command.js";
import {element} from "./dom.js";

const through = (day: string | null): string => {
  const date = parseDay(day);
  return date ? `, data through ${formatDay(date)}` : "";
};

const listed = (items: readonly (string | Node)[], empty: string): Node => (items.length ? element`<ul>${items.map((item) => element`<li>${item}</li>`)}</ul>` : element`<p>${empty}</p>`);

/** Everything but the summary; also what a frozen file holds. */
export function citationBody({sql, snapshotId, builtAt, dataThrough, sources, limitations, link}: Citation): HTMLElement {
  return element`<dl class="citation-body">
    <div><dt>SQL</dt><dd><pre tabindex="0" role="region" aria-label="SQL of this figure"><code>${sql}</code></pre></dd></div>
    <div><dt>Snapshot</dt><dd><code>${snapshotId}</code>, built ${formatInstant(new Date(builtAt))}${through(dataThrough)}</dd></div>
    <div><dt>Sources</dt><dd>${listed(sources.map(({table, grain, rows}) => element`<span><code>${table}</code> (${formatCount(rows)} rows): ${grain}</span>`), "No table of the workspace.")}</dd></div>
    <div><dt>Limits</dt><dd>${listed(limitations, "The catalog names none for these tables.")}</dd></div>
    ${link ? element`<div><dt>Link</dt><dd><a href=${link}>This figure</a></dd></div>` : null}
  </dl>`;
}

/** A closed panel; what it says is worked out when it opens, so that it is that of the figure as it stands. `name` tells panels apart for a screen reader. */
export function citation(name: string, cite: () => Citation | undefined): HTMLElement {
  const panel = element`<details class="citation"><summary><span>How was this computed</span><span class="visually-hidden">: ${name}</span></summary></details>` as HTMLDetailsElement;
  panel.addEventListener("toggle", () => {
    if (!panel.open) return;
    panel.querySelector(".citation-content")?.remove();
    const cited = cite();
    const content = element`<div class="citation-content"></div>`;
    content.append(...(cited ? [citationBody(cited), copyCommand(cited.sql, `the SQL of ${name}`)] : [element`<p class="muted">It has not been computed yet.</p>`]));
    panel.append(content);
  });
  return panel;
}
