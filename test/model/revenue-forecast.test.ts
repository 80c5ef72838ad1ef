import {expect, test} from "vitest";
import {levelToZ, seededNormal} from "../../src/model/normal.js";
import {multiplyForecasts} from "../../src/model/revenue-forecast.js";

const forecast = (mean: number, deviation: number) => ({
  mean: [mean],
  intervals: [80, 95].map((level) => ({level, lower: [mean - levelToZ(level) * deviation], upper: [mean + levelToZ(level) * deviation]}))
});

test("the range of streams × rate is that of simulated products", () => {
  const {mean, intervals} = multiplyForecasts(forecast(1000, 150), forecast(0.004, 0.0005));
  expect(mean[0]).toBeCloseTo(4, 12);
  const normal = seededNormal(1);
  const products = Array.from({length: 20000}, () => (1000 + 150 * normal()) * (0.004 + 0.0005 * normal()));
  const average = products.reduce((sum, value) => sum + value, 0) / products.length;
  const deviation = Math.sqrt(products.reduce((sum, value) => sum + (value - average) ** 2, 0) / products.length);
  for (const {level, lower, upper} of intervals) {
    expect((upper[0] - 4) / (levelToZ(level) * deviation)).toBeCloseTo(1, 1);
    expect(upper[0] - 4).toBeCloseTo(4 - lower[0], 12);
  }
});

test("a certain rate only scales; what does not fit together is refused", () => {
  const {intervals} = multiplyForecasts(forecast(1000, 100), forecast(2, 0));
  expect(intervals[0].upper[0]).toBeCloseTo(2 * (1000 + levelToZ(80) * 100), 9);
  expect(() => multiplyForecasts(forecast(1, 1), {mean: [1, 2], intervals: []})).toThrow("1 and 2 steps");
  expect(() => multiplyForecasts(forecast(1, 1), {mean: [1], intervals: []})).toThrow("no range at 80%");
  expect(() => multiplyForecasts(forecast(-1, 1), forecast(1, 1))).toThrow("below zero");
});
