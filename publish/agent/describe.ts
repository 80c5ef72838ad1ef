/** A metric as an agent needs it: its definition, and what can be asked of it in this snapshot. */
import type {Opened} from "../../loaders/answers/open.js";
import {calendarsOf, cubesOf, dimensionsOf, hasBasis, isEstimate, isMoney, partsOf, tablesOf, timeOf, type AskableMetric} from "../../src/model/catalog/catalog.js";
import type {Calendar} from "../../src/model/catalog/cubes.js";
import {metrics, type Metric} from "../../src/model/metrics.js";

export const allMetrics: readonly Metric[] = Object.values(metrics);
export const isAskable = (metric: Metric): metric is AskableMetric => metric.measure !== undefined;

/** First and last day of the data behind a metric on a calendar; null when there are none. */
function extentOn(metric: AskableMetric, calendar: Calendar, {context}: Opened): {from: string; to: string} | null {
  const columns = partsOf(metric).flatMap(({measure}) => cubesOf(measure).flatMap((cube) => {
    const time = timeOf(measure, cube, calendar);
    return time ? [`${cube.table}.${time.column}`] : [];
  }));
  const known = columns.flatMap((column) => context.extents.get(column) ?? []);
  if (!known.length) return null;
  return {from: known.map(({from}) => from).sort()[0], to: known.map(({to}) => to).sort().at(-1)!};
}

/** The tables behind a metric that this snapshot lacks. */
export const missingTables = (metric: AskableMetric, {context}: Opened): string[] => tablesOf(metric).filter((table) => !context.tables.has(table));

/** What fits on a line of a list. */
export function summaryOf(metric: Metric, opened: Opened): Record<string, unknown> {
  const {name, label, description, unit, additive} = metric;
  if (!isAskable(metric)) return {name, label, description, unit, additive, can_be_asked: false};
  return {
    name, label, description, unit, additive, can_be_asked: true, is_estimate: isEstimate(metric), has_data: !missingTables(metric, opened).length,
    dimensions: dimensionsOf(metric), finest_grain: calendarsOf(metric)
  };
}

/** All of a definition. */
export function definitionOf(metric: Metric, opened: Opened): Record<string, unknown> {
  const {measure: _measure, ...words} = metric;
  if (!isAskable(metric)) return {...words, can_be_asked: false};
  const calendars = Object.entries(calendarsOf(metric)).map(([calendar, finest]) => ({calendar, finest_grain: finest, data: extentOn(metric, calendar as Calendar, opened)}));
  const aggregates = partsOf(metric).flatMap(({measure}) => Object.keys(measure.aggregates ?? {}));
  return {
    ...words, can_be_asked: true, is_estimate: isEstimate(metric), is_money: isMoney(metric), dimensions: dimensionsOf(metric), calendars,
    has_rate_basis: hasBasis(metric), aggregates: [...new Set(aggregates)], missing_tables: missingTables(metric, opened),
    never_added_over: [...new Set(partsOf(metric).flatMap(({measure}) => measure.apart ?? []))]
  };
}
