/** The revenue page's queries on both engines, against answers worked out by hand from the small ledger. */
import {mkdtempSync, rmSync} from "node:fs";
import {tmpdir} from "node:os";
import {join} from "node:path";
import {afterAll, beforeAll, describe, expect, test} from "vitest";
import {openDatabase, writeParquet, type Database} from "../../loaders/duckdb.js";
import {platformRates, revenueBreakdown, revenueMonths, revenueTotals, type RevenueScope} from "../../src/engine/queries/revenue.js";
import {revenueDimensions, trackName, trackParts} from "../../src/model/revenue-rows.js";
import {buildLedger, ledger} from "../fixtures/ledger.js";
import {openWasm, type WasmEngine} from "../harness/wasm-node.js";

const TABLES = ["monthly_revenue", "statement_lines", "rates_observed"];
const dir = mkdtempSync(join(tmpdir(), "ledgerline-revenue-"));
let wasm: WasmEngine;
let native: Database;

beforeAll(async () => {
  const marts = await buildLedger(ledger);
  [wasm, native] = [await openWasm(), await openDatabase()];
  for (const table of TABLES) {
    const path = join(dir, `${table}.parquet`);
    await writeParquet(marts, `select * from ${table}`, path);
    wasm.addParquet(table, path);
    await native.run(`create view ${table} as from read_parquet('${path}')`);
  }
  marts.close();
});
afterAll(() => {
  wasm.close();
  native.close();
  rmSync(dir, {recursive: true});
});

type Query = {sql: string; params: (string | number)[]};
const plain = (value: unknown) => (value instanceof Date ? value.toISOString().slice(0, 10) : typeof value === "bigint" || (typeof value === "string" && /^-?\d+\.\d+$/.test(value)) ? Number(value) : value);
const plainRows = (rows: readonly Record<string, unknown>[]) => rows.map((row) => Object.fromEntries(Object.entries(row).map(([name, value]) => [name, plain(value)])));

/** Rows of the browser's engine, once they have been found equal to those of the loaders'. */
async function both({sql, params}: Query): Promise<Record<string, any>[]> {
  const rows = plainRows([...wasm.query(sql, params)]);
  expect(rows).toEqual(plainRows(await native.all(sql, params)));
  return rows;
}

const year: RevenueScope = {calendar: "usage", currency: "USD", from: "2024-01-01", to: "2024-12-31", filters: {}};
const ids = (rows: Record<string, any>[]) => rows.map((row) => [row.id, Number(row.earnings.toFixed(6))]);

describe("totals", () => {
  test("money over all lines, units over lines that are not fees", async () => {
    // 15 lines in USD and the negative Spotify line: see the fixture. 300 and 40 units repeat plays already counted.
    expect(await both(revenueTotals(year))).toEqual([{earnings: 13.840000000001, fees: -0.14, unit_count: 6359, stream_count: 6350, line_count: 16}]);
  });

  test("the two calendars hold the same money over all time", async () => {
    const [usage] = await both(revenueTotals(year));
    expect((await both(revenueTotals({...year, calendar: "statement"})))[0]).toEqual(usage);
  });

  test("both ends of a range count", async () => {
    const [{line_count}] = await both(revenueTotals({...year, calendar: "statement", from: "2024-03-10", to: "2024-04-10"}));
    expect(line_count).toBe(5);
    expect((await both(revenueTotals({...year, calendar: "statement", from: "2024-03-11", to: "2024-04-09"})))[0].line_count).toBe(0);
  });

  test("another currency is another total", async () => {
    expect((await both(revenueTotals({...year, currency: "EUR"})))[0]).toMatchObject({earnings: 0.03, unit_count: 10});
  });

  test("nothing matches: no error, null or 0", async () => {
    const [row] = await both(revenueTotals({...year, filters: {artist: "nobody'; --"}}));
    expect([row.earnings ?? null, row.line_count ?? 0]).toEqual([null, 0]);
  });
});

describe("breakdowns", () => {
  test("by platform, with the fees inside Spotify", async () => {
    expect(ids(await both(revenueBreakdown(year, "platform")))).toEqual([["spotify", 10.81], ["apple", 1.55], ["itunes", 1.4], ["unmapped", 0.07], ["youtube", 0.01]]);
  });

  test("Namibia is a country, and its filter finds it", async () => {
    expect(ids(await both(revenueBreakdown(year, "country")))).toContainEqual(["NA", 0.5]);
    expect((await both(revenueTotals({...year, filters: {country: "NA"}})))[0].earnings).toBe(0.5);
  });

  test.each(revenueDimensions)("by %s: adds up to the total on either calendar, and its own filter keeps the other groups", async (dimension) => {
    for (const calendar of ["usage", "statement"] as const) {
      const scope = {...year, calendar};
      const [{earnings}] = await both(revenueTotals(scope));
      const rows = await both(revenueBreakdown(scope, dimension));
      expect(rows.reduce((sum, row) => sum + row.earnings, 0)).toBeCloseTo(earnings, 9);
      const filtered = {...scope, filters: {[dimension]: rows[0].id}};
      expect(await both(revenueBreakdown(filtered, dimension))).toEqual(rows);
      expect((await both(revenueTotals(filtered)))[0].earnings).toBeCloseTo(rows[0].earnings, 9);
    }
  });

  test("filters of different kinds combine", async () => {
    const scope = {...year, filters: {platform: "spotify", month: "2024-01-01", track: trackName("Song", "ZONE A0")}};
    expect((await both(revenueTotals(scope)))[0]).toMatchObject({earnings: 0.5, line_count: 1});
  });
});

test("months by distributor, without the month's own filter", async () => {
  const rows = await both(revenueMonths({...year, filters: {month: "2024-03-01", platform: "spotify"}}));
  expect(rows.map((row) => [row.month, row.distributor, row.earnings])).toEqual([
    ["2024-01-01", "distrokid", 1.95], ["2024-02-01", "distrokid", 2], ["2024-03-01", "distrokid", 2],
    ["2024-04-01", "distrokid", 1.9], ["2024-05-01", "distrokid", 1.96], ["2024-06-01", "distrokid", 1]
  ].map(([month, distributor, earnings]) => [month, distributor, earnings]));
  const reported = await both(revenueMonths({...year, calendar: "statement"}));
  expect(reported[0]).toMatchObject({month: "2024-03-01", earnings: 1.9});
});

test("rates of the months asked for, the first and last included", async () => {
  const rows = await both(platformRates({currency: "USD", from: "2024-01-20", to: "2024-03-01"}));
  expect(rows.filter((row) => row.platform === "spotify").map((row) => [row.usage_month, row.rate])).toEqual([["2024-01-01", 0.001857142857], ["2024-02-01", 0.002], ["2024-03-01", 0.002]]);
});

test("a track's name comes apart as it was put together", () => {
  expect(trackParts(trackName("Low · Orbit", "ZONE A0"))).toEqual(["Low · Orbit", "ZONE A0"]);
  expect(trackParts(trackName(null, null))).toEqual(["", ""]);
});
