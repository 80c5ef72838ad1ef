/**
 * What a built page asks for in its first lines: its engine and its own JSON, which it would otherwise ask for when a few
 * hundred kilobytes of modules are there and have run. `src/engine/head-start.ts` takes the engine over.
 */
import {existsSync, readdirSync} from "node:fs";
import {join} from "node:path";

/** The engine's files, as paths from the site's folder. */
export type EngineFiles = {worker: string; wasm: string};

/** Finds the engine's files in a built site; undefined when it has none. */
export function engineFiles(site: string): EngineFiles | undefined {
  const folder = "_file/duckdb";
  const names = existsSync(join(site, folder)) ? readdirSync(join(site, folder)) : [];
  const [worker, wasm] = [".js", ".wasm"].map((end) => names.find((name) => name.endsWith(end)));
  return worker && wasm ? {worker: `${folder}/${worker}`, wasm: `${folder}/${wasm}`} : undefined;
}

/**
 * Starts the worker and tells it to load the engine, in the words of duckdb-wasm 1.28 (`AsyncDuckDB.instantiate`). The number
 * of the message is none that the library gives; the answer to it is kept from the library, which did not ask.
 */
const startScript = (root: string, {worker, wasm}: EngineFiles): string => `{
const worker = new Worker("${root}${worker}");
const instantiated = new Promise((resolve, reject) => {
  worker.addEventListener("error", (event) => reject(new Error(event.message || "worker not loaded")));
  worker.addEventListener("message", (event) => {
    if (event.data.requestId !== -1) return;
    event.stopImmediatePropagation();
    if (event.data.type === "OK") resolve();
    if (event.data.type === "ERROR") reject(new Error(event.data.data.message));
  });
});
instantiated.catch(() => {});
worker.postMessage({messageId: -1, type: "INSTANTIATE", data: [new URL("${root}${wasm}", document.baseURI).href, null]});
globalThis[Symbol.for("ledgerline.head-start")] = {worker, instantiated};
}`;

/** The file of the page's engine, preloaded only where the page imports it before it can draw. */
const ENGINE = /<link rel="modulepreload" href="([^"]*)(_import\/shared\/engine\.[0-9a-f]+\.js)">/;

const REGISTERED = /registerFile\("[^"]*", \{"name":"([^"]*\.json)",[^}]*"path":"([^"]*)"/g;

/** The JSON files that a cell of the page reads, as the page names them; not those that a module may read later. */
const ownJson = (html: string): string[] => [...html.matchAll(REGISTERED)].flatMap(([, name, path]) => (html.includes(`FileAttachment("${name}")`) ? [path] : []));

/** The first lines of a page: nothing where it reads no JSON and queries nothing before it can draw. */
export function headStart(html: string, files: EngineFiles | undefined): string {
  const preloads = ownJson(html).map((path) => `<link rel="preload" as="fetch" crossorigin href="${path}">\n`);
  const [, root] = ENGINE.exec(html) ?? [];
  return (root !== undefined && files ? `<script>${startScript(root, files)}</script>\n` : "") + preloads.join("");
}

/** Runs the engine's own few modules as soon as they are there, instead of after all of the page's. */
export function runEngineEarly(html: string): string {
  const [, root, module] = ENGINE.exec(html) ?? [];
  return module ? html.replace("<script", () => `<script type="module">import "${root}${module}";</script>\n<script`) : html;
}
