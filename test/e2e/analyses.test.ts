/** Published analyses in Chromium: those that ship, pages that the notebook made, and folders that lack the data. */
import {mkdirSync, writeFileSync} from "node:fs";
import {join} from "node:path";
import {afterAll, beforeAll, describe, expect, inject, test} from "vitest";
import {newAnalysis} from "../../loaders/new-analysis-cli.js";
import {notebookPage} from "../../src/model/notebook-page.js";
import {parseNotebook} from "../../src/model/notebook.js";
import {axe, openPage} from "../harness/browser.js";
import {buildSite} from "../harness/build-site.js";
import {figure, tableRows} from "../harness/figures.js";
import {idle, saved, start} from "../harness/notebook-page.js";
import {openRawCsv, type Database} from "../harness/raw-csv.js";
import {serve, type Served} from "../harness/serve.js";
import {folderIn, makeWorkspace} from "../harness/workspace.js";

const SHIPPED = ["discovery-mode", "stores-that-pay-late", "a-stream-is-not-a-stream"];

describe("those that ship", () => {
  let raw: Database;
  beforeAll(async () => void (raw = await openRawCsv(join(inject("workspace"), "data/curated"))));
  afterAll(() => raw.close());

  test("are listed with who, when, what they read and on what they were built", async () => {
    await using opened = await openPage("analyses.html");
    await opened.settled();
    const cards = await opened.page.locator(".analysis-card").allInnerTexts();
    expect(cards).toHaveLength(SHIPPED.length);
    for (const card of cards) expect(card).toMatch(/Sty & Grid Records, \d+ Nov 2025[\s\S]+Reads [a-z_, ]+ · built on snapshot [0-9a-f]{10}/);
    expect(await opened.page.locator(".analysis-card .notice").count()).toBe(0);
    await opened.page.getByRole("link", {name: "What Discovery Mode costs"}).click();
    await opened.page.locator(".analysis-head h1").waitFor();
    expect(opened.problems()).toEqual([]);
  });

  test("the fees are those of the raw statement, and follow the artist chosen", async () => {
    await using opened = await openPage("analyses/discovery-mode.html");
    await opened.settled();
    const [{fees, months}] = await raw.all("select round(-sum(earnings) filter (where is_fee), 2)::varchar as fees, count(distinct usage_month) filter (where is_fee)::integer as months from lines where usage_month < date '2025-09-01'");
    const text = await opened.page.locator("#observablehq-main").innerText();
    expect(text).toContain(`In ${months} of`);
    expect(text).toContain(`Spotify took USD\u00a0${Number(fees).toFixed(2)} back`);
    expect((await tableRows(opened.page, "By artist")).reduce((sum, row) => sum + Math.round(figure(row[2]) * 100), 0)).toBe(Math.round(Number(fees) * 100));
    await opened.page.getByLabel("Artist", {exact: true}).selectOption("PIG1987");
    const [first] = await tableRows(opened.page, "By artist");
    await expect.poll(async () => (await opened.page.locator("#observablehq-main").innerText()).includes(`Spotify took USD\u00a0${first[2]} back`)).toBe(true);
    expect(opened.problems()).toEqual([]);
  });

  test.each(SHIPPED.flatMap((name) => [[name, 1440, "light"], [name, 390, "dark"]] as const))("%s reads well at %i px in the %s, and says how each figure was computed", async (name, width, colorScheme) => {
    await using opened = await openPage(`analyses/${name}.html`, {width, colorScheme});
    await opened.settled();
    expect(await opened.page.locator("figure.chart svg").count()).toBeGreaterThan(0);
    const panels = opened.page.locator(".provenance");
    expect(await panels.count()).toBe(await opened.page.locator(".nb-result").count());
    await panels.first().locator("summary").click();
    const anchor = (await panels.first().locator("[data-permalink]").getAttribute("href"))!;
    expect(await opened.page.locator(anchor).count()).toBe(1);
    expect(await panels.first().innerText()).toContain(await opened.page.locator(".page-footer code").getAttribute("title"));
    expect(await opened.page.evaluate(() => document.documentElement.scrollWidth - innerWidth)).toBeLessThanOrEqual(0);
    expect(await axe(opened.page)).toEqual([]);
    expect(opened.problems()).toEqual([]);
  });

  test("a figure's link shows that figure, whatever is drawn above it later", async () => {
    await using opened = await openPage("analyses/a-stream-is-not-a-stream.html#figure-artists");
    const {page} = opened;
    await opened.settled();
    await expect.poll(() => page.evaluate(() => { const {top, bottom} = document.getElementById("figure-artists")!.getBoundingClientRect(); return top >= 0 && Math.min(top + 200, bottom) <= innerHeight; })).toBe(true);
    expect(await page.evaluate(() => scrollY)).toBeGreaterThan(0);
    await page.getByLabel("Platform", {exact: true}).focus();
    await page.keyboard.press("ArrowDown");
    await opened.settled();
    expect(await page.evaluate(() => { const {top, bottom} = document.querySelector("#observablehq-main select")!.getBoundingClientRect(); return top >= 0 && bottom <= innerHeight; })).toBe(true);
    expect(opened.problems()).toEqual([]);
  });

  test("a table or column that is gone is a warning, on the list and on the page", async () => {
    await using opened = await openPage("data.html");
    await opened.page.route("**/manifest*.json", async (route) => {
      const response = await route.fetch();
      const manifest = await response.json();
      const tables = manifest.tables.filter(({name}: {name: string}) => name !== "arrivals").map((table: {name: string; columns: {name: string}[]}) => (table.name === "store_lags" ? {...table, columns: table.columns.filter(({name}) => name !== "median_days")} : table));
      await route.fulfill({response, json: {...manifest, tables}});
    });
    await opened.page.goto(new URL("analyses.html", inject("url")).href);
    const notice = opened.page.locator(".analysis-card", {hasText: "Which stores report later"}).locator(".notice");
    expect(await notice.innerText()).toContain("The table arrivals, which it reads, is not in this snapshot. The table store_lags no longer has the column median_days.");
    expect(await opened.page.locator(".analysis-card .notice").count()).toBe(1);
    await opened.page.goto(new URL("analyses/stores-that-pay-late.html", inject("url")).href);
    await expect.poll(() => opened.page.locator(".analysis-head .notice").count()).toBe(2);
  });
});

