/** What came of one usage month: how much, from whom, against the month before, and what was late. */
import {chart, figure, prose, range, select, table, template} from "./template.js";

export const monthlyRoyaltyReview = template("monthly-royalty-review", "Monthly royalty review", "What one month of use has earned so far, against the month before: by platform, artist and country, with its fees and its late lines.", [
  select("month", "Usage month", `
select m.usage_month::varchar as month, strftime(m.usage_month, '%b %Y') || case when c.is_complete then '' else ' (still filling up)' end as label
from (select distinct usage_month from monthly_revenue) m
left join (select usage_month, bool_and(is_complete) as is_complete from kpi_monthly where line_count > 0 group by usage_month) c on c.usage_month = m.usage_month
order by c.is_complete desc, m.usage_month desc`),
  table("total", "The month and the month before, by currency", `
select currency,
  sum(case when usage_month = :month::date then earnings end) as earnings,
  sum(case when usage_month < :month::date then earnings end) as month_before,
  100 * (sum(case when usage_month = :month::date then earnings end)::double / nullif(sum(case when usage_month < :month::date then earnings end), 0)::double - 1) as change_pct,
  sum(case when usage_month = :month::date then fees end) as fees,
  sum(case when usage_month = :month::date then unit_count end)::bigint as units
from monthly_revenue
where usage_month between :month::date - interval 1 month and :month::date
group by currency order by earnings desc nulls last`),
  prose(`
The month has earned ${figure("total", "earnings", "money")} so far, ${figure("total", "change_pct", "amount")}% against the month before (${figure("total", "month_before", "money")}). Fees took ${figure("total", "fees", "money")} of it. Earnings are before tax, bank fees and exchange; with several currencies, these are the figures of the largest.

## Where it came from`),
  table("by_platform", "By platform", `
select platform, currency, sum(case when usage_month = :month::date then earnings end) as earnings,
  sum(case when usage_month < :month::date then earnings end) as month_before,
  coalesce(sum(case when usage_month = :month::date then earnings end), 0) - coalesce(sum(case when usage_month < :month::date then earnings end), 0) as difference
from monthly_revenue
where usage_month between :month::date - interval 1 month and :month::date
group by platform, currency having sum(abs(earnings)) > 0 order by abs(difference) desc`),
  chart("by_platform", {mark: "bar", x: "platform", y: "difference", title: "Change against the month before, by platform"}),
  table("by_artist", "By artist", `
select artist, currency, sum(earnings) as earnings, sum(unit_count)::bigint as units, sum(earnings)::double / nullif(sum(unit_count), 0)::double as earnings_per_unit
from monthly_revenue where usage_month = :month::date
group by artist, currency order by earnings desc`),
  range("countries", "Countries", 5, 50, 5, 10),
  table("by_country", "Largest countries", `
select country, currency, sum(earnings) as earnings, sum(unit_count)::bigint as units
from monthly_revenue where usage_month = :month::date
group by country, currency order by earnings desc, country limit :countries`),
  prose(`
## How it arrived

A month comes in pieces. Lines reported long after the others are worth a look before the month is closed.`),
  table("arrived", "Statement lines by the day they were reported", `
select reported_on, distributor, platform, currency, sum(earnings) as earnings, sum(line_count)::bigint as lines
from arrivals where usage_month = :month::date
group by reported_on, distributor, platform, currency order by reported_on desc, earnings desc`),
  table("thirteen_months", "Thirteen months to the month chosen", `
select usage_month, currency, sum(earnings) as earnings
from monthly_revenue where usage_month between :month::date - interval 12 month and :month::date
group by usage_month, currency order by usage_month, currency`),
  chart("thirteen_months", {mark: "bar", x: "usage_month", y: "earnings", facet: "currency", title: "Earnings by usage month"})
]);
