/** The reactive run on the browser's engine: what runs, what is stale, what fails, what is kept. */
import {afterEach, beforeEach, describe, expect, test} from "vitest";
import {updated} from "../../src/model/notebook-edit.js";
import {composedText} from "../../src/model/notebook-compile.js";
import {parseNotebook, type Cell, type Notebook} from "../../src/model/notebook.js";
import {KEPT_ROWS, NotebookRun, SHOWN_ROWS} from "../../src/workbench/notebook-run.js";
import {openWasm, type WasmEngine} from "../harness/wasm-node.js";

let wasm: WasmEngine;
let ran: string[] = [];
beforeEach(async () => {
  wasm = await openWasm();
  wasm.query("create table sales as select i % 4 as shop, i as amount from range(1000) t(i)");
  ran = [];
});
afterEach(() => wasm.close());

const runOf = (notebook: Notebook): NotebookRun => {
  const run = new NotebookRun(async (sql) => {
    const made = /^create or replace table notebook_cells\.n\d+_(\w+)/.exec(sql);
    if (made) ran.push(made[1]);
    const {columns, ...rows} = wasm.query(sql);
    const list = Object.values(rows) as Record<string, never>[];
    return {columns: columns.map((name) => ({name, type: "", kind: "integer" as const})), rows: list.map((row) => columns.map((name) => row[name]))};
  }, ["sales"], () => {});
  run.setNotebook(notebook);
  return run;
};

const sql = (id: string, name: string, text: string) => ({id, kind: "sql", name, text});
const notebook = (...cells: object[]): Notebook => parseNotebook({title: "t", cells});
const withText = (doc: Notebook, id: string, text: string): Notebook => updated(doc, {...doc.cells.find((cell) => cell.id === id)!, text} as Cell);

const chain = notebook(
  {id: "c1", kind: "input", type: "range", name: "shop", label: "", min: 0, max: 3, value: 1},
  sql("c2", "picked", "select * from sales where shop = :shop"),
  sql("c3", "total", "select sum(amount)::bigint as total from picked"),
  sql("c4", "other", "select count(*) as n from sales"),
  {id: "c5", kind: "chart", from: "picked", spec: {mark: "line", x: "shop", y: "amount"}}
);

describe("what runs", () => {
  test("everything once, in the order of what is needed, whatever the order on the page", async () => {
    const run = runOf({...chain, cells: [...chain.cells].reverse()});
    expect(run.state("c3").status).toBe("stale");
    await run.run();
    expect(ran.indexOf("c2")).toBeLessThan(ran.indexOf("c3"));
    expect([...ran].sort()).toEqual(["c2", "c3", "c4"]);
    expect(run.state("c3").result!.rows).toEqual([[249 * 250 / 2 * 4 + 250]]);
    expect(["c1", "c2", "c3", "c4", "c5"].map((id) => run.state(id).status)).toEqual(Array(5).fill("fresh"));
  });

  test("after a change of an input, only what depends on it", async () => {
    const run = runOf(chain);
    await run.run();
    ran = [];
    run.setNotebook(updated(chain, {...chain.cells[0], value: 2} as Cell));
    expect(["c2", "c3", "c4", "c5"].map((id) => run.state(id).status)).toEqual(["stale", "stale", "fresh", "stale"]);
    await run.run(["c1"]);
    expect(ran).toEqual(["c2", "c3"]);
    expect(run.state("c3").result!.rows).toEqual([[249 * 250 / 2 * 4 + 500]]);
  });

  test("a change that is taken back runs nothing", async () => {
    const run = runOf(chain);
    await run.run();
    ran = [];
    run.setNotebook(withText(chain, "c2", "select * from sales"));
    expect(run.state("c3").status).toBe("stale");
    run.setNotebook(chain);
    expect(run.state("c3").status).toBe("fresh");
    await run.run();
    expect(ran).toEqual([]);
  });

  test("asking for one cell runs what it needs, and not the rest", async () => {
    const run = runOf(chain);
    await run.run(["c3"]);
    expect(ran).toEqual(["c2", "c3"]);
    expect(run.state("c4").status).toBe("stale");
  });

  test("a change while a query runs is not lost", async () => {
    const run = runOf(chain);
    const first = run.run();
    run.setNotebook(updated(chain, {...chain.cells[0], value: 3} as Cell));
    await Promise.all([first, run.run(["c1"])]);
    expect(run.state("c3")).toMatchObject({status: "fresh", result: {rows: [[249 * 250 / 2 * 4 + 750]]}});
  });
});

