/**
 * A notebook as one HTML file that opens from disk with no network: results are frozen, charts are drawings in the file, colours
 * follow the reader's light or dark. It holds no script, and its policy lets it fetch nothing.
 */
import {citationBody} from "../components/citation.js";
import {element} from "../components/dom.js";
import {columnLabel, isMonthColumn, writtenCell} from "../components/result-table.js";
import {parseDay} from "../model/days.js";
import {formatDay, formatInstant} from "../model/format.js";
import {composedText} from "../model/notebook-compile.js";
import {anchorOf, type Cell, type InputCell} from "../model/notebook.js";
import {provenanceOf} from "../model/provenance.js";
import {isNumeric} from "../model/result.js";
import {chart} from "./chart.js";
import {rowNote, shownSpec} from "./figure-view.js";
import {markdownHtml} from "./markdown.js";
import type {CellResult} from "./notebook-run.js";
import type {NotebookSession} from "./notebook-session.js";

/** Rows of one table in the file; a longer one says how many it leaves out. */
const FILE_ROWS = 1_000;
const CHART_WIDTH = 820;

const STYLE = `
body { font: 16px/1.55 var(--sans-serif); color: var(--theme-foreground); background: var(--theme-background); margin: 0 auto; padding: 2rem 1rem 4rem; max-width: 860px; }
h1 { font-size: 28px; margin: 0 0 0.3rem; } h2 { font-size: 20px; margin-top: 2rem; } h3 { font-size: 15px; margin: 0; }
.muted, figcaption p, .fine, .chart-note { color: var(--theme-foreground-muted); font-size: 13.5px; margin: 0.2rem 0; }
a { color: inherit; } code, pre { font: 13px/1.5 ui-monospace, "Liberation Mono", monospace; }
.figure { margin: 1.5rem 0; } figure { margin: 0; } svg { max-width: 100%; height: auto; }
.scroll { overflow-x: auto; max-height: 34rem; border: 1px solid var(--line); border-radius: 6px; background: var(--theme-background-alt); }
table { border-collapse: collapse; font-size: 13.5px; width: 100%; } th, td { text-align: left; padding: 4px 10px; white-space: nowrap; border-bottom: 1px solid var(--line); font-weight: 400; }
thead th { position: sticky; top: 0; background: var(--theme-background-alt); color: var(--theme-foreground-muted); } .num { text-align: right; font-variant-numeric: tabular-nums; }
.legend { display: flex; flex-wrap: wrap; gap: 0.2rem 1rem; list-style: none; padding: 0; margin: 0.3rem 0; font-size: 13px; }
.legend li::before { content: ""; display: inline-block; width: 11px; height: 11px; margin-right: 0.4rem; border-radius: 2px; background: var(--accent); }
details { font-size: 13.5px; margin-top: 0.4rem; } summary { cursor: pointer; color: var(--theme-foreground-muted); } dt { color: var(--theme-foreground-muted); margin-top: 0.5rem; } dd { margin: 0; }
pre { white-space: pre-wrap; border: 1px solid var(--line); border-radius: 6px; padding: 0.6rem; background: var(--theme-background-alt); overflow: auto; }
.nb-figure { font-weight: 600; } .input { font-size: 14px; margin: 0.2rem 0; } footer { margin-top: 3rem; border-top: 1px solid var(--line); padding-top: 0.6rem; }
@media print { .scroll { max-height: none; overflow: visible; } }`;

