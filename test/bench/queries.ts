/** The pages' queries at one size: straight from Parquet and warm in Chromium, and on the native engine. */
import type {Browser} from "playwright-core";
import type {Database} from "../../loaders/duckdb.js";
import {freshPage} from "./chromium.js";
import {openSnapshot} from "./native.js";
import {LARGE, listModules, tableStates, timeInPage, untilQuiet, type Timed} from "./page-queries.js";
import {listQueries, readSubject, type NamedQuery} from "./query-set.js";
import type {BenchSite} from "./site.js";
import {median} from "./statistics.js";

/** Milliseconds; medians are of warm runs. */
export type QueryTimes = {
  name: string;
  rows: number;
  /** Whether it reads the table with a row per statement line. */
  readsLines: boolean;
  fileFirst: number;
  file: number;
  memory: number;
  native: number;
  /** Warm in the page ÷ native. */
  ratio: number;
};

export type QueriesResult = {
  rows: number;
  queries: QueryTimes[];
  /** Where the large tables answered from at the very first answer, and when all was warm. */
  firstFrom: string;
  warmFrom: string;
  /** Milliseconds from the first answer until the large tables are in memory. */
  moveToMemory: number;
};

const REPEATS = 7;

async function timeNative(db: Database, {sql, params}: NamedQuery): Promise<Timed> {
  const times: number[] = [];
  let rows = 0;
  for (let i = 0; i <= REPEATS; ++i) {
    const started = performance.now();
    rows = (await db.all(sql, params)).length;
    times.push(performance.now() - started);
  }
  return {first: times[0], later: times.slice(1), rows};
}

const statesOf = (states: Record<string, string>): string => LARGE.map((name) => `${name} ${states[name] ?? "untouched"}`).join(", ");

/** Measures one size; the site is opened on a page that reads no large table by itself. */
export async function measureQueries(rows: number, browser: Browser, site: BenchSite): Promise<QueriesResult> {
  const db = await openSnapshot(site.snapshot);
  const {context, page} = await freshPage(browser);
  try {
    const queries = listQueries(await readSubject(db, site.through));
    const modules = listModules(site.dir);
    await page.goto(`${site.served.url}payments.html`);
    await page.waitForFunction(() => document.documentElement.dataset.engine === "ready");
    await untilQuiet(page, modules.status);
    const fromFile: Timed[] = [];
    for (const query of queries) fromFile.push(await timeInPage(page, modules, query, "file", REPEATS));
    const started = performance.now();
    // the first questions in the pages' own way: they are answered from the files and start the move into memory
    const asked: Record<string, string>[] = [];
    for (const table of LARGE) asked.push((await timeInPage(page, modules, {name: table, sql: `select count(*) as n from ${table}`, params: []}, "page", 0)).firstFrom);
    const firstFrom = LARGE.map((table, i) => `${table} ${asked[i][table]}`).join(", ");
    await untilQuiet(page, modules.status);
    const moveToMemory = performance.now() - started;
    const times: QueryTimes[] = [];
    for (const [i, query] of queries.entries()) {
      const memory = await timeInPage(page, modules, query, "page", REPEATS);
      times.push(queryTimes(query, fromFile[i], memory, await timeNative(db, query)));
    }
    return {rows, queries: times, firstFrom, warmFrom: statesOf(await tableStates(page, modules.status)), moveToMemory};
  } finally {
    await context.close();
    db.close();
  }
}

/** Throws when the engines disagree about the number of rows: then they did not answer the same question. */
function queryTimes({name, sql}: NamedQuery, file: Timed, memory: Timed, native: Timed): QueryTimes {
  if (file.rows !== native.rows || memory.rows !== native.rows) throw new Error(`engines disagree: ${name}, ${file.rows}, ${memory.rows} and ${native.rows} rows`);
  const [fileTime, memoryTime, nativeTime] = [file, memory, native].map(({later}) => median(later));
  return {name, rows: native.rows, readsLines: /\bstatement_lines\b/.test(sql), fileFirst: file.first, file: fileTime, memory: memoryTime, native: nativeTime, ratio: memoryTime / nativeTime};
}
