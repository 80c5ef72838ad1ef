/** "When does … pay for …": the expected days of usage months, as the payments table has them. */
import type {PaymentQuestion} from "./read-special.js";

const list = (count: number): string => Array.from({length: count}, () => "?::varchar").join(", ");

/** Runs on both engines; `params` fill its `?`, all text. Without months: what is due from the as-of date on. */
export function paymentsDue({distributors, period}: PaymentQuestion, asOf: string): {sql: string; params: string[]} {
  const where = [
    period ? "usage_month between ?::date and ?::date" : "expected_on >= ?::date and outstanding_default > 0",
    ...(distributors.length ? [`distributor in (${list(distributors.length)})`] : [])
  ];
  return {
    sql: `select distributor, usage_month::varchar as usage_month, expected_on::varchar as expected_on,
  coalesce(min(case when status <> 'PAID' then status end), 'PAID') as status,
  sum(expected_default) as expected, sum(arrived) as arrived, sum(outstanding_default) as outstanding, currency
from payments
where ${where.join("\n  and ")}
group by distributor, payments.usage_month, payments.expected_on, currency
order by payments.expected_on, distributor, currency`,
    params: [...(period ? [period.from, period.to] : [asOf]), ...distributors]
  };
}

/** What an answer must say about money that is estimated and dates that follow agreed terms. */
export const paymentLimits = ["The day follows the agreed terms (end of the usage month + delay), not the bank.", "Paid means that statement lines cover it. What is open is an estimate by the default rates."];
