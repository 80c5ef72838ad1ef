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
