import {readFileSync} from "node:fs";
import type {Page} from "playwright-core";
import {afterAll, beforeAll, describe, expect, test} from "vitest";
import {axe} from "../harness/browser.js";
import {stage, type Stage} from "./open.js";

let components: Stage;
beforeAll(async () => void (components = await stage(["components/data-table", "components/kpi-card", "components/notice", "components/page-footer", "components/chart-months", "components/chart-ranked", "components/chart-share", "components/chart-change", "components/chart-lines"])));
afterAll(() => components.close());

const show = async (make: () => void): Promise<Page> => {
  const page = await components.open();
  await page.evaluate(make);
  return page;
};

describe("data table", () => {
  const table = () => show(() => {
    const rows = [
      {name: "b", money: "2.5", on: new Date("2025-08-01")}, {name: "=cmd()", money: "10.005", on: new Date("2025-07-01")}, {name: "a", money: null, on: new Date("2025-09-01")}
    ];
    document.querySelector("main")!.append(ledgerline.dataTable(rows, {
      caption: "Things", csvName: "things", totals: true, rowKey: (row: {name: string}) => row.name, selected: "b", onSelect: (key: string) => (document.title = key),
      columns: [{key: "name", label: "Name"}, {key: "money", label: "Money", unit: "USD", total: true, format: (v: string) => Number(v).toFixed(2)}, {key: "on", label: "On"}]
    }));
  });
  const names = (page: Page) => page.locator("tbody th").allInnerTexts();

  test("sorts by a click on the header, both ways, missing last, and says so", async () => {
    const page = await table();
    const money = page.getByRole("columnheader", {name: "Money (USD)"});
    await money.getByRole("button").click();
    expect(await names(page)).toEqual(["=cmd()", "b", "a"]);
    expect(await page.locator("th[aria-sort=descending]").innerText()).toContain("Money");
    await page.keyboard.press("Enter"); // the focus stayed on the header
    expect(await names(page)).toEqual(["b", "=cmd()", "a"]);
  });

  test("shows missing, totals and the selected row; a row is selected by its first cell", async () => {
    const page = await table();
    expect(await page.locator("tbody tr").nth(2).innerText()).toContain("—");
    expect(await page.locator("tfoot").innerText()).toMatch(/Total\s+12\.5/);
    expect(await page.getByRole("button", {name: "b", pressed: true}).count()).toBe(1);
    await page.getByRole("button", {name: "a", exact: true}).click();
    expect(await page.title()).toBe("a");
  });

  test("its CSV is the table as shown, at full precision, without live formulas", async () => {
    const page = await table();
    await page.getByRole("columnheader", {name: "Name"}).getByRole("button").click();
    const [download] = await Promise.all([page.waitForEvent("download"), page.getByRole("button", {name: "Download Things as CSV"}).click()]);
    expect(download.suggestedFilename()).toBe("things.csv");
    expect(readFileSync(await download.path(), "utf8")).toBe("\ufeffName,Money (USD),On\r\n'=cmd(),10.005,2025-07-01\r\na,,2025-09-01\r\nb,2.5,2025-08-01\r\n");
  });

  test("a long table draws 200 rows at a time and exports all", async () => {
    const page = await show(() => document.querySelector("main")!.append(ledgerline.dataTable(Array.from({length: 450}, (_, i) => ({i})), {caption: "Long", csvName: "long", columns: [{key: "i", label: "I", total: true}]})));
    expect(await page.locator("tbody tr").count()).toBe(200);
    await page.getByRole("button", {name: "Show 200 more of 250 rows"}).click();
    await page.getByRole("button", {name: "Show 50 more of 50 rows"}).click();
    expect(await page.locator("tbody tr").count()).toBe(450);
    const [download] = await Promise.all([page.waitForEvent("download"), page.getByRole("button", {name: "Download Long as CSV"}).click()]);
    expect(readFileSync(await download.path(), "utf8").trim().split("\r\n")).toHaveLength(451);
  });
});

describe("key figure", () => {
  test("an estimate carries ≈, a change its sign and basis, and the definition opens by keyboard", async () => {
    const page = await show(() => document.querySelector("main")!.append(
      ledgerline.kpiCard({metric: "outstanding", label: "Outstanding", value: "USD 5.00", estimate: true, delta: {ratio: -0.125, basis: "against Jan 2025"}}),
      ledgerline.kpiCard({label: "Streams", value: "10", delta: {ratio: null, basis: "nothing earlier"}})
    ));
    expect(await page.locator(".kpi-value").allInnerTexts()).toEqual(["≈\u00a0USD 5.00", "10"]);
    expect(await page.locator(".kpi-delta").allInnerTexts()).toEqual(["▼ −12.5% against Jan 2025", "nothing earlier"]);
    await page.getByRole("button", {name: "Definition of Outstanding"}).focus();
    await page.keyboard.press("Enter");
    expect(await page.locator(".definition-body").isVisible()).toBe(true);
    await page.keyboard.press("Escape");
    expect(await page.locator(".definition-body").isVisible()).toBe(false);
  });
});

