/** The Notebook page in Chromium: written, changed, broken, undone, shared, published. */
import {mkdtempSync, rmSync, writeFileSync} from "node:fs";
import {tmpdir} from "node:os";
import {join} from "node:path";
import {pathToFileURL} from "node:url";
import type {Page} from "playwright-core";
import {afterAll, beforeAll, describe, expect, inject, test} from "vitest";
import {literal} from "../../loaders/duckdb.js";
import {readNotebookPage} from "../../src/model/notebook-page-read.js";
import {axe, openPage} from "../harness/browser.js";
import {figure, tableRows} from "../harness/figures.js";
import {addCell, cell, idle, madeLink, saved, start, status, write} from "../harness/notebook-page.js";
import {openRawCsv, type Database} from "../harness/raw-csv.js";

let raw: Database;
const folder = mkdtempSync(join(tmpdir(), "ledgerline-notebook-"));
beforeAll(async () => {
  const dir = join(inject("workspace"), "data/curated");
  raw = await openRawCsv(dir);
  await raw.run(`create table by_artist as select coalesce(a.artist, trim(l."Artist")) as artist, strptime(l."Sale Month" || '-01', '%Y-%m-%d')::date as usage_month, l."Earnings (USD)"::decimal(38, 18) as earnings
    from read_csv(${literal(join(dir, "dk_bank_details.csv"))}, header = true, all_varchar = true) l
    left join read_csv(${literal(join(dir, "artist_aliases.csv"))}, header = true, all_varchar = true) a on lower(trim(a.alias)) = lower(trim(l."Artist"))`);
});
afterAll(() => {
  raw.close();
  rmSync(folder, {recursive: true, force: true});
});

const chain = {title: "Chain", author: "A. Writer", date: "2025-11-20", description: "A small one.", cells: [
  {id: "c1", kind: "input", type: "select", name: "artist", label: "Artist", options: ["PIG1987", "ZONE A0"], value: "PIG1987"},
  {id: "c2", kind: "sql", name: "monthly", title: "By month", text: "select usage_month, currency, sum(earnings) as earnings from monthly_revenue where artist = :artist group by all order by 1"},
  {id: "c3", kind: "sql", name: "total", text: "select currency, sum(earnings) as earnings, count(*) as months from monthly group by all"},
  {id: "c4", kind: "sql", name: "apart", text: "select count(*) as n from daily_streams"},
  {id: "c5", kind: "chart", from: "monthly", spec: {mark: "bar", x: "usage_month", y: "earnings", title: "Months"}},
  {id: "c6", kind: "markdown", text: '${artist} earned **${figure(total, "earnings", "money")}**.'}
]};

const earned = async (artist: string): Promise<string> => {
  const [{total}] = await raw.all(`select round(sum(earnings), 2)::varchar as total from by_artist where artist = '${artist}'`);
  return Number(total).toLocaleString("en", {minimumFractionDigits: 2});
};

/** Pixels from the top of the window to a figure. */
const figureTop = (page: Page, name: string): Promise<number> => page.evaluate((id) => Math.round(document.getElementById(id)?.getBoundingClientRect().top ?? NaN), `figure-${name}`);

