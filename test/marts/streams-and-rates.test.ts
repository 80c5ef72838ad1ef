/** daily_streams, rates_observed, expected_revenue and kpi_monthly. */
import {afterAll, beforeAll, describe, expect, it} from "vitest";
import type {Database} from "../../loaders/duckdb.js";
import {buildLedger, ledger, type Day} from "../fixtures/ledger.js";

let db: Database;
beforeAll(async () => void (db = await buildLedger(ledger)));
afterAll(() => db.close());

const dayAt = (offset: number): string => new Date(Date.UTC(2024, 0, 1 + offset)).toISOString().slice(0, 10);
const day = (offset: number, spotify: number | null, apple = 0, more: Partial<Day> = {}): Day => ({streamed_on: dayAt(offset), spotify, apple, ...more});

async function ask(days: Day[], sql: string) {
  const own = await buildLedger({days, rates: ledger.rates, terms: ledger.terms});
  const rows = await own.all(sql);
  own.close();
  return rows;
}

describe("daily_streams", () => {
  const missing = "select streamed_on from daily_streams where is_missing and platform = 'spotify' order by 1";

  it("takes a 0 among days with streams for a missing report", async () => {
    const days = [day(0, 20), day(1, 0), day(2, 20), day(3, 300)];
    expect(await ask(days, missing)).toEqual([{streamed_on: dayAt(1)}]);
  });

  it("believes a 0 where the usual day has fewer than 20, and on a platform that never streams", async () => {
    expect(await ask([day(0, 19), day(1, 0), day(2, 19)], missing)).toEqual([]);
    expect(await ask([day(0, 50), day(1, 50)], "select streamed_on from daily_streams where is_missing")).toEqual([]);
  });

  it("looks 14 days either way and no further", async () => {
    const zero = Array.from({length: 29}, (_, at) => day(at, 0));
    expect(await ask([...zero.slice(0, 15), day(29, 90)], missing)).toEqual([]);
    expect(await ask([...zero.slice(0, 15), day(28, 90)], missing)).toEqual([{streamed_on: dayAt(14)}]);
  });

  it("shows the rest of the combined count as other, for a distributor that has one", async () => {
    const days = [day(0, 5, 2, {combined: 10}), day(1, 5, 2, {combined: 6}), day(0, 5, 2, {distributor: "toolost"})];
    expect(await ask(days, "select streamed_on, distributor, stream_count::int as n from daily_streams where platform = 'other' order by 1")).toEqual([
      {streamed_on: dayAt(0), distributor: "distrokid", n: 3}, {streamed_on: dayAt(1), distributor: "distrokid", n: 0}
    ]);
  });

  it("counts a day once when it was reported twice: the later line stands", async () => {
    const sql = "select stream_count::int as n, expected_payment_on, usage_month from daily_streams where platform = 'spotify'";
    expect(await ask([day(0, 5), day(0, 6)], sql)).toEqual([{n: 6, expected_payment_on: "2024-03-01", usage_month: "2024-01-01"}]);
  });
});

describe("rates_observed", () => {
  const rates = (platform: string) => db.all(`select usage_month, earnings, unit_count::int as units, rate, trailing_units::int as sample, trailing_months::int as months, trailing_rate, is_complete, reference_rate from rates_observed where platform = '${platform}' order by 1`);

  it("divides the money of complete months, fees included, by the plays that are no fees", async () => {
    const spotify = await rates("spotify");
    expect(spotify).toHaveLength(6);
    expect(spotify[0]).toEqual({usage_month: "2024-01-01", earnings: "1.950000000000000000", units: 1050, rate: "0.001857142857", sample: 1050, months: 1, trailing_rate: "0.001857142857", is_complete: true, reference_rate: "0.002000000000"});
    // 10.81 over 6050 plays, January to June; no EUR line among them
    expect(spotify[5]).toMatchObject({sample: 6050, months: 6, trailing_rate: "0.001786776860", is_complete: true});
  });

  it("leaves a month that is not complete out of the trailing rate", async () => {
    expect((await rates("apple")).map((row) => [row.usage_month, row.is_complete, row.sample, row.trailing_rate])).toEqual([
      ["2024-03-01", true, 100, "0.005000000000"], ["2024-04-01", true, 200, "0.005000000000"], ["2024-06-01", false, 200, "0.005000000000"]
    ]);
  });

  it("has no rate without plays, and the default reference rate for a platform without one", async () => {
    expect(await rates("youtube")).toMatchObject([{units: 0, rate: null, trailing_rate: null, reference_rate: "0.002500000000"}]);
  });

  it("reaches back 12 calendar months", async () => {
    const firstOf = (at: number) => `${dayAt(31 * at).slice(0, 7)}-01`;
    const lines = Array.from({length: 14}, (_, at) => ({
      store: "Spotify", usage_month: firstOf(at), reported_on: `${firstOf(at + 1).slice(0, 7)}-20`, quantity: 10 ** (at % 2), earnings: "1"
    }));
    const own = await buildLedger({as_of: "2026-01-31", lines, rates: ledger.rates});
    const rows = await own.all("select trailing_months::int as months, trailing_units::int as units from rates_observed order by usage_month");
    own.close();
    expect(rows.slice(-3).map((row) => [row.months, row.units])).toEqual([[12, 66], [12, 66], [12, 66]]);
    expect(rows.map((row) => row.months)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 12, 12]);
  });
});

