import fc from "fast-check";
import {describe, expect, test} from "vitest";
import {chainLadder, estimateDevelopment, orRefusal, outstandingRanges, paymentPattern, Refusal} from "../../src/model/chain-ladder.js";
import {normalQuantile, seededUniform} from "../../src/model/normal.js";
import {asKnown, small, taylorAshe, world} from "./triangles.fixture.js";

const isFinite = (value: unknown): boolean => value === null || typeof value !== "number" || Number.isFinite(value);
const allFinite = (result: object): boolean => Object.values(result).flat(3).every(isFinite);

describe("chainLadder", () => {
  test("the Taylor-Ashe triangle: outstanding 18,680,856, standard error 2,447,095", () => {
    const ladder = chainLadder(taylorAshe);
    expect(Math.round(ladder.totalOutstanding)).toBe(18680856);
    expect(Math.round(ladder.totalStandardError ?? NaN)).toBe(2447095);
    // Mack 1993, table 3
    expect(ladder.standardErrors.map((se) => Math.round(se ?? NaN))).toEqual([0, 75535, 121699, 133549, 261406, 411010, 558317, 875328, 971258, 1363155]);
    expect(ladder.factors.map((f) => f.toFixed(5))).toEqual(["3.49061", "1.74733", "1.45741", "1.17385", "1.10382", "1.08627", "1.05387", "1.07656", "1.01772"]);
    const squares = ladder.sigmas.map((s) => (s ?? NaN) ** 2);
    expect(squares[0]).toBeCloseTo(160280.3, 0);
    expect(squares[7]).toBeCloseTo(1147.37, 1);
    // the last step by Mack's rule: min(σ₇⁴/σ₆², …)
    expect(squares[8]).toBeCloseTo(Math.min(squares[7] ** 2 / squares[6], squares[6], squares[7]), 8);
  });

  test("a triangle worked by hand", () => {
    const ladder = chainLadder(small);
    expect(ladder.factors).toEqual([2, 1.2]);
    expect(ladder.latest).toEqual([180, 150, 80]);
    expect(ladder.ultimates).toEqual([180, 180, 192]);
    expect(ladder.totalOutstanding).toBeCloseTo(142, 12);
    // σ₀² = 100·(1.5 − 2)² + 50·(3 − 2)² = 75; the last step borrows it
    expect((ladder.sigmas[0] ?? NaN) ** 2).toBeCloseTo(75, 10);
    expect((ladder.sigmas[1] ?? NaN) ** 2).toBeCloseTo(75, 10);
    // se₂² = 180²·(75/1.44)·(1/150 + 1/150); se₃² = 192²·[(75/4)(1/80 + 1/150) + (75/1.44)(1/160 + 1/150)]
    const second = 180 ** 2 * (75 / 1.44) * (2 / 150);
    const third = 192 ** 2 * ((75 / 4) * (1 / 80 + 1 / 150) + (75 / 1.44) * (1 / 160 + 1 / 150));
    expect((ladder.standardErrors[1] ?? NaN) ** 2).toBeCloseTo(second, 8);
    expect((ladder.standardErrors[2] ?? NaN) ** 2).toBeCloseTo(third, 8);
    expect((ladder.totalStandardError ?? NaN) ** 2).toBeCloseTo(second + third + 2 * 180 * 192 * (75 / 1.44 / 150), 8);
  });

  test("ragged rows are the same as rows padded with null", () => {
    const ragged = taylorAshe.map((row) => row.filter((cell) => cell !== null));
    expect(chainLadder(ragged)).toEqual(chainLadder(taylorAshe));
  });

  test("leading zero columns change nothing but the months that have not been paid at all", () => {
    const late = chainLadder([...small.map((row) => [0, ...row]), [0, null, null, null]]);
    expect(late.firstColumn).toBe(1);
    expect(late.factors).toEqual([1, 2, 1.2]);
    expect(late.shares[0]).toBe(0);
    expect(late.totalOutstanding).toBeCloseTo(142, 12);
    expect(late.totalStandardError).toBeCloseTo(chainLadder(small).totalStandardError ?? NaN, 10);
    expect(late.needsExposure).toEqual([2, 3]);
  });

  test("a sale month that has not been reported is unknown, not zero", () => {
    const ladder = chainLadder([...small, [null, null, null]]);
    expect(ladder.latest[3]).toBeNull();
    expect(ladder.ultimates[3]).toBeNull();
    expect(ladder.outstanding[3]).toBeNull();
    expect(ladder.standardErrors[3]).toBeNull();
    expect(ladder.totalOutstanding).toBeCloseTo(142, 12);
    expect(ladder.needsExposure).toContain(3);
  });

  test("clawbacks: a falling column gives a factor below 1 and a negative outstanding amount", () => {
    const ladder = chainLadder([[100, 120, 110], [100, 130, null], [100, null, null]]);
    expect(ladder.factors[1]).toBeCloseTo(110 / 120, 12);
    expect(ladder.outstanding[1]).toBeLessThan(0);
    expect(allFinite(ladder)).toBe(true);
    expect(chainLadder([[100, 120, 130], [-20, -25, null], [-5, null, null], [90, 100, null]]).needsExposure).toEqual([1, 2]);
  });

  test("two sale months give factors but no standard error", () => {
    const ladder = chainLadder([[10, 20], [15, null]]);
    expect(ladder.ultimates).toEqual([20, 30]);
    expect(ladder.sigmas).toEqual([null]);
    expect(ladder.standardErrors).toEqual([0, null]);
    expect(ladder.totalStandardError).toBeNull();
  });

  test("borrowed factors project a triangle of its own that is too thin", () => {
    const development = estimateDevelopment([...taylorAshe, ...taylorAshe]);
    const thin = chainLadder([[300000, 1000000], [350000, null]], {development});
    expect(thin.borrowed).toBe(true);
    expect(thin.ultimates[1]).toBeCloseTo((350000 * (chainLadder(taylorAshe).ultimates[9] ?? NaN)) / 344014, 4);
    expect(chainLadder([[5, 5, 5, 5, 5, 5, 5, 5, 5, 5, 7]], {development}).ultimates).toEqual([7]);
  });

  test.each<[string, (number | null)[][], string]>([
    ["no row", [], "at least two sale months"],
    ["one row", [[1, 2, 3]], "at least two sale months"],
    ["nothing reported", [[null], [null, null]], "nothing has been reported yet"],
    ["one age", [[1], [2]], "first age only"],
    ["all zero", [[0, 0, 0], [0, 0], [0]], "no sale month has a positive amount"],
    ["a step nobody knows", [[1, 2, null, 4], [1, 2, null, null], [1, null, null, null]], "known at both ages 1 and 2"],
    ["infinite", [[1, Infinity], [1]], "not a finite number: Infinity"],
    ["not a number", [[1, NaN], [1]], "sale month 1 at age 1 is not a finite number"],
    ["all clawed back", [[10, 0, 0], [10, 0], [10]], "known at both ages 1 and 2"],
    ["clawed back at the end", [[10, 20, 0], [10, 20], [10]], "took back everything"]
  ])("refuses %s with its reason", (_, triangle, reason) => {
    expect(() => chainLadder(triangle)).toThrow(Refusal);
    expect(orRefusal(() => chainLadder(triangle)).refusal).toContain(reason);
  });

  test("any triangle gives finite numbers or a refusal", () => {
    const cell = fc.oneof(fc.integer({min: -50, max: 1000}), fc.constant(null), fc.constant(0));
    const triangle = fc.array(fc.array(cell, {maxLength: 6}), {maxLength: 7});
    fc.assert(fc.property(triangle, (cells) => {
      const {value} = orRefusal(() => chainLadder(cells));
      return value === null || allFinite(value);
    }), {numRuns: 500});
  });

  test("scaling the money scales the answer, and sale months may be split without changing the total", () => {
    const scaled = chainLadder(taylorAshe.map((row) => row.map((cell) => cell && cell * 1e-6)));
    expect(scaled.totalOutstanding * 1e6).toBeCloseTo(chainLadder(taylorAshe).totalOutstanding, 4);
    const split = taylorAshe.flatMap((row) => [row.map((cell) => cell && cell / 4), row.map((cell) => cell && (cell * 3) / 4)]);
    expect(chainLadder(split).totalOutstanding).toBeCloseTo(chainLadder(taylorAshe).totalOutstanding, 4);
  });
});

