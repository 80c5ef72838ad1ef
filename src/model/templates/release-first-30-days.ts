/** What a release did in its first thirty days: streams of the label around the day, its own statement lines by month and platform. */
import {chart, figure, prose, rows, select, table, template} from "./template.js";

export const releaseFirst30Days = template("release-first-30-days", "Release: the first 30 days", "What changed when a release came out: daily streams thirty days before and after, and what its own tracks earned in their first months.", [
  select("release", "Release", `
select release_id, any_value(title) || ', ' || any_value(artist) || ' (' || strftime(min(release_on), '%Y-%m-%d') || ')' as label
from releases where release_on <= (select max(streamed_on) - 29 from daily_streams)
group by release_id order by min(release_on) <= (select max(usage_month) from statement_lines) desc, min(release_on) desc`),
  rows("chosen", `
select any_value(title) as title, any_value(artist) as artist, min(release_on) as released_on, count(*)::integer as tracks
from releases where release_id = :release`),
  rows("days", `
select d.streamed_on, (d.streamed_on - c.released_on)::integer as day, sum(d.stream_count)::bigint as streams, bool_or(d.is_missing) as is_missing
from daily_streams d, chosen c
where d.streamed_on between c.released_on - 30 and c.released_on + 29
group by d.streamed_on, c.released_on`),
  table("around", "Thirty days before and after", `
select avg(streams) filter (where day < 0 and not is_missing) as mean_day_before,
  avg(streams) filter (where day >= 0 and not is_missing) as mean_day_after,
  100 * (avg(streams) filter (where day >= 0 and not is_missing) / nullif(avg(streams) filter (where day < 0 and not is_missing), 0) - 1) as change_pct,
  max(streams) filter (where day >= 0) as best_day_streams,
  count(*) filter (where is_missing)::integer as days_with_missing_reports
from days`),
  prose(`
*${figure("chosen", "title")}* by ${figure("chosen", "artist")} came out on ${figure("chosen", "released_on", "day")} with ${figure("chosen", "tracks", "count")} track(s). In the thirty days that followed, the whole label had ${figure("around", "mean_day_after", "count")} streams a day, ${figure("around", "change_pct", "amount")}% against the thirty days before.

The daily feed knows no tracks: the change is that of the whole label, and other releases, campaigns and the season are in it. Days with a missing report are left out of the means.`),
  table("daily", "Daily streams around the release", "select streamed_on, day, streams, is_missing from days order by streamed_on"),
  chart("daily", {mark: "line", x: "day", y: "streams", title: "Streams a day, whole label; day 0 is the release"}),
  prose(`
## Its own tracks on the statements

Statements know tracks but only whole months. The first of these months is a part of one, and the newest may still be filling up.`),
  rows("lines", `
select l.usage_month, l.platform, l.currency, l.title, l.earnings, case when l.unit_kind = 'fee' then 0 else l.unit_count end as units
from statement_lines l
join (select distinct isrc from releases where release_id = :release and isrc <> '') t on t.isrc = l.isrc
join chosen c on l.usage_month between date_trunc('month', c.released_on) and c.released_on + interval 3 month`),
  table("first_months", "First months by platform", `
select usage_month, platform, currency, sum(earnings) as earnings, sum(units)::bigint as units
from lines group by usage_month, platform, currency order by usage_month, earnings desc`),
  chart("first_months", {mark: "bar", x: "usage_month", y: "earnings", color: "platform", stack: "zero", aggregate: "sum", facet: "currency", title: "Earnings of its tracks by usage month"}),
  table("tracks", "Tracks over these months", `
select title, currency, sum(earnings) as earnings, sum(units)::bigint as units, sum(earnings)::double / nullif(sum(units), 0)::double as earnings_per_unit
from lines group by title, currency order by earnings desc`)
]);
