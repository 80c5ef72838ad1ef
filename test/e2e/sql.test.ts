/** The SQL page in Chromium: write, break, cancel, chart, share, files in and out, beside the loaders' engine on the snapshot. */
import {mkdtempSync, readFileSync, rmSync, writeFileSync} from "node:fs";
import {tmpdir} from "node:os";
import {join} from "node:path";
import {tableFromIPC} from "apache-arrow";
import {strFromU8, unzipSync} from "fflate";
import type {Download, Page} from "playwright-core";
import {readSheet} from "read-excel-file/node";
import {afterAll, beforeAll, describe, expect, inject, test} from "vitest";
import {openDatabase, type Database} from "../../loaders/duckdb.js";
import {exactRows} from "../../src/engine/exact-rows.js";
import {trimDecimal} from "../../src/model/result-text.js";
import {axe, openPage, type Opened, type OpenOptions} from "../harness/browser.js";

const MONTHS = "select usage_month, platform, currency, sum(earnings) as earnings, sum(unit_count)::bigint as units from monthly_revenue group by all order by usage_month, platform, currency";
/** One step in this engine that runs for minutes. */
const ENDLESS = "select count(*) from range(1000000) a, range(1000000) b";

let db: Database;
let folder: string;
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "ledgerline-sql-"));
  db = await openDatabase();
  const root = join(inject("workspace"), ".ledgerline");
  await db.run(`create view monthly_revenue as from read_parquet('${join(root, "snapshots", readFileSync(join(root, "current"), "utf8").trim(), "monthly_revenue.parquet")}')`);
});
afterAll(() => {
  db.close();
  rmSync(folder, {recursive: true, force: true});
});

async function open(path = "sql.html", options: OpenOptions = {}): Promise<Opened> {
  const opened = await openPage(path, options);
  await opened.page.context().grantPermissions(["clipboard-read", "clipboard-write"]);
  await opened.settled();
  return opened;
}

/** What the page complains about besides the engine's own lines about statements that are meant to fail. */
const complaints = (opened: Opened): string[] => opened.problems().filter((text) => !/^console error: (Error|FAIL WITH|TypeError):? /.test(text));

async function write(page: Page, sql: string): Promise<void> {
  await page.getByRole("textbox", {name: "SQL", exact: true}).click();
  await page.keyboard.press("ControlOrMeta+a");
  await page.keyboard.insertText(sql);
}

const idle = (page: Page): Promise<unknown> => page.waitForFunction(() => !document.querySelector(".query-pane[data-running]"));

/** Runs a statement by the keyboard and returns what the page says. */
async function run(page: Page, sql: string): Promise<string> {
  await write(page, sql);
  await page.keyboard.press("ControlOrMeta+Enter");
  await idle(page);
  return page.locator(".query-status").innerText();
}

/** Cells of the rows on screen, without their numbers. */
const cells = (page: Page): Promise<string[][]> =>
  page.locator(".grid-window .grid-row:not([hidden])").evaluateAll((rows) => rows.map((row) => [...row.querySelectorAll("[role=gridcell]")].map((cell) => cell.textContent!)));

async function save(page: Page, format: string, {safe = true, comma = false} = {}): Promise<string> {
  await page.getByRole("button", {name: "Export", exact: true}).click();
  await page.getByLabel("CSV safe for spreadsheets").setChecked(safe);
  await page.getByLabel("decimal comma").setChecked(comma);
  const [download] = (await Promise.all([page.waitForEvent("download"), page.getByRole("dialog", {name: "Export"}).getByRole("button", {name: format, exact: true}).click()])) as [Download, void];
  const path = join(folder, download.suggestedFilename());
  await download.saveAs(path);
  return path;
}

