/** What the method would have said before, against what came: a chart and a table. */
import * as Plot from "npm:@observablehq/plot";
import type {HindsightTotal} from "../model/forecast-hindsight.js";
import {approx, formatAmount, formatChange, formatCompact, formatMoney} from "../model/format.js";
import {asImage, chartFigure, emptyChart, hatching, literal, plotDefaults, tipLook, type ChartText} from "./chart-frame.js";
import {platformLabel} from "./colors.js";
import {dataTable} from "./data-table.js";

const ago = (months: number): string => (months === 1 ? "1 month ago" : `${months} months ago`);
const heldWords = (held: boolean | null): string => (held === null ? "—" : held ? "inside" : "outside");
const largest = ({sources}: HindsightTotal): string =>
  [...sources].sort((a, b) => Math.abs(b.actual - b.expected) - Math.abs(a.actual - a.expected)).slice(0, 1).map((one) => platformLabel(one.platform)).join("");

const told = (totals: readonly HindsightTotal[]): HindsightTotal[] => totals.filter((total) => total.sources.length > 0);

/** Expected then (hatched, with its 95% range) and what came (solid), by how long ago. */
export function hindsightChart(totals: readonly HindsightTotal[], {width, currency, ...text}: ChartText & {width: number; currency: string}): HTMLElement {
  const shown = told(totals);
  if (!shown.length) return emptyChart(text, "No store had enough history then.");
  const hatch = hatching();
  const accent = "var(--c-neutral)";
  const bars = shown.flatMap((total) => [{total, kind: "expected", value: total.expected}, {total, kind: "came", value: total.actual}]);
  const tip = (total: HindsightTotal) => [ago(total.monthsAgo), `expected  ${approx(formatMoney(total.expected, currency))}`, `came  ${formatMoney(total.actual, currency)}`, `error  ${formatChange(total.errorShare)}`].join("\n");
  const plot = Plot.plot({
    ...plotDefaults({width, height: 220, label: `${text.title}: ${text.subtitle}`}),
    fx: {label: null, domain: shown.map(({monthsAgo}) => monthsAgo), tickFormat: (months: number) => (width < 480 ? String(months) : ago(months)), axis: "bottom"},
    x: {axis: null, domain: ["expected", "came"], paddingOuter: 0.15, paddingInner: 0.08},
    y: {label: null, grid: true, ticks: 4, tickFormat: formatCompact, zero: true, nice: true},
    marks: [
      Plot.barY(bars, {fx: (d) => d.total.monthsAgo, x: "kind", y: "value", fill: literal((d: (typeof bars)[number]) => (d.kind === "came" ? accent : hatch.fill(accent)))}),
      Plot.ruleX(shown.filter(({ranges}) => ranges), {fx: "monthsAgo", x: () => "expected", y1: (d: HindsightTotal) => d.ranges!.at(-1)!.lower, y2: (d: HindsightTotal) => d.ranges!.at(-1)!.upper, stroke: "var(--theme-foreground)", strokeWidth: 2}),
      Plot.ruleY([0], {strokeOpacity: 0.5}),
      Plot.tip(shown, Plot.pointer({fx: "monthsAgo", x: () => "came", y: "actual", title: tip, ...tipLook})),
      hatch.mark
    ]
  });
  return chartFigure(text, asImage(plot), [{label: "hatched: ≈ expected then, line: its 95% range", color: accent, hatched: true}, {label: "came since", color: accent}]);
}

/** One line per look back, and how its ranges did. */
export function hindsightTable(totals: readonly HindsightTotal[], currency: string): HTMLElement {
  const amount = (value: number) => formatAmount(value);
  return dataTable([...totals], {
    caption: "Hindsight: expected then, came since", csvName: "forecast-hindsight", columns: [
      {key: "monthsAgo", label: "Forecast made", format: (months: number) => ago(months)},
      {key: "expected", label: "Expected by now ≈", unit: currency, estimate: true, value: (row) => (row.sources.length ? row.expected : null), format: (value: number) => approx(amount(value))},
      {key: "actual", label: "Came since", unit: currency, value: (row) => (row.sources.length ? row.actual : null), format: amount},
      {key: "errorShare", label: "Error", unit: "%", format: (ratio: number) => formatChange(ratio)},
      {key: "standardError", label: "Std. error then", align: "right", estimate: true, format: amount},
      {key: "held80", label: "80% range", value: (row) => heldWords(row.held[0])},
      {key: "held95", label: "95% range", value: (row) => heldWords(row.held[1])},
      {key: "largest", label: "Largest miss", value: largest}
    ]
  });
}
