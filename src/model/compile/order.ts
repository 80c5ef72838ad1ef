/** The order of an answer's rows, and which of them are the top N. */
import type {MetricRequest} from "../metric-request.js";
import {Impossible, listed} from "./impossible.js";
import type {Plan} from "./plan.js";

/** Columns that an answer can be ordered by. */
function orderable({request, metrics, groups}: Plan): string[] {
  const beside = metrics.flatMap(({name, measure}) => [
    name, ...(request.compare && measure.kind !== "growth" ? [`${name}_before`, `${name}_change`, `${name}_growth`] : []),
    ...(request.share ? [`${name}_share`] : []), ...(request.running ? [`${name}_running`] : [])
  ]);
  return [...(request.grain === "total" ? [] : ["period"]), ...groups, ...beside];
}

/** The column that is meant: change and growth are those of the first metric. */
function wanted(plan: Plan): {by: string; direction: "asc" | "desc"} | null {
  const {order, limit, grain, dimensions} = plan.request;
  const first = plan.metrics[0].name;
  if (!order) return limit || (grain === "total" && plan.groups.length) ? {by: grain !== "total" && !dimensions.length ? "period" : first, direction: grain !== "total" && !dimensions.length ? "asc" : "desc"} : null;
  const by = order.by === "change" || order.by === "growth" ? `${first}_${order.by}` : order.by;
  const columns = orderable(plan);
  if (columns.includes(by)) return {by, direction: order.direction};
  const hint: MetricRequest[] = order.by === "change" || order.by === "growth" ? [{...plan.request, compare: "previous"}] : [];
  throw new Impossible(`cannot order by ${order.by.slice(0, 60)}: it is no column of the answer`, [`order by ${listed(columns)}`, ...(hint.length ? ["change and growth need a comparison"] : [])], hint);
}

/** The expression behind a column of the answer, before the last select has made it. */
function expression(by: string, plan: Plan): string {
  const metric = plan.metrics.find(({name}) => by === `${name}_change` || by === `${name}_growth`)?.name;
  if (!metric) return by;
  return by.endsWith("_change") ? `${metric} - ${metric}_before` : `case when ${metric}_before > 0 then ${metric}::double / ${metric}_before::double - 1 end`;
}

/** `size`: total of a combination of the dimensions over its periods, where rows are ranked by it; `rank` may use it. */
export interface Order {
  size: string | null;
  rank: string;
  order: string;
}

/** SQL that ranks rows of `figures`, and the order of the last select. */
export function orderOf(plan: Plan): Order {
  const {grain, dimensions, limit, other} = plan.request;
  const chosen = wanted(plan);
  const hasPeriod = grain !== "total";
  const ties = [...(hasPeriod ? ["period"] : []), ...plan.groups];
  const tail = ties.filter((key) => key !== chosen?.by);
  const byChoice = chosen ? [`${expression(chosen.by, plan)} ${chosen.direction} nulls last`] : [];
  const others = other ? ["is_other"] : [];
  if (!hasPeriod || !dimensions.length) return {size: null, rank: `row_number() over (order by ${[...byChoice, ...tail].join(", ")})`, order: [...others, ...byChoice, ...tail].join(", ") || "1"};
  return {...(limit ? rankOfCombination(plan, chosen) : {size: null, rank: ""}), order: limit ? ["period", "place", ...plan.groups].join(", ") : [...byChoice, ...tail].join(", ")};
}

/** With a grain, combinations of the dimensions are ranked by their total over all periods. */
function rankOfCombination(plan: Plan, chosen: {by: string; direction: "asc" | "desc"} | null): {size: string | null; rank: string} {
  const groups = plan.groups;
  const by = chosen && chosen.by !== "period" && !groups.includes(chosen.by as never) ? chosen.by : null;
  const metric = by ? plan.metrics.find(({name}) => by === name || by === `${name}_before` || by === `${name}_change`) : plan.metrics[0];
  if (!metric || metric.measure.kind !== "sum") throw new Impossible(`the top ${plan.request.limit} over several periods cannot be found by ${by}: it does not add up over them`, ["order by a metric that adds up, or ask with grain total"], [{...plan.request, order: undefined}]);
  if (chosen && groups.includes(chosen.by as never)) return {size: null, rank: `dense_rank() over (order by ${[`${chosen.by} ${chosen.direction}`, ...groups].join(", ")})`};
  return {
    size: `sum(${expression(by ?? metric.name, plan)}) over (partition by ${groups.join(", ")})`,
    rank: `dense_rank() over (order by ${[`size_of_all ${by ? chosen!.direction : "desc"} nulls last`, ...groups].join(", ")})`
  };
}
