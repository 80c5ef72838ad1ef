import fc from "fast-check";
import {describe, expect, test} from "vitest";
import {capeCod, cashByMonth, cashFan, chainLadder, dropDiagonals, futureMonth, hindsight, orRefusal, outstandingRanges} from "../../src/model/chain-ladder.js";
import {asKnown, small, taylorAshe, world} from "./triangles.fixture.js";

const sum = (list: readonly (number | null)[]): number => list.reduce<number>((total, value) => total + (value ?? 0), 0);

describe("capeCod", () => {
  test("by hand: rate, Cape Cod and Benktander", () => {
    // F = 1/2.4, 1/1.2, 1 at ages 0, 1, 2; due streams = 60 + 72/1.2 + 96/2.4 = 160; latest = 180 + 150 + 80 = 410
    const result = capeCod(small, [60, 72, 96]);
    expect(result.rate).toBeCloseTo(410 / 160, 12);
    const prior = 80 + 96 * (410 / 160) * (1 - 1 / 2.4);
    expect(result.capeCodUltimates[2]).toBeCloseTo(prior, 10);
    expect(result.benktanderUltimates[2]).toBeCloseTo((1 / 2.4) * (80 * 2.4) + (1 - 1 / 2.4) * prior, 10);
    expect(result.methods).toEqual(["ladder", "ladder", "exposure"]);
    expect(result.ultimates[1]).toBeCloseTo(180, 10);
    expect(result.ultimates[2]).toBe(result.benktanderUltimates[2]);
  });

  test("months without any report, without money, or clawed back below zero lean on their streams", () => {
    const result = capeCod([...small, [0, null, null], [null, null, null], [-4, null, null]], [60, 72, 96, 100, 50, 50]);
    expect(result.methods.slice(3)).toEqual(["exposure", "exposure", "exposure"]);
    expect(result.ultimates[4]).toBeCloseTo(50 * result.rate, 10);
    expect(result.outstanding.every((amount) => Number.isFinite(amount))).toBe(true);
    expect(result.standardErrors.every((se) => Number.isFinite(se))).toBe(true);
  });

  test("a month whose streams are unknown stays with the ladder, or has no answer", () => {
    const result = capeCod([...small, [0, null, null]], [60, 72, null, null]);
    expect(result.methods).toEqual(["ladder", "ladder", "ladder", "none"]);
    expect(result.ultimates[2]).toBeCloseTo(192, 10);
    expect(result.outstanding[3]).toBeNull();
    expect(result.totalOutstanding).toBeCloseTo(142, 10);
    expect(result.totalStandardError).toBeCloseTo(chainLadder(small).totalStandardError ?? NaN, 10);
  });

  test("refuses streams that do not fit", () => {
    expect(() => capeCod(small, [1, 2])).toThrow("3 sale months but 2 stream counts");
    expect(() => capeCod(small, [1, 2, -3])).toThrow("not a number of streams: -3");
    expect(() => capeCod(small, [0, 0, 0])).toThrow("both streams and a report that was due");
  });

  /** Shares of seeded worlds in which the 80% and 95% range held what came, and squared errors of both methods. */
  function trial(patchy: boolean, runs = 300) {
    const out = {within80: 0, within95: 0, ladderError: 0, exposureError: 0};
    for (let seed = 1; seed <= runs; seed++) {
      const {full, streams} = world(seed + 5000, 10, patchy);
      const result = capeCod(asKnown(full), streams);
      const came = sum(full.map((row) => row[5])) - sum(result.latest);
      const [r80, r95] = outstandingRanges(result.totalOutstanding, result.totalStandardError) ?? [];
      out.within80 += +(came >= r80.lower && came <= r80.upper) / runs;
      out.within95 += +(came >= r95.lower && came <= r95.upper) / runs;
      out.ladderError += (chainLadder(asKnown(full)).totalOutstanding - came) ** 2;
      out.exposureError += (result.totalOutstanding - came) ** 2;
    }
    return out;
  }

  test("is closer than the ladder when first reports are patchy, and its ranges cover what comes", () => {
    const {within80, within95, ladderError, exposureError} = trial(true);
    expect(exposureError).toBeLessThan(ladderError / 2);
    expect(within80).toBeGreaterThan(0.75);
    expect(within80).toBeLessThan(0.9);
    expect(within95).toBeGreaterThan(0.92);
  });

  test("its ranges cover what comes when the ladder is the truth", () => {
    const {within80, within95} = trial(false);
    expect(within80).toBeGreaterThan(0.75);
    expect(within80).toBeLessThan(0.9);
    expect(within95).toBeGreaterThan(0.92);
  });
});