/** The site's own colours and fonts: every `:root` rule of its style sheets, with the media query it stands in. */
function rootRules(): string {
  const collect = (rules: CSSRuleList): string => [...rules].map((rule) => {
    if (rule instanceof CSSImportRule) return rule.styleSheet ? wrapped(rule.media.mediaText, collect(rule.styleSheet.cssRules)) : "";
    if (rule instanceof CSSMediaRule) return wrapped(rule.conditionText, collect(rule.cssRules));
    return rule instanceof CSSStyleRule && rule.selectorText === ":root" ? rule.cssText.replace(/--[\w-]+:\s*url\([^;]*;?/g, "") : "";
  }).join("");
  return [...document.styleSheets].map((sheet) => collect(sheet.cssRules)).join("\n");
}

const wrapped = (media: string, css: string): string => (css && media ? `@media ${media} {${css}}` : css);

function tableOf(result: CellResult, caption: string): HTMLElement {
  const {columns} = result;
  const rows = result.rows.slice(0, FILE_ROWS);
  const months = columns.map((column, j) => isMonthColumn(rows, column, j));
  const side = columns.map(({kind}) => (isNumeric(kind) ? "num" : ""));
  const note = rowNote({...result, rows, rowCount: result.rowCount});
  return element`<div><h3>${caption}</h3><div class="scroll" tabindex="0" role="region" aria-label=${caption}><table><thead><tr>${columns.map(({name}, j) => element`<th scope="col" class=${side[j]}>${columnLabel(name)}</th>`)}</tr></thead>
    <tbody>${rows.map((row) => element`<tr>${row.map((cell, j) => element`<td class=${side[j]}>${writtenCell(cell, columns[j], months[j])}</td>`)}</tr>`)}</tbody></table></div>${note ? element`<p class="fine">${note}</p>` : null}</div>`;
}

class FrozenNotebook {
  constructor(private readonly session: NotebookSession) {}

  html(now: Date): string {
    const {notebook, manifest} = this.session;
    const {title, author, date, description} = notebook;
    const day = parseDay(date);
    const page = element`<div><header><h1>${title || "Untitled"}</h1>
      <p class="muted">${[author, day && formatDay(day)].filter(Boolean).join(", ")}</p>${description ? element`<p>${description}</p>` : null}</header>
      <main>${notebook.cells.map((cell) => this.cell(cell))}</main>
      <footer class="muted">Results as they were on ${formatInstant(now)}, from snapshot <code>${manifest.id}</code>, built ${formatInstant(new Date(manifest.built_at))}. Nothing in this file is worked out again, and it fetches nothing.</footer></div>`;
    const policy = "default-src 'none'; style-src 'unsafe-inline'; img-src data:";
    return `<!doctype html>\n<html lang="en"><head><meta charset="utf-8"><meta http-equiv="Content-Security-Policy" content="${policy}"><meta name="viewport" content="width=device-width"><meta name="color-scheme" content="light dark"><title>${page.querySelector("h1")!.innerHTML}</title><style>${rootRules()}${STYLE}</style></head><body>${page.innerHTML}</body></html>\n`;
  }

  private cell(cell: Cell): Node | null {
    if (cell.kind === "markdown") return Object.assign(document.createElement("div"), {innerHTML: markdownHtml(cell.text, (reference) => this.session.run.figure(reference))});
    if (cell.kind === "input") return element`<p class="input"><span class="muted">${cell.label || cell.name}:</span> <strong>${this.chosen(cell)}</strong></p>`;
    const source = cell.kind === "sql" ? cell : this.session.run.queryCell(cell.from);
    const state = source && this.session.run.state(source.id);
    if (!source || !state || (cell.kind === "sql" && !cell.show)) return null;
    if (!state.result) return element`<p class="figure muted">${cell.kind === "sql" ? cell.title || cell.name || "A table" : "A chart"}: no result${state.error ? ` (${state.error.split("\n")[0]})` : ""}.</p>`;
    const drawing = cell.kind === "sql" ? tableOf(state.result, cell.title || columnLabel(cell.name ?? "Result")) : chart(shownSpec(cell.spec, state.result), state.result.columns, state.result.rows, {width: CHART_WIDTH, note: rowNote(state.result)});
    const sql = composedText(this.session.run.composed().get(source.id)!);
    const anchor = anchorOf(cell);
    return element`<section class="figure" id=${anchor}>${drawing}<details><summary>How was this computed?</summary>${citationBody({provenance: provenanceOf(sql, this.session.manifest, []), link: `#${anchor}`})}</details></section>`;
  }

  private chosen(cell: InputCell): string {
    const value = this.session.run.valueOf(cell);
    if (typeof value === "boolean") return value ? "yes" : "no";
    return this.session.run.choices(cell.id).find((choice) => choice.value === value)?.label ?? String(value);
  }
}

/** The text of the file, of what the notebook shows now. */
export const notebookFile = (session: NotebookSession, now = new Date()): string => new FrozenNotebook(session).html(now);
