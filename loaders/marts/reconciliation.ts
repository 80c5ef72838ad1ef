/** reconciliation: one row per usage month × distributor × platform × rate basis × currency: expected beside actual. */
import {asOf, timesRate, type Mart} from "./mart.js";

/** A variance below one part in this many of what was expected is a match (5%). */
const MATCH_PARTS = 20;

/** Actual is NULL for a distributor without statements: no data is not minus 100%. */
const sides = (basis: "default" | "observed"): string => `
  select usage_month, distributor, platform, '${basis}' as basis, currency, is_covered, is_complete, expected_on,
    first_reported_on, last_reported_on, coalesce(line_count, 0)::bigint as line_count,
    expected_units, case when expected_units is not null then rate_${basis} end as expected_rate, expected_${basis} as expected,
    case when is_covered then coalesce(unit_count, 0)::bigint end as actual_units,
    case when is_covered then coalesce(earnings - fees, 0)::decimal(38, 18) end as gross,
    case when is_covered then coalesce(fees, 0)::decimal(38, 18) end as fees
  from revenue_cells`;

const status = `case
    when expected is null then 'NO_FEED'
    when not is_covered then 'NO_STATEMENT'
    when expected_on > ${asOf} or not is_complete then 'AWAITING'
    when variance = 0 or abs(variance) * ${MATCH_PARTS} < abs(expected) then 'MATCHED'
    else 'VARIANCE'
  end`;

export const reconciliation: Mart = {
  name: "reconciliation",
  grain: "one row per usage month × distributor × platform × rate basis × currency",
  key: ["usage_month", "distributor", "platform", "basis", "currency"],
  orderBy: "usage_month, distributor, platform, basis, currency",
  columns: {
    usage_month: "month in which it was streamed (first day)",
    distributor: "who reports the streams and sends the statements",
    platform: "platform of the daily feed or of the statements",
    basis: "which rate: default (reference) or observed",
    currency: "currency of every amount",
    expected_units: "streams in the daily feed; empty where the feed has none of this platform",
    expected_rate: "rate per stream on this basis",
    expected: "expected_units × expected_rate",
    actual_units: "units in statements, without fee rows; empty where the distributor sent no statements",
    gross: "earnings of the lines that are no fees",
    fees: "earnings of the fee lines",
    actual: "gross + fees",
    variance: "actual - expected; empty where one side is missing",
    volume_effect: "(actual_units - expected_units) × expected_rate",
    rate_effect: "gross - expected_rate × actual_units",
    fee_effect: "fees; volume, rate and fee effects sum to the variance exactly",
    variance_pct: "variance in % of expected; empty when nothing was expected",
    status: "MATCHED (below 5%), VARIANCE, AWAITING (not due or not complete), NO_STATEMENT or NO_FEED (left out of the variance)",
    is_complete: "the month has been reported in full, by the platform's usual lag",
    expected_payment_on: "end of the month plus payment terms",
    first_reported_on: "date of the first statement with such a line",
    last_reported_on: "date of the last statement with such a line",
    line_count: "statement lines"
  },
  sql: `
with sides as (${sides("default")}
  union all${sides("observed")}
),
compared as (
  select *, gross + fees as actual, gross + fees - expected as variance,
    ${timesRate("actual_units - expected_units", "expected_rate")} as volume_effect,
    gross - ${timesRate("actual_units", "expected_rate")} as rate_effect,
    case when expected is not null then fees end as fee_effect
  from sides
)
select usage_month, distributor, platform, basis, currency, expected_units, expected_rate, expected, actual_units, gross, fees,
  actual, variance, volume_effect, rate_effect, fee_effect,
  case when expected <> 0 then variance::double / expected::double * 100 end as variance_pct,
  ${status} as status, is_complete, expected_on as expected_payment_on, first_reported_on, last_reported_on, line_count
from compared`
};
