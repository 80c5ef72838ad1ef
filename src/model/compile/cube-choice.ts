/** The cheapest cube that has everything a request asks of a metric, or a refusal that says what it has. */
import {cubesOf, timeOf} from "../catalog/catalog.js";
import {calendars, cubes, type Calendar, type Cube, type CubeName, type TimeColumn} from "../catalog/cubes.js";
import {dimensionNames, type DimensionName} from "../catalog/dimensions.js";
import type {MetricRequest} from "../metric-request.js";
import type {Aggregate} from "../metrics/metric.js";
import type {CompileContext} from "./context.js";
import {Impossible, listed} from "./impossible.js";
import {brokenMonths, wholeMonthsAround} from "./ranges.js";

const grainName = {day: "day", week: "week", month: "month", quarter: "quarter", year: "year", total: "total"};

/** A grain finer than the column: days and weeks of a column of months. */
const isTooFine = (time: TimeColumn, {grain}: MetricRequest): boolean => time.grain === "month" && (grain === "day" || grain === "week");

function refuseDimension(name: string, measure: Aggregate, wanted: readonly DimensionName[], request: MetricRequest): never {
  const own = dimensionNames.filter((dimension) => cubesOf(measure).some((cube) => cube.dimensions[dimension]));
  const lacking = wanted.filter((dimension) => !own.includes(dimension));
  const words = lacking.length ? `${name} has no ${listed(lacking)}` : `${name} has no table with ${listed(wanted, "and")} together`;
  const kept = request.dimensions.filter((dimension) => own.includes(dimension));
  throw new Impossible(words, [own.length ? `${name} can be split and filtered by ${listed(own)}` : `${name} can only be asked for as a whole`],
    [{...request, metrics: request.metrics, dimensions: kept, filters: request.filters.filter(({dimension}) => own.includes(dimension))}]);
}

function refuseGrain(name: string, measure: Aggregate, {grain}: MetricRequest, calendar: Calendar, wanted: readonly DimensionName[], request: MetricRequest): never {
  const daily = calendars.filter((other) => other !== calendar && cubesOf(measure).some((cube) => timeOf(measure, cube, other)?.grain === "day" && wanted.every((dimension) => cube.dimensions[dimension])));
  throw new Impossible(`${name} is known by month on the ${calendar} calendar, not by ${grainName[grain]}`,
    ["ask with grain month, quarter or year", ...daily.map((other) => `ask on the ${other} calendar, which has days`)],
    [{...request, grain: "month"}, ...daily.map((other) => ({...request, calendar: other}))]);
}

/** Half a month of a table of months would be wrong either way. */
function checkMonths(name: string, time: TimeColumn, table: string, request: MetricRequest, calendar: Calendar, context: CompileContext): void {
  const extent = context.extents.get(`${table}.${time.column}`);
  if (time.grain !== "month" || !request.period || !extent) return;
  const broken = brokenMonths(request.period, extent, context.dataThrough ?? context.asOf);
  if (!broken.length) return;
  const whole = wholeMonthsAround(request.period);
  throw new Impossible(`${name} is known by whole months on the ${calendar} calendar, and ${listed(broken, "and")} ${broken.length > 1 ? "are" : "is"} only in part in the period`,
    [`ask for ${whole.from} to ${whole.to}`, "ask on the statement calendar, which has days, where the metric has one"], [{...request, period: whole}]);
}

export function cubeFor(name: string, measure: Aggregate, wanted: readonly DimensionName[], request: MetricRequest, calendar: Calendar | null, context: CompileContext): {cube: Cube; cubeName: CubeName; time: TimeColumn | null} {
  const all = measure.from.map((cubeName) => ({cubeName, cube: cubes[cubeName]}));
  const split = all.filter(({cube}) => wanted.every((dimension) => cube.dimensions[dimension]));
  if (!split.length) refuseDimension(name, measure, wanted, request);
  const timed = split.map((one) => ({...one, time: calendar ? (timeOf(measure, one.cube, calendar) ?? null) : null})).filter(({time}) => !calendar || time);
  if (!timed.length) refuseDimension(name, measure, wanted, request);
  const fine = timed.filter(({time}) => !time || !isTooFine(time, request));
  if (!fine.length) refuseGrain(name, measure, request, calendar!, wanted, request);
  const present = fine.find(({cube}) => context.tables.has(cube.table));
  if (!present) throw new Impossible(`${name} has no data: ${listed(fine.map(({cube}) => cube.table))} is empty`, ["the Data page says which files are missing and what they are needed for"]);
  if (present.time) checkMonths(name, present.time, present.cube.table, request, calendar!, context);
  return present;
}
