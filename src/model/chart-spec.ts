/**
 * A chart as data: which columns of a result are drawn how. It holds no code, so a link or a file may carry one.
 *
 *   {"mark": "line", "x": "usage_month", "y": "earnings", "color": "platform", "aggregate": "sum"}
 *
 * `cell` draws a heatmap: x and y are its sides and `color` the figure. `histogram` counts the values of x.
 */
import {z} from "zod";
import {isNumeric, type ResultColumn} from "./result.js";

export const chartMarks = ["bar", "line", "area", "dot", "cell", "histogram"] as const;
export const aggregates = ["none", "sum", "mean", "median", "min", "max", "count"] as const;

const column = z.string().min(1).max(200);

export const ChartSpec = z.strictObject({
  mark: z.enum(chartMarks),
  x: column,
  /** Absent for histograms and counts. */
  y: column.optional(),
  color: column.optional(),
  facet: column.optional(),
  /** How rows with the same x, color and facet become one figure. */
  aggregate: z.enum(aggregates).default("none"),
  /** The scale of the figures: y, or color in a heatmap. */
  scale: z.enum(["linear", "log"]).default("linear"),
  /** Bars and areas of one x on top of each other, as they are or as shares of their sum. */
  stack: z.enum(["none", "zero", "share"]).default("none"),
  title: z.string().max(200).optional()
});

export type ChartSpec = z.infer<typeof ChartSpec>;
export type Aggregate = ChartSpec["aggregate"];

/** The column that holds the figure of a chart; undefined where rows are counted. */
export const figureColumn = ({mark, y, color}: ChartSpec): string | undefined => (mark === "cell" ? color : mark === "histogram" ? undefined : y);

/** What keeps a spec from being drawn over these columns, as sentences; empty when nothing does. */
export function checkChart(spec: ChartSpec, columns: readonly ResultColumn[]): string[] {
  const find = (name: string | undefined) => columns.find((each) => each.name === name);
  const problems = (["x", "y", "color", "facet"] as const).flatMap((role) => (spec[role] !== undefined && !find(spec[role]) ? [`no such column for ${role}: ${spec[role]}`] : []));
  const figure = figureColumn(spec);
  const counts = spec.mark === "histogram" || spec.aggregate === "count";
  if (!counts && figure === undefined) problems.push(`${spec.mark === "cell" ? "color" : "y"} is needed: choose a column of figures, or count the rows`);
  if (spec.mark === "cell" && spec.y === undefined) problems.push("y is needed: a heatmap has two sides");
  const found = find(figure);
  if (found && !counts && !isNumeric(found.kind)) problems.push(`not a column of figures: ${found.name}`);
  const x = find(spec.x);
  if (spec.mark === "histogram" && x && !isNumeric(x.kind)) problems.push(`not a column of figures: ${x.name}`);
  if (spec.scale === "log" && spec.stack !== "none" && (spec.mark === "bar" || spec.mark === "area")) problems.push("stacked marks have no log scale: choose one of the two");
  return problems;
}

/** Reads a spec from anything; a sentence when it is none. */
export function parseChart(value: unknown): ChartSpec | string {
  const parsed = ChartSpec.safeParse(value);
  if (parsed.success) return parsed.data;
  return `not a chart: ${parsed.error.issues.map(({path, message}) => `${path.join(".") || "spec"}: ${message}`).join("; ")}`;
}
