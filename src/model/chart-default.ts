/** The chart that a result asks for by the types of its columns: what one click draws before anything is chosen. Pure. */
import {ChartSpec} from "./chart-spec.js";
import {isNumeric, isTemporal, type Cell, type ResultColumn} from "./result.js";

const MOST_COLORS = 12;
/** Numbers that name something rather than measure it. */
const NAMES = /(^|_)(id|line|isrc|upc|year|month|day|rank|ppm)$/i;

const distinctOf = (rows: readonly (readonly Cell[])[], column: number): number => new Set(rows.map((row) => row[column])).size;

/** Money before counts, measures before names; of equals the last, where a select list ends in what it is about. */
function bestFigure(columns: readonly ResultColumn[]): ResultColumn | undefined {
  const score = ({kind, name}: ResultColumn) => (NAMES.test(name) ? 0 : kind === "decimal" ? 3 : kind === "double" ? 2 : 1);
  return columns.filter(({kind}) => isNumeric(kind)).reduce<ResultColumn | undefined>((best, each) => (best && score(best) > score(each) ? best : each), undefined);
}

/** Whether two rows share the values of these columns, so that they must be combined before they are drawn. */
function repeats(rows: readonly (readonly Cell[])[], columns: readonly number[]): boolean {
  const seen = new Set<string>();
  return rows.some((row) => seen.size === seen.add(JSON.stringify(columns.map((column) => row[column]))).size);
}

/**
 * Days and a figure: lines. Names and a figure: bars. Two figures: dots. One figure: a histogram. Names alone: counts.
 * Several currencies are kept apart. Null when there is nothing to draw. `rows` may be the first few thousand.
 */
export function defaultChart(columns: readonly ResultColumn[], rows: readonly (readonly Cell[])[]): ChartSpec | null {
  const indexOf = (column: ResultColumn) => columns.indexOf(column);
  const time = columns.find(({kind}) => isTemporal(kind));
  const figures = columns.filter(({kind}) => isNumeric(kind));
  const names = columns.filter(({kind}) => kind === "text" || kind === "boolean");
  const figure = bestFigure(columns);
  const currency = names.find(({name}) => /^currency$/i.test(name) && figure?.kind === "decimal" && distinctOf(rows, indexOf(columns.find((each) => each.name === name)!)) > 1);
  const groups = names.filter((each) => each !== currency && distinctOf(rows, indexOf(each)) > 1);
  const fine = groups.find((each) => distinctOf(rows, indexOf(each)) <= MOST_COLORS);
  const build = (spec: Partial<ChartSpec> & Pick<ChartSpec, "mark" | "x">): ChartSpec => {
    const used = [spec.x, spec.color, currency?.name].flatMap((name) => (name ? [columns.findIndex((each) => each.name === name)] : []));
    const combined = spec.mark !== "dot" && spec.mark !== "histogram" && spec.aggregate === undefined && repeats(rows, used);
    return ChartSpec.parse({...(currency && {facet: currency.name}), ...(combined && {aggregate: "sum"}), ...spec});
  };
  if (time && figure) return build({mark: "line", x: time.name, y: figure.name, ...(fine && {color: fine.name})});
  if (names.length && figure) {
    const x = groups[0] ?? names[0];
    const color = groups.find((each) => each !== x && distinctOf(rows, indexOf(each)) <= MOST_COLORS);
    return build({mark: "bar", x: x.name, y: figure.name, ...(color && {color: color.name, stack: "zero"})});
  }
  if (figures.length >= 2 && figure) {
    const x = figures.find((each) => each !== figure)!;
    return NAMES.test(x.name) ? build({mark: "line", x: x.name, y: figure.name}) : build({mark: "dot", x: x.name, y: figure.name});
  }
  if (figure) return build({mark: "histogram", x: figure.name});
  const only = time ?? names[0];
  return only ? build({mark: "bar", x: only.name, aggregate: "count"}) : null;
}