describe("write", () => {
  test("figures are those of the loaders' engine to the last digit, days are the same days", async () => {
    await using opened = await open("sql.html", {timezone: "America/Los_Angeles"});
    const expected = await db.all(MONTHS.replace("usage_month,", "usage_month::varchar as usage_month,"));
    expect(await run(opened.page, MONTHS)).toMatch(new RegExp(`^${expected.length} rows · [\\d.]+ s$`));
    await expect.poll(() => cells(opened.page)).toHaveLength(16);
    expect((await cells(opened.page)).slice(0, 14)).toEqual(expected.slice(0, 14).map((row) => [row.usage_month, row.platform, row.currency, trimDecimal(String(row.earnings)), String(row.units)]));
    expect(opened.problems()).toEqual([]);
  });

  test("names are suggested with their types, the table tree inserts and shows samples", async () => {
    await using opened = await open();
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
    expect(await table.locator(".tree-grain").innerText()).toContain(`one row per usage month × distributor × platform × artist × country × currency ${Number(n).toLocaleString("en")} rows.`);
    await expect.poll(() => table.locator("li", {hasText: "platform"}).locator(".tree-sample").innerText()).toContain(String(first));
    await write(page, "");
    await table.getByRole("button", {name: /^Insert column platform/}).click();
    expect(await page.getByRole("textbox", {name: "SQL", exact: true}).innerText()).toContain("platform");
  });

  test("the statement under the cursor, the selection, several statements, formatting", async () => {
    await using opened = await open();
    const {page} = opened;
    await write(page, "select 'one' as a;\nselect 'two' as a");
    await page.keyboard.press("ControlOrMeta+Enter");
    await expect.poll(() => cells(page)).toEqual([["two"]]);
    await page.keyboard.press("ControlOrMeta+Home");
    await page.keyboard.press("ControlOrMeta+Enter");
    await expect.poll(() => cells(page)).toEqual([["one"]]);
    await write(page, "create table mine as select 41 as n; insert into mine values (1); select sum(n) as n from mine");
    await page.keyboard.press("ControlOrMeta+a");
    await page.keyboard.press("ControlOrMeta+Enter");
    await expect.poll(() => cells(page)).toEqual([["42"]]);
    await expect.poll(() => page.locator(".tree-table").first().getAttribute("data-name")).toBe("mine");
    await write(page, "SELECT a,b FROM t WHERE a=1");
    await page.keyboard.press("ControlOrMeta+Shift+f");
    await expect.poll(() => page.getByRole("textbox", {name: "SQL", exact: true}).innerText()).toMatch(/^select\s+a,\s+b\s+from\s+t\s+where\s+a = 1$/);
  });

  test("explain and describe are readable", async () => {
    await using opened = await open();
    await run(opened.page, "explain select platform, sum(earnings) from monthly_revenue group by all");
    expect(await opened.page.locator(".plan").innerText()).toMatch(/HASH_GROUP_BY[\s\S]*hash group by: one row for each group/);
    expect(await run(opened.page, "describe monthly_revenue")).toMatch(/^\d+ rows/);
    expect((await cells(opened.page))[0].slice(0, 2)).toEqual(["usage_month", "DATE"]);
  });
});

