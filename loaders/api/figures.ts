/** Endpoints of figures: which request to the catalog each one is. */
import type {Part, TableRows} from "./part.js";

export interface FigureEndpoint {
  path: string;
  summary: string;
  /** One part: its rows are the data. Several: the data are an object with the rows of each. */
  parts: Readonly<Record<string, Part>>;
}

const one = (path: string, summary: string, part: Part): FigureEndpoint => ({path, summary, parts: {rows: part}});
const money = ["total_revenue", "gross_revenue", "fees", "statement_units", "revenue_per_unit"] as const;
const counts = ["video_views", "profile_views", "likes", "comments", "shares", "engagement_rate"] as const;

const delays: TableRows = {
  table: "store_lags", orderBy: "distributor, store, currency",
  columns: ["distributor", "store", "platform", "currency", "line_count", "earnings", "agreed_days", "median_days", "p80_days", "p95_days", "month1_ppm", "month2_ppm", "month3_ppm", "later_ppm", "usage_month_count"],
  calculation: "Days from the end of the usage month to the statement by which half, 80% and 95% of the value had come; shares by month in parts per million.",
  limitations: ["Only usage months at least 4 months older than the newest statement.", "The bank transfer follows the statement."]
};

const rates: TableRows = {
  table: "rates_observed", orderBy: "usage_month, platform, currency",
  columns: ["usage_month", "platform", "currency", "earnings", "unit_count", "rate", "trailing_rate", "trailing_units", "trailing_months", "reference_rate", "is_complete"],
  calculation: "Rate: earnings of the usage month, fees included, ÷ units of its lines that are no fees. Trailing rate: the same over the 12 complete months up to it.",
  limitations: ["Months that are not complete are still filling up.", "Units are what the statement counts: streams, and for Meta video views."]
};

export const figureEndpoints: readonly FigureEndpoint[] = [
  one("kpis/goals", "Goals with what is reached so far", {request: {metrics: ["goal_attainment", "goal_actual", "goal_target"], dimensions: ["goal"], order: {by: "goal", direction: "asc"}}}),
  one("revenue/platform", "Confirmed revenue by platform, all usage months", {request: {metrics: [...money, "platform_share"], dimensions: ["platform"]}}),
  one("revenue/artist", "Confirmed revenue by artist, all usage months", {request: {metrics: [...money], dimensions: ["artist"]}}),
  one("revenue/distributor", "Confirmed revenue by distributor, all usage months", {request: {metrics: [...money, "distributor_share"], dimensions: ["distributor"]}}),
  one("revenue/monthly", "Confirmed revenue by usage month, with the month before", {request: {metrics: [...money], grain: "month", compare: "previous"}}),
  one("revenue/delays", "How long each store's money takes", {rows: delays}),
  one("revenue/rps-rates", "Revenue per unit by usage month and platform, beside the reference rates", {rows: rates}),
  one("distributor/revenue-summary", "Each distributor: confirmed, expected, outstanding and overdue", {request: {metrics: ["total_revenue", "fees", "statement_units", "expected_revenue", "outstanding", "overdue_amount", "paid_amount"], dimensions: ["distributor"]}}),
  one("distributor/payment-calendar", "What is outstanding, by the day it should be paid", {request: {metrics: ["outstanding"], dimensions: ["distributor", "status"], grain: "day", calendar: "paid"}, keep: ({outstanding}) => Number(outstanding) !== 0}),
  one("streaming/daily", "Streams of the daily feed by day, distributor and platform", {request: {metrics: ["total_streams"], dimensions: ["distributor", "platform"], grain: "day"}}),
  {path: "streaming/summary", summary: "Streams of the daily feed: in all, by platform, by distributor", parts: {
    total: {request: {metrics: ["total_streams", "streams_per_day"]}},
    platform: {request: {metrics: ["total_streams", "streams_by_platform"], dimensions: ["platform"]}},
    distributor: {request: {metrics: ["total_streams"], dimensions: ["distributor"], share: true}}
  }},
  {path: "streaming/growth", summary: "Growth of streams by week, month and year, per day with a full report", parts: {
    week: {request: {metrics: ["growth_rate", "streams_per_day"], grain: "week"}},
    month: {request: {metrics: ["growth_rate", "streams_per_day"], grain: "month"}},
    year: {request: {metrics: ["growth_rate", "streams_per_day"], grain: "year"}}
  }},
  one("streaming/spotify-audience", "Listeners, streams and followers by artist and day", {request: {metrics: ["listeners", "audience_streams", "followers", "follower_growth"], dimensions: ["artist"], filters: [{dimension: "platform", values: ["spotify"]}], grain: "day"}}),
  {path: "social/tiktok", summary: "TikTok counts by artist: in all, and by day", parts: {
    total: {request: {metrics: [...counts], dimensions: ["artist"]}}, daily: {request: {metrics: [...counts], dimensions: ["artist"], grain: "day"}}
  }},
  one("marketing/campaigns", "Ad campaigns: spend, clicks and what they cost", {request: {metrics: ["ad_spend", "impressions", "ad_clicks", "cost_per_click", "click_through_rate", "cost_per_result"], dimensions: ["campaign"]}})
];

const cell: Omit<TableRows, "where"> = {
  table: "reconciliation", orderBy: "distributor, platform, currency",
  columns: ["usage_month", "distributor", "platform", "currency", "status", "expected_units", "expected_rate", "expected", "actual_units", "gross", "fees", "actual", "variance", "variance_pct", "volume_effect", "rate_effect", "fee_effect", "is_complete", "expected_payment_on", "line_count"], shares: ["variance_pct"],
  calculation: "Per distributor and platform: variance = actual − expected at the reference rates; volume, rate and fee effects sum to it.",
  limitations: ["Cells that are awaited are judged later; cells with one side only are no variance."]
};

/** The endpoint of one usage month ("2025-07"). */
export const reconciliationEndpoint = (month: string): FigureEndpoint => ({
  path: `distributor/reconciliation/${month}`, summary: `Reconciliation of ${month}: expected beside actual`,
  parts: {
    total: {request: {metrics: ["actual_revenue", "variance", "variance_pct", "volume_effect", "rate_effect"], grain: "month", period: monthDays(month)}},
    cells: {rows: {...cell, where: {basis: {text: "default"}, usage_month: {day: `${month}-01`}}}}
  }
});

function monthDays(month: string): {from: string; to: string} {
  const [year, number] = month.split("-").map(Number);
  return {from: `${month}-01`, to: new Date(Date.UTC(year, number, 0)).toISOString().slice(0, 10)};
}
