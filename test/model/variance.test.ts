import fc from "fast-check";
import {describe, expect, test} from "vitest";
import {allocateCents, rollUpVariance, shownVariance, splitCells, toCents, type VarianceCell} from "../../src/model/variance.js";

const cell = (over: Partial<VarianceCell> = {}): VarianceCell => ({
  currency: "USD", status: "VARIANCE", expected_units: 1000, expected_rate: 0.002, expected: 2, actual_units: 1100, gross: 2.75, fees: -0.25, ...over
});

describe("rollUpVariance", () => {
  test("two platforms by hand: quantity and mix are the volume effect, fees stand alone", () => {
    const total = rollUpVariance([cell(), cell({expected_units: 500, expected_rate: 0.006, expected: 3, actual_units: 400, gross: 2, fees: 0})]);
    // R_exp = 5 / 1500; Q unchanged, so quantity is 0 and the move to the cheaper platform is all mix
    expect(total).toMatchObject({cell_count: 2, currency: "USD", expected_units: 1500, actual_units: 1500, expected: 5, fees: -0.25});
    expect(total.actual).toBeCloseTo(4.5, 12);
    expect(total.variance).toBeCloseTo(-0.5, 12);
    expect(total.variance_pct).toBeCloseTo(-10, 10);
    expect(total.volume).toBeCloseTo(100 * 0.002 - 100 * 0.006, 12);
    expect(total.quantity).toBeCloseTo(0, 12);
    expect(total.mix).toBeCloseTo(-0.4, 12);
    expect(total.rate).toBeCloseTo(2.75 - 2.2 + (2 - 2.4), 12);
  });

  test("cells with one side only are left out", () => {
    const oneSided = [
      cell({status: "NO_STATEMENT", actual_units: null, gross: null, fees: null}),
      cell({status: "NO_FEED", expected_units: null, expected_rate: null, expected: null})
    ];
    expect(rollUpVariance([cell(), ...oneSided])).toEqual(rollUpVariance([cell()]));
    expect(rollUpVariance(oneSided)).toMatchObject({cell_count: 0, currency: null, expected: 0, variance: 0, variance_pct: null});
  });

  test("two currencies are refused", () => {
    expect(() => rollUpVariance([cell(), cell({currency: "EUR"})])).toThrow("currencies do not add: USD, EUR");
  });

  test("cells are sorted into judged, awaited and uncovered", () => {
    const cells = (["MATCHED", "AWAITING", "NO_FEED", "VARIANCE", "NO_STATEMENT"] as const).map((status) => cell({status}));
    const {compared, awaiting, uncovered} = splitCells(cells);
    expect([compared, awaiting, uncovered].map((part) => part.map((c) => c.status))).toEqual([
      ["MATCHED", "VARIANCE"], ["AWAITING"], ["NO_FEED", "NO_STATEMENT"]
    ]);
  });
});

const anyCell = fc
  .record({
    expected_units: fc.integer({min: 0, max: 5_000_000}), rate: fc.integer({min: 0, max: 20_000}), actual_units: fc.integer({min: 0, max: 5_000_000}),
    gross: fc.integer({min: -1_000_000_000, max: 50_000_000_000}), fees: fc.integer({min: -1_000_000_000, max: 0})
  })
  .map((v) => cell({
    expected_units: v.expected_units, expected_rate: v.rate / 1e6, expected: (v.expected_units * v.rate) / 1e6,
    actual_units: v.actual_units, gross: v.gross / 1e6, fees: v.fees / 1e6
  }));

describe("parts always sum", () => {
  test("volume + rate + fees = variance and quantity + mix = volume, before rounding", () => {
    fc.assert(fc.property(fc.array(anyCell, {maxLength: 12}), (cells) => {
      const t = rollUpVariance(cells);
      expect(Math.abs(t.volume + t.rate + t.fees - t.variance)).toBeLessThan(1e-6);
      expect(Math.abs(t.quantity + t.mix - t.volume)).toBeLessThan(1e-6);
      expect(Math.abs(t.expected + t.variance - t.actual)).toBeLessThan(1e-6);
    }));
  });

  test("and as printed, to the cent, with every figure within three cents of its exact value", () => {
    fc.assert(fc.property(fc.array(anyCell, {maxLength: 12}), (cells) => {
      const t = rollUpVariance(cells);
      const s = shownVariance(t);
      expect(s.expected + s.variance).toBe(s.actual);
      expect(s.volume + s.rate + s.fees).toBe(s.variance);
      expect(s.quantity + s.mix).toBe(s.volume);
      for (const key of ["expected", "actual", "variance", "volume", "rate", "fees", "quantity", "mix"] as const) {
        expect(Math.abs(s[key] / 100 - t[key])).toBeLessThan(0.0301);
      }
    }));
  });

  test("largest remainders get the cents that are left, whatever the signs", () => {
    expect(allocateCents(100, [1 / 3, 1 / 3, 1 / 3])).toEqual([34, 33, 33]);
    expect(allocateCents(-100, [-1 / 3, -1 / 3, -1 / 3])).toEqual([-33, -33, -34]);
    expect(allocateCents(0, [0.004, -0.004])).toEqual([0, 0]);
    expect(allocateCents(1, [0.004, 0.004, 0])).toEqual([1, 0, 0]);
    expect(allocateCents(-31, [-0.3, 0])).toEqual([-31, 0]); // no fee appears where there was none
    expect(allocateCents(5, [])).toEqual([]);
    fc.assert(fc.property(fc.integer({min: -1000, max: 1000}), fc.array(fc.double({min: -10, max: 10, noNaN: true}), {minLength: 1}), (total, parts) => {
      expect(allocateCents(total, parts).reduce((a, b) => a + b, 0)).toBe(total);
    }));
  });

  test("cents round halves away from zero and never print minus zero", () => {
    expect([0.005, -0.005, 1.005, 2.675, -0.001].map(toCents)).toEqual([1, -1, 101, 268, 0]);
    expect(Object.is(toCents(-0.001), 0)).toBe(true);
  });
});
