/** The catalog as a machine asks it: which metrics can be asked for, by what they can be split, and how fine they are. */
import {metrics, type MetricName} from "../metrics.js";
import type {Aggregate, Measure, Metric} from "../metrics/metric.js";
import {calendars, cubes, type Calendar, type Cube, type CubeName, type TimeColumn} from "./cubes.js";
import {dimensionNames, type DimensionName} from "./dimensions.js";

/** A metric with a measure. */
export type AskableMetric = Metric & {name: MetricName; measure: Measure};

const all: readonly Metric[] = Object.values(metrics);
export const askableMetrics = all.filter((metric): metric is AskableMetric => metric.measure !== undefined);
export const askableNames = askableMetrics.map(({name}) => name) as [MetricName, ...MetricName[]];

export function askable(name: string): AskableMetric {
  const metric = askableMetrics.find((one) => one.name === name);
  if (!metric) throw new Error(`metric without a measure: ${name}`);
  return metric;
}

/** An aggregate that a metric needs. `name` is its column; both sides of a quotient cover the same days, so they stand apart. */
export interface MetricPart {
  name: string;
  /** The metric that it is, for people. */
  metric: MetricName;
  measure: Aggregate;
  /** The quotient that it is a side of. */
  side?: MetricName;
}

/** The aggregates that a metric is made of: itself, or what it is a share, quotient or growth of. */
export function partsOf(metric: AskableMetric): MetricPart[] {
  const {measure, name} = metric;
  if (measure.kind === "quotient") return measure.of.flatMap((part, i) => partsOf(askable(part)).map((own) => ({...own, name: `${name}_${i ? "divisor" : "dividend"}`, side: name})));
  if (measure.kind === "share" || measure.kind === "growth") return partsOf(askable(measure.of));
  return [{name, metric: name, measure}];
}

export const cubesOf = (measure: Aggregate): Cube[] => measure.from.map((name: CubeName) => cubes[name]);

const dimensionsOfAggregate = (measure: Aggregate): DimensionName[] => dimensionNames.filter((name) => cubesOf(measure).some((cube) => cube.dimensions[name]));

/** What a metric can be split and filtered by. */
export const dimensionsOf = (metric: AskableMetric): DimensionName[] =>
  partsOf(metric).map(({measure}) => dimensionsOfAggregate(measure)).reduce((common, own) => common.filter((name) => own.includes(name)));

/** The date column of a cube on a calendar, if the measure may use it. */
export const timeOf = (measure: Aggregate, cube: Cube, calendar: Calendar): TimeColumn | undefined =>
  measure.calendars && !measure.calendars.includes(calendar) ? undefined : cube.time[calendar];

/** Calendars of a metric with the finest grain on each; none when it has no time. */
export function calendarsOf(metric: AskableMetric): Partial<Record<Calendar, "day" | "month">> {
  const parts = partsOf(metric).map(({measure}) => measure);
  const finest = (calendar: Calendar) => {
    const grains = parts.map((measure) => cubesOf(measure).flatMap((cube) => timeOf(measure, cube, calendar)?.grain ?? []));
    if (grains.some((own) => !own.length)) return [];
    return [[calendar, grains.every((own) => own.includes("day")) ? "day" : "month"]];
  };
  return Object.fromEntries(calendars.flatMap(finest)) as Partial<Record<Calendar, "day" | "month">>;
}

export const isMoney = (metric: AskableMetric): boolean => partsOf(metric).some(({measure}) => measure.isMoney);
/** A quotient of two amounts of money, a share or a change has no currency of its own. */
export const unitCurrency = (metric: AskableMetric): boolean => isMoney(metric) && (metric.format === "money" || (metric.format === "rate" && metric.measure.kind !== "quotient"));
export const isEstimate = (metric: AskableMetric): boolean => ("isEstimate" in metric.measure && metric.measure.isEstimate) || partsOf(metric).some(({measure}) => measure.isEstimate);
export const hasBasis = (metric: AskableMetric): boolean => partsOf(metric).some(({measure}) => measure.hasBasis);

/** Served tables that a metric needs, of each part those of its first cube. */
export const tablesOf = (metric: AskableMetric): string[] =>
  [...new Set(partsOf(metric).flatMap(({measure}) => cubesOf(measure).slice(0, 1).flatMap((cube) => [cube.table, ...(cube.tables ?? [])])))];

/** The aggregate of a metric over one of its cubes, for a page's own query. Throws when the cube is not one of them. */
export function measureSql(name: MetricName, cube: CubeName): string {
  const {measure} = askable(name);
  const sql = "from" in measure && measure.from.includes(cube) ? (typeof measure.sql === "string" ? measure.sql : measure.sql[cube]) : undefined;
  if (sql === undefined) throw new Error(`metric not in this table: ${name} in ${cube}`);
  return sql;
}
