/** Money expected from streams: the rate that keeps, and how far off it was, made with what was known then. */
import {describe, expect, test} from "vitest";
import {capeCod, hindsight} from "../../src/model/chain-ladder.js";
import {bestMemory, commonShare, typicalMiss} from "../../src/model/exposure-errors.js";
import {seededNormal} from "../../src/model/normal.js";
import {small} from "./triangles.fixture.js";

/** Months paid in full two months later; the newest `open` have not reported. `rates` per stream. */
const ladderOf = (rates: readonly number[], open = 2) => ({
  triangle: rates.map((rate, i) => [0, 0, rate * 1000, rate * 1000].map((cell, age) => (i + age < rates.length - open + 2 ? cell : null))),
  streams: rates.map(() => 1000)
});

const alternating = (count: number, low = 2, high = 3): number[] => Array.from({length: count}, (_, i) => (i % 2 ? high : low));

describe("the rate", () => {
  test("by hand: near months weigh more (Gluck's generalised Cape Cod)", () => {
    // F = 1/2.4, 1/1.2, 1: money 180, 150, 80 against due streams 60, 60, 40
    const {rate, memory, capeCodUltimates} = capeCod(small, [60, 72, 96], {memory: 0.5});
    const newest = (180 / 4 + 150 / 2 + 80) / (60 / 4 + 60 / 2 + 40);
    expect(memory).toBe(0.5);
    expect(rate).toBeCloseTo(newest, 12);
    expect(capeCodUltimates[2]).toBeCloseTo(80 + 96 * newest * (1 - 1 / 2.4), 10);
    expect(capeCodUltimates[1]).toBeCloseTo(150 + 72 * ((180 / 2 + 150 + 80 / 2) / (60 / 2 + 60 + 40 / 2)) * (1 - 1 / 1.2), 10);
    expect(capeCod(small, [60, 72, 96]).rate).toBeCloseTo(410 / 160, 12);
  });

  test("all months alike when rates come and go, the last ones when they drift", () => {
    const learned = (rates: number[]) => {
      const {triangle, streams} = ladderOf(rates);
      return capeCod(triangle, streams, {memory: "learned"});
    };
    expect(learned(alternating(26)).memory).toBe(1);
    const drifting = learned(Array.from({length: 26}, (_, i) => 2 + 0.1 * i));
    expect(drifting.memory).toBeLessThan(0.7);
    expect(drifting.rate).toBeGreaterThan(3.8); // the plain average is 3.15, the last rate known 4.3
    expect(learned(alternating(8)).memory).toBe(1);
    expect(bestMemory([], [], [1])).toBe(1);
  });
});

describe("how far off it was", () => {
  test("misses by hand: Student's variance of the next one, nothing of a single one", () => {
    const misses = [3, -3, 3, -3, 3].map((miss, row) => ({row, streams: 10, miss}));
    expect(typicalMiss(misses)).toBeCloseTo(3 * Math.sqrt(4 / 2), 12);
    expect(typicalMiss(misses.slice(1))).toBeCloseTo(3 * Math.sqrt(3), 12);
    expect(typicalMiss(misses.slice(4))).toBeNull();
  });

  test("errors that follow each other are common, errors that take turns only as far as the average is uncertain", () => {
    const of = (list: number[]) => commonShare(list.map((miss, row) => ({row, streams: 1, miss})));
    const turns = alternating(40, -1, 1);
    expect(of(turns)).toBeCloseTo(1 / 41, 12);
    expect(of(Array.from({length: 40}, (_, i) => (i < 20 ? 1 : -1)))).toBeGreaterThan(0.6);
    expect(of([])).toBe(0.9);
    expect(of([1, 1, 1, 1]) <= 0.9).toBe(true);
  });

  test("a rate that drifts slowly makes two open months err together", () => {
    const normal = seededNormal(8);
    let level = 0;
    const {triangle, streams} = ladderOf(Array.from({length: 40}, () => 3 * Math.exp((level += 0.03 * normal()))));
    const {standardErrors, totalStandardError, common} = capeCod(triangle, streams, {memory: "learned"});
    const [a, b] = standardErrors.slice(-2) as [number, number];
    expect(common).toBeGreaterThan(0.1);
    expect(totalStandardError!).toBeGreaterThan(Math.hypot(a, b) * 1.04);
    expect(totalStandardError!).toBeLessThan(a + b + 1e-9);
  });

  test("money that is early or late moves a month's range and not that of all months", () => {
    const normal = seededNormal(2);
    // all of it comes, but the part of the first report is accidental
    const triangle = Array.from({length: 24}, (_, i) => {
      const part = Math.min(Math.max(0.3 + 0.15 * normal(), 0.02), 0.9);
      return [100 * part, 100, 100].map((cell, age) => (i + age < 24 ? cell : null));
    });
    const streams = new Array<number>(24).fill(1000);
    const {missedBeforeReport, timingBeforeReport} = capeCod([...triangle, [null, null, null]], [...streams, 1000]);
    // 15 of 100 may come a month sooner or later, how much comes is hardly in doubt
    expect(timingBeforeReport[0]).toBeGreaterThan(0.01);
    expect(timingBeforeReport[0]).toBeLessThan(0.025);
    expect(timingBeforeReport.slice(1)).toEqual([0, 0]);
    expect(missedBeforeReport!).toBeLessThan(0.006);
    expect(hindsight(triangle, {drop: 1, streams}).standardError!).toBeGreaterThan(15);
  });
});
