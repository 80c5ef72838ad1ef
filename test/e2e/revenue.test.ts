/** The revenue page beside independent SQL over the sample's CSVs. */
import {join} from "node:path";
import {afterAll, beforeAll, describe, expect, inject, test} from "vitest";
import {literal} from "../../loaders/duckdb.js";
import {openPage, type Opened} from "../harness/browser.js";
import {cents, csvLines, figure, kpi, tableRows} from "../harness/figures.js";
import {openRawCsv, type Database} from "../harness/raw-csv.js";

let raw: Database;
beforeAll(async () => {
  const dir = join(inject("workspace"), "data/curated");
  raw = await openRawCsv(dir);
  // One more reading of the file, for what the shared oracle leaves out: country, artist, units.
  await raw.run(`create table sales as select strptime("Sale Month" || '-01', '%Y-%m-%d')::date as usage_month, "Reporting Date"::date as reported_on, "Store" as store,
    case when lower("Artist") in ('zone a0', 'zone_a0', 'zone.a0') then 'ZONE A0' else "Artist" end as artist, "Title" as title, coalesce("Country of Sale", 'NA') as country,
    "Earnings (USD)"::decimal(38, 18) as earnings, case when "Store" = 'Spotify' and "Earnings (USD)" < 0 and "Quantity" > 0 then 0 else "Quantity" end as units,
    case when "Store" = 'Spotify' and "Earnings (USD)" < 0 and "Quantity" > 0 then "Earnings (USD)"::decimal(38, 18) else 0 end as fees
    from read_csv(${literal(join(dir, "dk_bank_details.csv"))}, header = true, nullstr = '')`);
});
afterAll(() => raw.close());

const YEAR = "usage_month between date '2024-12-01' and date '2025-11-30'";
const centsOf = async (where: string): Promise<number> => Math.round(Number((await raw.all(`select (100 * sum(earnings))::decimal(18, 6)::double as cents from sales where ${where}`))[0].cents));
const settled = async (path: string): Promise<Opened> => {
  const opened = await openPage(path);
  await opened.settled();
  return opened;
};
const totalOf = async (opened: Opened, caption: string) => (await tableRows(opened.page, caption, "tfoot"))[0];

describe("12 months, usage calendar", () => {
  test("earnings, units and fees", async () => {
    await using opened = await settled("revenue.html");
    const [want] = await raw.all(`select sum(units)::integer as units, (100 * sum(fees))::decimal(18, 6)::double as fees from sales where ${YEAR}`);
    expect(cents(await kpi(opened.page, "Earnings"))).toBe(await centsOf(YEAR));
    expect(figure(await kpi(opened.page, "Units"))).toBe(want.units);
    expect(cents(await kpi(opened.page, "Fees"))).toBe(Math.round(want.fees));
    expect(opened.problems()).toEqual([]);
  });

  test("months with totals, and the CSV of the same table", async () => {
    await using opened = await settled("revenue.html");
    const caption = "Months, usage calendar, Dec 2024 – Nov 2025";
    const want = await raw.all(`select strftime(usage_month, '%b %Y') as month, (100 * sum(earnings))::decimal(18, 6)::double as cents, sum(units)::integer as units, count(*)::integer as lines from sales where ${YEAR} group by usage_month order by usage_month desc`);
    const rows = (await tableRows(opened.page, caption)).filter((row) => row[1] !== "—");
    expect(rows.map((row) => [row[0], cents(row[1]), figure(row[3]), figure(row[6])])).toEqual(want.map((row) => [row.month, Math.round(row.cents), row.units, row.lines]));
    expect(cents((await totalOf(opened, caption))[1])).toBe(await centsOf(YEAR));
    const lines = await csvLines(opened.page, `Download ${caption} as CSV`);
    const sum = lines.slice(1).reduce((total, line) => total + Number(line.split(",")[1]), 0);
    expect(Math.round(sum * 100)).toBe(await centsOf(YEAR));
  });

  test.each([["artist", "artist"], ["country", "country"], ["track", "title || ' · ' || artist"]])("by %s: the figures of the largest five, and a total that is the whole", async (by, group) => {
    await using opened = await settled(`revenue.html?by=${by}`);
    const caption = `By ${by}, usage calendar, Dec 2024 – Nov 2025`;
    const want = await raw.all(`select ${group} as id, (100 * sum(earnings))::decimal(18, 6)::double as cents, count(*)::integer as lines from sales where ${YEAR} group by 1 order by cents desc limit 5`);
    const rows = (await tableRows(opened.page, caption)).slice(0, want.length);
    expect(rows.map((row) => [cents(row[1]), figure(row.at(-1)!)])).toEqual(want.map((row) => [Math.round(row.cents), row.lines]));
    rows.forEach((row, i) => expect(row[0]).toContain(want[i].id));
    expect(cents((await totalOf(opened, caption))[1])).toBe(await centsOf(YEAR));
  });
});

