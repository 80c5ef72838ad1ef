/** How much of the money comes from how few tracks, and what the rest still does. */
import {chart, figure, prose, range, rows, select, table, template} from "./template.js";

export const catalogLongTail = template("catalog-long-tail", "Catalog long tail", "How few tracks bring most of the money, how that has changed, and which tracks of the tail grow.", [
  range("share", "Share of the money called the head (%)", 50, 95, 5, 80),
  range("months", "Months looked at", 3, 36, 3, 12),
  select("currency", "Currency", "select currency from statement_lines group by currency order by sum(earnings) desc"),
  rows("last_month", "select max(usage_month) as month from kpi_monthly where line_count > 0 and is_complete"),
  rows("tracks", `
select l.artist, coalesce(nullif(l.title, ''), '(no title)') as title, sum(l.earnings)::double as earnings, sum(case when l.unit_kind = 'fee' then 0 else l.unit_count end)::bigint as units,
  sum(case when l.usage_month > m.month - interval 3 month then l.earnings else 0 end)::double as newest_three,
  sum(case when l.usage_month > m.month - interval 6 month and l.usage_month <= m.month - interval 3 month then l.earnings else 0 end)::double as three_before
from statement_lines l, last_month m
where l.currency = :currency and l.usage_month <= m.month and l.usage_month > m.month - to_months(:months)
group by l.artist, coalesce(nullif(l.title, ''), '(no title)') having sum(l.earnings) > 0`),
  rows("ranked", `
select *, row_number() over (order by earnings desc, title) as rank, 100 * sum(earnings) over (order by earnings desc, title rows unbounded preceding) / sum(earnings) over () as cumulative_pct
from tracks`),
  rows("head", `
select count(*) filter (where before < :share)::integer as head_tracks, count(*)::integer as tracks, 100.0 * count(*) filter (where before < :share) / nullif(count(*), 0) as head_pct, max(earnings) as largest, arg_max(title, earnings) as largest_title
from (select *, cumulative_pct - 100 * earnings / sum(earnings) over () as before from ranked) r`),
  prose(`
Of ${figure("head", "tracks", "count")} tracks with earnings, ${figure("head", "head_tracks", "count")} bring \${share}% of the money: ${figure("head", "head_pct", "amount")}% of the catalog. The largest is *${figure("head", "largest_title")}*. Only whole months count, up to ${figure("last_month", "month", "month")}.`),
  chart("ranked", {mark: "line", x: "rank", y: "cumulative_pct", title: "Share of the money (%) by number of tracks, the largest first"}),
  table("head_table", "The head", `
select rank::integer as rank, artist, title, earnings, cumulative_pct, units
from ranked where cumulative_pct - 100 * earnings / (select sum(earnings) from ranked) < :share order by rank`),
  prose("## What grows in the tail\n\nTracks outside the head whose newest three months earned more than the three before. Small sums jump easily: read the amounts, not only the change."),
  table("growing", "Growing tracks of the tail", `
select artist, title, newest_three, three_before, newest_three - three_before as difference, rank::integer as rank
from ranked where cumulative_pct > :share and newest_three > three_before order by difference desc, title limit 20`),
  chart("growing", {mark: "bar", x: "title", y: "difference", title: "Newest three months against the three before"})
]);
