/** Files of the SQL page, out and in, re-read by other readers. */
import {mkdtempSync, readFileSync, rmSync, writeFileSync} from "node:fs";
import {tmpdir} from "node:os";
import {join} from "node:path";
import {tableFromIPC} from "apache-arrow";
import {strFromU8, unzipSync} from "fflate";
import type {Download, Page} from "playwright-core";
import {readSheet} from "read-excel-file/node";
import {afterAll, beforeAll, describe, expect, test} from "vitest";
import type {Database} from "../../loaders/duckdb.js";
import {exactRows} from "../../src/engine/exact-rows.js";
import {trimDecimal} from "../../src/model/result-text.js";
import type {Opened} from "../harness/browser.js";
import {cells, MONTHS, openSnapshot, openSql, run, soon} from "../harness/sql-page.js";

let db: Database;
let folder: string;
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "ledgerline-sql-"));
  db = await openSnapshot();
});
afterAll(() => {
  db.close();
  rmSync(folder, {recursive: true, force: true});
});

async function save(page: Page, format: string, {safe = true, comma = false} = {}): Promise<string> {
  await page.getByRole("button", {name: "Export", exact: true}).click();
  await page.getByLabel("CSV safe for spreadsheets").setChecked(safe);
  await page.getByLabel("decimal comma").setChecked(comma);
  const [download] = (await Promise.all([page.waitForEvent("download"), page.getByRole("dialog", {name: "Export"}).getByRole("button", {name: format, exact: true}).click()])) as [Download, void];
  const path = join(folder, download.suggestedFilename());
  await download.saveAs(path);
  return path;
}

describe("files out", () => {
  const TEXTS = "select *, '=1+1' as formula, ' @x;\"y\"' as odd, date '2025-11-20' as day, timestamp '2025-11-20 08:15:00' as stamp from (" + MONTHS + ")";
  let opened: Opened;
  let expected: Record<string, unknown>[];
  beforeAll(async () => {
    opened = await openSql("sql.html", {timezone: "Pacific/Auckland"});
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
  await using opened = await openSql();
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
  await soon(() => page.locator(".sql-message").innerText()).toContain("notes.pdf: not a format that is read here");
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