describe("break", () => {
  test("errors stand at their place with a hint, traps of the dialect are marked while one writes", async () => {
    await using opened = await open();
    const {page} = opened;
    expect(await run(page, "select\n  artits\nfrom monthly_revenue")).toBe("Failed.");
    expect(await page.locator(".cm-lintRange-error").innerText()).toBe("artits");
    expect(await page.getByRole("alert").innerText()).toMatch(/"artits" not found[\s\S]*Did you mean artist\?[\s\S]*Line 2/);
    await run(page, "select * from monthly_revenu");
    expect(await page.getByRole("alert").innerText()).toContain("Did you mean monthly_revenue?");
    await write(page, "select * from monthly_revenue where usage_month >= '2025-01-01 00:00:00'");
    await expect.poll(() => page.locator(".cm-lintRange-warning").innerText()).toBe("'2025-01-01 00:00:00'");
    expect(complaints(opened)).toEqual([]);
  });

  test("the snapshot's tables cannot be changed, and other hosts are not asked", async () => {
    await using opened = await open();
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
    await using opened = await open();
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
    await expect.poll(() => page.locator(".sql-message").innerText()).toContain("the engine was started again");
    await expect.poll(() => run(page, "select n from kept")).toContain("1 row");
    expect(await cells(page)).toEqual([["7"]]);
    expect(await run(page, "select count(*) from monthly_revenue")).toContain("1 row");
    await page.getByRole("tab").first().click();
    expect(await page.locator(".query-result").innerText()).toContain("have to be run again");
    expect(complaints(opened)).toEqual([]);
  });

  test("a query in steps hears Escape, and its engine stays", async () => {
    await using opened = await open();
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
    await using opened = await open();
    const {page} = opened;
    expect(await run(page, "select i as n, (i % 1000)::decimal(18,3) / 4 as part, case when i % 10 = 0 then null else 'name ' || (i % 50) end as name from range(1000000) t(i)")).toMatch(/^1,000,000 rows/);
    const grid = page.getByRole("grid");
    await grid.focus();
    await page.keyboard.press("ControlOrMeta+End");
    await expect.poll(async () => (await cells(page)).at(-1)?.[0]).toBe("999999");
    await page.getByRole("button", {name: "n bigint"}).click();
    await page.getByRole("button", {name: "n bigint"}).click();
    await expect.poll(async () => (await cells(page))[0]?.[0]).toBe("999999");
    await page.getByRole("button", {name: "Statistics and filter of name"}).click();
    const panel = page.getByRole("dialog", {name: "Column name"});
    await expect.poll(() => panel.locator("dl").innerText()).toMatch(/Rows\s+1,000,000\s+Null\s+100,000 \(10\.0%\)\s+Distinct\s+45\s+Min\s+name 1\s+Max\s+name 9/);
    await panel.getByRole("textbox").fill("= name 7");
    await page.keyboard.press("Enter");
    await expect.poll(() => page.locator("[data-shown]").innerText()).toBe("20,000 of 1,000,000 rows");
    await expect.poll(async () => (await cells(page))[0]).toEqual(["999957", "239.25", "name 7"]);
    await grid.focus();
    await page.keyboard.press("ControlOrMeta+Home");
    await page.keyboard.press("Shift+ArrowDown");
    await page.keyboard.press("Shift+ArrowRight");
    await page.keyboard.press("ControlOrMeta+c");
    await expect.poll(() => page.evaluate(() => navigator.clipboard.readText())).toBe("999957\t239.25\n999907\t226.75");
    await page.getByRole("button", {name: "Copy Markdown"}).click();
    await expect.poll(() => page.evaluate(() => navigator.clipboard.readText())).toBe("| n | part |\n| ---: | ---: |\n| 999957 | 239.25 |\n| 999907 | 226.75 |\n");
    expect(opened.problems()).toEqual([]);
  });

  test("a chart by one click, controls, and a link that shows the same figure again", async () => {
    await using opened = await open();
    const {page} = opened;
    await run(page, MONTHS);
    await page.getByText("Chart", {exact: true}).click();
    await expect.poll(() => page.locator(".chart-drawing svg[role=img]").getAttribute("aria-label")).toContain("sum of earnings by usage_month");
    await page.getByRole("combobox", {name: "Mark"}).selectOption("bar");
    await page.getByRole("combobox", {name: "X"}).selectOption("platform");
    await expect.poll(() => page.locator(".chart-drawing h3").innerText()).toBe("sum of earnings by platform");
    await page.locator(".provenance summary").click();
    const about = await page.locator(".provenance").innerText();
    expect(about).toContain("monthly_revenue: one row per usage month");
    expect(about).toContain(JSON.parse(readFileSync(join(inject("workspace"), ".ledgerline/snapshots", readFileSync(join(inject("workspace"), ".ledgerline/current"), "utf8").trim(), "manifest.json"), "utf8")).id);
    const link = (await page.locator("[data-permalink]").getAttribute("href"))!;
    const drawn = await page.locator(".chart-drawing").innerText();
    await using again = await openPage(link);
    await expect.poll(() => again.page.locator(".chart-drawing").innerText().catch(() => ""), {timeout: 20_000}).toBe(drawn);
    expect(await again.page.getByRole("combobox", {name: "Mark"}).inputValue()).toBe("bar");
    expect([...opened.problems(), ...again.problems()]).toEqual([]);
  });

  test("a link that changes tables is not run, a damaged one says so", async () => {
    await using opened = await open();
    const {page} = opened;
    const hash = await page.evaluate(() => btoa("not a link"));
    await page.evaluate((hash) => void (location.hash = `#q=${hash.replace(/=/g, "")}`), hash);
    await expect.poll(() => page.locator(".sql-message").innerText()).toContain("damaged");
    const {deflateSync, strToU8} = await import("fflate");
    const packed = Buffer.from(deflateSync(strToU8(JSON.stringify({sql: "create table gotcha as select 1", chart: null, snapshot: "x"})))).toString("base64url");
    await page.evaluate((packed) => void (location.hash = `#q=${packed}`), packed);
    await expect.poll(() => page.locator(".sql-message").innerText()).toContain("look at it before you run it");
    expect(await run(page, "select count(*) as n from information_schema.tables where table_name = 'gotcha'")).toContain("1 row");
    expect(await cells(page)).toEqual([["0"]]);
  });
});

