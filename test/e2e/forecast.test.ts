/** The cash forecast page beside a forecast worked out again from the sample's CSVs, by none of the project's own maths. */
import {join} from "node:path";
import {expect, inject, test} from "vitest";
import {axe, openPage} from "../harness/browser.js";
import {cents, csvLines, figure, kpi, tableRows} from "../harness/figures.js";
import {openRawCsv} from "../harness/raw-csv.js";

const folder = () => join(inject("workspace"), "data/curated");
const monthOf = (day: string): number => Number(day.slice(0, 4)) * 12 + Number(day.slice(5, 7)) - 1;

type Line = {store: string; usage: string; reported: string; earnings: number};
type Streams = {platform: string; month: string; streams: number};

/** Platforms of the sample's stores, by the first word that is in the name. */
const NAMES: [RegExp, string][] = [[/^apple/, "Apple Music"], [/^itunes/, "iTunes"], [/^youtube/, "YouTube"], [/^amazon/, "Amazon"], [/^tiktok/, "TikTok"], [/^(facebook|instagram)/, "Facebook and Instagram"], [/^(tidal|wimp)/, "Tidal"], [/^spotify/, "Spotify"]];
const platformOf = (store: string): string => NAMES.find(([pattern]) => pattern.test(store.toLowerCase()))?.[1] ?? store.trim();

/** Statement lines of DistroKid and its streams by month (a 0 day counts as an average day), up to `asOf`. */
async function rawFeeds(asOf: string): Promise<{lines: Line[]; streams: Streams[]}> {
  const raw = await openRawCsv(folder(), asOf);
  const lines = await raw.all(`select store, usage_month::varchar as usage, reported_on::varchar as reported, sum(earnings)::double as earnings from lines where reported_on <= date '${asOf}' group by all`);
  const streams = await raw.all(`select platform, date_trunc('month', streamed_on)::date::varchar as month, (sum(streams) * count(*) / count(*) filter (streams > 0))::double as streams
    from daily where distributor = 'distrokid' and streamed_on <= date '${asOf}' group by all`);
  raw.close();
  return {lines: lines as Line[], streams: streams as Streams[]};
}

/** Last report month that is whole: on the newest statement day, 95% of this store's money of earlier months had come by then. */
function wholeMonth(lines: readonly Line[], sent: string): number {
  const last = Math.max(...lines.map(({reported}) => monthOf(reported)));
  const earlier = lines.filter(({reported, earnings}) => monthOf(reported) < last && earnings > 0).sort((a, b) => Number(a.reported.slice(8)) - Number(b.reported.slice(8)));
  const all = earlier.reduce((sum, {earnings}) => sum + earnings, 0);
  let so = 0;
  const usual = earlier.find(({earnings}) => (so += earnings) >= 0.95 * all)!;
  return monthOf(sent) === last && sent.slice(8) < usual.reported.slice(8) ? last - 1 : last;
}

/** Outstanding of one store: chain ladder, young months by their streams. */
function outstandingOf(lines: readonly Line[], streamsIn: (month: number) => number | null, sent: string, asOf: string): number {
  const known = wholeMonth(lines, sent);
  const first = Math.min(...lines.map(({usage}) => monthOf(usage)));
  const ages = Math.max(...lines.filter(({reported}) => monthOf(reported) <= known).map(({usage, reported}) => monthOf(reported) - monthOf(usage))) + 2;
  const paid = (month: number, to: number) => lines.filter(({usage, reported}) => monthOf(usage) === month && monthOf(reported) <= to).reduce((sum, {earnings}) => sum + earnings, 0);
  const months = Array.from({length: monthOf(asOf) - first + 1}, (_, i) => first + i);
  const share = new Array<number>(ages).fill(1);
  for (let age = ages - 2; age >= 0; age--) {
    const both = months.filter((month) => month + age + 1 <= known && paid(month, month + age) > 0);
    const [from, to] = [0, 1].map((step) => both.reduce((sum, month) => sum + paid(month, month + age + step), 0));
    share[age] = both.length ? (share[age + 1] * from) / to : 0;
  }
  const at = (month: number) => (known < month ? 0 : share[Math.min(known - month, ages - 1)]);
  const rate = rateOf({months, known, paid, streamsIn, share});
  return months.reduce((sum, month) => {
    const [got, part] = [paid(month, known), at(month)];
    const young = (1 - part) * (got + (streamsIn(month) ?? 0) * rate(month) * (1 - part));
    const open = got > 0 && part >= 0.5 ? got / part - got : young;
    return sum + open - Math.min(Math.max(paid(month, Infinity) - got, 0), Math.max(open, 0));
  }, 0);
}

type Paid = {months: number[]; known: number; paid: (month: number, to: number) => number; streamsIn: (month: number) => number | null; share: number[]};