/** A notebook whose texts try to become code of the page. */
const hostile = parseNotebook({title: "</script><script>window.ran=1</script>", author: "${window.ran=1}", description: "`${window.ran=1}`", cells: [
  {id: "c1", kind: "markdown", text: "<script>window.ran=1</script>\n\n<img src=x onerror=window.ran=1>"},
  {id: "c2", kind: "markdown", text: "```js\nwindow.ran = 1\n```\n\n${window.ran=1} ![x](https://host.example/x.png)"},
  {id: "c3", kind: "sql", name: "a", title: "<b>t</b>", text: "select '`}); window.ran=1; (`' as x, '${window.ran=1}' as y, :word as word, '</script>' as z -- ```"},
  {id: "c4", kind: "sql", name: "b", text: "-- reads another\nwith own as (select * from a) select own.*, a.x as again from own, a"},
  {id: "c5", kind: "input", type: "text", name: "word", label: "</label><script>window.ran=1</script>", value: "\"}));window.ran=1;//"},
  {id: "c6", kind: "input", type: "date", name: "day", label: "Day", value: "2025-01-31"},
  {id: "c7", kind: "sql", name: "later", text: "select (:day + interval 1 day)::date as next, typeof(:day) as kind"},
  {id: "c8", kind: "markdown", text: 'After ${day} comes ${figure(later, "next", "day")}, a ${figure(later, "kind")}.'}
]});

