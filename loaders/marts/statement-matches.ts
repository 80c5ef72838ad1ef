/** statement_matches: one row per distributor × currency × period of statements: the lines, the statement's own total, and the bank, with typed causes. */
import {asOf, sumMoney, type Mart} from "./mart.js";

/** Days a deposit may take where too few are known to learn it, and how much later than usual is still no alarm. */
const DEFAULT_DAYS = 45;
const GRACE_DAYS = 7;
/** A part that is missing from a statement that was paid in part may still come for this long. */
const SPLIT_DAYS = 31;
/** Dated rates may be this old: banks quote none on weekends and holidays. */
const RATE_AGE_DAYS = 7;
/** A usual deduction needs this many deposits, three quarters of them within this share of the median. */
const LEAST_FEES = 4;
const FEE_SPREAD = 0.0025;

const money = (sql: string): string => `(${sql})::decimal(38, 18)`;
const belongs = (row: string, day: string): string => `${row}.distributor = p.distributor and ${row}.currency = p.currency and ${row}.${day} between p.statement_from_on and p.statement_to_on`;
/** Newest rate on or before a day, in units of `to` per unit of `from`; the inverse pair serves as well. */
const rateOn = (day: string): string => `(select max_by(x, (rate_on, is_direct)) from quoted where quoted.from_currency = c.currency and quoted.to_currency = c.paid_currency and rate_on between ${day} - ${RATE_AGE_DAYS} and ${day})`;

const sums = `
quoted as (
  select rate_on, from_currency, to_currency, rate::double as x, true as is_direct from staged_fx_rates where rate > 0
  union all select rate_on, to_currency, from_currency, 1 / rate::double, false from staged_fx_rates where rate > 0
),
deposits as (
  select c.*, case when paid_currency = currency then 1 else ${rateOn("to_on")} end as rate_stated, case when paid_currency = currency then 1 else ${rateOn("paid_on")} end as rate_paid
  from settlement_claims as c where kind = 'payout'
),
paid as (
  select p.distributor, p.currency, p.statement_from_on, count(*) as payout_count, count(distinct from_on) as claimed_count, min(paid_on) as first_paid_on, max(paid_on) as last_paid_on, bool_or(is_assumed) as is_period_assumed,
    string_agg(distinct paid_currency, ', ' order by paid_currency) as paid_currency, string_agg(distinct nullif(reference, ''), ', ' order by nullif(reference, '')) as payout_references,
    case when count(distinct paid_currency) = 1 then sum(amount) end as received,
    case when count(rate_stated) = count(*) and count(rate_paid) = count(*) then ${sumMoney("case when paid_currency = c.currency then amount else round(amount::double / rate_stated, 9)::decimal(38, 18) end")} end as received_amount,
    ${sumMoney("case when paid_currency = c.currency then 0 else coalesce(round(amount::double * (1 / rate_stated - 1 / rate_paid), 9), 0)::decimal(38, 18) end")} as fx_amount
  from settlement_periods as p join deposits as c on ${belongs("c", "from_on")} group by p.distributor, p.currency, p.statement_from_on
),
stated as (
  select p.distributor, p.currency, p.statement_from_on, ${sumMoney("t.total")} as stated_total, ${sumMoney("t.fee")} as fee, ${sumMoney("t.tax")} as tax
  from settlement_periods as p join (select *, statement_from_on as from_on from staged_statement_totals) as t on ${belongs("t", "from_on")} group by p.distributor, p.currency, p.statement_from_on
),
lines as (
  select p.distributor, p.currency, p.statement_from_on, min(d.reported_on) as first_reported_on, max(d.reported_on) as last_reported_on,
    sum(d.line_count)::bigint as line_count, count(distinct date_trunc('month', d.reported_on)) as statement_count, ${sumMoney("d.earnings")} as lines_total,
    bool_and(exists (from staged_statement_totals as t where t.distributor = d.distributor and t.currency = d.currency and d.reported_on between t.statement_from_on and t.statement_to_on)) as is_whole_total
  from settlement_periods as p join settlement_days as d on ${belongs("d", "reported_on")} group by p.distributor, p.currency, p.statement_from_on
)`;

/** Stores that reported in each of the three periods before and not in this one, with what they usually bring. */
const absent = `
by_store as (
  select p.distributor, p.currency, p.statement_from_on, r.store, sum(r.earnings)::double as earnings
  from settlement_periods as p
  join (select distributor::varchar as distributor, currency::varchar as currency, store::varchar as store, reported_on, sum(earnings) as earnings from line_rollup where reported_on <= ${asOf} group by all) as r on ${belongs("r", "reported_on")}
  group by p.distributor, p.currency, p.statement_from_on, r.store
),
places as (select distributor, currency, statement_from_on, row_number() over (partition by distributor, currency order by statement_from_on) as place from lines),
placed as (select by_store.*, place from by_store join places using (distributor, currency, statement_from_on)),
absent as (
  select n.distributor, n.currency, n.statement_from_on, string_agg(store, ', ' order by store) as missing_stores, sum(usual) as usual_amount
  from (select n.distributor, n.currency, n.statement_from_on, b.store, avg(b.earnings) as usual
    from places as n join placed as b on b.distributor = n.distributor and b.currency = n.currency and b.place between n.place - 3 and n.place - 1
    where not exists (from placed as h where h.distributor = n.distributor and h.currency = n.currency and h.place = n.place and h.store = b.store)
    group by all having count(*) = 3) as n
  group by n.distributor, n.currency, n.statement_from_on
)`;

