/**
 * A question to the catalog as a machine puts it: which metrics, split and filtered how, over which days. The schema says what
 * a request may look like; `compile` says whether it can be answered.
 */
import {z} from "zod";
import {askableNames} from "./catalog/catalog.js";
import {aggregateNames, calendars} from "./catalog/cubes.js";
import {dimensionNames} from "./catalog/dimensions.js";
import {nearest} from "./catalog/nearest.js";
import {parseDay} from "./days.js";

const grains = ["total", "day", "week", "month", "quarter", "year"] as const;
export type Grain = (typeof grains)[number];

/** Most rows that an answer may have. */
export const MAX_ROWS = 10_000;

const unknown = (what: string, names: readonly string[]) => ({error: ({input}: {input?: unknown}) =>
  typeof input === "string" ? `unknown ${what}: ${input.slice(0, 60)}; the closest are ${nearest(input, names).join(", ")}` : `${what} expected as text`});

export const MetricNameSchema = z.enum(askableNames, unknown("metric", askableNames));
export const DimensionNameSchema = z.enum(dimensionNames, unknown("dimension", dimensionNames));
const day = z.string().refine((text) => /^\d{4}-\d{2}-\d{2}$/.test(text) && parseDay(text) !== null, {error: "not a day of the calendar (YYYY-MM-DD expected)"});

export const MetricFilter = z.strictObject({
  dimension: DimensionNameSchema,
  op: z.enum(["in", "not_in"]).default("in"),
  values: z.array(z.string().max(500)).min(1).max(500).describe("exact values as in the data; an empty text means none given")
});
export type MetricFilter = z.infer<typeof MetricFilter>;

export const MetricRequest = z.strictObject({
  metrics: z.array(MetricNameSchema).min(1).max(12),
  dimensions: z.array(DimensionNameSchema).max(4).default([]).describe("one row for each combination of their values"),
  filters: z.array(MetricFilter).max(12).default([]),
  grain: z.enum(grains).default("total").describe("one row for each period of this length; weeks begin on Monday"),
  period: z.strictObject({from: day, to: day}).optional().describe("days, both included; absent: all there is"),
  calendar: z.enum(calendars).optional().describe("usage: when it was played; statement: when it was reported; paid: when the money came or should come"),
  basis: z.enum(["default", "observed"]).default("default").describe("rates of estimates: the reference rates, or own earnings ÷ own units of the trailing 12 complete months"),
  aggregate: z.enum(aggregateNames).optional().describe("how a daily count such as listeners is read over longer periods: mean or latest"),
  compare: z.enum(["previous", "year_before"]).optional().describe("adds <metric>_before, <metric>_change (difference) and <metric>_growth (share)"),
  share: z.boolean().default(false).describe("adds <metric>_share: the part of the period's total"),
  running: z.boolean().default(false).describe("adds <metric>_running: the total from the first period on"),
  order: z.strictObject({by: z.string().max(80), direction: z.enum(["asc", "desc"]).default("desc")}).optional().describe("a column of the answer, or change or growth of the first metric"),
  limit: z.int().min(1).max(MAX_ROWS).optional().describe("only so many rows; with a grain only so many combinations of the dimensions"),
  other: z.boolean().default(false).describe("with limit: one more row, in which the rest is put together")
}).check(({value, issues}) => {
  if (value.period && value.period.from > value.period.to) issues.push({code: "custom", input: value.period, path: ["period"], message: `the period ends before it begins: ${value.period.from} to ${value.period.to}`});
  const twice = (names: readonly string[]) => names.find((name, i) => names.indexOf(name) !== i);
  for (const key of ["metrics", "dimensions"] as const) if (twice(value[key])) issues.push({code: "custom", input: value[key], path: [key], message: `named twice: ${twice(value[key])}`});
});
/** As it is after validation, with defaults filled in. */
export type MetricRequest = z.infer<typeof MetricRequest>;
/** As it may be written. */
export type MetricRequestInput = z.input<typeof MetricRequest>;
