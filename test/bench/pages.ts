/** Every page opened cold at one size, in turn with a bare page that reads one of its tables. */
import {statSync} from "node:fs";
import {join} from "node:path";
import type {Browser, Page} from "playwright-core";
import {BARE_PAGE, engineModule} from "./bare-page.js";
import {freshPage, pageMemory} from "./chromium.js";
import {readBareClock, readClock, startClock, type PageTimes} from "./page-clock.js";
import {untilQuiet} from "./page-queries.js";
import type {BenchSite} from "./site.js";
import {alternate, median} from "./statistics.js";

/** The pages, and for each the table that its bare page reads: the one that its own first query names. */
const PAGES = [
  {name: "overview", path: "index.html", table: "kpi_monthly"},
  {name: "revenue", path: "revenue.html", table: "monthly_revenue"},
  {name: "reconciliation", path: "reconciliation.html", table: "reconciliation"},
  {name: "payments", path: "payments.html", table: "store_lags"},
  {name: "data", path: "data.html", table: "quarantine"}
];

type Visit = PageTimes & {
  /** Sent until the page was quiet, uncompressed, and in how many answers. */
  bytes: number;
  requests: number;
  resident: number;
  heap: number;
};

/** Medians over the visits; times in milliseconds, memory in bytes. */
export type PageResult = Visit & {
  name: string;
  bare: {engineReady: number; firstAnswer: number; resident: number; bytes: number};
  /** First answer ÷ that of the bare page opened just before; null for a page without a query. */
  ratio: number | null;
  engineRatio: number | null;
  /** Figures ÷ the bare page's ready engine, which takes the machine's mood out of the comparison between sizes. */
  figuresRatio: number | null;
  /** The figures were there before the engine at every visit. */
  figuresBeforeEngine: boolean;
};

export type PagesResult = {rows: number; overviewBytes: number; statementBytes: number; pages: PageResult[]};

async function visit(browser: Browser, {served}: BenchSite, path: string, read: (page: Page) => Promise<PageTimes>): Promise<Visit> {
  const {context, page} = await freshPage(browser);
  try {
    await startClock(page);
    const before = served.requests.length;
    await page.goto(served.url + path);
    const times = await read(page);
    const sent = served.requests.slice(before);
    return {...times, bytes: sent.reduce((sum, {bytes}) => sum + bytes, 0), requests: sent.length, ...(await pageMemory(browser, page))};
  } finally {
    await context.close();
  }
}

/** The median of what was noted at every visit; null when it is missing at one. */
function medianOf<T>(visits: readonly T[], value: (visit: T) => number | null): number | null {
  const values = visits.map(value);
  return values.some((each) => each === null) ? null : median(values as number[]);
}

function pageResult(name: string, turns: readonly {bare: Visit; measured: Visit}[]): PageResult {
  const own = (key: keyof Visit) => medianOf(turns, ({measured}) => measured[key]);
  const bare = (key: keyof Visit) => medianOf(turns, (turn) => turn.bare[key])!;
  const ratio = (key: keyof PageTimes) => medianOf(turns, ({bare, measured}) => (measured[key] === null ? null : measured[key] / bare[key]!));
  return {
    name, figures: own("figures"), engineReady: own("engineReady"), firstAnswer: own("firstAnswer"),
    bytes: own("bytes")!, requests: own("requests")!, resident: own("resident")!, heap: own("heap")!,
    bare: {engineReady: bare("engineReady"), firstAnswer: bare("firstAnswer"), resident: bare("resident"), bytes: bare("bytes")},
    ratio: ratio("firstAnswer"), engineRatio: ratio("engineReady"),
    figuresRatio: medianOf(turns, ({bare, measured}) => (measured.figures === null ? null : measured.figures / bare.engineReady!)),
    figuresBeforeEngine: turns.every(({measured}) => measured.figures !== null && measured.figures < measured.engineReady!)
  };
}

/** Measures every page of a site; a page that never gets quiet within two minutes is an error. */
export async function measurePages(rows: number, browser: Browser, site: BenchSite, visits: number): Promise<PagesResult> {
  const status = engineModule(site.dir, "status");
  const readPage = async (page: Page) => {
    await page.waitForFunction(() => document.documentElement.dataset.engine === "ready", undefined, {timeout: 60_000, polling: 20});
    await untilQuiet(page, status);
    return readClock(page, status);
  };
  const pages: PageResult[] = [];
  for (const {name, path, table} of PAGES) {
    const turns = await alternate(visits, () => visit(browser, site, `${BARE_PAGE}?table=${table}`, readBareClock), () => visit(browser, site, path, readPage));
    pages.push(pageResult(name, turns));
  }
  const size = (file: string) => statSync(join(site.snapshot, file)).size;
  return {rows, overviewBytes: size("overview.json"), statementBytes: size("statement_lines.parquet"), pages};
}
