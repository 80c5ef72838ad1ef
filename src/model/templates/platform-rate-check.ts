/** What each platform really pays per unit, beside the rate that estimates use. */
import {chart, figure, prose, range, rows, select, table, template} from "./template.js";

export const platformRateCheck = template("platform-rate-check", "Platform rate check", "What each platform has really paid per unit in complete months, against the reference rate that estimates use, and where the two have drifted apart.", [
  range("months", "Complete months looked at", 3, 24, 1, 12),
  range("tolerance", "Tolerated difference (%)", 1, 30, 1, 5),
  rows("complete", `
select platform, currency, usage_month, rate, earnings, unit_count, reference_rate
from rates_observed
where is_complete and unit_count > 0
qualify row_number() over (partition by platform, currency order by usage_month desc) <= :months`),
  table("rates", "Observed against reference rate", `
select platform, currency, sum(earnings)::double / sum(unit_count)::double as observed_rate, max(reference_rate)::double as reference_rate,
  100 * (sum(earnings)::double / sum(unit_count)::double / nullif(max(reference_rate), 0)::double - 1) as difference_pct,
  case when max(reference_rate) is null then 'no reference' when abs(100 * (sum(earnings)::double / sum(unit_count)::double / nullif(max(reference_rate), 0)::double - 1)) <= :tolerance then 'within' else 'outside' end as verdict,
  count(*)::integer as months, sum(unit_count)::bigint as units, sum(earnings) as earnings
from complete group by platform, currency order by earnings desc`),
  rows("summary", `
select count(*) filter (where verdict = 'outside')::integer as outside, count(*)::integer as platforms,
  arg_max(platform, case when verdict = 'outside' then earnings end) as largest
from rates`),
  prose(`
${figure("summary", "outside", "count")} of ${figure("summary", "platforms", "count")} platforms pay a rate outside the band around their reference rate. The largest of them by money is ${figure("summary", "largest")}.

Rates are sums of money over sums of units, never means of monthly rates. Units are what the statement counts: streams, and for some platforms video views. A rate outside the band is a reason to update \`rates.csv\`, which every estimate of the workspace uses, or to ask the distributor.`),
  chart("rates", {mark: "bar", x: "platform", y: "difference_pct", title: "Observed against reference rate, in percent"}),
  select("platform", "Platform", "select platform from rates group by platform order by sum(earnings) desc"),
  table("history", "One platform, month by month", `
select usage_month, 'observed' as kind, rate::double as rate, currency from complete where platform = :platform
union all
select usage_month, 'reference', reference_rate::double, currency from complete where platform = :platform and reference_rate is not null
order by 1, 2`),
  chart("history", {mark: "line", x: "usage_month", y: "rate", color: "kind", facet: "currency", title: "Rate per unit of the platform chosen"})
]);
