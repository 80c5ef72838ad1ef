/** Lines over days or months by series, with the period before as a thin grey line and reference values dashed. */
import * as Plot from "npm:@observablehq/plot";
import {approx, formatCompact, formatDay, formatMonth} from "../model/format.js";
import {groupBy} from "../model/group.js";
import {asImage, chartFigure, emptyChart, plotDefaults, tipLook, type ChartText, type LegendItem} from "./chart-frame.js";

/** One point; null leaves a gap, `estimate` dashes the line up to it. */
export interface LinePoint {
  date: Date;
  series: string;
  value: number | null;
  estimate?: boolean;
}

/** `previous` is the earlier period, its dates already moved onto this one; `reference` draws a dashed level per series. */
export interface LineChartOptions extends ChartText {
  width: number;
  height?: number;
  grain: "day" | "month";
  series: readonly {id: string; label: string; color: string}[];
  format: (value: number) => string;
  tickFormat?: (value: number) => string;
  previous?: readonly {date: Date; value: number | null}[];
  previousLabel?: string;
  reference?: readonly {series: string; value: number; label: string}[];
  showLegend?: boolean;
}

interface Moment {
  date: Date;
  top: number;
  text: string;
}

function moments(points: readonly LinePoint[], {series, format, grain, previous = [], previousLabel}: LineChartOptions): Moment[] {
  const label = new Map(series.map(({id, label}) => [id, label]));
  const before = new Map(previous.map(({date, value}) => [date.getTime(), value]));
  return [...groupBy(points, (point) => point.date.getTime())].map(([time, rows]) => {
    const date = new Date(time);
    const known = rows.filter((row) => row.value !== null);
    const lines = known.map((row) => `${label.get(row.series) ?? row.series}  ${row.estimate ? approx(format(row.value!)) : format(row.value!)}`);
    const earlier = before.get(time);
    if (earlier !== undefined && earlier !== null) lines.push(`${previousLabel ?? "Previous period"}  ${format(earlier)}`);
    return {date, top: Math.max(0, ...known.map((row) => row.value!)), text: [grain === "day" ? formatDay(date) : formatMonth(date), ...lines].join("\n")};
  });
}

function legendItems({series, previous, previousLabel, reference}: LineChartOptions, points: readonly LinePoint[]): LegendItem[] {
  const muted = "var(--theme-foreground-muted)";
  return [
    ...series.filter(({id}) => points.some((point) => point.series === id)).map(({label, color}) => ({label, color})),
    ...(previous?.length ? [{label: previousLabel ?? "Previous period", color: muted}] : []),
    ...(reference?.length ? [{label: reference[0].label, color: muted, dashed: true}] : []),
    ...(points.some((point) => point.estimate) ? [{label: "≈ estimate", color: muted, dashed: true}] : [])
  ];
}

/** Draws the figure; an empty chart says so. */
export function lineChart(points: readonly LinePoint[], options: LineChartOptions): HTMLElement {
  const {width, height = 240, series, previous = [], reference = [], tickFormat = formatCompact, showLegend = true} = options;
  if (!points.some((point) => point.value !== null)) return emptyChart(options, "Nothing in this period.");
  const color = {domain: series.map(({id}) => id), range: series.map((s) => s.color)};
  const line = {x: "date", y: "value", z: "series", stroke: "series", strokeWidth: 1.75} as const;
  const solid = points.map((point) => (point.estimate ? {...point, value: null} : point));
  const plot = Plot.plot({
    ...plotDefaults({width, height, label: `${options.title}: ${options.subtitle}`}),
    x: {type: "utc", label: null},
    y: {label: null, grid: true, ticks: Math.max(3, Math.round(height / 48)), tickFormat, zero: true, nice: true},
    color,
    marks: [
      Plot.lineY(previous, {x: "date", y: "value", stroke: "var(--theme-foreground-faint)", strokeWidth: 1}),
      Plot.ruleY(reference, {y: "value", stroke: "series", strokeDasharray: "5,4", strokeWidth: 1.25}),
      ...(points.some((point) => point.estimate) ? [Plot.lineY(points, {...line, strokeDasharray: "3,4"})] : []),
      Plot.lineY(solid, line),
      ...(points.length <= 40 ? [Plot.dot(solid, {...line, fill: "series", r: 2})] : []),
      Plot.ruleY([0], {strokeOpacity: 0.5}),
      Plot.ruleX(moments(points, options), Plot.pointerX({x: "date", strokeOpacity: 0.3})),
      Plot.tip(moments(points, options), Plot.pointerX({x: "date", y: "top", title: "text", ...tipLook}))
    ]
  });
  return chartFigure(options, asImage(plot), showLegend ? legendItems(options, points) : []);
}
