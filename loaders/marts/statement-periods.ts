/**
 * Which statements and which bank deposits belong together, without guessing by amount: deposits and statement totals name
 * the days of the statements that they are about, and days that overlap are one period.
 */
import {asOf, sumMoney, type Helper} from "./mart.js";

/** Months without a deposit are a period of their own, cut where a named period begins or ends. */
const claims = `
create table settlement_days as
  select distributor, currency, reported_on, ${sumMoney("earnings")} as earnings, sum(line_count)::bigint as line_count
  from arrivals where reported_on <= ${asOf} group by distributor, currency, reported_on;
create table settlement_claims as
  with sent as (select distributor, currency, sum(line_count) as line_count from settlement_days group by all),
  main as (select distributor, max_by(currency, (line_count, currency)) as currency from sent group by distributor),
  -- a deposit in a currency that the distributor never reports in was exchanged from its main one
  paid as (
    select p.file_id, p.line, p.distributor, p.paid_on, p.amount, p.currency as paid_currency, coalesce(p.reference, '') as reference,
      coalesce(sent.currency, main.currency, p.currency) as currency,
      coalesce(p.statement_from_on, date_trunc('month', p.statement_to_on)::date, (date_trunc('month', p.paid_on) - interval 1 month)::date) as from_on,
      coalesce(p.statement_to_on, last_day(p.statement_from_on), last_day((date_trunc('month', p.paid_on) - interval 1 month)::date)) as to_on,
      p.statement_from_on is null and p.statement_to_on is null as is_assumed
    from payouts as p
    left join sent on sent.distributor = p.distributor and sent.currency = p.currency
    left join main on main.distributor = p.distributor
    where p.paid_on <= ${asOf}
  )
  select 'payout' as kind, file_id, line, distributor, currency, least(from_on, to_on) as from_on, greatest(from_on, to_on) as to_on, paid_on, amount, paid_currency, reference, is_assumed from paid
  union all by name
  select 'total' as kind, file_id, line, distributor, currency, statement_from_on as from_on, statement_to_on as to_on, false as is_assumed
  from staged_statement_totals where statement_from_on <= ${asOf};`;

/** Overlapping claims are merged (gaps and islands); what no claim covers falls into months. */
const periods = `
create table settlement_periods as
  with ordered as (
    select *, max(to_on) over (partition by distributor, currency order by from_on, to_on rows between unbounded preceding and 1 preceding) as reached from settlement_claims
  ),
  numbered as (
    select *, count(*) filter (reached is null or from_on > reached) over (partition by distributor, currency order by from_on, to_on rows unbounded preceding) as island from ordered
  ),
  islands as (select distributor, currency, min(from_on) as from_on, max(to_on) as to_on from numbered group by distributor, currency, island),
  loose as (
    select d.distributor, d.currency, d.reported_on,
      (select max(i.to_on) from islands as i where i.distributor = d.distributor and i.currency = d.currency and i.to_on < d.reported_on) as before_on,
      (select min(i.from_on) from islands as i where i.distributor = d.distributor and i.currency = d.currency and i.from_on > d.reported_on) as after_on
    from settlement_days as d
    where not exists (from islands as i where i.distributor = d.distributor and i.currency = d.currency and d.reported_on between i.from_on and i.to_on)
  ),
  months as (
    select distinct distributor, currency, greatest(date_trunc('month', reported_on)::date, (before_on + 1)::date) as from_on, least(last_day(reported_on), (after_on - 1)::date) as to_on from loose
  ),
  summed as (
    select p.*, coalesce(sum(d.earnings), 0) < 0 as is_negative
    from (select *, true as is_claimed from islands union all by name select *, false as is_claimed from months) as p
    left join settlement_days as d on d.distributor = p.distributor and d.currency = p.currency and d.reported_on between p.from_on and p.to_on
    group by all
  ),
  -- a statement below zero is not paid: it is carried into the next one that is
  carried as (
    select *, is_negative and not is_claimed as is_carried,
      first_value(case when not (is_negative and not is_claimed) then from_on end ignore nulls) over later as into_on,
      first_value(case when not (is_negative and not is_claimed) then is_claimed end ignore nulls) over later as into_claimed
    from summed
    window later as (partition by distributor, currency order by from_on rows between 1 following and unbounded following)
  )
  select distributor, currency, min(from_on) as statement_from_on, max(to_on) as statement_to_on, bool_or(is_carried and coalesce(into_claimed, false)) as has_carried
  from (select *, case when is_carried and coalesce(into_claimed, false) then into_on else from_on end as period from carried)
  group by distributor, currency, period;`;

/** `settlement_days`, `settlement_claims` and `settlement_periods`; periods of one distributor and currency never overlap. */
export const statementPeriods: Helper = {name: "statement_periods", sql: claims + periods};
