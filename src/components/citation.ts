/** "How was this computed": the SQL of a figure, its snapshot, its sources, what they do not say, and a link that shows it again. */
import {parseDay} from "../model/days.js";
import {formatCount, formatDay, formatInstant} from "../model/format.js";
import type {Provenance} from "../model/provenance.js";
import {element} from "./dom.js";

/** `link` is the address that shows the figure again; null when it would be too long. */
export interface Citation {
  provenance: Provenance;
  link: string | null;
}

const day = (iso: string | null): string => {
  const date = parseDay(iso);
  return date ? formatDay(date) : "no data yet";
};

function sources({tables, own}: Provenance): HTMLElement {
  if (!tables.length && !own.length) return element`<p>No table: the query gives its figures itself.</p>`;
  return element`<ul>${tables.map(({name, grain, rows, limitations}) => element`<li><code>${name}</code>: ${grain}, ${formatCount(rows)} rows.${limitations.length ? element`<ul>${limitations.map((text) => element`<li>${text}</li>`)}</ul>` : ""}</li>`)}
    ${own.map((name) => element`<li><code>${name}</code>: your own table. It is on this machine only; whoever follows the link does not have it.</li>`)}</ul>`;
}

/** What the panel says; also part of a frozen file, where there is no link. */
export function citationBody({provenance, link}: Citation): HTMLElement {
  const {sql, snapshotId, builtAt, dataThrough} = provenance;
  return element`<dl>
    <div><dt>SQL</dt><dd><pre tabindex="0" role="region" aria-label="SQL of this figure"><code>${sql}</code></pre></dd></div>
    <div><dt>Snapshot</dt><dd><code data-snapshot>${snapshotId}</code>, built ${formatInstant(new Date(builtAt))}, data through ${day(dataThrough)}</dd></div>
    <div><dt>Sources and limits</dt><dd>${sources(provenance)}</dd></div>
    <div><dt>Link</dt><dd>${link ? element`<a href=${link} data-permalink>This figure again</a>` : "Too long for an address: share the notebook as a page or a file."}</dd></div>
  </dl>`;
}

/** A closed panel; it is worked out when it opens, so that it is that of the figure as it stands. `name` tells panels apart for a screen reader. */
export function citation(name: string, cite: () => Citation | undefined): HTMLElement {
  const place = element`<div></div>`;
  const panel = element`<details class="provenance"><summary>How was this computed?<span class="visually-hidden"> ${name}</span></summary>${place}</details>` as HTMLDetailsElement;
  const fill = (): void => {
    const cited = cite();
    place.replaceChildren(cited ? citationBody(cited) : element`<p class="muted">It has not been computed yet.</p>`);
  };
  panel.querySelector("summary")!.addEventListener("click", () => panel.open || fill()); // before it opens, so that it never opens empty
  panel.addEventListener("toggle", () => panel.open && !place.hasChildNodes() && fill()); // opened by a search in the page
  return panel;
}
