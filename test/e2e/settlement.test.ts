/** The settlement page beside independent SQL over the sample's CSVs. */
import {join} from "node:path";
import {afterAll, beforeAll, expect, inject, test} from "vitest";
import {axe, openPage} from "../harness/browser.js";
import {cents, csvLines, figure, kpi, tableRows} from "../harness/figures.js";
import {openRawCsv, type Database} from "../harness/raw-csv.js";

let raw: Database;
const csv = (name: string) => `read_csv('${join(inject("workspace"), "data/curated", name)}', header = true)`;
beforeAll(async () => void (raw = await openRawCsv(join(inject("workspace"), "data/curated"))));
afterAll(() => raw.close());

const caption = "Statements and their deposits, DistroKid, USD";
/** Months of statements, each with its lines and its deposits; November and December 2024 are one deposit. */
const periods = `
  with deposits as (select statement_period_from as start, max(statement_period_to) as stop, sum(amount) as amount, count(*) as parts from ${csv("payouts.csv")} group by 1),
  months as (select distinct date_trunc('month', reported_on)::date as month from lines where reported_on <= date '2025-11-20'),
  spans as (
    select start, stop from deposits
    union all select month, last_day(month) from months where not exists (from deposits where month between start and stop)
  )
  select s.start, s.stop, sum(l.earnings) as lines, any_value(d.amount) as received, any_value(d.parts) as parts
  from spans s join lines l on l.reported_on between s.start and s.stop and l.reported_on <= date '2025-11-20' left join deposits d using (start) group by s.start, s.stop`;

test("lines, deposits and causes of every period, to the cent", async () => {
  const want = await raw.all(`select strftime(start, '%Y-%m') as month, round(lines, 2)::decimal(18,2)::varchar as lines, received::decimal(18,2)::varchar as received, parts::integer as parts from (${periods}) order by start desc`);
  await using opened = await openPage("settlement.html?months=all");
  await opened.settled();
  const rows = await tableRows(opened.page, caption);
  expect(rows).toHaveLength(want.length);
  const heads = await opened.page.locator(`table[aria-label="${caption}"] thead th`).allInnerTexts();
  const [at, difference, unexplained, special] = ["Lines", "Difference", "Unexplained", "What is special"].map((name) => heads.findIndex((head) => head.trim() === name));
  const amount = (text: string) => (text === "" ? 0 : cents(text));
  rows.forEach((row, i) => {
    const received = want[i].received === null ? 0 : Math.round(Number(want[i].received) * 100);
    expect([amount(row[at]), amount(row[at + 2])]).toEqual([Math.round(Number(want[i].lines) * 100), received]);
    expect(amount(row[difference])).toBe(amount(row[at + 2]) - amount(row[at]));
    expect(row.slice(difference + 1, unexplained + 1).map(amount).reduce((sum, part) => sum + part, 0)).toBe(amount(row[difference]));
  });
  const by = (month: string) => rows[want.findIndex((one) => one.month === month)];
  expect([by("2025-07")[1], cents(by("2025-07")[unexplained])]).toEqual(["≠ difference", -3000]);
  expect([by("2025-06")[1], by("2025-11")[1], by("2025-05")[1]]).toEqual(["! unpaid", "… awaiting", "✓ matched"]);
  expect([by("2024-10")[special], by("2024-11")[0], by("2024-11")[special]]).toEqual([expect.stringContaining("split into 2 deposits"), "Nov 2024 – Dec 2024", expect.stringContaining("2 statements in 1 deposit")]);
  expect(by("2025-09")[special]).toContain("Deezer: no lines, though the total has more");
  const [{tax, fee}] = await raw.all(`select -max(tax)::double * 100 as tax, -sum(fee)::double * 100 as fee from ${csv("statement_totals.csv")} where statement_period_from = date '2025-05-01'`);
  expect(by("2025-05").slice(difference + 1, unexplained).map(amount)).toEqual(expect.arrayContaining([Math.round(tax), Math.round(fee)]));
  const total = (await tableRows(opened.page, caption, "tfoot"))[0].map(amount);
  const [{all}] = await raw.all(`select round(sum(lines), 2)::varchar as all from (${periods})`);
  expect(total[at], "rounded once, not by statement").toBe(Math.round(Number(all) * 100));
  expect(total[at] + total.slice(difference + 1, unexplained + 1).reduce((sum, part) => sum + (part || 0), 0)).toBe(total[at + 2]);
  expect(cents(await kpi(opened.page, "Received"))).toBe(total[at + 2]);
  expect(cents(await kpi(opened.page, "Unexplained"))).toBe(total[unexplained]);
  expect(await axe(opened.page)).toEqual([]);
  expect(opened.problems()).toEqual([]);
});

