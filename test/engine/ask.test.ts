/** What questions need is the same on both engines: names, payments, answers. */
import {existsSync, mkdtempSync, rmSync} from "node:fs";
import {tmpdir} from "node:os";
import {join} from "node:path";
import {afterAll, beforeAll, expect, test} from "vitest";
import {buildSnapshot} from "../../loaders/snapshot.js";
import {askContext, namesQuery, type NameRow} from "../../src/model/ask/context.js";
import {examples, starters} from "../../src/model/ask/examples.js";
import {interpret} from "../../src/model/ask/interpret.js";
import {paymentsDue} from "../../src/model/ask/payments-due.js";
import {openBoth, type Both} from "../compile/both.js";
import {CURATED} from "../data/sample.js";

const root = mkdtempSync(join(tmpdir(), "ledgerline-ask-"));
let both: Both;
const tables = ["kpi_monthly", "arrivals", "statement_lines", "monthly_revenue", "daily_streams", "audience_daily", "artist_spellings", "quality_scores", "payments"];
beforeAll(async () => {
  const {dir, manifest} = await buildSnapshot({dataDir: CURATED, outDir: root});
  both = await openBoth(dir, manifest);
  if (existsSync(join(dir, "artist_spellings.parquet"))) {
    both.wasm.addParquet("artist_spellings", join(dir, "artist_spellings.parquet"));
    await both.db.run(`create or replace view artist_spellings as from '${join(dir, "artist_spellings.parquet")}'`);
  }
});
afterAll(() => (both.close(), rmSync(root, {recursive: true, force: true})));

const sorted = (rows: readonly object[]) => rows.map((row) => JSON.stringify(row)).sort();

test("names", async () => {
  const native = await both.db.all(namesQuery(tables));
  expect(sorted(both.wasm.query(namesQuery(tables)))).toEqual(sorted(native));
  expect(native.length).toBeGreaterThan(100);
});

test("payments due", async () => {
  for (const question of [{kind: "payment" as const, distributors: ["toolost"], period: {from: "2025-08-01", to: "2025-08-31"}}, {kind: "payment" as const, distributors: [], period: null}]) {
    const {sql, params} = paymentsDue(question, "2025-11-20");
    const plain = (rows: readonly Record<string, unknown>[]) => rows.map((row) => Object.values(row).map((value) => (value !== null && Number.isFinite(Number(value)) ? Number(value).toFixed(6) : String(value))));
    const native = plain(await both.db.all(sql, params));
    expect(plain([...both.wasm.query(sql, params)])).toEqual(native);
    expect(native.length).toBeGreaterThan(0);
  }
});

test("examples", async () => {
  const context = askContext((await both.db.all(namesQuery(tables))) as NameRow[], both.context);
  for (const question of [...starters, ...examples().flatMap(({questions}) => questions)]) {
    const read = interpret(question, context);
    if (read.kind !== "request") continue;
    const made = both.compile(read.request);
    if (!made.ok) throw new Error(`${question}: ${made.error}`);
    const native = await both.db.all(made.sql, [...made.params]);
    expect(both.wasm.query(made.sql, made.params).length, question).toBe(native.length);
  }
});
