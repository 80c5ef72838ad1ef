/** A statement for one artist: what their tracks earned in a period and whose share that is. */
import {chart, figure, prose, rows, select, table, template} from "./template.js";

const months = (order: string) => `
select distinct usage_month::varchar as month, strftime(usage_month, '%b %Y') as label, usage_month
from monthly_revenue order by usage_month ${order}`;

export const artistStatement = template("artist-statement", "Artist statement", "What one artist's tracks earned in a period, by track and platform, and how it splits between the parties of royalty_splits.csv.", [
  select("artist", "Artist", "select artist from monthly_revenue group by artist order by sum(earnings) desc"),
  select("from_month", "First usage month", months("asc")),
  select("to_month", "Last usage month", months("desc")),
  rows("lines", `
select usage_month, platform, title, isrc, currency, earnings, case when unit_kind = 'fee' then 0 else unit_count end as units
from statement_lines
where artist = :artist and usage_month between :from_month::date and :to_month::date`),
  table("total", "Total by currency", `
select currency, sum(earnings) as earnings, sum(units)::bigint as units, count(*)::bigint as lines, min(usage_month) as from_month, max(usage_month) as to_month
from lines group by currency order by earnings desc`),
  prose(`
From ${figure("total", "from_month", "month")} to ${figure("total", "to_month", "month")} the tracks of \${artist} earned ${figure("total", "earnings", "money")} with ${figure("total", "units", "count")} units. Amounts are the distributor's, before tax, bank fees and exchange. The newest months may still be filling up.`),
  table("by_track", "By track", `
select title, isrc, currency, sum(earnings) as earnings, sum(units)::bigint as units
from lines group by title, isrc, currency order by earnings desc`),
  rows("by_month", "select usage_month, platform, currency, sum(earnings) as earnings from lines group by all order by 1"),
  chart("by_month", {mark: "bar", x: "usage_month", y: "earnings", color: "platform", facet: "currency", stack: "zero", aggregate: "sum", title: "Earnings by usage month and platform"}),
  prose(`
## Shares

Each month's money goes by the split that was valid then: the track's own where it has one, else the artist's. Shares are shown with all their decimals; the payout rounds once, at its end. Lines without a split are listed as such.`),
  rows("months", `
select usage_month, isrc, currency, sum(earnings) as earnings from lines group by usage_month, isrc, currency`),
  rows("split_of", `
select m.usage_month, m.isrc, m.currency, m.earnings,
  coalesce(max(case when s.isrc = m.isrc and s.isrc <> '' then s.isrc end), '') as split_isrc,
  coalesce(max(case when s.isrc = m.isrc and s.isrc <> '' then s.valid_from_on end), max(case when coalesce(s.isrc, '') = '' then s.valid_from_on end)) as valid_from_on
from months m
left join royalty_splits s on s.artist = :artist and s.valid_from_on <= m.usage_month and (s.isrc = m.isrc or coalesce(s.isrc, '') = '')
group by m.usage_month, m.isrc, m.currency, m.earnings`),
  table("shares", "By party", `
select coalesce(s.party, 'no split in royalty_splits.csv') as party, m.currency,
  sum(m.earnings * coalesce(s.share_ppm, 1000000)::decimal(18, 0) / 1000000)::double as amount,
  min(coalesce(s.share_ppm, 1000000))::double / 10000 as lowest_share_pct, max(coalesce(s.share_ppm, 1000000))::double / 10000 as highest_share_pct
from split_of m
left join royalty_splits s on s.artist = :artist and coalesce(s.isrc, '') = m.split_isrc and s.valid_from_on = m.valid_from_on
group by 1, 2 order by amount desc`)
]);
