/** The overview beside independent SQL over the sample's CSVs. */
import {join} from "node:path";
import {afterAll, beforeAll, describe, expect, inject, test} from "vitest";
import {openPage, type Opened} from "../harness/browser.js";
import {cents, csvLines, figure, kpi, tableRows} from "../harness/figures.js";
import {openRawCsv, type Database} from "../harness/raw-csv.js";

let raw: Database;
beforeAll(async () => void (raw = await openRawCsv(join(inject("workspace"), "data/curated"))));
afterAll(() => raw.close());

const one = async (sql: string): Promise<number> => Number(Object.values((await raw.all(sql))[0])[0]);
const streams = (from: string, to: string) => one(`select sum(streams) from daily where streamed_on between date '${from}' and date '${to}'`);
const usage = (from: string, to: string) => one(`select (100 * sum(earnings))::decimal(18, 6)::double from lines where usage_month between date '${from}' and date '${to}'`);
const delta = (opened: Opened, label: string) => opened.page.locator(`section.kpi[aria-label="${label}"] .kpi-delta`).innerText();
const card = (opened: Opened, label: string) => opened.page.locator(`section.kpi[aria-label="${label}"]`).innerText();
const percent = (now: number, before: number) => `${now > before ? "▲ +" : "▼ −"}${Math.abs((now / before - 1) * 100).toFixed(1)}%`;

const settled = async (path = "", options = {}): Promise<Opened> => {
  const opened = await openPage(path, options);
  await opened.settled();
  return opened;
};

describe("12 months", () => {
  test("streams and their change over the same days a year before", async () => {
    await using opened = await settled();
    const [now, before] = [await streams("2024-12-01", "2025-11-30"), await streams("2023-12-01", "2024-11-18")];
    expect(figure(await kpi(opened.page, "Total streams"))).toBe(now);
    expect(await delta(opened, "Total streams")).toBe(`${percent(now, before)} against 1 Dec 2023 – 18 Nov 2024`);
    expect(opened.problems()).toEqual([]);
  });

  test("confirmed revenue, its change over complete months only, and the estimate apart from it", async () => {
    await using opened = await settled();
    expect(cents(await kpi(opened.page, "Total revenue"))).toBe(Math.round(await usage("2024-12-01", "2025-11-30")));
    const [now, before] = [await usage("2024-12-01", "2025-08-31"), await usage("2023-12-01", "2024-08-31")];
    expect(await delta(opened, "Total revenue")).toBe(`${percent(now, before)} Dec 2024 – Aug 2025 against Dec 2023 – Aug 2024, complete months`);
    const pending = await one(`select (100 * sum(greatest(expected - actual, 0)))::double from cells where distributor = 'distrokid' and usage_month >= date '2024-12-01' and not known_through >= complete_on`);
    const silent = await one(`select (100 * sum(expected))::double from cells where distributor = 'toolost' and usage_month >= date '2024-12-01'`);
    const notes = (await card(opened, "Total revenue")).split("\n").filter((line) => line.startsWith("+"));
    expect(notes.map(cents)).toEqual([pending, silent].map(Math.round));
    expect(notes[1]).toContain("TooLost, which sends no statements");
  });

  test("revenue per stream: earnings ÷ streams of the same months, distributor and platforms", async () => {
    await using opened = await settled();
    const rate = (from: string, to: string) => one(`select (select sum(earnings) from lines where platform <> 'elsewhere' and usage_month between date '${from}' and date '${to}')::double
      / (select sum(streams) from daily where distributor = 'distrokid' and streamed_on between date '${from}' and date '${to}')`);
    const [now, before] = [await rate("2024-12-01", "2025-08-31"), await rate("2023-12-01", "2024-08-31")];
    expect(figure(await kpi(opened.page, "Revenue per stream"))).toBe(Number(now.toFixed(6)));
    expect(await delta(opened, "Revenue per stream")).toContain(percent(now, before));
  });

  test("outstanding as of the pinned day, and who is not in it", async () => {
    await using opened = await settled();
    const open = (who: string) => one(`select (100 * sum(greatest(expected - actual, 0)))::double from cells
      where distributor = '${who}' and usage_month <= as_of and not (has_lines and (actual >= 0.95 * expected or as_of >= complete_on))`);
    expect(cents(await kpi(opened.page, "Outstanding"))).toBe(Math.round(await open("distrokid")));
    const apart = (await card(opened, "Outstanding")).split("\n").find((line) => line.startsWith("apart from it"))!;
    expect(cents(apart)).toBe(Math.round(await open("toolost")));
  });

  test("the next payment: the earliest expected day with anything outstanding", async () => {
    await using opened = await settled();
    const amount = await one(`select (100 * sum(greatest(expected - actual, 0)))::double from cells
      where distributor = 'distrokid' and expected_on = date '2025-11-29' and not (has_lines and (actual >= 0.95 * expected or as_of >= complete_on))`);
    expect(cents(await kpi(opened.page, "Next payment"))).toBe(Math.round(amount));
    expect(await card(opened, "Next payment")).toContain("29 Nov 2025, in 9 days: DistroKid, streamed Sep 2025");
  });

  test("every month of the table, and the CSV with the same rows", async () => {
    await using opened = await settled();
    const want = await raw.all(`select strftime(d.month, '%b %Y') as month, d.streams::integer as streams, (100 * l.earnings)::decimal(18, 6)::double as cents
      from (select date_trunc('month', streamed_on)::date as month, sum(streams) as streams from daily where streamed_on >= date '2024-12-01' group by 1) d
      left join (select usage_month as month, sum(earnings) as earnings from lines group by 1) l using (month) order by d.month desc`);
    const rows = await tableRows(opened.page, "Months of 1 Dec 2024 – 19 Nov 2025, usage calendar");
    expect(rows.map((row) => [row[0], figure(row[1]), row[2] === "—" ? null : cents(row[2])])).toEqual(want.map((row) => [row.month, row.streams, row.cents === null ? null : Math.round(row.cents)]));
    const lines = await csvLines(opened.page, "Download Months of 1 Dec 2024 – 19 Nov 2025, usage calendar as CSV");
    expect(lines[0]).toBe("Month,Streams,Confirmed (USD),Not yet reported ≈ (USD)");
    expect(lines).toHaveLength(rows.length + 1);
    expect(lines.at(-1)!.split(",")[0]).toBe("2024-12-01");
  });
});

