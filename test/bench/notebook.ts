/** A change that goes through a chain of ten notebook cells, at one size, beside one plain query of the same page. */
import type {Browser, Page} from "playwright-core";
import {notebookHash} from "../../src/workbench/notebook-link.js";
import {freshPage} from "./chromium.js";
import {listModules, timeInPage, untilQuiet} from "./page-queries.js";
import type {BenchSite} from "./site.js";
import {median} from "./statistics.js";

/** Milliseconds; medians. `ratio` is the chain ÷ its first query alone, asked in the same page. */
export type NotebookResult = {rows: number; cells: number; change: number; slowest: number; query: number; ratio: number};

const CELLS = 10;
const REPEATS = 9;
const first = (least: string): string => `select usage_month, platform, artist, country, sum(earnings) as earnings, sum(unit_count) as units from statement_lines where earnings > ${least} group by all`;

/** An input, a query over every line, and nine that read the one before each; the last gives one row. */
const chain = {
  title: "Chain", author: "", date: "", description: "", snapshot: "",
  cells: [
    {id: "c0", kind: "input", type: "range", name: "least", label: "Least", min: 0, max: 100, step: 1, value: 0, folded: true},
    {id: "c1", kind: "sql", name: "step_1", text: first(":least / 1000000"), show: false, folded: true, title: ""},
    ...Array.from({length: CELLS - 2}, (_, i) => ({id: `c${i + 2}`, kind: "sql", name: `step_${i + 2}`, text: `select * from step_${i + 1} where earnings > ${i} / 1000000.0`, show: false, folded: true, title: ""})),
    {id: `c${CELLS}`, kind: "sql", name: `step_${CELLS}`, text: `select count(*) as n, sum(earnings) as earnings, :least as least from step_${CELLS - 1}`, show: true, folded: true, title: "Last"}
  ]
};

/** Milliseconds from the event of the control until the last table shows the new value. */
const timeChange = (page: Page, value: number): Promise<number> => page.evaluate((value) => new Promise<number>((resolve) => {
  const shown = () => document.querySelector('table[aria-label="Last"] tbody tr td:last-child')?.textContent === String(value);
  const observer = new MutationObserver(() => {
    if (!shown()) return;
    observer.disconnect();
    requestAnimationFrame(() => resolve(performance.now() - started));
  });
  observer.observe(document.querySelector(".nb-cells")!, {subtree: true, childList: true, characterData: true});
  const slider = document.querySelector<HTMLInputElement>('[data-cell="c0"] input[type=range]')!;
  slider.value = String(value);
  const started = performance.now();
  slider.dispatchEvent(new Event("input", {bubbles: true}));
}), value);

/** Measures one size, warm: the large table is in memory, as it is after the first answer. */
export async function measureNotebook(rows: number, browser: Browser, site: BenchSite): Promise<NotebookResult> {
  const {context, page} = await freshPage(browser);
  try {
    const modules = listModules(site.dir);
    await page.goto(`${site.served.url}notebook.html${notebookHash(chain as never)}`);
    await page.waitForFunction(() => document.querySelector('table[aria-label="Last"] tbody tr'), undefined, {timeout: 120_000});
    await untilQuiet(page, modules.status);
    const changes: number[] = [];
    for (let i = 1; i <= REPEATS; ++i) changes.push(await timeChange(page, i));
    const {later} = await timeInPage(page, modules, {name: "first", sql: first("0.00005"), params: []}, "page", REPEATS);
    const [change, query] = [median(changes), median(later)];
    return {rows, cells: CELLS, change, slowest: Math.max(...changes), query, ratio: change / query};
  } finally {
    await context.close();
  }
}
