/** The words of the grammar: metrics and dimensions of the catalog with their synonyms, and the words that build a question. */
import {dimensionNames, dimensions, type DimensionName} from "../catalog/dimensions.js";
import {metrics, type MetricName} from "../metrics.js";
import type {Unit} from "./time-words.js";
import {nameWords} from "./words.js";

/** What a phrase means; `filler` says nothing that changes the answer. */
export type Meaning =
  | {kind: "metric"; name: MetricName}
  | {kind: "dimension"; name: DimensionName; plural: boolean}
  | {kind: "unit"; unit: Unit; plural: boolean}
  | {kind: "grain"; unit: Unit}
  | {kind: "order"; direction: "asc" | "desc"}
  | {kind: "aggregate"; name: "mean" | "latest" | "sum"}
  | {kind: "compare"; how: "previous" | "year_before"}
  | {kind: "calendar"; name: "usage" | "statement" | "paid"}
  | {kind: "basis"; name: "default" | "observed"}
  | {kind: "growth"; direction: "up" | "down" | "any"}
  | {kind: "by" | "which" | "when" | "count" | "versus" | "compare-verb" | "not" | "and" | "share" | "running" | "other" | "future" | "due" | "pay" | "cash" | "filler"};

const one = (meaning: Meaning, phrases: string): [string, Meaning][] => phrases.split(",").map((phrase) => [phrase.trim(), meaning]);

