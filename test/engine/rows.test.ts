import {afterAll, beforeAll, expect, test} from "vitest";
import {openWasm, type WasmEngine} from "../harness/wasm-node.js";

let engine: WasmEngine;
beforeAll(async () => void (engine = await openWasm()));
afterAll(() => engine.close());

const one = (expression: string) => engine.query(`select ${expression} as x`)[0].x;

test.each([
  ["count(*)", 1],
  ["5::bigint", 5],
  ["7::ubigint", 7],
  ["sum(9007199254740991::bigint)", 9007199254740991],
  ["(-3)::hugeint", -3],
  ["1.25::decimal(38,18)", 1.25],
  ["(-1.25)::decimal(38,18)", -1.25],
  ["0.07::decimal(38,18)", 0.07],
  ["(-0.01)::decimal(18,9)", -0.01],
  ["12345678901234.12::decimal(38,18)", 12345678901234.12],
  ["0.000000000000000001::decimal(38,18)", 1e-18],
  ["99.99::decimal(4,2)", 99.99],
  ["avg(1.25::decimal(38,18))", 1.25],
  ["null::decimal(38,18)", null],
  ["null::bigint", null],
  ["true", true],
  ["'text'", "text"]
])("%s arrives as a plain value", (expression, expected) => expect(one(expression)).toEqual(expected));

test.each([
  ["date '2024-02-29'", "2024-02-29T00:00:00.000Z"],
  ["date '1969-12-31'", "1969-12-31T00:00:00.000Z"],
  ["timestamp '2024-01-01 12:34:56.789'", "2024-01-01T12:34:56.789Z"],
  ["date_trunc('month', date '2024-02-29')", "2024-02-01T00:00:00.000Z"]
])("%s arrives as a Date", (expression, expected) => expect((one(expression) as Date).toISOString()).toBe(expected));

test("values inside lists, structs and maps are read like columns", () => {
  expect(one("[1.5::decimal(38,18), null]")).toEqual([1.5, null]);
  expect(one("[5::bigint]")).toEqual([5]);
  expect(one("[[1, 2], [3]]")).toEqual([[1, 2], [3]]);
  expect(one("{'day': date '2024-01-01', 'money': 1.5::decimal(38,18), 'count': 5::bigint}")).toEqual({day: new Date("2024-01-01"), money: 1.5, count: 5});
  expect(one("map(['a', 'b'], [1.5::decimal(38,18), 2])")).toEqual({a: 1.5, b: 2});
});

test("sums of money are exact to the cent", () => {
  const [{thousand, mixed}] = engine.query(
    `select sum(0.01::decimal(38,18)) thousand, sum(case when i % 2 = 0 then 0.1 else -0.03 end::decimal(38,18)) mixed from range(100000) t(i)`
  );
  expect(thousand).toBe(1000);
  expect(mixed).toBe(3500);
});

test("rows keep the order of the columns, also with no rows", () => {
  const rows = engine.query("select 1 b, 2 a where false");
  expect([...rows]).toEqual([]);
  expect(rows.columns).toEqual(["b", "a"]);
});

test.each(["time '10:00'", "interval 1 day"])("%s is refused instead of lost", (expression) => {
  expect(() => one(expression)).toThrow("column type not readable, cast it to varchar: x");
});
