/** The streaming page beside independent SQL over the sample's CSVs. */
import {readFileSync, statSync} from "node:fs";
import {join} from "node:path";
import {afterAll, beforeAll, describe, expect, inject, test} from "vitest";
import {axe, openPage, type Opened} from "../harness/browser.js";
import {csvLines, figure, kpi, tableRows} from "../harness/figures.js";
import {openRawCsv, type Database} from "../harness/raw-csv.js";

let raw: Database;
beforeAll(async () => {
  raw = await openRawCsv(join(inject("workspace"), "data/curated"));
  // A 0 of a feed that runs is a report that did not come (the sample has no other zeros); such days are known in part.
  await raw.run(`create table days as
    with began as (select distributor, platform, min(streamed_on) as first_on from daily where streams > 0 group by all)
    select streamed_on, distributor, platform, streams, streams = 0 as lost from daily join began using (distributor, platform) where streamed_on >= first_on`);
});
afterAll(() => raw.close());

const PERIOD = "1 Dec 2024 – 19 Nov 2025";
const settled = async (query = "", options = {}): Promise<Opened> => {
  const opened = await openPage(`streaming.html${query}`, options);
  await opened.settled();
  await opened.page.waitForFunction(() => !document.querySelector("[aria-busy=true]"));
  return opened;
};
const card = (opened: Opened, label: string) => opened.page.locator(`section.kpi[aria-label="${label}"]`).innerText();
const delta = (opened: Opened, label: string) => opened.page.locator(`section.kpi[aria-label="${label}"] .kpi-delta`).innerText();
const written = (ratio: number, digits = 1) => `${ratio > 0 ? "+" : "−"}${Math.abs(ratio * 100).toFixed(digits)}%`;
const one = async (sql: string): Promise<number> => Number(Object.values((await raw.all(sql))[0])[0]);
const fullDays = (where = "true") => `(select streamed_on, sum(streams) as streams from days where ${where} group by streamed_on having not bool_or(lost))`;
const perDay = (month: string, where?: string) => one(`select avg(streams) from ${fullDays(where)} where date_trunc('month', streamed_on) = date '${month}'`);

describe("streams", () => {
  test("every whole month by platform, as reported; the month that is not over is left out", async () => {
    await using opened = await settled();
    const want = await raw.all(`select strftime(date_trunc('month', streamed_on), '%b %Y') as month, sum(streams) filter (platform = 'spotify')::integer as spotify,
      sum(streams) filter (platform = 'apple')::integer as apple, count(distinct streamed_on) filter (lost)::integer as lost
      from days where streamed_on between date '2024-12-01' and date '2025-10-31' group by date_trunc('month', streamed_on) order by date_trunc('month', streamed_on) desc`);
    const rows = await tableRows(opened.page, `Months, all distributors, ${PERIOD}`);
    expect(rows.map(([month, spotify, apple, all, , lost]) => [month, figure(spotify), figure(apple), figure(all), Number(lost)]))
      .toEqual(want.map(({month, spotify, apple, lost}) => [month, spotify, apple, spotify + apple, lost]));
    expect(await opened.page.getByText("Nov 2025 is not over and is left out.").count()).toBe(1);
    const lines = await csvLines(opened.page, `Download Months, all distributors, ${PERIOD} as CSV`);
    expect([lines[0], lines.length]).toEqual(["Month,Spotify,Apple Music,All platforms,Per reported day,Days without a full report", rows.length + 1]);
    expect(opened.problems()).toEqual([]);
  });

  test("the days without a full report are named", async () => {
    await using opened = await settled();
    const lost = await raw.all("select distinct strftime(streamed_on, '%-d %b %Y') as day, streamed_on from days where lost and streamed_on >= date '2024-12-01' order by streamed_on");
    expect(await opened.page.locator(".notice-warning").first().innerText()).toContain(`${lost.length} days of this period have no full report: ${lost.map(({day}) => day).join(", ")}.`);
  });
});