const STRUCTURE: [string, Meaning][] = [
  ...one({kind: "by"}, "by, per, per each, by each, for each, for every, in each, in every, of each, on each, from each, each, every, split by, broken down by, break down by, breakdown by, divided by, grouped by, group by, across, separately by, by individual"),
  ...one({kind: "which"}, "which, which of the, which of our, what are the, in which, on which, from which, for which"),
  ...one({kind: "when"}, "when, on what date, what date, what day, which date, by when"),
  ...one({kind: "count"}, "number of, count of, the number of"),
  ...one({kind: "versus"}, "vs, versus, against, compared to, compared with, in comparison to, in comparison with, relative to, as against, than"),
  ...one({kind: "compare-verb"}, "compare, comparison of, compare the"),
  ...one({kind: "not"}, "excluding, except, except for, exclude, without, other than, but not, not, not counting, apart from, leaving out, not from, not on, not in, not including, outside of, outside, all but, everything but, besides"),
  ...one({kind: "and"}, "and, or, as well as, and also, plus"),
  ...one({kind: "share"}, "share of, share, percentage of, percent of, proportion of, fraction of, part of, what percent of, what percentage of, what share of, what part of, percentage, as a share, as a percentage, in percent, shares"),
  ...one({kind: "running"}, "running total, running total of, cumulative, cumulatively, accumulated, running"),
  ...one({kind: "other"}, "and the rest, and others, and other, with others, with other, with the rest, rest as other, and everything else"),
  ...one({kind: "future"}, "will, going to, expect to, forecast, forecasted, predicted, projected, prediction, upcoming, are expecting, do we expect, can we expect, should we expect"),
  ...one({kind: "pay"}, "pay, pays, paying, get paid, be paid, is paid, payment, payments, pay out, pay us, pays us, payday, pay date, payment date, payment due, payment is due, pay me, gets paid, paid out, receive, receives, receive from"),
  ...one({kind: "cash"}, "cash, cash flow, cashflow, cash forecast, money coming in, cash to come, money to come, incoming cash"),
  ...one({kind: "due"}, "next payment, next payments, next payout, next payday, next payment date, payments due, payments are due, payments still due, upcoming payments, payment calendar, payments to come, due payments"),
  ...one({kind: "aggregate", name: "mean"}, "average, mean, avg, on average, the average"),
  ...one({kind: "aggregate", name: "sum"}, "sum, sum of, summed, added up, add up, combined, altogether"),
  ...one({kind: "aggregate", name: "latest"}, "latest, most recent, newest"),
  ...one({kind: "order", direction: "desc"}, "top, best, most, highest, biggest, largest, greatest, strongest, leading, maximum, max, best performing, top performing, best selling, the most, the best, the highest, number one, peak"),
  ...one({kind: "order", direction: "asc"}, "worst, lowest, least, smallest, fewest, bottom, weakest, minimum, min, worst performing, the least, the worst, the lowest, the fewest"),
  ...one({kind: "compare", how: "previous"}, "before, the period before, the previous period, previous period, the prior period, the preceding period, the same period before, the days before, the month before, the quarter before, the week before, the day before, the previous month, the previous quarter, the previous week, month over month, mom, week over week, wow, quarter over quarter, qoq, period over period, the one before"),
  ...one({kind: "compare", how: "year_before"}, "a year ago, a year earlier, one year ago, a year before, one year before, the year before, the previous year, the prior year, the same period last year, same period last year, the same period a year ago, the same time last year, same time last year, the same month last year, the same month a year ago, the same days last year, the same quarter last year, same quarter last year, same month last year, year over year, year on year, yoy, y per y, the same period of last year, same period a year ago"),
  ...one({kind: "calendar", name: "statement"}, "reported, by statement month, by statement date, statement calendar, on the statement calendar, by reporting date, by reporting month, on statements"),
  ...one({kind: "calendar", name: "usage"}, "by usage month, usage calendar, on the usage calendar, by sale month, by usage"),
  ...one({kind: "basis", name: "observed"}, "at observed rates, on the observed basis, observed basis, with observed rates, at the observed rates, using observed rates"),
  ...one({kind: "basis", name: "default"}, "at default rates, on the default basis, default basis, with default rates, at the default rates, using default rates"),
  ...one({kind: "growth", direction: "up"}, "grew, grow, grown, growing, increase, increased, rise, rose, went up, gone up, go up, gain, gained, growth in, growth of, growth, increase in"),
  ...one({kind: "growth", direction: "down"}, "fell, fall, fallen, declined, decline, decreased, decrease, drop, dropped, shrank, shrink, went down, gone down, go down, lost, decline in, drop in, decrease in"),
  ...one({kind: "growth", direction: "any"}, "change, changed, change in, change of, develop, difference in"),
  ...one({kind: "grain", unit: "day"}, "daily, day by day, by the day, a day, per day, each day, every day, by day, by date, per date"),
  ...one({kind: "grain", unit: "week"}, "weekly, week by week, a week, per week, each week, every week, by week"),
  ...one({kind: "grain", unit: "month"}, "monthly, month by month, a month, per month, each month, every month, by month, by calendar month, over time, trend, trend of, month to month"),
  ...one({kind: "grain", unit: "quarter"}, "quarterly, quarter by quarter, a quarter, per quarter, each quarter, every quarter, by quarter"),
  ...one({kind: "grain", unit: "year"}, "yearly, annual, annually, year by year, a year, per year, each year, every year, by year, per annum"),
  ...(["day", "week", "month", "quarter", "year"] as const).flatMap((unit) => [...one({kind: "unit", unit, plural: false}, unit), ...one({kind: "unit", unit, plural: true}, `${unit}s`)]),
  ...one({kind: "filler"}, `what, whats, how, how much, how much money, how many, is, are, was, were, be, been, being, do, does, did, has, have, had, having, the, a, an, our, ours, my, we, i, us, me, you, can, could you, can you, of, in, on, at, for, to, from, with,
    please, show, show me, give, give me, tell, tell me, list, display, get, gets, got, getting, come, comes, came, come from, comes from, came from, coming from, come in, came in, there, label, the label, total, in total, whole, overall total, figure, figures, number, amount, amounts,
    only, just, all, see, want, know, i want to know, i would like to know, would like to see, i would like to see, look up, generated, generate, generates, brought, bring, bring in, brought in, brings, collected, collect, through, via, using, thanks, hi, hello, report, data for, stand, stands, among, within, let me see, breakdown, a breakdown of, breakdown of, split, statistics, stats, numbers, performance of, our label, table of, chart of, graph of, plot, chart, did we get, have we, so, then, ok, okay, exactly, currently have`)
];

