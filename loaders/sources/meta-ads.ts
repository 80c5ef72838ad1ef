/** Meta ads: three generations under one name, told apart by their columns. They count the same money, so they are never added together. */
import {z} from "zod";
import {literal} from "../duckdb.js";
import {type Contract, field, matchHeader, normaliseHeading} from "./contract.js";
import type {Source} from "./source.js";

const spendIn = /^(?:total[ _])?(?:spend|amount spent)[ _]\(?([a-z]{3})\)?$/;
const spend = () => field("money", ["spend", "amount spent", "total_spend"], {required: true, like: spendIn});

export const AdDayRow = z.object({
  spent_on: field("date", ["date_start"], {required: true}),
  stop_on: field("date", ["date_stop"]),
  currency: field("currency", ["account_currency", "currency"]),
  campaign_id: field("id", ["campaign_id"]),
  campaign_name: field("text", ["campaign_name"]),
  adset_id: field("id", ["adset_id"]),
  adset_name: field("text", ["adset_name"]),
  ad_id: field("id", ["ad_id"], {required: true}),
  ad_name: field("text", ["ad_name"]),
  spend: spend(),
  impressions: field("natural", ["impressions"]),
  clicks: field("natural", ["clicks"]),
  reach: field("natural", ["reach"]),
  results: field("natural", ["results"]),
  result_type: field("text", ["result_type"])
});

export const AdAccountDayRow = z.object({
  spent_on: field("date", ["date"], {required: true}),
  currency: field("currency", ["account_currency", "currency"]),
  spend: spend(),
  impressions: field("natural", ["impressions"], {required: true}),
  clicks: field("natural", ["clicks"], {required: true}),
  reach: field("natural", ["reach"])
});

export const AdCampaignRow = z.object({
  campaign_id: field("id", ["campaign_id"], {required: true}),
  campaign_name: field("text", ["campaign_name"]),
  first_seen_on: field("date", ["first_seen_date"], {required: true}),
  last_seen_on: field("date", ["last_seen_date"], {required: true}),
  currency: field("currency", ["account_currency", "currency"]),
  spend: spend(),
  impressions: field("natural", ["total_impressions"]),
  clicks: field("natural", ["total_clicks"]),
  max_daily_reach: field("natural", ["max_daily_reach"]),
  is_active: field("truth", ["is_currently_active"]),
  active_days: field("natural", ["total_days_active"])
});

/** SQL: the row's own currency, else the one in the heading of the spend. */
function currency(contract: Contract, header: string[]): string {
  const position = matchHeader(contract, header).columns.get("spend");
  const named = position === undefined ? undefined : spendIn.exec(normaliseHeading(header[position]))?.[1];
  return named ? `coalesce(currency, ${literal(named.toUpperCase())})` : "currency";
}

/** Money without a currency means nothing, so it has to be in a column or in the heading. */
const headerRule = (contract: Contract): Source["headerRule"] => ({name, header}) => {
  const isNamed = matchHeader(contract, header).columns.has("currency") || currency(contract, header) !== "currency";
  return isNamed ? null : `${name} line 1: no currency: neither a column "account_currency" nor a heading such as "spend_usd"; found ${header.join(", ").slice(0, 300)}`;
};

const isAll = (x: string) => `${x} in ('all', 'total')`;
const isAllOrBlank = (x: string) => `${x} in ('', 'all', 'total')`;
/** A row whose id says `All`, or that has neither id nor name; one with a name and no id is broken, not a total. */
const isTotalOf = (id: string, name: string) => `(${isAll(id)} or (${id} = '' and ${isAllOrBlank(name)}))`;

const shared = (contract: Contract) => ({
  feed: "meta_ads",
  fileNames: /^(.*\/)?meta_?ads_campaigns.*\.csv$/i,
  contract,
  neededFor: "ad spend and return on ad spend",
  headerRule: headerRule(contract)
});

const noCurrency = (target: string) => `select file_id, line, 'account_currency' as column_name, null::varchar as value, 'is blank; expected a currency such as USD' as reason, null::varchar as raw from ${target} where currency is null`;

/** Rows of the daily generations that are no day. */
const rejects = `${noCurrency("staged_ads")}
  union all select file_id, line, 'date_stop', stop_on::varchar, 'expected the day of date_start: the row covers ' || (stop_on - spent_on + 1) || ' days', null
  from staged_ads where currency is not null and stop_on <> spent_on`;
const supersedes = {key: ["level", "spent_on", "ad_id", "currency"], heading: "date_start", says: "this day of this ad stands on an earlier line"};

export const adDays: Source = {
  ...shared(AdDayRow),
  signature: ["date_start", "ad_id", "impressions", "clicks"],
  span: "spent_on",
  layout: () => "Meta ads, daily by ad",
  totals: (raw) => `${isAll(raw("spent_on"))} or ${isTotalOf(raw("ad_id"), raw("ad_name"))}`,
  normalise: (view, {header}) => `select file_id, line, 'ad' as level, spent_on, stop_on, ${currency(AdDayRow, header)} as currency, coalesce(campaign_id, '') as campaign_id,
    campaign_name, coalesce(adset_id, '') as adset_id, adset_name, ad_id, ad_name, spend, impressions as impression_count, clicks as click_count,
    reach as reach_count, results as result_count, result_type from ${view}`,
  target: "staged_ads",
  supersedes,
  rejects
};

export const adAccountDays: Source = {
  ...shared(AdAccountDayRow),
  signature: ["date", "impressions", "clicks", "reach", "cpm"],
  span: "spent_on",
  layout: () => "Meta ads, daily account totals",
  totals: (raw) => isAllOrBlank(raw("spent_on")),
  normalise: (view, {header}) => `select file_id, line, 'account' as level, spent_on, spent_on as stop_on, ${currency(AdAccountDayRow, header)} as currency, '' as campaign_id,
    null::varchar as campaign_name, '' as adset_id, null::varchar as adset_name, '' as ad_id, null::varchar as ad_name, spend, impressions as impression_count,
    clicks as click_count, reach as reach_count, null::bigint as result_count, null::varchar as result_type from ${view}`,
  target: "staged_ads",
  supersedes,
  rejects
};

export const adCampaigns: Source = {
  ...shared(AdCampaignRow),
  signature: ["campaign_id", "first_seen_date", "last_seen_date", "total_impressions", "total_clicks"],
  span: "last_seen_on",
  layout: () => "Meta ads, lifetime by campaign",
  totals: (raw) => isTotalOf(raw("campaign_id"), raw("campaign_name")),
  normalise: (view, {header}) => `select file_id, line, campaign_id, campaign_name, first_seen_on, last_seen_on, ${currency(AdCampaignRow, header)} as currency, spend,
    impressions as impression_count, clicks as click_count, max_daily_reach as max_daily_reach_count, is_active, active_days as active_day_count from ${view}`,
  target: "staged_ad_campaigns",
  supersedes: {key: ["campaign_id", "currency"], heading: "campaign_id", says: "this campaign stands on an earlier line"},
  rejects: noCurrency("staged_ad_campaigns")
};
