/** When the figures of a page are painted, noted inside the page by its own clock. */
import type {Page} from "playwright-core";

/** Milliseconds since the page was asked for; null for what did not happen. */
export type PageTimes = {
  /** The frame in which the first key figure stands. */
  figures: number | null;
  /** The engine can answer; the first answer of the page's own queries. */
  engineReady: number | null;
  firstAnswer: number | null;
};

/** The value of a key figure card; every page has such cards. */
const FIGURE = ".kpi-value";

/** Call before the page is opened. */
export async function startClock(page: Page): Promise<void> {
  await page.addInitScript((selector) => {
    const observer = new MutationObserver(() => {
      if (!document.querySelector(selector)?.textContent?.trim()) return;
      observer.disconnect();
      // the task after the next frame's callbacks: by then the frame is painted
      requestAnimationFrame(() => {
        const {port1, port2} = new MessageChannel();
        port1.onmessage = () => void ((globalThis as {figuresAt?: number}).figuresAt = performance.now());
        port2.postMessage(null);
      });
    });
    observer.observe(document, {childList: true, subtree: true, characterData: true});
  }, FIGURE);
}

/** Reads the clock of a page of the site; `statusModule` is the address of its engine's status. */
export function readClock(page: Page, statusModule: string): Promise<PageTimes> {
  return page.evaluate(async (path) => {
    const {readyAt, firstAnswerAt} = (await import(new URL(path, document.baseURI).href)).engineStatus();
    return {figures: (globalThis as {figuresAt?: number}).figuresAt ?? null, engineReady: readyAt ?? null, firstAnswer: firstAnswerAt ?? null};
  }, statusModule);
}

/** Waits for the bare page and reads what it noted. */
export async function readBareClock(page: Page): Promise<PageTimes> {
  await page.waitForFunction(() => "bareBench" in globalThis, undefined, {timeout: 60_000, polling: 20});
  const {readyAt, firstAnswerAt} = await page.evaluate(() => (globalThis as unknown as {bareBench: {readyAt: number; firstAnswerAt: number}}).bareBench);
  return {figures: null, engineReady: readyAt, firstAnswer: firstAnswerAt};
}
