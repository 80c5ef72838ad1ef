import {afterAll, beforeAll, expect, it} from "vitest";
import type {Database} from "../../loaders/duckdb.js";
import {buildLedger, ledger, table, tableOf} from "../fixtures/ledger.js";

let db: Database;
beforeAll(async () => void (db = await buildLedger(ledger)));
afterAll(() => db.close());

const days = "agreed_days, median_days, p80_days, p95_days";
const shares = "month1_ppm, month2_ppm, month3_ppm, later_ppm";

it("weighs days by the money that took them, over settled months", async () => {
  const sql = `select store, platform, line_count, earnings, ${days}, ${shares}, usage_month_count from store_lags
    where usage_month_count > 1 order by store`;
  expect(await table(db, sql)).toEqual([
    ["Apple Music", "apple", 3, "1.55", 60, 25, 25, 25, 1000000, 0, 0, 0, 2],
    // until April: 2.00 after 39 days, 2.00 after 40, 3.90 after 41, 0.05 after 70
    ["Spotify", "spotify", 9, "10.85", 60, 40, 41, 41, 0, 993711, 6289, 0, 4]
  ]);
});

it("measures nothing where every month is young or every line a fee", async () => {
  const sql = `select store, currency, ${days}, ${shares} from store_lags where usage_month_count = 0 order by store`;
  expect(await table(db, sql)).toEqual([
    ["Blip", "USD", 60, ...Array(7).fill(null)],
    ["Spotify", "EUR", 45, ...Array(7).fill(null)],
    ["Spotify Discovery Mode", "USD", 60, ...Array(7).fill(null)]
  ]);
});

it("counts the usage month itself as the first and the fifth month as later", async () => {
  const at = (reported_on: string, earnings: string) => ({store: "Spotify", usage_month: "2024-01-01", reported_on, quantity: 1, earnings});
  const lines = [at("2024-01-31", "1"), at("2024-02-20", "1"), at("2024-03-20", "1"), at("2024-06-20", "0.5"), at("2024-06-20", "-9")];
  expect(await tableOf({lines}, `select median_days, p80_days, p95_days, ${shares}, earnings from store_lags`)).toEqual([
    [20, 49, 141, 571429, 285714, 0, 142857, "-5.5"]
  ]);
});