/** What the distributor usually keeps back and how long it takes, learned from its own settled periods. */
const usual = `
joined as (
  select p.distributor, p.currency, p.statement_from_on, p.statement_to_on, p.has_carried, first_reported_on, last_reported_on, coalesce(line_count, 0)::bigint as line_count,
    greatest(coalesce(statement_count, 0), coalesce(claimed_count, 0))::bigint as statement_count, coalesce(lines_total, 0)::decimal(38, 18) as lines_total,
    case when coalesce(is_whole_total, true) then stated_total end as stated_total, fee, tax, coalesce(payout_count, 0)::bigint as payout_count, first_paid_on, last_paid_on, coalesce(is_period_assumed, false) as is_period_assumed,
    coalesce(paid_currency, '') as paid_currency, coalesce(payout_references, '') as payout_references, received, received_amount, coalesce(fx_amount, 0)::decimal(38, 18) as fx_amount,
    case when p.statement_to_on < ${asOf} then coalesce(missing_stores, '') else '' end as missing_stores, usual_amount
  from settlement_periods as p
  left join lines using (distributor, currency, statement_from_on) left join paid using (distributor, currency, statement_from_on)
  left join stated using (distributor, currency, statement_from_on) left join absent using (distributor, currency, statement_from_on)
),
kept as (
  select distributor, currency, 1 - (received_amount - fx_amount)::double / coalesce(stated_total, lines_total)::double as share
  from joined where payout_count > 0 and received_amount is not null and fee is null and tax is null and coalesce(stated_total, lines_total) > 0
),
middles as (select distributor, currency, count(*) as n, median(share) as middle from kept where share between -0.0001 and 0.5 group by distributor, currency),
fees as (
  select distributor, currency, case when n >= ${LEAST_FEES} and round(middle, 4) > 0 and count(*) filter (abs(share - middle) <= ${FEE_SPREAD}) * 4 >= n * 3 then round(middle, 4) else 0 end as usual_fee
  from middles join kept using (distributor, currency) group by distributor, currency, n, middle
),
waits as (
  select distributor, count(*) filter (payout_count > 0) as paid_count, case when count(*) filter (payout_count > 0 and line_count > 0) >= 3 then greatest(quantile_disc(first_paid_on - statement_to_on, 0.95) filter (payout_count > 0 and line_count > 0), 0) else ${DEFAULT_DAYS} end as wait_days
  from joined group by distributor
)`;

/** The causes one after the other; what none of them explains is the rest, so that they always add up. */
const causes = `
base as (
  select joined.*, coalesce(fees.usual_fee, 0) as usual_fee, waits.paid_count, (statement_to_on + waits.wait_days::integer + ${GRACE_DAYS})::date as due_on, payout_count = 0 as is_unpaid,
    -- without a total of its own, more money than the lines explain and a store that is missing says what the total must have been
    case when stated_total is null and missing_stores <> '' and payout_count > 0 and line_count > 0 and received_amount is not null
      then greatest((received_amount - fx_amount)::double / (1 - coalesce(fees.usual_fee, 0)) - lines_total::double, 0) else 0 end as implied
  from joined left join fees using (distributor, currency) join waits using (distributor)
),
totals as (
  select *, coalesce(stated_total, case when implied > 0.02 then lines_total + ${money("round(least(implied, 2 * greatest(usual_amount, 0)), 2)")} else lines_total end)::decimal(38, 18) as due_total from base
),
first_causes as (
  select *, case when missing_stores = '' or due_total <= lines_total then 0 else least(due_total - lines_total, round(2 * greatest(usual_amount, 0), 2)::decimal(38, 18)) end::decimal(38, 18) as missing_store_amount,
    case when is_unpaid or received_amount is null then 0 when fee is not null or tax is not null then -coalesce(fee, 0) when due_total > 0 then -round(due_total::double * usual_fee, 2) else 0 end::decimal(38, 18) as fee_guess,
    case when is_unpaid or received_amount is null then 0 else -coalesce(tax, 0) end::decimal(38, 18) as tax_amount
  from totals
),
rests as (select *, case when received_amount is null then 0 else received_amount - fx_amount - due_total - fee_guess - tax_amount end::decimal(38, 18) as rest from first_causes),
settled as (
  -- an inferred fee is rounded to the cent and so is each deposit: what that leaves belongs to it
  select *, case when fee is null and fee_guess <> 0 and abs(rest) < 0.016 * payout_count then fee_guess + rest else fee_guess end::decimal(38, 18) as fee_amount,
    case when is_unpaid and paid_count > 0 then -due_total else 0 end::decimal(38, 18) as lag_amount,
    case when not is_unpaid and rest < -0.05 * abs(due_total::double) and ${asOf} <= last_paid_on + ${SPLIT_DAYS} then rest else 0 end::decimal(38, 18) as split_amount
  from rests
),
compared as (
  select *, case when is_unpaid and paid_count > 0 then 0 when not is_unpaid then received_amount end::decimal(38, 18) - lines_total as difference from settled
),
judged as (
  select *, case when difference is not null then difference - missing_store_amount - fee_amount - tax_amount - fx_amount - lag_amount - split_amount end::decimal(38, 18) as unexplained_amount from compared
)`;

