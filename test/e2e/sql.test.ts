/** The SQL page in Chromium: write, break, cancel, chart, share, beside the loaders' engine on the snapshot. */
import {readFileSync} from "node:fs";
import {join} from "node:path";
import {deflateSync, strToU8} from "fflate";
import {afterAll, beforeAll, describe, expect, test} from "vitest";
import type {Database} from "../../loaders/duckdb.js";
import {trimDecimal} from "../../src/model/result-text.js";
import {axe, openPage} from "../harness/browser.js";
import {cells, complaints, idle, MONTHS, openSnapshot, openSql, run, snapshotFolder, soon, write} from "../harness/sql-page.js";

/** One step in this engine that runs for minutes. */
const ENDLESS = "select count(*) from range(1000000) a, range(1000000) b";

let db: Database;
beforeAll(async () => void (db = await openSnapshot()));
afterAll(() => db.close());

describe("write", () => {
  test("figures are those of the loaders' engine to the last digit, days are the same days", async () => {
    await using opened = await openSql("sql.html", {timezone: "America/Los_Angeles"});
    const expected = await db.all(MONTHS.replace("usage_month,", "usage_month::varchar as usage_month,"));
    expect(await run(opened.page, MONTHS)).toMatch(new RegExp(`^${expected.length} rows · [\\d.]+ s$`));
    await soon(() => cells(opened.page)).toHaveLength(16);
    expect((await cells(opened.page)).slice(0, 14)).toEqual(expected.slice(0, 14).map((row) => [row.usage_month, row.platform, row.currency, trimDecimal(String(row.earnings)), String(row.units)]));
    expect(opened.problems()).toEqual([]);
  });

  test("names are suggested with their types, the table tree inserts and shows samples", async () => {
    await using opened = await openSql();
    const {page} = opened;
    await write(page, "");
    await page.keyboard.type("select earn from monthly_revenue");
    for (let i = 0; i < " from monthly_revenue".length; ++i) await page.keyboard.press("ArrowLeft");
    await page.keyboard.press("Control+Space");
    expect(await page.locator(".cm-tooltip-autocomplete li").first().innerText()).toMatch(/earnings\s*DECIMAL\(38,18\) · monthly_revenue/);
    await page.waitForTimeout(200); // a key right after the list opens is meant for the text
    await page.keyboard.press("Enter");
    expect(await page.getByRole("textbox", {name: "SQL", exact: true}).innerText()).toContain("select earnings from monthly_revenue");
    const table = page.locator(".tree-table[data-name=monthly_revenue]");
    await table.locator("summary").click();
    const [{n, first}] = await db.all("select count(*)::integer as n, (select platform from monthly_revenue limit 1) as first from monthly_revenue");
    expect(await table.locator(".tree-grain").innerText()).toContain(`one row per usage month × distributor × platform × artist × country × currency. ${Number(n).toLocaleString("en")} rows.`);
    await soon(() => table.locator("li", {hasText: "platform"}).locator(".tree-sample").innerText()).toContain(String(first));
    await write(page, "");
    await table.getByRole("button", {name: /^Insert column platform/}).click();
    expect(await page.getByRole("textbox", {name: "SQL", exact: true}).innerText()).toContain("platform");
  });

  test("the statement under the cursor, the selection, several statements, formatting", async () => {
    await using opened = await openSql();
    const {page} = opened;
    await write(page, "select 'one' as a;\nselect 'two' as a");
    await page.keyboard.press("ControlOrMeta+Enter");
    await soon(() => cells(page)).toEqual([["two"]]);
    await page.keyboard.press("ControlOrMeta+Home");
    await page.keyboard.press("ControlOrMeta+Enter");
    await soon(() => cells(page)).toEqual([["one"]]);
    await write(page, "create table mine as select 41 as n; insert into mine values (1); select sum(n) as n from mine");
    await page.keyboard.press("ControlOrMeta+a");
    await page.keyboard.press("ControlOrMeta+Enter");
    await soon(() => cells(page)).toEqual([["42"]]);
    await soon(() => page.locator(".tree-table").first().getAttribute("data-name")).toBe("mine");
    await write(page, "SELECT a,b FROM t WHERE a=1");
    await page.keyboard.press("ControlOrMeta+Shift+f");
    await soon(() => page.getByRole("textbox", {name: "SQL", exact: true}).innerText()).toMatch(/^select\s+a,\s+b\s+from\s+t\s+where\s+a = 1$/);
  });

  test("explain and describe are readable", async () => {
    await using opened = await openSql();
    await run(opened.page, "explain select platform, sum(earnings) from monthly_revenue group by all");
    expect(await opened.page.locator(".plan").innerText()).toMatch(/HASH_GROUP_BY[\s\S]*hash group by: one row for each group/);
    expect(await run(opened.page, "describe monthly_revenue")).toMatch(/^\d+ rows/);
    expect((await cells(opened.page))[0].slice(0, 2)).toEqual(["usage_month", "DATE"]);
  });
});

