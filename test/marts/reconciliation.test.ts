import {afterAll, beforeAll, describe, expect, it} from "vitest";
import type {Database} from "../../loaders/duckdb.js";
import {buildLedger, ledger, type Ledger} from "../fixtures/ledger.js";

let db: Database;
beforeAll(async () => void (db = await buildLedger(ledger)));
afterAll(() => db.close());

const statuses = async (where: string): Promise<unknown[]> =>
  (await db.all(`select usage_month, status from reconciliation where basis = 'default' and ${where} order by 1`)).map((row) => [row.usage_month.slice(0, 7), row.status]);

async function statusOf(ledgerOf: Partial<Ledger>, where: string) {
  const own = await buildLedger(ledgerOf);
  const rows = await own.all(`select status from reconciliation where basis = 'default' and ${where}`);
  own.close();
  return rows.map((row) => row.status);
}

describe("reconciliation", () => {
  it("splits a variance into volume, rate and fees", async () => {
    expect(await db.all("select expected_units::int as q_exp, expected, actual_units::int as q_act, gross, fees, actual, variance, volume_effect, rate_effect, fee_effect, variance_pct, line_count::int as lines from reconciliation where usage_month = '2024-01-01' and platform = 'spotify' and basis = 'default'")).toEqual([
      {
        q_exp: 1000, expected: "2.000000000000000000", q_act: 1050, gross: "2.050000000000000000", fees: "-0.100000000000000000",
        actual: "1.950000000000000000", variance: "-0.050000000000000000", volume_effect: "0.100000000000000000",
        rate_effect: "-0.050000000000000000", fee_effect: "-0.100000000000000000", variance_pct: -2.5, lines: 4
      }
    ]);
  });

  it("calls less than 5% a match, exactly 5% a variance, and waits for what is not due or not complete", async () => {
    expect(await statuses("distributor = 'distrokid' and platform = 'spotify'")).toEqual([
      ["2024-01", "MATCHED"], ["2024-02", "MATCHED"], ["2024-03", "MATCHED"], ["2024-04", "VARIANCE"], ["2024-05", "MATCHED"],
      ["2024-06", "AWAITING"], ["2024-07", "AWAITING"]
    ]);
    expect(await statuses("platform = 'apple' and distributor = 'distrokid' and usage_month >= '2024-03-01'")).toEqual([
      ["2024-03", "MATCHED"], ["2024-04", "MATCHED"], ["2024-05", "VARIANCE"], ["2024-06", "AWAITING"], ["2024-07", "AWAITING"]
    ]);
  });

  it("leaves a distributor without statements uncovered, not at minus 100%", async () => {
    expect(await db.all("select distinct status, actual_units, gross, fees, actual, variance, volume_effect, rate_effect, fee_effect, variance_pct from reconciliation where distributor = 'toolost'")).toEqual([
      {status: "NO_STATEMENT", actual_units: null, gross: null, fees: null, actual: null, variance: null, volume_effect: null, rate_effect: null, fee_effect: null, variance_pct: null}
    ]);
  });

  it("shows money of platforms that the feed does not cover, and of other currencies, beside the variance", async () => {
    expect(await db.all("select distributor, platform, currency, expected_units, expected_rate, expected, actual, variance, fee_effect from reconciliation where status = 'NO_FEED' and basis = 'observed' order by platform")).toEqual(
      [["distrokid", "itunes", "USD", "1.400000000000000000"], ["indie", "spotify", "EUR", "0.030000000000000000"], ["distrokid", "unmapped", "USD", "0.070000000000000000"], ["distrokid", "youtube", "USD", "0.010000000001000000"]].map(
        ([distributor, platform, currency, actual]) => ({distributor, platform, currency, actual, expected_units: null, expected_rate: null, expected: null, variance: null, fee_effect: null})
      )
    );
  });

  it("has both bases for every cell", async () => {
    expect(await db.all("select basis, count(*)::int as cells from reconciliation group by 1 order by 1")).toEqual([{basis: "default", cells: 24}, {basis: "observed", cells: 24}]);
    expect(await db.all("select expected_rate, expected from reconciliation where basis = 'observed' and platform = 'spotify' and usage_month = '2024-01-01'")).toEqual([
      {expected_rate: "0.001786776860", expected: "1.786776860000000000"}
    ]);
  });

  it("covers the feed's remainder only by statements that have it too", async () => {
    const days = [{streamed_on: "2024-01-01", spotify: 5, apple: 0, combined: 9}];
    const lines = [{store: "Spotify", usage_month: "2024-01-01", reported_on: "2024-03-10", quantity: 5, earnings: "0.01"}];
    expect(await statusOf({...ledger, days, lines}, "platform = 'other'")).toEqual(["NO_STATEMENT"]);
    expect(await statusOf({...ledger, days, lines}, "platform = 'spotify'")).toEqual(["AWAITING"]);
  });

  it("is complete from the day on which the usual wait of the platform is over, by as-of date and by statements", async () => {
    const where = "platform = 'spotify' and usage_month = '2024-05-01' and distributor = 'distrokid'";
    const early = ledger.lines.filter((line) => line.reported_on <= "2024-07-10");
    // May 2024 + 41 days = 11 July, but its payment is due on 30 July
    expect(await statusOf({...ledger, as_of: "2024-07-29"}, where)).toEqual(["AWAITING"]);
    expect(await statusOf({...ledger, as_of: "2024-07-30"}, where)).toEqual(["MATCHED"]);
    expect(await statusOf({...ledger, lines: early}, where)).toEqual(["AWAITING"]);
  });

  it("judges 5% exactly", async () => {
    const run = (earnings: string) =>
      statusOf({...ledger, days: [{streamed_on: "2024-01-01", spotify: 1000, apple: 0}], lines: [{store: "Spotify", usage_month: "2024-01-01", reported_on: "2024-08-10", quantity: 1000, earnings}]}, "platform = 'spotify'");
    expect(await run("1.900000000000000001")).toEqual(["MATCHED"]);
    expect(await run("1.9")).toEqual(["VARIANCE"]);
    expect(await run("2.1")).toEqual(["VARIANCE"]);
    expect(await run("2.099999999999999999")).toEqual(["MATCHED"]);
  });
});
