import {afterAll, beforeAll, expect, test} from "vitest";
import {axe} from "../harness/browser.js";
import {stage, type Stage} from "./open.js";

let components: Stage;
beforeAll(async () => void (components = await stage(["components/restatement-table"])));
afterAll(() => components.close());

const columns = (...rows: Record<string, string | number>[]) => Object.fromEntries(Object.keys(rows[0]).map((name) => [name, rows.map((row) => row[name])]));
const cell = {kind: "restated", usage_month: "2024-11-01", distributor: "distrokid", platform: "apple", store: "Apple Music", artist: "ZONE A0", currency: "USD", earnings_before: "10.5", earnings_after: "12.5", change: "2", units_before: 5, units_after: 6, lines_added: 3, lines_removed: 1};
const month = {usage_month: "2024-11-01", distributor: "distrokid", currency: "USD", earnings_before: "100.5", earnings_after: "102.5", restated: "2", arrived: "0", restated_cells: 1, arrived_cells: 0, lines_added: 3, lines_removed: 1};
const before = {id: "0123456789ab", built_at: "2025-11-20T08:00:00Z", as_of: "2025-11-20", statements_through: "2025-11-19"};

async function show(data: object) {
  const page = await components.open();
  await page.evaluate((json) => document.querySelector("main")!.append(ledgerline.restatementSection(json)), data);
  return page;
}

test("alerts, sentences and the changes, which can be switched", async () => {
  const late = {...cell, kind: "arrived", usage_month: "2025-10-01", store: "Spotify", change: "-0.0004", earnings_before: "1", earnings_after: "0.9996"};
  const page = await show({compared_with: before, approval_alerts: ["approvals.csv: changed"], restated_months: columns(month), restatements: columns(cell, late), restatement_count: 2});
  expect(await page.getByRole("note").innerText()).toContain("approvals.csv: changed");
  expect(await page.locator("li").first().innerText()).toBe("Nov 2024 (distrokid) was restated: USD\u00a0100.50 → USD\u00a0102.50, +USD\u00a02.00 (3 lines added, 1 line removed): Apple Music, ZONE A0 +USD\u00a02.00.");
  const texts = async () => (await page.locator("tbody tr").allInnerTexts()).map((text) => text.split(/\s*\t\s*/));
  expect(await texts()).toEqual([["Nov 2024", "distrokid", "Apple Music", "ZONE A0", "restated", "USD", "10.50", "12.50", "+2.00", "3", "1"]]);
  await page.getByText("All", {exact: true}).click();
  expect((await texts()).map(([name, , , , kind, , , , change]) => [name, kind, change])).toEqual([["Oct 2025", "arrived", "−0.000400"], ["Nov 2024", "restated", "+2.00"]]);
  expect(await axe(page)).toEqual([]);
});

test("nothing to compare with, and nothing changed", async () => {
  expect(await (await show({})).locator("main").innerText()).toBe("There is no earlier snapshot to compare with.");
  const page = await show({compared_with: before, restated_months: {}, restatements: {}});
  expect(await page.locator("main").innerText()).toMatch(/^No usage month has changed\.\s+Compared with snapshot 0123456789ab \(built 20 Nov 2025 08:00 UTC, statements through 19 Nov 2025\)\.$/);
});