describe("pages that the notebook made", () => {
  const workspace = makeWorkspace("analyses");
  let served: Served;
  let empty: Served;

  beforeAll(async () => {
    const folder = join(workspace.dir, "src/analyses");
    mkdirSync(folder, {recursive: true});
    await using opened = await start("Catalog long tail");
    await opened.page.getByRole("button", {name: "Publish"}).click();
    writeFileSync(join(folder, "downloaded.md"), await saved(opened.page, "Download page (.md)"));
    writeFileSync(join(folder, "hostile.md"), notebookPage(hostile, {}));
    for (const template of ["monthly-royalty-review", "release-first-30-days", "platform-rate-check", "artist-statement"]) newAnalysis([template, "--template", template], folder, "2025-11-20", join(inject("workspace"), ".ledgerline"));
    await buildSite(workspace.dir, {LEDGERLINE_OUT: join(workspace.dir, "dist")});
    served = await serve(join(workspace.dir, "dist"));
    await buildSite(workspace.dir, {LEDGERLINE_DATA: folderIn(workspace.dir, "empty"), LEDGERLINE_OUT: join(workspace.dir, "dist-empty")});
    empty = await serve(join(workspace.dir, "dist-empty"));
  }, 600_000);
  afterAll(async () => {
    await served?.close();
    await empty?.close();
    workspace.remove();
  });

  test("a downloaded page builds unchanged and shows the notebook's figures", async () => {
    await using notebook = await start("Catalog long tail");
    await using page = await openPage("analyses/downloaded.html", {url: served.url});
    await page.settled();
    expect(await tableRows(page.page, "The head")).toEqual(await tableRows(notebook.page, "The head"));
    const prose = (await notebook.page.locator(".nb-markdown").first().innerText()).replace(/\s+/g, " ").trim();
    expect((await page.page.locator("#observablehq-main").innerText()).replace(/\s+/g, " ")).toContain(prose);
    await page.page.getByLabel("Months looked at", {exact: true}).fill("24");
    await notebook.page.getByLabel("Months looked at", {exact: true}).fill("24");
    await idle(notebook.page);
    await expect.poll(async () => JSON.stringify(await tableRows(page.page, "The head"))).toBe(JSON.stringify(await tableRows(notebook.page, "The head")));
    expect([...page.problems(), ...notebook.problems()]).toEqual([]);
  });

  test.each(["monthly-royalty-review", "release-first-30-days", "platform-rate-check", "artist-statement"])("the page of the template %s works and shows its figures", async (name) => {
    await using opened = await openPage(`analyses/${name}.html`, {url: served.url});
    await opened.settled();
    expect(await opened.page.locator(".data-table tbody tr").count()).toBeGreaterThan(1);
    expect(await opened.page.locator("figure.chart svg").count()).toBeGreaterThan(0);
    expect(opened.problems()).toEqual([]);
  });

  test("texts stay texts, queries read queries, days are days", async () => {
    await using opened = await openPage("analyses/hostile.html", {url: served.url});
    await opened.settled();
    expect(await opened.page.evaluate(() => (window as unknown as {ran?: number}).ran)).toBeUndefined();
    expect((await tableRows(opened.page, "<b>t</b>"))[0]).toEqual(["`}); window.ran=1; (`", "${window.ran=1}", "\"}));window.ran=1;//", "</script>"]);
    expect((await tableRows(opened.page, "b"))[0].at(-1)).toBe("`}); window.ran=1; (`");
    expect(await opened.page.locator("#observablehq-main").innerText()).toContain("After 31 Jan 2025 comes 1 Feb 2025, a DATE.");
    expect(await opened.page.locator("#observablehq-main img").count()).toBe(0);
    expect(opened.problems()).toEqual([]);
  });

  test.each([...SHIPPED, "downloaded", "monthly-royalty-review", "release-first-30-days", "platform-rate-check", "artist-statement"])("on an empty folder %s says what is missing, and nothing breaks", async (name) => {
    await using opened = await openPage(`analyses/${name}.html`, {url: empty.url});
    await opened.settled();
    expect(await opened.page.locator(".analysis-head .notice").innerText()).toContain("dk_bank_details.csv");
    expect(opened.problems()).toEqual([]);
  });

  test("the list on an empty folder says which are empty", async () => {
    await using opened = await openPage("analyses.html", {url: empty.url});
    await opened.settled();
    expect(await opened.page.locator(".analysis-card .notice").count()).toBeGreaterThanOrEqual(SHIPPED.length);
    expect(opened.problems()).toEqual([]);
  });
});
