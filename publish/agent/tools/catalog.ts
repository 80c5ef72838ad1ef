/** list_metrics and describe_metric: what can be asked, and what it means. */
import {z} from "zod";
import {dimensionsOf, isEstimate} from "../../../src/model/catalog/catalog.js";
import {nearest} from "../../../src/model/catalog/nearest.js";
import {DimensionNameSchema} from "../../../src/model/metric-request.js";
import {metrics, type Metric, type MetricName} from "../../../src/model/metrics.js";
import {allMetrics, definitionOf, isAskable, summaryOf} from "../describe.js";
import {paged, pagingShape} from "../paging.js";
import {answer, columnsOf, filtersOf, refuse} from "../reply.js";
import {defineTool} from "../tool.js";

const wordsOf = ({name, label, description, synonyms = []}: Metric): string => [name, label, description, ...synonyms].join(" ").toLowerCase();

export const listMetrics = defineTool({
  name: "list_metrics",
  title: "List metrics",
  description: "The figures that query_metrics can answer, with unit, dimensions and finest grain. Begin here, or with search.",
  input: z.strictObject({
    contains: z.string().max(80).optional().describe("only metrics whose name, label, description or synonyms hold this text"),
    dimension: DimensionNameSchema.optional().describe("only metrics that can be split by this dimension"),
    ...pagingShape
  }),
  async run({contains, dimension, ...paging}, {opened}) {
    const wanted = contains?.toLowerCase() ?? "";
    const found = allMetrics.filter((metric) => isAskable(metric) && wordsOf(metric).includes(wanted) && (!dimension || dimensionsOf(metric).includes(dimension)));
    const data = found.map((metric) => summaryOf(metric, opened));
    const empty = data.length ? null : `no metric fits: leave out contains or dimension, or use search`;
    const filters = filtersOf({contains: contains === undefined ? [] : [contains], dimension: dimension ? [dimension] : []});
    return paged(answer(opened, {data, given: {row_count: data.length, columns: columnsOf(data[0]), filters, empty_because: empty}}), paging);
  }
});

/** The metric of that name or label or synonym. */
export function findMetric(written: string): Metric | undefined {
  const wanted = written.trim().toLowerCase();
  if (Object.hasOwn(metrics, wanted)) return metrics[wanted as MetricName];
  return allMetrics.find(({label, synonyms = []}) => label.toLowerCase() === wanted || synonyms.includes(wanted));
}

/** Names of the metrics whose name, label or synonyms come closest. */
function closest(written: string): string[] {
  const owners = new Map(allMetrics.flatMap(({name, label, synonyms = []}) => [name, label, ...synonyms].map((word) => [word, name] as const)));
  return [...new Set(nearest(written, [...owners.keys()], 6).map((word) => owners.get(word)!))].slice(0, 3);
}

export const describeMetric = defineTool({
  name: "describe_metric",
  title: "Describe a metric",
  description: "One definition in full: calculation, unit, limitations, sources, dimensions, calendars with the days that have data, and whether it may be summed.",
  input: z.strictObject({metric: z.string().min(1).max(80).describe("its name as in list_metrics; a label or a synonym will do")}),
  async run({metric: written}, {opened}) {
    const metric = findMetric(written);
    if (!metric) return refuse(`unknown metric: ${written}`, closest(written).map((name) => `describe_metric with metric ${name}`));
    const {calculation, limitations, sources} = metric;
    const given = {row_count: 1, calculation, limitations: [...limitations], sources: [...sources], filters: filtersOf({metric: [metric.name]})};
    const apart = isAskable(metric) ? [] : [`${metric.name} is worked out by a page of the workspace: query_metrics cannot answer it, forecast, payment_calendar or reconcile_month may`];
    return answer(opened, {data: definitionOf(metric, opened), given, isEstimate: isAskable(metric) && isEstimate(metric), warnings: apart});
  }
});
