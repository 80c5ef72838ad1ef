/** Bars by month, stacked by series: confirmed money solid, estimates hatched on top. */
import * as Plot from "npm:@observablehq/plot";
import {addDays, isoDay, monthEnd, monthsBetween, monthStart} from "../model/days.js";
import {approx, formatCompact, formatMonth} from "../model/format.js";
import {groupBy} from "../model/group.js";
import {asImage, chartFigure, emptyChart, hatching, literal, plotDefaults, tipLook, type ChartText, type LegendItem} from "./chart-frame.js";

/** One stack part: `month` is its first day; several rows of one month, series and kind add up. */
export interface MonthPart {
  month: Date;
  series: string;
  value: number;
  estimate?: boolean;
}

/** `format` writes a value in the tip; `maximum` sets a scale that several charts share; `selected` and `onSelect` work on the month's ISO day. */
export interface MonthChartOptions extends ChartText {
  width: number;
  height?: number;
  series: readonly {id: string; label: string; color: string}[];
  format: (value: number) => string;
  selected?: string | null;
  onSelect?: (month: string) => void;
  maximum?: number;
}

const MID_MONTH = 14;

interface MonthTotal {
  month: Date;
  total: number;
  text: string;
}

function monthTotals(parts: readonly MonthPart[], {series, format}: MonthChartOptions): MonthTotal[] {
  const byMonth = groupBy(parts, (part) => part.month.getTime());
  const label = new Map(series.map(({id, label}) => [id, label]));
  return [...byMonth].map(([time, rows]) => {
    const lines = rows.filter((row) => row.value !== 0).map((row) => `${label.get(row.series) ?? row.series}  ${row.estimate ? approx(format(row.value)) : format(row.value)}`);
    return {month: new Date(time), total: rows.reduce((sum, row) => sum + Math.max(row.value, 0), 0), text: [formatMonth(new Date(time)), ...lines].join("\n")};
  });
}

function legendItems(parts: readonly MonthPart[], series: MonthChartOptions["series"]): LegendItem[] {
  const shown = series.filter(({id}) => parts.some((part) => part.series === id));
  const estimated = parts.some((part) => part.estimate && part.value !== 0);
  return [
    ...shown.map(({label, color}) => ({label, color})),
    ...(estimated ? [{label: "hatched: ≈ estimate, not yet reported", color: "var(--theme-foreground-muted)", hatched: true}] : [])
  ];
}

/** Ticks under the middle of the bars, thinned to what fits; the first and each January name the year. */
function monthTicks(totals: readonly MonthTotal[], width: number): {ticks: Date[]; tickFormat: (day: Date) => string} {
  const months = totals.map(({month}) => month).sort((a, b) => Number(a) - Number(b));
  const all = monthsBetween(months[0], months.at(-1)!);
  const step = [1, 2, 3, 6, 12].find((n) => all.length / n <= width / 46) ?? 12;
  const shown = all.filter((month, i) => (step === 1 ? true : month.getUTCMonth() % step === 0) || (all.length < step && i === 0));
  const years = new Set<number>();
  const named = new Set(shown.filter((month) => !years.has(month.getUTCFullYear()) && years.add(month.getUTCFullYear())).map(Number));
  return {
    ticks: shown.map((month) => addDays(month, MID_MONTH)),
    tickFormat: (day) => formatMonth(day).replace(" ", "\n").slice(0, named.has(Number(monthStart(day))) ? undefined : 3)
  };
}

/** A click on the drawing selects the month under it (tables offer the same by keyboard). */
function selectable(plot: (SVGSVGElement | HTMLElement) & Plot.Plot, totals: readonly MonthTotal[], onSelect: (month: string) => void): void {
  const x = plot.scale("x");
  plot.style.cursor = "pointer";
  plot.addEventListener("click", (event) => {
    const box = plot.getBoundingClientRect();
    const at = x?.invert?.((event as MouseEvent).clientX - box.left) as Date | undefined;
    const hit = totals.find(({month}) => at && at >= month && at <= addDays(monthEnd(month), 1));
    if (hit) onSelect(isoDay(hit.month));
  });
}

/** Draws the figure; an empty chart says so. */
export function monthChart(parts: readonly MonthPart[], options: MonthChartOptions): HTMLElement {
  const {width, height = 240, series, selected, onSelect, maximum} = options;
  if (!parts.length) return emptyChart(options, "Nothing in this period.");
  const color = new Map(series.map((s) => [s.id, s.color]));
  const rank = new Map(series.map((s, i) => [s.id, i]));
  const ordered = [...parts].sort((a, b) => Number(a.estimate ?? false) - Number(b.estimate ?? false) || (rank.get(a.series) ?? 99) - (rank.get(b.series) ?? 99));
  const hatch = hatching();
  const totals = monthTotals(ordered, options);
  const fill = (part: MonthPart) => (part.estimate ? hatch.fill(color.get(part.series) ?? "var(--c-other)") : color.get(part.series) ?? "var(--c-other)");
  const faded = (part: MonthPart) => (selected && isoDay(part.month) !== selected ? 0.3 : 1);
  const plot = Plot.plot({
    ...plotDefaults({width, height, label: `${options.title}: ${options.subtitle}`}),
    x: {type: "utc", label: null, insetLeft: 4, insetRight: 4, tickSize: 0, ...monthTicks(totals, width)},
    y: {label: null, grid: true, ticks: 5, tickFormat: formatCompact, nice: true, domain: maximum ? [Math.min(0, ...parts.map((part) => part.value)), maximum] : undefined},
    marks: [
      Plot.rectY(ordered, {x: "month", interval: "month", y: "value", order: null, fill: literal(fill), fillOpacity: faded, insetLeft: 1, insetRight: 1}),
      Plot.ruleY([0], {strokeOpacity: 0.5}),
      Plot.tip(totals, Plot.pointerX({x: (d: MonthTotal) => addDays(d.month, MID_MONTH), y: "total", title: "text", anchor: "bottom", ...tipLook})),
      hatch.mark
    ]
  });
  if (onSelect) selectable(plot, totals, onSelect);
  return chartFigure(options, asImage(plot), legendItems(parts, series));
}
