import {mkdirSync, mkdtempSync, existsSync, readFileSync, readdirSync, rmSync, writeFileSync} from "node:fs";
import {tmpdir} from "node:os";
import {dirname, join} from "node:path";
import {pathToFileURL} from "node:url";
import {afterAll, beforeAll, expect, test} from "vitest";
import {joinModules} from "../../loaders/site/join-modules.js";

const out = mkdtempSync(join(tmpdir(), "ledgerline-join-"));
afterAll(() => rmSync(out, {recursive: true}));

const write = (path: string, text: string) => {
  mkdirSync(dirname(join(out, path)), {recursive: true});
  writeFileSync(join(out, path), text);
};

const link = (href: string) => `<link rel="modulepreload" href="${href}">\n`;

/** A page as Framework writes it; `up` is the way to the site's folder. */
const page = (up: string, cell: string) => `<html><head>
${["_observablehq/client.js", "_import/components/card.aaaaaaaa.js", "_import/model/money.bbbbbbbb.js", "_import/engine/sql.cccccccc.js"].map((path) => link(up + path)).join("")}<script type="module" async="" src="${up}_import/components/box.dddddddd.js"></script>
<script type="module">
import {define} from "${up}_observablehq/client.js";
${cell}
</script></head></html>`;

const first = 'const [{card}, {query}] = await Promise.all([import("./_import/components/card.aaaaaaaa.js"), import("./_import/engine/sql.cccccccc.js")]); const later = () => import("./_import/components/later.eeeeeeee.js");';
const second = 'const [{card}] = await Promise.all([import("../_import/components/card.aaaaaaaa.js")]);';

beforeAll(async () => {
  write("_observablehq/client.js", "export const define = (cell) => cell;");
  write("_npm/paint@1.0.0/1.js", "export const paint = (text) => `<${text}>`;");
  write("_import/model/money.bbbbbbbb.js", 'export const money = (cents) => (cents / 100).toFixed(2);');
  write("_import/engine/status.ffffffff.js", "export const status = {count: 0};");
  write("_import/engine/sql.cccccccc.js", 'import {status} from "./status.ffffffff.js"; export const query = () => ++status.count; export const place = new URL("../../_file/table.parquet", import.meta.url).href;');
  write("_import/components/card.aaaaaaaa.js", 'import {paint} from "../../_npm/paint@1.0.0/1.js"; import {money} from "../model/money.bbbbbbbb.js"; export const card = (cents) => paint(money(cents));');
  write("_import/components/later.eeeeeeee.js", 'import {money} from "../model/money.bbbbbbbb.js"; import {status} from "../engine/status.ffffffff.js"; export const later = () => [money(5), status.count];');
  write("_import/components/box.dddddddd.js", "globalThis.box = true;");
  write("index.html", page("./", first));
  write("analyses/one.html", page("../", second));
  await joinModules(out);
});

/** What a cell of a page imports, loaded from the bundled files. */
const load = (html: string, pattern: RegExp, from: string) => import(pathToFileURL(join(out, from, pattern.exec(html)![1])).href);
const html = (path: string) => readFileSync(join(out, path), "utf8");

test("a page's modules are one file, and its cells get the same exports", async () => {
  const text = html("index.html");
  const places = [...text.matchAll(/import\("(\.\/_import\/pages\/index\.[0-9a-f]+\.js)"\)\.then\(\(\{(m\d)\}\) => m\d\)/g)];
  expect(places).toHaveLength(2);
  const all = await import(pathToFileURL(join(out, places[0][1])).href);
  expect(all[places[0][2]].card(1250)).toBe("<12.50>");
  expect(all[places[1][2]].query()).toBe(1);
  const other = await load(html("analyses/one.html"), /import\("([^"]+pages\/analyses\/one[^"]+)"\)/, "analyses");
  expect(other.m0.card(99)).toBe("<0.99>");
});

test("what is imported when it is needed stays apart and shares the page's engine", async () => {
  const later = await load(html("index.html"), /import\("([^"]+\/later\.[^"]+)"\)(?!\.then)/, ".");
  const engine = readdirSync(join(out, "_import/engine"));
  expect(engine.sort()).toEqual(["sql.cccccccc.js", "status.ffffffff.js"]); // at their own addresses
  const {status} = await import(pathToFileURL(join(out, "_import/engine/status.ffffffff.js")).href);
  status.count = 7;
  expect(later.later()).toEqual(["0.05", 7]);
});

test("files are found from a module's own place", async () => {
  const {place} = await import(pathToFileURL(join(out, "_import/engine/sql.cccccccc.js")).href);
  expect(place).toBe(pathToFileURL(join(out, "_file/table.parquet")).href);
});

test("a page names the engine first, then its own files and those of others; nothing that is gone", () => {
  const links = [...html("index.html").matchAll(/modulepreload" href="([^"]+)"/g)].map(([, href]) => href);
  expect(links[0]).toMatch(/^\.\/_import\/shared\/engine\.[0-9a-f]+\.js$/);
  expect(links).toContain("./_observablehq/client.js");
  for (const path of ["index.html", "analyses/one.html"]) {
    for (const [, href] of html(path).matchAll(/(?:href|src|import\()=?"(\.[^"]+)"/g)) expect(existsSync(join(out, dirname(path), href)), href).toBe(true);
  }
  expect(existsSync(join(out, "_import/components/card.aaaaaaaa.js"))).toBe(false);
});

test("a component that a cell imports later is on its way from the start", () => {
  const linked = [...html("index.html").matchAll(/modulepreload" href="([^"]+)"/g)].map(([, href]) => href);
  expect(linked.filter((href) => /components\/later\./.test(href))).toHaveLength(1);
  expect(new Set(linked).size).toBe(linked.length);
  expect(html("analyses/one.html")).not.toMatch(/modulepreload" href="[^"]*later/);
});
