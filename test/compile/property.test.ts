/** Thousands of random requests: what is possible gives the same figures on both engines, what is not is refused with what is. */
import {mkdtempSync, rmSync} from "node:fs";
import {tmpdir} from "node:os";
import {join} from "node:path";
import fc from "fast-check";
import {afterAll, beforeAll, expect, test} from "vitest";
import {buildSnapshot} from "../../loaders/snapshot.js";
import {askable} from "../../src/model/catalog/catalog.js";
import {dimensionNames} from "../../src/model/catalog/dimensions.js";
import {compile, cubeTables, dimensionValuesQuery} from "../../src/model/compile.js";
import {MAX_ROWS, MetricRequest, type MetricRequestInput} from "../../src/model/metric-request.js";
import {requests} from "./arbitrary.js";
import {openBoth, type Both} from "./both.js";

/** About 45 of 100 are possible. */
const RUNS = 4500;

const outDir = mkdtempSync(join(tmpdir(), "ledgerline-compile-"));
let both: Both;
const values: Record<string, string[]> = {};

beforeAll(async () => {
  const {dir, manifest} = await buildSnapshot({dataDir: "data/curated", outDir});
  both = await openBoth(dir, manifest);
  for (const name of dimensionNames) {
    const sql = dimensionValuesQuery(name, cubeTables);
    values[name] = sql ? (await both.db.all(sql)).map(({value}) => String(value)) : [];
  }
});
afterAll(() => {
  both.close();
  rmSync(outDir, {recursive: true});
});

/** A value of either engine as something to compare: days as text, everything that counts as a number. */
function plain(value: unknown): unknown {
  if (value instanceof Date) return value.toISOString().slice(0, 10);
  if (typeof value === "bigint") return Number(value);
  return value ?? null;
}

function expectSame(native: Record<string, unknown>[], wasm: Record<string, unknown>[], about: string): void {
  expect(wasm.length, about).toBe(native.length);
  native.forEach((row, i) => {
    for (const [name, value] of Object.entries(row)) {
      const [a, b] = [plain(value), plain(wasm[i][name])];
      if (typeof b === "number") {
        const known = Number(a);
        if (!(Math.abs(known - b) <= 1e-9 * Math.max(1, Math.abs(known)))) expect.fail(`${name} of row ${i}: native ${String(a)}, browser ${b}: ${about}`);
      } else if (a !== b) expect.fail(`${name} of row ${i}: native ${String(a)}, browser ${String(b)}: ${about}`);
    }
  });
}

test("2,000 possible requests give the same on both engines; the others are refused with requests that are possible", {timeout: 600_000}, async () => {
  let possible = 0;
  let refused = 0;
  const asked = fc.asyncProperty(requests(values), async (request) => {
    const made = both.compile(request);
    if (!made.ok) {
      refused++;
      expect(made.error).not.toBe("");
      expect(made.suggestions.length, made.error).toBeGreaterThan(0);
      for (const offer of made.requests) expect(both.compile(offer).ok, JSON.stringify(offer)).toBe(true);
      return;
    }
    possible++;
    expect(made.sql.match(/\?/g)?.length ?? 0).toBe(made.params.length);
    const native = await both.db.all(made.sql, [...made.params]);
    expectSame(native, [...both.wasm.query(made.sql, made.params)], `${JSON.stringify(request)}\n${made.sql}`);
    if (native.length) expect(Object.keys(native[0])).toEqual(made.columns.map(({name}) => name));
  });
  await fc.assert(asked, {numRuns: RUNS, seed: 20251120});
  expect(possible).toBeGreaterThan(RUNS * 0.4);
  expect(refused).toBeGreaterThan(RUNS * 0.1);
});

test("anything at all is compiled or refused, and never an exception", {timeout: 120_000}, () => {
  fc.assert(fc.property(fc.anything(), (input) => {
    expect(compile(input, both.context).ok).toBe(false);
  }), {numRuns: 2000, seed: 7});
  const broken = requests({}).chain((request) => fc.constantFrom<(broken: Record<string, any>) => unknown>(
    (one) => ({...one, metrics: ["no_such_metric"]}), (one) => ({...one, metrics: []}), (one) => ({...one, dimensions: ["password"]}), (one) => ({...one, grain: "hour"}),
    (one) => ({...one, period: {from: "2025-02-30", to: "2025-03-01"}}), (one) => ({...one, period: {from: "2025-03-02", to: "2025-03-01"}}), (one) => ({...one, filters: [{dimension: "artist; drop table arrivals", values: ["x"]}]}),
    (one) => ({...one, limit: 0}), (one) => ({...one, sql: "select 1"}), (one) => ({...one, order: {by: "1; drop table arrivals"}})
  ).map((harm) => harm(request as never)));
  fc.assert(fc.property(broken, (input) => {
    const made = compile(input, both.context);
    expect(made.ok, JSON.stringify(input)).toBe(false);
    if (!made.ok) expect(made.suggestions.length).toBeGreaterThan(0);
  }), {numRuns: 1000, seed: 8});
});

test("parts sum to the whole: any sum over any split and grain, exactly", {timeout: 300_000}, async () => {
  const sums = requests({}).filter(({metrics}) => askable(metrics[0]).measure.kind === "sum").map((request): MetricRequestInput => ({...request, metrics: [request.metrics[0]], filters: [], compare: undefined, share: false, running: false, order: undefined, limit: undefined, other: false}));
  await fc.assert(fc.asyncProperty(sums, async (request) => {
    const whole = both.compile({...request, dimensions: [], grain: "total"});
    if (!whole.ok || !both.compile(request).ok) return;
    const [name] = request.metrics;
    const exact = (value: string | bigint | null) => BigInt(String(value ?? 0).replace(".", ""));
    const total = (rows: Record<string, any>[]) => rows.reduce((sum, row) => sum + exact(row[name]), 0n);
    const rows = await both.native(request);
    if (rows.length > MAX_ROWS) return; // cut, which the answer says
    expect(total(rows), JSON.stringify(request)).toBe(total(await both.native({...request, dimensions: [], grain: "total"})));
  }), {numRuns: 400, seed: 9});
});

test("with other, the rest is what the top rows leave of the total", {timeout: 300_000}, async () => {
  for (const metric of ["total_revenue", "total_streams", "fees", "ad_spend"] as const) for (const grain of ["total", "month"] as const) {
    const dimension = metric === "ad_spend" ? "campaign" : "platform";
    const all = await both.native({metrics: [metric], dimensions: [dimension], grain});
    const top = await both.native({metrics: [metric], dimensions: [dimension], grain, limit: 1, other: true, share: true});
    const sum = (rows: Record<string, any>[], name: string = metric) => rows.reduce((total, row) => total + Number(row[name]), 0);
    expect(sum(top)).toBeCloseTo(sum(all), 9);
    expect(sum(top, `${metric}_share`)).toBeCloseTo(new Set(top.filter((row) => row[`${metric}_share`] !== null).map(({period}) => period)).size, 9);
    expect(new Set(top.filter(({is_other}) => !is_other).map((row) => row[dimension])).size).toBe(1);
  }
});

test("a request with its defaults is the request", () => {
  expect(MetricRequest.parse({metrics: ["total_revenue"]})).toEqual({metrics: ["total_revenue"], dimensions: [], filters: [], grain: "total", basis: "default", share: false, running: false, other: false});
});
