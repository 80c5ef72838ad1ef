/**
 * The sample's CSVs as a reader of DOMAIN.md would load them, in native DuckDB: no code of the loaders' sources or marts.
 * Views: `lines` (one row per statement line), `daily` (day × distributor × platform), `cells` (usage month × distributor ×
 * platform of the feed: expected and actual), `lag` (days until 95% of a platform's value had come).
 */
import {join} from "node:path";
import {literal, openDatabase, type Database} from "../../loaders/duckdb.js";

export type {Database} from "../../loaders/duckdb.js";

/** Stores of the sample that the daily feed counts too; every other store is its own business. */
const platform = `case lower(trim("Store")) when 'spotify' then 'spotify' when 'apple music' then 'apple' else 'elsewhere' end`;

const statements = (dir: string): string => `
create table lines as
  select strptime("Sale Month" || '-01', '%Y-%m-%d')::date as usage_month, "Reporting Date"::date as reported_on, trim("Store") as store,
    'distrokid' as distributor, ${platform} as platform, "Title" as title, "Quantity"::bigint as quantity,
    "Earnings (USD)"::decimal(38, 18) as earnings,
    lower(trim("Store")) = 'spotify' and "Earnings (USD)"::decimal(38, 18) < 0 and "Quantity"::bigint > 0 as is_fee
  from read_csv(${literal(join(dir, "dk_bank_details.csv"))}, header = true, all_varchar = true)`;

const feed = (dir: string): string => `
create table daily as
  with days as (from read_csv(${literal(join(dir, "tidy_daily_streams.csv"))}, header = true))
  select date as streamed_on, source as distributor, 'spotify' as platform, spotify_streams as streams from days
  union all select date, source, 'apple', apple_streams from days`;

/** Section 4: 60 days after the month's end; complete when 95% of the platform's value usually has come; default rates. */
const rules = (asOf: string): string => `
create table lag as
  with old as (
    select platform, earnings, reported_on - last_day(usage_month) as days from lines
    where earnings > 0 and usage_month <= date_trunc('month', (select max(reported_on) from lines)) - interval 4 months
  ),
  running as (select platform, days, sum(earnings) over (partition by platform order by days) as so_far, sum(earnings) over (partition by platform) as total from old)
  select platform, min(days) filter (where so_far >= total * 0.95) as p95 from running group by platform;
create table cells as
  with expected as (
    select date_trunc('month', streamed_on)::date as usage_month, distributor, platform, sum(streams) as units,
      case platform when 'spotify' then 0.002274 else 0.005771 end as rate from daily group by all
  ),
  actual as (
    select usage_month, distributor, platform, sum(case when is_fee then 0 else quantity end) as units, sum(earnings) as earnings,
      coalesce(sum(earnings) filter (where is_fee), 0) as fees from lines where reported_on <= date '${asOf}' group by all
  )
  select e.usage_month, e.distributor, e.platform, e.units as expected_units, e.rate, e.units * e.rate as expected, coalesce(a.units, 0) as actual_units,
    coalesce(a.earnings, 0) as actual, coalesce(a.fees, 0) as fees, a.earnings is not null as has_lines,
    (last_day(e.usage_month) + 60)::date as expected_on, (last_day(e.usage_month) + lag.p95::integer)::date as complete_on,
    date '${asOf}' as as_of, least(date '${asOf}', (select max(reported_on) from lines)) as known_through
  from expected e left join actual a using (usage_month, distributor, platform) join lag on lag.platform = e.platform`;

/** Opens the oracle over a data folder, as things stood on `asOf` (ISO day). */
export async function openRawCsv(dir: string, asOf = "2025-11-20"): Promise<Database> {
  const db = await openDatabase();
  await db.run(`${statements(dir)};${feed(dir)};${rules(asOf)}`);
  return db;
}