describe("files out", () => {
  const TEXTS = "select *, '=1+1' as formula, ' @x;\"y\"' as odd, date '2025-11-20' as day, timestamp '2025-11-20 08:15:00' as stamp from (" + MONTHS + ")";
  let opened: Opened;
  let expected: Record<string, unknown>[];
  beforeAll(async () => {
    opened = await open("sql.html", {timezone: "Pacific/Auckland"});
    await run(opened.page, TEXTS);
    expected = await db.all(TEXTS);
  });
  afterAll(async () => {
    expect(opened.problems()).toEqual([]);
    await opened.close();
  });
  const exact = (source: string) => db.all(`select usage_month::date as usage_month, platform, currency, earnings::decimal(38,18) as earnings, units::bigint as units, formula, odd, day::date as day, stamp::timestamp as stamp from ${source}`);

  test("Parquet, CSV and JSON are equal to the last digit when the loaders' engine reads them", async () => {
    const parquet = await save(opened.page, "Parquet");
    expect(await exact(`read_parquet('${parquet}')`)).toEqual(await exact(`(${TEXTS})`));
    const csv = await save(opened.page, "CSV", {safe: false});
    expect(await exact(`read_csv('${csv}', header = true, all_varchar = true)`)).toEqual(await exact(`(${TEXTS})`));
    const json = JSON.parse(readFileSync(await save(opened.page, "JSON"), "utf8")) as Record<string, unknown>[];
    expect(json.map((row) => [row.usage_month, row.platform, row.earnings, row.formula])).toEqual(expected.map((row) => [String(row.usage_month).slice(0, 10), row.platform, row.earnings, "=1+1"]));
  });

  test("Arrow keeps decimals and days", async () => {
    const table = tableFromIPC(readFileSync(await save(opened.page, "Arrow")));
    expect(exactRows(table as never).map((row) => [row[0], row[1], row[3], row[4]])).toEqual(expected.map((row) => [String(row.usage_month).slice(0, 10), row.platform, row.earnings, Number(row.units)]));
  });

  test("spreadsheet-safe CSV with decimal comma: formulas are inert, figures are not touched", async () => {
    const lines = readFileSync(await save(opened.page, "CSV", {comma: true}), "utf8").replace(/^\ufeff/, "").split("\r\n");
    expect(lines[0]).toBe("usage_month;platform;currency;earnings;units;formula;odd;day;stamp");
    const [first] = expected;
    expect(lines[1]).toBe(`${String(first.usage_month).slice(0, 10)};${first.platform};${first.currency};${String(first.earnings).replace(".", ",")};${first.units};'=1+1;"' @x;""y""";2025-11-20;2025-11-20 08:15:00`);
  });

  test("Excel: figures, days and texts that no program runs", async () => {
    const path = await save(opened.page, "Excel");
    const [header, ...rows] = await readSheet(path);
    expect(header.slice(0, 4)).toEqual(["usage_month", "platform", "currency", "earnings"]);
    expect(rows.map((row) => [(row[0] as unknown as Date).toISOString().slice(0, 10), row[1], trimDecimal(String(row[3])), row[5], (row[8] as unknown as Date).toISOString()]))
      .toEqual(expected.map((row) => [String(row.usage_month).slice(0, 10), row.platform, trimDecimal(String(row.earnings)).replace(/0$/, "").replace(/\.0?$/, ""), "=1+1", "2025-11-20T08:15:00.000Z"]));
    const sheet = Object.entries(unzipSync(readFileSync(path))).find(([name]) => /sheet1\.xml$/.test(name))![1];
    expect(strFromU8(sheet)).not.toMatch(/<f[ >]/);
  });
});