describe("writing", () => {
  test("a query, a text that shows its figure, a chart; kept after a reload", async () => {
    await using opened = await start();
    const {page} = opened;
    await page.getByLabel("Title of the notebook").fill("My notes");
    const query = await addCell(page, "Query", "select currency, sum(earnings) as earnings from statement_lines group by all");
    await page.keyboard.press("ControlOrMeta+Enter");
    await expect.poll(() => status(page, query)).toBe("fresh");
    const text = await addCell(page, "Text", 'All: ${figure(rows, "earnings", "money")}');
    const [{total}] = await raw.all("select round(sum(earnings), 2)::varchar as total from lines");
    await expect.poll(() => cell(page, text).locator(".nb-markdown").innerText()).toBe(`All: USD\u00a0${Number(total).toLocaleString("en", {minimumFractionDigits: 2})}`);
    await page.getByRole("group", {name: "Add a cell at the end"}).getByRole("button", {name: "Chart"}).click();
    await expect.poll(() => page.locator(".nb-cell").last().locator("svg[role=img]").count()).toBe(1);
    await expect.poll(() => page.locator(".nb-saved").innerText()).toBe("saved on this machine");
    await page.reload();
    await idle(page);
    expect(await page.getByLabel("Title of the notebook").inputValue()).toBe("My notes");
    expect(await cell(page, text).locator(".nb-markdown").innerText()).toContain(Number(total).toLocaleString("en"));
    await page.getByRole("button", {name: "Notebooks"}).click();
    expect(await page.getByText("My notes (open)").count()).toBe(1);
    expect(opened.problems()).toEqual([]);
  });

  test("a change of an input runs what depends on it and nothing else, with figures of the raw files", async () => {
    await using opened = await openPage(madeLink(chain));
    const {page} = opened;
    await idle(page);
    await expect.poll(() => cell(page, "c6").locator(".nb-markdown").innerText()).toBe(`PIG1987 earned USD\u00a0${await earned("PIG1987")}.`);
    const apart = await cell(page, "c4").locator(".nb-status").innerText();
    await page.getByLabel("Artist", {exact: true}).selectOption("ZONE A0");
    await expect.poll(() => cell(page, "c6").locator(".nb-markdown").innerText()).toBe(`ZONE A0 earned USD\u00a0${await earned("ZONE A0")}.`);
    expect(await cell(page, "c4").locator(".nb-status").innerText()).toBe(apart);
    const months = await raw.all("select round(sum(earnings), 2)::varchar as total from by_artist where artist = 'ZONE A0' group by usage_month order by usage_month");
    expect((await tableRows(page, "By month")).map((row) => figure(row[2]))).toEqual(months.map(({total}) => Number(total)));
    expect(opened.problems()).toEqual([]);
  });

  test("broken, it says where and what, stops what needs it, and undo mends it", async () => {
    await using opened = await openPage(madeLink(chain));
    const {page} = opened;
    await page.getByRole("button", {name: "Edit a copy"}).click();
    await idle(page);
    await write(cell(page, "c2"), "select usage_month, sum(earning) as earnings from monthly_revenue group by all");
    await expect.poll(() => status(page, "c3")).toBe("stale");
    await page.keyboard.press("ControlOrMeta+Enter");
    await expect.poll(() => status(page, "c2")).toBe("failed");
    expect(await cell(page, "c2").locator(".nb-error").innerText()).toContain("earnings");
    expect(await cell(page, "c2").locator(".cm-lintRange-error").innerText()).toBe("earning");
    expect(await cell(page, "c3").locator(".nb-error").innerText()).toContain('needs "monthly", which failed');
    expect(await status(page, "c4")).toBe("fresh");
    await cell(page, "c2").focus();
    await page.keyboard.press("ControlOrMeta+z");
    await idle(page);
    expect([await status(page, "c2"), await status(page, "c3")]).toEqual(["fresh", "fresh"]);
    await write(cell(page, "c2"), "select * from total");
    await expect.poll(() => cell(page, "c2").locator(".nb-error").innerText()).toContain("needs itself: monthly → total → monthly");
    await write(cell(page, "c2"), "select * from monthly_revenu");
    await expect.poll(() => cell(page, "c2").locator(".nb-error").innerText()).toContain("did you mean monthly_revenue?");
    expect(opened.problems()).toEqual([]);
  });

  test("names, forms of inputs and charts, a name that may not be", async () => {
    await using opened = await start();
    const {page} = opened;
    await page.getByRole("group", {name: "Add a cell at the end"}).getByRole("button", {name: "Input"}).click();
    const input = cell(page, "c1");
    await input.getByLabel("Name").fill("select");
    await input.getByLabel("Name").press("Tab");
    await expect.poll(() => page.locator(".nb-message").innerText()).toContain('"select" has a meaning of its own');
    await input.getByLabel("Name").fill("least");
    await input.getByLabel("Name").press("Tab");
    await input.getByLabel("Type").selectOption("range");
    await input.getByLabel("Most").fill("20");
    await input.getByLabel("Most").press("Tab");
    const query = await addCell(page, "Query", "select range as i from range(100) where range >= :least");
    await page.keyboard.press("ControlOrMeta+Enter");
    await expect.poll(() => status(page, query)).toBe("fresh");
    await input.locator(".nb-output input[type=range]").focus();
    await page.keyboard.press("Home");
    await expect.poll(() => cell(page, query).locator(".table-head .muted").innerText()).toBe("100 rows");
    await page.keyboard.press("End");
    await expect.poll(() => cell(page, query).locator(".table-head .muted").innerText()).toBe("80 rows");
    expect(opened.problems()).toEqual([]);
  });
});

