/** From the legs to the figures asked for: one row per period and group, gaps filled, shares, changes, running totals, top N. */
import type {AskableMetric} from "../catalog/catalog.js";
import {MAX_ROWS} from "../metric-request.js";
import {bound, join, raw, sql, type Fragment} from "./fragment.js";
import {comparisonOf, legs, whenOf} from "./legs.js";
import {orderOf} from "./order.js";
import type {Part, Plan} from "./plan.js";
import {earlier, later, step, type Days} from "./ranges.js";

const hasPeriod = ({request}: Plan): boolean => request.grain !== "total";
const keysOf = (plan: Plan): string[] => [...(hasPeriod(plan) ? ["period"] : []), ...plan.groups];

/** A sum that is not there is 0 in the periods that its table covers, and unknown outside. */
function filled(part: Part, column: string, covered: Days | null, isCovered: boolean): Fragment {
  if (!part.isFilled || (!covered && !isCovered)) return raw(column);
  const zero = raw(`coalesce(${column}, 0::${part.type})`);
  return covered ? sql`case when period between ${bound(covered.from, "date")} and ${bound(covered.to, "date")} then ${zero} else ${raw(column)} end` : zero;
}

function filledColumns(plan: Plan): Fragment[] {
  const isCompared = comparisonOf(plan) !== null;
  return plan.parts.flatMap((part) => {
    const {now, before, nowPeriods, beforePeriods} = whenOf(part, plan);
    return [
      sql`${filled(part, part.name, nowPeriods, !hasPeriod(plan) && now !== null)} as ${raw(part.name)}`,
      ...(isCompared ? [sql`${filled(part, `${part.name}_before`, beforePeriods, !hasPeriod(plan) && before !== null)} as ${raw(`${part.name}_before`)}`] : [])
    ];
  });
}

/** The periods from the first to the last that any part covers; null when none does. */
function spineDays(plan: Plan): Days | null {
  return plan.parts.map((part) => whenOf(part, plan).nowPeriods).filter((days) => days !== null)
    .reduce<Days | null>((all, days) => (all ? {from: earlier(all.from, days.from), to: later(all.to, days.to)} : days), null);
}

/** `cells`: one row per key with every part's value. */
function cells(plan: Plan): Fragment {
  const keys = keysOf(plan);
  const columns = plan.parts.flatMap(({name}) => [name, ...(comparisonOf(plan) ? [`${name}_before`] : [])]);
  const one = sql`found as (\n  select ${raw([...keys, ...columns.map((column) => `max(${column}) as ${column}`)].join(", "))}\n  from legs${raw(keys.length ? ` group by ${keys.map((_, i) => i + 1).join(", ")}` : "")} having count(*) > 0\n)`;
  const spine = hasPeriod(plan) ? spineDays(plan) : null;
  const grain = plan.request.grain;
  if (!spine || grain === "total") return sql`${one},\ncells as (\n  select ${join([raw(keys.join(", ")), ...filledColumns(plan)].filter(({text}) => text))} from found\n)`;
  const groups = plan.groups;
  const matching = ["found.period = spine.period", ...groups.map((name) => `found.${name} = spine.${name}`)].join(" and ");
  const periods = sql`select unnest(generate_series(${bound(spine.from, "date")}::timestamp, ${bound(spine.to, "date")}::timestamp, ${raw(step(grain, "previous"))}))::date as period`;
  const combinations = `select distinct ${groups.length ? groups.join(", ") : "1 as one"} from found`;
  return sql`${one},
spine as (
  select * from (${periods}) as periods cross join (${raw(combinations)}) as combinations
),
every_cell as (
  select ${raw(keys.map((key) => `spine.${key}`).join(", "))}, ${raw(columns.join(", "))}
  from spine left join found on ${raw(matching)}
),
cells as (
  select ${join([raw(keys.join(", ")), ...filledColumns(plan)])} from every_cell
)`;
}

/** A metric of the request over the columns of `cells`; `suffix` is "" or "_before". */
function figure({name, measure}: AskableMetric, plan: Plan, suffix: string): string {
  if (measure.kind === "quotient") return `${name}_dividend${suffix}::double / nullif(${name}_divisor${suffix}, 0)::double`;
  if (measure.kind === "growth") return `case when ${measure.of}_before > 0 then ${measure.of} / ${measure.of}_before - 1 end`;
  if (measure.kind === "share") {
    const apart = keysOf(plan).filter((key) => key !== measure.over);
    return `${measure.of}${suffix}::double / nullif(sum(${measure.of}${suffix}) over (${apart.length ? `partition by ${apart.join(", ")}` : ""}), 0)::double`;
  }
  return `${name}${suffix}`;
}

const named = (expression: string, name: string): string => (expression === name ? name : `${expression} as ${name}`);