/** Ways to say a metric beyond the catalog's own synonyms. */
const SAID: Partial<Record<MetricName, string>> = {
  total_streams: "stream, streamed, streaming, play, played, stream counts, play count, play counts, total streams, plays on the feed",
  total_revenue: "revenues, earn, earns, earned, earning, earnings, make, makes, made, making, revenue earned, earnings total, royalty, royalties, incomes, revenue generated",
  earnings: "confirmed earnings, earnings on statement lines",
  revenue_per_stream: "earn per stream, earned per stream, earnings per stream, earnings from a stream, pay per stream, pays per stream, paid per stream, payout per stream, per stream payout, per stream rate, make per stream, made per stream, income per stream, money per stream, royalty per stream, royalties per stream, per stream revenue, per stream earnings, revenue from one stream, one stream worth, a stream worth, stream worth, average revenue per stream, average earnings per stream, average rate per stream, average pay per stream, revenue for one stream, revenue by stream",
  expected_revenue: "expected to earn, expected income, expected royalties, revenue expected, revenue we expected, estimated earnings, expected money",
  outstanding: "outstanding amount, outstanding money, outstanding revenue, outstanding payments, outstanding balance, owe, owes, owe us, owes us, owed to us, money owed, unpaid revenue, not yet paid, not been paid, unpaid money, unpaid amount, receivables, amount outstanding, amount owed, still owed, still owe, still owes, still outstanding",
  overdue_amount: "overdue amount, overdue payments, overdue payment, overdue money, overdue revenue, payments overdue, amount overdue, payments are overdue, late payment, payments are late, money is late, paying late, late with payments, late to pay, payments late",
  paid_amount: "been paid, have been paid, paid amount, paid so far, paid already, were paid, was paid, paid us, paid to us, paid in total, got paid",
  payment_lag_days: "lag days, days to pay, payment lag days, how long to pay, days until paid, how many days to pay, how long does it take to pay, take to pay, takes to pay, time to pay, reporting lags, delays, payment delays, take to report, takes to report, how long does, how long do, lags",
  variance_pct: "variance pct, variance in percent, variance in percentage",
  listeners: "people listened, people listen, people listened to, people listen to, spotify listeners, listener count, number of listeners, spotify unique listeners",
  followers: "follow, people follow, people are following, followers on spotify, number of followers, spotify follower count",
  follower_growth: "follower growth, growth of followers, growth in followers, followers growth, followers gain, gain followers, gained followers, gain in followers, follower gains, new spotify followers",
  video_views: "tiktok video views, viewed, tiktok video view, views on tiktok, video views on tiktok",
  engagement_rate: "tiktok engagement rate, engagement rate on tiktok, social engagement rate",
  ad_spend: "spent, spending, spent on ads, spend on ads, spent on advertising, spend on advertising, spent on marketing, spend on marketing, meta ad spend, facebook ad spend, meta ads spend, facebook ads spend, ads cost, cost of ads, ad budget spent, spent on meta ads, spend on meta ads, spent on facebook ads, spent on campaigns, advertising cost, advertising costs, ad costs, marketing cost, marketing costs",
  cost_per_click: "average cost per click, costs per click, price per click, pay per click, spend per click",
  click_through_rate: "clickthrough, click through, average click through rate, average ctr",
  return_on_ad_spend: "return on spend, revenue per ad dollar, return of ads",
  impressions: "ad shown, ads shown",
  track_count: "tracks do we have, songs do we have, tracks have we released, songs have we released, tracks are there, songs are there, tracks in the catalogue, tracks in the catalog, tracks are in the catalogue, tracks are in our catalogue, tracks are in the catalog, tracks are in our catalog, tracks in our catalogue, tracks in our catalog, size of the catalogue, size of our catalogue, size of the catalog, size of our catalog",
  active_tracks: "tracks active, tracks are active, tracks were active, tracks were played, tracks had plays, tracks got plays, songs were active, songs active, tracks were streamed",
  growth_rate: "growth rate, streaming growth, growth rate of streams, stream growth rate, growth in streams, rate of growth of streams, streams growth",
  goal_attainment: "goal attainment, towards our goals, on our goals, progress on goals, goals reached, reached our goals, reach our goals, goal progress, on track for our goals, progress to goals, progress on our goals, doing on our goals, goals attained, goal reached",
  data_quality_score: "data quality score, quality of the data, quality of our data, good is the data, good is our data, good are the data, complete is the data, complete is our data, is the data complete, is our data complete, is the data good, is our data good, is the data reliable, reliable is the data, reliable is our data, trust the data, trust our data, trustworthy is the data, data completeness, data complete, data good, quality scores, healthy is the data, healthy is our data, trust the numbers, trust the figures, reliable is our data, reliable are the numbers, healthy is the data, is the data healthy, data healthy",
  deposits: "deposited, bank deposit, deposits in the bank, reached the bank, arrived at the bank, bank payouts, landed in the bank, in the bank, into the bank, arrive at the bank, received at the bank",
  gross_revenue: "revenue without fees, revenue excluding fees, gross income, earnings before fees, earnings without fees, earnings excluding fees",
  net_revenue: "earnings after fees, income after fees, net of fees, revenue net of fees",
  fees: "discovery mode fee, discovery mode costs, fees paid, paid in fees, pay in fees, paid for discovery mode, discovery mode"
};