describe("break", () => {
  test("errors stand at their place with a hint, traps of the dialect are marked while one writes", async () => {
    await using opened = await openSql();
    const {page} = opened;
    expect(await run(page, "select\n  artits\nfrom monthly_revenue")).toBe("Failed.");
    expect(await page.locator(".cm-lintRange-error").innerText()).toBe("artits");
    expect(await page.getByRole("alert").innerText()).toMatch(/"artits" not found[\s\S]*Did you mean artist\?[\s\S]*Line 2/);
    await run(page, "select * from monthly_revenu");
    expect(await page.getByRole("alert").innerText()).toContain("Did you mean monthly_revenue?");
    await write(page, "select * from monthly_revenue where usage_month >= '2025-01-01 00:00:00'");
    await soon(() => page.locator(".cm-lintRange-warning").innerText()).toBe("'2025-01-01 00:00:00'");
    expect(complaints(opened)).toEqual([]);
  });

  test("the snapshot's tables cannot be changed, and other hosts are not asked", async () => {
    await using opened = await openSql();
    const {page} = opened;
    for (const sql of ["drop view monthly_revenue", "create or replace view monthly_revenue as select 1", "attach 'x.db'", "copy monthly_revenue to 'x.csv'"]) {
      expect(await run(page, sql)).toBe("Failed.");
      expect(await page.getByRole("alert").innerText()).toMatch(/not (changed|possible here)/);
    }
    expect(await run(page, "select * from 'https://example.org/x.parquet'")).toBe("Failed.");
    expect(await page.getByRole("alert").innerText()).toContain("another host: example.org");
    expect(await run(page, "select count(*) from monthly_revenue")).toContain("1 row");
    expect(opened.externalRequests).toEqual([]);
  });
});

describe("cancel", () => {
  test("a query that would run for minutes ends, and the page goes on with what the reader made", async () => {
    await using opened = await openSql();
    const {page} = opened;
    await run(page, "create table kept as select 7 as n");
    await run(page, "select 1 as before");
    await page.getByRole("button", {name: "New query"}).click();
    await write(page, ENDLESS);
    await page.keyboard.press("ControlOrMeta+Enter");
    await page.waitForTimeout(700);
    await page.keyboard.type("-- still writable");
    expect(await page.getByRole("textbox", {name: "SQL", exact: true}).innerText()).toContain("still writable");
    await page.getByRole("button", {name: "Cancel"}).click();
    await idle(page);
    expect(await page.locator(".query-status").innerText()).toBe("Cancelled.");
    await soon(() => page.locator(".sql-message").innerText()).toContain("the engine was started again");
    await soon(() => run(page, "select n from kept")).toContain("1 row");
    expect(await cells(page)).toEqual([["7"]]);
    expect(await run(page, "select count(*) from monthly_revenue")).toContain("1 row");
    await page.getByRole("tab").first().click();
    expect(await page.locator(".query-result").innerText()).toContain("have to be run again");
    expect(complaints(opened)).toEqual([]);
  });

  test("a query in steps hears Escape, and its engine stays", async () => {
    await using opened = await openSql();
    const {page} = opened;
    await write(page, "select sum(range % 7) from range(100000000000)");
    await page.keyboard.press("ControlOrMeta+Enter");
    await page.waitForTimeout(500);
    await page.keyboard.press("Escape");
    await idle(page);
    expect(await page.locator(".query-status").innerText()).toBe("Cancelled.");
    await page.waitForTimeout(1500);
    expect(await page.locator(".sql-message").innerText()).toBe("");
    expect(await run(page, "select 5 as five")).toContain("1 row");
  });
});

