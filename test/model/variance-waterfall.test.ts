/** From expected to reported: steps that add up to the cent, timing from the store's pattern, FX from dated rates. */
import fc from "fast-check";
import {describe, expect, test} from "vitest";
import {toCents} from "../../src/model/cents.js";
import {utcDay} from "../../src/model/days.js";
import {forecastsOn, outstandingTotal} from "../../src/model/forecast-outstanding.js";
import {fxLookup} from "../../src/model/fx.js";
import {openMoney, varianceWaterfall, type WaterfallCell, type WaterfallEffect} from "../../src/model/variance-waterfall.js";
import {rollUpVariance} from "../../src/model/variance.js";
import {ledgerOf, type Store} from "./forecast.fixture.js";

const month = utcDay(2024, 4);
const cell = (over: Partial<WaterfallCell> = {}): WaterfallCell => ({
  usage_month: month, distributor: "distrokid", platform: "spotify", currency: "USD", status: "VARIANCE", expected_units: 1000, expected_rate: 0.002, expected: 2,
  actual_units: 1100, gross: 2.75, fees: -0.25, last_reported_on: utcDay(2024, 6, 20), ...over
});
const none = {currency: "USD", fx: fxLookup([]), open: () => null};
const centsOf = (waterfall: ReturnType<typeof varianceWaterfall>, effect: WaterfallEffect) => waterfall.steps.find((step) => step.effect === effect)!.cents;
const steps = (waterfall: ReturnType<typeof varianceWaterfall>) => Object.fromEntries(waterfall.steps.map(({effect, cents}) => [effect, cents]));

describe("by hand", () => {
  test("one cell without anything open: volume, rate and fees as the reconciliation has them", () => {
    const waterfall = varianceWaterfall([cell()], none);
    expect(steps(waterfall)).toEqual({timing: 0, volume: 20, mix: 0, rate: 55, fx: 0, fees: -25});
    expect([waterfall.expected, waterfall.reported, waterfall.unjudged]).toEqual([200, 250, 1]);
  });

  test("what is still to come is timing, and the rest is judged at the ultimate", () => {
    // half of the money is in: 550 units, 1.10; the other 1.10 comes at the same rate
    const waterfall = varianceWaterfall([cell({status: "AWAITING", actual_units: 550, gross: 1.1, fees: 0})], {...none, open: () => ({outstanding: 1.1, late: 0.3})});
    expect(steps(waterfall)).toEqual({timing: -110, volume: 20, mix: 0, rate: 0, fx: 0, fees: 0});
    expect([waterfall.notDue, waterfall.late]).toEqual([-80, -30]);
  });

  test("a month of which nothing has come is all timing when the pattern expects it all", () => {
    const waterfall = varianceWaterfall([cell({status: "AWAITING", actual_units: 0, gross: 0, fees: 0})], {...none, open: () => ({outstanding: 2, late: 0})});
    expect(steps(waterfall)).toEqual({timing: -200, volume: 0, mix: 0, rate: 0, fx: 0, fees: 0});
  });

  test("without a pattern nothing is called timing: the missing month is missing volume, and it is said", () => {
    const waterfall = varianceWaterfall([cell({actual_units: 0, gross: 0, fees: 0})], none);
    expect([steps(waterfall).timing, steps(waterfall).volume, waterfall.unjudged]).toEqual([0, -200, 1]);
  });

  test("money without units is rate", () => {
    expect(steps(varianceWaterfall([cell({actual_units: 0, gross: 0.5, fees: 0})], none))).toMatchObject({volume: -200, rate: 50});
  });

  test("a month reported in another currency: rate at the planned exchange, FX for its change", () => {
    const foreign = [
      cell({status: "NO_STATEMENT", actual_units: null, gross: null, fees: null, last_reported_on: null}),
      cell({currency: "EUR", status: "NO_FEED", expected_units: null, expected_rate: null, expected: null, actual_units: 1000, gross: 2, fees: -0.5})
    ];
    const fx = fxLookup([{rate_on: utcDay(2024, 4, 31), from_currency: "EUR", to_currency: "USD", rate: 1.25}, {rate_on: utcDay(2024, 6, 19), from_currency: "EUR", to_currency: "USD", rate: 1}]);
    // plan 1000 × 0.0016 EUR × 1.25; actual 1000 × 0.002 EUR × 1.00
    const waterfall = varianceWaterfall(foreign, {...none, fx});
    expect(steps(waterfall)).toEqual({timing: 0, volume: 0, mix: 0, rate: 50, fx: -50, fees: -50});
    expect([waterfall.expected, waterfall.reported, waterfall.converted, waterfall.unconverted]).toEqual([200, 150, 1, 0]);
    expect(varianceWaterfall(foreign, none)).toMatchObject({cellCount: 0, expected: 0, reported: 0, unconverted: 1});
  });

  test("no cells at all", () => {
    expect(varianceWaterfall([], none)).toMatchObject({cellCount: 0, expected: 0, reported: 0, notDue: 0, late: 0});
  });
});

