/** "How was this computed": the statement, the snapshot, the tables with their limitations, and a link that shows the figure again. */
import {element} from "../components/dom.js";
import {formatCount, formatDay, formatInstant} from "../model/format.js";
import type {Provenance} from "../model/provenance.js";

const day = (iso: string | null): string => (iso ? formatDay(new Date(`${iso}T00:00:00Z`)) : "no data yet");

function sources({tables, own}: Provenance): HTMLElement {
  if (!tables.length && !own.length) return element`<p>No table: the statement gives its figures itself.</p>`;
  return element`<ul>${tables.map(({name, grain, rows, limitations}) => element`<li><code>${name}</code>: ${grain}, ${formatCount(rows)} rows.${limitations.length ? element`<ul>${limitations.map((text) => element`<li>${text}</li>`)}</ul>` : ""}</li>`)}
    ${own.map((name) => element`<li><code>${name}</code>: your own table. It is on this machine only; whoever follows the link does not have it.</li>`)}</ul>`;
}

/** `link` is the address that shows the figure again, null when it would be too long. */
export function provenancePanel(provenance: Provenance, link: string | null): HTMLElement {
  const {sql, snapshotId, builtAt, dataThrough} = provenance;
  return element`<details class="provenance"><summary>How was this computed?</summary>
    <dl>
      <div><dt>Statement</dt><dd><pre tabindex="0"><code>${sql}</code></pre></dd></div>
      <div><dt>Snapshot</dt><dd><code data-snapshot>${snapshotId}</code>, built ${formatInstant(new Date(builtAt))}, data through ${day(dataThrough)}</dd></div>
      <div><dt>Sources and limitations</dt><dd>${sources(provenance)}</dd></div>
      <div><dt>Link</dt><dd>${link ? element`<a href=${link} data-permalink>The same statement and chart again</a>` : "The statement is too long for an address. Save it as text, or make a notebook of it."}</dd></div>
    </dl></details>`;
}
