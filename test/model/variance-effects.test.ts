import fc from "fast-check";
import {describe, expect, test} from "vitest";
import {decomposeVariance, shownEffects, varianceBridge, type RateCell} from "../../src/model/variance.js";

const cell = (key: string, quantity: number, rate: number, fx?: number): RateCell => ({key, quantity, rate, fx});

const plan = [cell("spotify", 1000, 0.004), cell("apple", 500, 0.008, 1.1)];
const came = [cell("spotify", 1200, 0.003), cell("apple", 400, 0.009, 1.2)];

describe("decomposeVariance", () => {
  test("two cells by hand", () => {
    const result = decomposeVariance(plan, came);
    // R₀ = 4 + 4.4 = 8.4, Q₀ = 1500, P₀ = 0.0056; units +200 and −100
    expect(result.volume).toBeCloseTo(100 * 0.0056, 12);
    expect(result.mix).toBeCloseTo(200 * (0.004 - 0.0056) - 100 * (0.0088 - 0.0056), 12);
    expect(result.rate).toBeCloseTo(-1200 * 0.001 + 400 * 0.001 * 1.1, 12);
    expect(result.fx).toBeCloseTo(400 * 0.009 * 0.1, 12);
    expect(result.total).toBeCloseTo(1200 * 0.003 + 400 * 0.009 * 1.2 - 8.4, 12);
    expect(result.cells.map(({key, tag}) => [key, tag])).toEqual([["spotify", "both"], ["apple", "both"]]);
  });

  test("a new cell is all volume and mix, one that did not come too", () => {
    const result = decomposeVariance(plan, [came[0], cell("deezer", 100, 0.006, 0.9)]);
    const [, apple, deezer] = result.cells;
    expect(apple).toMatchObject({tag: "gone", rate: 0, fx: 0, actual: 0});
    expect(apple.total).toBeCloseTo(-4.4, 12);
    expect(deezer).toMatchObject({tag: "new", rate: 0, fx: 0, expected: 0});
    expect(deezer.volume).toBeCloseTo(0.56, 12);
    expect(deezer.total).toBeCloseTo(0.54, 12);
  });

  test("a whole new source is volume; nothing at all is zero", () => {
    const result = decomposeVariance([], [cell("a", 10, 2), cell("b", 10, 4)]);
    expect(result).toMatchObject({volume: 60, mix: 0, rate: 0, fx: 0, total: 60});
    expect(decomposeVariance([], [])).toEqual({expected: 0, actual: 0, volume: 0, mix: 0, rate: 0, fx: 0, total: 0, cells: []});
    expect(decomposeVariance([cell("a", 0, 0)], [cell("a", 5, 2)]).cells[0].tag).toBe("new");
    expect(decomposeVariance(plan, [])).toMatchObject({total: expect.closeTo(-8.4, 12), rate: 0, fx: 0});
  });

  test("refuses what it cannot match", () => {
    expect(() => decomposeVariance([plan[0], plan[0]], [])).toThrow("expected has two cells for spotify");
    expect(() => decomposeVariance([], [cell("x", NaN, 1)])).toThrow("actual of x is not finite");
  });

  const cells = fc.uniqueArray(
    fc.record({key: fc.constantFrom(..."abcdefgh"), quantity: fc.integer({min: 0, max: 1e7}), rate: fc.integer({min: -1e6, max: 1e7}).map((n) => n / 1e9), fx: fc.integer({min: 1, max: 2e6}).map((n) => n / 1e6)}),
    {selector: ({key}) => key}
  );

  test("the effects add up: in total, per cell, and over cells", () => {
    fc.assert(fc.property(cells, cells, (expected, actual) => {
      const result = decomposeVariance(expected, actual);
      const size = [...expected, ...actual].reduce((sum, {quantity, rate, fx}) => sum + Math.abs(quantity * rate * fx), 1e-3);
      expect(result.volume + result.mix + result.rate + result.fx).toBe(result.total);
      expect(Math.abs(result.total - (result.actual - result.expected))).toBeLessThan(1e-12 * size * 100);
      for (const {volume, mix, rate, fx, total, ...row} of result.cells) {
        expect(volume + mix + rate + fx).toBe(total);
        expect(Math.abs(total - (row.actual - row.expected))).toBeLessThan(1e-12 * size * 100);
      }
    }));
  });

  test("printed cents add up along rows and columns", () => {
    fc.assert(fc.property(cells, cells, (expected, actual) => {
      const shown = shownEffects(decomposeVariance(expected, actual));
      expect(shown.volume + shown.mix + shown.rate + shown.fx).toBe(shown.total);
      expect(shown.actual - shown.expected).toBe(shown.total);
      if (shown.cells.length === 0) return;
      for (const column of ["expected", "actual", "volume", "mix", "rate", "fx", "total"] as const) {
        expect(shown.cells.reduce((sum, row) => sum + row[column], 0)).toBe(shown[column]);
      }
      for (const row of shown.cells) expect(row.expected + row.volume + row.mix + row.rate + row.fx).toBe(row.actual);
    }));
  });

  test("the bridge runs from expected to reported with timing first and fees last", () => {
    const effects = decomposeVariance(plan, came);
    const bridge = varianceBridge(effects, {reported: 6, fees: -0.25});
    expect(bridge.steps.map(({effect}) => effect)).toEqual(["timing", "volume", "mix", "rate", "fx", "fees"]);
    expect(bridge.steps[0].amount).toBeCloseTo(6 - effects.actual, 12);
    expect(bridge.expected + bridge.steps.reduce((sum, {amount}) => sum + amount, 0)).toBeCloseTo(5.75, 12);
    expect(840 + bridge.steps.reduce((sum, {cents}) => sum + cents, 0)).toBe(575);
  });
});
