/** The Alerts page: figures against SQL over the sample's files, the rules editor by mouse and keyboard, and what it cannot do: save. */
import {readFileSync} from "node:fs";
import {join} from "node:path";
import {afterAll, beforeAll, describe, expect, inject, test} from "vitest";
import {parse} from "yaml";
import {checkRules} from "../../src/model/alert-rules.js";
import {axe, openPage, type Opened} from "../harness/browser.js";
import {cents, figure, kpi, tableRows} from "../harness/figures.js";
import {openRawCsv, type Database} from "../harness/raw-csv.js";

let raw: Database;
beforeAll(async () => void (raw = await openRawCsv(join(inject("workspace"), "data/curated"))));
afterAll(() => raw.close());

const settled = async (path = "alerts.html", options = {}): Promise<Opened> => {
  const opened = await openPage(path, options);
  await opened.settled();
  return opened;
};

const statementMonths = "select date_trunc('month', reported_on)::date::varchar as month, sum(earnings)::double as earnings from lines group by 1 having month < '2025-11-01' order by 1 desc limit 2";

test("the open alert has the figure of the CSV, and its link leads to a page that shows it", async () => {
  const [now, before] = await raw.all(statementMonths);
  await using opened = await settled();
  const {page} = opened;
  const item = page.locator(".alert-list li", {hasText: "Statements bring less than the month before"});
  const text = await item.innerText();
  expect(cents(text.split("Oct 2025:")[1])).toBe(Math.round(now.earnings * 100));
  expect(text).toContain(`−${Math.abs((now.earnings / before.earnings - 1) * 100).toFixed(1)}% against Sep 2025`);
  await item.getByRole("link", {name: /Show the figure/}).click();
  await page.waitForURL("**/revenue.html?*");
  await opened.settled();
  expect(cents(await kpi(page, "Earnings"))).toBe(Math.round(now.earnings * 100));
  expect(opened.problems()).toEqual([]);
});

test("the Overview lists open alerts with a way to them", async () => {
  await using opened = await settled("");
  const lines = opened.page.locator(".alert-lines");
  expect(await lines.innerText()).toContain("Statements bring less than the month before: Statements, Oct 2025:");
  await lines.getByRole("link", {name: "Statements bring less"}).first().click();
  await opened.page.waitForURL("**/alerts.html");
});

