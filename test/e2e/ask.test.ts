/** The Ask page and the box: what is on screen equals independent SQL over the sample's CSVs. */
import {join} from "node:path";
import {afterAll, beforeAll, describe, expect, inject, test} from "vitest";
import {literal} from "../../loaders/duckdb.js";
import {axe, openPage, type Opened} from "../harness/browser.js";
import {cents, figure, tableRows} from "../harness/figures.js";
import {openRawCsv, type Database} from "../harness/raw-csv.js";

let raw: Database;
beforeAll(async () => void (raw = await openRawCsv(join(inject("workspace"), "data/curated"))));
afterAll(() => raw.close());

const ask = async (question: string, options = {}): Promise<Opened> => {
  const opened = await openPage(`ask.html?q=${encodeURIComponent(question)}`, options);
  await opened.page.locator(".ask-basis, .ask-refusal").first().waitFor();
  await opened.settled();
  return opened;
};
const value = (opened: Opened): Promise<string> => opened.page.locator(".ask-value").first().innerText();
const asked = (opened: Opened): string | null => new URL(opened.page.url()).searchParams.get("q");

test("one figure, with what it rests on", async () => {
  const [{n}] = await raw.all("select sum(earnings)::varchar as n from lines where usage_month = date '2025-07-01' and platform = 'spotify'");
  await using opened = await ask("revenue from Spotfy in July 2025");
  expect(cents(await value(opened))).toBe(Math.round(Number(n) * 100));
  expect(await opened.page.getByText("read “Spotfy” as").count()).toBe(1);
  expect(await opened.page.locator(".ask-basis").innerText()).toContain("arrivals");
  await opened.page.locator(".ask-basis summary").click();
  expect(await opened.page.locator(".ask-basis pre").innerText()).toMatch(/^with /);
  expect(await axe(opened.page)).toEqual([]);
  expect(opened.problems()).toEqual([]);
});

test("a chip changes the answer, the question and the address", async () => {
  const [{n}] = await raw.all("select sum(streams)::bigint as n from daily where platform = 'apple' and streamed_on between date '2025-07-01' and date '2025-07-31'");
  await using opened = await ask("Spotify streams in July 2025");
  await opened.page.locator(".ask-chip", {has: opened.page.getByRole("button", {name: "Remove the filter platform"})}).locator("select").selectOption("apple");
  await opened.page.waitForFunction(() => document.querySelector(".ask-name")?.textContent?.includes("Total streams") && new URL(location.href).searchParams.get("q")?.includes("Apple"));
  await opened.settled();
  expect(figure(await value(opened))).toBe(Number(n));
  expect(asked(opened)).toBe("streams for platform \"Apple Music\" in July 2025");
  await opened.page.getByRole("button", {name: "Remove the filter platform"}).click();
  await opened.page.waitForFunction(() => new URL(location.href).searchParams.get("q") === "streams in July 2025");
  await opened.settled();
  expect(await opened.page.locator(".ask-form input").inputValue()).toBe("streams in July 2025");
  expect(opened.problems()).toEqual([]);
});

test("names as bars and a table; estimates are hatched", async () => {
  const statement = `read_csv(${literal(join(inject("workspace"), "data/curated/dk_bank_details.csv"))}, header = true, all_varchar = true)`;
  const rows = await raw.all(`select "Country of Sale" as country, sum("Earnings (USD)"::double) as n from ${statement} where "Sale Month" like '2025-%' group by 1 order by n desc limit 5`);
  await using opened = await ask("top 5 countries by revenue in 2025");
  const [caption] = await opened.page.locator(".data-table table").evaluateAll((tables) => tables.map((table) => table.getAttribute("aria-label")!));
  const shown = await tableRows(opened.page, caption);
  expect(shown.map((row) => [/\((..)\)/.exec(row[0])![1], cents(row[1])])).toEqual(rows.map(({country, n}) => [country, Math.round(n * 100)]));
  expect(await opened.page.locator(".bars li").count()).toBe(5);
  await using estimated = await ask("expected revenue by platform in October 2025");
  expect(await estimated.page.locator(".bars .bar-value").first().innerText()).toContain("≈");
  expect(estimated.problems()).toEqual([]);
});

describe("money to come", () => {
  test("the cash of next month is that of the Cash forecast page", async () => {
    await using opened = await ask("how much will we be paid next month");
    const shown = cents(await value(opened));
    await using forecast = await openPage("forecast.html");
    await forecast.settled();
    const rows = await tableRows(forecast.page, (await forecast.page.locator("table", {hasText: "Dec 2025"}).first().getAttribute("aria-label"))!);
    expect(rows.find(([month]) => month.startsWith("Dec 2025"))!.map(cents)).toContain(shown);
    expect(opened.problems()).toEqual([]);
  });

  test("the day a payment is due", async () => {
    await using opened = await ask("when does TooLost pay for August");
    expect(await value(opened)).toContain("TooLost for Aug 2025: 30 Oct 2025");
  });
});

test("a refusal says why and offers questions that are answered", async () => {
  await using opened = await ask("profit in July 2025");
  expect(await opened.page.locator(".ask-refusal").innerText()).toContain("not understood: profit");
  expect(await opened.page.locator(".ask-value").count()).toBe(0);
  await opened.page.locator(".ask-refusal button").first().click();
  await opened.page.locator(".ask-value").first().waitFor();
  expect(await axe(opened.page)).toEqual([]);
  expect(opened.problems()).toEqual([]);
});

describe("the box", () => {
  test.each(["", "revenue.html", "streaming.html", "quality.html"])("opens on /%s by keyboard, and asks", async (path) => {
    await using opened = await openPage(path);
    await opened.settled();
    await opened.page.keyboard.press("Control+k");
    const field = opened.page.getByRole("combobox", {name: "Ask the data"});
    await field.waitFor();
    expect(await field.evaluate((element) => element === document.activeElement)).toBe(true);
    expect(await axe(opened.page)).toEqual([]);
    await opened.page.keyboard.press("Escape");
    await field.waitFor({state: "hidden"});
    await opened.page.keyboard.press("Control+k");
    await field.waitFor();
    await opened.page.keyboard.type("top 5");
    await opened.page.getByRole("option").first().waitFor();
    await opened.page.keyboard.press("ArrowDown");
    expect(await opened.page.getByRole("option", {selected: true}).innerText()).toBe("top 5 countries by revenue this year");
    await opened.page.keyboard.press("Enter");
    await opened.page.waitForURL(/ask\.html\?q=top%205/);
    await opened.page.locator(".ask-basis").waitFor();
    await opened.settled();
    expect(await opened.page.locator(".bars li").count()).toBe(5);
    expect(opened.problems()).toEqual([]);
  });

  test("starts no engine before a question is asked", async () => {
    await using opened = await openPage("ask.html");
    const requests: string[] = [];
    opened.page.on("request", (request) => requests.push(request.url()));
    await opened.settled();
    await opened.page.locator(".ask-form input").fill("rev");
    expect(requests.filter((url) => /duckdb|\.wasm|\.parquet|engine/.test(url))).toEqual([]);
    expect(await opened.page.evaluate(() => document.documentElement.dataset.engine)).toBeUndefined();
  });
});

test.each([["light", 1440], ["dark", 390]] as const)("reads well in %s at %i px", async (colorScheme, width) => {
  await using opened = await ask("revenue by platform by month in 2025", {colorScheme, width});
  expect(await axe(opened.page)).toEqual([]);
  expect(await opened.page.evaluate(() => document.documentElement.scrollWidth <= innerWidth)).toBe(true);
  expect(opened.problems()).toEqual([]);
});