describe("expected_revenue", () => {
  it("uses the observed rate of the last complete month on every day", async () => {
    expect(await db.all("select distinct platform, currency, rate_default, rate_observed, is_observed_fallback from expected_revenue order by 1")).toEqual([
      {platform: "apple", currency: "USD", rate_default: "0.005000000000", rate_observed: "0.005000000000", is_observed_fallback: false},
      {platform: "spotify", currency: "USD", rate_default: "0.002000000000", rate_observed: "0.001786776860", is_observed_fallback: false}
    ]);
    expect(await db.all("select expected_default, expected_observed from expected_revenue where streamed_on = '2024-07-02' and platform = 'spotify'")).toEqual([
      {expected_default: "1.000000000000000000", expected_observed: "0.893388430000000000"}
    ]);
  });

  it("falls back to the reference rate, and says so, where nothing was observed", async () => {
    expect(await ask([day(0, 4)], "select rate_observed, is_observed_fallback, expected_observed from expected_revenue where platform = 'spotify'")).toEqual([
      {rate_observed: null, is_observed_fallback: true, expected_observed: "0.008000000000000000"}
    ]);
  });

  it("multiplies the largest counts exactly", async () => {
    const own = await buildLedger({days: [{streamed_on: "2024-01-01", spotify: 9223372036854775807n, apple: 0, combined: 0}], rates: [["spotify", "9.123456789012", "USD"]]});
    const rows = await own.all("select expected_default from expected_revenue where platform = 'spotify'");
    own.close();
    const exact = (9223372036854775807n * 9123456789012n).toString();
    expect(rows).toEqual([{expected_default: `${exact.slice(0, -12)}.${exact.slice(-12)}000000`}]);
  });

  it("expects nothing, and still counts the streams, without rates", async () => {
    const own = await buildLedger({days: [day(0, 4)]});
    const rows = await own.all("select platform, currency, stream_count::int as n, expected_default from kpi_monthly order by 1");
    const expected = await own.all("from expected_revenue");
    own.close();
    expect(expected).toEqual([]);
    expect(rows).toEqual([{platform: "apple", currency: "USD", n: 0, expected_default: null}, {platform: "spotify", currency: "USD", n: 4, expected_default: null}]);
  });
});

it("kpi_monthly sets the feed beside the statements, by currency", async () => {
  expect(await db.all("select distributor, platform, currency, stream_count::int as streams, statement_units::int as units, earnings, line_count::int as lines, expected_default, day_count::int as days, is_complete from kpi_monthly where usage_month = '2024-04-01' order by 1, 2")).toEqual([
    {distributor: "distrokid", platform: "apple", currency: "USD", streams: 100, units: 100, earnings: "0.500000000000000000", lines: 1, expected_default: "0.500000000000000000", days: 2, is_complete: true},
    {distributor: "distrokid", platform: "spotify", currency: "USD", streams: 1000, units: 1000, earnings: "1.900000000000000000", lines: 1, expected_default: "2.000000000000000000", days: 2, is_complete: true},
    {distributor: "indie", platform: "spotify", currency: "EUR", streams: 0, units: 10, earnings: "0.030000000000000000", lines: 1, expected_default: null, days: 0, is_complete: false},
    {distributor: "toolost", platform: "apple", currency: "USD", streams: 0, units: 0, earnings: "0.000000000000000000", lines: 0, expected_default: "0.000000000000000000", days: 2, is_complete: false},
    {distributor: "toolost", platform: "spotify", currency: "USD", streams: 200, units: 0, earnings: "0.000000000000000000", lines: 0, expected_default: "0.400000000000000000", days: 2, is_complete: false}
  ]);
});