describe("growth", () => {
  test("day, week, month and compound at the end of the feed", async () => {
    await using opened = await settled();
    const on = (iso: string) => one(`select streams from ${fullDays()} where streamed_on = date '${iso}'`);
    const between = (from: string, to: string) => one(`select sum(streams) from days where streamed_on between date '${from}' and date '${to}'`);
    const [day, before, week] = [await on("2025-11-18"), await on("2025-11-17"), await on("2025-11-11")];
    expect(figure(await kpi(opened.page, "Day over day"))).toBe(day);
    expect(await delta(opened, "Day over day")).toContain(`${written(day / before - 1)} against 17 Nov 2025, the day before`);
    expect(await card(opened, "Day over day")).toContain(`${written(day / week - 1)} against 11 Nov 2025, the same weekday`);
    const [now, then] = [await between("2025-11-12", "2025-11-18"), await between("2025-11-05", "2025-11-11")];
    expect(figure(await kpi(opened.page, "Week over week"))).toBe(now);
    expect(await delta(opened, "Week over week")).toContain(`${written(now / then - 1)} against 5 – 11 Nov 2025`);
    const [october, september, yearBefore] = [await perDay("2025-10-01"), await perDay("2025-09-01"), await perDay("2024-10-01")];
    expect(figure(await kpi(opened.page, "Month over month"))).toBe(await between("2025-10-01", "2025-10-31"));
    expect(await delta(opened, "Month over month")).toContain(`${written(october / september - 1)} per day, against Sep 2025`);
    expect(await card(opened, "Month over month")).toContain(`${written(october / yearBefore - 1)} per day, against Oct 2024`);
    expect(await kpi(opened.page, "Compound monthly growth")).toBe(written((october / yearBefore) ** (1 / 12) - 1, 2));
    expect(await card(opened, "Compound monthly growth")).toContain("Oct 2024 to Oct 2025, 12 steps");
  });

  test("a week with a lost report compares the weekdays that both weeks have", async () => {
    await using opened = await settled("?period=custom&from=2025-10-01&to=2025-11-05&distributor=toolost");
    const ratio = await one(`with full_days as (from ${fullDays("distributor = 'toolost'")})
      select sum(a.streams) / sum(b.streams) - 1 from full_days a join full_days b on b.streamed_on = a.streamed_on - 7 where a.streamed_on between date '2025-10-30' and date '2025-11-05'`);
    expect(await delta(opened, "Week over week")).toContain(`${written(ratio)} against 23 – 29 Oct 2025, the 6 weekdays with a full report in both`);
    expect(figure(await kpi(opened.page, "Week over week"))).toBe(await one("select sum(streams) from days where distributor = 'toolost' and streamed_on between date '2025-10-30' and date '2025-11-05'"));
  });
});

test("weekday index and its days", async () => {
  await using opened = await settled();
  const want = await raw.all(`with full_days as (from ${fullDays()}),
    around as (select a.streamed_on, any_value(a.streams) / avg(b.streams) as ratio, count(*) as n from full_days a join full_days b on b.streamed_on between a.streamed_on - 3 and a.streamed_on + 3 group by a.streamed_on)
    select isodow(streamed_on)::integer as weekday, round(median(ratio) * 100, 1)::varchar as index, count(*)::integer as days from around where n = 7 and streamed_on >= date '2024-12-01' group by 1 order by 1`);
  const rows = await tableRows(opened.page, `Weekday index, ${PERIOD}`);
  expect(rows.map(([, index, , , days]) => [Number(index), Number(days)])).toEqual(want.map(({index, days}) => [Number(index), days]));
  expect(rows[0][0]).toBe("Monday");
});

test("record days, whatever the period, and what they coincide with", async () => {
  await using opened = await settled("?period=7d");
  const want = await raw.all("select strftime(streamed_on, '%a %-d %b %Y') as day, sum(streams)::integer as streams from days group by streamed_on order by streams desc, streamed_on limit 10");
  const rows = await tableRows(opened.page, "Record days, all distributors");
  expect(rows.map(([rank, day, streams]) => [Number(rank), day, figure(streams)])).toEqual(want.map(({day, streams}, i) => [i + 1, day, streams]));
  expect(rows.find(([, day]) => day === "Fri 30 May 2025")?.[4]).toContain("release of Long Drop Blues (PIG1987), 30 May 2025");
});