describe("outstandingRanges", () => {
  test("is lognormal with the right mean, and normal when net clawbacks are expected", () => {
    const ranges = outstandingRanges(18680856, 2447095) ?? [];
    const sigma = Math.sqrt(Math.log(1 + (2447095 / 18680856) ** 2));
    expect(ranges.map(({level}) => level)).toEqual([80, 95]);
    expect(ranges[1].upper).toBeCloseTo(18680856 * Math.exp(-(sigma ** 2) / 2 + 1.959963984540054 * sigma), 2);
    expect(ranges[0].lower * ranges[0].upper).toBeCloseTo((18680856 * Math.exp(-(sigma ** 2) / 2)) ** 2, -4);
    expect(outstandingRanges(-5, 2, [95])).toEqual([{level: 95, lower: expect.closeTo(-8.92, 2), upper: expect.closeTo(-1.08, 2), distribution: "normal"}]);
    expect(outstandingRanges(0, 0)?.[0]).toMatchObject({lower: 0, upper: 0});
    expect(outstandingRanges(7, 0)?.[0]).toMatchObject({lower: expect.closeTo(7, 12), upper: expect.closeTo(7, 12)});
    expect(outstandingRanges(7, null)).toBeNull();
  });

  test("covers what comes in a world that follows the model", () => {
    let within80 = 0;
    let within95 = 0;
    const runs = 400;
    for (let seed = 1; seed <= runs; seed++) {
      const {full} = world(seed, 10);
      const ladder = chainLadder(asKnown(full));
      const came = full.reduce((sum, row) => sum + row[5], 0) - ladder.latest.reduce<number>((sum, amount) => sum + (amount ?? 0), 0);
      const [r80, r95] = outstandingRanges(ladder.totalOutstanding, ladder.totalStandardError) ?? [];
      within80 += +(came >= r80.lower && came <= r80.upper);
      within95 += +(came >= r95.lower && came <= r95.upper);
    }
    expect(within80 / runs).toBeGreaterThan(0.75);
    expect(within80 / runs).toBeLessThan(0.85);
    expect(within95 / runs).toBeGreaterThan(0.92);
    expect(within95 / runs).toBeLessThan(0.975);
  });
});

