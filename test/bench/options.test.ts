import {expect, test} from "vitest";
import {readOptions, sizeName} from "./options.js";

test("without arguments all sizes and all parts are measured", () => {
  expect(readOptions([])).toEqual({sizes: [10_000, 100_000, 1_000_000], parts: ["loader", "incremental", "queries", "pages", "sql", "notebook"], pairs: 5, visits: 5});
});

test("sizes and parts can be chosen; parts keep their order", () => {
  expect(readOptions(["--quick"]).sizes).toEqual([10_000, 100_000]);
  expect(readOptions(["--quick", "--rows", "1000000"]).sizes).toEqual([1_000_000]);
  expect(readOptions(["--only", "pages", "--only", "loader"]).parts).toEqual(["loader", "pages"]);
  expect(readOptions(["--pairs", "3", "--visits", "2"])).toMatchObject({pairs: 3, visits: 2});
});

test("what cannot be measured is refused with a reason", () => {
  expect(() => readOptions(["--rows", "many"])).toThrow("--rows must be a whole number from 1000: many");
  expect(() => readOptions(["--only", "speed"])).toThrow("--only must be one of loader, incremental, queries, pages, sql, notebook: speed");
  expect(() => readOptions(["--pairs", "0"])).toThrow("--pairs must be a whole number from 1: 0");
});

test("sizes have short names", () => {
  expect([10_000, 1_000_000, 2_500_000, 1_234].map(sizeName)).toEqual(["10k", "1M", "2500k", "1234"]);
});
