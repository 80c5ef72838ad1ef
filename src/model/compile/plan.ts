/** A valid request → what will be read, or why it cannot be answered: metrics into aggregates, each with its cube and calendar. */
import {askable, isMoney, partsOf, type AskableMetric, type MetricPart} from "../catalog/catalog.js";
import type {Calendar, Cube, TimeColumn} from "../catalog/cubes.js";
import type {DimensionName} from "../catalog/dimensions.js";
import type {MetricRequest} from "../metric-request.js";
import type {Aggregate} from "../metrics/metric.js";
import {checkAggregate, checkApart, checkShape} from "./checks.js";
import type {CompileContext} from "./context.js";
import {cubeFor} from "./cube-choice.js";
import {chooseCalendar} from "./calendar-choice.js";
import {chooseCurrency, type CurrencyChoice} from "./currency-choice.js";
import {commonDays, type Days} from "./ranges.js";

export type ValueType = "decimal(38, 18)" | "bigint" | "double";

/** One aggregate over one cube. */
export interface Part {
  /** Its column. */
  name: string;
  /** The metric that it is, for people. */
  metric: string;
  measure: Aggregate;
  /** The aggregate, with the basis filled in. */
  sql: string;
  where: string | null;
  type: ValueType;
  cube: Cube;
  time: TimeColumn | null;
  /** Days that its table has; null without a calendar. */
  extent: Days | null;
  /** A group without rows is 0, not unknown. */
  isFilled: boolean;
  /** The quotient that it is a side of. */
  side?: string;
}

export interface Plan {
  request: MetricRequest;
  context: CompileContext;
  metrics: AskableMetric[];
  parts: Part[];
  /** What rows are split by; the currency is among them when there are several. */
  groups: DimensionName[];
  calendar: Calendar | null;
  currency: CurrencyChoice;
}

const withBasis = (sql: string, basis: MetricRequest["basis"]): string =>
  sql.replaceAll("{basis}", basis).replaceAll("{status}", basis === "observed" ? "status_observed" : "status");

function valueType({kind, isMoney: money}: Aggregate, aggregate: MetricRequest["aggregate"]): ValueType {
  if (kind === "sum") return money ? "decimal(38, 18)" : "bigint";
  return kind === "ratio" || aggregate === "mean" ? "double" : "bigint";
}

/** Dimensions that a cube must have for this request; the currency only where there is money. */
function neededDimensions({dimensions, filters}: MetricRequest, measure: Aggregate): DimensionName[] {
  const named = [...dimensions, ...filters.filter(({dimension}) => dimension !== "currency" || measure.isMoney).map(({dimension}) => dimension)];
  return [...new Set(named)];
}

function partFor({name, metric, measure}: MetricPart, request: MetricRequest, calendar: Calendar | null, context: CompileContext): Part {
  const {cube, cubeName, time} = cubeFor(metric, measure, neededDimensions(request, measure), request, calendar, context);
  const {aggregate, basis} = request;
  const own = typeof measure.sql === "string" ? measure.sql : measure.sql[cubeName]!;
  const chosen = (measure.kind === "daily" && aggregate && measure.aggregates?.[aggregate]) || own;
  const fill = (text: string) => withBasis(text, basis);
  return {
    name, metric, measure, sql: fill(chosen), where: measure.where ? fill(measure.where) : null, type: valueType(measure, measure.kind === "daily" ? aggregate : undefined),
    cube: {...cube, dimensions: Object.fromEntries(Object.entries(cube.dimensions).map(([dimension, column]) => [dimension, fill(column)]))},
    time, extent: time ? (context.extents.get(`${cube.table}.${time.column}`) ?? null) : null,
    isFilled: measure.kind === "sum" && !measure.hasGaps
  };
}

/** Both sides of a quotient cover the same days: those that both have, in whole months where one has months. */
function sameDays(parts: readonly Part[]): Part[] {
  return parts.map((part) => {
    const sides = parts.filter(({side, time, extent}) => part.side && side === part.side && time && extent);
    return sides.length ? {...part, extent: commonDays(sides.map(({extent, time}) => ({days: extent!, column: time!})))} : part;
  });
}

/** Throws `Impossible`. */
export function plan(request: MetricRequest, context: CompileContext): Plan {
  const metrics = request.metrics.map(askable);
  checkShape(request, metrics);
  const calendar = chooseCalendar(request, metrics);
  const sources = new Map(metrics.flatMap(partsOf).map((source) => [source.name, source]));
  const parts = sameDays([...sources.values()].map((source) => ({...partFor(source, request, calendar, context), side: source.side})));
  for (const part of parts) {
    checkAggregate(part, request, context);
    checkApart(part, request, context);
  }
  const currency = chooseCurrency(request, metrics.filter(isMoney), parts, context);
  const groups: DimensionName[] = currency.isSplit && !request.dimensions.includes("currency") ? [...request.dimensions, "currency"] : request.dimensions;
  return {request, context, metrics, parts, groups, calendar, currency};
}
