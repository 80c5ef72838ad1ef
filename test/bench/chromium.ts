/** Chromium for the bench: one browser, fresh contexts, and the memory of their renderers. */
import {existsSync, readFileSync} from "node:fs";
import {delimiter, join} from "node:path";
import {chromium, type Browser, type BrowserContext, type Page} from "playwright-core";

/**
 * Chromium draws the list below its address bar with a page of its own, which takes half a second of processor in every new
 * window: now during one visit, now during another. The other names are Playwright's, whose list this one replaces.
 */
const UNWANTED = ["WebUIOmniboxPopup", "WebUIOmniboxAimPopup", "WebUIOmniboxFullPopup", "AimEnabled", "HttpsUpgrades", "MediaRouter", "NetworkTimeServiceQuerying", "OptimizationHints", "PaintHolding", "PreconnectToSearch"];
const FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync", `--disable-features=${UNWANTED.join(",")}`];
const NAMES = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"];

/** The tests' own launcher lives in a module that only vitest can load. Throws a sentence when there is no Chromium. */
export async function launch(): Promise<Browser> {
  const places = (process.env.PATH ?? "").split(delimiter).flatMap((dir) => NAMES.map((name) => join(dir, name)));
  const executablePath = process.env.CHROMIUM ?? places.find((path) => existsSync(path));
  if (!executablePath) throw new Error("chromium not found: install it or set CHROMIUM to its path");
  return chromium.launch({executablePath, args: FLAGS, env: {...process.env, TZ: "UTC"} as Record<string, string>});
}

/** A page with nothing cached. Functions that run in it may have names, which the compiler wraps in a call of `__name`. */
export async function freshPage(browser: Browser): Promise<{context: BrowserContext; page: Page}> {
  const context = await browser.newContext({viewport: {width: 1440, height: 900}, colorScheme: "light"});
  await context.addInitScript({content: "globalThis.__name ??= (f) => f;"});
  return {context, page: await context.newPage()};
}

/** Highest resident memory of a process so far, in bytes; 0 where the system does not tell. */
function residentPeak(pid: number): number {
  try {
    return Number(/^VmHWM:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${pid}/status`, "utf8"))?.[1] ?? 0) * 1024;
  } catch {
    return 0;
  }
}

/**
 * Peak of the page so far in bytes: `resident` of its renderer (the engine's worker and its memory included; of
 * several renderers the largest, because Chromium keeps an empty one in reserve), and `heap`, the JavaScript part now.
 */
export async function pageMemory(browser: Browser, page: Page): Promise<{resident: number; heap: number}> {
  const ofBrowser = await browser.newBrowserCDPSession();
  const {processInfo} = await ofBrowser.send("SystemInfo.getProcessInfo");
  await ofBrowser.detach();
  const ofPage = await page.context().newCDPSession(page);
  await ofPage.send("Performance.enable");
  const {metrics} = await ofPage.send("Performance.getMetrics");
  await ofPage.detach();
  const peaks = processInfo.filter(({type}) => type === "renderer").map(({id}) => residentPeak(id));
  return {resident: Math.max(0, ...peaks), heap: metrics.find(({name}) => name === "JSHeapUsedSize")?.value ?? 0};
}
