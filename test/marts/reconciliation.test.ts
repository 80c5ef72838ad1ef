import {afterAll, beforeAll, describe, expect, it} from "vitest";
import type {Database} from "../../loaders/duckdb.js";
import {buildLedger, ledger, table, tableOf, type Ledger} from "../fixtures/ledger.js";

let db: Database;
beforeAll(async () => void (db = await buildLedger(ledger)));
afterAll(() => db.close());

const statusSql = (where: string) => `select status from reconciliation where basis = 'default' and ${where} order by usage_month`;
const statuses = async (where: string) => (await table(db, statusSql(where))).flat();
const statusOf = async (own: Partial<Ledger>, where: string) => (await tableOf(own, statusSql(where))).flat();
const dk = (platform: string) => `distributor = 'distrokid' and platform = '${platform}'`;

describe("reconciliation", () => {
  it("splits a variance into volume, rate and fees", async () => {
    const sql = `select expected_units, expected_rate, expected, actual_units, gross, fees, actual, line_count, variance, volume_effect,
        rate_effect, fee_effect, variance_pct
      from reconciliation where usage_month = '2024-01-01' and platform = 'spotify' and basis = 'default'`;
    expect(await table(db, sql)).toEqual([
      [1000, "0.002", "2", 1050, "2.05", "-0.1", "1.95", 4, "-0.05", "0.1", "-0.05", "-0.1", -2.5]
    ]);
  });

  it("calls less than 5% a match, exactly 5% a variance, and waits for what is not due or not complete", async () => {
    expect(await statuses(dk("spotify"))).toEqual(["MATCHED", "MATCHED", "MATCHED", "VARIANCE", "MATCHED", "AWAITING", "AWAITING"]);
    // nothing expected in January and February, nothing came in May, June is due on 29 August
    expect(await statuses(dk("apple"))).toEqual(["MATCHED", "MATCHED", "MATCHED", "MATCHED", "VARIANCE", "AWAITING", "AWAITING"]);
  });

  it("judges 5% exactly", async () => {
    const line = {store: "Spotify", usage_month: "2024-01-01", reported_on: "2024-08-10", quantity: 1000};
    const own = {...ledger, days: [{streamed_on: "2024-01-01", spotify: 1000, apple: 0}]};
    const judge = (earnings: string) => statusOf({...own, lines: [{...line, earnings}]}, dk("spotify"));
    expect(await judge("1.900000000000000001")).toEqual(["MATCHED"]);
    expect(await judge("1.9")).toEqual(["VARIANCE"]);
    expect(await judge("2.1")).toEqual(["VARIANCE"]);
    expect(await judge("2.099999999999999999")).toEqual(["MATCHED"]);
  });

  it("leaves a distributor without statements uncovered, not at minus 100%", async () => {
    const sql = `select distinct status, actual_units, gross, fees, actual, variance, volume_effect, rate_effect, fee_effect, variance_pct
      from reconciliation where distributor = 'toolost'`;
    expect(await table(db, sql)).toEqual([["NO_STATEMENT", ...Array(9).fill(null)]]);
  });

  it("shows money of platforms that the feed does not cover, and of other currencies, beside the variance", async () => {
    const sql = `select distributor, platform, currency, actual, expected_units, expected_rate, expected, variance, volume_effect,
        rate_effect, fee_effect
      from reconciliation where status = 'NO_FEED' and basis = 'observed' order by platform`;
    const nothing = Array(7).fill(null);
    expect(await table(db, sql)).toEqual([
      ["distrokid", "itunes", "USD", "1.4", ...nothing],
      ["indie", "spotify", "EUR", "0.03", ...nothing],
      ["distrokid", "unmapped", "USD", "0.07", ...nothing],
      ["distrokid", "youtube", "USD", "0.010000000001", ...nothing]
    ]);
  });

  it("has both bases for every cell", async () => {
    const count = "select basis, count(*) from reconciliation group by basis order by basis";
    expect(await table(db, count)).toEqual([["default", 24], ["observed", 24]]);
    const sql = `select expected_rate, expected, variance from reconciliation
      where basis = 'observed' and usage_month = '2024-01-01' and platform = 'spotify'`;
    expect(await table(db, sql)).toEqual([["0.00178677686", "1.78677686", "0.16322314"]]);
  });

  it("covers the feed's remainder only by statements that have it too", async () => {
    const days = [{streamed_on: "2024-01-01", spotify: 5, apple: 0, combined: 9}];
    const lines = [{store: "Spotify", usage_month: "2024-01-01", reported_on: "2024-03-10", quantity: 5, earnings: "0.01"}];
    expect(await statusOf({...ledger, days, lines}, dk("other"))).toEqual(["NO_STATEMENT"]);
    expect(await statusOf({...ledger, days, lines}, dk("spotify"))).toEqual(["AWAITING"]);
  });

  it("covers only the currency in which statements came", async () => {
    const days = [{streamed_on: "2024-01-01", spotify: 5, apple: 0, distributor: "indie"}];
    const rows = await tableOf({...ledger, days}, `
      select usage_month, currency, status from reconciliation
      where distributor = 'indie' and platform = 'spotify' and basis = 'default' order by 1`);
    expect(rows).toEqual([["2024-01-01", "USD", "NO_STATEMENT"], ["2024-04-01", "EUR", "NO_FEED"]]);
  });
});

describe("complete", () => {
  const completeOf = async (own: Partial<Ledger>, month: string, platform = "spotify") =>
    (await tableOf(own, `select is_complete from reconciliation
      where basis = 'default' and usage_month = '${month}' and ${dk(platform)}`)).flat();
  const until = (day: string) => ledger.lines.filter((line) => line.reported_on <= day);

  it("begins when the platform's usual wait is over: June ends 41 days before 10 August", async () => {
    expect(await completeOf({...ledger, as_of: "2024-08-10"}, "2024-06-01")).toEqual([true]);
    expect(await completeOf({...ledger, as_of: "2024-08-09"}, "2024-06-01")).toEqual([false]);
  });

  it("needs statements that reach so far", async () => {
    expect(await completeOf({...ledger, lines: until("2024-08-09")}, "2024-06-01")).toEqual([false]);
  });

  it("goes by the payment terms where fewer than 4 months were measured", async () => {
    // Apple has two: May ends 60 days before 30 July
    expect(await completeOf({...ledger, as_of: "2024-07-30"}, "2024-05-01", "apple")).toEqual([true]);
    expect(await completeOf({...ledger, as_of: "2024-07-29"}, "2024-05-01", "apple")).toEqual([false]);
    // without the August statement April is no longer settled, so Spotify has three: May waits 60 days too
    expect(await completeOf({...ledger, lines: until("2024-07-25")}, "2024-05-01")).toEqual([false]);
  });
});
