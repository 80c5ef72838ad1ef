/**
 * `npm run bench`: how fast the loader, the engine and the pages are, as ratios to a yardstick measured beside them.
 * `-- --quick` (10k and 100k lines), `--rows N`, `--only loader|incremental|queries|pages|sql|notebook`, `--pairs N`, `--visits N`.
 * Prints tables and writes test/.out/bench.json. Nothing here passes or fails; the targets are marked.
 */
import {mkdirSync, mkdtempSync, rmSync, writeFileSync} from "node:fs";
import {cpus, loadavg, tmpdir} from "node:os";
import {join} from "node:path";
import {launch} from "./chromium.js";
import {measureIncremental} from "./incremental.js";
import {measureLoader} from "./loader.js";
import {measureNotebook} from "./notebook.js";
import {readOptions, sizeName, type BenchOptions} from "./options.js";
import {measurePages} from "./pages.js";
import {measureQueries} from "./queries.js";
import {incrementalText, loaderText, notebookText, pagesText, queriesText, sqlText, targetsText} from "./report.js";
import {makeData, makeSite} from "./site.js";
import {measureSql} from "./sql.js";
import {markTargets, type BenchResult} from "./targets.js";

const OUT = "test/.out/bench.json";

const say = (text: string): void => console.log(`${text}\n`);
const progress = (text: string): void => console.error(`… ${text}`);

/** Takes what was measured into the result, and prints it. */
function note<T>(results: T[], result: T, text: (result: T) => string): void {
  results.push(result);
  say(text(result));
}

async function measureInBrowser(rows: number, dataDir: string, {parts, visits}: BenchOptions, result: BenchResult): Promise<void> {
  progress(`building the site with ${sizeName(rows)} lines`);
  const site = await makeSite(dataDir);
  const browser = await launch();
  try {
    if (parts.includes("queries")) note(result.queries, await measureQueries(rows, browser, site), queriesText);
    if (parts.includes("pages")) note(result.pages, await measurePages(rows, browser, site, visits), pagesText);
    if (parts.includes("sql")) note(result.sql, await measureSql(rows, browser, site, visits), sqlText);
    if (parts.includes("notebook")) note(result.notebook, await measureNotebook(rows, browser, site), notebookText);
  } finally {
    await browser.close();
    await site.close();
  }
}

async function measure(rows: number, options: BenchOptions, work: string, result: BenchResult): Promise<void> {
  progress(`writing ${sizeName(rows)} lines`);
  const dataDir = await makeData(rows, work);
  if (options.parts.includes("loader")) {
    progress(`loading ${sizeName(rows)} lines, ${options.pairs} pairs`);
    note(result.loader, await measureLoader(rows, dataDir, work, options.pairs), loaderText);
  }
  if (options.parts.includes("incremental")) {
    progress(`adding a month to a folder of ${sizeName(rows)} lines, ${options.pairs} pairs`);
    note(result.incremental, await measureIncremental(rows, work, options.pairs), incrementalText);
  }
  if (options.parts.some((part) => part !== "loader" && part !== "incremental")) await measureInBrowser(rows, dataDir, options, result);
  rmSync(dataDir, {recursive: true, force: true});
}

const machine = {processors: cpus().length, model: cpus()[0].model, node: process.version, loadBefore: loadavg()};
const options = readOptions(process.argv.slice(2));
const work = mkdtempSync(join(tmpdir(), "ledgerline-bench-data-"));
const result: BenchResult = {loader: [], incremental: [], queries: [], pages: [], sql: [], notebook: []};
try {
  for (const rows of options.sizes) await measure(rows, options, work, result);
} finally {
  rmSync(work, {recursive: true, force: true});
}
const targets = markTargets(result);
say(targetsText(targets));
mkdirSync("test/.out", {recursive: true});
writeFileSync(OUT, JSON.stringify({at: new Date().toISOString(), machine: {...machine, loadAfter: loadavg()}, options, ...result, targets}, null, 1));
say(`written to ${OUT}; ${machine.processors} processors, load ${machine.loadBefore[0].toFixed(1)} before and ${loadavg()[0].toFixed(1)} after`);
