/** kpi_monthly: one row per usage month × distributor × platform × currency: the feed and the statements side by side. */
import type {Mart} from "./mart.js";

export const kpiMonthly: Mart = {
  name: "kpi_monthly",
  grain: "one row per usage month × distributor × platform × currency",
  key: ["usage_month", "distributor", "platform", "currency"],
  orderBy: "usage_month, distributor, platform, currency",
  columns: {
    usage_month: "month in which it was streamed or sold (first day)",
    distributor: "who reports it",
    platform: "platform of the daily feed or of the statements",
    currency: "currency of every amount",
    stream_count: "streams in the daily feed; 0 with day_count 0 where the feed has none of this platform",
    statement_units: "units in statements, without fee rows",
    earnings: "earnings in statements, fees included; 0 with line_count 0 where nothing came",
    fees: "earnings of the fee lines",
    line_count: "statement lines",
    expected_default: "streams × reference rate; empty where the feed has none of this platform",
    expected_observed: "streams × observed rate; empty in the same place",
    day_count: "days of the month in the daily feed",
    missing_day_count: "days among them whose 0 looks like a missing report",
    is_complete: "the month has been reported in full, by the platform's usual lag"
  },
  sql: `
with feed as (
  select daily.usage_month, daily.distributor, daily.platform, coalesce(rates.currency, 'USD') as currency,
    sum(daily.stream_count)::bigint as stream_count, count(*) as day_count, count(*) filter (daily.is_missing) as missing_day_count
  from daily_streams as daily
  left join platform_rates as rates using (platform)
  group by all
)
select usage_month, distributor, platform, currency, coalesce(feed.stream_count, 0) as stream_count,
  coalesce(cells.unit_count, 0) as statement_units, coalesce(cells.earnings, 0)::decimal(38, 18) as earnings,
  coalesce(cells.fees, 0)::decimal(38, 18) as fees, coalesce(cells.line_count, 0) as line_count,
  cells.expected_default, cells.expected_observed, coalesce(feed.day_count, 0) as day_count,
  coalesce(feed.missing_day_count, 0) as missing_day_count, coalesce(cells.is_complete, false) as is_complete
from feed
full join revenue_cells as cells using (usage_month, distributor, platform, currency)`
};
