/** How long statements take: days from the end of the usage month to the statement's date, weighted by value. */
import {sumMoney, type Helper} from "./mart.js";

/** Contract term where neither the distributor nor `other` has one (DOMAIN.md section 4). */
export const DEFAULT_DELAY_DAYS = 60;
/** Younger months may still have pieces to come, which would make the lag look shorter than it is. */
const SETTLED_MONTHS = 4;

/** Terms and last statement per distributor; `statements_through` is NULL for one without statements. */
export const distributorCalendar: Helper = {
  name: "distributor_calendar",
  sql: `
create table distributor_calendar as
  with sent as (select distributor, max(reported_on) as statements_through from arrivals group by distributor),
  terms as (select distributor, min(delay_days) as delay_days from payment_terms group by distributor)
  select known.distributor,
    coalesce(terms.delay_days, (select delay_days from terms where distributor = 'other'), ${DEFAULT_DELAY_DAYS})::integer as delay_days,
    sent.statements_through
  from (select distributor from sent union select distributor from staged_daily) as known
  left join sent using (distributor)
  left join terms using (distributor);`
};

/** CTEs `settled` (the rollup's usage months that are old enough to have arrived whole) and `days` (their value per day of lag). */
const lagDays = (by: string): string => `
  settled as (
    select ${by}, (reported_on - last_day(usage_month))::bigint as lag_days, usage_month, positive_earnings,
      date_diff('month', usage_month, date_trunc('month', reported_on)::date) as month_lag
    from line_rollup join distributor_calendar using (distributor)
    where positive_earnings > 0
      and usage_month <= (date_trunc('month', statements_through) - to_months(${SETTLED_MONTHS}))::date
  ),
  daily as (select ${by}, lag_days, ${sumMoney("positive_earnings")} as value from settled group by all),
  days as (
    select *, sum(value) over (partition by ${by} order by lag_days) as value_so_far, sum(value) over (partition by ${by}) as total
    from daily
  )`;

/** Smallest lag by which at least `share` (a fraction a/b) of the value had arrived: exact and deterministic. */
const quantile = (a: number, b: number): string => `min(lag_days) filter (value_so_far * ${b} >= total * ${a})`;

/** P50, P80 and P95 by `by` (comma-separated columns), as CTEs that end in `lags`; `settled` stays usable. */
export const lagQuantiles = (by: string): string => `${lagDays(by)},
  quantiles as (
    select ${by}, ${quantile(1, 2)} as median_days, ${quantile(4, 5)} as p80_days, ${quantile(19, 20)} as p95_days
    from days group by ${by}
  ),
  months as (select ${by}, count(distinct usage_month) as usage_month_count from settled group by ${by}),
  lags as (from quantiles join months using (${by}))`;

/** Measured P95 per distributor × platform × currency; absent where fewer than 4 months were measured (terms apply then). */
export const platformLags: Helper = {
  name: "platform_lags",
  sql: `
create table platform_lags as
  with ${lagQuantiles("distributor, platform, currency")}
  select distributor::varchar as distributor, platform::varchar as platform, currency::varchar as currency, p95_days
  from lags
  where usage_month_count >= ${SETTLED_MONTHS};`
};
