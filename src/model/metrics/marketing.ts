/** Metrics of paid advertising. */
import type {Metric} from "./metric.js";

const daily = "with each export of the ads report";
const sources = ["ad_daily"];
const oneLevel = "Where ads and account report the same day, only the ads count: both are the same money.";
const ratio = "A ratio: it is computed from sums and never averaged or summed.";

export const marketingMetrics = {
  ad_spend: {
    name: "ad_spend",
    label: "Ad spend",
    description: "Money spent on Meta ads.",
    unit: "money",
    format: "money",
    additive: true,
    calculation: "Sum of spend over the days of the period.",
    sources,
    limitations: [oneLevel, "Lifetime totals of campaigns have no days and are not in it."],
    update_frequency: daily,
    typical_range: "0 to USD 30 a day",
    synonyms: ["spend", "ads", "ad cost", "advertising", "advertising spend", "marketing spend", "ad spending", "spent on ads"],
    measure: {kind: "sum", from: ["ad_daily"], sql: "sum(spend)", isMoney: true}
  },
  impressions: {
    name: "impressions",
    label: "Ad impressions",
    description: "How often ads were shown.",
    unit: "impressions",
    format: "count",
    additive: true,
    calculation: "Sum of impressions over the days of the period.",
    sources,
    limitations: [oneLevel],
    update_frequency: daily,
    typical_range: "200 to 400 per USD",
    synonyms: ["impression", "ad impressions", "ad views"],
    measure: {kind: "sum", from: ["ad_daily"], sql: "sum(impression_count)::bigint"}
  },
  ad_clicks: {
    name: "ad_clicks",
    label: "Ad clicks",
    description: "How often ads were clicked.",
    unit: "clicks",
    format: "count",
    additive: true,
    calculation: "Sum of clicks over the days of the period.",
    sources,
    limitations: [oneLevel],
    update_frequency: daily,
    typical_range: "1 to 3 per USD",
    synonyms: ["clicks", "click", "ad click"],
    measure: {kind: "sum", from: ["ad_daily"], sql: "sum(click_count)::bigint"}
  },
  ad_reach: {
    name: "ad_reach",
    label: "Ad reach",
    description: "Different people who saw an ad on a day.",
    unit: "people on a day",
    format: "count",
    additive: false,
    calculation: "The day's count of one ad, as Meta reports it.",
    sources,
    limitations: ["The same person counts for every ad and on every day: neither days nor ads are ever added."],
    update_frequency: daily,
    typical_range: "somewhat under the impressions",
    synonyms: ["reach", "people reached"],
    measure: {kind: "daily", from: ["ad_daily"], sql: "max(reach_count)", apart: ["campaign", "ad"]}
  },
  cost_per_click: {
    name: "cost_per_click",
    label: "Cost per click",
    description: "What one click on an ad cost, on average.",
    unit: "money per click",
    format: "rate",
    additive: false,
    calculation: "Spend ÷ clicks, both summed over the same days.",
    sources,
    limitations: [ratio, "Days without a click cost too: they are in it."],
    update_frequency: daily,
    typical_range: "USD 0.30 to 1.00",
    synonyms: ["cpc", "click cost", "cost of a click"],
    measure: {kind: "ratio", from: ["ad_daily"], sql: "sum(spend)::double / nullif(sum(click_count), 0)::double", isMoney: true}
  },
  cost_per_result: {
    name: "cost_per_result",
    label: "Cost per result",
    description: "What one result of an ad cost, on average.",
    unit: "money per result",
    format: "rate",
    additive: false,
    calculation: "Spend ÷ results, both summed over the days and ads that report results.",
    sources,
    limitations: [ratio, "A result is what the campaign was optimised for: campaigns of different aims are hardly comparable."],
    update_frequency: daily,
    typical_range: "USD 0.30 to 3.00",
    synonyms: ["cpr", "result cost", "cost of a result"],
    measure: {kind: "ratio", from: ["ad_daily"], sql: "sum(spend)::double / nullif(sum(result_count), 0)::double", where: "result_count is not null", isMoney: true}
  },
  click_through_rate: {
    name: "click_through_rate",
    label: "Click-through rate",
    description: "How often a shown ad was clicked.",
    unit: "share of impressions",
    format: "percent",
    additive: false,
    calculation: "Clicks ÷ impressions, both summed over the same days.",
    sources,
    limitations: [ratio],
    update_frequency: daily,
    typical_range: "0.5% to 2%",
    synonyms: ["ctr", "click rate", "click through rate", "clickthrough rate"],
    measure: {kind: "ratio", from: ["ad_daily"], sql: "sum(click_count)::double / nullif(sum(impression_count), 0)::double"}
  },
  return_on_ad_spend: {
    name: "return_on_ad_spend",
    label: "Return on ad spend",
    description: "Confirmed revenue of whole usage months for each unit of money spent on ads in them.",
    unit: "times the spend, estimated",
    format: "rate",
    additive: false,
    calculation: "Total revenue ÷ ad spend, both of the same usage months and currency.",
    sources: ["arrivals", "ad_daily"],
    limitations: ["An estimate: all revenue is set against the spend, whether or not an ad led to it.", "Recent usage months are still filling up and look too low.", "Campaigns and artists cannot be told apart: statements know no campaign."],
    update_frequency: "with each statement and each export of the ads report",
    typical_range: "0.5 to 10",
    synonyms: ["roas", "return on ads", "ad return", "ad roi", "return on advertising"],
    measure: {kind: "quotient", of: ["total_revenue", "ad_spend"], isEstimate: true}
  }
} as const satisfies Record<string, Metric>;
