/** Runs and times statements inside a page of the site, through the page's own engine modules. */
import type {Page} from "playwright-core";
import {engineModule} from "./bare-page.js";
import type {NamedQuery} from "./query-set.js";

export type Timed = {
  /** Milliseconds of the first run and of each later one. */
  first: number;
  later: number[];
  rows: number;
};

/** Also where each table answered from at the first run. */
export type TimedInPage = Timed & {firstFrom: Record<string, string>};

/** `file`: straight from Parquet, without starting the move into memory. `page`: as the pages ask. */
export type Way = "file" | "page";

/** Addresses of the engine's modules for a page of this built site. */
export type Modules = Record<"connect" | "rows" | "sql" | "status" | "tables", string>;

export function listModules(site: string): Modules {
  const names = ["connect", "rows", "sql", "status", "tables"] as const;
  return Object.fromEntries(names.map((name) => [name, engineModule(site, name)])) as Modules;
}

/** Runs one statement `1 + repeats` times; rows are converted to plain ones each time, as a page does. */
export function timeInPage(page: Page, modules: Modules, {sql, params}: NamedQuery, way: Way, repeats: number): Promise<TimedInPage> {
  return page.evaluate(
    async ({modules, sql, params, way, repeats}) => {
      const load = (path: string) => import(new URL(path, document.baseURI).href);
      const [{startEngine}, {toRows}, {query}, {engineStatus}, {loadTables, tablesIn}] = await Promise.all([modules.connect, modules.rows, modules.sql, modules.status, modules.tables].map(load));
      const fromFile = async () => {
        const names = tablesIn(sql);
        await loadTables(startEngine(), names);
        const {connection} = await startEngine();
        if (!params.length) return toRows(await connection.query(sql));
        const statement = await connection.prepare(sql);
        const rows = toRows(await statement.query(...params));
        await statement.close();
        return rows;
      };
      await startEngine();
      const times: number[] = [];
      let rows = 0;
      let firstFrom: Record<string, string> = {};
      for (let i = 0; i <= repeats; ++i) {
        const started = performance.now();
        rows = (await (way === "file" ? fromFile() : query(sql, params))).length;
        times.push(performance.now() - started);
        if (i === 0) firstFrom = {...engineStatus().tables};
      }
      return {first: times[0], later: times.slice(1), rows, firstFrom};
    },
    {modules, sql, params, way, repeats}
  );
}

/** Where each table answers from now. */
export function tableStates(page: Page, status: string): Promise<Record<string, string>> {
  return page.evaluate(async (path) => (await import(new URL(path, document.baseURI).href)).engineStatus().tables, status);
}

/** What a page is doing: false while a cell runs, the engine starts or tables are on their way into memory. */
const isQuiet = (page: Page): Promise<boolean> =>
  page.evaluate(() => {
    const {dataset} = document.documentElement;
    return !document.querySelector("observablehq-loading") && dataset.engine !== "starting" && dataset.engineBuilding === undefined;
  });

/** The tables that the engine moves into memory once they were asked for. */
export const LARGE = ["statement_lines", "monthly_revenue"];

/** How long a large table may go on answering from its file before it is taken to stay there; in milliseconds. */
const STAYS = 20_000;
const QUIET = 400;

/** Waits until a page has been quiet for a moment and what it moves into memory is there; `status` is a module's address. */
export async function untilQuiet(page: Page, status: string, timeout = 120_000): Promise<void> {
  const deadline = performance.now() + timeout;
  let quietSince = Infinity;
  while (performance.now() < deadline) {
    const now = performance.now();
    quietSince = (await isQuiet(page)) ? Math.min(quietSince, now) : Infinity;
    if (now - quietSince > QUIET) {
      const states = await tableStates(page, status);
      if (now - quietSince > STAYS || LARGE.every((table) => states[table] !== "parquet")) return;
    }
    await page.waitForTimeout(50);
  }
  throw new Error(`page not quiet within ${timeout / 1000} s: ${page.url()}`);
}
