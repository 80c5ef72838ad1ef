/** The engine as a page has it, in Chromium: types in far time zones, tables that are missing, tables in memory. */
import {readFileSync} from "node:fs";
import {join} from "node:path";
import {expect, inject, test} from "vitest";
import {openDatabase} from "../../loaders/duckdb.js";
import {openPage} from "../harness/browser.js";
import {moduleUrl, queryInPage, withModule} from "../harness/engine-page.js";
import {serve} from "../harness/serve.js";

const PAGE = "payments.html";

/** The same statement on the loaders' engine over the snapshot that the site was built from. */
async function oracle(sql: string): Promise<Record<string, string>[]> {
  const root = join(inject("workspace"), ".ledgerline");
  const id = readFileSync(join(root, "current"), "utf8").trim();
  const db = await openDatabase();
  try {
    for (const table of ["statement_lines", "monthly_revenue"]) {
      await db.run(`create view ${table} as from read_parquet('${join(root, "snapshots", id, table)}.parquet')`);
    }
    return (await db.all(sql)) as Record<string, string>[];
  } finally {
    db.close();
  }
}

test.each(["Pacific/Auckland", "America/Los_Angeles"])("days, money and counts are right in %s", async (timezone) => {
  const sql = `select usage_month, min(reported_on) first_on, sum(earnings) money, sum(quantity) n, count(*) lines
    from statement_lines group by usage_month order by usage_month`;
  const expected = await oracle(sql);
  await using opened = await openPage(PAGE, {timezone});
  expect(await opened.page.evaluate(() => Intl.DateTimeFormat().resolvedOptions().timeZone)).toBe(timezone);
  const rows = await queryInPage(opened.page, sql);
  expect(rows.map(({usage_month}) => usage_month)).toEqual(expected.map(({usage_month}) => `${usage_month}T00:00:00.000Z`));
  expect(rows.map(({first_on}) => first_on.slice(0, 10))).toEqual(expected.map(({first_on}) => first_on));
  expect(rows.map(({money}) => money.toFixed(2))).toEqual(expected.map(({money}) => Number(money).toFixed(2)));
  expect(rows.map(({n, lines}) => [n, lines])).toEqual(expected.map(({n, lines}) => [Number(n), Number(lines)]));
});

test("a bound day selects that day in any time zone", async () => {
  await using opened = await openPage(PAGE, {timezone: "Pacific/Auckland"});
  const months = await withModule(opened.page, moduleUrl("engine/sql"), async ({sql}) => {
    const [{month}] = await sql`select min(usage_month) as month from monthly_revenue`;
    return (await sql`select distinct usage_month from monthly_revenue where usage_month <= ${month}`).map((row: {usage_month: Date}) => +row.usage_month === +month);
  });
  expect(months).toEqual([true]);
});

test("large tables move to memory and answer the same", async () => {
  const sql = "select artist, platform, country, sum(earnings) money, count(*) n from statement_lines where store <> 'no such store' group by all order by all";
  await using opened = await openPage(PAGE);
  const before = await queryInPage(opened.page, sql);
  const state = () => withModule(opened.page, moduleUrl("engine/sql"), ({engineStatus}) => engineStatus().tables.statement_lines);
  await expect.poll(state, {timeout: 60_000}).toBe("memory");
  const after = await queryInPage(opened.page, sql);
  expect(after.length).toBeGreaterThan(10);
  expect(after).toEqual(before);
  expect(await queryInPage(opened.page, "select distinct typeof(artist) t from statement_lines")).toEqual([{t: expect.stringMatching(/^ENUM/)}]);
  expect(opened.problems()).toEqual([]);
});

test("a missing table is named, and the others still answer", async () => {
  const served = await serve(inject("site"), {missing: /quarantine\.[0-9a-f]+\.parquet$/});
  try {
    await using opened = await openPage(PAGE, {url: served.url});
    await expect(queryInPage(opened.page, "select * from quarantine", [], served.url)).rejects.toThrow("table not available: quarantine (file not served: 404)");
    const [{n}] = await queryInPage(opened.page, "select count(*) n from monthly_revenue", [], served.url);
    expect(n).toBeGreaterThan(0);
  } finally {
    await served.close();
  }
});

test("an error carries the SQL and the engine's reason", async () => {
  await using opened = await openPage(PAGE);
  await expect(queryInPage(opened.page, "select no_such_column from datasets")).rejects.toThrow(/query failed: Binder Error: [\s\S]*no_such_column[\s\S]*select no_such_column from datasets/);
});

test("the catalog lists every table with the types that a reader expects", async () => {
  await using opened = await openPage(PAGE);
  const tables = await withModule<Record<string, object[]>>(opened.page, moduleUrl("engine/sql"), ({schema}) => schema());
  expect(Object.keys(tables).sort()).toEqual(
    [
      "ad_campaigns", "ad_daily", "alert_history", "alerts", "approvals", "arrivals", "artist_spellings", "audience_daily", "coverage_days", "daily_streams", "datasets", "event_attribution", "event_visits", "expected_revenue", "fx_rates", "goals", "kpi_monthly",
      "monthly_revenue", "payments", "payouts", "quality_checks", "quality_history", "quality_periods", "quality_scores", "quarantine", "rates_observed", "reconciliation", "releases", "restatements", "royalty_splits", "statement_details", "statement_lines", "statement_matches", "statement_totals", "store_lags", "tiktok_daily", "worklist"
    ]
  );
  expect(tables.statement_lines).toContainEqual({name: "earnings", type: "DECIMAL(38,18)"});
  expect(tables.statement_lines).toContainEqual({name: "artist", type: "VARCHAR"});
});

test("one engine serves the page, whoever imports the module", async () => {
  const served = await serve(inject("site"));
  try {
    await using opened = await openPage("reconciliation.html", {url: served.url});
    await opened.settled();
    const again = `${moduleUrl("engine/sql", served.url)}?again`; // a hot reload evaluates the module again
    expect(await withModule(opened.page, again, ({query}) => query("select 1 one"))).toEqual([{one: 1}]);
    expect(served.requests.filter(({path}) => path.endsWith(".wasm")).length).toBe(1);
  } finally {
    await served.close();
  }
});