describe("what fails", () => {
  test("a failure stops those that need it, and no other; mending it runs them", async () => {
    const broken = withText(chain, "c2", "select nothing from sales");
    const run = runOf(broken);
    await run.run();
    expect(run.state("c2")).toMatchObject({status: "failed", error: expect.stringContaining("nothing"), linesBefore: 1});
    expect(run.state("c3")).toMatchObject({status: "failed", error: 'needs "picked", which failed'});
    expect([run.state("c4").status, run.state("c5").status]).toEqual(["fresh", "failed"]);
    run.setNotebook(chain);
    await run.run(["c2"]);
    expect(["c2", "c3", "c4", "c5"].map((id) => run.state(id).status)).toEqual(["fresh", "fresh", "fresh", "fresh"]);
  });

  test.each([
    ["a circle", [sql("c1", "a", "select * from b"), sql("c2", "b", "select * from a")], "needs itself: a → b → a"],
    ["an unknown table", [sql("c1", "a", "select * from sale")], 'reads "sale", which is neither a table of the workspace nor a named cell (did you mean sales?)'],
    ["an unknown input", [sql("c1", "a", "select :x")], "uses :x, and no input has that name"],
    ["an input as a table", [{id: "c2", kind: "input", type: "text", name: "x", label: ""}, sql("c1", "a", "select * from x")], 'reads "x" as a table, but that is an input: write :x'],
    ["a table as an input", [sql("c2", "x", "select 1"), sql("c1", "a", "select :x")], "uses :x as a value, but that is a table: write it without the colon"],
    ["a name twice", [sql("c2", "a", "select 1"), sql("c1", "a", "select 2")], 'has the name "a" of an earlier cell: give it another'],
    ["a name of the workspace", [sql("c1", "sales", "select 1")], 'has the name "sales" of a table of the workspace: give it another'],
    ["a file", [sql("c1", "a", "select * from 'https://example.com/x.csv'")], "reads a file: 'https://example.com/x.csv'; a notebook reads the tables of the workspace only"],
    ["nothing to draw", [{id: "c1", kind: "chart", from: "no", spec: {mark: "bar", x: "x"}}], 'draws "no", and no SQL cell has that name'],
    ["no figure", [{id: "c1", kind: "markdown", text: '${figure(no, "x")}'}], 'shows a figure of "no", and no cell has that name']
  ])("%s is said and never reaches the engine", async (_, cells, sentence) => {
    const run = runOf(notebook(...cells));
    await run.run();
    expect(run.state("c1")).toMatchObject({status: "failed", error: sentence});
    expect(ran).not.toContain("c1");
  });
});

test("a large result is not kept: what reads it reads through it, and only its first rows are handed over", async () => {
  const run = runOf(notebook(sql("c1", "large", `select range as i from range(${KEPT_ROWS + 5})`), sql("c2", "n", "select count(*) as n from large")));
  await run.run();
  expect([run.state("c1").result!.rowCount, run.state("c1").result!.rows.length]).toEqual([null, SHOWN_ROWS]);
  expect(run.state("c2").result!.rows).toEqual([[KEPT_ROWS + 5]]);
  expect(wasm.query("select table_name from information_schema.tables where table_schema = 'notebook_cells'").map(({table_name}) => table_name)).toEqual([expect.stringMatching(/^n\d+_c2$/)]);
  run.close();
  expect(wasm.query("select * from information_schema.tables where table_schema = 'notebook_cells'")).toHaveLength(0);
});

test("a notebook that is closed while it runs leaves nothing to the next one", async () => {
  const first = runOf(chain);
  const running = first.run();
  first.close();
  const second = runOf(withText(chain, "c2", "select * from sales"));
  await Promise.all([running, second.run()]);
  expect(second.state("c3").result!.rows).toEqual([[999 * 1000 / 2]]);
  expect(wasm.query("select table_name from information_schema.tables where table_schema = 'notebook_cells'")).toHaveLength(3);
});

test("a select without a choice stands at its first, and follows its query", async () => {
  const doc = notebook(
    {id: "c1", kind: "input", type: "range", name: "least", label: "", min: 0, max: 3, value: 2},
    {id: "c2", kind: "input", type: "select", name: "shop", label: "", query: "select distinct shop::varchar as shop from sales where shop >= :least order by 1"},
    sql("c3", "n", "select count(*) as n, any_value(shop)::varchar as shop from sales where shop::varchar = :shop")
  );
  const run = runOf(doc);
  await run.run();
  expect(run.choices("c2").map(({value}) => value)).toEqual(["2", "3"]);
  expect(run.state("c3").result!.rows).toEqual([[250, "2"]]);
  run.setNotebook(updated(doc, {...doc.cells[0], value: 3} as Cell));
  await run.run(["c1"]);
  expect(run.state("c3").result!.rows).toEqual([[250, "3"]]);
});

test("the SQL that is cited runs by itself and gives the same", async () => {
  const run = runOf(chain);
  await run.run();
  const text = composedText(run.composed().get("c3")!);
  expect(text).toBe("with picked as (\nselect * from sales where shop = 1\n)\nselect sum(amount)::bigint as total from picked");
  expect(wasm.query(text).map(({total}) => total)).toEqual(run.state("c3").result!.rows[0]);
});
