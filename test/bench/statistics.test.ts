import {expect, test} from "vitest";
import {alternate, compare, median} from "./statistics.js";

test("the median is the middle one, or the mean of the two in the middle", () => {
  expect(median([3, 1, 2])).toBe(2);
  expect(median([10, 1, 2, 9])).toBe(5.5);
  expect(median([7])).toBe(7);
  expect(() => median([])).toThrow("median of nothing");
});

test("the order of the values given is kept", () => {
  const values = [3, 1, 2];
  median(values);
  expect(values).toEqual([3, 1, 2]);
});

test("a comparison takes the ratio within each pair before the median", () => {
  const {bare, measured, ratio, ratios} = compare([{bare: 1, measured: 2}, {bare: 10, measured: 30}, {bare: 2, measured: 3}]);
  expect({bare, measured, ratio}).toEqual({bare: 2, measured: 3, ratio: 2});
  expect(ratios).toEqual([2, 3, 1.5]);
});

test("both sides run in turn, and the first turn does not count", async () => {
  const calls: string[] = [];
  const run = (side: string) => async () => calls.push(side);
  const turns = await alternate(2, run("bare"), run("measured"));
  expect(calls).toEqual(["bare", "measured", "bare", "measured", "bare", "measured"]);
  expect(turns).toEqual([{bare: 3, measured: 4}, {bare: 5, measured: 6}]);
});