test("statement calendar counts by the day of reporting", async () => {
  await using opened = await settled("revenue.html?calendar=statement&period=30d");
  expect(cents(await kpi(opened.page, "Earnings"))).toBe(await centsOf("reported_on between date '2025-10-21' and date '2025-11-19'"));
  expect(await opened.page.locator("section.kpi[aria-label='Not yet reported']").count()).toBe(0);
});

test("select a bar: the page filters, says so, keeps it in the address, and lets go of it", async () => {
  await using opened = await settled("revenue.html");
  const {page} = opened;
  await page.getByRole("button", {name: /^Spotify/}).click();
  await opened.settled();
  await page.getByRole("button", {name: /^United States \(US\)/}).first().click();
  await opened.settled();
  expect(new URL(page.url()).search).toBe("?platform=spotify&country=US");
  expect(cents(await kpi(page, "Earnings"))).toBe(await centsOf(`${YEAR} and store = 'Spotify' and country = 'US'`));
  expect(await page.getByRole("button", {name: /^Apple Music/}).count()).toBe(1); // the other bars stay, to be chosen instead
  await page.getByRole("button", {name: "Remove filter Platform: Spotify"}).click();
  await opened.settled();
  expect(cents(await kpi(page, "Earnings"))).toBe(await centsOf(`${YEAR} and country = 'US'`));
  await page.getByRole("button", {name: "Remove filter Country: United States (US)"}).click();
  await opened.settled();
  expect([new URL(page.url()).search, cents(await kpi(page, "Earnings"))]).toEqual(["", await centsOf(YEAR)]);
  expect(opened.problems()).toEqual([]);
});

test("an address with filters brings their figures: a spelling of an artist is that artist, NA is Namibia", async () => {
  await using zone = await settled("revenue.html?artist=ZONE+A0&month=2025-06-01");
  expect(cents(await kpi(zone.page, "Earnings"))).toBe(await centsOf("usage_month = date '2025-06-01' and artist = 'ZONE A0'"));
  expect(await zone.page.locator("section.kpi[aria-label=Earnings]").innerText()).toContain("confirmed, usage calendar, Jun 2025");
  await using namibia = await settled("revenue.html?country=NA&period=all");
  expect(cents(await kpi(namibia.page, "Earnings"))).toBe(await centsOf("country = 'NA'"));
  expect(await namibia.page.locator(".chip").innerText()).toContain("Namibia (NA)");
});

test("a month row filters the page by keyboard", async () => {
  await using opened = await settled("revenue.html");
  await opened.page.getByRole("button", {name: "Jul 2025", exact: true}).focus();
  await opened.page.keyboard.press("Enter");
  await opened.settled();
  expect(new URL(opened.page.url()).search).toBe("?month=2025-07-01");
  expect(cents(await kpi(opened.page, "Earnings"))).toBe(await centsOf("usage_month = date '2025-07-01'"));
});

test("distributors stand side by side on one scale, TooLost as an estimate", async () => {
  await using opened = await settled("revenue.html");
  const charts = opened.page.locator("figure.chart", {hasText: "USD per usage month, 1 Dec 2024"});
  expect(await charts.locator("h3").allInnerTexts()).toEqual(["DistroKid", "TooLost"]);
  const scale = (i: number) => charts.nth(i).locator("svg").evaluate((svg) => [...svg.querySelectorAll("text")].map((text) => text.textContent).filter((text) => /k$|^\d+$/.test(text ?? "")).slice(0, 5));
  expect(await scale(0)).toEqual(await scale(1));
  expect(await charts.nth(1).locator("rect[fill^='url(']").count()).toBe(12);
});

test("7 days hold no whole month: the page says so and offers the way", async () => {
  await using opened = await settled("revenue.html?period=7d");
  expect(await opened.page.locator(".notice").first().innerText()).toContain("holds no whole month");
  expect(await kpi(opened.page, "Earnings")).toBe("—");
  expect(opened.problems()).toEqual([]);
});

test("rates stand beside their reference", async () => {
  await using opened = await settled("revenue.html?period=all");
  const spotify = opened.page.locator("figure.chart", {has: opened.page.locator("h3", {hasText: /^Spotify$/})});
  expect(await spotify.innerText()).toContain("reference USD\u00a00.002274");
  expect(await spotify.locator("svg [stroke-dasharray='5,4']").count()).toBe(1);
});

test("a click on a bar of a chart selects its month", async () => {
  await using opened = await settled("revenue.html");
  const chart = opened.page.locator("figure.chart", {has: opened.page.locator("h3", {hasText: /^DistroKid$/})}).locator("svg");
  const bar = (await chart.locator("g rect").nth(2).boundingBox())!; // December, January, February
  await opened.page.mouse.click(bar.x + bar.width / 2, bar.y + bar.height / 2);
  await opened.settled();
  expect(new URL(opened.page.url()).search).toBe("?month=2025-02-01");
  expect(cents(await kpi(opened.page, "Earnings"))).toBe(await centsOf("usage_month = date '2025-02-01'"));
});
