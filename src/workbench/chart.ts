/**
 * A chart spec and the rows of a result → a figure drawn with Observable Plot.
 *
 *   chart(spec, columns, rows, {width: 640})          // rows: cells as in model/result.ts
 *
 * A spec that cannot be drawn over these columns gives a figure that says why.
 */
import * as Plot from "npm:@observablehq/plot";
import {asImage, chartFigure, emptyChart, plotDefaults, tipLook, type LegendItem} from "../components/chart-frame.js";
import {distributorColor, platformColor} from "../components/colors.js";
import {columnLabel} from "../components/result-table.js";
import {chartPoints, chartUnit, chartWarning, figureLabel, type ChartPoint} from "../model/chart-data.js";
import {checkChart, type ChartSpec} from "../model/chart-spec.js";
import {formatCompact} from "../model/format.js";
import {isTemporal, type Cell, type ResultColumn} from "../model/result.js";

export interface ChartOptions {
  width: number;
  height?: number;
  /** Said under the chart, such as how many of the rows it shows. */
  note?: string | null;
  /** The rows are groups already, with their figure in one cell more at the end. */
  isCombined?: boolean;
}

/** Marks beyond this are not told apart and make the page slow. */
export const MOST_POINTS = 20_000;
const MOST_COLORS = 10;
const MOST_BARS = 60;
const PALETTE = ["neutral", "apple", "spotify", "amazon", "facebook", "youtube", "tidal", "spare-0", "tiktok", "spare-4"].map((name) => `var(--c-${name})`);

/** Colours by series: the site's own where the column is a platform or a distributor. The most important series get one. */
function seriesColors(points: readonly ChartPoint[], column: string | undefined): {color: (series: string | null) => string; items: LegendItem[]} {
  const weights = new Map<string, number>();
  for (const {color, value} of points) if (color !== null) weights.set(color, (weights.get(color) ?? 0) + Math.abs(value ?? 0));
  const names = [...weights].sort((a, b) => b[1] - a[1]).map(([name]) => name);
  const own = column === "platform" ? platformColor : column === "distributor" ? distributorColor : undefined;
  const shown = new Map(names.slice(0, MOST_COLORS).map((name, i) => [name, own?.(name) ?? PALETTE[i]]));
  const rest = names.length - shown.size;
  const items = [...shown].map(([label, color]) => ({label, color}));
  return {color: (series) => (series === null ? PALETTE[0] : (shown.get(series) ?? "var(--c-rest)")), items: [...items, ...(rest ? [{label: `${rest} more`, color: "var(--c-rest)"}] : [])]};
}

const placeText = (place: ChartPoint["x"]): string => (place instanceof Date ? place.toISOString().slice(0, place.getTime() % 86_400_000 ? 16 : 10).replace("T", " ") : String(place));

const tipText = (spec: ChartSpec) => (point: ChartPoint): string =>
  [`${spec.x}  ${placeText(point.x)}`, ...(point.y === null ? [] : [`${spec.y}  ${point.y}`]), ...(point.color === null ? [] : [`${spec.color}  ${point.color}`]), ...(point.facet === null ? [] : [`${spec.facet}  ${point.facet}`]),
    `${figureLabel(spec)}  ${point.value === null ? "null" : point.value.toLocaleString("en", {maximumSignificantDigits: 10})}`].join("\n");

/** The step between days, for bars that stand side by side: undefined when the places are no days. */
function timeStep(points: readonly ChartPoint[]): "day" | "month" | "year" | "hour" {
  const days = points.map(({x}) => x).filter((x): x is Date => x instanceof Date);
  if (days.some((day) => day.getTime() % 86_400_000)) return "hour";
  return days.every((day) => day.getUTCDate() === 1) ? (days.every((day) => day.getUTCMonth() === 0) && days.length > 1 ? "year" : "month") : "day";
}

interface Drawing {
  spec: ChartSpec;
  points: readonly ChartPoint[];
  color: (series: string | null) => string;
  isTime: boolean;
  unit: string | undefined;
}

const facetOf = ({spec}: Drawing) => (spec.facet === undefined ? {} : {fy: "facet"});
const paint = ({color}: Drawing) => ({value: (point: ChartPoint) => color(point.color), scale: null}) as never;
const stackOf = ({stack}: ChartSpec) => (stack === "share" ? {offset: "normalize" as const} : {});

