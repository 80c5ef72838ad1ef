import {afterAll, beforeAll, expect, test} from "vitest";
import type {Database} from "../../loaders/duckdb.js";
import {buildLedger, ledger, table, tableOf} from "../fixtures/ledger.js";

let db: Database;
beforeAll(async () => void (db = await buildLedger(ledger)));
afterAll(() => db.close());

test("artists carry their own name in every table", async () => {
  expect(await table(db, "select artist, comment_count, is_comment_count_unknown, export_follower_count from tiktok_daily")).toEqual([["ZONE A0", null, true, 5310]]);
  expect(await table(db, "select artist, listener_count, stream_count from audience_daily order by 1")).toEqual([["PIG1987", 30, 100], ["Zone-A0", 20, 50]]);
  expect(await table(db, "select artist, upc from releases")).toEqual([["ZONE A0", "019868080222"]]);
  expect(await table(db, "select scope from goals where metric = 'streams' and period = '2024'")).toEqual([["ZONE A0"]]);
});

test("an unknown spelling is listed with the closest known one and stays itself", async () => {
  expect(await table(db, "select table_name, artist_raw, artist, closest_artist, edit_count, row_count, line from artist_spellings where not is_known order by 1, 2")).toEqual([
    ["audience_daily", "PIG1987", "PIG1987", null, null, 1, 2],
    ["audience_daily", "Zone-A0", "Zone-A0", "ZONE A0", 1, 1, 3],
    ["royalty_splits", "PIG1987", "PIG1987", null, null, 2, 2],
    ["statement_lines", "PIG1987", "PIG1987", null, null, 12, 2],
    ["statement_lines", "zone-a0", "zone-a0", "ZONE A0", 1, 1, 17]
  ]);
});

test("ad spend keeps its level; lifetime rows are no days", async () => {
  expect(await table(db, "select level, spent_on, campaign_id, spend from ad_daily order by 1")).toEqual([["account", "2024-06-01", "", "4.74"], ["ad", "2024-06-01", "120225233608339455", "4.74"]]);
  expect(await table(db, "select campaign_id, first_seen_on, last_seen_on, spend from ad_campaigns")).toEqual([["120225233608339455", "2024-06-01", "2024-06-30", "99.5"]]);
});

test("shares that add up to a million are whole, under whatever spelling they stand", async () => {
  expect(await table(db, "select artist, party, share_ppm, is_whole from royalty_splits order by 1, 2")).toEqual([
    ["PIG1987", "PIG1987", 800000, true], ["PIG1987", "label", 200000, true], ["ZONE A0", "ZONE A0", 700000, false], ["ZONE A0", "label", 200000, false]
  ]);
});

test("goals know the days and the currency of their period", async () => {
  expect(await table(db, "select metric, starts_on, ends_on, target, currency from goals order by period")).toEqual([
    ["streams", "2024-01-01", "2024-12-31", "9000", ""], ["streams", "2024-02-01", "2024-02-29", "10.5", ""], ["revenue_usd", "2024-10-01", "2024-12-31", "2000", "USD"]
  ]);
});

test("a visit is worth minutes / 60 × rate × 1.5 if engaged, in the first zone that holds it, edges included", async () => {
  expect(await table(db, "select report_id, zone_id, dwell_minutes, value, currency, quality_score from event_visits order by 1")).toEqual([
    ["V1", "STAGE", "38", "171", "ZAR", 100], ["V2", "BAR", "14", "22.295", "ZAR", 100], ["V3", "BAR", null, "0", "ZAR", 80], ["V4", "", "60", "0", "", 75]
  ]);
  expect(await table(db, "select zone_id, sponsor, visit_count, attendee_count, engaged_visit_count, dwell_minutes, value, currency from event_attribution order by 1")).toEqual([
    ["", null, 1, 1, 0, "60", "0", ""], ["BAR", "Brewery", 2, 2, 1, "14", "22.295", "ZAR"], ["EMPTY", "Nobody", 0, 0, 0, "0", "0", "ZAR"], ["STAGE", "Amps", 1, 1, 1, "38", "171", "ZAR"]
  ]);
});

test("a value that has no end is rounded once, at the last of 18 decimals", async () => {
  const feeds = {
    staged_event_reports: ["'V', 'E', 'A', '0', '0', '20', 'true', null", "'W', 'E', 'A', '0', '0', '20', 'false', null"],
    staged_event_zones: ["'Z', 'E', null, 0, 0, 1, 1, 123456.100000000001, 'ZAR'"]
  };
  expect(await tableOf({feeds}, "select value::varchar from event_visits order by report_id")).toEqual([["61728.0500000000005"], ["41152.033333333333666667"]]);
});
