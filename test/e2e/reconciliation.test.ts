/** The reconciliation page beside independent SQL over the sample's CSVs. */
import {join} from "node:path";
import {afterAll, beforeAll, expect, inject, test} from "vitest";
import {axe, openPage} from "../harness/browser.js";
import {cents, csvLines, figure, kpi, tableRows} from "../harness/figures.js";
import {openRawCsv, type Database} from "../harness/raw-csv.js";

let raw: Database;
beforeAll(async () => void (raw = await openRawCsv(join(inject("workspace"), "data/curated"))));
afterAll(() => raw.close());

/** Cells of twelve months that have both sides and are due and complete. */
const judged = `select * from cells where distributor = 'distrokid' and usage_month >= date '2024-12-01'
  and expected_on <= as_of and known_through >= complete_on`;

const toCents = (decimal: string): number => Math.round(Number(decimal) * 100);

test("expected, actual and variance of twelve months, and the cells that match", async () => {
  const [want] = await raw.all(`select sum(expected)::decimal(18, 2) as expected, sum(actual)::decimal(18, 2) as actual, count(*)::integer as cells,
    count(*) filter (where abs(actual - expected) < 0.05 * expected)::integer as matched from (${judged})`);
  await using opened = await openPage("reconciliation.html");
  await opened.settled();
  expect(cents(await kpi(opened.page, "Expected"))).toBe(toCents(want.expected));
  expect(await kpi(opened.page, "Expected")).toContain("≈");
  expect(cents(await kpi(opened.page, "Actual"))).toBe(toCents(want.actual));
  expect(cents(await kpi(opened.page, "Variance"))).toBe(toCents(want.actual) - toCents(want.expected));
  expect(await kpi(opened.page, "Matched within 5%")).toBe(`${want.matched} of ${want.cells}`);
  expect(await opened.page.locator(".page-footer").innerText()).toMatch(/data through 19 Nov 2025[^]*snapshot[^]*built/);
  expect(await axe(opened.page)).toEqual([]);
  expect(opened.problems()).toEqual([]);
});

test("each month's row equals the CSVs and adds up to the cent", async () => {
  const want = await raw.all(`select usage_month::varchar as usage_month, sum(expected)::decimal(18, 2) as expected, sum(actual)::decimal(18, 2) as actual,
    sum((actual_units - expected_units) * rate)::double as volume, sum(actual - fees - actual_units * rate)::double as rate, sum(fees)::double as fees,
    ((sum(actual_units) - sum(expected_units)) * sum(expected) / sum(expected_units))::double as quantity
    from (${judged}) group by usage_month order by usage_month desc`);
  await using opened = await openPage("reconciliation.html");
  await opened.settled();
  const rows = await tableRows(opened.page, "Expected and actual by month, USD");
  expect(rows).toHaveLength(want.length);
  rows.forEach((row, i) => {
    const [expected, actual, variance, , volume, mix, rate, fees] = row.slice(1).map(cents);
    expect([expected, actual]).toEqual([toCents(want[i].expected), toCents(want[i].actual)]);
    expect([expected + variance, volume + mix + rate + fees]).toEqual([actual, variance]);
    for (const [shown, exact] of [[volume + mix, want[i].volume], [rate, want[i].rate], [fees, want[i].fees], [volume, want[i].quantity]]) {
      expect(Math.abs(shown - exact * 100)).toBeLessThanOrEqual(2);
    }
  });
});

/** "≈ USD 18,160.76 expected − 3,521.11 timing …" → the amounts in whole cents, as they stand in the sentence. */
const amountsOf = (sentence: string): number[] => [...sentence.replaceAll("\u00a0", " ").matchAll(/([−+=]?) ?(?:USD )?([\d,]+\.\d\d)/g)].map(([, sign, digits]) => Math.round(Number(digits.replaceAll(",", "")) * 100) * (sign === "−" ? -1 : 1));

test("the waterfall of judged months is the CSVs', adds up to the cent, and has almost no timing", async () => {
  const [want] = await raw.all(`select sum(expected)::decimal(18, 2) as expected, sum(actual)::decimal(18, 2) as actual, sum(fees)::decimal(18, 2) as fees, sum(expected)::double / sum(expected_units) as average,
    (sum(actual_units) - sum(expected_units))::double as more, sum((actual_units - expected_units) * rate)::double as volume_and_mix, sum(actual - fees - actual_units * rate)::double as rate from (${judged})`);
  await using opened = await openPage("reconciliation.html?months=judged");
  await opened.settled();
  const [expected, timing, volume, mix, rate, fx, fees, reported] = amountsOf(await opened.page.locator(".variance-sum").innerText());
  expect([expected, fees, reported]).toEqual([toCents(want.expected), toCents(want.fees), toCents(want.actual)]);
  expect(expected + timing + volume + mix + rate + fx + fees).toBe(reported);
  expect(fx).toBe(0);
  expect(await opened.page.locator(".chart-note").first().innerText()).toContain("FX is exactly 0: every month here is expected and reported in USD.");
  // what is still to come of complete months is little, and shifts the other parts by a small multiple of itself
  expect(Math.abs(timing)).toBeLessThan(0.02 * reported);
  for (const [shown, exact] of [[volume, want.more * want.average], [mix, want.volume_and_mix - want.more * want.average], [rate, want.rate]]) expect(Math.abs(shown - exact * 100)).toBeLessThanOrEqual(3 * Math.abs(timing) + 3);
});

