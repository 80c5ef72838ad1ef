import {afterAll, beforeAll, expect, test} from "vitest";
import {bind} from "../../src/engine/bind.js";
import {openWasm, type WasmEngine} from "../harness/wasm-node.js";

let engine: WasmEngine;
beforeAll(async () => void (engine = await openWasm()));
afterAll(() => engine.close());

function sql(strings: TemplateStringsArray, ...values: unknown[]) {
  const {text, params} = bind(strings, values);
  return [...engine.query(text, params)];
}

test("values become parameters, never SQL", () => {
  const name = "O'Brien'); drop table x; --";
  expect(sql`select ${name} as name, ${1.5} as n, ${true} as yes, ${null} as none`).toEqual([{name, n: 1.5, yes: true, none: null}]);
});

test("an array expands inside in (…); an empty one matches nothing", () => {
  expect(sql`select x from (values ('a'), ('b'), ('c')) t(x) where x in (${["a", "c"]}) order by x`).toEqual([{x: "a"}, {x: "c"}]);
  expect(sql`select x from (values ('a')) t(x) where x in (${[]})`).toEqual([]);
});

test("a Date at UTC midnight is the day it names", () => {
  const day = new Date("2024-02-01");
  expect(sql`select d from (values (date '2024-01-31'), (date '2024-02-01')) t(d) where d >= ${day}`).toEqual([{d: day}]);
  expect(sql`select d from (values (date '2024-02-01')) t(d) where d = ${day}`).toEqual([{d: day}]);
  expect(sql`select count(*) n from (values (date '2024-02-01')) t(d) where d between ${day} and ${day}`).toEqual([{n: 1}]);
});

test("a bigint keeps its digits", () => {
  expect(sql`select ${2n ** 60n}::varchar as n`).toEqual([{n: "1152921504606846976"}]);
});

test("what cannot be bound is named", () => {
  expect(() => bind(["select ", ""], [{a: 1}])).toThrow("cannot bind value: [object Object]");
  expect(() => bind(["select ", ""], [new Date(NaN)])).toThrow("cannot bind value: invalid date");
});
