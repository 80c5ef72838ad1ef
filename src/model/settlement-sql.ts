/** SQL that the Settlement page and `npm run worklist` both run, in the dialect of both engines (DuckDB 0.9.1). No parameters. */

/** Rows of `statement_matches` as `StatementMatch`, the newest statements first. */
export const matchesSql = "select * from statement_matches order by statement_from_on desc, distributor, currency";

/** What late statements hold of each usage month, for `lateDeposits`. */
export const unpaidSql = `select a.distributor, a.platform, a.currency, a.usage_month, m.due_on, sum(a.earnings) as earnings
from statement_matches as m
join arrivals as a on a.distributor = m.distributor and a.currency = m.currency and a.reported_on between m.statement_from_on and m.statement_to_on
where m.status = 'UNPAID'
group by a.distributor, a.platform, a.currency, a.usage_month, m.due_on
order by a.usage_month, a.distributor, a.platform`;

/** All lines of the work list, oldest first, as `WorkEntry`. */
export const worklistSql = "select item, state, updated_on, note, updated_by from worklist order by updated_on, line";

/** Judged cells on the reference rates, as `JudgedCell`. */
export const judgedSql = `select usage_month, distributor, platform, currency, status, variance, variance_pct, volume_effect, rate_effect, fee_effect
from reconciliation where basis = 'default' and status in ('MATCHED', 'VARIANCE') order by usage_month, distributor, platform, currency`;

/** Money and units of complete months by platform and country, as `RateCellRow` with its currency. 15 months serve the rates and their drift. */
export const ratesSql = `with complete as (
  select usage_month, platform, currency, row_number() over (partition by platform, currency order by usage_month desc) as recency
  from rates_observed where is_complete
)
select m.platform, m.country, m.usage_month, m.currency, sum(m.unit_count) as unit_count, sum(m.earnings) as earnings
from monthly_revenue as m
join complete as c on c.usage_month = m.usage_month and c.platform = m.platform and c.currency = m.currency and c.recency <= 15
group by m.platform, m.country, m.usage_month, m.currency
order by m.platform, m.country, m.usage_month`;

/** Exchange rates by day, as `FxRate`. */
export const fxRatesSql = "select rate_on, from_currency, to_currency, rate from fx_rates order by rate_on, from_currency, to_currency";
