import {afterAll, beforeAll, expect, it} from "vitest";
import type {Database} from "../../loaders/duckdb.js";
import {buildLedger, ledger} from "../fixtures/ledger.js";

let db: Database;
beforeAll(async () => void (db = await buildLedger(ledger)));
afterAll(() => db.close());

const lags = "select store, platform, line_count::int as lines, earnings, agreed_days::int as agreed, median_days::int as p50, p80_days::int as p80, p95_days::int as p95, month1_ppm::int as m1, month2_ppm::int as m2, month3_ppm::int as m3, later_ppm::int as later, usage_month_count::int as months from store_lags";

it("weighs days by the money that took them, over settled months", async () => {
  // until April: 2.00 after 39 days, 2.00 after 40, 3.90 after 41, 0.05 after 70
  expect(await db.all(`${lags} where store = 'Spotify' and distributor = 'distrokid'`)).toEqual([
    {store: "Spotify", platform: "spotify", lines: 9, earnings: "10.850000000000000000", agreed: 60, p50: 40, p80: 41, p95: 41, m1: 0, m2: 993711, m3: 6289, later: 0, months: 4}
  ]);
  expect(await db.all(`${lags} where store = 'Apple Music'`)).toEqual([
    {store: "Apple Music", platform: "apple", lines: 3, earnings: "1.550000000000000000", agreed: 60, p50: 25, p80: 25, p95: 25, m1: 1000000, m2: 0, m3: 0, later: 0, months: 2}
  ]);
});

it("measures nothing where every month is young or every line a fee", async () => {
  expect(await db.all("select store, agreed_days::int as agreed, median_days as p50, p95_days as p95, month1_ppm as m1, later_ppm as later, usage_month_count::int as months from store_lags where usage_month_count = 0 order by store")).toEqual([
    {store: "Blip", agreed: 60, p50: null, p95: null, m1: null, later: null, months: 0},
    {store: "Spotify", agreed: 45, p50: null, p95: null, m1: null, later: null, months: 0},
    {store: "Spotify Discovery Mode", agreed: 60, p50: null, p95: null, m1: null, later: null, months: 0}
  ]);
});

it("gives a month as late as the fifth its share", async () => {
  const at = (reported_on: string, earnings: string) => ({store: "Spotify", usage_month: "2024-01-01", reported_on, quantity: 1, earnings});
  const own = await buildLedger({lines: [at("2024-01-31", "1"), at("2024-02-20", "1"), at("2024-03-20", "1"), at("2024-06-20", "0.5")]});
  const rows = await own.all(lags);
  own.close();
  expect(rows).toMatchObject([{p50: 20, p80: 49, p95: 141, m1: 571429, m2: 285714, m3: 0, later: 142857, months: 1}]);
});