/** Synonyms of metrics that a question uses in another sense, or that could mean two figures. */
const NOT_SAID = new Set(["how many tracks", "streams per day", "sales", "estimate", "ads", "paid", "quality", "actual", "net", "gross", "units", "growth", "like", "shared", "share", "expected", "rate by platform", "money", "how long until paid", "delay", "click"]);
/** The same for dimensions. */
const NO_DIMENSION = new Set(["show", "feed", "feeds", "file", "files", "state", "concert", "target", "targets", "units"]);

/** A bare word for a dimension whose plural reads the same as a metric keeps the metric. */
const PLURAL = (text: string): boolean => text.endsWith("s") && !/(status|tiktok)$/.test(text);

let table: Map<string, Meaning> | undefined;

const askable = (name: MetricName): boolean => metrics[name].measure !== undefined;

function catalogPhrases(): [string, Meaning][] {
  const said = (words: string) => nameWords(words).join(" ");
  const ofMetrics = (Object.keys(metrics) as MetricName[]).filter(askable).flatMap((name): [string, Meaning][] => {
    const {label, synonyms = []} = metrics[name];
    const phrases = [said(name.replaceAll("_", " ")), said(label), ...synonyms.filter((phrase) => !NOT_SAID.has(phrase)).map(said), ...(SAID[name]?.split(",").map((phrase) => phrase.trim()) ?? [])];
    const both = [...phrases, ...phrases.filter((phrase) => /\btracks\b/.test(phrase)).map((phrase) => phrase.replace(/\btracks\b/, "songs"))];
    return both.filter((phrase) => !NOT_SAID.has(phrase) && !/ by |^share of | share of /.test(phrase) && !dimensionNames.includes(phrase as DimensionName)).map((phrase) => [phrase, {kind: "metric", name}]);
  });
  const ofDimensions = dimensionNames.flatMap((name): [string, Meaning][] =>
    [name.replaceAll("_", " "), ...dimensions[name].synonyms].filter((phrase) => !NO_DIMENSION.has(phrase)).map((phrase) => [said(phrase), {kind: "dimension", name, plural: PLURAL(phrase)}]));
  return [...ofDimensions, ...ofMetrics];
}

/** Every phrase of the grammar and what it means. A metric of the same name as a dimension wins; `total_revenue` wins over its twins. */
export function phrases(): ReadonlyMap<string, Meaning> {
  if (table) return table;
  const all = [...STRUCTURE, ...catalogPhrases()];
  const own = Object.entries(SAID).flatMap(([name, said]) => said.split(",").map((phrase): [string, Meaning] => [phrase.trim(), {kind: "metric", name: name as MetricName}]));
  return (table = new Map([...all, ...own, ...one({kind: "metric", name: "total_revenue"}, "revenue, earnings, earned, income, total revenue, royalties")]));
}

/** Words in the longest phrase. */
export const longestPhrase = (): number => Math.max(...[...phrases().keys()].map((phrase) => phrase.split(" ").length));

/** Phrases of one word: a value made of them alone must stand in quotes or beside its dimension's name. */
export function grammarWords(): ReadonlySet<string> {
  return (known ??= new Set([...phrases().keys()].filter((phrase) => !phrase.includes(" "))));
}
let known: Set<string> | undefined;
