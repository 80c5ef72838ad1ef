/** What a compiled request depends on besides itself: which tables have rows, over which days, in which currencies. */
import {cubes, type Cube, type CubeName} from "../catalog/cubes.js";

export interface Extent {
  /** First and last DATE of the column, ISO. */
  from: string;
  to: string;
}

export interface CompileContext {
  /** ISO days */
  asOf: string;
  dataThrough: string | null;
  /** Tables with rows. */
  tables: ReadonlySet<string>;
  /** `table.column` → its days */
  extents: ReadonlyMap<string, Extent>;
  /** table → currencies in it */
  currencies: ReadonlyMap<string, readonly string[]>;
  /** `table.dimension` of which there is one value only */
  singles: ReadonlySet<string>;
  /** First usage month that some platform has not reported in full; null when all are complete. */
  incompleteFrom: string | null;
  /** Days of the daily feed with a report that did not come. */
  missingDays: readonly string[];
}

type Fact = {fact: string; name: string; from_value: string | null; to_value: string | null};

const known = Object.values(cubes) as Cube[];
export const cubeTables: readonly string[] = [...new Set(known.flatMap((cube) => [cube.table, ...(cube.tables ?? [])]))];

/** Dimensions of which a metric must be told one value, as they stand in their table. */
const apartColumns: readonly [table: string, dimension: string, column: string][] = (["audience_daily", "ad_daily", "store_lags", "rates_observed", "quality_scores", "goals_reached"] as CubeName[])
  .flatMap((name) => (cubes[name].rows && name !== "ad_daily" ? [] : Object.entries(cubes[name].dimensions).map(([dimension, column]) => [cubes[name].table, dimension, column] as [string, string, string])));

const fact = (kind: string, name: string, from: string, to: string, table: string, rest = "") =>
  `select '${kind}' as fact, '${name}' as name, (${from})::varchar as from_value, (${to})::varchar as to_value from ${table}${rest}`;

/** One statement that reads the facts; `tables` are those that can be read. */
export function contextQuery(tables: readonly string[]): string {
  const has = (table: string) => tables.includes(table);
  const times = new Set(known.flatMap(({table, time}) => (has(table) ? Object.values(time).map(({column}) => `${table}.${column}`) : [])));
  const money = new Set(known.flatMap(({table, dimensions}) => (has(table) && dimensions.currency ? [table] : [])));
  return [
    ...cubeTables.filter(has).map((table) => fact("rows", table, "count(*)", "null", table)),
    ...[...times].map((name) => fact("days", name, `min(${name.split(".")[1]})`, `max(${name.split(".")[1]})`, name.split(".")[0])),
    ...[...money].map((table) => fact("currency", table, "currency", "null", table, " where currency <> '' group by currency")),
    ...apartColumns.filter(([table]) => has(table)).map(([table, dimension, column]) => fact("single", `${table}.${dimension}`, `count(distinct coalesce(${column}::varchar, ''))`, "null", table)),
    ...(has("kpi_monthly") ? [fact("incomplete", "usage_month", "min(usage_month)", "null", "kpi_monthly", " where not is_complete and line_count > 0")] : []),
    ...(has("daily_streams") ? [fact("missing", "streamed_on", "streamed_on", "null", "daily_streams", " where is_missing group by streamed_on")] : [])
  ].join("\nunion all ") || fact("rows", "none", "0", "null", "(select 1)");
}

/** The answer of `contextQuery` and the snapshot's own dates. */
export function readContext(rows: readonly Record<string, unknown>[], {as_of, data_through}: {as_of: string; data_through: string | null}): CompileContext {
  const facts = rows as unknown as Fact[];
  const of = (kind: string) => facts.filter((row) => row.fact === kind && row.from_value !== null);
  const currencies = new Map<string, string[]>();
  for (const {name, from_value} of of("currency")) currencies.set(name, [...(currencies.get(name) ?? []), from_value!].sort());
  return {
    asOf: as_of, dataThrough: data_through,
    tables: new Set(of("rows").filter((row) => row.from_value !== "0").map((row) => row.name)),
    extents: new Map(of("days").map((row) => [row.name, {from: row.from_value!, to: row.to_value!}])),
    currencies,
    singles: new Set(of("single").filter((row) => row.from_value === "1").map((row) => row.name)),
    incompleteFrom: of("incomplete")[0]?.from_value ?? null,
    missingDays: of("missing").map((row) => row.from_value!).sort()
  };
}