test("what is overdue: the statement that no deposit has paid, by usage month", async () => {
  const want = await raw.all(`select strftime(usage_month, '%Y-%m') as month, round(sum(earnings), 2)::double as amount from lines where reported_on between date '2025-06-01' and date '2025-06-30' group by 1 order by 1`);
  await using opened = await openPage("settlement.html");
  await opened.settled();
  const rows = await tableRows(opened.page, "Overdue by usage month, DistroKid, USD");
  expect(rows).toHaveLength(want.length);
  // the parts of the statement are rounded so that they add up to its total: a month may differ by a cent or two
  for (const {month, amount} of want) {
    const row = rows.find(([name]) => new Date(`${name} 1 UTC`).toISOString().startsWith(month))!;
    expect(Math.abs(figure(row[8]) - amount)).toBeLessThan(0.03);
    expect([row[7], row.slice(4, 7)]).toEqual([row[8], ["", "", ""]]); // all of it in the last bucket
  }
  const [total] = await tableRows(opened.page, "Overdue by usage month, DistroKid, USD", "tfoot");
  expect(cents(total[8])).toBe(Math.round(Number((await raw.all("select round(sum(earnings), 2)::varchar as amount from lines where reported_on between date '2025-06-01' and date '2025-06-30'"))[0].amount) * 100));
  expect(cents(await kpi(opened.page, "Past its date"))).toBe(cents(total[8]));
  const days = rows.map((row) => Number(row[3]));
  expect(new Set(days)).toEqual(new Set([(Date.parse("2025-11-20") - Date.parse("2025-06-30")) / 86_400_000 - 9 - 7]));
  expect(await opened.page.getByText("Uncovered, and in no figure here").innerText()).toContain("TooLost");
});

test("a state is edited by keyboard, kept in this browser, marked, and given as a file and a command", async () => {
  await using opened = await openPage("settlement.html");
  await opened.settled();
  const {page} = opened;
  const item = page.locator('[data-item="payout:distrokid:2025-07-01:USD"]');
  expect(await item.locator("select").inputValue()).toBe("asked");
  expect(await item.innerText()).toContain("asked since 20 Aug 2025, Sty");
  await item.locator("select").focus();
  await page.keyboard.press("e"); // explained
  await item.locator("input").fill("bank charge, see mail");
  await page.keyboard.press("Tab");
  await page.getByText("1 change is not saved.").waitFor();
  expect(await item.innerText()).toContain("not saved");
  const before = await raw.all(`select count(*)::integer as n from ${csv("worklist.csv")}`);
  const file = await csvLines(page, "Download worklist.csv").catch(() => []);
  const lines = file.join("\n").split("\n");
  expect(lines).toHaveLength(before[0].n + 2);
  expect(lines.at(-1)).toMatch(/^payout:distrokid:2025-07-01:USD,explained,\d{4}-\d\d-\d\d,"bank charge, see mail",$/);
  await page.getByText("The command", {exact: true}).click();
  expect(await page.locator(".work-save code").innerText()).toBe("npm run worklist -- set 'payout:distrokid:2025-07-01:USD' explained --note 'bank charge, see mail'");
  await page.reload();
  await opened.settled();
  expect([await item.locator("select").inputValue(), await item.locator("input").inputValue()]).toEqual(["explained", "bank charge, see mail"]);
  expect(await axe(page)).toEqual([]);
  await page.getByRole("button", {name: "Forget the changes"}).click();
  expect(await item.locator("select").inputValue()).toBe("asked");
  await page.getByRole("button", {name: /^Show all/}).click();
  expect(await page.locator('[data-item="variance:distrokid:spotify:2025-03:USD"] select').inputValue()).toBe("accepted");
  expect(opened.problems()).toEqual([]);
});

test("effective rates are Σ money ÷ Σ units of twelve complete months, and TikTok's drift is an alarm", async () => {
  const rateOf = (store: string, from: string, to: string) => raw.all(`select sum(earnings)::double / sum(case when is_fee then 0 else quantity end) as rate, sum(case when is_fee then 0 else quantity end)::integer as units
    from lines where store = '${store}' and usage_month between date '${from}' and date '${to}'`).then(([row]) => row);
  await using opened = await openPage("settlement.html");
  await opened.settled();
  const rows = await tableRows(opened.page, "Effective rates by platform, USD per unit");
  const [spotify, tiktok] = ["Spotify", "TikTok"].map((name) => rows.find(([platform]) => platform === name)!);
  const want = await rateOf("Spotify", "2024-09-01", "2025-08-01");
  expect([spotify[1], figure(spotify[3])]).toEqual([want.rate.toFixed(6), want.units]);
  const [recent, before] = [await rateOf("TikTok", "2025-07-01", "2025-09-01"), await rateOf("TikTok", "2024-07-01", "2025-06-01")];
  expect(tiktok[6]).toContain(`−${(Math.abs(recent.rate / before.rate - 1) * 100).toFixed(1)}%`);
  expect(tiktok[6]).toContain("alarm");
  expect(rows.filter((row) => row[6].includes("alarm"))).toHaveLength(1);
  await opened.page.getByRole("button", {name: "TikTok", exact: true}).click();
  await opened.page.locator('table[aria-label^="TikTok: effective rates by country"]').waitFor();
  expect(new URL(opened.page.url()).searchParams.get("platform")).toBe("tiktok");
  const countries = await tableRows(opened.page, "TikTok: effective rates by country, USD per unit");
  const [{n}] = await raw.all("select count(distinct coalesce(\"Country of Sale\", ''))::integer as n from read_csv('" + join(inject("workspace"), "data/curated/dk_bank_details.csv") + "', header = true, all_varchar = true) where Store = 'TikTok' and \"Sale Month\" between '2024-10' and '2025-09'");
  expect(countries).toHaveLength(n);
  for (const row of countries) expect(figure(row[2])).toBeGreaterThanOrEqual(0);
});

test("on a phone in the dark nothing sticks out", async () => {
  await using opened = await openPage("settlement.html", {width: 390, colorScheme: "dark"});
  await opened.settled();
  expect(await opened.page.evaluate(() => document.documentElement.scrollWidth - innerWidth)).toBeLessThanOrEqual(0);
  expect(await axe(opened.page)).toEqual([]);
  expect(opened.problems()).toEqual([]);
});