describe("by keyboard", () => {
  test("moving, duplicating, folding, deleting, undoing; ? lists the keys", async () => {
    await using opened = await openPage(madeLink(chain));
    const {page} = opened;
    await page.getByRole("button", {name: "Edit a copy"}).click();
    await idle(page);
    const order = () => page.locator(".nb-cell").evaluateAll((cells) => cells.map((each) => (each as HTMLElement).dataset.cell));
    await cell(page, "c2").focus();
    await page.keyboard.press("Alt+ArrowUp");
    expect(await order()).toEqual(["c2", "c1", "c3", "c4", "c5", "c6"]);
    expect(await page.evaluate(() => (document.activeElement as HTMLElement).dataset.cell)).toBe("c2");
    expect(await page.locator(".nb-message").innerText()).toBe("monthly is now number 1 of 6.");
    await page.keyboard.press("j");
    expect(await page.evaluate(() => (document.activeElement as HTMLElement).dataset.cell)).toBe("c1");
    await page.keyboard.press("d");
    expect(await order()).toEqual(["c2", "c1", "c7", "c3", "c4", "c5", "c6"]);
    await page.keyboard.press("Delete");
    expect(await order()).toEqual(["c2", "c1", "c3", "c4", "c5", "c6"]);
    await page.keyboard.press("ControlOrMeta+z");
    await page.keyboard.press("ControlOrMeta+z");
    await page.keyboard.press("ControlOrMeta+z");
    expect(await order()).toEqual(["c1", "c2", "c3", "c4", "c5", "c6"]);
    await page.keyboard.press("ControlOrMeta+Shift+z");
    expect((await order())[0]).toBe("c2");
    await cell(page, "c4").focus();
    const before = await cell(page, "c4").locator(".nb-code").isVisible();
    await page.keyboard.press("f");
    expect(await cell(page, "c4").locator(".nb-code").isVisible()).toBe(!before);
    await page.keyboard.press("Enter");
    await page.keyboard.press("Escape");
    expect(await page.evaluate(() => (document.activeElement as HTMLElement).dataset.cell)).toBe("c4");
    await page.keyboard.press("?");
    expect(await page.getByRole("dialog", {name: "Keys"}).innerText()).toContain("Alt + ↑ ↓");
    expect(opened.problems()).toEqual([]);
  });

  test("a cell is moved by dragging its handle", async () => {
    await using opened = await openPage(madeLink(chain));
    const {page} = opened;
    await page.getByRole("button", {name: "Edit a copy"}).click();
    await idle(page);
    await cell(page, "c4").locator(".nb-handle").dragTo(cell(page, "c1"), {targetPosition: {x: 60, y: 3}});
    await expect.poll(() => page.locator(".nb-cell").evaluateAll((cells) => cells.map((each) => (each as HTMLElement).dataset.cell))).toEqual(["c4", "c1", "c2", "c3", "c5", "c6"]);
    expect(opened.problems()).toEqual([]);
  });
});

