/** The aggregates of a plan as SQL: one select per cube, its conditions and its days, all in the same columns. */
import type {DimensionName} from "../catalog/dimensions.js";
import type {Grain} from "../metric-request.js";
import {bound, join, raw, sql, type Fragment} from "./fragment.js";
import type {Part, Plan} from "./plan.js";
import {beforeByGrain, beforeTotal, clip, periodStart, step, type Compare, type Days} from "./ranges.js";

/** When a part is read: its days now and before, and the first and last period that it covers. ISO days. */
export interface When {
  /** Null: the table has none of the period's days, or no time is asked of it. */
  now: Days | null;
  before: Days | null;
  /** Periods covered now and before, by their first days; null for grain total. */
  nowPeriods: Days | null;
  beforePeriods: Days | null;
}

const NOTHING: When = {now: null, before: null, nowPeriods: null, beforePeriods: null};

/** The comparison that a request needs: its own, or that of a growth. */
export const comparisonOf = ({request, metrics}: Plan): Compare | null =>
  request.compare ?? (metrics.some(({measure}) => measure.kind === "growth") ? "previous" : null);

export function whenOf({time, extent}: Part, {request, ...rest}: Plan): When {
  const {grain, period} = request;
  const compare = comparisonOf({request, ...rest});
  if (!time || !extent) return NOTHING;
  const now = clip(period, extent, time);
  if (!now) return NOTHING;
  if (grain === "total") return {...NOTHING, now, before: compare && period ? beforeTotal(period, now, extent, time, compare) : null};
  const back = compare ? beforeByGrain(now, extent, grain, compare) : null;
  const last = periodStart(now.to, grain);
  return {
    now, before: back?.days ?? null, nowPeriods: {from: periodStart(now.from, grain), to: last},
    beforePeriods: back && back.firstPeriod <= last ? {from: back.firstPeriod, to: last} : null
  };
}

/** First day of the period, moved onto the present one when it is of the period before. */
function periodColumn({time}: Part, grain: Exclude<Grain, "total">, before: Compare | null): Fragment {
  const start = grain === "day" || (grain === "month" && time!.grain === "month") ? time!.column : `date_trunc('${grain}', ${time!.column})::date`;
  if (!before) return raw(`${start} as period`);
  const moved = grain === "week" || grain === "day" ? `(${start} + ${step(grain, before)})::date` : `date_trunc('${grain}', ${start} + ${step(grain, before)})::date`;
  return raw(`${moved} as period`);
}

const dimensionSql = (part: Part, name: DimensionName): string => `coalesce((${part.cube.dimensions[name]})::varchar, '')`;

function conditions(part: Part, {request, metrics}: Plan, days: Days | null, before: Compare | null): Fragment[] {
  const late = new Set(metrics.flatMap(({measure}) => (measure.kind === "share" ? [measure.over] : [])));
  const filters = request.filters.filter(({dimension}) => part.cube.dimensions[dimension] && !late.has(dimension)).map(({dimension, op, values}) =>
    sql`${raw(dimensionSql(part, dimension))} ${raw(op === "in" ? "in" : "not in")} (${join(values.map((value) => bound(value, "varchar")))})`);
  const isLeapDay = before === "year_before" && request.grain === "day"; // 29 February has no day a year later
  return [
    ...(part.where ? [raw(part.where)] : []),
    ...(days ? [sql`${raw(part.time!.column)} between ${bound(days.from, "date")} and ${bound(days.to, "date")}`] : []),
    ...(isLeapDay ? [raw(`not (month(${part.time!.column}) = 2 and day(${part.time!.column}) = 29)`)] : []),
    ...filters
  ];
}

const where = (parts: readonly Fragment[]): Fragment => (parts.length ? sql` where ${join(parts, " and ")}` : raw(""));

/** The rows of a cube under the conditions; a cube that looks at whole groups of rows takes them inside. */
function rowsOf({cube}: Part, groups: readonly Fragment[], found: readonly Fragment[]): Fragment {
  if (!cube.rows) return sql`${raw(cube.table)}${where(found)}`;
  if (!cube.rows.includes("{where}")) return sql`${raw(cube.rows)} as rows_of_cube${where(found)}`;
  const [head, tail] = cube.rows.split("{where}");
  const apart = groups.map(({text}) => `, ${text.replace(/ as \w+$/, "")}`).join("");
  return sql`${raw(head.replace("{apart}", apart))}${where(found)}${raw(tail)} as rows_of_cube`;
}

/** Columns of a leg: every part's value now and before; those of other legs are empty. */
function values(own: readonly Part[], all: readonly Part[], before: Compare | null, hasBefore: boolean): Fragment[] {
  return all.flatMap((part) => {
    const value = own.includes(part) ? `(${part.sql})::${part.type}` : `null::${part.type}`;
    const empty = `null::${part.type}`;
    return [raw(`${before ? empty : value} as ${part.name}`), ...(hasBefore ? [raw(`${before ? value : empty} as ${part.name}_before`)] : [])];
  });
}

function leg(own: readonly Part[], plan: Plan, days: Days | null, before: Compare | null, hasBefore: boolean): Fragment {
  const {grain} = plan.request;
  const [part] = own;
  const groups = plan.groups.map((name) => raw(`${part.cube.dimensions[name] ? dimensionSql(part, name) : "''"} as ${name}`));
  const keys = [...(grain === "total" || !part.time ? [] : [periodColumn(part, grain, before)]), ...groups];
  const source = rowsOf(part, groups, conditions(part, plan, days, before));
  const grouped = keys.length ? ` group by ${keys.map((_, i) => i + 1).join(", ")}` : "";
  return sql`select ${join([...keys, ...values(own, plan.parts, before, hasBefore)])}\n  from ${source}${raw(grouped)} having count(*) > 0`;
}

/** Parts that one select can answer together. */
function together(plan: Plan): Part[][] {
  const byPlace = new Map<string, Part[]>();
  for (const part of plan.parts) {
    const place = `${part.cube.rows ?? part.cube.table}|${part.time?.column}|${part.where}|${JSON.stringify(whenOf(part, plan))}`;
    byPlace.set(place, [...(byPlace.get(place) ?? []), part]);
  }
  return [...byPlace.values()];
}

/** Days outside what a table has: the leg stays, finds nothing, and the answer says why. */
const daysNow = (part: Part, plan: Plan): Days | null => whenOf(part, plan).now ?? (part.time ? (plan.request.period ?? null) : null);

/** All legs of a plan, put under one another. */
export function legs(plan: Plan): Fragment {
  const compare = comparisonOf(plan);
  const all = together(plan).flatMap((own) => {
    const {before} = whenOf(own[0], plan);
    const now = leg(own, plan, plan.request.period || compare || own[0].side ? daysNow(own[0], plan) : null, null, compare !== null);
    return compare && before ? [now, leg(own, plan, before, compare, true)] : [now];
  });
  return join(all, "\n  union all\n  ");
}
