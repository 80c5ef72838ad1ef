import {afterAll, beforeAll, describe, expect, it} from "vitest";
import type {Database} from "../../loaders/duckdb.js";
import {marts} from "../../loaders/marts/index.js";
import {buildLedger, ledger} from "../fixtures/ledger.js";

let full: Database;
let empty: Database;
beforeAll(async () => {
  [full, empty] = [await buildLedger(ledger), await buildLedger()];
});
afterAll(() => [full, empty].forEach((db) => db.close()));

const count = async (db: Database, from: string): Promise<number> => Number((await db.all(`select count(*) as n from ${from}`))[0].n);
async function typesOf(db: Database, table: string): Promise<Record<string, string>> {
  const columns = await db.all(`select column_name, column_type from (describe ${table})`);
  return Object.fromEntries(columns.map((column) => [column.column_name, column.column_type]));
}

const money =
  /^((trailing_)?earnings|original_amount|withheld|recoup|fees|gross|actual|arrived|variance|expected(_default|_observed)?|.*_effect|outstanding_.*|spend|amount|target|value|approved_total|actual_total|change|total|fee|tax|lines_total|stated_total|received|difference|.*_amount)$/;
const expectedType = (column: string): string => {
  if (money.test(column)) return "DECIMAL(38,18)";
  if (/_on$|_month$/.test(column)) return "DATE";
  if (/(^|_)rate($|_)/.test(column)) return "DECIMAL(18,12)";
  if (column === "dwell_minutes") return "DECIMAL(38,3)";
  if (/^is_/.test(column)) return "BOOLEAN";
  if (["variance_pct", "x", "y"].includes(column)) return "DOUBLE";
  if (column === "line" || column === "team_ppm") return "INTEGER";
  return /_count$|^quality_score$|_units$|_days$|_ppm$|_months$|^quantity$/.test(column) ? "BIGINT" : "VARCHAR";
};

it("serves each table under a name of its own", () => {
  expect(marts.map((mart) => mart.name).sort()).toEqual([
    "ad_campaigns", "ad_daily", "approvals", "arrivals", "artist_spellings", "audience_daily", "daily_streams", "event_attribution", "event_visits", "expected_revenue", "fx_rates", "goals",
    "kpi_monthly", "monthly_revenue", "payments", "payouts", "rates_observed", "reconciliation", "releases", "royalty_splits", "statement_details", "statement_lines", "statement_matches", "statement_totals", "store_lags", "tiktok_daily", "worklist"
  ]);
});

describe.each(marts)("$name", (mart) => {
  it("has rows, and a key that is unique and never null", async () => {
    const rows = await count(full, mart.name);
    expect(rows).toBeGreaterThan(0);
    expect(await count(full, `(select distinct ${mart.key.join(", ")} from ${mart.name})`)).toBe(rows);
    expect(await count(full, `${mart.name} where ${mart.key.map((column) => `${column} is null`).join(" or ")}`)).toBe(0);
  });

  it("is ordered by columns that include its key, so that its bytes never change", () => {
    expect(mart.orderBy.split(", ")).toEqual(expect.arrayContaining(mart.key));
  });

  it("describes every column, in order", async () => {
    expect(Object.keys(await typesOf(full, mart.name))).toEqual(Object.keys(mart.columns));
  });

  it("is an empty table of the same types without any input", async () => {
    expect(await count(empty, mart.name)).toBe(0);
    const plain = (types: Record<string, string>) =>
      Object.fromEntries(Object.entries(types).map(([column, type]) => [column, type.startsWith("ENUM") ? "VARCHAR" : type]));
    const types = plain(await typesOf(full, mart.name));
    expect(plain(await typesOf(empty, mart.name))).toEqual(types);
    expect(types).toEqual(Object.fromEntries(Object.keys(types).map((column) => [column, expectedType(column)])));
  });
});