describe("publishing", () => {
  test("a link opens the same notebook read-only elsewhere; a copy can be edited; a figure's link shows that figure", async () => {
    await using opened = await openPage(madeLink(chain));
    await opened.page.getByRole("button", {name: "Edit a copy"}).click();
    await idle(opened.page);
    await opened.page.getByLabel("Artist", {exact: true}).selectOption("ZONE A0");
    await idle(opened.page);
    await opened.page.getByRole("button", {name: "Publish"}).click();
    const address = await opened.page.getByLabel("Link", {exact: true}).inputValue();
    await using other = await openPage(address);
    await idle(other.page);
    expect(await cell(other.page, "c6").locator(".nb-markdown").innerText()).toBe(`ZONE A0 earned USD\u00a0${await earned("ZONE A0")}.`);
    expect([await other.page.getByRole("button", {name: "Delete"}).count(), await other.page.evaluate(() => localStorage.length)]).toEqual([0, 0]);
    await cell(other.page, "c5").locator(".provenance summary").click();
    const cited = await cell(other.page, "c5").locator(".provenance").innerText();
    expect(cited).toContain("where artist = 'ZONE A0'::varchar");
    const link = (await cell(other.page, "c5").locator("[data-permalink]").getAttribute("href"))!;
    await using again = await openPage(`notebook.html${link}`);
    await idle(again.page);
    await expect.poll(() => figureTop(again.page, "c5")).toBeLessThan(800);
    expect(await figureTop(again.page, "c5")).toBeGreaterThanOrEqual(0);
    expect([...opened.problems(), ...other.problems(), ...again.problems()]).toEqual([]);
  });

  test("the figure of a link stays in view while cells above it get their rows, until the reader scrolls", async () => {
    await using opened = await openPage(`${madeLink(chain)}&at=figure-apart`);
    const {page} = opened;
    await idle(page);
    await expect.poll(() => figureTop(page, "apart")).toBeLessThan(800);
    const top = await figureTop(page, "apart");
    expect([top >= 0, await page.evaluate(() => scrollY > 0)]).toEqual([true, true]);
    const grow = (height: number) => page.evaluate((px) => new Promise<void>((done) => {
      document.querySelector<HTMLElement>(".nb-output")!.style.paddingTop = `${px}px`;
      requestAnimationFrame(() => requestAnimationFrame(() => done()));
    }), height);
    await grow(700);
    expect(await figureTop(page, "apart")).toBe(top);
    await page.mouse.move(700, 400);
    await page.mouse.wheel(0, -20_000);
    await expect.poll(() => page.evaluate(() => scrollY)).toBe(0);
    await grow(1400);
    expect(await page.evaluate(() => scrollY)).toBe(0);
    expect(opened.problems()).toEqual([]);
  });

  test("a page opens again in the notebook, equal", async () => {
    await using opened = await start("Platform rate check");
    const {page} = opened;
    await page.getByRole("button", {name: "Publish"}).click();
    const text = await saved(page, "Download page (.md)");
    const {notebook, notes} = readNotebookPage(text);
    expect([notes, notebook.snapshot]).toEqual([[], await page.locator(".page-footer code").getAttribute("title")]);
    const path = join(folder, "rates.md");
    writeFileSync(path, text);
    await page.getByRole("button", {name: "Notebooks"}).click();
    await page.getByLabel("Page of a notebook to open").setInputFiles(path);
    await idle(page);
    await page.getByRole("button", {name: "Publish"}).click();
    expect(await saved(page, "Download page (.md)")).toBe(text);
    writeFileSync(path, "# no notebook");
    await page.getByRole("button", {name: "Notebooks"}).click();
    await page.getByLabel("Page of a notebook to open").setInputFiles(path);
    await expect.poll(() => page.locator(".nb-message").innerText()).toContain("rates.md: not a page: the file does not start with front matter");
    expect(opened.problems()).toEqual([]);
  });

  test.each(["light", "dark"] as const)("a file opens from disk in the %s, shows the same figures, runs nothing and fetches nothing", async (colorScheme) => {
    await using opened = await start("Monthly royalty review");
    const {page} = opened;
    const shown = await tableRows(page, "By artist");
    await page.getByRole("button", {name: "Publish"}).click();
    const path = join(folder, `review-${colorScheme}.html`);
    const text = await saved(page, "Download file (.html)");
    expect(text).not.toMatch(/<script|javascript:|\bon\w+="|<link|@import|<iframe/i);
    writeFileSync(path, text);
    await using file = await openPage(pathToFileURL(path).href, {colorScheme, width: 390});
    const requests: string[] = [];
    file.page.on("request", (request) => void requests.push(request.url()));
    await file.page.reload();
    const frozen = await file.page.locator("table", {hasText: "earnings per unit"}).first().locator("tbody tr").evaluateAll((rows) => rows.map((row) => [...row.querySelectorAll("th, td")].map((each) => (each as HTMLElement).innerText.trim())));
    expect(frozen).toEqual(shown);
    expect(await file.page.locator("svg").count()).toBeGreaterThan(1);
    expect(await file.page.evaluate(() => getComputedStyle(document.body).backgroundColor)).toBe(colorScheme === "dark" ? "rgb(21, 23, 26)" : "rgb(246, 246, 244)");
    await file.page.locator("details summary").first().click();
    expect(await file.page.locator("details").first().innerText()).toContain(await page.locator(".page-footer code").getAttribute("title"));
    expect(requests).toEqual([pathToFileURL(path).href]);
    expect(await file.page.evaluate(() => document.documentElement.scrollWidth - innerWidth)).toBeLessThanOrEqual(0);
    expect(await axe(file.page)).toEqual([]);
    expect([...opened.problems(), ...file.problems()]).toEqual([]);
  });
});

test("storage that is full is said, and the notebook can still be downloaded", async () => {
  await using opened = await openPage("notebook.html");
  const {page} = opened;
  await page.evaluate(() => {
    for (let size = 1 << 22; size >= 1; size >>= 1) for (let i = 0; i < 3; ++i) try { localStorage.setItem(`filler ${size} ${i}`, "x".repeat(size)); } catch { break; }
  });
  await page.getByRole("button", {name: "Start from Platform rate check"}).click();
  await expect.poll(() => page.locator(".nb-message").innerText()).toContain("this browser's storage is full");
  await idle(page);
  expect(await page.locator(".nb-saved").innerText()).toBe("not saved");
  await page.getByRole("button", {name: "Publish"}).click();
  expect(await saved(page, "Download page (.md)")).toContain("Platform rate check");
});

test.each([[1440, "light"], [1440, "dark"], [390, "light"], [390, "dark"]] as const)("readable at %i px in the %s, and axe finds nothing", async (width, colorScheme) => {
  await using opened = await start("Monthly royalty review", {width, colorScheme});
  const {page} = opened;
  expect(await page.locator(".nb-cell[data-status=failed]").count()).toBe(0);
  expect(await axe(page)).toEqual([]);
  expect(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)).toBeLessThanOrEqual(0);
  await page.getByRole("button", {name: "Publish"}).click();
  await page.locator(".provenance summary").first().click();
  expect(await axe(page)).toEqual([]);
  await page.getByRole("button", {name: "Notebooks"}).click();
  expect(await axe(page)).toEqual([]);
  expect(opened.problems()).toEqual([]);
});
