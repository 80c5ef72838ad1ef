/** One result: its grid or chart, what can be done with it, and how it was computed. */
import {citation} from "../components/citation.js";
import {element} from "../components/dom.js";
import {switchInput} from "../components/switch.js";
import {defaultChart} from "../model/chart-default.js";
import {chartKeys} from "../model/chart-data.js";
import {checkChart, figureColumn, type ChartSpec} from "../model/chart-spec.js";
import {formatCount} from "../model/format.js";
import type {Provenance} from "../model/provenance.js";
import type {Cell} from "../model/result.js";
import type {RowSource} from "../model/row-source.js";
import {chartPanel} from "./chart-panel.js";
import {chart, MOST_POINTS} from "./chart.js";
import {exportMenu} from "./export-menu.js";
import {COPY_ROWS, resultGrid} from "./result-grid.js";

/** Rows that the page combines itself; beyond, the source does it where the rows are. */
const OWN_ROWS = 20_000;
/** Rows that a histogram reads of a longer result. */
const HISTOGRAM_ROWS = 200_000;
const DEFAULT_ROWS = 5000;
const PART = 5000;

export interface ResultViewOptions {
  name: string;
  provenance: Provenance;
  /** Draw this chart instead of the default one. */
  chart: ChartSpec | null;
  shows: "table" | "chart";
  /** The address of the figure with this chart; null when too long. */
  linkFor: (chart: ChartSpec | null) => string | null;
  onChange: (state: {chart: ChartSpec | null; shows: "table" | "chart"}) => void;
  say: (sentence: string) => void;
}

/** Reads in parts, between which the page stays free. */
async function readRows(source: RowSource, count: number): Promise<(readonly Cell[])[]> {
  const rows: (readonly Cell[])[] = [];
  for (let from = 0; from < count; from += PART) rows.push(...(await source.read(from, Math.min(count, from + PART))));
  return rows;
}

/** The rows that a chart needs: all, groups of all, or as many as can be drawn, with what has to be said about it. */
async function chartRows(source: RowSource, spec: ChartSpec): Promise<{rows: readonly (readonly Cell[])[]; isCombined: boolean; note: string | null}> {
  if (checkChart(spec, source.columns).length) return {rows: [], isCombined: false, note: null};
  if (source.rowCount > OWN_ROWS && source.combine && spec.mark !== "histogram" && spec.aggregate !== "none") {
    const figure = spec.aggregate === "count" ? -1 : source.columns.findIndex(({name}) => name === figureColumn(spec));
    return {rows: await source.combine(chartKeys(spec, source.columns), figure < 0 ? null : figure, spec.aggregate), isCombined: true, note: null};
  }
  const most = spec.mark === "histogram" ? HISTOGRAM_ROWS : spec.aggregate === "none" ? MOST_POINTS + 1 : Infinity;
  const count = Math.min(source.rowCount, most);
  const note = spec.mark === "histogram" && count < source.rowCount ? `Counted in the first ${formatCount(count)} of ${formatCount(source.rowCount)} rows.` : null;
  return {rows: await readRows(source, count), isCombined: false, note};
}

/** A chart area that fills the width it has, and is drawn again when a control or the rows change. */
function chartArea(source: () => RowSource, initial: ChartSpec | null, changed: (spec: ChartSpec) => void): {element: HTMLElement; draw: () => Promise<void>} {
  const [controls, drawing] = [element`<div></div>`, element`<div class="chart-drawing"></div>`];
  let spec = initial;
  const draw = async () => {
    const from = source();
    spec ??= defaultChart(from.columns, await from.read(0, Math.min(from.rowCount, DEFAULT_ROWS)));
    if (!spec) return void drawing.replaceChildren(element`<p class="muted">Nothing to draw: the result has no column of figures, names or days.</p>`);
    const focused = [...controls.querySelectorAll("select, input")].indexOf(document.activeElement!);
    controls.replaceChildren(chartPanel(spec, from.columns, (next) => {
      spec = next;
      changed(next);
      void draw();
    }));
    controls.querySelectorAll<HTMLElement>("select, input")[focused]?.focus();
    const drawn = spec;
    const {rows, isCombined, note} = await chartRows(from, drawn);
    if (drawn === spec) drawing.replaceChildren(chart(spec, from.columns, rows, {width: Math.max(300, drawing.clientWidth || 800), note, isCombined}));
  };
  return {element: element`<div class="chart-area">${controls}${drawing}</div>`, draw};
}

/** Draws the result. */
export function resultView(source: RowSource, options: ResultViewOptions): HTMLElement {
  const {name, provenance, say, onChange, linkFor} = options;
  const state = {chart: options.chart, shows: options.shows};
  const count = element`<span class="muted" data-shown></span>`;
  const grid = resultGrid(source, {label: `Result of ${name}`, onProblem: say, onView: (view) => {
    count.textContent = view.rowCount === source.rowCount ? "" : `${formatCount(view.rowCount)} of ${formatCount(source.rowCount)} rows`;
    if (state.shows === "chart") void draw();
  }});
  const provenancePlace = element`<div></div>`;
  const changed = () => {
    onChange({...state});
    provenancePlace.firstElementChild?.querySelector("[data-permalink]")?.setAttribute("href", linkFor(state.shows === "chart" ? state.chart : null) ?? "");
  };
  const area = chartArea(grid.view, state.chart, (spec) => { state.chart = spec; changed(); });
  const draw = () => area.draw().catch((error: unknown) => say(`not drawn: ${error instanceof Error ? error.message : String(error)}`));
  const shows = switchInput([{value: "table", label: "Table"}, {value: "chart", label: "Chart"}], {label: "Show", value: state.shows});
  const show = () => {
    grid.element.hidden = state.shows === "chart";
    area.element.hidden = state.shows === "table";
    if (state.shows === "chart") void draw();
  };
  shows.addEventListener("input", () => {
    state.shows = shows.value;
    show();
    changed();
  });
  const copy = async (format: "tsv" | "markdown") => {
    try {
      const {text, rows, isCut} = await grid.text(format);
      await navigator.clipboard.writeText(text);
      say(`Copied ${formatCount(rows)} rows as ${format === "tsv" ? "TSV" : "Markdown"}${isCut ? `: the first ${formatCount(COPY_ROWS)}, export a file for all` : ""}.`);
    } catch (error) {
      say(`not copied: ${error instanceof Error ? error.message : String(error)}`);
    }
  };
  const button = (label: string, action: () => void) => element`<button type="button" class="button" onclick=${action}>${label}</button>`;
  const copyLink = async () => {
    const link = linkFor(state.shows === "chart" ? state.chart : null);
    if (!link) return say("The statement is too long for an address.");
    await navigator.clipboard.writeText(link).then(() => say("Copied a link that shows this figure again."), () => say("not copied: the browser refused; take it from “How was this computed?”"));
  };
  provenancePlace.append(citation(`Result of ${name}`, () => ({provenance, link: linkFor(state.shows === "chart" ? state.chart : null)})));
  show();
  return element`<section class="result" aria-label=${`Result of ${name}`}>
    <div class="result-bar">${shows}${count}<span class="result-actions">${button("Copy TSV", () => void copy("tsv"))}${button("Copy Markdown", () => void copy("markdown"))}${exportMenu(grid.view, name, say)}${button("Copy link", () => void copyLink())}</span></div>
    ${grid.element}${area.element}${provenancePlace}</section>`;
}