describe("cash by month", () => {
  test("of the ladder is the next diagonals of the projected triangle", () => {
    const ladder = chainLadder(small);
    const cash = cashByMonth(ladder, 3);
    // next month: 150→180 and 80→160; the month after: 160→192
    expect(cash.months[0]).toBeCloseTo(30 + 80, 10);
    expect(cash.months[1]).toBeCloseTo(32, 10);
    expect(cash.months[2]).toBeCloseTo(0, 10);
    expect(cash.later).toBeCloseTo(0, 10);
  });

  test("a source that is late: what was due is overdue, the rest follows from today", () => {
    const late = chainLadder([[100, 150, 180], [50, 150, 170], [80, null, null]]);
    // the third month reached age 1 when the second was reported at age 2
    const cash = cashByMonth(late, 2);
    expect(cash.overdue).toBeCloseTo(80 * late.factors[0] - 80, 10);
    expect(cash.months[0]).toBeCloseTo(80 * late.factors[0] * (late.factors[1] - 1), 10);
  });

  test("always adds up to what is outstanding", () => {
    fc.assert(fc.property(fc.integer({min: 1, max: 500}), fc.integer({min: 0, max: 8}), fc.boolean(), (seed, horizon, exposure) => {
      const {full, streams} = world(seed, 8);
      const known = [...asKnown(full), [null]];
      const forecast = exposure ? capeCod(known, [...streams, 4e5]) : chainLadder(known);
      const {overdue, months, later} = cashByMonth(forecast, horizon);
      expect(overdue + sum(months) + later).toBeCloseTo(forecast.totalOutstanding, 6);
    }), {numRuns: 60});
  });

  test("future sale months: streams × rate × the pattern", () => {
    const forecast = capeCod(small, [60, 72, 96]);
    const {shares, rows, rate} = forecast;
    const future = futureMonth(forecast, 100, 1);
    const without = cashByMonth({shares, rows}, 4);
    const withFuture = cashByMonth({shares, rows: [...rows, future]}, 4);
    const added = withFuture.months.map((amount, h) => amount - without.months[h]);
    expect(added[0]).toBeCloseTo(100 * rate * shares[0], 8);
    expect(added[1]).toBeCloseTo(100 * rate * (shares[1] - shares[0]), 8);
    expect(sum(added)).toBeCloseTo(100 * rate, 8);
  });

  test("the fan agrees with Mack's standard error over the whole run-off, and repeats itself", () => {
    const ladder = chainLadder(taylorAshe);
    const fan = cashFan(ladder, 9, {levels: [68.27], paths: 4000});
    expect(sum(fan?.mean ?? [])).toBeCloseTo(ladder.totalOutstanding, 3);
    const [{lower, upper}] = fan?.cumulative.intervals ?? [];
    const halfWidth = (upper[8] - lower[8]) / 2;
    expect(halfWidth / (ladder.totalStandardError ?? NaN)).toBeGreaterThan(0.95);
    expect(halfWidth / (ladder.totalStandardError ?? NaN)).toBeLessThan(1.05);
    expect(cashFan(ladder, 9, {levels: [68.27], paths: 4000})).toEqual(fan);
    expect(cashFan(chainLadder([[1, 2], [1]]), 3)).toBeNull();
  });

  test("the fan of exposure rows agrees with their standard error", () => {
    const {full, streams} = world(3, 10);
    const forecast = capeCod([...asKnown(full), [null]], [...streams, 1e6]);
    const fan = cashFan(forecast, 7, {levels: [68.27], paths: 4000});
    const [{lower, upper}] = fan?.cumulative.intervals ?? [];
    const ratio = (upper[6] - lower[6]) / 2 / (forecast.totalStandardError ?? NaN);
    expect(ratio).toBeGreaterThan(0.93);
    expect(ratio).toBeLessThan(1.07);
    expect((upper[6] + lower[6]) / 2 / forecast.totalOutstanding).toBeCloseTo(1, 1);
  });
});

describe("hindsight", () => {
  test("by hand: with the last diagonal hidden, f₀ = 1.5 alone is left", () => {
    const result = hindsight(small);
    expect(dropDiagonals(small, 1)).toEqual([[100, 150, null], [50, null, null], [null, null, null]]);
    expect(result.rows).toEqual([{row: 0, fromAge: 1, toAge: 2, before: 150, expected: 150, actual: 180}, {row: 1, fromAge: 0, toAge: 1, before: 50, expected: 75, actual: 150}]);
    expect(result).toMatchObject({expected: 25, actual: 130, error: 105, errorShare: 4.2, standardError: null, z: null, unexpected: [{row: 2, actual: 80}]});
  });

  test("with streams the new month is expected too", () => {
    const {full, streams} = world(9, 10);
    const known = asKnown(full);
    const ladder = hindsight(known, {drop: 3});
    const exposure = hindsight(known, {drop: 3, streams});
    expect(ladder.unexpected.map(({row}) => row)).toEqual([7, 8, 9]);
    expect(exposure.unexpected).toEqual([]);
    expect(exposure.rows).toHaveLength(8);
    expect(Math.abs(exposure.errorShare ?? 1)).toBeLessThan(0.1);
  });

  test("its z is about standard normal in a world that follows the model", () => {
    const z = Array.from({length: 200}, (_, seed) => hindsight(asKnown(world(seed, 12).full), {drop: 1}).z ?? NaN);
    const mean = sum(z) / z.length;
    const deviation = Math.sqrt(sum(z.map((value) => (value - mean) ** 2)) / z.length);
    expect(Math.abs(mean)).toBeLessThan(0.25);
    expect(deviation).toBeGreaterThan(0.8);
    expect(deviation).toBeLessThan(1.25);
  });

  test("refuses when too little was known then", () => {
    expect(orRefusal(() => hindsight(small, {drop: 3})).refusal).toContain("nothing has been reported");
    expect(() => hindsight(small, {drop: 0})).toThrow("whole number of months");
  });
});
