/** A result as readers see it, in a notebook and on a page: a table or a chart, its anchor, and how it was computed. */
import {citation} from "../components/citation.js";
import {element} from "../components/dom.js";
import {drawSoon} from "../components/draw-soon.js";
import {columnLabel, resultTable} from "../components/result-table.js";
import type {ChartSpec} from "../model/chart-spec.js";
import {provenanceOf, type ManifestPart} from "../model/provenance.js";
import {chart} from "./chart.js";
import type {QueryResult} from "./notebook-run.js";

/** `sql` gives the complete query; `link` an address of the same figure, null when it is too long; `anchor` is the id of the element. */
export type FigureSource = {anchor: string; name: string; result: QueryResult & {rowCount?: number | null}; manifest: ManifestPart; sql: () => string; link: () => string | null};

function withCitation(source: FigureSource, title: string, drawing: Node): HTMLElement {
  const panel = citation(title, () => {
    const sql = source.sql();
    return sql ? {provenance: provenanceOf(sql, source.manifest, []), link: source.link()} : undefined;
  });
  return element`<div class="nb-result" id=${source.anchor}>${drawing}${panel}</div>`;
}

/** What is said when not every row is here. */
export function rowNote({rows, rowCount}: FigureSource["result"]): string | null {
  if (rowCount === undefined || rowCount === rows.length) return null;
  return `The first ${rows.length.toLocaleString("en")} of ${rowCount === null ? "more than 200,000" : rowCount.toLocaleString("en")} rows.`;
}

/** A table; without a title it is called by the query's name. */
export function tableView(source: FigureSource, title: string): HTMLElement {
  const caption = title || columnLabel(source.name || "Result");
  const {columns, rows} = source.result;
  const note = rowNote(source.result);
  return withCitation(source, caption, element`<div>${resultTable(columns, rows, {caption, csvName: source.name || "result"})}${note ? element`<p class="fine">${note}</p>` : null}</div>`);
}

/** The spec without a facet that would have one part only, such as the currency of a label that has one. */
export function shownSpec(spec: ChartSpec, {columns, rows}: QueryResult): ChartSpec {
  const at = columns.findIndex(({name}) => name === spec.facet);
  return at >= 0 && new Set(rows.map((row) => row[at])).size <= 1 ? {...spec, facet: undefined} : spec;
}

/** A chart, drawn for the width it gets. */
export function chartView(source: FigureSource, spec: ChartSpec): HTMLElement {
  const {columns, rows} = source.result;
  const draw = (width: number) => chart(shownSpec(spec, source.result), columns, rows, {width, note: rowNote(source.result)});
  return withCitation(source, spec.title || `Chart of ${columnLabel(source.name)}`, element`<div class="card">${drawSoon(draw, 340)}</div>`);
}
