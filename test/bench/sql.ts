/** The SQL page: when one can write, whether writing waits for a query, a million rows in the grid. */
import type {Browser, Page} from "playwright-core";
import {BARE_PAGE} from "./bare-page.js";
import {freshPage} from "./chromium.js";
import {readBareClock} from "./page-clock.js";
import type {BenchSite} from "./site.js";
import {alternate, median} from "./statistics.js";

/** Times in milliseconds, medians over the visits; `gap` is the longest time in which the page's thread did nothing else. */
export type SqlResult = {
  rows: number;
  editor: number;
  bareEngine: number;
  /** Editor ÷ ready engine of the bare page opened just before. */
  editorRatio: number;
  query: {ms: number; typed: number; gap: number; longTasks: number; longestTask: number};
  million: {query: number; firstRows: number; framesPerSecond: number; worstFrame: number};
};

const HEAVY = "select i % 1000 as k, count(*) as n, sum(hash(i) % 1000) as s, count(distinct i % 997) as d from range(10000000) t(i) group by k order by k";
const MILLION = "select i as n, date '2020-01-01' + (i % 2000)::integer as day, 'name ' || (i % 977) as name, (i % 1000)::decimal(38,18) / 7 as part, hash(i) as h from range(1000000) t(i)";

/** Notes when the editor takes text; a page function's own clock begins with the navigation. */
async function editorTime(browser: Browser, {served}: BenchSite): Promise<number> {
  const {context, page} = await freshPage(browser);
  try {
    await page.addInitScript(() => {
      const observer = new MutationObserver(() => {
        if (!document.querySelector(".cm-content[contenteditable=true]")) return;
        observer.disconnect();
        requestAnimationFrame(() => setTimeout(() => ((globalThis as {editorAt?: number}).editorAt = performance.now())));
      });
      observer.observe(document, {childList: true, subtree: true});
    });
    await page.goto(`${served.url}sql.html`);
    await page.waitForFunction(() => "editorAt" in globalThis, undefined, {timeout: 60_000, polling: 20});
    return await page.evaluate(() => (globalThis as unknown as {editorAt: number}).editorAt);
  } finally {
    await context.close();
  }
}

async function bareTime(browser: Browser, {served}: BenchSite): Promise<number> {
  const {context, page} = await freshPage(browser);
  try {
    await page.goto(`${served.url}${BARE_PAGE}?table=kpi_monthly`);
    return (await readBareClock(page)).engineReady!;
  } finally {
    await context.close();
  }
}

async function write(page: Page, sql: string): Promise<void> {
  await page.locator(".query-panel .cm-content").click();
  await page.keyboard.press("ControlOrMeta+a");
  await page.keyboard.insertText(sql);
  await page.waitForTimeout(600); // the marks of traps come a moment after the last key
}

/** Types while a query over ten million rows runs, and watches the page's thread. */
async function whileQueryRuns(page: Page): Promise<SqlResult["query"]> {
  await write(page, HEAVY);
  await page.keyboard.press("ControlOrMeta+Enter");
  await page.evaluate(() => {
    const watch = {gap: 0, tasks: [] as number[], started: performance.now(), ended: 0};
    Object.assign(globalThis, {watch});
    new PerformanceObserver((list) => watch.tasks.push(...list.getEntries().map(({duration}) => duration))).observe({type: "longtask"});
    const {port1, port2} = new MessageChannel();
    let last = performance.now();
    port1.onmessage = () => {
      const now = performance.now();
      if (!document.querySelector(".query-pane[data-running]")) return void (watch.ended = now);
      watch.gap = Math.max(watch.gap, now - last);
      last = now;
      setTimeout(() => port2.postMessage(null));
    };
    port2.postMessage(null);
  });
  let typed = 0;
  await page.keyboard.press("ControlOrMeta+End");
  while (await page.evaluate(() => (globalThis as unknown as {watch: {ended: number}}).watch.ended === 0)) {
    await page.keyboard.type(" --x");
    typed += 4;
  }
  const {gap, tasks, started, ended} = await page.evaluate(() => (globalThis as unknown as {watch: {gap: number; tasks: number[]; started: number; ended: number}}).watch);
  return {ms: ended - started, typed, gap, longTasks: tasks.length, longestTask: Math.max(0, ...tasks)};
}

/** From the engine's answer (the status line) to the first row in the grid; then three seconds of scrolling over all rows. */
async function millionRows(page: Page): Promise<SqlResult["million"]> {
  await write(page, MILLION);
  await page.evaluate(() => {
    const times = {started: performance.now(), answered: 0, shown: 0};
    Object.assign(globalThis, {times});
    const observer = new MutationObserver(() => {
      const now = performance.now();
      if (!times.answered && document.querySelector(".query-status")?.textContent?.startsWith("1,000,000")) times.answered = now;
      if (times.answered && !times.shown && document.querySelector(".grid-window .grid-row:not(.is-waiting) [role=gridcell]")?.textContent) times.shown = now;
    });
    observer.observe(document.querySelector(".query-pane")!, {childList: true, subtree: true, characterData: true, attributes: true});
  });
  await page.keyboard.press("ControlOrMeta+Enter");
  await page.waitForFunction(() => (globalThis as unknown as {times: {shown: number}}).times.shown > 0, undefined, {timeout: 60_000, polling: 20});
  const times = await page.evaluate(() => (globalThis as unknown as {times: {started: number; answered: number; shown: number}}).times);
  const frames = await page.evaluate(async () => {
    const scroller = document.querySelector(".grid-scroll")!;
    const steps: number[] = [];
    let last = performance.now();
    for (let i = 0; i < 180; ++i) {
      scroller.scrollTop = (i < 120 ? i * 90 : ((i - 120) / 60) * scroller.scrollHeight);
      await new Promise(requestAnimationFrame);
      const now = performance.now();
      steps.push(now - last);
      last = now;
    }
    return steps.slice(1);
  });
  return {query: times.answered - times.started, firstRows: times.shown - times.answered, framesPerSecond: 1000 / (frames.reduce((a, b) => a + b) / frames.length), worstFrame: Math.max(...frames)};
}

/** Measures the page of a site; `visits` for the editor, once for the rest. */
export async function measureSql(rows: number, browser: Browser, site: BenchSite, visits: number): Promise<SqlResult> {
  const turns = await alternate(visits, () => bareTime(browser, site), () => editorTime(browser, site));
  const {context, page} = await freshPage(browser);
  try {
    await page.goto(`${site.served.url}sql.html`);
    await page.waitForFunction(() => document.documentElement.dataset.engine === "ready", undefined, {timeout: 60_000, polling: 20});
    await page.waitForTimeout(1000);
    const query = await whileQueryRuns(page);
    const million = await millionRows(page);
    return {rows, editor: median(turns.map(({measured}) => measured)), bareEngine: median(turns.map(({bare}) => bare)), editorRatio: median(turns.map(({bare, measured}) => measured / bare)), query, million};
  } finally {
    await context.close();
  }
}