function barMarks(drawing: Drawing, isHorizontal: boolean): Plot.Markish[] {
  const {spec, points, isTime} = drawing;
  const common = {...facetOf(drawing), fill: paint(drawing), z: "color", insetLeft: 0.5, insetRight: 0.5};
  const label = {...facetOf(drawing), title: tipText(spec), ...tipLook};
  if (isHorizontal) {
    const place = {y: "x", x: "value", sort: {y: "-x" as const, limit: MOST_BARS}};
    const bars = spec.stack === "none" ? Plot.barX(points, {...place, ...common}) : Plot.barX(points, Plot.stackX(stackOf(spec), {...place, ...common}));
    return [bars, Plot.tip(points, Plot.pointerY(spec.stack === "none" ? {y: "x", x: "value", ...label} : Plot.stackX(stackOf(spec), {y: "x", x: "value", z: "color", ...label})))];
  }
  const place = {x: "x", y: "value", ...(isTime && {interval: timeStep(points)})};
  const mark = isTime ? Plot.rectY : Plot.barY;
  const bars = spec.stack === "none" ? mark(points, {...place, y2: "value", y1: spec.scale === "log" ? undefined : 0, ...common} as never) : mark(points, Plot.stackY(stackOf(spec), {...place, ...common}) as never);
  return [bars, Plot.tip(points, Plot.pointerX(spec.stack === "none" ? {x: "x", y: "value", ...label} : Plot.stackY(stackOf(spec), {x: "x", y: "value", z: "color", ...label})))];
}

function lineMarks(drawing: Drawing): Plot.Markish[] {
  const {spec, points} = drawing;
  const sorted = [...points].sort((a, b) => (a.x! < b.x! ? -1 : a.x! > b.x! ? 1 : 0));
  const line = {...facetOf(drawing), x: "x", y: "value", z: "color"};
  const tip = Plot.tip(sorted, Plot.pointer({...facetOf(drawing), x: "x", y: "value", title: tipText(spec), ...tipLook}));
  if (spec.mark === "area") {
    const area = {...line, fill: paint(drawing), fillOpacity: spec.stack === "none" ? 0.35 : 0.85};
    return [spec.stack === "none" ? Plot.areaY(sorted, area) : Plot.areaY(sorted, Plot.stackY(stackOf(spec), area)), spec.stack === "none" ? tip : Plot.tip(sorted, Plot.pointer(Plot.stackY(stackOf(spec), {...line, title: tipText(spec), ...tipLook})))];
  }
  return [Plot.lineY(sorted, {...line, stroke: paint(drawing), strokeWidth: 1.75}), ...(points.length <= 80 ? [Plot.dot(sorted, {...line, fill: paint(drawing), r: 2.5})] : []), tip];
}

function marksOf(drawing: Drawing, isHorizontal: boolean): Plot.Markish[] {
  const {spec, points} = drawing;
  const title = {title: tipText(spec), ...tipLook};
  if (spec.mark === "bar") return barMarks(drawing, isHorizontal);
  if (spec.mark === "line" || spec.mark === "area") return lineMarks(drawing);
  if (spec.mark === "dot") return [Plot.dot(points, {...facetOf(drawing), x: "x", y: "value", stroke: paint(drawing), r: 3, strokeOpacity: 0.8}), Plot.tip(points, Plot.pointer({...facetOf(drawing), x: "x", y: "value", ...title}))];
  if (spec.mark === "cell") return [Plot.cell(points, {...facetOf(drawing), x: "x", y: "y", fill: "value", inset: 0.5}), Plot.tip(points, Plot.pointer({...facetOf(drawing), x: "x", y: "y", ...title}))];
  return [Plot.rectY(points, Plot.binX({y: "count"}, {...facetOf(drawing), x: "x", fill: paint(drawing), z: "color", insetLeft: 0.5, insetRight: 0.5, tip: true} as never))];
}

/** Room for the longest names on an axis, in pixels. */
const roomFor = (names: readonly string[]): number => Math.min(220, 16 + 6.6 * Math.max(0, ...names.map((name) => name.length)));

