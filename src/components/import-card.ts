/** What an import of one file would do, as a card. */
import {formatBytes} from "./file-table.js";
import {formatCount} from "../model/format.js";
import type {ImportPreview} from "../model/import-preview.js";
import {copyCommand, shellWord} from "./copy-command.js";
import {element} from "./dom.js";
import type {ReadImport} from "./import-read.js";
import {notice} from "./notice.js";

/** Reasons that are shown; the import lists them all. */
const REASONS = 5;

const span = (months: readonly string[]): string => (months.length > 1 ? `${months[0]} to ${months.at(-1)} (${months.length} months)` : (months[0] ?? "none"));
const lines = (count: number): string => `${formatCount(count)} line${count === 1 ? "" : "s"}`;

/** Columns that nobody reads; those with personal data are counted, not named. */
function unread({columns_not_loaded, columns_private}: ImportPreview): string {
  const named = columns_not_loaded.filter((heading) => !columns_private.includes(heading));
  const hidden = columns_private.length ? `${columns_private.length} columns about buyers, which are never read and never shown` : "";
  return [named.join(", "), hidden].filter(Boolean).join("; and ") || "every column is read";
}

function reasons({rejects, quarantined}: ImportPreview): HTMLElement | null {
  if (!quarantined) return null;
  const items = rejects.slice(0, REASONS).map(({line, column, found, reason, count}) => element`<li><strong>Line ${formatCount(line)}${column ? `, ${column}` : ""}:</strong>
    ${found === null ? "" : `found "${found.slice(0, 80)}", `}${reason}${count > 1 ? ` (and ${formatCount(count - 1)} more)` : ""}</li>`);
  const more = rejects.length > REASONS ? element`<p class="muted">The first ${REASONS} of ${formatCount(rejects.length)} kinds; the import lists the rest.</p>` : null;
  return element`<div><p class="import-next">Would go to quarantine:</p><ul class="import-reasons">${items}</ul>${more}</div>`;
}

function facts(preview: ImportPreview): HTMLElement {
  const totals = preview.totals.map(({currency, total}) => element`<div><data value=${total}>${currency} ${total}</data></div>`);
  return element`<dl class="import-facts">
    <div><dt>Recognised</dt><dd>${preview.layout}</dd></div>
    <div><dt>Lines</dt><dd>${lines(preview.lines)}: ${formatCount(preview.loaded)} would load, ${formatCount(preview.quarantined)} would go to quarantine</dd></div>
    <div><dt>Total</dt><dd class="import-totals">${totals.length ? totals : "nothing"}</dd></div>
    <div><dt>Usage</dt><dd>${span(preview.usage_months)}</dd></div>
    <div><dt>Statements</dt><dd>${span(preview.statement_months)}</dd></div>
    <div><dt>Not loaded</dt><dd>${unread(preview)}</dd></div>
  </dl>`;
}

/** What stands in the way, and what to think of first. */
function notices({preview, twin, months}: ReadImport): HTMLElement[] {
  const found: HTMLElement[] = [];
  if (twin) found.push(notice({kind: "info", text: `Already in your folder as ${twin}: importing it again changes nothing.`}));
  if (months.length) found.push(notice({kind: "warning", text: `Statements of ${span(months)} of ${preview.distributor} are loaded already. If this file holds the same lines they would count twice: the import names the lines that stand in both, and removes nothing.`}));
  const about = preview.problems.filter((sentence) => !preview.unknown.some(({file}) => sentence.startsWith(`${file} line 1: no known`)));
  if (!preview.layout) found.push(...about.map((text) => notice({kind: "problem", text})));
  else if (preview.outcome === "refuse") found.push(notice({kind: "problem", text: "The import would refuse this file and store nothing of it."}));
  const notes = preview.layout ? about.filter((sentence) => !/ line \d+[,:]/.test(sentence)) : [];
  found.push(...notes.map((text) => notice({kind: "info", text})));
  return found;
}

/** The command that imports the file; none for one that would change nothing. */
const command = ({preview, twin}: ReadImport, mapping: string | null): HTMLElement | null =>
  preview.outcome === "refuse" || twin ? null : element`<div><p class="import-next">This page cannot write into your folder. To import the file, run this in the project's folder${mapping ? ", with the mapping saved beside it" : ""} (put the file's own path in place of its name):</p>
    ${copyCommand(`npm run import -- ${shellWord(preview.file)}${mapping ? ` --map ${shellWord(mapping)}` : ""}`, `the command that imports ${preview.file}`)}</div>`;

const verdict = ({preview, twin}: ReadImport): string =>
  twin ? "already there" : preview.outcome === "import" ? "would be imported" : preview.unknown.length && !preview.layout ? "not recognised" : "would be refused";

/** `mapping` is the name of a mapping's file that the preview was made with; `mapper` stands where no layout is known. */
export function importCard(read: ReadImport, {bytes, mapping = null, mapper = null}: {bytes: number; mapping?: string | null; mapper?: HTMLElement | null}): HTMLElement {
  const {preview} = read;
  return element`<article class="import-card" data-outcome=${preview.outcome} data-sha256=${preview.sha256}>
    <h3>${preview.file} <small>${formatBytes(bytes)}, ${verdict(read)}</small></h3>
    ${notices(read)}
    ${preview.layout ? facts(preview) : null}
    ${reasons(preview)}
    ${mapper}
    ${command(read, mapping)}
    ${preview.sha256 ? element`<p class="import-hash">sha256 <code>${preview.sha256}</code></p>` : null}
  </article>`;
}
