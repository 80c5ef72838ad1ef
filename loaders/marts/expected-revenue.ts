/** expected_revenue: one row per streamed day × distributor × platform: what the streams should earn. */
import {timesRate, type Mart} from "./mart.js";

export const expectedRevenue: Mart = {
  name: "expected_revenue",
  grain: "one row per streamed day × distributor × platform",
  key: ["streamed_on", "distributor", "platform"],
  orderBy: "streamed_on, distributor, platform",
  columns: {
    streamed_on: "day of streaming",
    distributor: "who reports the streams",
    platform: "spotify, apple or other",
    usage_month: "month of the day (first day)",
    stream_count: "streams on that day",
    currency: "currency of the rates and of what is expected",
    rate_default: "reference rate per stream",
    expected_default: "streams × reference rate, exact",
    rate_observed: "own earnings per unit over 12 complete months up to the last complete one; empty when there is none",
    is_observed_fallback: "no observed rate: the reference rate stands in",
    expected_observed: "streams × observed rate (or its stand-in), exact",
    expected_payment_on: "the day plus the distributor's payment terms"
  },
  sql: `
select daily.streamed_on, daily.distributor, daily.platform, daily.usage_month, daily.stream_count, rates.currency,
  rates.default_rate as rate_default,
  ${timesRate("daily.stream_count", "rates.default_rate")} as expected_default,
  rates.observed_rate as rate_observed,
  rates.observed_rate is null as is_observed_fallback,
  ${timesRate("daily.stream_count", "coalesce(rates.observed_rate, rates.default_rate)")} as expected_observed,
  daily.expected_payment_on
from daily_streams as daily
join platform_rates as rates using (platform)`
};
