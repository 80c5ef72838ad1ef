/** Questions about streams, audience, ads, goals, data quality and payments, each group with hand-written SQL. As of 2025-11-20. */
import type {Answerable} from "./oracle.js";

const feed = (where = "true") => `from daily_streams where ${where}`;
const streams = (where?: string) => `select sum(stream_count) ${feed(where)}`;
const days = (from: string, to: string) => `streamed_on between date '${from}' and date '${to}'`;
const july = days("2025-07-01", "2025-07-31");
const y2025 = days("2025-01-01", "2025-12-31");
const seen = (from: string, to: string) => `observed_on between date '${from}' and date '${to}'`;
const spent = (from: string, to: string) => `level = 'ad' and spent_on between date '${from}' and date '${to}'`;

export const countQuestions: Answerable[] = [
  {sql: streams(), ask: ["total streams", "how many streams have we had", "how many plays did we get all time", "number of streams ever"]},
  {sql: streams(july), ask: ["streams in July 2025", "How many streams did we get in July 2025?", "plays in July 2025", "total streams for July 2025", "july 2025 strems"]},
  {sql: streams(`platform = 'spotify' and ${july}`), ask: ["Spotify streams in July 2025", "how many streams on Spotify in July 2025", "streams on spotfy in July 2025", "plays on Spotify in Jul 2025"]},
  {sql: streams(`platform = 'apple' and distributor = 'toolost' and ${july}`), ask: ["Apple Music streams from TooLost in July 2025", "TooLost Apple streams in July 2025"]},
  {sql: streams(`distributor <> 'toolost' and ${july}`), ask: ["streams excluding TooLost in July 2025", "July 2025 streams without TooLost"]},
  {sql: streams(days("2025-07-04", "2025-07-04")), ask: ["streams on 2025-07-04", "streams on 4 July 2025", "how many streams on July 4th, 2025", "streams on the 4th of July 2025"]},
  {sql: streams(days("2025-10-20", "2025-11-18")), ask: ["streams in the last 30 days", "how many streams did we get over the last 30 days", "streams past 30 days", "streams last thirty days"]},
  {sql: streams(days("2025-11-12", "2025-11-18")), ask: ["streams in the last 7 days", "streams last seven days"]},
  {sql: streams(days("2025-11-10", "2025-11-16")), ask: ["streams last week", "how many plays did we get last week"]},
  {sql: streams(days("2025-10-01", "2025-10-31")), ask: ["streams last month", "how many streams last month", "streams in October"]},
  {sql: streams(days("2025-11-01", "2025-11-20")), ask: ["streams this month", "streams in the current month", "streams month to date", "streams this month so far"]},
  {sql: streams(days("2025-08-01", "2025-10-31")), ask: ["streams in the last 3 months", "streams in the past three months"]},
  {sql: streams(days("2024-01-01", "2024-12-31")), ask: ["streams in 2024", "streams last year", "2024 plays"]},
  {sql: streams(days("2025-03-01", "2025-06-15")), ask: ["streams from 2025-03-01 to 2025-06-15", "streams between 1 March 2025 and 15 June 2025", "streams from March 1 to June 15, 2025"]},
  {sql: streams(days("2025-09-15", "2025-11-20")), ask: ["streams since 15 September 2025", "streams since 2025-09-15"]},
  {sql: streams(days("2025-11-18", "2025-11-18")), ask: ["streams on 18 November 2025", "streams in the last day"]},
  {sql: `select distributor, sum(stream_count) as total ${feed(days("2025-10-01", "2025-10-31"))} group by 1 order by total desc`, ask: ["streams by distributor in October 2025", "DistroKid vs TooLost streams in October 2025", "compare DistroKid and TooLost streams in October 2025", "streams per distributor last month"]},
  {sql: `select platform, sum(stream_count) as total ${feed(y2025)} group by 1 order by total desc`, ask: ["streams by platform in 2025", "Spotify vs Apple Music streams in 2025", "streams this year for each platform"]},
  {sql: `select date_trunc('month', streamed_on)::date::varchar, sum(stream_count) ${feed(days("2025-01-01", "2025-06-30"))} group by 1 order by 1`, ask: ["streams by month in H1 2025", "monthly streams from January to June 2025"]},
  {sql: `select streamed_on::varchar, sum(stream_count) ${feed(july)} group by 1 order by 1`, ask: ["daily streams in July 2025", "streams by day in July 2025", "streams per day in July 2025", "day by day streams for July 2025"]},
  {sql: `select date_trunc('month', streamed_on)::date::varchar, sum(stream_count) as total ${feed(y2025)} group by 1 order by total desc limit 1`, ask: ["which month had the most streams in 2025", "best month for streams in 2025", "in which month did we get the most plays this year"]},
  {sql: `select streamed_on::varchar, sum(stream_count) as total ${feed()} group by 1 order by total desc limit 3`, ask: ["top 3 days by streams", "best three days for streams"]},
  {sql: `select sum(stream_count) filter (where ${days("2025-10-20", "2025-11-18")}), sum(stream_count) filter (where ${days("2025-09-20", "2025-10-19")}) ${feed("platform = 'spotify'")}`, ask: ["spotify streams last 30 days vs before", "Spotify streams in the last 30 days compared to the previous period"]},
  {sql: `select sum(stream_count) filter (where ${july}), sum(stream_count) filter (where ${days("2024-07-01", "2024-07-31")}) ${feed()}`, ask: ["streams in July 2025 vs last year", "streams July 2025 vs July 2024", "July 2025 streams compared to the same month last year"]},
  {sql: `select sum(stream_count) filter (where platform = 'apple')::double / sum(stream_count)::double ${feed(y2025)}`, part: "share", ask: ["what percentage of streams comes from Apple Music in 2025", "Apple Music's share of streams this year"]},
  {sql: `select sum(stream_count) from audience_daily where artist = 'PIG1987' and ${seen("2025-07-01", "2025-07-31")}`, ask: ["Spotify streams of PIG1987 in July 2025", "how many streams did PIG1987 get on Spotify in July 2025"]},
  {sql: "select max_by(follower_count, observed_on) from audience_daily where artist = 'PIG1987'", ask: ["how many followers does PIG1987 have", "followers of PIG1987", "PIG1987's followers now", "Spotify followers of PIG1987", "how many people follow PIG1987"]},
  {sql: "select artist, max_by(follower_count, observed_on) as n from audience_daily group by 1 order by n desc", ask: ["followers by artist", "how many followers do we have"]},
  {sql: `select max_by(follower_count, observed_on) from audience_daily where artist = 'ZONE A0' and ${seen("2025-07-01", "2025-07-31")}`, ask: ["followers of ZONE A0 in July 2025"]},
  {sql: `select sum(d) from (select observed_on, follower_count - lag(follower_count) over (order by observed_on) as d from audience_daily where artist = 'PIG1987' and follower_count is not null) where ${seen("2025-10-01", "2025-10-31")}`, ask: ["new followers of PIG1987 in October 2025", "follower growth of PIG1987 last month", "followers gained by PIG1987 in October 2025", "how many followers did PIG1987 gain last month", "how much did PIG1987's followers grow in October 2025"]},
  {sql: `select avg(listener_count) from audience_daily where artist = 'PIG1987' and ${seen("2025-07-01", "2025-07-31")}`, ask: ["average listeners of PIG1987 in July 2025", "average daily listeners of PIG1987 in July 2025", "mean listeners for PIG1987 in July 2025"]},
  {sql: "select listener_count from audience_daily where artist = 'ZONE A0' and observed_on = date '2025-07-04'", ask: ["listeners of ZONE A0 on 2025-07-04", "how many listeners did ZONE A0 have on 4 July 2025"]},
  {sql: `select sum(video_view_count) from tiktok_daily where ${seen("2025-10-01", "2025-10-31")}`, ask: ["video views in October 2025", "TikTok views last month", "how many TikTok video views in October 2025"]},
  {sql: `select artist, sum(video_view_count) as n from tiktok_daily where ${seen("2025-10-01", "2025-10-31")} group by 1 order by n desc`, ask: ["video views by artist in October 2025", "TikTok video views per artist last month"]},
  {sql: `select (sum(like_count) + sum(comment_count) + sum(share_count))::double / sum(video_view_count)::double from tiktok_daily where artist = 'PIG1987' and ${seen("2025-07-01", "2025-07-31")}`, ask: ["engagement rate of PIG1987 in July 2025", "TikTok engagement of PIG1987 in July 2025"]},
  {sql: `select sum(like_count) from tiktok_daily where ${seen("2025-07-01", "2025-07-31")}`, ask: ["likes in July 2025", "TikTok likes in July 2025"]},
  {sql: `select sum(spend) from ad_daily where ${spent("2025-10-01", "2025-10-31")}`, ask: ["ad spend in October 2025", "how much did we spend on ads last month", "advertising costs in October 2025", "what did we spend on Meta ads in October 2025", "marketing spend last month"]},
  {sql: `select campaign_name, sum(spend) as n from ad_daily where ${spent("2025-01-01", "2025-12-31")} group by 1 order by n desc`, ask: ["ad spend by campaign in 2025", "how much did we spend on each campaign this year"]},
  {sql: `select sum(spend)::double / sum(click_count)::double from ad_daily where ${spent("2025-01-01", "2025-12-31")}`, ask: ["cost per click in 2025", "cpc this year", "average cost per click in 2025"]},
  {sql: `select sum(click_count)::double / sum(impression_count)::double from ad_daily where ${spent("2025-10-01", "2025-10-31")}`, ask: ["click through rate in October 2025", "ctr last month", "click-through rate last month"]},
  {sql: `select sum(click_count) from ad_daily where ${spent("2025-10-01", "2025-10-31")}`, ask: ["ad clicks in October 2025", "clicks last month", "Meta ads clicks in October 2025"]},
  {sql: `select (select sum(earnings) from statement_lines where usage_month between date '2025-01-01' and date '2025-06-01')::double / (select sum(spend) from ad_daily where ${spent("2025-01-01", "2025-06-30")})::double`, ask: ["return on ad spend in H1 2025", "ROAS in the first half of 2025"]},
  {sql: "select count(distinct isrc) from releases", ask: ["how many tracks do we have", "number of tracks", "how many songs are in our catalogue", "track count"]},
  {sql: "select count(distinct isrc) from statement_lines where unit_count > 0 and isrc <> '' and usage_month between date '2025-01-01' and date '2025-12-01'", ask: ["active tracks in 2025"]},
  {sql: "select score from quality_scores where dataset = 'daily_streams'", ask: ["data quality of daily_streams", "data quality score of dataset \"Daily streams\""]},
  {sql: "select dataset, score from quality_scores where score is not null", ask: ["how good is the data", "is the data complete", "data quality by dataset", "can I trust the data", "how good is our data?", "data quality score"]},
  {sql: "select metric || ' ' || period || ' ' || scope, null from goals", part: "first", ask: ["how are we doing on our goals", "goal attainment", "goals", "progress towards goals"]},
  {sql: "select platform, sum(earnings)::double / sum(stream_count)::double as r from kpi_monthly where usage_month <= date '2025-08-01' and platform in ('spotify', 'apple') and distributor = 'distrokid' group by 1 order by r desc", ask: ["revenue per stream by platform", "how much does each platform pay per stream", "earnings per stream for each platform"]},
  {sql: "select platform, sum(earnings)::double / sum(stream_count)::double as r from kpi_monthly where usage_month <= date '2025-08-01' and platform in ('spotify', 'apple') and distributor = 'distrokid' group by 1 order by r desc limit 1", ask: ["which platform pays the most per stream", "which platform pays best per stream"]},
  {sql: "select sum(earnings)::double / sum(stream_count)::double from kpi_monthly where usage_month <= date '2025-08-01' and platform = 'spotify' and distributor = 'distrokid'", ask: ["how much does Spotify pay per stream", "revenue per stream on Spotify", "Spotify's rate per stream", "what do we earn per stream on Spotify"]},
  {sql: "select median_days from store_lags where store = 'Spotify'", ask: ["payment lag of store \"Spotify\"", "reporting lag of store Spotify"]},
  {sql: "select sum(outstanding_default) from payments where distributor = 'distrokid'", ask: ["what is outstanding", "how much is outstanding", "outstanding from DistroKid", "how much does DistroKid owe us", "how much are we owed", "current outstanding"]},
  {sql: "select coalesce(sum(outstanding_default) filter (where status = 'OVERDUE'), 0) from payments where distributor = 'distrokid'", ask: ["what is overdue", "how much is overdue", "overdue amount", "overdue from DistroKid"]},
  {sql: "select sum(arrived) from payments where status = 'PAID'", ask: ["paid amount", "how much has been paid", "how much have we been paid"]},
  {sql: "select sum(variance) from reconciliation where basis = 'default' and status in ('MATCHED', 'VARIANCE') and usage_month = date '2025-07-01'", ask: ["variance in July 2025", "variance for July"]},
  {sql: "select sum(variance)::double / sum(expected)::double from reconciliation where basis = 'default' and status in ('MATCHED', 'VARIANCE') and usage_month = date '2025-07-01' and platform = 'spotify'", ask: ["variance % of Spotify in July 2025", "variance percentage on Spotify in July 2025", "variance pct for spotify in July 2025"]}
];