function scalesOf({spec, points, isTime, unit}: Drawing, isHorizontal: boolean, width: number): Plot.PlotOptions {
  const words = columnLabel(figureLabel(spec));
  const named = `${words}${unit ? ` (${unit})` : ""}`;
  const figure = {label: spec.stack === "share" ? `share of ${words}` : named, grid: true, type: spec.scale === "log" ? "log" as const : undefined, tickFormat: spec.stack === "share" ? "%" : formatCompact, nice: true, zero: spec.scale !== "log" && spec.mark !== "dot" || undefined};
  const names = [...new Set(points.map(({x}) => placeText(x)))];
  const place = {label: columnLabel(spec.x), ...(isTime && {type: "utc" as const})};
  const facet = spec.facet === undefined ? {} : {fy: {label: columnLabel(spec.facet)}, marginRight: roomFor(points.map((point) => point.facet ?? ""))};
  if (spec.mark === "cell") return {...facet, x: {label: null, type: "band", tickRotate: names.length * 7 * Math.max(...names.map((name) => name.length)) > width ? -45 : 0}, y: {label: null}, color: {scheme: "YlGnBu", type: spec.scale === "log" ? "log" : "linear", legend: true, label: named}, marginLeft: roomFor(points.map(({y}) => y ?? "")), marginBottom: 60};
  if (isHorizontal) return {...facet, x: figure, y: {label: null, tickFormat: (name: string) => (name.length > 34 ? `${name.slice(0, 33)}…` : name)}, marginLeft: roomFor(names)};
  if (spec.mark === "histogram") return {...facet, x: {label: columnLabel(spec.x)}, y: {...figure, type: undefined}};
  return {...facet, x: place, y: figure};
}

/** Draws the figure. */
export function chart(spec: ChartSpec, columns: readonly ResultColumn[], rows: readonly (readonly Cell[])[], {width, height, note, isCombined}: ChartOptions): HTMLElement {
  const unit = chartUnit(spec, columns, rows);
  const text = {title: spec.title || `${figureLabel(spec)} by ${spec.x}`, subtitle: [spec.mark === "cell" ? `${spec.y} down, ${spec.x} across` : spec.color && `by ${spec.color}`, spec.facet && `for each ${spec.facet}`, unit, spec.scale === "log" && "log scale"].filter(Boolean).join(", "), note: [chartWarning(spec, columns, rows), note].filter(Boolean).join(" ") || null};
  const problems = checkChart(spec, columns);
  if (problems.length) return emptyChart(text, `Not drawn: ${problems.join("; ")}.`);
  const all = chartPoints(spec, columns, rows, isCombined).map((point) => (spec.mark === "cell" ? {...point, x: placeText(point.x)} : point));
  const points = all.filter(({x, value}) => x !== null && value !== null && (spec.scale !== "log" || value > 0 || spec.mark === "histogram"));
  if (!points.length) return emptyChart(text, all.length ? "Nothing to draw: every value is null, or not above zero on a log scale." : "No rows to draw.");
  if (points.length > MOST_POINTS) return emptyChart(text, `Not drawn: ${points.length.toLocaleString("en")} marks would be too many to tell apart. Choose an aggregate, or fewer rows.`);
  const isTime = isTemporal(columns.find(({name}) => name === spec.x)!.kind);
  const places = new Set(points.map(({x}) => x)).size;
  const isHorizontal = spec.mark === "bar" && !isTime && points.some(({x}) => typeof x === "string") && spec.scale !== "log" && places > 4;
  const {color, items} = seriesColors(points, spec.color);
  const drawing = {spec, points, color, isTime, unit};
  const facets = Math.max(1, new Set(points.map(({facet}) => facet)).size);
  const tall = height ?? (isHorizontal ? 60 + Math.min(MOST_BARS, places) * 20 : 300) * (facets > 1 ? Math.min(facets, 6) * 0.6 : 1);
  const label = `${text.title}${text.subtitle ? `, ${text.subtitle}` : ""}`;
  const plot = Plot.plot({...plotDefaults({width, height: tall, label}), marginTop: 28, marginBottom: 40, ...scalesOf(drawing, isHorizontal, width), marks: [...marksOf(drawing, isHorizontal), ...(isHorizontal ? [Plot.ruleX([0])] : spec.mark === "cell" || spec.scale === "log" ? [] : [Plot.ruleY([0], {strokeOpacity: 0.5})])]});
  const dropped = all.length - points.length;
  const notes = [text.note, isHorizontal && places > MOST_BARS ? `The first ${MOST_BARS} of ${places.toLocaleString("en")} by size.` : "", dropped ? `${dropped.toLocaleString("en")} without a value ${spec.scale === "log" ? "above zero " : ""}are not drawn.` : ""].filter(Boolean).join(" ");
  return chartFigure({...text, note: notes || null}, asImage(plot), spec.mark === "cell" || spec.color === undefined ? [] : items);
}
