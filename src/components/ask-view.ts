/** An answer as a person reads it: the figure, its chart and table, and what it rests on. */
import {askable, isEstimate} from "../model/catalog/catalog.js";
import {dimensions, type DimensionName} from "../model/catalog/dimensions.js";
import type {AnswerColumn} from "../model/compile/columns.js";
import type {Compiled} from "../model/compile.js";
import {formatChange, formatDay, MISSING} from "../model/format.js";
import {metrics, type MetricName} from "../model/metrics.js";
import {parseDay} from "../model/days.js";
import {rangeLabel} from "../model/periods.js";
import {figureText, periodText, valueText, type AnswerRow} from "./ask-words.js";
import {dataTable, type TableColumn} from "./data-table.js";
import {definition} from "./definition.js";
import {element, fragment} from "./dom.js";
import {notice} from "./notice.js";

/** "Revenue, Jul 2025, Spotify": what the figure is. */
export function answerTitle({request}: Compiled, focus: {dimension: DimensionName; values: string[]} | null): string {
  const names = [...request.filters.map(({dimension, op, values}) => `${op === "not_in" ? "without " : ""}${values.map((value) => valueText(dimension, value)).join(", ")}`), ...(focus ? [focus.values.map((value) => valueText(focus.dimension, value)).join(", ")] : [])];
  return [request.metrics.map((name) => metrics[name as MetricName].label).join(" and "), ...names].join(" · ");
}

/** "Jul 2025 · by platform · usage calendar · compared with Jun 2025". */
export function answerSubtitle({request, calendar, covered, compared}: Compiled): string {
  const label = (days: {from: string; to: string}) => rangeLabel({from: parseDay(days.from)!, to: parseDay(days.to)!});
  return [
    covered ? label(covered) : "as it stands today", request.dimensions.length ? `by ${request.dimensions.map((name) => dimensions[name].label.toLowerCase()).join(" and ")}` : "",
    request.grain === "total" ? "" : `by ${request.grain}`, calendar ? `${calendar} calendar` : "", compared ? `compared with ${label(compared)}` : ""
  ].filter(Boolean).join(" · ");
}

function changeLine(columns: readonly AnswerColumn[], row: AnswerRow, name: string, compared: Compiled["compared"]): HTMLElement | null {
  const before = columns.find((column) => column.role === "before" && column.metric === name);
  if (!before) return null;
  const growth = row[`${name}_growth`];
  const basis = compared ? rangeLabel({from: parseDay(compared.from)!, to: parseDay(compared.to)!}) : "before";
  return element`<p class="ask-change">${growth === null || growth === undefined ? "" : element`<strong>${formatChange(Number(growth))}</strong>`} from ${figureText(before, row[before.name], row)} in ${basis}</p>`;
}

/** Big figures of an answer with one row. */
export function answerFigures({columns, compared, request}: Compiled, row: AnswerRow): HTMLElement {
  const role = request.share ? "share" : "metric";
  const shown = columns.filter((column) => column.role === role);
  const names = columns.filter((column) => column.role === "dimension").map(({name}) => valueText(name, row[name]));
  const period = columns.some((column) => column.role === "period") ? [periodText(row.period, request.grain)] : [];
  return element`<div class="ask-figures">${shown.map((column) => element`<div class=${column.isEstimate ? "ask-figure estimate" : "ask-figure"}>
    <p class="ask-name">${[column.label, ...period, ...names].join(" · ")} ${definition((column.metric ?? column.name) as MetricName)}</p>
    <p class="ask-value" data-metric=${column.name}>${figureText(column, row[column.name], row)}</p>
    ${request.share ? element`<p class="ask-change">${figureText(columns.find(({name}) => name === column.metric)!, row[column.metric!], row)}</p>` : null}
    ${changeLine(columns, row, column.name, compared)}</div>`)}</div>`;
}

const SHOWN = new Set(["period", "dimension", "metric", "before", "change", "growth", "share", "running"]);

