/**
 * SQL of the revenue page: pure builders of `{sql, params}` in the dialect both engines run (DuckDB 0.9.1).
 * Days are ISO strings with a cast: the dialect would compare a DATE with text as text.
 */
import {measureSql} from "../../model/catalog/catalog.js";
import {TRACK_JOIN, trackParts, type RevenueDimension} from "../../model/revenue-rows.js";
import type {Query} from "./reconciliation.js";

/**
 * Which lines count. Days `from` to `to`, both included: usage months that begin in it on the usage calendar,
 * lines reported in it on the statement calendar. `track` is "title · artist"; an empty text means "none given".
 */
export interface RevenueScope {
  calendar: "usage" | "statement";
  currency: string;
  from: string;
  to: string;
  filters: Partial<Readonly<Record<RevenueDimension | "month", string>>>;
}

/** `monthly_revenue` is small, but has no track and no reporting date; those need the lines. */
const fromLines = ({calendar, filters}: RevenueScope, dimension?: RevenueDimension): boolean =>
  calendar === "statement" || dimension === "track" || filters.track !== undefined;

/** Earnings, fees and units as the catalog defines them. */
const moneyIn = (table: "statement_lines" | "monthly_revenue"): string =>
  `${measureSql("earnings", table)} as earnings, ${measureSql("fees", table)} as fees, ${measureSql("statement_units", table)} as unit_count`;
const LINE_FIGURES = `${moneyIn("statement_lines")}, coalesce(sum(quantity) filter (where unit_kind = 'stream'), 0) as stream_count, count(*) as line_count`;
const MONTH_FIGURES = `${moneyIn("monthly_revenue")}, sum(stream_count) as stream_count, sum(line_count) as line_count`;

/** Where a scope reads, how it sums, and its condition without the filter on `except`. */
function source(scope: RevenueScope, dimension?: RevenueDimension, except?: string) {
  const lines = fromLines(scope, dimension);
  const day = scope.calendar === "usage" ? "usage_month" : "reported_on";
  const month = scope.calendar === "usage" ? "usage_month" : "date_trunc('month', reported_on)::date";
  const where = ["currency = ?::varchar", `${day} between ?::date and ?::date`];
  const params = [scope.currency, scope.from, scope.to];
  for (const [key, value] of Object.entries(scope.filters)) {
    if (value === undefined || key === except) continue;
    if (key === "track") where.push("coalesce(title, '') = ?::varchar", "coalesce(artist, '') = ?::varchar");
    else if (key === "month") where.push(`${month} = ?::date`);
    else where.push(`coalesce(${key}, '') = ?::varchar`);
    params.push(...(key === "track" ? trackParts(value) : [value]));
  }
  return {table: lines ? "statement_lines" : "monthly_revenue", figures: lines ? LINE_FIGURES : MONTH_FIGURES, month, where: where.join(" and "), params};
}

/** Sums over the scope: one row; all null and 0 when nothing matches. */
export function revenueTotals(scope: RevenueScope): Query {
  const {table, figures, where, params} = source(scope);
  return {sql: `select ${figures} from ${table} where ${where}`, params};
}

/** One row per group (`id`, for tracks "title · artist"), largest earnings first; its own filter does not apply, so that the other bars stay. */
export function revenueBreakdown(scope: RevenueScope, dimension: RevenueDimension, limit = 1000): Query {
  const {table, figures, where, params} = source(scope, dimension, dimension);
  const id = dimension === "track" ? `coalesce(title, '') || '${TRACK_JOIN}' || coalesce(artist, '')` : `coalesce(${dimension}, '')`;
  return {
    sql: `select ${id} as id, ${figures}
from ${table} where ${where}
group by ${dimension === "track" ? "title, artist" : dimension} order by earnings desc, id limit ${Math.trunc(limit)}`,
    params
  };
}

/** One row per month × distributor (`month`, `distributor`), oldest first; the filter on the month does not apply. */
export function revenueMonths(scope: RevenueScope): Query {
  const {table, figures, month, where, params} = source(scope, undefined, "month");
  return {sql: `select ${month} as month, distributor, ${figures}\nfrom ${table} where ${where}\ngroup by 1, 2 order by 1, 2`, params};
}

/** Observed revenue per unit by usage month and platform beside the reference rate; `from` and `to` are days of the first and last month. */
export function platformRates({currency, from, to}: Pick<RevenueScope, "currency" | "from" | "to">): Query {
  return {
    sql: `select usage_month, platform, earnings, unit_count, rate, trailing_rate, trailing_months, is_complete, reference_rate
from rates_observed
where currency = ?::varchar and usage_month between date_trunc('month', ?::date)::date and ?::date
order by platform, usage_month`,
    params: [currency, from, to]
  };
}
