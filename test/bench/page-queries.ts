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

/** `file`: straight from Parquet, without starting the move into memory. `page`: as the pages ask. */
export type Way = "file" | "page";

/** Addresses of the engine's modules for a page of this built site. */
export type Modules = Record<"connect" | "rows" | "sql" | "status" | "tables", string>;

export function listModules(site: string): Modules {
  const names = ["connect", "rows", "sql", "status", "tables"] as const;
  return Object.fromEntries(names.map((name) => [name, engineModule(site, name)])) as Modules;
}

/** Runs one statement `1 + repeats` times; rows are converted to plain ones each time, as a page does. */
export function timeInPage(page: Page, modules: Modules, {sql, params}: NamedQuery, way: Way, repeats: number): Promise<Timed> {
  return page.evaluate(
    async ({modules, sql, params, way, repeats}) => {
      const load = (path: string) => import(new URL(path, document.baseURI).href);
      const [{startEngine}, {toRows}, {query}, {loadTables, tablesIn}] = await Promise.all([modules.connect, modules.rows, modules.sql, modules.tables].map(load));
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
      for (let i = 0; i <= repeats; ++i) {
        const started = performance.now();
        rows = (await (way === "file" ? fromFile() : query(sql, params))).length;
        times.push(performance.now() - started);
      }
      return {first: times[0], later: times.slice(1), rows};
    },
    {modules, sql, params, way, repeats}
  );
}

/** Where each table answers from now. */
export function tableStates(page: Page, modules: Modules): Promise<Record<string, string>> {
  return page.evaluate(async (path) => (await import(new URL(path, document.baseURI).href)).engineStatus().tables, modules.status);
}

/** Waits until nothing is being moved into memory any more. */
export async function untilQuiet(page: Page, timeout = 120_000): Promise<void> {
  await page.waitForFunction(
    () => {
      const state = globalThis as {quietSince?: number};
      const busy = document.querySelector("observablehq-loading") || document.documentElement.dataset.engine === "starting" || document.documentElement.hasAttribute("data-engine-building");
      if (busy) state.quietSince = undefined;
      else state.quietSince ??= performance.now();
      return state.quietSince !== undefined && performance.now() - state.quietSince > 400;
    },
    undefined,
    {timeout, polling: 50}
  );
}
