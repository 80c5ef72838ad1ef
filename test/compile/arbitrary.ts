/** Random requests: mostly possible ones, with values from the data, and some that break a rule on purpose. */
import fc from "fast-check";
import {askableMetrics, calendarsOf, dimensionsOf} from "../../src/model/catalog/catalog.js";
import type {DimensionName} from "../../src/model/catalog/dimensions.js";
import type {MetricRequestInput} from "../../src/model/metric-request.js";

const grains = ["total", "day", "week", "month", "quarter", "year"] as const;
const months = Array.from({length: 30}, (_, i) => `${2023 + Math.floor((i + 7) / 12)}-${String(((i + 7) % 12) + 1).padStart(2, "0")}`);
const lastDay = (month: string): string => new Date(Date.UTC(Number(month.slice(0, 4)), Number(month.slice(5)), 0)).toISOString().slice(0, 10);

const period = fc.oneof(
  {weight: 3, arbitrary: fc.tuple(fc.nat(29), fc.nat(14)).map(([from, length]) => ({from: `${months[from]}-01`, to: lastDay(months[Math.min(from + length, 29)])}))},
  {weight: 1, arbitrary: fc.tuple(fc.nat(800), fc.nat(90)).map(([from, length]) => {
    const day = (n: number) => new Date(Date.UTC(2023, 8, 20) + n * 86_400_000).toISOString().slice(0, 10);
    return {from: day(from), to: day(from + length)};
  })}
);

/** `values`: known values of each dimension. */
export function requests(values: Readonly<Record<string, readonly string[]>>): fc.Arbitrary<MetricRequestInput> {
  const first = fc.constantFrom(...askableMetrics);
  return first.chain((metric) => {
    const own = dimensionsOf(metric);
    const others = askableMetrics.filter((other) => other !== metric && own.every((name) => dimensionsOf(other).includes(name)));
    const filter = (dimension: DimensionName) => fc.record({
      dimension: fc.constant(dimension), op: fc.constantFrom("in" as const, "in" as const, "not_in" as const),
      values: fc.uniqueArray(fc.oneof({weight: 9, arbitrary: fc.constantFrom(...(values[dimension]?.length ? values[dimension] : ["x"]))}, {weight: 1, arbitrary: fc.constant("no such value")}), {minLength: 1, maxLength: 3})
    });
    const hasTime = Object.keys(calendarsOf(metric)).length > 0;
    const timed = <T>(arbitrary: fc.Arbitrary<T>, chance: number) => (hasTime ? fc.option(arbitrary, {nil: undefined, freq: chance}) : fc.constant(undefined));
    return fc.record({
      metrics: fc.uniqueArray(fc.constantFrom(...others, metric), {maxLength: 2}).map((more) => [...new Set([metric.name, ...more.map(({name}) => name)])]),
      dimensions: fc.subarray(own, {maxLength: Math.min(3, own.length)}),
      filters: fc.subarray(own, {maxLength: Math.min(2, own.length)}).chain((names) => fc.tuple(...names.map(filter))),
      grain: hasTime ? fc.constantFrom(...grains) : fc.constant("total" as const),
      period: timed(period, 2),
      calendar: timed(fc.constantFrom(...(Object.keys(calendarsOf(metric)) as "usage"[]), "usage" as const), 1),
      basis: fc.constantFrom("default" as const, "observed" as const),
      aggregate: metric.measure.kind === "daily" ? fc.constantFrom(undefined, "mean" as const, "latest" as const) : fc.constant(undefined),
      compare: timed(fc.constantFrom("previous" as const, "year_before" as const), 1),
      share: rare(), running: rare(), other: rare(),
      limit: fc.option(fc.integer({min: 1, max: 5}), {nil: undefined, freq: 1}),
      order: fc.option(fc.record({by: fc.constantFrom(metric.name, "change", "period", ...own), direction: fc.constantFrom("asc" as const, "desc" as const)}), {nil: undefined, freq: 1})
    }).map((request) => ({...request, other: request.other && request.limit !== undefined && request.dimensions.length > 0})) as fc.Arbitrary<MetricRequestInput>;
  });
}

const rare = () => fc.integer({min: 0, max: 7}).map((n) => n === 0);
