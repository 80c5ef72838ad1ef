/** Questions about money, each group with hand-written SQL over the served tables: same columns, same order. As of 2025-11-20. */
import type {Answerable} from "./oracle.js";

const lines = (where = "true") => `from statement_lines where ${where}`;
const revenue = (where?: string) => `select sum(earnings) ${lines(where)}`;
const by = (columns: string, where = "true", rest = "") => `select ${columns}, sum(earnings) as total ${lines(where)} group by ${columns} ${rest}`;
const month = (text: string) => `usage_month = date '${text}-01'`;
const span = (from: string, to: string) => `usage_month between date '${from}-01' and date '${to}-01'`;
const y2025 = span("2025-01", "2025-12");
const y2024 = span("2024-01", "2024-12");
const q3 = span("2025-07", "2025-09");

export const moneyQuestions: Answerable[] = [
  {sql: revenue(), ask: ["total revenue", "how much have we earned", "what is our revenue of all time", "how much money have we made ever", "What did we earn so far?", "our total earnings to date", "total royalties since the beginning"]},
  {sql: revenue(month("2025-07")), ask: ["revenue in July 2025", "How much did we earn in July 2025?", "July 2025 revenue", "what was the revenue for july 2025", "earnings in 2025-07", "revenue in 07/2025", "income for July of 2025", "how much did we make in July 2025", "revenue in July", "please show me the revenue of july 2025", "total_revenue in july 2025", "revnue in Jul 2025"]},
  {sql: revenue(y2024), ask: ["revenue in 2024", "how much did we earn in 2024", "what was our total revenue in 2024?", "earnings for the year 2024", "2024 revenue", "royalties 2024", "revenue last year", "How much did we make last year?", "how much money did we make in 2024", "revenue from January to December 2024"]},
  {sql: revenue(y2025), ask: ["revenue in 2025", "revenue this year", "revenue year to date", "revenue ytd", "how much have we earned so far this year", "revenue since January 2025", "earnings this year so far"]},
  {sql: revenue(q3), ask: ["revenue in Q3 2025", "Q3 2025 revenue", "revenue for the third quarter of 2025", "revenue from July to September 2025", "revenue between July and September 2025", "revenue Jul–Sep 2025", "revenue last quarter", "revenue in 2025 Q3"]},
  {sql: revenue(span("2025-01", "2025-06")), ask: ["revenue in H1 2025", "revenue in the first half of 2025", "revenue from 2025-01-01 to 2025-06-30", "revenue from January through June 2025"]},
  {sql: revenue(span("2024-07", "2025-06")), ask: ["revenue in the 12 months to June 2025", "revenue for the twelve months ending June 2025", "how much did we earn from July 2024 to June 2025"]},
  {sql: revenue(span("2025-03", "2025-11")), ask: ["revenue since March 2025", "revenue since March", "revenue from March 2025 onwards"]},
  {sql: revenue("usage_month < date '2024-06-01'"), ask: ["revenue before June 2024", "revenue until May 2024", "revenue up to May 2024"]},
  {sql: revenue(month("2025-08")), ask: ["revenue in August", "revenue for Aug 2025"]},
  {sql: revenue(`platform = 'spotify' and ${month("2025-07")}`), ask: ["Spotify revenue in July 2025", "How much did we earn from Spotify in July 2025?", "revenue on spotify for july 2025", "july 2025 revenue from Spotfy", "revenue from platform Spotify in July 2025"]},
  {sql: revenue(`platform = 'apple' and ${y2025}`), ask: ["Apple Music revenue in 2025", "earnings from Apple this year", "how much did we make on Apple Music in 2025"]},
  {sql: revenue(`platform <> 'spotify' and ${y2025}`), ask: ["revenue excluding Spotify in 2025", "revenue without Spotify this year", "revenue in 2025 other than Spotify"]},
  {sql: revenue(`platform in ('spotify', 'apple') and ${y2024}`), ask: ["revenue from Spotify and Apple Music in 2024", "revenue on Apple or Spotify in 2024"]},
  {sql: revenue(`platform not in ('spotify', 'apple') and ${y2024}`), ask: ["revenue excluding Spotify and Apple Music in 2024", "2024 revenue without Apple and Spotify"]},
  {sql: revenue(`country = 'DE' and ${y2025}`), ask: ["revenue in Germany in 2025", "revenue from Germany this year", "How much did we earn in Germany in 2025?", "2025 earnings in germany", "revenue from Gemany in 2025"]},
  {sql: revenue("country = 'US'"), ask: ["revenue in the United States", "revenue from the USA", "how much did we earn in the US", "revenue in America"]},
  {sql: revenue("country = 'GB'"), ask: ["revenue in the UK", "revenue from the United Kingdom", "earnings in Great Britain"]},
  {sql: revenue("country = 'NA'"), ask: ["revenue in Namibia", "how much did we earn from Namibia"]},
  {sql: revenue(`country in ('DE', 'FR') and ${y2025}`), ask: ["revenue from Germany and France in 2025", "revenue in Germany or France this year"]},
  {sql: revenue(`country <> 'ZA' and ${y2024}`), ask: ["revenue outside South Africa in 2024", "2024 revenue excluding South Africa"]},
  {sql: revenue("title = 'Mud Sermon'"), ask: ["revenue of Mud Sermon", "how much did Mud Sermon earn", "How much have we made from the track Mud Sermon?", "Mud Sermon revenue", "revenue for \"Mud Sermon\"", "revenue of mud sermn"]},
  {sql: revenue(`title = 'Café Noir' and ${y2025}`), ask: ["revenue of Cafe Noir in 2025", "how much did Café Noir earn this year"]},
  {sql: revenue("title = 'Fold'"), ask: ["revenue of Fold", "how much did the song Fold make"]},
  {sql: revenue("title = 'Fold (Extended)'"), ask: ["revenue of Fold (Extended)", "revenue for the track \"Fold (Extended)\""]},
  {sql: revenue("title = 'Boerewors & Bass'"), ask: ["revenue of Boerewors & Bass", "revenue from Boerewors and Bass"]},
  {sql: revenue("title = 'Half-Life' and country = 'ZA'"), ask: ["revenue of Half-Life in South Africa", "how much did half life earn in South Africa"]},
  {sql: revenue(`artist = 'PIG1987' and ${y2025}`), ask: ["revenue of PIG1987 in 2025", "PIG1987's revenue this year", "how much did the artist PIG1987 earn in 2025", "2025 earnings for pig1987"]},
  {sql: revenue("artist = 'ZONE A0'"), ask: ["revenue of ZONE A0", "how much did zone_a0 earn", "ZONE A0's earnings"]},
  {sql: revenue(`artist = 'PIG1987' and platform = 'spotify' and country = 'US' and ${y2024}`), ask: ["Spotify revenue of PIG1987 in the US in 2024", "how much did PIG1987 earn on Spotify in the United States in 2024"]},
  {sql: revenue(`distributor = 'distrokid' and ${y2025}`), ask: ["revenue from DistroKid in 2025", "how much did we earn through DistroKid this year", "distrokid revenue 2025", "Distrokd revenue in 2025"]},
  {sql: revenue(`store = 'YouTube (Ads)' and ${y2024}`), ask: ["revenue from YouTube (Ads) in 2024", "revenue of store \"YouTube (Ads)\" in 2024"]},
  {sql: by("distributor", month("2025-07")), ask: ["revenue by distributor for July 2025", "July 2025 revenue per distributor", "revenue split by distributor in July 2025"]},
  {sql: by("platform", y2025, "order by total desc"), ask: ["revenue by platform in 2025", "revenue per platform this year", "earnings for each platform in 2025", "2025 revenue by service"]},
  {sql: by("country", y2024, "order by total desc"), ask: ["revenue by country in 2024", "2024 earnings by territory", "revenue per market in 2024"]},
  {sql: by("artist", y2025, "order by total desc"), ask: ["revenue by artist in 2025", "earnings per artist this year"]},
  {sql: by("platform, country", q3), ask: ["revenue by platform and country in Q3 2025"]},
  {sql: by("country", y2025, "order by total desc limit 5"), ask: ["top 5 countries by revenue in 2025", "top five countries by earnings this year", "which 5 countries earned the most in 2025", "the 5 best countries by revenue in 2025", "top 5 territories by revenue in 2025"]},
  {sql: by("country", "true", "order by total desc limit 1"), ask: ["which country earns the most", "top country by revenue"]},
  {sql: by("platform", y2024, "order by total desc limit 1"), ask: ["which platform made the most in 2024", "which platform earned us the most in 2024"]},
  {sql: by("platform", y2024, "order by total limit 3"), ask: ["worst 3 platforms by revenue in 2024", "bottom three platforms by revenue in 2024", "3 lowest earning platforms in 2024"]},
  {sql: `select coalesce(title, '') || ' · ' || coalesce(artist, '') as track, sum(earnings) as total ${lines(y2025)} group by 1 order by total desc limit 5`, ask: ["top 5 tracks by revenue in 2025", "top five songs by earnings this year", "which five tracks earned the most in 2025", "best 5 tracks by revenue in 2025"]},
  {sql: `select coalesce(title, '') || ' · ' || coalesce(artist, '') as track, sum(earnings) as total ${lines("country = 'ZA'")} group by 1 order by total desc limit 1`, ask: ["which track earned the most in South Africa", "top song by revenue in South Africa"]},
  {sql: `select coalesce(title, '') || ' · ' || coalesce(artist, '') as track, sum(earnings) as total ${lines("artist = 'ZONE A0'")} group by 1 order by total desc limit 10`, ask: ["top tracks of ZONE A0 by revenue", "which tracks of ZONE A0 earned the most", "top 10 tracks by revenue for ZONE A0"]},
  {sql: `select usage_month::varchar, sum(earnings) ${lines(y2024)} group by 1 order by 1`, ask: ["revenue by month in 2024", "monthly revenue 2024", "revenue per month last year", "month by month revenue for 2024", "revenue in 2024 by month", "revenue over time in 2024"]},
  {sql: `select date_trunc('quarter', usage_month)::date::varchar, sum(earnings) ${lines(y2024)} group by 1 order by 1`, ask: ["quarterly revenue in 2024", "revenue by quarter in 2024"]},
  {sql: `select usage_month::varchar, sum(earnings) as total ${lines(y2024)} group by 1 order by total desc limit 1`, ask: ["best month for revenue in 2024", "which month had the highest revenue in 2024", "in which month did we earn the most in 2024"]},
  {sql: `select usage_month::varchar, sum(earnings) as total ${lines(y2024)} group by 1 order by total limit 1`, ask: ["worst month for revenue in 2024", "which month had the lowest revenue in 2024"]},
  {sql: `select sum(earnings) filter (where ${month("2025-07")}), sum(earnings) filter (where ${month("2025-06")}) ${lines()}`, ask: ["revenue July 2025 vs June 2025", "revenue in July 2025 vs before", "July 2025 revenue compared to the month before", "revenue in July 2025 versus June 2025", "how much did revenue grow in July 2025"]},
  {sql: `select sum(earnings) filter (where ${month("2025-07")}), sum(earnings) filter (where ${month("2024-07")}) ${lines()}`, ask: ["revenue July 2025 vs July 2024", "revenue in July 2025 vs last year", "July 2025 revenue year over year", "revenue in July 2025 compared with a year ago", "revenue in July 2025 vs the same month last year"]},
  {sql: `select sum(earnings) filter (where ${span("2025-01", "2025-08")}), sum(earnings) filter (where ${span("2024-01", "2024-08")}) ${lines()}`, ask: ["revenue this year vs last year", "revenue year to date vs last year", "how much did revenue grow this year"]},
  {sql: `select sum(fees) from monthly_revenue where ${y2025}`, ask: ["fees in 2025", "discovery mode fees this year"]},
  {sql: `select sum(earnings) ${lines(`unit_kind <> 'fee' and ${y2025}`)}`, ask: ["gross revenue in 2025", "revenue before fees this year", "gross earnings 2025"]},
  {sql: revenue(month("2025-08")), ask: ["net revenue in August 2025", "revenue after fees in August 2025"]},
  {sql: `select sum(earnings) ${lines("reported_on between date '2025-07-01' and date '2025-07-31'")}`, ask: ["revenue reported in July 2025", "revenue by statement date in July 2025", "revenue in July 2025 on the statement calendar"]},
  {sql: `select sum(unit_count) ${lines(`title = 'Mud Sermon' and ${y2025}`)}`, ask: ["statement units of Mud Sermon in 2025", "paid units of Mud Sermon this year"]},
  {sql: `select sum(amount) from payouts where paid_on between date '2025-06-01' and date '2025-06-30'`, ask: ["deposits in June 2025", "bank deposits in June 2025", "how much arrived at the bank in June 2025", "payouts in June 2025"]},
  {sql: `select sum(amount) from payouts where paid_on between date '2025-01-01' and date '2025-11-20'`, ask: ["deposits this year", "bank deposits year to date"]},
  {sql: "select sum(expected_default) from expected_revenue where streamed_on between date '2025-10-01' and date '2025-10-31'", ask: ["expected revenue in October 2025", "expected earnings for October", "expected revenue last month"]},
  {sql: "select sum(expected_observed) from expected_revenue where streamed_on between date '2025-10-01' and date '2025-10-31'", ask: ["expected revenue in October 2025 at observed rates"]},
  {sql: "select sum(expected_default) from expected_revenue where distributor = 'toolost' and streamed_on between date '2025-10-01' and date '2025-10-31'", ask: ["expected revenue from TooLost in October 2025", "expected earnings from Too Lost in October"]},
  {sql: `select sum(earnings) filter (where platform = 'spotify') / sum(earnings) ${lines(y2025)}`, part: "share", ask: ["share of revenue from Spotify in 2025", "what percentage of revenue comes from Spotify this year", "Spotify's share of revenue in 2025", "what share of our 2025 revenue comes from Spotify"]},
  {sql: `select platform, sum(earnings) as total, sum(earnings)::double / (select sum(earnings)::double ${lines(y2025)}) ${lines(y2025)} group by 1 order by total desc`, ask: ["share of revenue by platform in 2025", "percentage of revenue per platform this year"]},
  {sql: `select usage_month::varchar, sum(earnings), sum(sum(earnings)) over (order by usage_month) ${lines(y2024)} group by usage_month order by 1`, ask: ["cumulative revenue by month in 2024", "running total of revenue in 2024"]},
  {sql: "select sum(earnings) from statement_lines where country in ('US', 'GB') and title = 'Static Bloom'", ask: ["revenue of Static Bloom in the US and the UK", "how much did Static Bloom earn in the United States or the United Kingdom"]}
];
