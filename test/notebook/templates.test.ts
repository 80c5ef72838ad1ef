/** Every template and every analysis that ships, on the sample: no problem, the same rows on both engines, and a page that reads back. */
import {mkdtempSync, readFileSync, readdirSync, rmSync} from "node:fs";
import {tmpdir} from "node:os";
import {join} from "node:path";
import {afterAll, beforeAll, describe, expect, test} from "vitest";
import {dataDir} from "../../loaders/paths.js";
import {buildSnapshot} from "../../loaders/snapshot.js";
import {literal, openDatabase} from "../../loaders/duckdb.js";
import {checkChart} from "../../src/model/chart-spec.js";
import {kindOfType} from "../../src/model/result.js";
import {composeAll, composedText, inputLiteral} from "../../src/model/notebook-compile.js";
import {figuresIn} from "../../src/model/notebook-figures.js";
import {notebookGraph} from "../../src/model/notebook-graph.js";
import {notebookPage} from "../../src/model/notebook-page.js";
import {readNotebookPage} from "../../src/model/notebook-page-read.js";
import {notebookTemplates} from "../../src/model/notebook-templates.js";
import {openWasm, type WasmEngine} from "../harness/wasm-node.js";

type Manifest = {tables: {name: string; columns: {name: string}[]}[]};

const outDir = mkdtempSync(join(tmpdir(), "ledgerline-templates-"));
let dir: string;
let manifest: Manifest;
let native: Awaited<ReturnType<typeof openDatabase>>;
let wasm: WasmEngine;

beforeAll(async () => {
  const snapshot = await buildSnapshot({dataDir, outDir});
  dir = snapshot.dir;
  manifest = JSON.parse(readFileSync(join(dir, "manifest.json"), "utf8"));
  native = await openDatabase();
  wasm = await openWasm();
  for (const {name} of manifest.tables) {
    await native.run(`create view ${name} as from read_parquet(${literal(join(dir, `${name}.parquet`))})`);
    wasm.addParquet(name, join(dir, `${name}.parquet`));
  }
});
afterAll(() => {
  native.close();
  wasm.close();
  rmSync(outDir, {recursive: true, force: true});
});

const plain = (value: unknown, type: string): unknown => (value === null || value === undefined ? null : value instanceof Date ? value.toISOString().slice(0, 10) : /^(DECIMAL|U?(TINY|SMALL|BIG|HUGE)?INT|DOUBLE)/.test(type) ? Number(Number(value).toPrecision(9)) : typeof value === "string" ? value.replace(/ 00:00:00$/, "") : value);

const shipped = readdirSync("src/analyses").map((name) => ({name, notebook: readNotebookPage(readFileSync(join("src/analyses", name), "utf8")).notebook}));

describe.each([...notebookTemplates.map(({name, notebook}) => ({name, notebook})), ...shipped])("$name", ({notebook}) => {
  const tables = () => manifest.tables.map(({name}) => name);

  test("has no problem, and every query is one of its page's", () => {
    const graph = notebookGraph(notebook, tables());
    expect([...graph.needs].flatMap(([id, {problems}]) => problems.map((problem) => `${id} ${problem}`))).toEqual([]);
    const catalog = Object.fromEntries(manifest.tables.map((table) => [table.name, table.columns.map(({name}) => name)]));
    const page = notebookPage(notebook, catalog);
    expect(readNotebookPage(page)).toEqual({notebook, notes: []});
  });

  test("gives rows, the same on both engines, and its charts and figures find their columns", async () => {
    const {order} = notebookGraph(notebook, tables());
    const literals = new Map<string, string>();
    const columnsOf = new Map<string, {name: string; type: string}[]>();
    for (const id of order) {
      const cell = notebook.cells.find((each) => each.id === id)!;
      const query = composeAll(notebook, order, literals).get(id);
      if (!query) {
        if (cell.kind === "input") literals.set(cell.name, inputLiteral(cell, cell.value));
        continue;
      }
      const text = composedText(query);
      const types = (await native.all(`describe ${text}`)).map((row) => ({name: String(row.column_name), type: String(row.column_type)}));
      const [theirs, ours] = [await native.all(text), wasm.query(text)];
      const compare = (rows: readonly Record<string, unknown>[]) => rows.map((row) => JSON.stringify(types.map(({name, type}) => plain(row[name], type)))).sort();
      expect([cell.id, compare(ours)]).toEqual([cell.id, compare(theirs)]);
      expect([cell.id, ours.length > 0]).toEqual([cell.id, true]);
      if (cell.kind === "input") literals.set(cell.name, inputLiteral(cell, String(Object.values(ours[0])[0])));
      else if (cell.kind === "sql" && cell.name) columnsOf.set(cell.name, types);
    }
    for (const cell of notebook.cells) {
      if (cell.kind === "chart") expect(checkChart(cell.spec, columnsOf.get(cell.from)!.map(({name, type}) => ({name, type, kind: kindOfType(type)})))).toEqual([]);
      if (cell.kind === "markdown") for (const {name, column} of figuresIn(cell.text)) if (column) expect([name, columnsOf.get(name)!.map((each) => each.name)]).toEqual([name, expect.arrayContaining([column])]);
    }
  });
});