test("with the months still open, timing is what the cash forecast calls outstanding of them", async () => {
  const [want] = await raw.all("select sum(expected)::decimal(18, 2) as expected, sum(actual)::decimal(18, 2) as actual from cells where distributor = 'distrokid' and usage_month >= date '2024-12-01'");
  await using opened = await openPage("reconciliation.html");
  await opened.settled();
  const [expected, timing, ...rest] = amountsOf(await opened.page.locator(".variance-sum").innerText());
  expect([expected, rest.at(-1)]).toEqual([toCents(want.expected), toCents(want.actual)]);
  expect(expected + timing + rest.slice(0, -1).reduce((sum, part) => sum + part, 0)).toBe(rest.at(-1));
  await using forecast = await openPage("forecast.html");
  await forecast.settled();
  const outstanding = (await tableRows(forecast.page, (await forecast.page.locator('table[aria-label^="Outstanding"]').getAttribute("aria-label"))!)).filter((row) => row.some((cell) => /^(Spotify|Apple Music)/.test(cell)));
  expect(outstanding.length).toBeGreaterThanOrEqual(2);
  expect(await opened.page.locator(".chart-note").first().innerText()).toMatch(/^Timing: ≈.USD.[\d,.]+ is not due yet by the stores' own patterns of arrival/);
});

test("the observed basis is named with its rates and samples", async () => {
  const [want] = await raw.all(`select sum(earnings)::double / sum(case when is_fee then 0 else quantity end) as rate, sum(case when is_fee then 0 else quantity end)::integer as units
    from lines where platform = 'spotify' and usage_month between date '2024-09-01' and date '2025-08-01'`);
  await using opened = await openPage("reconciliation.html?basis=observed");
  await opened.settled();
  const text = await opened.page.locator("p.fine").first().innerText();
  expect(text).toContain(`Spotify USD\u00a0${want.rate.toFixed(6)} (from ${want.units.toLocaleString("en")} units in 12 complete months to Aug 2025)`);
  const [expected] = await raw.all(`select sum(expected_units)::double as units from (${judged}) where platform = 'spotify'`);
  await opened.page.getByRole("radio", {name: "Platform"}).check();
  await opened.page.getByRole("table", {name: "Expected and actual by platform, USD"}).waitFor();
  expect(opened.page.url()).toContain("by=platform");
  const spotify = (await tableRows(opened.page, "Expected and actual by platform, USD")).find(([name]) => name === "Spotify")!;
  expect(figure(spotify[1])).toBeCloseTo(expected.units * Number(want.rate.toFixed(12)), 1);
});

test("uncovered money is named and counted nowhere", async () => {
  const [toolost] = await raw.all("select sum(expected)::decimal(18, 2)::varchar as expected from cells where distributor = 'toolost' and usage_month >= date '2024-12-01'");
  await using opened = await openPage("reconciliation.html");
  await opened.settled();
  const text = await opened.page.locator(".left-out").innerText();
  expect(text).toContain("no statements from TooLost");
  expect(text).toContain(Number(toolost.expected).toLocaleString("en", {minimumFractionDigits: 2}));
  expect(await opened.page.locator('.status-matrix td.status-no_statement[data-name*="toolost"]').count()).toBe(24);
});

test("the grid is walked by keyboard, and a cell shows its lines with the fees marked", async () => {
  const [want] = await raw.all(`select count(*)::integer as lines, count(*) filter (where is_fee)::integer as fee_lines, sum(earnings)::decimal(18, 2)::varchar as earnings
    from lines where platform = 'spotify' and usage_month = date '2025-08-01'`);
  await using opened = await openPage("reconciliation.html");
  await opened.settled();
  const {page} = opened;
  await page.locator('.status-matrix td[tabindex="0"]').focus();
  for (const key of ["ArrowDown", "ArrowUp", "ArrowLeft", "ArrowLeft", "ArrowLeft", "Enter"]) await page.keyboard.press(key);
  await page.locator(".cell-detail").waitFor();
  await opened.settled();
  expect(new URL(page.url()).searchParams.get("cell")).toBe("2025-08 distrokid spotify USD");
  const detail = await page.locator(".cell-detail").innerText();
  expect(detail).toContain(`${want.lines} statement lines`);
  expect(detail).toContain(`USD\u00a0${Number(want.earnings).toLocaleString("en")}`);
  expect(await page.locator(".pager output").innerText()).toBe(`1 – 100 of ${want.lines} lines`);
  await page.getByRole("button", {name: "Next"}).click();
  expect(new URL(page.url()).searchParams.get("lines")).toBe("2");
  expect(await csvLines(page, `CSV of all ${want.lines} lines`)).toHaveLength(want.lines + 1);
  await page.getByRole("radio", {name: "Fees only"}).check();
  await page.getByRole("table", {name: "Fee lines, largest first"}).waitFor();
  const fees = await tableRows(page, "Fee lines, largest first");
  expect(fees).toHaveLength(want.fee_lines);
  expect(fees.every(([kind]) => kind === "− fee")).toBe(true);
  expect(opened.problems()).toEqual([]);
});

test("a link restores the choice, on a phone in the dark", async () => {
  await using opened = await openPage("reconciliation.html?period=ytd&cell=2025-03+distrokid+spotify+USD", {width: 390, colorScheme: "dark"});
  await opened.settled();
  expect(await opened.page.locator('.status-matrix td[aria-selected="true"]').getAttribute("data-name")).toBe("2025-03 distrokid spotify USD");
  expect(await opened.page.locator(".cell-detail h3").innerText()).toBe("Mar 2025, DistroKid, Spotify");
  expect(await opened.page.evaluate(() => document.documentElement.scrollWidth - innerWidth)).toBeLessThanOrEqual(0);
  expect(await axe(opened.page)).toEqual([]);
  expect(opened.problems()).toEqual([]);
});
