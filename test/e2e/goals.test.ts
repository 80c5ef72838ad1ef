/** The Goals page: each figure is the one of the page that its link names, and the pace is that of the files. */
import {join} from "node:path";
import {afterAll, beforeAll, expect, inject, test} from "vitest";
import {openPage, type Opened} from "../harness/browser.js";
import {cents, figure, kpi, tableRows} from "../harness/figures.js";
import {openRawCsv, type Database} from "../harness/raw-csv.js";

let raw: Database;
beforeAll(async () => void (raw = await openRawCsv(join(inject("workspace"), "data/curated"))));
afterAll(() => raw.close());

const settled = async (path: string): Promise<Opened> => {
  const opened = await openPage(path);
  await opened.settled();
  return opened;
};
const rowOf = async ({page}: Opened, name: string): Promise<string[]> => (await tableRows(page, "Goals in figures")).find(([goal]) => goal === name)!;

test("streams of the label: the CSV's total, its share, and its pace over the last 28 full days", async () => {
  const [{total}] = await raw.all("select sum(streams)::integer as total from daily where streamed_on >= date '2025-01-01'");
  const [{pace}] = await raw.all(`select avg(n)::double as pace from (select streamed_on, sum(streams) as n from daily where streamed_on > date '2025-11-18' - 28 group by 1 having min(streams) > 0)`);
  await using opened = await settled("goals.html");
  const row = await rowOf(opened, "Streams, 2025");
  expect([figure(row[2]), figure(row[5]), figure(row[6])]).toEqual([total, Number(((total / 9_000_000) * 100).toFixed(1)), Math.round(total + pace * 43)]);
  expect(row[1]).toContain("on track");
  expect([figure(row[8]) < figure(row[7]), figure(row[7]) < figure(row[9])]).toEqual([true, true]);
  const card = opened.page.locator('section.goal[aria-label="Streams, 2025"]');
  expect(await card.innerText()).toContain(`at this pace: ${Math.round(((total + pace * 43) / 9_000_000) * 100)}% by Dec 2025`);
  await card.getByRole("link").click();
  await opened.page.waitForURL(/period=custom/);
  await opened.settled();
  expect(figure(await kpi(opened.page, "Total streams"))).toBe(total);
});

test("revenue is the Overview's, artists' streams are the Revenue page's, followers those of the last day", async () => {
  await using opened = await settled("goals.html");
  const revenue = await rowOf(opened, "Revenue, 2025");
  const followers = await rowOf(opened, "Spotify followers of PIG1987, 2025");
  await opened.page.locator('section.goal[aria-label="Revenue, 2025"]').getByRole("link").click();
  await opened.page.waitForURL(/period=custom/);
  await opened.settled();
  expect(cents(await kpi(opened.page, "Total revenue"))).toBe(cents(revenue[2]));
  const [{last}] = await raw.all(`select arg_max(followers::integer, date) as last from read_csv('${join(inject("workspace"), "data/curated/spotify_audience_curated_20251119_074355.csv")}', header = true, all_varchar = true) where artist_name ilike 'pig1987'`);
  expect(figure(followers[2])).toBe(last);
});

test("payouts and followers have a forecast with its range beside the pace", async () => {
  const {paid, last} = (await raw.all(`select sum(case when paid_on >= '2025-01-01' then amount::decimal(18, 2) end)::double as paid, max(statement_period_to) as last from read_csv('${join(inject("workspace"), "data/curated/payouts.csv")}', header = true, all_varchar = true)`))[0];
  expect(last).toBe("2025-10-31");
  await using opened = await openPage("data.html");
  const deposits = await raw.all(`select paid_on, currency, statement_period_to, amount from read_csv('${join(inject("workspace"), "data/curated/payouts.csv")}', header = true, all_varchar = true)`);
  await opened.page.route("**/overview*.json", async (route) => {
    const response = await route.fetch();
    const json = await response.json();
    const add = {metric: "payouts_usd", period: "2025", starts_on: "2025-01-01", ends_on: "2025-12-31", scope: "label", target: "23000", currency: "USD", file: "goals.csv", line: 8} as Record<string, unknown>;
    for (const [name, column] of Object.entries(json.goals as Record<string, unknown[]>)) column.push(add[name]);
    json.goal_payouts = {paid_on: deposits.map((row) => row.paid_on), currency: deposits.map((row) => row.currency), statement_to_on: deposits.map((row) => row.statement_period_to), amount: deposits.map((row) => row.amount)};
    await route.fulfill({response, json});
  });
  await opened.page.goto(new URL("goals.html", inject("url")).href);
  await opened.settled();
  await opened.page.locator('section.goal[aria-label="Payouts, 2025"]').waitFor(); // the cash forecast works in slices
  const payouts = await rowOf(opened, "Payouts, 2025");
  expect(cents(payouts[2])).toBe(Math.round(paid * 100));
  // December's deposit pays the statements of November: what they have brought so far, and the rest of the month by the cash forecast.
  const [{known}] = await raw.all("select sum(earnings)::double as known from lines where reported_on >= date '2025-11-01'");
  const forecast = figure(payouts[7]);
  expect(forecast).toBeGreaterThan(paid + 0.9 * known);
  expect(forecast).toBeLessThan(paid + 3 * 1900);
  expect([figure(payouts[8]) <= forecast, forecast <= figure(payouts[9])]).toEqual([true, true]);
  expect(await opened.page.locator('section.goal[aria-label="Payouts, 2025"]').innerText()).toMatch(/at this pace: \d+% by Dec 2025\s+by the forecast: ≈\s\d+%, in 80 of 100 cases \d+% to \d+%/);
  const followers = await rowOf(opened, "Spotify followers of PIG1987, 2025");
  expect([figure(followers[8]) < figure(followers[7]), figure(followers[7]) < figure(followers[9])]).toEqual([true, true]);
  expect(await opened.page.locator('section.goal[aria-label="Spotify followers of PIG1987, 2025"]').innerText()).toMatch(/by the forecast: ≈/);
  expect(opened.problems()).toEqual([]);
});

test("the Overview has a line for each goal that is running", async () => {
  await using opened = await settled("");
  const lines = opened.page.locator(".goal-lines li");
  expect(await lines.count()).toBe(5); // December's has not begun
  expect(await lines.filter({hasText: "Streams, 2025"}).innerText()).toMatch(/on track Streams, 2025: 93% of 9,000,000, at this pace: \d+% by Dec 2025/);
});

test("a goal that nobody can judge is a sentence with its line", async () => {
  await using opened = await openPage("data.html");
  await opened.page.route("**/overview*.json", async (route) => {
    const response = await route.fetch();
    const json = await response.json();
    json.goals.metric[0] = "applause";
    await route.fulfill({response, json});
  });
  await opened.page.goto(new URL("goals.html", inject("url")).href);
  await opened.settled();
  expect(await opened.page.locator(".notice").innerText()).toMatch(/goals\.csv line \d: goal applause of 2025 for label is not judged: unknown metric "applause"; known are streams/);
  expect(opened.problems()).toEqual([]);
});
