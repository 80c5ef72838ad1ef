/** Metrics of the streaming page. */
import type {Metric} from "./metric.js";

const daily = "daily, with each snapshot";
const oneFeed = "The feed covers Spotify and Apple Music only.";

export const streamingMetrics = {
  day_growth: {
    name: "day_growth",
    label: "Day over day",
    description: "Streams of the last fully reported day of the period against the day before, and against the same weekday a week before.",
    unit: "share",
    format: "percent",
    additive: false,
    calculation: "Streams of the day ÷ streams of the other day − 1, over all platforms of the distributors chosen. A day counts when every running feed reported.",
    sources: ["daily_streams"],
    limitations: ["One day says little: the weekday alone moves it by several percent.", "When the other day has no full report there is no figure."],
    update_frequency: daily
  },
  week_growth: {
    name: "week_growth",
    label: "Week over week",
    description: "Streams of the last 7 days of the period against the 7 days before.",
    unit: "share",
    format: "percent",
    additive: false,
    calculation: "Sum over the last 7 days ÷ sum over the 7 before − 1. A weekday without a full report in either week is left out of both sums, and the card says how many stay.",
    sources: ["daily_streams"],
    limitations: ["The count on the card is as reported, missing reports as 0.", oneFeed],
    update_frequency: daily
  },
  month_growth: {
    name: "month_growth",
    label: "Month over month",
    description: "Streams per day of the last whole month of the period against the month before, and against the same month a year before.",
    unit: "share",
    format: "percent",
    additive: false,
    calculation: "Mean over the fully reported days of the month ÷ the same of the other month − 1, so that neither the length of a month nor a missing report counts as growth.",
    sources: ["daily_streams"],
    limitations: ["A month that is not over is left out.", "The count on the card is the sum as reported.", "A distributor's first months are growth of the feed, not of the audience."],
    update_frequency: "when a month is over"
  },
  compound_growth: {
    name: "compound_growth",
    label: "Compound monthly growth",
    description: "The steady monthly rate that leads from the first to the last whole month of the past year.",
    unit: "share per month",
    format: "percent",
    additive: false,
    calculation: "(Streams per day of the last whole month ÷ those of the month up to 12 before) ^ (1 ÷ months between) − 1.",
    sources: ["daily_streams"],
    limitations: ["Only the two ends count: an unusual month at either end moves it.", "A ratio: it is never averaged or summed."],
    update_frequency: "when a month is over",
    typical_range: "−3% to +5% per month"
  },
  weekday_index: {
    name: "weekday_index",
    label: "Weekday index",
    description: "How a weekday usually compares with the days around it; 100 is the average day.",
    unit: "index, 100 = average",
    format: "count",
    additive: false,
    calculation: "Median over the days of the period of 100 × the day ÷ mean of the 7 days around it. Only days whose 7 days were all fully reported count; their number stands beside the index.",
    sources: ["daily_streams"],
    limitations: ["With few days the index is a coincidence: compare the middle half of the days beside it.", oneFeed],
    update_frequency: daily,
    typical_range: "94 (Sunday) to 103 (Friday)"
  },
  stream_forecast: {
    name: "stream_forecast",
    label: "Stream forecast",
    description: "What streams should be if the past goes on: the middle, and ranges that should hold the truth in 80 and 95 of 100 cases.",
    unit: "streams, estimated",
    format: "count",
    additive: false,
    calculation: "Exponential smoothing (ETS), the model chosen by AICc. Days: last 52 weeks, weekly season, model chosen on the days before the backtest. Months: whole months, chosen anew at every origin. The ranges are widened as the backtest found necessary.",
    sources: ["daily_streams"],
    limitations: ["It knows no release, campaign or playlist that is still to come.", "Days without a full report are unknown and bridged; a month with one counts as its mean per reported day.", "Ranges of days never add up to the range of a month."],
    update_frequency: daily
  },
  forecast_backtest: {
    name: "forecast_backtest",
    label: "Backtest",
    description: "How the same method would have done on the past, beside simply repeating the last season.",
    unit: "MASE, sMAPE in %, coverage in %",
    format: "percent",
    additive: false,
    calculation: "Forecasts from past days (rolling origins) against what came. MASE: mean absolute error ÷ mean change from one season to the next; below that of the naive forecast is better. sMAPE: mean of 200·|y − f| ÷ (|y| + |f|). Coverage: share of what came inside the ranges.",
    sources: ["daily_streams"],
    limitations: ["Origins lie one step apart and share most of their days: it is less evidence than the count suggests.", "When the naive forecast is better the page says so."],
    update_frequency: daily,
    typical_range: "MASE 0.5 to 1.5; coverage near 80 and 95"
  },
  odd_day: {
    name: "odd_day",
    label: "Odd days and lasting changes",
    description: "Days far from their usual level, and days from which on the level is another.",
    unit: "days",
    format: "date",
    additive: false,
    calculation: "On logarithms, without the weekday's share (robust periodic STL): a day is odd when it is over 4.5 robust deviations and over 15% away from the median of 21 days. A change is lasting when straight lines on both sides, 14 days or more, explain the days better (optimal partition, penalty 12σ²·ln n).",
    sources: ["daily_streams", "releases", "ad_daily", "ad_campaigns"],
    limitations: ["A missing report is looked for first; it is no odd day.", "A release up to 7 days before a high day makes it an event.", "Coincidence is no proof of a cause."],
    update_frequency: daily
  },
  record_day: {
    name: "record_day",
    label: "Record days",
    description: "The ten days with the most streams since the feed began.",
    unit: "streams",
    format: "count",
    additive: false,
    calculation: "Streams of all platforms of the distributors chosen by day, as reported, largest first.",
    sources: ["daily_streams"],
    limitations: ["A day without a full report can still be a record: it is marked.", oneFeed],
    update_frequency: daily
  }
} as const satisfies Record<string, Metric>;
