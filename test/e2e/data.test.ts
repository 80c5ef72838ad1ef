/** The data page beside the files themselves. */
import {createHash} from "node:crypto";
import {readFileSync} from "node:fs";
import {join} from "node:path";
import {expect, inject, test} from "vitest";
import {metrics} from "../../src/model/metrics.js";
import {axe, openPage} from "../harness/browser.js";
import {figure, tableRows} from "../harness/figures.js";

const read = (name: string): Buffer => readFileSync(join(inject("workspace"), "data/curated", name));

test("each file with its rows and hash", async () => {
  const bytes = read("dk_bank_details.csv");
  const lines = bytes.toString("utf8").trimEnd().split("\n").length - 1;
  await using opened = await openPage("data.html");
  await opened.settled();
  const row = (await tableRows(opened.page, "Input files")).find(([file]) => file === "dk_bank_details.csv")!;
  expect(row[1]).toBe("loaded");
  expect(row.slice(2, 5).map(figure)).toEqual([lines, lines, 0]);
  const hash = createHash("sha256").update(bytes).digest("hex");
  const button = opened.page.locator(".hash", {hasText: hash.slice(0, 10)});
  expect(await button.getAttribute("title")).toContain(hash);
  expect(await opened.page.locator(".problem-list li", {hasText: 'artist "Zone A-0" is not in artist_aliases.csv'}).count()).toBe(1);
  expect(await axe(opened.page)).toEqual([]);
  expect(opened.problems()).toEqual([]);
});

test("a table unfolds to its columns and first rows, and the link remembers it", async () => {
  await using opened = await openPage("data.html");
  await opened.settled();
  await opened.page.locator("#table-statement_lines summary").click();
  await opened.page.locator('table[aria-label="First rows of statement_lines"]').waitFor();
  expect(new URL(opened.page.url()).searchParams.get("table")).toBe("statement_lines");
  expect(await tableRows(opened.page, "First rows of statement_lines")).toHaveLength(20);
  expect((await tableRows(opened.page, "Columns of statement_lines")).map(([name]) => name)).toContain("earnings");
  await opened.page.reload();
  await opened.page.locator('table[aria-label="First rows of statement_lines"]').waitFor();
  expect(opened.problems()).toEqual([]);
});

test("every definition of the catalog is there, on a phone too", async () => {
  await using opened = await openPage("data.html?files=other", {width: 390, colorScheme: "dark"});
  await opened.settled();
  expect(await opened.page.locator(".definition-list dt").count()).toBe(Object.keys(metrics).length);
  expect((await tableRows(opened.page, "Input files")).some((row) => row[1] === "loaded")).toBe(false);
  expect(await opened.page.evaluate(() => document.documentElement.scrollWidth - innerWidth)).toBeLessThanOrEqual(0);
  expect(await axe(opened.page)).toEqual([]);
  expect(opened.problems()).toEqual([]);
});
