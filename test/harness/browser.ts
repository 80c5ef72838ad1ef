/**
 * Chromium for tests. How an e2e test looks (test/e2e/<topic>.test.ts; the site is built and served once for all):
 *
 *   import {expect, inject, test} from "vitest";
 *   import {axe, openPage} from "../harness/browser.js";
 *
 *   test("revenue shows its total", async () => {
 *     await using opened = await openPage("revenue.html?period=12m", {width: 390, colorScheme: "dark"});
 *     await opened.settled();                                   // every cell has run, the engine is idle
 *     expect(await opened.page.locator("#total").innerText()).toBe("$1,234.56");
 *     expect(await axe(opened.page)).toEqual([]);               // serious and critical findings
 *     expect(opened.problems()).toEqual([]);                    // page and console errors, failed cells, other hosts
 *   });
 *
 * Paths are relative to the site ("" is the overview, "revenue.html"). `inject("site")` is the folder of the built
 * site, `inject("url")` its address, `inject("workspace")` the copy of the project it was built in, whose
 * `.ledgerline/snapshots` holds the Parquet for independent SQL. `opened.page` is a Playwright page.
 * One browser serves all tests of a file; pages are closed by `await using`, or with `opened.close()`.
 */
import {existsSync, readFileSync} from "node:fs";
import {createRequire} from "node:module";
import {delimiter, join} from "node:path";
import {chromium, type Browser, type Page} from "playwright-core";
import {afterAll, inject} from "vitest";

declare module "vitest" {
  interface ProvidedContext {
    url: string;
    site: string;
    workspace: string;
  }
}

const FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync"];
const NAMES = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"];

/** Chromium's path: `CHROMIUM`, else the first of the usual names on PATH. Throws a sentence when there is none. */
function chromiumPath(): string {
  if (process.env.CHROMIUM) return process.env.CHROMIUM;
  const places = (process.env.PATH ?? "").split(delimiter).flatMap((dir) => NAMES.map((name) => join(dir, name)));
  const found = places.find((path) => existsSync(path));
  if (!found) throw new Error("chromium not found: install it or set CHROMIUM to its path");
  return found;
}

/** A new browser; `timezone` is the one of its processes, workers included. */
export async function launch(timezone = "UTC"): Promise<Browser> {
  return chromium.launch({executablePath: chromiumPath(), args: FLAGS, env: {...process.env, TZ: timezone} as Record<string, string>});
}

const browsers = new Map<string, Promise<Browser>>();

function browserIn(timezone: string): Promise<Browser> {
  let browser = browsers.get(timezone);
  if (!browser) browsers.set(timezone, (browser = launch(timezone)));
  return browser;
}

afterAll(async () => {
  for (const browser of browsers.values()) await (await browser).close();
  browsers.clear();
});

export type OpenOptions = {
  width?: number;
  height?: number;
  colorScheme?: "light" | "dark";
  timezone?: string;
  /** Aborts requests to any other host (they are problems either way). Default true. */
  blockOtherHosts?: boolean;
  /** Another site than the built one, with the slash at the end. */
  url?: string;
};

export type Opened = {
  page: Page;
  /** Requests that left the site. */
  externalRequests: string[];
  /** Everything that went wrong so far, as sentences. */
  problems(): string[];
  /** Waits until every cell has run and the engine, if the page has one, is ready and quiet; collects failed cells. */
  settled(timeout?: number): Promise<void>;
  close(): Promise<void>;
  [Symbol.asyncDispose](): Promise<void>;
};

/** Opens a page of the site in a fresh context. */
export async function openPage(path = "", options: OpenOptions = {}): Promise<Opened> {
  const {width = 1440, height = 900, colorScheme = "light", timezone = "UTC", blockOtherHosts = true, url = inject("url")} = options;
  const context = await (await browserIn(timezone)).newContext({viewport: {width, height}, colorScheme, timezoneId: timezone});
  const page = await context.newPage();
  const problems: string[] = [];
  const externalRequests: string[] = [];
  page.on("pageerror", (error) => problems.push(`page error: ${error.message}`));
  page.on("console", (message) => void (message.type() === "error" && problems.push(`console error: ${message.text()} ${message.location().url}`)));
  await context.route((target) => !isOwn(target, url), async (route) => {
    externalRequests.push(route.request().url());
    await (blockOtherHosts ? route.abort() : route.continue());
  });
  await page.goto(new URL(path, url).href);
  const close = () => context.close();
  return {
    page,
    externalRequests,
    problems: () => [...problems, ...externalRequests.map((request) => `request to another host: ${request}`)],
    settled: async (timeout = 30_000) => void problems.push(...(await settle(page, timeout))),
    close,
    [Symbol.asyncDispose]: close
  };
}

const isOwn = (target: URL, url: string) => !/^(https?|wss?):$/.test(target.protocol) || target.host === new URL(url).host;

/** How long nothing may load, run or be built before a page counts as settled: a cell's query follows the cell before it. */
const QUIET_MS = 300;

async function settle(page: Page, timeout: number): Promise<string[]> {
  await page.evaluate(() => delete document.documentElement.dataset.quietSince);
  await page.waitForFunction(
    (quiet) => {
      const root = document.documentElement;
      const working = document.querySelector("observablehq-loading") || root.dataset.engine === "starting" || root.matches("[data-engine-building], [data-engine-busy]");
      if (working) delete root.dataset.quietSince;
      else root.dataset.quietSince ??= String(performance.now());
      return !working && performance.now() - Number(root.dataset.quietSince) > quiet;
    },
    QUIET_MS,
    {timeout, polling: 20}
  );
  const failed = await page.locator(".observablehq--error").allInnerTexts();
  return failed.map((text) => `failed cell: ${text}`);
}

export type AxeFinding = {rule: string; impact: string; help: string; targets: string[]};

/** Serious and critical findings of axe-core on the page as it is now. */
export async function axe(page: Page): Promise<AxeFinding[]> {
  const source = createRequire(import.meta.url).resolve("axe-core/axe.min.js");
  // By evaluation, not as a script element, which the page's content policy rightly refuses.
  await page.evaluate(readFileSync(source, "utf8") + ";undefined");
  const {violations} = await page.evaluate(async () => (globalThis as any).axe.run(document, {resultTypes: ["violations"]}));
  return (violations as {id: string; impact: string; help: string; nodes: {target: string[]}[]}[])
    .filter(({impact}) => impact === "serious" || impact === "critical")
    .map(({id, impact, help, nodes}) => ({rule: id, impact, help, targets: nodes.map(({target}) => target.join(" "))}));
}
