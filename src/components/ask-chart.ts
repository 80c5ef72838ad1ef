/** The chart that fits an answer: months as bars, other times as lines, names as ranked bars. */
import type {Compiled} from "../model/compile.js";
import {metrics, type MetricName} from "../model/metrics.js";
import {figureText, periodStart, valueColor, valueText, type AnswerRow} from "./ask-words.js";
import {lineChart} from "./chart-lines.js";
import {monthChart} from "./chart-months.js";
import {rankedBars} from "./chart-ranked.js";

const MOST_SERIES = 8;
const SPARE = ["var(--c-neutral)", "var(--c-spare-0)", "var(--c-spare-2)", "var(--c-spare-4)", "var(--c-spare-1)", "var(--c-spare-3)", "var(--c-spare-5)", "var(--c-other)"];

export interface AskChartOptions {
  width: number;
  title: string;
  subtitle: string;
}

const REST = "\u0000rest";

/** The largest values of a dimension; the others are put together where they add up, and left out where they do not. */
function largest(rows: readonly AnswerRow[], dimension: string, column: string, additive: boolean): {rows: AnswerRow[]; left: number} {
  const sums = new Map<string, number>();
  for (const row of rows) sums.set(String(row[dimension] ?? ""), (sums.get(String(row[dimension] ?? "")) ?? 0) + Math.abs(Number(row[column] ?? 0)));
  const kept = new Set([...sums].sort((a, b) => b[1] - a[1]).slice(0, sums.size > MOST_SERIES ? MOST_SERIES - 1 : MOST_SERIES).map(([id]) => id));
  const isKept = (row: AnswerRow) => kept.has(String(row[dimension] ?? ""));
  const others = additive ? rows.filter((row) => !isKept(row)).map((row) => ({...row, [dimension]: REST})) : [];
  return {rows: [...rows.filter(isKept), ...others], left: sums.size - kept.size};
}

/** Series of a chart over time: the values of the first dimension, or the figure itself. */
function seriesOf(rows: readonly AnswerRow[], dimension: string | undefined, label: string): {id: string; label: string; color: string}[] {
  if (!dimension) return [{id: "", label, color: "var(--c-neutral)"}];
  const ids = [...new Set(rows.map((row) => String(row[dimension] ?? "")))];
  return ids.map((id, i) => id === REST ? {id, label: "all others", color: "var(--c-rest)"} : ({id, label: valueText(dimension, id), color: valueColor(dimension, id) === "var(--c-neutral)" ? SPARE[i % SPARE.length] : valueColor(dimension, id)}));
}

/** The chart of the first figure; null where one number needs none. Estimates are hatched or dashed. */
export function askChart({columns, request}: Compiled, rows: readonly AnswerRow[], {width, title, subtitle}: AskChartOptions): HTMLElement | null {
  const column = columns.find(({role}) => role === (request.share ? "share" : request.running ? "running" : "metric"));
  const dimensions = columns.filter(({role}) => role === "dimension").map(({name}) => name);
  if (!column || rows.length < 2 || new Set(rows.map((row) => row.currency)).size > 1) return null;
  const metric = metrics[request.metrics[0] as MetricName];
  const format = (value: number) => figureText({...column, isEstimate: false}, value, rows[0]);
  const text = {title, subtitle, width};
  const [dimension] = dimensions;
  if (request.grain === "total") {
    const bars = rows.map((row, i) => {
      const value = Number(row[column.name] ?? 0);
      return {id: String(i), label: dimensions.map((name) => valueText(name, row[name])).join(" · "), color: dimension ? valueColor(dimension, row[dimension]) : undefined, value: column.isEstimate ? 0 : value, ...(column.isEstimate ? {estimate: value} : {})};
    });
    return rankedBars(bars, {...text, format, limit: 15});
  }
  if (request.limit && !dimension) return rankedBars(rows.map((row, i) => ({id: String(i), label: String(periodStart(row.period)?.toISOString().slice(0, 10)), value: Number(row[column.name] ?? 0)})), {...text, format});
  if (dimensions.length > 1) return null;
  const isBars = request.grain === "month" && metric.additive && !request.running && !request.share;
  const drawn = dimension ? largest(rows, dimension, column.name, isBars) : {rows: [...rows], left: 0};
  const series = seriesOf(drawn.rows, dimension, column.label);
  const points = drawn.rows.flatMap((row) => {
    const date = periodStart(row.period);
    return date ? [{date, month: date, series: dimension ? String(row[dimension] ?? "") : "", value: row[column.name] === null ? null : Number(row[column.name]), estimate: column.isEstimate}] : [];
  });
  if (isBars) return monthChart(points.map((point) => ({...point, value: point.value ?? 0})), {...text, series, format});
  return lineChart(points, {...text, note: drawn.left ? `${drawn.left} smaller ones are not drawn; the table has them` : null, series, format, grain: request.grain === "month" || request.grain === "quarter" || request.grain === "year" ? "month" : "day", tickFormat: column.format === "percent" || column.format === "rate" ? format : undefined, showLegend: Boolean(dimension)});
}
