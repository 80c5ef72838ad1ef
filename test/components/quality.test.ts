import {afterAll, beforeAll, expect, test} from "vitest";
import {axe} from "../harness/browser.js";
import {stage, type Stage} from "./open.js";

let components: Stage;
beforeAll(async () => void (components = await stage(["components/quality-badge", "components/quality-report", "components/quality-scores", "components/coverage-map", "components/consistency-panels", "components/kpi-card"])));
afterAll(() => components.close());

test("a badge stands only beside figures whose tables a check touches, and says why without colour", async () => {
  const page = await components.open();
  await page.evaluate(() => {
    const cards = document.createElement("div");
    cards.append(ledgerline.kpiCard({metric: "outstanding", label: "Outstanding", value: "1"}), ledgerline.kpiCard({metric: "data_quality_score", label: "Score", value: "2"}), ledgerline.kpiCard({label: "Plain", value: "3"}));
    const mark = {dataset: "payouts", check_id: "a.b c", status: "degraded", severity: "mark", effect: "degraded", sentence: "Odd.", tables: ["payments"]};
    document.querySelector("main")!.append(ledgerline.markFigures(cards, [mark, {...mark, check_id: "d"}]), ledgerline.qualityLine([mark], ["payments"]));
    document.title = String(ledgerline.qualityLine([mark], ["goals"]));
  });
  expect(await page.title()).toBe("null");
  expect(await page.locator("section:has(.quality-badge)").evaluateAll((cards) => cards.map((card) => card.getAttribute("aria-label")))).toEqual(["Outstanding"]);
  const badge = page.locator("a.quality-badge");
  expect([await badge.innerText(), await badge.getAttribute("href"), await badge.getAttribute("aria-label")]).toEqual(["! 2", "./quality.html#check-payouts-a-b-c", "Quality degraded: 2 checks touch this figure. Odd. Odd."]);
  expect((await page.locator(".quality-line").innerText()).replace(/\s+/g, " ")).toBe("! 1 check of the data makes figures on this page doubtful: degraded: Odd.");
  expect(await axe(page)).toEqual([]);
});

test("the coverage map gives each state a sign, and the tables count the days", async () => {
  const page = await components.open();
  await page.evaluate(() => {
    const states = ["reported", "partial", "zero", "missing", "reported"];
    const days = states.map((state, i) => ({dataset: "daily", covered_on: new Date(Date.UTC(2025, 0, i + 1)), row_count: 2, series_count: 2, missing_series_count: 0, zero_series_count: 0, state}));
    const label = () => "Daily streams";
    const options = {width: 500, title: "Days", subtitle: "day by dataset", from: days[0].covered_on, to: days[4].covered_on, label};
    document.querySelector("main")!.append(ledgerline.coverageMap(days, options), ledgerline.gapTable(days, {caption: "Gaps", label}), ledgerline.coverageMap([], options));
  });
  const drawing = page.getByRole("img");
  expect(await drawing.locator("text").evaluateAll((texts) => texts.map((text) => text.textContent).filter((text) => text && /^[◐0×]$/.test(text)))).toEqual(["◐", "0", "×"]);
  expect(await drawing.textContent()).toContain("Daily streams");
  expect(await page.locator("table[aria-label=Gaps] tbody tr th").allInnerTexts()).toEqual(["4 Jan 2025", "3 Jan 2025", "2 Jan 2025"]);
  expect(await page.locator(".chart-empty").innerText()).toBe("No dataset has days in this period.");
  expect(await axe(page)).toEqual([]);
});

test("snapshots of one minute are told apart, and a month outside the band is a cross", async () => {
  const page = await components.open();
  await page.evaluate(() => {
    const score = (id: string, second: number, points: number) => ({snapshot_id: id, built_at: new Date(Date.UTC(2025, 0, 1, 8, 30, second)), as_of: new Date("2025-01-01"), dataset: "goals", label: "Goals", score: points, status: "healthy"});
    const month = (i: number, deviation_pct: number) => ({dataset: "x_statements", check_id: "streams.x on apple", compared_month: new Date(Date.UTC(2025, i, 1)), expected_value: 100, actual_value: 100 + deviation_pct, unit: "streams", deviation_pct, tolerance_pct: 5, is_within: Math.abs(deviation_pct) <= 5});
    const months = [month(0, 1), month(1, 20)];
    document.querySelector("main")!.append(ledgerline.historyTable([score("a", 1, 100), score("b", 2, 90.5)]), ...ledgerline.consistencyPanels(months).map((draw: (width: number) => HTMLElement) => draw(400)), ledgerline.consistencyTable(months));
  });
  expect(await page.locator("table").first().locator("thead th").allInnerTexts()).toEqual(["Dataset", "1 Jan 2025 08:30:01", "1 Jan 2025 08:30:02 (this one)", "Change"]);
  expect((await page.locator("table").first().locator("tbody td").allInnerTexts()).map((text) => text.trim())).toEqual(["✓ 100.0", "✓ 90.5", "−9.5"]);
  expect(await page.locator(".chart-note").innerText()).toBe("1 of 2 months outside the band (×)");
  expect(await page.locator("table").nth(1).locator("tbody tr").first().innerText()).toContain("outside");
});
