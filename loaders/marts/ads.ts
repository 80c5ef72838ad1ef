/** ad_daily and ad_campaigns: the generations of Meta's report, each at its own grain; they count the same money. */
import type {Mart} from "./mart.js";

const apart = "never add one level to another, nor to ad_campaigns: all count the same money";

export const adDaily: Mart = {
  name: "ad_daily",
  grain: "one row per level × day × ad × currency; the level is where the figure comes from",
  key: ["level", "spent_on", "ad_id", "currency"],
  orderBy: "spent_on, level, ad_id, currency",
  columns: {
    spent_on: "day",
    level: `ad (daily report by ad) or account (daily account totals); ${apart}`,
    currency: "currency of the spend",
    campaign_id: "campaign, 18 digits as text; blank at the level of the account",
    campaign_name: "campaign as named",
    adset_id: "ad set, 18 digits as text",
    adset_name: "ad set as named",
    ad_id: "ad, 18 digits as text; blank at the level of the account",
    ad_name: "ad as named",
    spend: "money spent on the day, exact",
    impression_count: "times shown",
    click_count: "clicks",
    reach_count: "different people on that day: never add up days or ads",
    result_count: "results, of the kind named beside",
    result_type: "what counts as a result",
    file_id: "the file, by its content"
  },
  sql: `
select spent_on, level, currency, campaign_id, campaign_name, adset_id, adset_name, ad_id, ad_name, spend, impression_count, click_count,
  reach_count, result_count, result_type, file_id
from staged_ads`
};

export const adCampaigns: Mart = {
  name: "ad_campaigns",
  grain: "one row per campaign × currency: totals over its whole life, which no day can be read from",
  key: ["campaign_id", "currency"],
  orderBy: "campaign_id, currency",
  columns: {
    campaign_id: "campaign, 18 digits as text",
    campaign_name: "campaign as named",
    first_seen_on: "first day on which it spent",
    last_seen_on: "last day on which it spent",
    currency: "currency of the spend",
    spend: "money spent in all, exact; never add it to ad_daily: both count the same money",
    impression_count: "times shown in all",
    click_count: "clicks in all",
    max_daily_reach_count: "different people on its best day: never add up campaigns",
    is_active: "was still running when exported",
    active_day_count: "days on which it ran",
    file_id: "the file, by its content"
  },
  sql: `
select campaign_id, campaign_name, first_seen_on, last_seen_on, currency, spend, impression_count, click_count, max_daily_reach_count,
  is_active, active_day_count, file_id
from staged_ad_campaigns`
};
