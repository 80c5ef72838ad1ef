/** What a served table is, and the few SQL fragments that more than one of them uses. Native DuckDB only. */

/** One served table. `key` is unique; `orderBy` is the order of the rows in Parquet (a total order). */
export interface Mart {
  name: string;
  /** One sentence: what one row is. */
  grain: string;
  key: string[];
  orderBy: string;
  /** True for the widest table: a view, never held in memory. Whoever writes it first can point the name at the file. */
  isView?: boolean;
  /** Column → what it holds, in the table's column order. */
  columns: Record<string, string>;
  /** `select …` without `order by`, over staged tables, helpers and earlier marts. */
  sql: string;
}

/** Temp tables or types that marts share; `sql` holds complete statements. */
export interface Helper {
  name: string;
  sql: string;
}

/** The date on which statuses are judged. */
export const asOf = "getvariable('as_of')::date";

/** Exact money: streams have 19 digits and rates 6 + 12, so the product fits DECIMAL(38,12) and never rounds. */
export const timesRate = (units: string, rate: string): string => `((${units})::decimal(20, 0) * (${rate}))::decimal(38, 18)`;

/** Sum of a money column; DuckDB already sums DECIMAL(38,18) exactly. */
export const sumMoney = (column: string): string => `sum(${column})::decimal(38, 18)`;

/** The day on which a usage month counts as fully reported. Needs `lags` (platform_lags) and `calendar` (distributor_calendar). */
export const completeOn = (month: string): string =>
  `(last_day(${month}) + coalesce(lags.p95_days, calendar.delay_days)::integer)::date`;

/** Whether that day has passed, by the as-of date and by what the distributor has sent; never for one that sent nothing. */
export const isComplete = (month: string): string =>
  `(calendar.statements_through is not null and least(${asOf}, calendar.statements_through) >= ${completeOn(month)})`;
