/** rates_observed, expected_revenue and kpi_monthly. */
import {afterAll, beforeAll, describe, expect, it} from "vitest";
import type {Database} from "../../loaders/duckdb.js";
import {buildLedger, ledger, table, tableOf} from "../fixtures/ledger.js";

let db: Database;
beforeAll(async () => void (db = await buildLedger(ledger)));
afterAll(() => db.close());

describe("rates_observed", () => {
  const rates = (platform: string) =>
    table(db, `select usage_month, earnings, unit_count, rate, trailing_units, trailing_months, trailing_rate, is_complete, reference_rate
      from rates_observed where platform = '${platform}' order by 1`);

  it("divides the money of complete months, fees included, by the plays that are no fees", async () => {
    const spotify = await rates("spotify");
    expect(spotify[0]).toEqual(["2024-01-01", "1.95", 1050, "0.001857142857", 1050, 1, "0.001857142857", true, "0.002"]);
    // January to June: 10.81 over 6050 plays, and no EUR line among them
    expect(spotify.slice(5)).toEqual([["2024-06-01", "1", 1000, "0.001", 6050, 6, "0.00178677686", true, "0.002"]]);
  });

  it("leaves a month that is not complete out of the trailing rate", async () => {
    expect(await rates("apple")).toEqual([
      ["2024-03-01", "0.5", 100, "0.005", 100, 1, "0.005", true, "0.005"],
      ["2024-04-01", "0.5", 100, "0.005", 200, 2, "0.005", true, "0.005"],
      ["2024-06-01", "0.55", 100, "0.0055", 200, 2, "0.005", false, "0.005"]
    ]);
  });

  it("has no rate without plays, and the default reference rate for a platform without one", async () => {
    expect(await rates("youtube")).toEqual([["2024-03-01", "0.010000000001", 0, null, 0, 1, null, true, "0.0025"]]);
  });

  it("reaches back 12 calendar months", async () => {
    const month = (at: number, day: number) => new Date(Date.UTC(2024, at, day)).toISOString().slice(0, 10);
    const lines = Array.from({length: 14}, (_, at) => ({
      store: "Spotify", usage_month: month(at, 1), reported_on: month(at + 1, 20), quantity: 10 ** (at % 2), earnings: "1"
    }));
    const rows = await tableOf({as_of: "2026-01-31", lines, rates: ledger.rates}, `
      select trailing_months, trailing_units from rates_observed order by usage_month`);
    expect(rows.map(([months]) => months)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 12, 12]);
    expect(rows.slice(-3).map(([, units]) => units)).toEqual([66, 66, 66]);
  });

  it("has no rate where one unit would earn a million", async () => {
    const line = {store: "Blip", usage_month: "2024-01-01", reported_on: "2024-03-20", quantity: 1, earnings: "2000000"};
    expect(await tableOf({lines: [line]}, "select platform, rate, earnings from rates_observed")).toEqual([["unmapped", null, "2000000"]]);
  });
});

describe("expected_revenue", () => {
  const day = {streamed_on: "2024-01-01", spotify: 4, apple: 0};

  it("uses the observed rate of the last complete month on every day", async () => {
    const distinct = `select distinct platform, currency, rate_default, rate_observed, is_observed_fallback
      from expected_revenue order by 1`;
    expect(await table(db, distinct)).toEqual([
      ["apple", "USD", "0.005", "0.005", false],
      ["spotify", "USD", "0.002", "0.00178677686", false]
    ]);
    const sql = `select stream_count, expected_default, expected_observed, expected_payment_on from expected_revenue
      where streamed_on = '2024-07-02' and platform = 'spotify'`;
    expect(await table(db, sql)).toEqual([[500, "1", "0.89338843", "2024-08-31"]]);
  });

  it("falls back to the reference rate, and says so, where nothing was observed", async () => {
    const sql = "select rate_observed, is_observed_fallback, expected_observed from expected_revenue where platform = 'spotify'";
    expect(await tableOf({days: [day], rates: ledger.rates}, sql)).toEqual([[null, true, "0.008"]]);
  });

  it("multiplies the largest counts exactly", async () => {
    const days = [{...day, spotify: 9223372036854775807n, combined: 0}];
    const sql = "select expected_default from expected_revenue where platform = 'spotify'";
    const exact = (9223372036854775807n * 9123456789012n).toString();
    expect(await tableOf({days, rates: [["spotify", "9.123456789012", "USD"]]}, sql)).toEqual([
      [`${exact.slice(0, -12)}.${exact.slice(-12)}`.replace(/0+$/, "")]
    ]);
  });

  it("expects nothing, and still counts the streams, without rates", async () => {
    expect(await tableOf({days: [day]}, "from expected_revenue")).toEqual([]);
    expect(await tableOf({days: [day]}, "select platform, currency, stream_count, expected_default from kpi_monthly order by 1")).toEqual([
      ["apple", "USD", 0, null], ["spotify", "USD", 4, null]
    ]);
  });
});

it("kpi_monthly sets the feed beside the statements, by currency", async () => {
  const sql = `select distributor, platform, currency, stream_count, statement_units, earnings, line_count, expected_default, day_count,
      missing_day_count, is_complete
    from kpi_monthly where usage_month = '2024-04-01' order by 1, 2`;
  expect(await table(db, sql)).toEqual([
    ["distrokid", "apple", "USD", 100, 100, "0.5", 1, "0.5", 2, 0, true],
    ["distrokid", "spotify", "USD", 1000, 1000, "1.9", 1, "2", 2, 0, true],
    ["indie", "spotify", "EUR", 0, 10, "0.03", 1, null, 0, 0, false],
    ["toolost", "apple", "USD", 0, 0, "0", 0, "0", 2, 0, false],
    ["toolost", "spotify", "USD", 200, 0, "0", 0, "0.4", 2, 0, false]
  ]);
});
