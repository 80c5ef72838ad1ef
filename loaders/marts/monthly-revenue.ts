/** monthly_revenue: one row per usage month × distributor × platform × artist × country × currency. */
import {sumMoney, type Mart} from "./mart.js";

export const monthlyRevenue: Mart = {
  name: "monthly_revenue",
  grain: "one row per usage month × distributor × platform × artist × country × currency",
  key: ["usage_month", "distributor", "platform", "artist", "country", "currency"],
  orderBy: "usage_month, distributor, platform, artist, country, currency",
  columns: {
    usage_month: "month in which it was streamed or sold (first day)",
    distributor: "who sent the statement",
    platform: "platform of the store, or unmapped",
    artist: "canonical artist",
    country: "country of sale as printed",
    currency: "currency of earnings and fees",
    stream_count: "streams, without fee rows",
    unit_count: "streams, downloads and views, without fee rows",
    line_count: "statement lines",
    earnings: "earnings of all lines, fees included",
    fees: "earnings of the fee lines",
    first_reported_on: "date of the first statement with such a line",
    last_reported_on: "date of the last statement with such a line"
  },
  sql: `
select usage_month, distributor, platform, artist, country, currency,
  coalesce(sum(unit_count) filter (unit_kind = 'stream'), 0)::bigint as stream_count,
  sum(unit_count)::bigint as unit_count,
  sum(line_count)::bigint as line_count,
  ${sumMoney("earnings")} as earnings,
  ${sumMoney("case when unit_kind = 'fee' then earnings else 0 end")} as fees,
  min(reported_on) as first_reported_on,
  max(reported_on) as last_reported_on
from line_rollup
group by usage_month, distributor, platform, artist, country, currency`
};