test("7 days: the estimate with ≈ and why, compared with the estimate of the days before", async () => {
  await using opened = await settled("?period=7d");
  const expected = (from: string, to: string) => one(`select (100 * sum(streams * case platform when 'spotify' then 0.002274 else 0.005771 end))::double from daily where streamed_on between date '${from}' and date '${to}'`);
  const [now, before] = [await expected("2025-11-13", "2025-11-19"), await expected("2025-11-06", "2025-11-11")];
  const text = await kpi(opened.page, "Total revenue");
  expect([text.startsWith("≈"), cents(text)]).toEqual([true, Math.round(now)]);
  expect(await card(opened, "Total revenue")).toContain("no whole month of this period is reported yet");
  expect(await delta(opened, "Total revenue")).toBe(`${percent(now, before)} estimate against that of 6 – 11 Nov 2025`);
  expect(await kpi(opened.page, "Revenue per stream")).toMatch(/^≈/);
  expect(opened.problems()).toEqual([]);
});

test("statement calendar: what was reported in the period, to the day", async () => {
  await using opened = await settled("?period=90d&calendar=statement");
  const reported = (from: string, to: string) => one(`select (100 * sum(earnings))::decimal(18, 6)::double from lines where reported_on between date '${from}' and date '${to}'`);
  const [now, before] = [await reported("2025-08-22", "2025-11-19"), await reported("2025-05-24", "2025-08-21")];
  expect(cents(await kpi(opened.page, "Total revenue"))).toBe(Math.round(now));
  expect(await delta(opened, "Total revenue")).toBe(`${percent(now, before)} against 24 May 2025 – 21 Aug 2025`);
});

test("?asof= moves outstanding to another day", async () => {
  await using opened = await settled("?asof=2025-06-15");
  const then = await openRawCsv(join(inject("workspace"), "data/curated"), "2025-06-15");
  const [{cents: whole}] = await then.all(`select sum(greatest(expected - actual, 0) * 100)::double as cents from cells where distributor = 'distrokid' and usage_month < date '2025-06-01'
    and not (has_lines and (actual >= 0.95 * expected or as_of >= complete_on))`);
  const june = (await then.all(`select (100 * sum(streams * case platform when 'spotify' then 0.002274 else 0.005771 end))::double as cents from daily where distributor = 'distrokid' and streamed_on between date '2025-06-01' and date '2025-06-15'`))[0].cents;
  then.close();
  expect(cents(await kpi(opened.page, "Outstanding"))).toBe(Math.round(whole + june));
  expect(await opened.page.locator(".page-footer").innerText()).toContain("as of 15 Jun 2025");
});

test("every control lives in the address, and an address brings the page back", async () => {
  await using opened = await settled();
  await opened.page.getByText("90 days").click();
  await opened.page.getByText("Statement", {exact: true}).click();
  await opened.page.getByText("Observed", {exact: true}).click();
  await opened.page.getByLabel("Compare with previous period").uncheck();
  expect(new URL(opened.page.url()).search).toBe("?period=90d&calendar=statement&basis=observed&compare=off");
  const shown = await opened.page.locator(".kpi-row").innerText();
  await using again = await settled("?period=90d&calendar=statement&basis=observed&compare=off");
  expect(await again.page.locator(".kpi-row").innerText()).toBe(shown);
});

test("figures are on screen although the engine never starts", async () => {
  await using opened = await openPage("about:blank");
  await opened.page.route(/\.wasm$/, (route) => route.abort());
  await opened.page.goto(inject("url"));
  await opened.page.locator(".kpi-value").nth(4).waitFor();
  expect(figure(await kpi(opened.page, "Total streams"))).toBe(await streams("2024-12-01", "2025-11-30"));
});

test("a definition is one key away", async () => {
  await using opened = await settled();
  await opened.page.getByRole("button", {name: "Definition of Revenue per stream"}).focus();
  await opened.page.keyboard.press("Enter");
  const popover = opened.page.locator(".definition-body:popover-open");
  expect(await popover.innerText()).toContain("Confirmed earnings ÷ streams of the daily feed");
  const box = (await popover.boundingBox())!;
  expect(box.x >= 0 && box.x + box.width <= 1440).toBe(true);
});
