/** Rows of a result → the points of a chart, combined as its spec says. Pure; in floating point, because it is drawn, not booked. */
import {figureColumn, type Aggregate, type ChartSpec} from "./chart-spec.js";
import {cellDate, cellNumber, isNumeric, isTemporal, type Cell, type ResultColumn} from "./result.js";

/** `value` is the figure; `x` and `y` are places (y only in a heatmap). */
export interface ChartPoint {
  x: Date | number | string | null;
  y: string | null;
  value: number | null;
  color: string | null;
  facet: string | null;
}

const combine: Record<Exclude<Aggregate, "none">, (values: readonly number[], count: number) => number | null> = {
  count: (_values, count) => count,
  sum: (values) => (values.length ? values.reduce((a, b) => a + b, 0) : null),
  mean: (values) => (values.length ? values.reduce((a, b) => a + b, 0) / values.length : null),
  min: (values) => (values.length ? values.reduce((a, b) => Math.min(a, b)) : null),
  max: (values) => (values.length ? values.reduce((a, b) => Math.max(a, b)) : null),
  median: (values) => {
    const sorted = [...values].sort((a, b) => a - b);
    const half = sorted.length >> 1;
    return sorted.length ? (sorted.length % 2 ? sorted[half] : (sorted[half - 1] + sorted[half]) / 2) : null;
  }
};

/** A cell as a place on an axis: days as Dates, figures as numbers, everything else as text, NULL as "null" among texts. */
function axisValue(cell: Cell, {kind}: ResultColumn): Date | number | string | null {
  return isTemporal(kind) ? cellDate(cell) : isNumeric(kind) ? cellNumber(cell) : String(cell);
}

const text = (cell: Cell | undefined): string | null => (cell === undefined ? null : cell === null ? "null" : String(cell));

/**
 * Points in the order in which they first appear in the rows. `spec` must have passed `checkChart`. Rows that are
 * combined already (`isCombined`) have their figure in one cell more at the end.
 */
export function chartPoints(spec: ChartSpec, columns: readonly ResultColumn[], rows: readonly (readonly Cell[])[], isCombined = false): ChartPoint[] {
  const at = (name: string | undefined) => columns.findIndex((column) => column.name === name);
  const [x, y, color, facet, figure] = [spec.x, spec.mark === "cell" ? spec.y : undefined, spec.mark === "cell" ? undefined : spec.color, spec.facet, figureColumn(spec)].map(at);
  const pick = (row: readonly Cell[], column: number) => (column < 0 ? undefined : row[column]);
  const point = (row: readonly Cell[], value: number | null): ChartPoint => ({x: axisValue(row[x], columns[x]), y: text(pick(row, y)), value, color: text(pick(row, color)), facet: text(pick(row, facet))});
  const valueOf = (row: readonly Cell[]) => cellNumber(pick(row, figure) ?? null);
  if (isCombined) return rows.map((row) => point(row, cellNumber(row[columns.length])));
  if (spec.aggregate === "none" || spec.mark === "histogram") return rows.map((row) => point(row, spec.mark === "histogram" ? 1 : valueOf(row)));
  const groups = new Map<string, {row: readonly Cell[]; values: number[]; count: number}>();
  for (const row of rows) {
    const key = JSON.stringify([x, y, color, facet].map((column) => pick(row, column) ?? null));
    const group = groups.get(key) ?? {row, values: [], count: 0};
    if (!group.count) groups.set(key, group);
    ++group.count;
    const value = valueOf(row);
    if (value !== null) group.values.push(value);
  }
  const {aggregate} = spec;
  return [...groups.values()].map(({row, values, count}) => point(row, combine[aggregate](values, count)));
}

/** The columns by which the rows of a chart are grouped, as indices. */
export const chartKeys = (spec: ChartSpec, columns: readonly ResultColumn[]): number[] =>
  [...new Set([spec.x, spec.mark === "cell" ? spec.y : spec.color, spec.facet].map((name) => columns.findIndex((column) => column.name === name)))].filter((index) => index >= 0);

/** "sum of earnings", "earnings", "rows": what the figure of a chart is called. */
export function figureLabel(spec: ChartSpec): string {
  if (spec.mark === "histogram" || spec.aggregate === "count") return "rows";
  const name = figureColumn(spec) ?? "";
  return spec.aggregate === "none" ? name : `${spec.aggregate} of ${name}`;
}

/** The one currency of a chart's amounts, where a column of the result names it; undefined for other figures and several currencies. */
export function chartUnit(spec: ChartSpec, columns: readonly ResultColumn[], rows: readonly (readonly Cell[])[]): string | undefined {
  const currency = columns.findIndex(({name}) => /^currency$/i.test(name));
  const figure = columns.find(({name}) => name === figureColumn(spec));
  if (currency < 0 || figure?.kind !== "decimal" || spec.aggregate === "count") return undefined;
  const codes = new Set(rows.map((row) => row[currency]));
  return codes.size === 1 ? String([...codes][0]) : undefined;
}

/** What a reader of the chart must know: amounts of several currencies that were added up. */
export function chartWarning(spec: ChartSpec, columns: readonly ResultColumn[], rows: readonly (readonly Cell[])[]): string | null {
  const currency = columns.findIndex(({name}) => /^currency$/i.test(name));
  const figure = columns.find(({name}) => name === figureColumn(spec));
  if (currency < 0 || figure?.kind !== "decimal" || spec.aggregate === "none" || spec.aggregate === "count") return null;
  if ([spec.x, spec.color, spec.facet].includes(columns[currency].name)) return null;
  const codes = [...new Set(rows.map((row) => row[currency]))];
  return codes.length > 1 ? `Amounts of several currencies (${codes.join(", ")}) are combined here. Choose ${columns[currency].name} as colour or facet to keep them apart.` : null;
}