describe("results", () => {
  test("a million rows: to the last one, sorted, filtered, counted, copied by the keyboard", async () => {
    await using opened = await openSql();
    const {page} = opened;
    expect(await run(page, "select i as n, (i % 1000)::decimal(18,3) / 4 as part, case when i % 10 = 0 then null else 'name ' || (i % 50) end as name from range(1000000) t(i)")).toMatch(/^1,000,000 rows/);
    const grid = page.getByRole("grid");
    await grid.focus();
    await page.keyboard.press("ControlOrMeta+End");
    await soon(async () => (await cells(page)).at(-1)?.[0]).toBe("999999");
    await page.getByRole("button", {name: "n bigint"}).click();
    await page.getByRole("button", {name: "n bigint"}).click();
    await soon(async () => (await cells(page))[0]?.[0]).toBe("999999");
    await page.getByRole("button", {name: "Statistics and filter of name"}).click();
    const panel = page.getByRole("dialog", {name: "Column name"});
    await soon(() => panel.locator("dl").innerText()).toMatch(/Rows\s+1,000,000\s+Null\s+100,000 \(10\.0%\)\s+Distinct\s+45\s+Min\s+name 1\s+Max\s+name 9/);
    await panel.getByRole("textbox").fill("= name 7");
    await page.keyboard.press("Enter");
    await soon(() => page.locator("[data-shown]").innerText()).toBe("20,000 of 1,000,000 rows");
    await soon(async () => (await cells(page))[0]).toEqual(["999957", "239.25", "name 7"]);
    await grid.focus();
    await page.keyboard.press("ControlOrMeta+Home");
    await page.keyboard.press("Shift+ArrowDown");
    await page.keyboard.press("Shift+ArrowRight");
    await page.keyboard.press("ControlOrMeta+c");
    await soon(() => page.evaluate(() => navigator.clipboard.readText())).toBe("999957\t239.25\n999907\t226.75");
    await page.getByRole("button", {name: "Copy Markdown"}).click();
    await soon(() => page.evaluate(() => navigator.clipboard.readText())).toBe("| n | part |\n| ---: | ---: |\n| 999957 | 239.25 |\n| 999907 | 226.75 |\n");
    expect(opened.problems()).toEqual([]);
  });

  test("a chart by one click, controls, and a link that shows the same figure again", async () => {
    await using opened = await openSql();
    const {page} = opened;
    await run(page, MONTHS);
    await page.getByText("Chart", {exact: true}).click();
    await soon(() => page.locator(".chart-drawing svg[role=img]").getAttribute("aria-label")).toContain("sum of earnings by usage_month");
    await page.getByRole("combobox", {name: "Mark"}).selectOption("bar");
    await page.getByRole("combobox", {name: "X"}).selectOption("platform");
    await soon(() => page.locator(".chart-drawing h3").innerText()).toBe("sum of earnings by platform");
    await page.locator(".provenance summary").click();
    await soon(() => page.locator(".provenance").innerText()).toContain("monthly_revenue: one row per usage month");
    expect(await page.locator(".provenance").innerText()).toContain(JSON.parse(readFileSync(join(snapshotFolder(), "manifest.json"), "utf8")).id);
    const link = (await page.locator("[data-permalink]").getAttribute("href"))!;
    const drawn = await page.locator(".chart-drawing").innerText();
    await using again = await openPage(link);
    await soon(() => again.page.locator(".chart-drawing").innerText().catch(() => "")).toBe(drawn);
    expect(await again.page.getByRole("combobox", {name: "Mark"}).inputValue()).toBe("bar");
    expect([...opened.problems(), ...again.problems()]).toEqual([]);
  });

  test("a link that changes tables is not run, a damaged one says so", async () => {
    await using opened = await openSql();
    const {page} = opened;
    const hash = await page.evaluate(() => btoa("not a link"));
    await page.evaluate((hash) => void (location.hash = `#q=${hash.replace(/=/g, "")}`), hash);
    await soon(() => page.locator(".sql-message").innerText()).toContain("damaged");
    const packed = Buffer.from(deflateSync(strToU8(JSON.stringify({sql: "create table gotcha as select 1", chart: null, snapshot: "x"})))).toString("base64url");
    await page.evaluate((packed) => void (location.hash = `#q=${packed}`), packed);
    await soon(() => page.locator(".sql-message").innerText()).toContain("look at it before you run it");
    expect(await run(page, "select count(*) as n from information_schema.tables where table_name = 'gotcha'")).toContain("1 row");
    expect(await cells(page)).toEqual([["0"]]);
  });
});

test("tabs and history outlive a reload", async () => {
  await using opened = await openSql();
  const {page} = opened;
  await run(page, "-- First one\nselect 1 as a");
  await page.getByRole("button", {name: "New query"}).click();
  await run(page, "select 2 as b");
  await page.waitForTimeout(500);
  await page.reload();
  await opened.settled();
  expect(await page.getByRole("tab").allInnerTexts()).toEqual(["First one", "Query 2"]);
  expect(await page.getByRole("textbox", {name: "SQL", exact: true}).innerText()).toBe("select 2 as b");
  await page.getByText("History", {exact: true}).click();
  expect((await page.locator(".history li").allInnerTexts()).map((text) => text.split("\n")[0])).toEqual(["select 2 as b", "-- First one select 1 as a"]);
  await page.locator(".history button").nth(1).click();
  expect(await page.getByRole("tab").count()).toBe(3);
  await page.getByRole("button", {name: "Close query"}).click();
  expect(await page.getByRole("tab").count()).toBe(2);
});

test.each([[1440, "light"], [1440, "dark"], [390, "light"], [390, "dark"]] as const)("readable at %i px in the %s, and axe finds nothing", async (width, colorScheme) => {
  await using opened = await openSql("sql.html", {width, colorScheme});
  const {page} = opened;
  await run(page, MONTHS);
  expect(await axe(page)).toEqual([]);
  await page.getByText("Chart", {exact: true}).click();
  await page.locator(".chart-drawing svg").waitFor();
  await page.locator(".provenance summary").click();
  await page.locator("h1").click();
  await page.keyboard.press("?");
  expect(await page.getByRole("dialog", {name: "Keys"}).innerText()).toContain("Ctrl/Cmd + Enter");
  await page.keyboard.press("Escape");
  expect(await axe(page)).toEqual([]);
  expect(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)).toBeLessThanOrEqual(0);
  expect(opened.problems()).toEqual([]);
});
