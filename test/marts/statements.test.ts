/** statement_lines, monthly_revenue and arrivals on the fixture ledger. */
import {afterAll, beforeAll, describe, expect, it} from "vitest";
import type {Database} from "../../loaders/duckdb.js";
import {buildLedger, ledger, table, tableOf} from "../fixtures/ledger.js";

let db: Database;
beforeAll(async () => void (db = await buildLedger(ledger)));
afterAll(() => db.close());

describe("statement_lines", () => {
  it("keeps every line with its place in the file", async () => {
    const rows = await db.all("select line, store, quantity, earnings from statement_lines order by line");
    expect(rows.map((row) => [row.line, row.store, Number(row.quantity), Number(row.earnings)])).toEqual(
      ledger.lines.map((line, at) => [at + 2, line.store, Number(line.quantity), Number(line.earnings)])
    );
  });

  it("counts a fee as money and not as plays, whether it is labelled or not", async () => {
    const sql = "select line, store, quantity, unit_count, earnings from statement_lines where unit_kind = 'fee' order by line";
    expect(await table(db, sql)).toEqual([
      [4, "Spotify", 300, 0, "-0.1"],
      [16, "Spotify Discovery Mode", 40, 0, "-0.04"]
    ]);
  });

  it("takes only a negative Spotify row with plays for an unlabelled fee", async () => {
    const row = {usage_month: "2024-01-01", reported_on: "2024-03-10", earnings: "-0.5"};
    const lines = [
      {...row, store: "Apple Music", quantity: 9},
      {...row, store: "Spotify", quantity: 0},
      {...row, store: " SPOTIFY", quantity: 9},
      {...row, store: "Spotify", quantity: -9}
    ];
    expect(await tableOf({lines}, "select unit_kind, unit_count from statement_lines order by line")).toEqual([
      ["stream", 9], ["stream", 0], ["fee", 0], ["stream", -9]
    ]);
  });

  it("maps spellings of an artist and stores without regard to case, and guesses nothing", async () => {
    expect(await table(db, "select distinct artist_raw, artist from statement_lines order by 1")).toEqual([
      ["PIG1987", "PIG1987"], ["Zone.A0", "ZONE A0"], ["zone-a0", "zone-a0"], ["zone_a0", "ZONE A0"]
    ]);
    const sql = "select store, platform, product, unit_kind from statement_lines where line in (14, 17) order by line";
    expect(await table(db, sql)).toEqual([
      ["iTunes Songs", "itunes", "iTunes Songs", "download"],
      ["Blip", "unmapped", "Blip", "unmapped"]
    ]);
  });

  it("writes every ISRC and UPC alike, and leaves blank what is blank", async () => {
    const line = {...ledger.lines[0]};
    const codes = [
      ["us-abc-23-00001", "1234567890"], ["QZABC2300001", "1234567890.0"], [null, null], ["", ""], ["", "1234567890123"]
    ];
    const lines = codes.map(([isrc, upc]) => ({...line, isrc, upc}));
    const rows = await tableOf({lines}, "select isrc, upc from statement_lines order by line");
    expect(rows).toEqual([
      ["USABC2300001", "001234567890"], ["QZABC2300001", "001234567890"], [null, null], ["", ""], ["", "1234567890123"]
    ]);
  });

  it("keeps the line where store, artist and country are blank", async () => {
    const blank = {store: "", artist_raw: null, country: null, usage_month: "2024-01-01", reported_on: "2024-03-10", quantity: 1};
    const sql = "select platform, artist, country, earnings from monthly_revenue";
    expect(await tableOf({lines: [{...blank, earnings: "1"}]}, sql)).toEqual([["unmapped", "", "", "1"]]);
  });
});

describe("monthly_revenue", () => {
  it("adds all money, and only the plays that are no fees", async () => {
    const sql = `select artist, country, stream_count, unit_count, line_count, earnings, fees, first_reported_on, last_reported_on
      from monthly_revenue where usage_month = '2024-01-01' order by artist`;
    expect(await table(db, sql)).toEqual([
      ["PIG1987", "US", 750, 750, 3, "1.45", "-0.1", "2024-03-10", "2024-04-10"],
      ["ZONE A0", "NA", 300, 300, 1, "0.5", "0", "2024-03-10", "2024-03-10"]
    ]);
  });

  it("counts downloads as units and not as streams, and keeps money without plays", async () => {
    const sql = `select platform, stream_count, unit_count, earnings from monthly_revenue
      where platform in ('itunes', 'youtube') order by platform`;
    expect(await table(db, sql)).toEqual([["itunes", 0, 2, "1.4"], ["youtube", 0, 0, "0.010000000001"]]);
  });
});

it("arrivals tells what came when, by currency", async () => {
  const sql = `select distributor, usage_month, reported_on, currency, earnings, fees, unit_count, line_count from arrivals
    where platform = 'spotify' and usage_month in ('2024-01-01', '2024-04-01') order by all`;
  expect(await table(db, sql)).toEqual([
    ["distrokid", "2024-01-01", "2024-03-10", "USD", "1.9", "-0.1", 1000, 3],
    ["distrokid", "2024-01-01", "2024-04-10", "USD", "0.05", "0", 50, 1],
    ["distrokid", "2024-04-01", "2024-06-10", "USD", "1.9", "0", 1000, 1],
    ["indie", "2024-04-01", "2024-06-10", "EUR", "0.03", "0", 10, 1]
  ]);
});
