/**
 * The yardstick of pages: a page that only starts the same engine and reads one table of the same snapshot.
 * It stands beside the site's pages and uses the very files they use.
 */
import {readdirSync, writeFileSync} from "node:fs";
import {join} from "node:path";

export const BARE_PAGE = "bare.html";

/** A built file whose name has a hash in it, as a path from the site's root; throws `not in the built site` when there is none. */
export function builtFile(site: string, folder: string, name: string, extension: string): string {
  const found = readdirSync(join(site, folder)).find((file) => file.startsWith(`${name}.`) && file.endsWith(`.${extension}`) && file.split(".").length === name.split(".").length + 2);
  if (!found) throw new Error(`not in the built site: ${folder}/${name}.*.${extension}`);
  return `./${folder}/${found}`;
}

/** The module of the site's engine folder, to be imported by a page: the same instance that the page itself uses. */
export const engineModule = (site: string, name: string): string => builtFile(site, "_import/engine", name, "js");

function enginePackage(site: string): string {
  const folder = readdirSync(join(site, "_node/@duckdb")).find((name) => name.startsWith("duckdb-wasm@"));
  if (!folder) throw new Error("not in the built site: duckdb-wasm");
  return builtFile(site, `_node/@duckdb/${folder}`, "index", "js");
}

/** Reads the first hundred rows; the file is on its way while the engine starts, as on the site's pages. */
const script = (engine: string, worker: string, wasm: string, files: Record<string, string>): string => `
import * as duckdb from ${JSON.stringify(engine)};
const files = ${JSON.stringify(files)};
const href = (path) => new URL(path, document.baseURI).href;
const table = new URLSearchParams(location.search).get("table");
const loading = fetch(href(files[table])).then((response) => response.arrayBuffer());
const db = new duckdb.AsyncDuckDB(new duckdb.VoidLogger(), new Worker(href(${JSON.stringify(worker)})));
await db.instantiate(href(${JSON.stringify(wasm)}));
const connection = await db.connect();
const readyAt = performance.now();
await db.registerFileBuffer("table.parquet", new Uint8Array(await loading));
const result = await connection.query("select * from read_parquet('table.parquet') limit 100");
const rows = result.toArray().map((row) => row.toJSON());
globalThis.bareBench = {readyAt, firstAnswerAt: performance.now(), rows: rows.length};
`;

/** Writes the bare page into a built site. It is opened as `bare.html?table=<name>`. */
export function writeBarePage(site: string, tables: readonly string[]): void {
  const files = Object.fromEntries(tables.map((table) => [table, builtFile(site, "_file/data/snapshot", table, "parquet")]));
  const worker = builtFile(site, "_file/duckdb", "duckdb-browser-eh.worker", "js");
  const wasm = builtFile(site, "_file/duckdb", "duckdb-eh", "wasm");
  writeFileSync(join(site, "bare.js"), script(enginePackage(site), worker, wasm, files));
  const head = '<meta charset="utf-8"><title>Bare</title><link rel="icon" href="data:,">';
  writeFileSync(join(site, BARE_PAGE), `<!DOCTYPE html><html lang="en"><head>${head}<script type="module" src="./bare.js"></script></head><body></body></html>`);
}
