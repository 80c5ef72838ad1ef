/** payments: one row per usage month × distributor × platform × currency: what is due, what came, on the as-of date. */
import {asOf, sumMoney, type Mart} from "./mart.js";

/** Lines have come, and they reach 95% of what was expected or the platform's usual wait is over. */
const settled = (expected: string): string =>
  `(line_count > 0 and (${expected} is null or arrived * 20 >= ${expected} * 19 or ${asOf} >= complete_on))`;

const status = (settledColumn: string): string => `case
    when ${settledColumn} then 'PAID'
    when expected_on <= ${asOf} - 30 then 'OVERDUE'
    when expected_on <= ${asOf} then 'DUE'
    when expected_on <= ${asOf} + 30 then 'DUE_SOON'
    else 'PENDING'
  end`;

const outstanding = (settledColumn: string, expected: string): string =>
  `case when ${settledColumn} then 0 else greatest(coalesce(${expected}, 0) - arrived, 0) end::decimal(38, 18)`;

export const payments: Mart = {
  name: "payments",
  grain: "one row per usage month × distributor × platform × currency with something expected or reported",
  key: ["usage_month", "distributor", "platform", "currency"],
  orderBy: "usage_month, distributor, platform, currency",
  columns: {
    usage_month: "month in which it was streamed (first day)",
    distributor: "who pays",
    platform: "platform of the daily feed or of the statements",
    currency: "currency of every amount",
    expected_on: "end of the month plus payment terms",
    expected_default: "streams × reference rate; empty where the daily feed has none of this platform",
    expected_observed: "streams × observed rate; empty in the same place",
    arrived: "earnings reported up to the as-of date",
    first_reported_on: "date of the first statement up to the as-of date",
    last_reported_on: "date of the last statement up to the as-of date",
    line_count: "statement lines up to the as-of date",
    complete_on: "from this day the month counts as fully reported, by the platform's usual lag",
    is_covered_by_statements: "the distributor has sent statements at all",
    status: "PAID, OVERDUE, DUE, DUE_SOON or PENDING on the as-of date, by the reference rates",
    status_observed: "the same by the observed rates",
    outstanding_default: "what is still to come, by the reference rates; 0 when PAID",
    outstanding_observed: "the same by the observed rates"
  },
  // Nothing expected and nothing reported is not a payment, so such a cell has no row.
  sql: `
with came as (
  select usage_month, distributor, platform, currency, ${sumMoney("earnings")} as arrived, sum(line_count)::bigint as line_count,
    min(reported_on) as first_reported_on, max(reported_on) as last_reported_on
  from arrivals
  where reported_on <= ${asOf}
  group by usage_month, distributor, platform, currency
),
cells as (
  select cells.usage_month, cells.distributor, cells.platform, cells.currency, cells.expected_on, cells.expected_default,
    cells.expected_observed, coalesce(came.arrived, 0)::decimal(38, 18) as arrived, came.first_reported_on, came.last_reported_on,
    coalesce(came.line_count, 0)::bigint as line_count, cells.complete_on, cells.is_covered as is_covered_by_statements
  from revenue_cells as cells
  left join came using (usage_month, distributor, platform, currency)
  where cells.line_count > 0 or cells.expected_default <> 0 or cells.expected_observed <> 0
),
judged as (select *, ${settled("expected_default")} as settled, ${settled("expected_observed")} as settled_observed from cells)
select * exclude (settled, settled_observed), ${status("settled")} as status, ${status("settled_observed")} as status_observed,
  ${outstanding("settled", "expected_default")} as outstanding_default,
  ${outstanding("settled_observed", "expected_observed")} as outstanding_observed
from judged`
};