describe("forecast", () => {
  test("28 days and 12 months, each with its backtest beside the naive forecast", async () => {
    await using opened = await settled();
    const {page} = opened;
    const [days, months] = [await tableRows(page, "Forecast, 28 days"), await tableRows(page, "Forecast, 12 months")];
    expect([days.length, days[0][0], months.length, months[0][0]]).toEqual([28, "19 Nov 2025", 12, "Nov 2025"]);
    for (const row of [...days, ...months]) {
      const [mean, low80, high80, low95, high95] = row.slice(1).map(figure);
      expect([row[1].startsWith("≈"), low95 <= low80 && low80 < mean && mean < high80 && high80 <= high95]).toEqual([true, true]);
    }
    const tests = page.locator(".forecast-backtest");
    expect(await tests.count()).toBe(2);
    for (const text of await tests.allInnerTexts()) expect(text.replace(/\s+/g, " ")).toMatch(/In the backtest this method .*MASE .* \d+\.\d\d \d+\.\d\d sMAPE .*% .*80% range \d+% \d+% .*95% range \d+% \d+% .*Model \w+, fitted on \d+/);
    expect(await tests.first().innerText()).toContain("6 days without a full report are unknown to it and bridged.");
  });

  test("was worked out ahead of the page, in a file that statement lines do not enlarge", async () => {
    const path = join(inject("workspace"), ".ledgerline/streaming.json");
    expect(statSync(path).size).toBeLessThan(40_000);
    expect(JSON.parse(readFileSync(path, "utf8")).scopes.map(({distributor}: {distributor: string | null}) => distributor)).toEqual([null, "distrokid", "toolost"]);
  });
});

test("odd days and lasting changes name the release, the campaign or the missing report", async () => {
  await using opened = await settled("?period=all");
  const {page} = opened;
  const all = "1 Oct 2023 – 19 Nov 2025";
  const marks = await tableRows(page, `Odd days and missing reports, ${all}`);
  const lost = await one("select count(distinct streamed_on) from days where lost");
  expect(marks.filter(([, what]) => what === "missing report")).toHaveLength(lost);
  const release = marks.find(([day]) => day === "30 May 2025")!;
  expect([release[1], release[6]]).toEqual(["event, high", expect.stringContaining("release of Long Drop Blues (PIG1987), 30 May 2025")]);
  expect(marks.find(([day]) => day === "6 Apr 2025")![6]).toBe("no report: DistroKid, Apple Music");
  const changes = await tableRows(page, `Lasting changes, ${all}`);
  const placement = changes.find(([day]) => day === "10 Feb 2025")!; // the planted playlist placement
  expect(placement[4]).toContain("campaign Night Grid | playlist push, from 8 Feb 2025");
});

test("the distributor switch and the period live in the address", async () => {
  await using opened = await settled();
  await opened.page.getByText("TooLost", {exact: true}).click();
  await opened.page.getByText("90 days").click();
  expect(new URL(opened.page.url()).search).toBe("?distributor=toolost&period=90d");
  const shown = await opened.page.locator(".kpi-row").innerText();
  await using again = await settled("?distributor=toolost&period=90d");
  expect(await again.page.locator(".kpi-row").innerText()).toBe(shown);
  expect(figure(await kpi(again.page, "Day over day"))).toBe(await one("select sum(streams) from days where distributor = 'toolost' and streamed_on = date '2025-11-18'"));
  expect(again.problems()).toEqual([]);
});

test("narrow and dark: nothing is wider than the window, and it is accessible", async () => {
  await using opened = await settled("?distributor=distrokid", {width: 390, colorScheme: "dark"});
  expect(await opened.page.evaluate(() => document.documentElement.scrollWidth - innerWidth)).toBeLessThanOrEqual(0);
  expect(await axe(opened.page)).toEqual([]);
  expect(opened.problems()).toEqual([]);
});

test("a definition is one key away", async () => {
  await using opened = await settled();
  await opened.page.getByRole("button", {name: "Definition of Backtest"}).first().focus();
  await opened.page.keyboard.press("Enter");
  expect(await opened.page.locator(".definition-body:popover-open").innerText()).toContain("rolling origins");
});