describe("from the payment forecast", () => {
  const yearEnd = utcDay(2024, 11, 31);
  const steady: Store = {months: 12, pays: [0, 0.6, 0.4]};

  test("what is open is what the cash forecast calls outstanding, and a late store is late", () => {
    const ledger = ledgerOf(steady, {...steady, platform: "tidal", silentFrom: 10});
    const forecasts = forecastsOn(ledger, utcDay(2025, 0, 10));
    const open = openMoney(forecasts, utcDay(2025, 0, 10));
    const all = ["spotify", "tidal"].flatMap((platform) => Array.from({length: 13}, (_, i) => open({distributor: "distrokid", platform, usage_month: utcDay(2024, i)})));
    expect(all.reduce((sum, one) => sum + (one?.outstanding ?? 0), 0)).toBeCloseTo(outstandingTotal(forecasts).outstanding, 6);
    const late = (platform: string, m: number) => open({distributor: "distrokid", platform, usage_month: utcDay(2024, m)})!.late;
    // Tidal reported last in October: September's second part, 60% of October and more should have come by December
    expect(late("tidal", 9)).toBeGreaterThan(0);
    expect([late("spotify", 9), late("spotify", 10)]).toEqual([0, 0]);
  });

  test("a distributor without statements has no pattern", () => {
    expect(openMoney(forecastsOn(ledgerOf({...steady, noStatements: true}), yearEnd), yearEnd)({distributor: "distrokid", platform: "spotify", usage_month: utcDay(2024, 5)})).toBeNull();
  });
});

const anyCell = fc.record({
  platform: fc.constantFrom("spotify", "apple", "deezer"), m: fc.integer({min: 0, max: 23}), expected_units: fc.integer({min: 0, max: 5_000_000}), rate: fc.integer({min: 0, max: 20_000}),
  actual_units: fc.integer({min: 0, max: 5_000_000}), gross: fc.integer({min: -1_000_000, max: 50_000_000}), fees: fc.integer({min: -1_000_000, max: 0}), open: fc.option(fc.tuple(fc.integer({min: -100_000, max: 9_000_000}), fc.double({min: 0, max: 1, noNaN: true})))
}).map(({m, rate, gross, fees, open, ...rest}) => ({
  cell: cell({...rest, usage_month: utcDay(2023, m), expected_rate: rate / 1e6, expected: (rest.expected_units * rate) / 1e6, gross: gross / 1e3, fees: fees / 1e3}),
  open: open && {outstanding: open[0] / 1e3, late: (Math.max(open[0], 0) / 1e3) * open[1]}
}));
const anyCells = fc.uniqueArray(anyCell, {maxLength: 20, selector: (one) => `${one.cell.platform} ${one.cell.usage_month.getTime()}`});

describe("whatever the cells", () => {
  test("expected + steps = reported, timing = not due + late, all in whole cents", () => {
    fc.assert(fc.property(anyCells, (some) => {
      const known = new Map(some.map(({cell: one, open}) => [`${one.platform} ${one.usage_month.getTime()}`, open]));
      const waterfall = varianceWaterfall(some.map((one) => one.cell), {...none, open: (one) => known.get(`${one.platform} ${one.usage_month.getTime()}`) ?? null});
      expect(waterfall.expected + waterfall.steps.reduce((sum, step) => sum + step.cents, 0)).toBe(waterfall.reported);
      expect(waterfall.notDue + waterfall.late + 0).toBe(centsOf(waterfall, "timing"));
      expect(waterfall.expected).toBe(toCents(some.reduce((sum, one) => sum + one.cell.expected!, 0)));
      expect(Math.abs(waterfall.reported - 100 * some.reduce((sum, one) => sum + one.cell.gross! + one.cell.fees!, 0))).toBeLessThan(0.51);
      expect(centsOf(waterfall, "fx")).toBe(0);
      for (const {cents} of waterfall.steps) expect(Number.isInteger(cents)).toBe(true);
    }), {numRuns: 300});
  });

  test("without open money the effects are those of the table below it", () => {
    fc.assert(fc.property(anyCells, (some) => {
      const cells = some.map((one) => one.cell).filter((one) => one.expected_rate! > 0 && one.expected_units! > 0);
      const waterfall = varianceWaterfall(cells, none);
      const total = rollUpVariance(cells);
      for (const [effect, amount] of [["volume", total.quantity], ["mix", total.mix], ["rate", total.rate], ["fees", total.fees]] as const) {
        expect(Math.abs(centsOf(waterfall, effect) - amount * 100)).toBeLessThanOrEqual(1.5 + Math.abs(amount) * 1e-9);
      }
    }), {numRuns: 200});
  });
});
