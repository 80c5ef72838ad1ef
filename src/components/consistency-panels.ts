/** How far two sources of one figure differ, month by month, beside the band within which they agree. */
import * as Plot from "npm:@observablehq/plot";
import {comparisonsOf, oneSided, type ComparedMonth, type Comparison} from "../model/comparisons.js";
import {formatAmount, formatChange, formatCount, formatMonth} from "../model/format.js";
import {asImage, chartFigure, plotDefaults, tipLook} from "./chart-frame.js";
import {dataTable} from "./data-table.js";
import {qualityStatus} from "./quality-status.js";

const HEADROOM = 1.4;
const signed = (pct: number): string => formatChange(pct / 100);
const amount = (value: number, unit: string): string => (unit === "streams" ? formatCount(value) : formatAmount(value));

const tipText = (month: ComparedMonth): string =>
  [formatMonth(month.compared_month), `${signed(month.deviation_pct)}${month.is_within ? "" : ", outside the band"}`, `this source ${amount(month.actual_value, month.unit)} ${month.unit}`, `the other ${amount(month.expected_value, month.unit)} ${month.unit}`].join("\n");

/** Points within the band are dots, those outside are crosses. */
function panel({title, months}: Comparison, width: number): HTMLElement {
  const band = months[0].tolerance_pct;
  const limit = Math.max(band, ...months.map((month) => Math.abs(month.deviation_pct))) * HEADROOM;
  const outside = months.filter((month) => !month.is_within);
  const subtitle = `difference in %, by month; shaded: agrees within ±${band}%`;
  const at = {x: "compared_month", y: "deviation_pct"} as const;
  const plot = Plot.plot({
    ...plotDefaults({width, height: 170, label: `${title}: ${subtitle}`}),
    x: {type: "utc", label: null, ticks: Math.max(2, Math.round(width / 90))},
    y: {label: null, domain: [-limit, limit], ticks: 5, tickFormat: (value: number) => `${formatChange(value / 100, 0)}`},
    marks: [
      Plot.rect([band], {x1: months[0].compared_month, x2: months.at(-1)!.compared_month, y1: -band, y2: band, insetLeft: -8, insetRight: -8, fill: "var(--c-up)", fillOpacity: 0.13}),
      Plot.ruleY([-band, band], {stroke: "var(--c-up)", strokeDasharray: "4,3"}),
      Plot.ruleY([0], {strokeOpacity: 0.5}),
      Plot.lineY(months, {...at, stroke: "var(--c-neutral)", strokeWidth: 1}),
      Plot.dot(months.filter((month) => month.is_within), {...at, fill: "var(--c-neutral)", r: 2.5}),
      Plot.dot(outside, {...at, stroke: "var(--c-problem)", symbol: "times", r: 5, strokeWidth: 2}),
      Plot.tip(months, Plot.pointerX({...at, title: tipText, ...tipLook}))
    ]
  });
  const note = outside.length ? `${outside.length} of ${months.length} months outside the band (×)` : `all ${months.length} months within the band`;
  return chartFigure({title, subtitle, note}, asImage(plot));
}

/** One drawing for each pair of sources, for the width it gets. */
export const consistencyPanels = (months: readonly ComparedMonth[]): ((width: number) => HTMLElement)[] =>
  oneSided(comparisonsOf(months)).map((comparison) => (width) => panel(comparison, width));

/** Every month compared; those outside the band first. */
export function consistencyTable(months: readonly ComparedMonth[]): HTMLElement {
  const rows = oneSided(comparisonsOf(months)).flatMap(({title, months: own}) => own.map((month) => ({...month, title})));
  const value = (key: "actual_value" | "expected_value", label: string) => ({key, label, align: "right" as const, format: (count: number, {unit}: ComparedMonth) => amount(count, unit)});
  return dataTable(rows.sort((a, b) => Number(a.is_within) - Number(b.is_within) || Number(b.compared_month) - Number(a.compared_month)), {
    caption: "Months compared", csvName: "consistency", rowsShown: 10,
    columns: [
      {key: "compared_month", label: "Month", format: formatMonth}, {key: "title", label: "Compared"},
      {key: "is_within", label: "Band", format: (is: boolean) => qualityStatus(is ? "healthy" : "failing", is ? "within" : "outside")},
      {key: "deviation_pct", label: "Difference", unit: "%", format: (pct: number) => signed(pct)}, {key: "tolerance_pct", label: "Band ±", unit: "%"},
      value("actual_value", "This source"), value("expected_value", "The other"), {key: "unit", label: "Unit"}
    ]
  });
}
