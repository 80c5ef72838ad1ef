/** Whatever the figures: a finite answer or a refusal with its reason, from every function that forecasts, judges or explains. */
import fc from "fast-check";
import {describe, expect, test} from "vitest";
import {detectAnomalies} from "../../src/model/anomalies.js";
import {capeCod, cashByMonth, cashFan, chainLadder, hindsight, orRefusal, outstandingRanges, paymentPattern, type CapeCod, type ChainLadder} from "../../src/model/chain-ladder.js";
import {credibilityRates} from "../../src/model/credibility.js";
import {backtest, fitEts, forecastEts} from "../../src/model/ets.js";
import {seededNormal} from "../../src/model/normal.js";
import {decomposeVariance} from "../../src/model/variance.js";
import {yearlyWave} from "../../src/model/yearly-wave.js";

/** The first number in it that is none, with where it is; null when all are. */
function notANumber(value: unknown, at = ""): string | null {
  if (typeof value === "number") return Number.isFinite(value) ? null : `${at}: ${value}`;
  if (value === null || typeof value !== "object") return null;
  for (const [key, one] of value instanceof Map ? value : Object.entries(value)) {
    const found = notANumber(one, `${at}.${key}`);
    if (found) return found;
  }
  return null;
}

/** Runs it; only numbers may come back, or a refusal that says something. */
function answers(make: () => unknown): void {
  const {value, refusal} = orRefusal(make);
  if (refusal !== null) expect(refusal).toMatch(/^[a-z0-9].{10,}/i);
  expect(notANumber(value)).toBeNull();
}

const normal = seededNormal(17);
const many = (count: number, at: (t: number) => number | null) => Array.from({length: count}, (_, t) => at(t));
const SERIES: [name: string, values: (number | null)[]][] = [
  ["nothing", []], ["one point", [5]], ["one zero", [0]], ["two points", [3, 4]], ["only nulls", [null, null, null]], ["zeros", many(36, () => 0)], ["a constant", many(36, () => 42)],
  ["a negative constant", many(36, () => -3)], ["negatives", many(36, (t) => -100 - 10 * Math.sin(t))], ["both signs", many(36, (t) => (t % 3) - 1)], ["nulls between", many(36, (t) => (t % 4 ? 100 + t : null))],
  ["nulls at both ends", [null, null, ...many(40, (t) => 10 + t), null]], ["one value among zeros", many(36, (t) => (t === 21 ? 1e6 : 0))], ["huge", many(36, (t) => 1e12 * (1 + 0.1 * Math.sin(t)))],
  ["tiny", many(36, (t) => 1e-12 * (2 + Math.sin(t)))], ["huge after tiny", many(36, (t) => (t < 20 ? 1e-9 : 1e12))], ["an explosion", many(36, (t) => 2 ** t)], ["a fall to nothing", many(36, (t) => 2 ** -t)],
  ["an exact line", many(36, (t) => 7 * t)], ["an exact season", many(36, (t) => [1, 5, 2, 8][t % 4])], ["seven values", [1, 9, 2, 8, 3, 7, 4]]
];

describe.each(SERIES)("%s", (_, values) => {
  test.each([1, 12])("ETS with period %i, and its backtest", (period) => {
    answers(() => forecastEts(fitEts(values, {period}), 6, {paths: 200}));
    answers(() => backtest(values, {period, horizon: 3, origins: 1}));
  });
  test("anomalies, change points and the yearly wave", () => {
    for (const period of [1, 7, 40]) answers(() => detectAnomalies(values, {period}));
    answers(() => [0, 30, 90].map((t) => yearlyWave(values)?.at(t)));
  });
});

test("10,000 points", () => {
  const values = many(10_000, (t) => 1000 + 0.05 * t + 100 * Math.sin((2 * Math.PI * t) / 7) + 30 * normal());
  answers(() => forecastEts(fitEts(values, {period: 7, model: "ANA"}), 28));
  answers(() => detectAnomalies(values, {period: 7}));
  expect(forecastEts(fitEts(values, {period: 7, model: "ANA"}), 7).mean.every((mean) => mean > 1200 && mean < 1800)).toBe(true);
}, 60_000);

const amount = fc.oneof(fc.constant(null), fc.constant(0), fc.double({min: -1e12, max: 1e12, noNaN: true}), fc.double({min: 0, max: 1e-9, noNaN: true}), fc.integer({min: -5, max: 1000}));
const anything = fc.oneof({weight: 9, arbitrary: amount}, {weight: 1, arbitrary: fc.constantFrom(NaN, Infinity, -Infinity)});

describe("random nonsense", () => {
  test("series", () => {
    fc.assert(fc.property(fc.array(anything, {maxLength: 30}), fc.constantFrom(1, 2, 12), (values, period) => {
      answers(() => forecastEts(fitEts(values, {period}), 4, {paths: 100}));
      answers(() => detectAnomalies(values, {period}));
    }), {numRuns: 30, seed: 5});
  });

  test("triangles with and without streams", () => {
    const triangle = fc.array(fc.array(anything, {maxLength: 6}), {maxLength: 9});
    fc.assert(fc.property(triangle, fc.array(anything, {maxLength: 9}), fc.integer({min: 0, max: 3}), (cells, counts, drop) => {
      const streams = cells.map((_row, i) => counts[i] ?? null);
      const makers: (() => ChainLadder | CapeCod)[] = [() => chainLadder(cells), () => capeCod(cells, streams), () => capeCod(cells, streams, {memory: "learned"})];
      for (const make of makers) {
        answers(make);
        const {value} = orRefusal(make);
        if (!value) continue;
        answers(() => cashByMonth(value, 4));
        answers(() => cashFan(value, 4, {paths: 50}));
        answers(() => outstandingRanges(value.totalOutstanding, value.totalStandardError));
      }
      answers(() => paymentPattern(cells));
      answers(() => hindsight(cells, {drop, streams, memory: "learned"}));
    }), {numRuns: 300, seed: 5});
  });

  test("rates and variances", () => {
    const number = anything.map((value) => value ?? 0);
    const period = fc.record({units: number, revenue: number});
    fc.assert(fc.property(fc.array(fc.array(period, {maxLength: 4}), {maxLength: 5}), (lists) => {
      answers(() => credibilityRates(lists.map((periods, i) => ({key: `cell ${i}`, periods}))));
    }), {numRuns: 300, seed: 5});
    const cells = fc.array(fc.record({quantity: number, rate: number, fx: number}), {maxLength: 5}).map((list) => list.map((cell, i) => ({key: `cell ${i}`, ...cell})));
    fc.assert(fc.property(cells, cells, (expected, actual) => answers(() => decomposeVariance(expected, actual))), {numRuns: 300, seed: 5});
  });
});
