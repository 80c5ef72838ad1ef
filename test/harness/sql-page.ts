/** The SQL page of the built site, used as a reader would: write, run, read the grid. */
import {readFileSync} from "node:fs";
import {join} from "node:path";
import type {Page} from "playwright-core";
import {expect, inject} from "vitest";
import {openDatabase, type Database} from "../../loaders/duckdb.js";
import {openPage, type Opened, type OpenOptions} from "./browser.js";

/** Amounts by month, platform and currency: the statement of most tests. */
export const MONTHS = "select usage_month, platform, currency, sum(earnings) as earnings, sum(unit_count)::bigint as units from monthly_revenue group by all order by usage_month, platform, currency";

/** The loaders' engine with the table of the snapshot that the site was built from. */
export async function openSnapshot(): Promise<Database> {
  const db = await openDatabase();
  await db.run(`create view monthly_revenue as from read_parquet('${join(snapshotFolder(), "monthly_revenue.parquet")}')`);
  return db;
}

/** Folder of the snapshot that the site was built from. */
export function snapshotFolder(): string {
  const root = join(inject("workspace"), ".ledgerline");
  return join(root, "snapshots", readFileSync(join(root, "current"), "utf8").trim());
}

export async function openSql(path = "sql.html", options: OpenOptions = {}): Promise<Opened> {
  const opened = await openPage(path, options);
  await opened.page.context().grantPermissions(["clipboard-read", "clipboard-write"]);
  await opened.settled();
  return opened;
}

/** What the page complains about besides the engine's own lines about statements that are meant to fail. */
export const complaints = (opened: Opened): string[] => opened.problems().filter((text) => !/^console error: (Error|FAIL WITH|TypeError):? /.test(text));

export async function write(page: Page, sql: string): Promise<void> {
  await page.getByRole("textbox", {name: "SQL", exact: true}).click();
  await page.keyboard.press("ControlOrMeta+a");
  await page.keyboard.insertText(sql);
}

export const idle = (page: Page): Promise<unknown> => page.waitForFunction(() => !document.querySelector(".query-pane[data-running]"));

/** Runs a statement by the keyboard and returns what the page says. */
export async function run(page: Page, sql: string): Promise<string> {
  await write(page, sql);
  await page.keyboard.press("ControlOrMeta+Enter");
  await idle(page);
  return page.locator(".query-status").innerText();
}

/** Cells of the rows on screen, without their numbers, once the grid has them. */
export async function cells(page: Page): Promise<string[][]> {
  await page.waitForFunction(() => !document.querySelector(".grid-row.is-waiting:not([hidden]), .grid-scroll[aria-busy=true]"));
  return page.locator(".grid-window .grid-row:not([hidden])").evaluateAll((rows) => rows.map((row) => [...row.querySelectorAll("[role=gridcell]")].map((cell) => cell.textContent!)));
}

/** Expects of what `read` returns sooner or later, also on a busy machine. */
export const soon = <T>(read: () => T | Promise<T>) => expect.poll(read, {timeout: 20_000});
