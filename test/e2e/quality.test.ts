/** The quality page beside independent SQL over the sample's CSVs, and the badges it is reached by. */
import {join} from "node:path";
import {afterAll, beforeAll, describe, expect, inject, test} from "vitest";
import {literal} from "../../loaders/duckdb.js";
import {axe, openPage, type Opened} from "../harness/browser.js";
import {csvLines, figure, kpi, tableRows} from "../harness/figures.js";
import {openRawCsv, type Database} from "../harness/raw-csv.js";

const data = (name: string): string => join(inject("workspace"), "data/curated", name);
const csv = (name: string): string => `read_csv(${literal(data(name))}, header = true, all_varchar = true)`;

let raw: Database;
beforeAll(async () => void (raw = await openRawCsv(join(inject("workspace"), "data/curated"))));
afterAll(() => raw.close());

/** Days of the feed, each with how many distributors show a 0 among days whose median within two weeks is 20 or more. */
const suspects = `
  with zeros as (
    select distinct z.streamed_on, z.distributor from daily z join daily n on n.distributor = z.distributor and n.platform = z.platform and n.streams > 0
      and n.streamed_on between z.streamed_on - 14 and z.streamed_on + 14
    where z.streams = 0 group by z.streamed_on, z.distributor, z.platform having median(n.streams) >= 20)
  select d.streamed_on::varchar as day, count(distinct d.distributor)::integer as series, count(distinct z.distributor)::integer as zero
  from daily d left join zeros z on z.streamed_on = d.streamed_on and z.distributor = d.distributor group by d.streamed_on order by 1`;

const settled = async (path = "quality.html", options = {}): Promise<Opened> => {
  const opened = await openPage(path, options);
  await opened.settled();
  return opened;
};

describe("coverage", () => {
  test("days of the daily feed by state, as the CSV has them", async () => {
    const days = await raw.all(suspects);
    await using opened = await settled("quality.html?days=all");
    const row = (await tableRows(opened.page, await captionOf(opened, "Days by dataset"))).find(([label]) => label === "Daily streams")!;
    const [first, last] = [days[0].day, days.at(-1)!.day];
    const missing = (Date.parse(last) - Date.parse(first)) / 86_400_000 + 1 - days.length;
    const zero = days.filter((day) => day.zero === day.series).length;
    const partial = days.filter((day) => day.zero > 0 && day.zero < day.series).length;
    expect(row.slice(3, 7).map(figure)).toEqual([days.length - zero - partial, partial, zero, missing]);
    expect(zero + partial).toBeGreaterThan(0);
    const gaps = await tableRows(opened.page, await captionOf(opened, "Days that are not whole"));
    expect(gaps.filter(([, dataset]) => dataset === "Daily streams")).toHaveLength(zero + partial + missing);
    expect(opened.problems()).toEqual([]);
  });

  test("days on which statements came, over the period chosen", async () => {
    const [{n, lines}] = await raw.all("select count(distinct reported_on)::integer as n, count(*)::integer as lines from lines where reported_on >= date '2025-11-20' - 364");
    await using opened = await settled();
    await opened.page.getByLabel("12 months").check();
    await opened.page.waitForFunction(() => document.querySelector('table[aria-label^="Days by dataset, 21 Nov 2024"]'));
    expect(new URL(opened.page.url()).searchParams.get("days")).toBe("365");
    const row = (await tableRows(opened.page, await captionOf(opened, "Days by dataset"))).find(([label]) => label === "DistroKid statements")!;
    expect([figure(row[3]), figure(row[7])]).toEqual([n, lines]);
  });
});

const captionOf = async (opened: Opened, start: string): Promise<string> => (await opened.page.locator(`table[aria-label^="${start}"]`).getAttribute("aria-label"))!;

test("scores and rows of every file, with the parts", async () => {
  await using opened = await settled();
  const rows = await tableRows(opened.page, "Scores and their parts");
  const [{n}] = await raw.all(`select count(*)::integer as n from ${csv("tidy_daily_streams.csv")}`);
  expect(figure(rows.find(([label]) => label === "Daily streams")![8])).toBe(n);
  expect(await kpi(opened.page, "Healthy datasets")).toBe(`${rows.length} of ${rows.length}`);
  expect((await tableRows(opened.page, "Scores of the last snapshot, by when they were built (UTC)")).map(([label]) => label)).toHaveLength(rows.length);
  expect(await opened.page.getByText("only snapshot of this folder").count()).toBe(1);
});