test("files in: CSV, TSV, JSON, Parquet and Excel become tables and leave the machine in no request", async () => {
  await using opened = await open();
  const {page} = opened;
  const parquet = join(folder, "made.parquet");
  await db.run(`copy (select 12.5::decimal(18,9) as amount, 'x' as name) to '${parquet}' (format parquet)`);
  const {default: writeWorkbook} = await import("write-excel-file/node");
  const workbook = join(folder, "Sheet of mine.xlsx");
  await writeWorkbook([["when", "amount"], [{value: new Date("2025-02-03T00:00:00Z"), type: Date, format: "yyyy-mm-dd"}, 0.1]] as never).toFile(workbook);
  const text = (name: string, body: string) => {
    writeFileSync(join(folder, name), body);
    return join(folder, name);
  };
  const posts: string[] = [];
  page.on("request", (request) => void (request.method() !== "GET" && posts.push(request.url())));
  await page.locator("input[type=file]").setInputFiles([
    text("own sales.csv", "day;upc;amount;note\r\n2024-01-01;007;1.50;\"a;b\"\r\n2024-01-02;012;2.25;\r\n"), text("t.tsv", "a\tb\n1\ttrue\n"), text("r.json", '[{"a": 0.12345678901234567890123, "b": "007"}, {"a": 2, "b": null}]'), parquet, workbook, text("notes.pdf", "x")
  ]);
  await expect.poll(() => page.locator(".sql-message").innerText(), {timeout: 20_000}).toContain("notes.pdf: not a format that is read here");
  const message = await page.locator(".sql-message").innerText();
  expect(message).toContain("own sales.csv is the table own_sales now (2 rows).");
  await run(page, "select *, typeof(upc) as t1, typeof(amount) as t2, typeof(day) as t3 from own_sales");
  expect(await cells(page)).toEqual([["2024-01-01", "007", "1.50", "a;b", "VARCHAR", "DECIMAL(38,2)", "DATE"], ["2024-01-02", "012", "2.25", "null", "VARCHAR", "DECIMAL(38,2)", "DATE"]]);
  await run(page, "select a, b, typeof(b) as t from t");
  expect(await cells(page)).toEqual([["1", "true", "BOOLEAN"]]);
  await run(page, "select a, b from r");
  expect(await cells(page)).toEqual([["0.12345678901234567890123", "007"], ["2.00", "null"]]);
  await run(page, "select * from made");
  expect(await cells(page)).toEqual([["12.50", "x"]]);
  await run(page, "select * from sheet_of_mine");
  expect(await cells(page)).toEqual([["2025-02-03", "0.1"]]);
  expect(posts).toEqual([]);
  expect(opened.externalRequests).toEqual([]);
});

test("tabs and history outlive a reload", async () => {
  await using opened = await open();
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
  await using opened = await open("sql.html", {width, colorScheme});
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
