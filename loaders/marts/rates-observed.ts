/** rates_observed: one row per usage month × platform × currency: what a unit earned. */
import {isComplete, sumMoney, type Mart} from "./mart.js";

/** Rounded to 12 decimals. NULL without units, or where the quotient is no rate at all (a million per unit). */
const perUnit = (money: string, units: string): string =>
  `case when ${units} > 0 then try_cast(${money}::double / ${units} as decimal(18, 12)) end`;

export const ratesObserved: Mart = {
  name: "rates_observed",
  grain: "one row per usage month × platform × currency, in the currency of the platform's reference rate",
  key: ["usage_month", "platform", "currency"],
  orderBy: "usage_month, platform, currency",
  columns: {
    usage_month: "month in which it was streamed or sold (first day)",
    platform: "platform of the store, or unmapped",
    currency: "currency of earnings and rates",
    earnings: "earnings of all lines, fees included, all distributors",
    unit_count: "units, without fee rows",
    rate: "earnings per unit in this month; empty without units",
    trailing_earnings: "earnings over the complete ones of the 12 months up to this one",
    trailing_units: "units over the same months: the sample size",
    trailing_months: "how many of the 12 months are complete",
    trailing_rate: "trailing earnings per unit",
    is_complete: "every distributor with lines in this month has reported it in full",
    reference_rate: "the default rate per stream"
  },
  sql: `
with months as (
  select cells.usage_month, cells.platform, cells.currency, ${sumMoney("cells.earnings")} as earnings,
    sum(cells.unit_count)::bigint as unit_count, bool_and(${isComplete("cells.usage_month")}) as is_complete
  from statement_cells as cells
  join distributor_calendar as calendar on calendar.distributor = cells.distributor
  left join platform_lags as lags
    on lags.distributor = cells.distributor and lags.platform = cells.platform and lags.currency = cells.currency
  group by cells.usage_month, cells.platform, cells.currency
),
trailed as (
  select *,
    coalesce(sum(case when is_complete then earnings end) over past_year, 0)::decimal(38, 18) as trailing_earnings,
    coalesce(sum(case when is_complete then unit_count end) over past_year, 0)::bigint as trailing_units,
    count(case when is_complete then 1 end) over past_year as trailing_months
  from months
  window past_year as (
    partition by platform, currency order by usage_month range between interval 11 months preceding and current row
  )
)
select usage_month, trailed.platform, trailed.currency, earnings, unit_count, ${perUnit("earnings", "unit_count")} as rate,
  trailing_earnings, trailing_units, trailing_months, ${perUnit("trailing_earnings", "trailing_units")} as trailing_rate,
  is_complete, coalesce(own.rate, fallback.rate) as reference_rate
from trailed
left join reference_rates as own on own.platform = trailed.platform
left join reference_rates as fallback on fallback.platform = 'default'
where trailed.currency = coalesce(own.currency, fallback.currency, 'USD')`
};
