/** The Definitions page: everything of the catalog and the manifest, found by search, by link and from a figure; and the API beside it. */
import {readFileSync} from "node:fs";
import {join} from "node:path";
import {expect, inject, test} from "vitest";
import type {Manifest} from "../../loaders/manifest.js";
import {metrics} from "../../src/model/metrics.js";
import {axe, openPage} from "../harness/browser.js";

const all = Object.values(metrics);
const snapshotTables = async (): Promise<Manifest["tables"]> => (await (await fetch(new URL("api/data/schema.json", inject("url")))).json()).data;

test("every metric and every column, each with a place of its own", async () => {
  const tables = await snapshotTables();
  await using opened = await openPage("definitions.html");
  await opened.settled();
  const {page} = opened;
  expect(await page.locator(".definition-entry").count()).toBe(all.length);
  expect(await page.locator(".definition-table tbody tr").count()).toBe(tables.reduce((sum, table) => sum + table.columns.length, 0));
  for (const {name, calculation, limitations} of all) {
    const text = await page.locator(`#metric-${name}`).textContent();
    expect(text).toContain(calculation);
    expect(text).toContain(limitations[0]);
  }
  for (const {name, grain, columns} of tables) {
    expect(await page.locator(`#table-${name}`).innerText()).toContain(grain);
    expect(await page.locator(`#column-${name}-${columns[0].name}`).textContent()).toContain(columns[0].description);
  }
  expect(await page.locator("details[open]").count()).toBe(0);
  await page.locator("#table-payments summary").press("Enter");
  expect(await page.locator("#column-payments-status").isVisible()).toBe(true);
  await page.getByRole("button", {name: "Open all"}).click();
  expect(await page.locator("details:not([open])").count()).toBe(0);
  expect(await axe(page)).toEqual([]);
  expect(opened.problems()).toEqual([]);
});

test("search by keyboard leaves what fits, and the link remembers it; on a phone, dark", async () => {
  await using opened = await openPage("definitions.html", {width: 390, colorScheme: "dark"});
  await opened.settled();
  const {page} = opened;
  await page.getByLabel("Search metrics and columns").focus();
  await page.keyboard.type("roas");
  expect(await page.locator(".definition-entry:visible h3").allInnerTexts()).toEqual([expect.stringContaining("Return on ad spend")]);
  expect(await page.locator(".definition-search output").innerText()).toBe("1 metric, 0 columns");
  expect(await page.locator("#metric-return_on_ad_spend dl").isVisible()).toBe(true);
  expect(new URL(page.url()).searchParams.get("q")).toBe("roas");
  await page.reload();
  await opened.settled();
  expect(await page.locator(".definition-entry:visible").count()).toBe(1);
  expect(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)).toBeLessThanOrEqual(0);
  await page.getByLabel("Search metrics and columns").fill("no such word");
  expect(await page.locator(".definition-search output").innerText()).toContain("nothing has these words");
  expect(await axe(page)).toEqual([]);
  expect(opened.problems()).toEqual([]);
});

test("a figure leads to its definition", async () => {
  await using opened = await openPage("index.html");
  await opened.settled();
  const {page} = opened;
  await page.getByLabel("Definition of Revenue per stream").first().click();
  await page.getByText("Revenue per stream among all definitions").first().click();
  await page.locator("#metric-revenue_per_stream.named").waitFor();
  expect(await page.locator("#metric-revenue_per_stream dl").isVisible()).toBe(true);
  await page.waitForFunction(() => {
    const {top, bottom} = document.querySelector("#metric-revenue_per_stream")!.getBoundingClientRect();
    return top >= -1 && bottom <= innerHeight + 1;
  });
  expect(opened.problems()).toEqual([]);
});

test("the built site holds the API, under any path and on a host that guesses nothing", async () => {
  const manifest = JSON.parse(readFileSync(join(inject("site"), "api/health"), "utf8")).metadata;
  for (const path of ["api/health", "api/health.json", "api/distributor/reconciliation/2025-07", "api/data/metadata/goals.csv", "api/metrics.json"]) {
    const response = await fetch(new URL(path, inject("url")));
    const body = await response.json();
    expect([path, response.status, body.success, body.metadata.snapshot_id]).toEqual([path, 200, true, manifest.snapshot_id]);
  }
  expect((await (await fetch(new URL("api/openapi.json", inject("url")))).json()).openapi).toBe("3.1.0");
});