describe("paymentPattern", () => {
  test("by hand: F = 1/2.4, 1/1.2, 1; delays are linear between ages", () => {
    const pattern = paymentPattern(small);
    expect(pattern.shares[0]).toBeCloseTo(1 / 2.4, 12);
    expect(pattern.shares[1]).toBeCloseTo(1 / 1.2, 12);
    expect(pattern.increments.reduce((a, b) => a + b)).toBeCloseTo(1, 12);
    expect(pattern.p50).toBeCloseTo((0.5 - 1 / 2.4) / (1 / 1.2 - 1 / 2.4), 12);
    expect(pattern.p95).toBeCloseTo(1 + (0.95 - 1 / 1.2) / (1 - 1 / 1.2), 12);
    expect(pattern).toEqual(paymentPattern(chainLadder(small)));
  });

  test("starts after leading zeros and takes the first crossing when clawbacks follow", () => {
    expect(paymentPattern([[0, 0, 10, 10], [0, 0, 20], [0, 0]]).p50).toBeCloseTo(1.5, 12);
    const clawed = paymentPattern([[50, 100, 80], [50, 100], [50]]);
    expect(clawed.shares[1]).toBeCloseTo(1.25, 12);
    expect(clawed.p95).toBeLessThan(1);
    expect(paymentPattern([[100, 100], [50]]).p95).toBe(0);
  });
});

test("normal quantiles agree with tables, and the generator repeats itself", () => {
  expect(normalQuantile(0.975)).toBeCloseTo(1.959963984540054, 14);
  expect(normalQuantile(0.9)).toBeCloseTo(1.2815515655446004, 14);
  expect(normalQuantile(0.001)).toBeCloseTo(-3.090232306167813, 13);
  expect(normalQuantile(1e-12)).toBeCloseTo(-7.034483825301131, 11);
  const [a, b] = [seededUniform(7), seededUniform(7)];
  expect(Array.from({length: 5}, a)).toEqual(Array.from({length: 5}, b));
});
