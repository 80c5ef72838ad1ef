/** Day × dataset: which days are there. Each state has a shape and a sign of its own, so that colour is not needed to read it. */
import * as Plot from "npm:@observablehq/plot";
import {coverageRuns, coverageSums, type CoverageDay, type CoverageRun, type CoverageState} from "../model/coverage.js";
import {addDays} from "../model/days.js";
import {formatCount, formatDay} from "../model/format.js";
import {asImage, chartFigure, emptyChart, plotDefaults, tipLook, type ChartText} from "./chart-frame.js";
import {dataTable} from "./data-table.js";
import {element} from "./dom.js";

const coverageWords: Record<CoverageState, string> = {
  reported: "reported", partial: "part of it: some series lack the day, or show a 0 where more was usual", zero: "0 where more was usual: looks like a missing report", missing: "missing"
};
const signs: Record<CoverageState, string> = {reported: "", partial: "◐", zero: "0", missing: "×"};
/** Top of the bar within its row of height 1; a missing day is an empty outline. */
const tops: Record<CoverageState, number> = {reported: 0.14, partial: 0.54, zero: 0.76, missing: 0.14};
const BOTTOM = 0.86;
const ROW = 30;

export interface CoverageMapOptions extends ChartText {
  width: number;
  /** First and last day drawn. */
  from: Date;
  to: Date;
  label: (dataset: string) => string;
}

const tipText = (day: CoverageDay, label: (dataset: string) => string): string => [
  `${label(day.dataset)}, ${formatDay(day.covered_on)}`, coverageWords[day.state].split(":")[0], `${formatCount(day.row_count)} rows`,
  ...(day.missing_series_count ? [`${day.missing_series_count} of ${day.series_count} series missing`] : []), ...(day.zero_series_count ? [`${day.zero_series_count} of ${day.series_count} series 0`] : [])
].join("\n");

/** Bars of the runs and signs over those that are not whole. */
function marksOf(runs: readonly CoverageRun[], row: (dataset: string) => number): Plot.Markish[] {
  const odd = runs.filter(({state}) => state !== "reported");
  const bar = {x1: "from", x2: (run: CoverageRun) => addDays(run.to, 1), y1: (run: CoverageRun) => row(run.dataset) + tops[run.state], y2: (run: CoverageRun) => row(run.dataset) + BOTTOM};
  return [
    Plot.rect(runs.filter(({state}) => state === "reported"), {...bar, fill: "var(--c-neutral)", fillOpacity: 0.55}),
    Plot.rect(odd.filter(({state}) => state !== "missing"), {...bar, fill: "var(--c-down)", insetLeft: -1, insetRight: -1}),
    Plot.rect(odd.filter(({state}) => state === "missing"), {...bar, fill: "none", stroke: "var(--c-problem)", strokeDasharray: "3,2"}),
    Plot.text(odd, {
      x: (run: CoverageRun) => new Date((Number(run.from) + Number(addDays(run.to, 1))) / 2), y: (run: CoverageRun) => row(run.dataset) + (run.state === "missing" ? 0.5 : 0.3),
      text: (run: CoverageRun) => signs[run.state], fontSize: 13, fontWeight: 700, fill: (run: CoverageRun) => (run.state === "missing" ? "var(--c-problem)" : "var(--c-down)"), stroke: "var(--theme-background-alt)", strokeWidth: 3
    } as Plot.TextOptions)
  ];
}

function coverageLegend(): HTMLElement {
  const states: CoverageState[] = ["reported", "partial", "zero", "missing"];
  return element`<ul class="coverage-legend" aria-label="Legend">${states.map((state) => element`<li><span class=${`coverage-key coverage-${state}`} aria-hidden="true">${signs[state]}</span><span>${coverageWords[state]}</span></li>`)}<li>blank: before the first day, after the last, or no row is expected that day</li></ul>`;
}

/** Draws one row for each dataset; `days` are in order of dataset and day. */
export function coverageMap(days: readonly CoverageDay[], options: CoverageMapOptions): HTMLElement {
  const {width, from, to, label} = options;
  if (!days.length) return emptyChart(options, "No dataset has days in this period.");
  const datasets = [...new Set(days.map(({dataset}) => dataset))];
  const row = (dataset: string) => datasets.indexOf(dataset);
  const plot = Plot.plot({
    ...plotDefaults({width, height: datasets.length * ROW + 34, label: `${options.title}: ${options.subtitle}`}),
    marginLeft: width < 480 ? 126 : 140, marginTop: 4,
    x: {type: "utc", domain: [from, addDays(to, 1)], label: null, ticks: Math.max(3, Math.round(width / 110))},
    y: {domain: [datasets.length, 0], label: null, ticks: datasets.map((_, i) => i + 0.5), tickFormat: (at: number) => label(datasets[Math.floor(at)]), tickSize: 0},
    marks: [
      Plot.ruleY(datasets.map((_, i) => i + BOTTOM), {stroke: "var(--line)"}),
      ...marksOf(coverageRuns(days), row),
      Plot.tip(days, Plot.pointer({x: (day: CoverageDay) => new Date(Number(day.covered_on) + 43_200_000), y: (day: CoverageDay) => row(day.dataset) + 0.5, title: (day: CoverageDay) => tipText(day, label), ...tipLook}))
    ]
  });
  const drawing = element`<div></div>`;
  drawing.append(coverageLegend(), asImage(plot));
  return chartFigure(options, drawing);
}

/** Days of each dataset by state. */
export function coverageTable(days: readonly CoverageDay[], {caption, label}: {caption: string; label: (dataset: string) => string}): HTMLElement {
  const count = (key: CoverageState, text: string) => ({key, label: text, align: "right" as const, format: formatCount});
  return dataTable(coverageSums(days), {
    caption, csvName: "coverage",
    columns: [
      {key: "dataset", label: "Dataset", format: label}, {key: "first_on", label: "First day", format: formatDay}, {key: "last_on", label: "Last day", format: formatDay},
      count("reported", "Days reported"), count("partial", "In part ◐"), count("zero", "Zero 0"), count("missing", "Missing ×"), {key: "row_count", label: "Rows", align: "right", format: formatCount}
    ]
  });
}

/** The days that are not whole, newest first. */
export function gapTable(days: readonly CoverageDay[], {caption, label}: {caption: string; label: (dataset: string) => string}): HTMLElement {
  const gaps = days.filter(({state}) => state !== "reported").sort((a, b) => Number(b.covered_on) - Number(a.covered_on));
  return dataTable(gaps, {
    caption, csvName: "coverage-gaps", rowsShown: 8,
    columns: [
      {key: "covered_on", label: "Day", format: formatDay}, {key: "dataset", label: "Dataset", format: label},
      {key: "state", label: "State", format: (state: CoverageState) => `${signs[state]} ${state}`}, {key: "series_count", label: "Series", align: "right"},
      {key: "missing_series_count", label: "of them missing", align: "right"}, {key: "zero_series_count", label: "of them 0", align: "right"}, {key: "row_count", label: "Rows", align: "right", format: formatCount}
    ]
  });
}