/** Every row of the answer. */
export function answerTable({columns, request}: Compiled, rows: readonly AnswerRow[], caption: string): HTMLElement {
  const shown = columns.filter(({role}) => SHOWN.has(role) || (role === "currency" && request.dimensions.includes("currency")));
  return dataTable(rows, {
    caption, csvName: "answer", columns: shown.map((column): TableColumn<AnswerRow> => {
      const {name, label, role} = column;
      if (role === "period") return {key: name, label, format: (value) => periodText(value, request.grain)};
      if (role === "dimension" || role === "currency") return {key: name, label: dimensions[name as DimensionName]?.label ?? label, format: (value, row) => (row.is_other === true ? "the rest" : valueText(name, value))};
      return {key: name, label, align: "right", estimate: column.isEstimate ?? false, format: (value, row) => figureText(column, value, row)};
    })
  });
}

const list = (items: readonly string[]): HTMLElement => element`<ul>${items.map((item) => element`<li>${item}</li>`)}</ul>`;

/** What was forgiven, assumed or is missing. */
export const answerNotes = (notes: readonly string[]): HTMLElement => notice({kind: "info", text: list(notes)});

export interface Basis {
  sql: string;
  params: readonly string[];
  sources: readonly string[];
  calculation: readonly string[];
  limitations: readonly string[];
  estimate: boolean;
  snapshotId: string;
  dataThrough: string | null;
}

/** What a request's answer rests on. */
export function basisOf({request, sql, params, sources}: Compiled, snapshot: {id: string; data_through: string | null}): Basis {
  const asked = request.metrics.map((name) => askable(name));
  return {
    sql, params, sources, calculation: asked.map(({label, calculation}) => `${label}: ${calculation}`), limitations: [...new Set(asked.flatMap(({limitations}) => limitations))],
    estimate: asked.some(isEstimate), snapshotId: snapshot.id, dataThrough: snapshot.data_through
  };
}

/** Calculation, limitations, sources, SQL and snapshot; the SQL behind a fold. */
export function answerBasis({sql, params, sources, calculation, limitations, estimate, snapshotId, dataThrough}: Basis): HTMLElement {
  const through = parseDay(dataThrough);
  return element`<section class="ask-basis" aria-label="What this rests on">
    <h2>What this rests on</h2>
    <dl>
      <div><dt>Calculation</dt><dd>${list(calculation)}</dd></div>
      <div><dt>Limits</dt><dd>${list([...(estimate ? ["An estimate: no statement confirms it yet."] : []), ...limitations])}</dd></div>
      <div><dt>Sources</dt><dd>${sources.map((name, i) => element`<span>${i ? ", " : ""}<code>${name}</code></span>`)}</dd></div>
      <div><dt>Snapshot</dt><dd><code title=${snapshotId}>${snapshotId.slice(0, 10)}</code>, data through ${through ? formatDay(through) : MISSING}</dd></div>
    </dl>
    ${sql ? element`<details><summary>SQL</summary><pre tabindex="0" role="region" aria-label="SQL of this answer"><code>${sql}</code></pre>${params.length ? element`<p class="fine">Values of ?, in order: ${params.map((value, i) => element`<span>${i ? ", " : ""}<code>${value}</code></span>`)}</p>` : null}</details>` : null}
  </section>`;
}

/** A refusal: why, and what can be asked instead. */
export function askRefusal({error, suggestions}: {error: string; suggestions: readonly string[]}, onAsk: (question: string) => void): HTMLElement {
  return element`<div class="ask-refusal" role="status">
    ${notice({kind: "warning", text: `Not answered: ${error}.`})}
    ${suggestions.length ? fragment`<p>You can ask:</p><ul class="ask-ideas">${suggestions.map((idea) => element`<li><button type="button" onclick=${() => onAsk(idea)}>${idea}</button></li>`)}</ul>` : null}
  </div>`;
}