describe("the editor", () => {
  const pick = async ({page}: Opened, name: string) => {
    await page.locator(".alert-rules").getByRole("button", {name}).click();
    return page.getByRole("form", {name: `Rule ${name}`});
  };

  test("a rule is changed, tried on the history, downloaded, kept in the browser, and never said to be saved", async () => {
    const [{falls}] = await raw.all(`with days as (select streamed_on as day, sum(streams)::integer as n, min(streams) as least from daily where distributor = 'toolost' group by 1),
      months as (select date_trunc('month', day)::date as month, sum(n) / count(*) as per_day from days where least > 0 and day >= date '2024-04-01' and day < date '2025-11-01' group by 1)
      select count(*)::integer as falls from (select per_day / lag(per_day) over (order by month) - 1 as change from months) where change <= -0.1`);
    await using opened = await settled();
    const {page} = opened;
    const form = await pick(opened, "Streams fall by a fifth in a week");
    await form.getByLabel("of a", {exact: true}).selectOption("month");
    await form.getByLabel("for", {exact: true}).selectOption("label");
    await form.getByLabel("distributor", {exact: true}).fill("toolost");
    await form.getByLabel("falls by (%)").fill("10");
    await form.getByLabel("minimum volume: the period before").fill("0");
    expect(await form.locator(".alert-said").innerText()).toBe("Streams of a whole month of TooLost fall by 10% against the period before; at most every 14 days.");
    await form.getByRole("button", {name: "Try on history"}).click();
    await form.locator(".alert-tried", {hasText: "Each day saw only what was known then."}).waitFor();
    const tried = await form.locator(".alert-tried [role=status]").innerText();
    expect(figure(/fired (\d+) time/.exec(tried)?.[1] ?? "0")).toBe(falls);
    expect(falls).toBeGreaterThan(0);
    const note = page.locator(".notice", {hasText: "Not saved: 1 rule changed"});
    const [download] = await Promise.all([page.waitForEvent("download"), note.getByRole("button", {name: "Download alerts.yaml"}).click()]);
    expect(download.suggestedFilename()).toBe("alerts.yaml");
    const {rules, problems} = checkRules(parse(readFileSync((await download.path())!, "utf8")));
    expect(problems).toEqual([]);
    expect(rules.find(({id}) => id === "streams-fall")!.conditions).toEqual([{kind: "change", metric: "streams", window: "month", down_percent: 10, per: "label", distributor: "toolost", min_volume: 0}]);
    await page.reload();
    await opened.settled();
    expect(await page.locator(".alert-rules li", {hasText: "Streams fall by a fifth in a week"}).innerText()).toContain("not saved");
    await page.getByRole("button", {name: "Discard all changes"}).click();
    expect(await page.getByText("Not saved").count()).toBe(0);
    expect(opened.problems()).toEqual([]);
  });

  test("the figure of a try-out is on the page that its link names", async () => {
    await using opened = await settled();
    const form = await pick(opened, "Streams fall by a fifth in a week");
    await form.getByRole("button", {name: "Try on history"}).click();
    const row = form.locator("tbody tr").first();
    const text = await row.locator("td").nth(1).innerText();
    await row.getByRole("link").click();
    await opened.page.waitForURL("**/streaming.html?*");
    await opened.settled();
    const streams = figure(text.split(":")[1]);
    expect(figure(await kpi(opened.page, "Week over week"))).toBe(streams);
    expect(await opened.page.locator('section.kpi[aria-label="Week over week"] .kpi-delta').innerText()).toContain(/[−+][\d.]+%/.exec(text)![0].replace("−", "−"));
  });

  test("a rule for one artist: an unknown name is said, the try-out is the file's, and its link shows the figure", async () => {
    const months = await raw.all(`select date_trunc('month', "Reporting Date"::date)::date::varchar as month, sum("Earnings (USD)"::decimal(38, 18))::double as earnings
      from read_csv('${join(inject("workspace"), "data/curated/dk_bank_details.csv")}', header = true, all_varchar = true) where lower(trim("Artist")) in ('pig1987', 'pig_1987') group by 1 order by 1`);
    const falls = months.slice(1).filter(({month, earnings}, i) => month < "2025-11-01" && earnings / months[i].earnings <= 0.9).map(({earnings}) => Math.round(earnings * 100));
    await using opened = await settled();
    const {page} = opened;
    await page.getByRole("button", {name: "New rule"}).click();
    const form = page.locator("form.alert-edit");
    await form.getByLabel("figure").selectOption("revenue");
    await form.getByLabel("artist", {exact: true}).fill("pig1978");
    expect(await form.locator(".alert-said").innerText()).toContain("Cannot be used yet: conditions.0.window: revenue is judged by month");
    await form.getByLabel("of a", {exact: true}).selectOption("month");
    expect(await form.locator(".alert-said").innerText()).toBe('Cannot be used yet: conditions.0.artist: no statement names the artist "pig1978"; the closest is "PIG1987".');
    await form.getByLabel("artist", {exact: true}).fill("PIG1987");
    await form.getByLabel("falls by (%)").fill("10");
    await form.getByLabel("minimum volume: the period before").fill("0");
    expect(await form.locator(".alert-said").innerText()).toBe("Revenue of a whole month of PIG1987 falls by 10% against the period before; at most every 14 days.");
    await form.getByRole("button", {name: "Try on history"}).click();
    await form.locator(".alert-tried", {hasText: "Each day saw only what was known then."}).waitFor();
    expect(figure(/fired (\d+) time/.exec(await form.locator(".alert-tried [role=status]").innerText())![1])).toBe(falls.length);
    const row = form.locator("tbody tr").first(); // the newest
    expect(await row.locator("td").first().innerText()).toBe("PIG1987");
    expect(cents((await row.locator("td").nth(1).innerText()).split(":")[1])).toBe(falls.at(-1));
    await row.getByRole("link").click();
    await page.waitForURL("**/revenue.html?*");
    await opened.settled();
    expect(await page.getByRole("button", {name: "Remove filter Artist: PIG1987"}).count()).toBe(1);
    expect(cents(await kpi(page, "Earnings"))).toBe(falls.at(-1));
    expect(opened.problems()).toEqual([]);
  });

  test("what cannot be used is said at once, and a new rule with a group works by keyboard alone", async () => {
    await using opened = await settled();
    const {page} = opened;
    await page.getByRole("button", {name: "New rule"}).focus();
    await page.keyboard.press("Enter");
    const form = page.locator("form.alert-edit");
    expect(await page.evaluate(() => (document.activeElement as HTMLInputElement).value)).toBe("New rule");
    await page.keyboard.press("ControlOrMeta+A");
    await page.keyboard.press("Delete");
    expect(await form.locator(".alert-said").innerText()).toContain("Cannot be used yet: name:");
    expect(await form.getByRole("button", {name: "Try on history"}).isDisabled()).toBe(true);
    expect(await page.locator(".notice", {hasText: "Not saved, and cannot be"}).count()).toBe(1);
    await page.keyboard.type("Night watch");
    await form.getByRole("button", {name: "Add a group"}).focus();
    await page.keyboard.press("Enter");
    expect(await page.evaluate(() => document.activeElement?.closest("fieldset")?.querySelector("legend")?.textContent)).toBe("Group 2");
    expect(await form.locator(".alert-said").innerText()).toBe("Streams of 7 days fall by 20% against the period before (if the period before had 1,000 or more) and (streams of 7 days fall by 20% against the period before (if the period before had 1,000 or more) or daily streams bring nothing for 3 days); at most every 14 days.");
    await form.getByLabel("kind").first().selectOption("restatement");
    expect(await form.locator(".alert-said").innerText()).toMatch(/^Statements change a month by 1% or more/);
    await form.getByRole("button", {name: "Remove this rule"}).focus();
    await page.keyboard.press("Enter");
    expect(await form.count()).toBe(0);
    expect(await page.getByText("Not saved").count()).toBe(0);
  });

  test.each([{width: 1440, colorScheme: "light"}, {width: 390, colorScheme: "dark"}] as const)("an open form with a result is accessible and fits $width px", async (options) => {
    await using opened = await settled("alerts.html", options);
    const form = await pick(opened, "Streams fall and leave their forecast");
    await form.getByRole("button", {name: "Add a group"}).click();
    await form.getByRole("button", {name: "Try on history"}).click();
    await form.locator(".alert-tried", {hasText: "Each day saw only what was known then."}).waitFor();
    await opened.page.locator(".notice summary").click();
    expect(await axe(opened.page)).toEqual([]);
    expect(await opened.page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth)).toBeLessThanOrEqual(0);
  });
});

test("everything that has fired, as the table has it", async () => {
  await using opened = await settled();
  const rows = await tableRows(opened.page, "Days of the last 400 on which the rules of today fired, with what was known then");
  const restated = rows.filter((row) => row[2] === "An old month was restated");
  expect(restated.map((row) => [row[0], row[3]])).toEqual([["24 Jun 2025", "DistroKid, Jan 2025"]]);
});
