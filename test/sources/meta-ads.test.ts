import {describe, expect, test} from "vitest";
import {withFolder} from "./workbench.js";

const byAd = "date_start,date_stop,account_currency,campaign_id,campaign_name,adset_id,adset_name,ad_id,ad_name,spend,impressions,clicks,reach,cpm,cpc,ctr,results,result_type";
const adRow = (day: string, ad: string, spend: string) => `${day},${day},USD,120225233608339455,Swine | ZA,120214132212797349,Main,${ad},Reel,${spend},1227,12,1084,3.8,0.39,0.97,4,link_click`;
const lifetime = "campaign_id,campaign_name,first_seen_date,last_seen_date,total_spend_usd,total_impressions,total_clicks,max_daily_reach,is_currently_active,data_source,api_version,avg_cpc,avg_ctr,total_days_active";
const account = "date,spend_usd,impressions,clicks,reach,cpm,cpc,ctr";
const name = "metaads_campaigns_daily.csv";

describe("three generations under one name are told apart by their columns", () => {
  test("(a) daily by ad: ids keep their 18 digits, total rows are left out", async () => {
    const text = [byAd, adRow("2023-10-06", "120291877511333923", "4.74"), adRow("2023-10-06", "120215334599481799", "3.71"), "All,,USD,,All,,,,,8.45,2454,24,,,,,8,", "2023-10-06,,USD,All,All,,,All,,8.45,2454,24,,,,,8,", ",,USD,,,,,,,8.45,2454,24,,,,,8,"].join("\n");
    await withFolder({[name]: text}, async ({rows, datasets, quarantine}) => {
      expect(await rows("select line, level, spent_on, currency, campaign_id, ad_id, spend, impression_count::integer as impressions from staged_ads")).toEqual([
        {line: 2, level: "ad", spent_on: "2023-10-06", currency: "USD", campaign_id: "120225233608339455", ad_id: "120291877511333923", spend: "4.740000000000000000", impressions: 1227},
        {line: 3, level: "ad", spent_on: "2023-10-06", currency: "USD", campaign_id: "120225233608339455", ad_id: "120215334599481799", spend: "3.710000000000000000", impressions: 1227}
      ]);
      expect(datasets[0]).toMatchObject({layout: "Meta ads, daily by ad", rows_in: 5, rows_loaded: 2, rows_left_out: 3, rows_quarantined: 0, columns_not_loaded: "cpm, cpc, ctr", note: "3 total rows left out: they would count the others twice"});
      expect(quarantine).toEqual([]);
    });
  });

  test("(b) lifetime by campaign: no daily row comes of it", async () => {
    const text = `${lifetime}\n120225233608339455,Swine,2023-10-06,2023-11-05,123.45,99000,812,1500,true,meta,v18,0.15,0.8,31\nAll,,,,123.45,99000,812,,,,,,,\n`;
    await withFolder({[name]: text}, async ({rows, datasets}) => {
      expect(await rows("select campaign_id, first_seen_on, currency, spend, is_active, active_day_count::integer as days from staged_ad_campaigns")).toEqual([
        {campaign_id: "120225233608339455", first_seen_on: "2023-10-06", currency: "USD", spend: "123.450000000000000000", is_active: true, days: 31}
      ]);
      expect(await rows("from staged_ads")).toEqual([]);
      expect(datasets[0]).toMatchObject({feed: "meta_ads", layout: "Meta ads, lifetime by campaign", rows_in: 2, rows_loaded: 1, rows_left_out: 1});
    });
  });

  test("(c) daily account totals: the currency is in the heading", async () => {
    await withFolder({[name]: `${account.replace("usd", "ZAR")}\n2023-10-06,8.45,2454,24,1900,3.4,0.35,0.97\nAll,8.45,2454,24,,,,\n`}, async ({rows, datasets}) => {
      expect(await rows("select level, spent_on, ad_id, currency, spend from staged_ads")).toEqual([{level: "account", spent_on: "2023-10-06", ad_id: "", currency: "ZAR", spend: "8.450000000000000000"}]);
      expect(datasets[0]).toMatchObject({layout: "Meta ads, daily account totals", rows_in: 2, rows_loaded: 1, rows_left_out: 1});
    });
  });

  test("side by side they stay apart: neither supersedes the other", async () => {
    const files = {"metaads_campaigns_daily.csv": `${byAd}\n${adRow("2023-10-06", "120291877511333923", "8.45")}\n`, "metaads_campaigns_daily_account.csv": `${account}\n2023-10-06,8.45,2454,24,1900,3.4,0.35,0.97\n`};
    await withFolder(files, async ({rows}) => expect((await rows("select level from staged_ads order by 1")).map(({level}) => level)).toEqual(["account", "ad"]));
  });
});

test("an id that a spreadsheet rounded, a row of many days and one without a currency go to quarantine", async () => {
  const good = adRow("2023-10-06", "120291877511333923", "4.74");
  const text = [byAd, good, adRow("2023-10-07", "1.20292E+17", "1"), good.replace("2023-10-06,2023-10-06", "2023-10-08,2023-10-14"), adRow("2023-10-09", "120291877511333923", "1").replace("USD", ""), good].join("\n");
  await withFolder({[name]: text}, async ({rows, quarantine, datasets}) => {
    expect((await rows("select line from staged_ads")).map(({line}) => line)).toEqual([2]);
    expect(quarantine.map(({line, column_name, value, reason}) => [Number(line), column_name, value, reason])).toEqual([
      [3, "ad_id", "1.20292E+17", "expected an id with all its digits, such as 120225233608339455"],
      [4, "date_stop", "2023-10-14", "expected the day of date_start: the row covers 7 days"],
      [5, "account_currency", null, "is blank; expected a currency such as USD"],
      [6, "date_start", "ad, 2023-10-06, 120291877511333923, USD", "this day of this ad stands on an earlier line"]
    ]);
    expect(datasets[0]).toMatchObject({rows_in: 5, rows_loaded: 1, rows_quarantined: 4});
  });
});

test("a subtotal of a campaign is a total; an ad that lost its id is not", async () => {
  const good = adRow("2023-10-06", "120291877511333923", "4.74");
  const subtotals = [good.replace("120291877511333923,Reel", "All,All"), good.replace("120291877511333923,Reel", ","), good.replace("2023-10-06,2023-10-06", "Total,")];
  await withFolder({[name]: [byAd, good, ...subtotals, good.replace("120291877511333923", "")].join("\n")}, async ({datasets, quarantine}) => {
    expect(datasets[0]).toMatchObject({rows_in: 5, rows_loaded: 1, rows_left_out: 3, rows_quarantined: 1});
    expect(quarantine.map(({line, column_name, reason}) => [Number(line), column_name, reason])).toEqual([[6, "ad_id", "is blank; expected an id with all its digits, such as 120225233608339455"]]);
  });
});

test("money without a currency is not read at all", async () => {
  await withFolder({[name]: `${account.replace("spend_usd", "spend")}\n2023-10-06,8.45,2454,24,1900,3.4,0.35,0.97\n`}, async ({problems}) => {
    expect(problems.map(({severity, sentence}) => [severity, sentence])).toEqual([
      ["fail", 'metaads_campaigns_daily.csv line 1: no currency: neither a column "account_currency" nor a heading such as "spend_usd"; found date, spend, impressions, clicks, reach, cpm, cpc, ctr']
    ]);
  });
});
