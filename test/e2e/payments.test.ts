/** The payments page beside independent SQL over the sample's CSVs. */
import {join} from "node:path";
import {expect, inject, test} from "vitest";
import {axe, openPage} from "../harness/browser.js";
import {cents, csvLines, kpi, tableRows} from "../harness/figures.js";
import {openRawCsv} from "../harness/raw-csv.js";

const folder = () => join(inject("workspace"), "data/curated");

/** Status totals of DistroKid in cents, and what TooLost's streams should have earned, as of a day. */
async function oracle(asOf: string) {
  const raw = await openRawCsv(folder(), asOf);
  try {
    const judged = `select *, case when has_lines and (actual >= 0.95 * expected or as_of >= complete_on) then 'PAID'
      when expected_on <= as_of - 30 then 'OVERDUE' when expected_on <= as_of then 'DUE' when expected_on <= as_of + 30 then 'DUE_SOON' else 'PENDING' end as status
      from cells where usage_month <= as_of`;
    const open = await raw.all(`select status, (sum(greatest(expected - actual, 0)) * 100)::integer as cents from (${judged}) where status <> 'PAID' and distributor = 'distrokid' group by all`);
    const [paid] = await raw.all(`select (100 * (coalesce(sum(actual), 0) + (select coalesce(sum(earnings), 0) from lines where platform = 'elsewhere' and reported_on <= date '${asOf}')))::integer as cents
      from (${judged}) where status = 'PAID'`);
    const [uncovered] = await raw.all(`select sum(expected)::decimal(18, 2)::varchar as amount from (${judged}) where distributor = 'toolost'`);
    return {open: Object.fromEntries(open.map((row) => [row.status, row.cents])), paid: paid.cents, uncovered: Number(uncovered.amount ?? 0)};
  } finally {
    raw.close();
  }
}

const cards = {Pending: "PENDING", "Due soon": "DUE_SOON", Due: "DUE", Overdue: "OVERDUE"} as const;

test.each(["2025-11-20", "2025-12-15", "2025-06-15", "2024-02-10"])("totals by status as of %s", async (asOf) => {
  const want = await oracle(asOf);
  await using opened = await openPage(asOf === "2025-11-20" ? "payments.html" : `payments.html?asof=${asOf}`);
  await opened.settled();
  for (const [label, status] of Object.entries(cards)) expect([label, cents(await kpi(opened.page, label))]).toEqual([label, want.open[status] ?? 0]);
  expect(cents(await kpi(opened.page, "Paid"))).toBe(want.paid);
  const notice = opened.page.locator(".notice", {hasText: "Uncovered"});
  if (want.uncovered) expect(await notice.innerText()).toContain(want.uncovered.toLocaleString("en", {minimumFractionDigits: 2}));
  else expect(await notice.count()).toBe(0);
  expect(opened.problems()).toEqual([]);
});

test("the as-of date is a control that lives in the URL, and can be taken back", async () => {
  await using opened = await openPage("payments.html");
  await opened.settled();
  await opened.page.getByRole("textbox", {name: "As of"}).fill("2025-12-15");
  expect(new URL(opened.page.url()).searchParams.get("asof")).toBe("2025-12-15");
  const {open} = await oracle("2025-12-15");
  await expect.poll(async () => cents(await kpi(opened.page, "Due"))).toBe(open.DUE ?? 0);
  await opened.page.getByRole("button", {name: "Back to 20 Nov 2025"}).click();
  expect(new URL(opened.page.url()).searchParams.has("asof")).toBe(false);
  await expect.poll(async () => cents(await kpi(opened.page, "Due soon"))).toBe((await oracle("2025-11-20")).open.DUE_SOON);
});

test("what was paid when, and how long stores take", async () => {
  const raw = await openRawCsv(folder());
  const statements = await raw.all("select reported_on::varchar as day, count(*)::integer as lines, sum(earnings)::decimal(18, 2)::varchar as earnings from lines group by all order by all desc");
  const [lag] = await raw.all("select p95::integer as p95 from lag where platform = 'spotify'");
  raw.close();
  await using opened = await openPage("payments.html");
  await opened.settled();
  const rows = await tableRows(opened.page, "Statements, by statement date");
  expect(rows.slice(0, 3).map(([, , , lines, earnings]) => [Number(lines), cents(earnings)])).toEqual(statements.slice(0, 3).map((row) => [row.lines, Math.round(Number(row.earnings) * 100)]));
  expect(await csvLines(opened.page, "Download Statements, by statement date as CSV")).toHaveLength(statements.length + 1);
  const spotify = (await tableRows(opened.page, "Reporting lag by store")).find(([store]) => store === "Spotify")!;
  expect(spotify.slice(1, 5).map(Number)).toEqual([60, 55, 56, lag.p95]);
});

test("estimates are hatched, money that came is solid; uncovered payments stand apart", async () => {
  await using opened = await openPage("payments.html", {width: 390, colorScheme: "dark"});
  await opened.settled();
  const {page} = opened;
  expect(await page.locator(".pay-hatched").count()).toBe(3);
  expect((await page.locator(".pay-hatched strong").allInnerTexts()).every((text) => text.startsWith("≈"))).toBe(true);
  expect((await page.locator(".pay-solid strong").allInnerTexts()).some((text) => text.includes("≈"))).toBe(false);
  const uncovered = await tableRows(page, "Uncovered: no statements in the folder");
  expect(uncovered).toHaveLength(21);
  expect(uncovered.every((row) => row[2] === "∅ uncovered")).toBe(true);
  expect(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)).toBeLessThanOrEqual(0);
  expect(await axe(page)).toEqual([]);
  expect(opened.problems()).toEqual([]);
});

test("what was paid is compared with the year before as it stood then", async () => {
  const paidOver = async (asOf: string, from: string, to: string) => {
    const raw = await openRawCsv(folder(), asOf);
    const [row] = await raw.all(`select (coalesce(sum(actual) filter (where has_lines and (actual >= 0.95 * expected or as_of >= complete_on)), 0)
      + (select coalesce(sum(earnings), 0) from lines where platform = 'elsewhere' and reported_on <= as_of and usage_month between date '${from}' and date '${to}'))::double as paid
      from cells where usage_month between date '${from}' and date '${to}' group by as_of`);
    raw.close();
    return Number(row.paid);
  };
  const ratio = (await paidOver("2025-11-20", "2024-12-01", "2025-11-19")) / (await paidOver("2024-11-20", "2023-12-01", "2024-11-19")) - 1;
  await using opened = await openPage("payments.html?period=12m");
  await opened.settled();
  const delta = await opened.page.locator('section.kpi[aria-label="Paid"] .kpi-delta').innerText();
  expect(delta).toContain(`${ratio > 0 ? "+" : "−"}${Math.abs(ratio * 100).toFixed(1)}%`);
  expect(delta).toContain("as it stood on 20 Nov 2024");
});