const status = `case
    when paid_count = 0 then 'NO_PAYOUTS'
    when not is_unpaid and received_amount is null then 'NO_RATE'
    when line_count = 0 and not is_unpaid then 'PAYOUT_ONLY'
    when is_unpaid and due_total <= 0 then 'CARRIED'
    when is_unpaid and ${asOf} <= due_on then 'AWAITING'
    when is_unpaid then 'UNPAID'
    when split_amount <> 0 then 'PART_PAID'
    when abs(unexplained_amount) <= greatest(0.02, 0.001 * abs(due_total::double)) then 'MATCHED'
    else 'DIFFERENCE'
  end`;

export const statementMatches: Mart = {
  name: "statement_matches",
  grain: "one row per distributor × currency × period of statements that was paid, or should be, in one or more deposits",
  key: ["distributor", "currency", "statement_from_on"],
  orderBy: "distributor, currency, statement_from_on",
  columns: {
    distributor: "who reports and pays",
    currency: "currency of the statement lines and of every amount but received",
    statement_from_on: "first day of the statements, by their date",
    statement_to_on: "last day of the statements",
    due_on: "by this day the deposit has usually come, with a week of grace",
    first_reported_on: "date of the first statement line",
    last_reported_on: "date of the last statement line",
    line_count: "statement lines",
    statement_count: "months with statements, or periods named by deposits if there are more",
    lines_total: "sum of the statement lines, exact",
    stated_total: "what statement_totals.csv says the statement comes to; empty where it says nothing of all its days",
    payout_count: "deposits",
    first_paid_on: "day of the first deposit",
    last_paid_on: "day of the last deposit",
    payout_references: "references on the bank statement",
    is_period_assumed: "a deposit names no period, so the month before it is taken",
    paid_currency: "currency of the deposits",
    received: "sum of the deposits in their own currency; empty for deposits in several",
    received_amount: "the same in the statement's currency at the dated rate of its last day; empty without a rate or a deposit",
    difference: "received_amount - lines_total; without a deposit, minus the lines; empty where nothing can be compared",
    missing_store_amount: "the statement's total has more than the lines, and a store that always reports is not among them",
    fee_amount: "deducted fee: as stated, or the share that this distributor usually keeps",
    tax_amount: "deducted tax, as stated",
    fx_amount: "change of the exchange rate between the statement's last day and the deposit; exactly 0 in one currency",
    lag_amount: "not paid yet, late when the status is UNPAID; or below zero and carried into a later statement",
    split_amount: "paid in part less than 32 days ago: the rest may still come",
    unexplained_amount: "what none of these explains; the seven add up to difference exactly",
    usual_fee_ppm: "share that this distributor usually keeps, learned from its deposits; 0 where there is none",
    is_fee_stated: "fee and tax come from statement_totals.csv",
    missing_stores: "stores that reported in each of the three periods before and not in this one",
    status: "MATCHED, DIFFERENCE, PART_PAID, AWAITING, UNPAID, CARRIED (below zero), PAYOUT_ONLY (no lines), NO_RATE or NO_PAYOUTS (nothing to compare with)"
  },
  sql: `
with ${sums},${absent},${usual},${causes}
select distributor, currency, statement_from_on, statement_to_on, due_on, first_reported_on, last_reported_on, line_count, statement_count, lines_total, stated_total, payout_count, first_paid_on, last_paid_on,
  payout_references, is_period_assumed, paid_currency, ${money("received")} as received, ${money("received_amount")} as received_amount, difference, missing_store_amount, fee_amount, tax_amount, fx_amount, lag_amount, split_amount, unexplained_amount,
  (round(usual_fee * 1000000))::bigint as usual_fee_ppm, coalesce(fee is not null or tax is not null, false) as is_fee_stated, missing_stores, ${status} as status
from judged`
};