/** Money per stream by month: all months alike, or near ones more where that would have expected the unreported months of the past better by 3%. */
function rateOf({months, known, paid, streamsIn, share}: Paid): (month: number) => number {
  const partAt = (age: number) => (age < 0 ? 0 : share[Math.min(age, share.length - 1)]);
  const average = (month: number, weight: number, then: number) => {
    const used = months.filter((other) => then >= other && streamsIn(other) && partAt(then - other) > 0);
    const sum = (of: (other: number) => number) => used.reduce((total, other) => total + of(other) * weight ** Math.abs(month - other), 0);
    return {count: used.length, rate: sum((other) => paid(other, then)) / sum((other) => streamsIn(other)! * partAt(then - other))};
  };
  const judged = months.filter((month) => known >= month && streamsIn(month) && partAt(known - month) >= 0.5);
  const badness = (weight: number) => judged.slice(3).reduce((sum, month) => {
    const then = average(month, weight, month - 1);
    const rate = then.count < 3 ? average(month, weight, known).rate : then.rate;
    const streams = streamsIn(month)!;
    return sum + streams * (paid(month, known) / (streams * partAt(known - month)) - rate) ** 2;
  }, 0);
  const weights = [1, 0.9, 0.8, 0.63].sort((a, b) => badness(a) - badness(b));
  const chosen = judged.length >= 11 && Math.sqrt(badness(weights[0])) < 0.97 * Math.sqrt(badness(1)) ? weights[0] : 1;
  return (month) => average(month, chosen, known).rate;
}

/** Store label → outstanding in money; stores silent for four report months or more are left out. */
async function oracle(asOf: string): Promise<Map<string, number>> {
  const {lines, streams} = await rawFeeds(asOf);
  const sent = lines.map(({reported}) => reported).sort().at(-1)!;
  const result = new Map<string, number>();
  for (const label of new Set(lines.map(({store}) => platformOf(store)))) {
    const own = lines.filter(({store}) => platformOf(store) === label);
    if (monthOf(sent) - Math.max(...own.map(({reported}) => monthOf(reported))) > 3) continue;
    const feed = {Spotify: ["spotify"], "Apple Music": ["apple"]}[label] ?? ["spotify", "apple"];
    const streamsIn = (month: number) => {
      const days = streams.filter((row) => feed.includes(row.platform) && monthOf(row.month) === month);
      return days.length ? days.reduce((sum, row) => sum + row.streams, 0) : null;
    };
    result.set(label, outstandingOf(own, streamsIn, sent, asOf));
  }
  return result;
}

const OUTSTANDING = "Outstanding by distributor and store, estimated";

test.each(["2025-11-20", "2025-06-30", "2024-12-10"])("outstanding by store as of %s", async (asOf) => {
  const want = await oracle(asOf);
  await using opened = await openPage(asOf === "2025-11-20" ? "forecast.html" : `forecast.html?asof=${asOf}`);
  await opened.settled();
  const rows = await tableRows(opened.page, OUTSTANDING);
  expect(rows.map(([store]) => store).sort()).toEqual([...want.keys()].sort());
  for (const [store, amount] of rows) expect(Math.abs(figure(amount) - want.get(store)!), `${store}: ${amount} against ${want.get(store)}`).toBeLessThan(0.0101);
  const total = [...want.values()].reduce((sum, value) => sum + value, 0);
  expect(cents(await kpi(opened.page, "Outstanding"))).toBe(Math.round(total * 100));
  expect(rows.reduce((sum, [, amount]) => sum + cents(amount), 0)).toBe(Math.round(total * 100));
  expect(opened.problems()).toEqual([]);
});

test("what is refused says why, and its reference estimate is in no total", async () => {
  await using opened = await openPage("forecast.html");
  await opened.settled();
  const refused = await tableRows(opened.page, "Refused, and why");
  expect(refused.map(([store, distributor]) => `${distributor} ${store}`).sort()).toEqual(["DistroKid Resso", "TooLost Apple Music", "TooLost Spotify"]);
  expect(refused.every(([, , why]) => why.startsWith("refused, because "))).toBe(true);
  const raw = await openRawCsv(folder());
  const [row] = await raw.all("select sum(streams * 0.002274)::double as amount from daily where distributor = 'toolost' and platform = 'spotify'");
  raw.close();
  expect(cents(refused.find(([store, distributor]) => `${distributor} ${store}` === "TooLost Spotify")![3])).toBe(Math.round(Number(row.amount) * 100));
});

test("thin history is borrowed and says from where", async () => {
  await using opened = await openPage("forecast.html?asof=2024-02-10&store=distrokid.spotify");
  await opened.settled();
  const rows = await tableRows(opened.page, OUTSTANDING);
  expect(rows.find(([store]) => store === "Spotify")!.join(" ")).toContain("borrowed from all stores of this distributor that first pay after 2 months");
  expect(await opened.page.locator(".notice", {hasText: "Borrowed"}).innerText()).toContain("only 2 paid months");
  expect(opened.problems()).toEqual([]);
});

