/** The queries of the reconciliation, payments and data pages answer alike on both engines, over a snapshot of the sample. */
import {cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync} from "node:fs";
import {tmpdir} from "node:os";
import {join} from "node:path";
import {afterAll, beforeAll, expect, test} from "vitest";
import {literal, openDatabase, type Database} from "../../loaders/duckdb.js";
import {buildSnapshot} from "../../loaders/snapshot.js";
import {servedFiles} from "../../loaders/store.js";
import {firstRows, quarantineRows} from "../../src/engine/queries/data.js";
import {storeLags} from "../../src/engine/queries/payments.js";
import {restatedCells} from "../../src/engine/queries/restatements.js";
import {comparedMonths, coverageFrom, earlierScores, qualityChecks, qualityScores, quarantineReasons} from "../../src/engine/queries/quality.js";
import {basisRates, cellLines, cellSummary, reconciliationCells, type Query} from "../../src/engine/queries/reconciliation.js";
import {fxRates, judgedCells, rateCells, statementMatches, unpaidParts, worklistEntries} from "../../src/engine/queries/settlement.js";
import {openWasm, type WasmEngine} from "../harness/wasm-node.js";

const outDir = mkdtempSync(join(tmpdir(), "ledgerline-queries-"));
let native: Database;
let wasm: WasmEngine;
let tables: string[];

beforeAll(async () => {
  const {id} = await buildSnapshot({dataDir: "data/curated", outDir});
  [native, wasm] = [await openDatabase(), await openWasm()];
  const served = [...servedFiles(outDir, id)].filter(([name]) => name.endsWith(".parquet") && name !== "restatements.parquet");
  tables = served.map(([name]) => name.replace(".parquet", ""));
  for (const [name, path] of served) {
    wasm.addParquet(name.replace(".parquet", ""), path);
    await native.run(`create view ${name.replace(".parquet", "")} as from ${literal(path)}`);
  }
  const changes = await changedSample();
  wasm.addParquet("restatements", changes);
  await native.run(`create view restatements as from ${literal(changes)}`);
});
afterAll(() => {
  native.close();
  wasm.close();
  rmSync(outDir, {recursive: true, force: true});
});

/** The table `restatements` of a sample that lost its last 500 statement lines. */
async function changedSample(): Promise<string> {
  const dataDir = join(outDir, "data");
  cpSync("data/curated", dataDir, {recursive: true});
  writeFileSync(join(dataDir, "dk_bank_details.csv"), readFileSync(join(dataDir, "dk_bank_details.csv"), "utf8").trimEnd().split("\n").slice(0, -500).join("\n"));
  const {id} = await buildSnapshot({dataDir, outDir});
  return servedFiles(outDir, id).get("restatements.parquet")!;
}

const run = ({sql, params}: Query) => wasm.query(sql, params);

/** The engines turn a decimal into a double each in its own way: they agree to twelve digits, far below a cent. */
const isNear = (a: number, b: number): boolean => Math.abs(a - b) <= 1e-12 * Math.max(1, Math.abs(b));

/** Native values as a page gets them: the browser's value says which type is meant. */
function alike(value: unknown, like: unknown): unknown {
  if (value === null || value === undefined) return null;
  if (like instanceof Date) return new Date(`${String(value)}Z`.replace(/^(\d+-\d+-\d+)Z$/, "$1T00:00:00Z"));
  return typeof like === "number" ? (isNear(Number(value), like) ? like : Number(value)) : value;
}

const cell = {usage_month: "2025-08-01", distributor: "distrokid", platform: "spotify", currency: "USD"};

test.each<[string, () => Query]>([
  ["cells on the default basis", () => reconciliationCells({from: "2024-12-15", to: "2025-11-19"}, "default")],
  ["cells on the observed basis", () => reconciliationCells({from: "2023-01-01", to: "2026-01-01"}, "observed")],
  ["rates", basisRates],
  ["sums of a cell", () => cellSummary(cell)],
  ["sums of a cell without lines", () => cellSummary({...cell, usage_month: "2025-11-01"})],
  ["a page of lines", () => cellLines(cell, {limit: 50, offset: 100})],
  ["all lines", () => cellLines(cell, {limit: 0, offset: 0})],
  ["fee lines", () => cellLines(cell, {limit: 0, offset: 0, feesOnly: true})],
  ["lags", storeLags],
  ["statements and deposits", statementMatches],
  ["unpaid statements by usage month", unpaidParts],
  ["the work list", worklistEntries],
  ["judged cells", judgedCells],
  ["rates by platform and country", rateCells],
  ["exchange rates", fxRates],
  ["changes", () => restatedCells({limit: 50})],
  ["changes of a month", () => restatedCells({kind: "restated", usage_month: "2025-08-01", distributor: "distrokid", limit: 50})],
  ["quality scores", qualityScores],
  ["quality checks", qualityChecks],
  ["coverage", () => coverageFrom("2025-09-01")],
  ["compared months", comparedMonths],
  ["reasons", quarantineReasons],
  ["earlier scores", earlierScores],
  ["quarantine", () => quarantineRows(100)],
  ["first rows of payments", () => firstRows("payments", tables, 5)]
])("%s", async (_, build) => {
  const {sql, params} = build();
  const there = [...run({sql, params})];
  const here = await native.all(sql, params);
  const asThere = here.map((row, i) => Object.fromEntries(Object.entries(row).map(([name, value]) => [name, alike(value, there[i]?.[name])])));
  expect(asThere).toEqual(there);
});

test("months are whole: a range that begins inside a month includes it", () => {
  const months = run(reconciliationCells({from: "2024-12-15", to: "2025-02-01"}, "default")).map((row) => row.usage_month.toISOString().slice(0, 7));
  expect([...new Set(months)]).toEqual(["2024-12", "2025-01", "2025-02"]);
});

test("lines of a cell agree with the cell, whatever the page", () => {
  const [summary] = run(cellSummary(cell));
  const [reconciled] = run(reconciliationCells({from: cell.usage_month, to: cell.usage_month}, "default")).filter((row) => row.platform === cell.platform && row.distributor === cell.distributor);
  const lines = run(cellLines(cell, {limit: 0, offset: 0}));
  expect(lines).toHaveLength(summary.line_count);
  expect(lines.filter((line) => line.unit_kind === "fee")).toHaveLength(summary.fee_line_count);
  expect(summary.earnings).toBeCloseTo(reconciled.actual, 9);
  expect(summary.unit_count).toBe(reconciled.actual_units);
  const paged = [0, 100, 200].flatMap((offset) => [...run(cellLines(cell, {limit: 100, offset}))]);
  expect(paged.map((line) => line.line)).toEqual(lines.slice(0, 300).map((line) => line.line));
});

test("every table shows its first rows, and no other name gets through", () => {
  for (const table of tables) expect(() => run(firstRows(table, tables, 3))).not.toThrow();
  expect(() => firstRows("payments; drop table payments", tables, 3)).toThrow("no such table: payments; drop table payments");
});
