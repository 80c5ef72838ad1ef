/** store_lags: one row per distributor × store × currency: how long its money takes. */
import {lagQuantiles} from "./lags.js";
import {sumMoney, type Mart} from "./mart.js";

/** Share of value that had come by the n-th month, in ppm; differences of these always sum to 1,000,000. */
const ppmThrough = (month: number): string =>
  `coalesce(round(sum(positive_earnings) filter (month_lag <= ${month})::double / sum(positive_earnings)::double * 1000000), 0)::bigint`;

export const storeLags: Mart = {
  name: "store_lags",
  grain: "one row per distributor × store × currency",
  key: ["distributor", "store", "currency"],
  orderBy: "distributor, store, currency",
  columns: {
    distributor: "who sent the statement",
    store: "store as printed",
    currency: "currency of earnings",
    platform: "platform of the store, or unmapped",
    line_count: "statement lines, all months",
    earnings: "earnings, all months",
    agreed_days: "days after the end of the usage month in the payment terms",
    median_days: "days from the end of the usage month to the statement by which half of the value had come",
    p80_days: "the same for 80% of the value",
    p95_days: "the same for 95% of the value",
    month1_ppm: "share of value reported by the month after the usage month, in ppm",
    month2_ppm: "share of value reported two months after",
    month3_ppm: "share of value reported three months after",
    later_ppm: "share of value reported later; the four sum to 1,000,000",
    usage_month_count: "usage months measured: those at least 4 months older than the last statement"
  },
  sql: `
with ${lagQuantiles("distributor, store, currency")},
  shares as (
    select distributor, store, currency, ${ppmThrough(1)} as by1, ${ppmThrough(2)} as by2, ${ppmThrough(3)} as by3
    from settled group by distributor, store, currency
  ),
  totals as (
    select distributor, store, currency, min(platform) as platform, sum(line_count)::bigint as line_count,
      ${sumMoney("earnings")} as earnings
    from line_rollup group by distributor, store, currency
  )
select totals.distributor::varchar as distributor, totals.store::varchar as store, totals.currency::varchar as currency,
  totals.platform::varchar as platform, totals.line_count, totals.earnings, calendar.delay_days::bigint as agreed_days,
  lags.median_days, lags.p80_days, lags.p95_days,
  by1 as month1_ppm, by2 - by1 as month2_ppm, by3 - by2 as month3_ppm, 1000000 - by3 as later_ppm,
  coalesce(lags.usage_month_count, 0)::bigint as usage_month_count
from totals
join distributor_calendar as calendar on calendar.distributor = totals.distributor::varchar
left join (from lags join shares using (distributor, store, currency)) as lags
  on lags.distributor = totals.distributor and lags.store = totals.store and lags.currency = totals.currency`
};