describe("charts", () => {
  test("months: confirmed solid, estimates on a hatched pattern that exists, title and unit in words", async () => {
    const page = await show(() => document.querySelector("main")!.append(ledgerline.monthChart(
      [{month: new Date("2025-07-01"), series: "a", value: 10}, {month: new Date("2025-08-01"), series: "a", value: 4}, {month: new Date("2025-08-01"), series: "a", value: 6, estimate: true}],
      {width: 500, title: "Revenue", subtitle: "USD per month", series: [{id: "a", label: "A", color: "rgb(1, 2, 3)"}], format: String}
    )));
    const fills = await page.locator("figure svg > g rect").evaluateAll((rects) => rects.map((rect) => rect.getAttribute("fill")));
    expect(fills.slice(0, 2)).toEqual(["rgb(1, 2, 3)", "rgb(1, 2, 3)"]);
    const pattern = /^url\(#(.+)\)$/.exec(fills[2]!)![1];
    expect(await page.locator(`pattern#${pattern} line`).count()).toBe(1);
    expect(await page.getByRole("img").getAttribute("aria-label")).toBe("Revenue: USD per month");
    expect(await page.locator(".legend").innerText()).toContain("≈ estimate");
    expect(await page.locator("figure svg").textContent()).toMatch(/Jul[\s\S]*Aug/);
  });

  test("ranked bars are buttons when they can be selected, and the selected one is always drawn", async () => {
    const page = await show(() => document.querySelector("main")!.append(ledgerline.rankedBars(
      Array.from({length: 12}, (_, i) => ({id: `p${i}`, label: `P${i}`, value: 12 - i, estimate: i === 0 ? 3 : 0})),
      {title: "By platform", subtitle: "USD", format: (n: number) => `USD ${n}`, selected: "p11", limit: 5, onSelect: (id: string) => (document.title = id)}
    )));
    expect(await page.locator(".bar-row").count()).toBe(6);
    expect(await page.getByRole("button", {pressed: true}).innerText()).toContain("P11");
    expect(await page.locator(".bar-value").first().innerText()).toBe("USD 12 + ≈\u00a0USD 3");
    expect(await page.locator(".chart-note").innerText()).toBe("6 more not drawn");
    await page.getByRole("button", {name: /P2/}).click();
    expect(await page.title()).toBe("p2");
  });

  test("shares sum to 100%, changes are ordered by size and keep their sign", async () => {
    const page = await show(() => document.querySelector("main")!.append(
      ledgerline.shareBar([{id: "a", label: "A", value: 3, color: "red"}, {id: "b", label: "B", value: 1, color: "blue"}, {id: "c", label: "C", value: -1, color: "blue"}], {title: "Share", subtitle: "USD", format: String}),
      ledgerline.changeBars([{id: "a", label: "A", before: 10, now: 5}, {id: "b", label: "B", before: 0, now: 8}, {id: "c", label: "C", before: 1, now: 1.2}], {title: "Change", subtitle: "USD", format: (n: number) => n.toFixed(0).replace("-", "−")})
    ));
    expect(await page.locator(".share-percent").allInnerTexts()).toEqual(["75.0%", "25.0%"]);
    expect(await page.locator(".bars .bar-value").allInnerTexts()).toEqual(["+8", "−5"]);
    expect(await page.locator(".bars .bar-detail").allInnerTexts()).toEqual(["new", "−50.0%"]);
  });

  test("a line chart with nothing to draw says so", async () => {
    const page = await show(() => document.querySelector("main")!.append(ledgerline.lineChart([], {width: 300, grain: "day", title: "Streams", subtitle: "per day", series: [], format: String})));
    expect(await page.locator(".chart-empty").innerText()).toBe("Nothing in this period.");
  });
});

test("messages and the footer read as sentences and are accessible", async () => {
  const page = await show(() => document.querySelector("main")!.append(
    ledgerline.missingFile({file: "rates.csv", neededFor: "your own rates", columns: ["platform", "rate"]}), ledgerline.firstRun(),
    ledgerline.pageFooter({dataThrough: "2025-11-19", snapshotId: "0123456789abcdef", builtAt: "2025-11-20T08:05:00Z", asOf: "2025-11-20", calendar: "usage calendar", currency: "USD"})
  ));
  expect(await page.locator(".notice").first().innerText()).toContain("rates.csv is not in the data folder. It is needed for your own rates. Put it there with the columns platform, rate; the rest of the page works without it.");
  expect(await page.locator(".page-footer span").allInnerTexts()).toEqual(["data through 19 Nov 2025", "snapshot 0123456789", "built 20 Nov 2025 08:05 UTC", "as of 20 Nov 2025", "usage calendar", "USD"]);
  expect(await axe(page)).toEqual([]);
});
