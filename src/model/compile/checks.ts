/** What a request may not ask: sums of what does not add up, and combinations that say nothing. Each throws `Impossible`. */
import type {AskableMetric} from "../catalog/catalog.js";
import {dimensions as dimensionTexts, type DimensionName} from "../catalog/dimensions.js";
import type {MetricRequest} from "../metric-request.js";
import type {CompileContext} from "./context.js";
import {Impossible, listed} from "./impossible.js";
import type {Part} from "./plan.js";

const isAdditive = ({measure}: AskableMetric): boolean => measure.kind === "sum";

/** Why the values of a metric do not add up. */
function whyNotAdditive({name, measure}: AskableMetric): string {
  const reasons = {sum: "", ratio: "a ratio of sums", distinct: "a count of different things", latest: "a level", daily: "a count of different people on a day", share: "a share", quotient: "a ratio of sums", growth: "a change"};
  return `${name} is ${reasons[measure.kind]}: its values do not add up`;
}

function checkSums(request: MetricRequest, metrics: readonly AskableMetric[]): void {
  const wanted = [request.share && "share of total", request.running && "running total", request.other && "the rest put together"].filter((word) => word !== false);
  const allowed = (metric: AskableMetric) => isAdditive(metric) || (metric.measure.kind === "share" && !request.share && !request.running);
  const wrong = wanted.length ? metrics.find((metric) => !allowed(metric)) : undefined;
  if (wrong) throw new Impossible(`no ${wanted[0]}: ${whyNotAdditive(wrong)}`, [`ask for ${wrong.name} without share, running and other`], [{...request, share: false, running: false, other: false}]);
}

function checkShares(request: MetricRequest, metrics: readonly AskableMetric[]): void {
  for (const {name, measure} of metrics) {
    if (measure.kind === "share" && !request.dimensions.includes(measure.over)) throw new Impossible(`${name} is a part of all ${dimensionTexts[measure.over].synonyms[0]}: ask for it by ${measure.over}`, [`add ${measure.over} to the dimensions`], [{...request, dimensions: [...request.dimensions, measure.over].slice(0, 4)}]);
    if (measure.kind === "growth" && request.grain === "total" && !request.period) throw new Impossible(`${name} compares periods: there is none in the request`, ["add a grain (day, week, month, quarter or year) or a period"], [{...request, grain: "month"}]);
  }
}

function checkOther(request: MetricRequest): void {
  const {dimensions, limit, other, grain, running, share, compare, period} = request;
  if (other && !(limit && dimensions.length)) throw new Impossible("other needs a limit and a dimension: without them there is no rest", ["add a limit and a dimension, or leave other out"], [{...request, other: false}]);
  if (running && grain === "total") throw new Impossible("a running total needs a grain", ["add a grain (day, week, month, quarter or year)"], [{...request, grain: "month"}]);
  if (share && grain === "total" && !dimensions.length) throw new Impossible("a share of the total needs a dimension or a grain", ["add a dimension or a grain"], [{...request, grain: "month"}]);
  if (compare && grain === "total" && !period) throw new Impossible("a comparison needs a period or a grain", ["add a period or a grain"], [{...request, grain: "month"}]);
}

/** Combinations of the request's own options. */
export function checkShape(request: MetricRequest, metrics: readonly AskableMetric[]): void {
  checkSums(request, metrics);
  checkShares(request, metrics);
  checkOther(request);
  const {limit, grain, dimensions} = request;
  const first = metrics[0];
  if (limit && grain !== "total" && dimensions.length && !isAdditive(first)) throw new Impossible(`no top ${limit} over several periods: ${whyNotAdditive(first)}`, ["ask with grain total, or without a limit"], [{...request, grain: "total"}, {...request, limit: undefined}]);
}

/** Over longer than a day, a daily count is a mean or the latest one. */
export function checkAggregate(part: Part, request: MetricRequest, context: CompileContext): void {
  const {metric: name, measure} = part;
  const {aggregate, grain, period} = request;
  if (measure.kind !== "daily") {
    const own = {sum: "sum", latest: "latest", ratio: undefined, distinct: undefined}[measure.kind];
    if (aggregate && aggregate !== own) throw new Impossible(`${name} has no ${aggregate}: ${own ? `it is the ${own} of each group` : "it is computed for each group"}`, ["ask without aggregate"], [{...request, aggregate: undefined}]);
    return;
  }
  const ways = Object.keys(measure.aggregates ?? {}) as ("mean" | "latest")[];
  const dimensions = [...new Set([...request.dimensions, ...together(part, request, context)])].slice(0, 4);
  const offers = ["ask with grain day", ...ways.map((way) => `ask with aggregate ${way}`)];
  const requests = [{...request, dimensions, grain: "day" as const, aggregate: undefined}, ...ways.map((way) => ({...request, dimensions, aggregate: way}))];
  const isOneDay = grain === "day" || (period !== undefined && period.from === period.to);
  if (aggregate && !ways.includes(aggregate as "mean")) throw new Impossible(`${name} has no ${aggregate}: the same person counts on several days`, offers, requests);
  if (!aggregate && !isOneDay) throw new Impossible(`${name} counts different people on a day: days are never added`, offers, requests);
}

/** Dimensions of a part whose values the request would put together. */
function together({measure, cube}: Part, request: MetricRequest, context: CompileContext): DimensionName[] {
  const isOne = (dimension: string) => context.singles.has(`${cube.table}.${dimension}`)
    || request.dimensions.some((asked) => asked === dimension)
    || request.filters.some((filter) => filter.dimension === dimension && filter.op === "in" && filter.values.length === 1);
  return (measure.apart ?? []).filter((dimension) => !isOne(dimension));
}

/** Dimensions whose values are never put together must be asked for, or be one value. */
export function checkApart(part: Part, request: MetricRequest, context: CompileContext): void {
  const apart = together(part, request, context);
  if (!apart.length) return;
  const dimensions = [...new Set([...request.dimensions, ...apart])];
  throw new Impossible(`${part.metric} is not added over ${listed(apart.map((dimension) => dimensionTexts[dimension].synonyms[0]), "and")}`, [`split by ${listed(apart, "and")}, or filter to one value`], dimensions.length <= 4 ? [{...request, dimensions}] : []);
}