test("the months of the fan add up, and what was received so far is on statements", async () => {
  const raw = await openRawCsv(folder());
  const [came] = await raw.all("select sum(earnings)::double as amount from lines where reported_on between date '2025-11-01' and date '2025-11-20'");
  raw.close();
  await using opened = await openPage("forecast.html");
  await opened.settled();
  const rows = await tableRows(opened.page, "Expected cash by statement month");
  expect(rows.map(([month]) => month)).toEqual(["Nov 2025", "Dec 2025", "Jan 2026", "Feb 2026", "Mar 2026", "Apr 2026", "May 2026"]);
  expect(cents(rows[0][1])).toBe(Math.round(Number(came.amount) * 100));
  for (const [, , expected, earned, ahead, low80, high80, low95, high95] of rows) {
    expect(Math.abs(cents(expected) - cents(earned) - cents(ahead))).toBeLessThanOrEqual(2);
    expect(figure(low95) < figure(low80) && figure(low80) < figure(expected) && figure(expected) < figure(high80) && figure(high80) < figure(high95)).toBe(true);
  }
  const [total] = await tableRows(opened.page, "Expected cash by statement month", "tfoot");
  expect(Math.abs(cents(total[3]) - cents(await kpi(opened.page, "Outstanding")))).toBeLessThanOrEqual(1);
});

test("a what-if changes the fan, stands in its title and in the address", async () => {
  await using opened = await openPage("forecast.html");
  await opened.settled();
  const {page} = opened;
  const title = page.locator("figure.chart h3", {hasText: "Cash by statement month"});
  expect(await title.innerText()).toBe("Cash by statement month at agreed terms (60 days), streams as forecast, today's rates");
  const before = await tableRows(page, "Expected cash by statement month");
  await page.getByRole("slider", {name: "Payment terms"}).fill("90");
  await page.getByRole("slider", {name: "Growth of streams"}).fill("5");
  await page.getByRole("slider", {name: "Rate per stream"}).fill("-10");
  await expect.poll(() => title.innerText()).toBe("Cash by statement month if terms are 90 days (agreed 60), streams change by +5% a month, rates change by −10%");
  expect(Object.fromEntries(new URL(page.url()).searchParams)).toEqual({terms: "90", growth: "5", rate: "-10"});
  const after = await tableRows(page, "Expected cash by statement month");
  expect(figure(after[0][2])).toBeLessThan(figure(before[0][2]) / 10);
  await using linked = await openPage(new URL(page.url()).search ? `forecast.html${new URL(page.url()).search}` : "");
  await linked.settled();
  expect(await tableRows(linked.page, "Expected cash by statement month")).toEqual(after);
});

test("the accruals balance to the cent, on screen and in the CSV", async () => {
  await using opened = await openPage("forecast.html");
  await opened.settled();
  const rows = (await tableRows(opened.page, "Accrued receivable by month")).map((row) => row.slice(1).map(cents));
  expect(rows).toHaveLength(12);
  rows.forEach(([opening, earned, received, restated, closing], i) => {
    expect(opening + earned - received + restated).toBe(closing);
    if (i > 0) expect(closing).toBe(rows[i - 1][0]);
  });
  expect(rows[0][4]).toBe(cents(await kpi(opened.page, "Outstanding")));
  const [head, ...lines] = await csvLines(opened.page, "Download Accrued receivable by month as CSV");
  expect(head.split(",")).toHaveLength(6);
  expect(lines.map((line) => line.split(",").slice(1).map((amount) => Math.round(Number(amount) * 100)))).toEqual(rows);
});

test("the triangle's lower right is empty, never 0, and the store is in the address", async () => {
  await using opened = await openPage("forecast.html", {width: 390, colorScheme: "dark"});
  await opened.settled();
  const {page} = opened;
  const rows = await tableRows(page, "Development of Spotify, DistroKid");
  const october = rows.find(([month]) => month === "Oct 2025")!;
  expect(october.slice(1, 4)).toEqual(["0.00", "not reported yet", "not reported yet"]);
  await page.getByRole("combobox", {name: "Store"}).selectOption({label: "Apple Music, DistroKid"});
  await page.locator('table[aria-label="Development of Apple Music, DistroKid"]').waitFor();
  expect(new URL(page.url()).searchParams.get("store")).toBe("distrokid.apple");
  await page.getByText("Share", {exact: true}).click();
  await expect.poll(async () => (await tableRows(page, "Development of Apple Music, DistroKid"))[0].some((cell) => cell.includes("%"))).toBe(true);
  expect(await axe(page)).toEqual([]);
  expect(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)).toBeLessThanOrEqual(0);
  expect(opened.problems()).toEqual([]);
});