/** `figures`: the metrics by name, and those before; filters that a share must not see are applied after it. */
function figures(plan: Plan): Fragment {
  const compared = plan.request.compare !== undefined;
  const columns = plan.metrics.flatMap((metric) => [named(figure(metric, plan, ""), metric.name), ...(compared && metric.measure.kind !== "growth" ? [named(figure(metric, plan, "_before"), `${metric.name}_before`)] : [])]);
  const shares = plan.metrics.flatMap(({measure}) => (measure.kind === "share" ? [measure.over] : []));
  const late = plan.request.filters.filter(({dimension}) => shares.includes(dimension))
    .map(({dimension, op, values}) => sql`${raw(dimension)} ${raw(op === "in" ? "in" : "not in")} (${join(values.map((value) => bound(value, "varchar")))})`);
  const all = (name: string) => raw(`${name} as (\n  select ${[...keysOf(plan), ...columns].join(", ")} from cells\n)`);
  return late.length ? sql`${all("all_figures")},\nfigures as (\n  select * from all_figures where ${join(late, " and ")}\n)` : all("figures");
}

/** What stands beside a metric: its part of the total and its total so far. */
function besides(plan: Plan): string[] {
  const {share, running} = plan.request;
  const over = (keys: readonly string[], order = "") => `over (${[keys.length ? `partition by ${keys.join(", ")}` : "", order].filter(Boolean).join(" ")})`;
  const currency = plan.currency.isSplit ? ["currency"] : [];
  const total = plan.request.dimensions.length ? [...(hasPeriod(plan) ? ["period"] : []), ...currency.filter((key) => plan.groups.includes("currency") && key)] : currency;
  return plan.metrics.flatMap(({name}) => [
    ...(share ? [`${name}::double / nullif(sum(${name}) ${over(total)}, 0)::double as ${name}_share`] : []),
    ...(running ? [`sum(${name}) ${over([...plan.groups, ...(plan.request.other ? ["is_other"] : [])], "order by period rows between unbounded preceding and current row")} as ${name}_running`] : [])
  ]);
}

/** `ranked`: each row (with a grain each combination) with its place; then the rest dropped, or put together. */
function topped(plan: Plan): Fragment {
  const {limit, other, grain, dimensions} = plan.request;
  const beside = besides(plan);
  const figuresWith = (source: string) => `select *${beside.map((column) => `, ${column}`).join("")} from ${source}`;
  if (!limit) return raw(`answer as (${figuresWith("figures")})`);
  const {rank, size} = orderOf(plan);
  const sized = size ? `sized as (\n  select *, ${size} as size_of_all from figures\n),\n` : "";
  const source = size ? "sized" : "figures";
  const ranked = raw(`${sized}ranked as (\n  select *, ${rank} as place from ${other || !beside.length ? source : `(${figuresWith(source)}) as with_parts`}\n)`);
  const compared = plan.request.compare !== undefined;
  const columns = plan.metrics.flatMap(({name}) => [name, ...(compared ? [`${name}_before`] : [])]);
  if (!other) return sql`${ranked},\nanswer as (select * from ranked where place <= ${raw(String(limit))})`;
  const keys = [...(grain === "total" ? [] : ["period"]), ...plan.groups.map((name) => (dimensions.includes(name) ? `case when place <= ${limit} then ${name} end as ${name}` : name))];
  const grouped = [...keys, `place > ${limit} as is_other`, `least(place, ${limit + 1}) as place`];
  return raw(`${ranked.text},
merged as (
  select ${[...grouped, ...columns.map((column) => `sum(${column}) as ${column}`)].join(", ")}
  from ranked group by ${grouped.map((_, i) => i + 1).join(", ")}
),
answer as (${figuresWith("merged")})`);
}

/** Columns of the answer in order, as `name` or `expression as name`. */
function finalColumns(plan: Plan): Fragment[] {
  const {compare, share, running, other} = plan.request;
  const {only} = plan.currency;
  const hasMoney = plan.parts.some(({measure}) => measure.isMoney);
  const dimensions = [...(hasPeriod(plan) ? ["period"] : []), ...plan.groups];
  const metric = ({name, measure}: AskableMetric) => [
    name,
    ...(compare && measure.kind !== "growth" ? [`${name}_before`, `${name} - ${name}_before as ${name}_change`, `case when ${name}_before > 0 then ${name}::double / ${name}_before::double - 1 end as ${name}_growth`] : []),
    ...(share ? [`${name}_share`] : []), ...(running ? [`${name}_running`] : [])
  ];
  return [
    ...dimensions.map(raw), ...(hasMoney && only !== null ? [sql`${bound(only, "varchar")} as currency`] : []),
    ...plan.metrics.flatMap(metric).map(raw), ...(other ? [raw("is_other")] : [])
  ];
}

/** The whole statement. */
export function statement(plan: Plan): Fragment {
  const {order} = orderOf(plan);
  return sql`with legs as (
  ${legs(plan)}
),
${cells(plan)},
${figures(plan)},
${topped(plan)}
select ${join(finalColumns(plan))}
from answer
order by ${raw(order)}
limit ${raw(String(MAX_ROWS + 1))}`;
}