test("the report is that of npm run quality: sentences with what to do", async () => {
  await using opened = await settled("quality.html#check-daily-streams-missing-zeros");
  const item = opened.page.locator("#check-daily-streams-missing-zeros");
  const [{n}] = await raw.all(`select sum(zero)::integer as n from (${suspects})`);
  const [{all}] = await raw.all("select count(distinct (streamed_on, distributor))::integer as all from daily");
  expect(await item.innerText()).toContain(`Daily streams: ${n} days of ${all.toLocaleString("en")} are 0 where more was usual`);
  expect(await item.innerText()).toContain("→ Export these days again; totals over them are too low.");
  expect(await item.evaluate((element) => element === document.activeElement)).toBe(true);
});

test("quarantined rows by reason, and their CSV", async () => {
  const [{n}] = await raw.all(`select count(*)::integer as n from ${csv("event_reports.csv")} r
    where (case when coalesce(trim(attendee_id), '') = '' or (event_id, trim(attendee_id)) not in (select (event_id, attendee_id) from ${csv("event_attendees.csv")}) then 30 else 0 end)
      + (case when coalesce(try_cast(dwell_minutes as double), -1) < 0 or try_cast(dwell_minutes as double) > 1440 then 20 else 0 end)
      + (case when lower(coalesce(active_engagement, '')) not in ('true', 'false', 'yes', 'no', '1', '0') then 15 else 0 end)
      + (case when try_cast(x as double) is null or try_cast(y as double) is null then 10 else 0 end) > 50`);
  await using opened = await settled();
  expect(n).toBeGreaterThan(0);
  expect(figure(await kpi(opened.page, "Rows in quarantine"))).toBe(n);
  expect((await tableRows(opened.page, "Rejected rows by reason")).reduce((sum, row) => sum + figure(row[3]), 0)).toBe(n);
  const lines = await csvLines(opened.page, "Download Rows in quarantine as CSV");
  expect([lines.length, lines[0]]).toEqual([n + 1, "File,Line,Column,Value,Reason,The row as it stands"]);
});

test("months of statements and daily streams, each with its difference", async () => {
  const months = await raw.all(`select strftime(usage_month, '%b %Y') as month, 100 * (actual_units - expected_units)::double / expected_units as pct from cells
    where distributor = 'distrokid' and platform = 'spotify' and has_lines and complete_on <= known_through and actual_units > 0 and expected_units > 0 order by usage_month`);
  await using opened = await settled();
  const shown = (await tableRows(opened.page, "Months compared")).filter((row) => row[1] === "Statements against daily streams: DistroKid on Spotify");
  expect(Object.fromEntries(shown.map((row) => [row[0], figure(row[3])]))).toEqual(Object.fromEntries(months.map(({month, pct}) => [month, Number(pct.toFixed(1)) + 0])));
  expect(shown.every((row) => row[2].includes("within"))).toBe(months.every(({pct}) => Math.abs(pct) <= 5));
});

describe("badges", () => {
  const doubt = {dataset: ["daily_streams", "goals"], check_id: ["missing.days", "rejected"], severity: ["mark", "mark"], status: ["failing", "degraded"], sentence: ["Many days are missing.", "Goals are odd."], action: ["Export.", "Look."], figures: ["daily_streams, payments, kpi_monthly, expected_revenue, reconciliation", "goals"]};

  test.each([["", "Total streams"], ["reconciliation.html", "Expected"], ["payments.html", "Pending"]])("a check that fails marks the figures of /%s that it touches, with a link to the reason", async (path, label) => {
    await using opened = await openPage("data.html");
    await opened.page.route("**/overview*.json", async (route) => {
      const response = await route.fetch();
      await route.fulfill({response, json: {...(await response.json()), quality_checks: doubt}});
    });
    await opened.page.goto(new URL(path, inject("url")).href);
    await opened.settled();
    const badge = opened.page.locator(`section.kpi[aria-label="${label}"] a.quality-badge`);
    expect(await badge.getAttribute("aria-label")).toBe("Quality failing: 1 check touches this figure. Many days are missing.");
    expect(await badge.getAttribute("href")).toBe("./quality.html#check-daily-streams-missing-days");
    expect(await opened.page.locator(".quality-line").innerText()).toContain("failing: Many days are missing.");
    expect(await opened.page.locator(".quality-line", {hasText: "Goals"}).count()).toBe(0);
    expect(await axe(opened.page)).toEqual([]);
    expect(opened.problems()).toEqual([]);
  });

  test("healthy data carries none", async () => {
    for (const path of ["", "revenue.html", "reconciliation.html", "payments.html"]) {
      await using opened = await settled(path);
      expect(await opened.page.locator(".quality-badge, .quality-line").count()).toBe(0);
    }
  });
});
