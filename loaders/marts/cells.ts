/** Expected beside actual, like with like: the common ground of reconciliation, payments and kpi_monthly. */
import {completeOn, isComplete, sumMoney, type Helper} from "./mart.js";

/**
 * One row per usage month × distributor × platform × currency of the feed or of the statements.
 * expected_* are NULL where the feed has nothing, statement columns are NULL where no line came.
 * is_covered: the distributor has sent statements in this currency. The feed's `other` is a remainder, which no
 * store reports under that name, so it is covered only where statements have a platform `other` themselves.
 */
export const revenueCells: Helper = {
  name: "revenue_cells",
  sql: `
create table revenue_cells as
  with expected as (
    select usage_month, distributor, platform, currency, sum(stream_count)::bigint as expected_units,
      max(rate_default) as rate_default, ${sumMoney("expected_default")} as expected_default,
      max(coalesce(rate_observed, rate_default)) as rate_observed, ${sumMoney("expected_observed")} as expected_observed
    from expected_revenue
    group by usage_month, distributor, platform, currency
  ),
  cells as (from expected full join statement_cells using (usage_month, distributor, platform, currency)),
  sent as (
    select distributor, currency, bool_or(platform = 'other') as sends_other from statement_cells group by distributor, currency
  )
  select cells.*, (last_day(cells.usage_month) + calendar.delay_days)::date as expected_on,
    ${completeOn("cells.usage_month")} as complete_on, ${isComplete("cells.usage_month")} as is_complete,
    case when cells.platform = 'other' then coalesce(sent.sends_other, false) else sent.distributor is not null end as is_covered
  from cells
  join distributor_calendar as calendar on calendar.distributor = cells.distributor
  left join platform_lags as lags
    on lags.distributor = cells.distributor and lags.platform = cells.platform and lags.currency = cells.currency
  left join sent on sent.distributor = cells.distributor and sent.currency = cells.currency;`
};
