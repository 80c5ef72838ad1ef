/** The Definitions page: every metric and every column of every served table, each with a place of its own, and one search over all. */
import type {MetricRules} from "../model/catalog/describe.js";
import {formatCount} from "../model/format.js";
import type {Metric} from "../model/metrics.js";
import {element} from "./dom.js";
import type {ServedTable} from "./table-card.js";

/** Ids of the places on the page. */
const metricAnchor = (name: string): string => `metric-${name}`;
const tableAnchor = (name: string): string => `table-${name}`;
const columnAnchor = (table: string, column: string): string => `column-${table}-${column}`;

type Term = [term: string, text: string | Node | null];

const terms = (rows: readonly Term[]): HTMLElement =>
  element`<dl>${rows.filter(([, text]) => text).map(([term, text]) => element`<div><dt>${term}</dt><dd>${text}</dd></div>`)}</dl>`;

const placeLink = (id: string, label: string): HTMLElement => element`<a class="place-link" href=${`#${id}`} aria-label=${`Link to ${label}`}>#</a>`;

/** Names of tables, each a link where the snapshot has it. */
function tableLinks(names: readonly string[], served: ReadonlySet<string>): HTMLElement {
  return element`<span>${names.flatMap((name, i) => [i ? ", " : "", served.has(name) ? element`<a href=${`#${tableAnchor(name)}`}><code>${name}</code></a>` : element`<code>${name}</code>`])}</span>`;
}

function metricEntry(metric: Metric, rules: MetricRules | null, served: ReadonlySet<string>): HTMLElement {
  const id = metricAnchor(metric.name);
  const marks = [rules?.isEstimate ? "estimate" : null, rules ? null : "on its page only"].filter((mark) => mark !== null);
  return element`<article id=${id} class="definition-entry" tabindex="-1" data-search=${searchText(metric, rules)}>
    <h3>${metric.label} ${placeLink(id, metric.label)}</h3>
    <p class="definition-name"><code>${metric.name}</code> · ${metric.unit}${marks.map((mark) => element`<span class="definition-mark">${mark}</span>`)}</p>
    <p>${metric.description}</p>
    <details><summary>Calculation, limits and splits</summary>${terms([
      ["Calculation", metric.calculation], ["Limits", metric.limitations.join(" ")], ["Adds up", rules?.adds ?? (metric.additive ? "yes" : "no")],
      ["Split by", rules ? rules.splitBy.join(", ") || "nothing" : null], ["Calendar", rules?.calendars.join("; ") || null], ["Sources", tableLinks(metric.sources, served)],
      ["Updated", metric.update_frequency], ["Typical", metric.typical_range ?? null], ["Also called", metric.synonyms?.join(", ") ?? null]
    ])}</details></article>`;
}

const searchText = (metric: Metric, rules: MetricRules | null): string =>
  [metric.label, metric.name, metric.name.replaceAll("_", " "), metric.description, metric.calculation, metric.unit, ...(metric.synonyms ?? []), ...(rules?.splitBy ?? []), ...metric.sources].join(" ").toLowerCase();

/** Every metric by its label; `rules` says how it can be asked for. */
export function metricDefinitions(metrics: readonly Metric[], rules: (name: string) => MetricRules | null, tables: readonly ServedTable[]): HTMLElement {
  const served = new Set(tables.map(({name}) => name));
  const sorted = [...metrics].sort((a, b) => a.label.localeCompare(b.label));
  return element`<div class="definition-grid">${sorted.map((metric) => metricEntry(metric, rules(metric.name), served))}</div>`;
}

function tableEntry(table: ServedTable): HTMLElement {
  const id = tableAnchor(table.name);
  const rows = table.columns.map(({name, type, description}) => element`<tr id=${columnAnchor(table.name, name)} tabindex="-1" data-search=${`${name} ${name.replaceAll("_", " ")} ${table.name} ${description}`.toLowerCase()}>
    <th scope="row"><code>${name}</code> ${placeLink(columnAnchor(table.name, name), `${name} of ${table.name}`)}</th><td><code>${type}</code></td><td>${description}</td></tr>`);
  return element`<details id=${id} class="definition-table" tabindex="-1">
    <summary><h3><code>${table.name}</code></h3> <span>${table.grain}; ${formatCount(table.rows)} rows, ${table.columns.length} columns</span></summary>
    <p>Key: <code>${table.key.join(", ")}</code> ${placeLink(id, table.name)}</p>
    <div class="definition-scroll" tabindex="0" role="region" aria-label=${`Columns of ${table.name}`}><table aria-label=${`Columns of ${table.name}`}><thead><tr><th scope="col">Column</th><th scope="col">Type</th><th scope="col">What it holds</th></tr></thead><tbody>${rows}</tbody></table></div></details>`;
}

/** Every served table with its columns. */
export const columnDefinitions = (tables: readonly ServedTable[]): HTMLElement => element`<div>${tables.map(tableEntry)}</div>`;
