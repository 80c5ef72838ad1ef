/** Ranges that keep their word: coverage on ledgers whose future is known, and what connects the stores. */
import {describe, expect, test} from "vitest";
import {utcDay} from "../../src/model/days.js";
import {addToCashPlan, cashOutlook, emptyCashPlan} from "../../src/model/forecast-cash.js";
import {cashCoverageSentence, cashLookBacks} from "../../src/model/forecast-cash-hindsight.js";
import {forecastsOn, outstandingTotal} from "../../src/model/forecast-outstanding.js";
import {commonShocks, shockModel, varianceTogether} from "../../src/model/forecast-shocks.js";
import {streamOutlook} from "../../src/model/forecast-streams.js";
import {ledgerOf, type Store} from "./forecast.fixture.js";
import {cashTruth, owedTruth, simulatedWorld, type WorldOptions} from "./simulated-ledger.js";

const WORLDS = 40;
type Held = {inside: [number, number]; of: number};
const held = (): Held => ({inside: [0, 0], of: 0});
function judge(into: Held, ranges: readonly {lower: number; upper: number}[], value: number): void {
  into.of += 1;
  ranges.forEach(({lower, upper}, level) => (into.inside[level] += value >= lower && value <= upper ? 1 : 0));
}
const share = ({inside, of}: Held, level: 0 | 1): number => inside[level] / of;

/** Coverage over worlds of one kind: outstanding, single months, all six months; and the mean error of the total. */
function coverage(options: WorldOptions, known: number): {owed: Held; months: Held; total: Held; bias: number} {
  const result = {owed: held(), months: held(), total: held(), bias: 0};
  for (let seed = 1; seed <= WORLDS; seed++) {
    const world = simulatedWorld(1000 + seed, {...options, months: known + 8});
    const asOf = utcDay(2022, known, 0);
    const forecasts = forecastsOn(world.ledger, asOf);
    judge(result.owed, outstandingTotal(forecasts).ranges!, owedTruth(world, asOf));
    const plan = emptyCashPlan(asOf, shockModel(forecasts));
    forecasts.forEach((one, i) => addToCashPlan(plan, one, world.ledger, asOf, i + 1));
    const outlook = cashOutlook(plan);
    const truth = cashTruth(world, asOf, 6);
    outlook.months.slice(1).forEach(({ranges}, h) => judge(result.months, ranges, truth[h]));
    const sum = truth.reduce((a, b) => a + b, 0);
    judge(result.total, outlook.total.ranges, sum);
    result.bias += (outlook.total.mean / sum - 1) / WORLDS;
  }
  return result;
}

// 40 worlds put a standard error of 6 points on a share of 80%; months of one world hang together, so their 240 count little more
describe.each<[string, WorldOptions, number]>([
  ["streams that wander, rates that move a little together", {}, 26],
  ["rates that mostly move together", {commonRate: 0.06}, 26],
  ["a year of history", {}, 13],
  ["calm streams and rates", {streamNoise: 0.02, commonRate: 0, ownRate: 0.02}, 26],
  ["a yearly season of ±20% and 28 months to see it in", {season: 0.2, streamNoise: 0.04}, 28]
])("%s", (_, options, known) => {
  test("the 80% and the 95% range hold what came about as often as they say, and never much less", () => {
    const {owed, months, total, bias} = coverage(options, known);
    for (const one of [owed, months, total]) {
      expect(share(one, 0)).toBeGreaterThanOrEqual(0.7);
      expect(share(one, 1)).toBeGreaterThanOrEqual(0.88);
    }
    expect(share(months, 0)).toBeLessThanOrEqual(0.93);
    expect(Math.abs(bias)).toBeLessThan(0.05);
  }, 300_000);
});

describe("stores that move together", () => {
  const forecastsOf = (commonRate: number, ownRate: number) => {
    const asOf = utcDay(2022, 30, 0);
    return forecastsOn(simulatedWorld(5, {months: 38, commonRate, ownRate}).ledger, asOf);
  };

  test("are recognised, and those that do not are not", () => {
    expect(shockModel(forecastsOf(0.08, 0.02)).between).toBeGreaterThan(0.3);
    expect(shockModel(forecastsOf(0.08, 0.02)).persistence).toBeGreaterThan(0.1);
    expect(shockModel(forecastsOf(0, 0.05)).between).toBeLessThan(0.15);
    expect(shockModel([])).toEqual({between: 0, persistence: 0});
  });

  test("have an error that does not average out", () => {
    expect(varianceTogether([3, 4], 0)).toBe(25);
    expect(varianceTogether([3, 4], 1)).toBe(49);
    expect(varianceTogether([], 0.5)).toBe(0);
    const forecasts = forecastsOf(0.08, 0.02);
    const independent = Math.sqrt(forecasts.reduce((sum, one) => sum + (one.standardError ?? 0) ** 2, 0));
    expect(outstandingTotal(forecasts).standardError!).toBeGreaterThan(independent * 1.05);
  });

  test("share shocks of unit variance that carry over to the next month", () => {
    const shock = commonShocks(10, 3, 20_000, 0.6, 1);
    const values = (month: number) => Array.from({length: 20_000}, (_, path) => shock(month, path));
    const [a, b] = [values(10), values(11)];
    const mean = (list: number[]) => list.reduce((sum, value) => sum + value, 0) / list.length;
    expect(mean(b.map((value) => value ** 2))).toBeCloseTo(1, 1);
    expect(mean(a.map((value, i) => value * b[i]))).toBeCloseTo(0.6, 1);
    expect([shock(3, 7), shock(99, 7)]).toEqual([shock(10, 7), shock(12, 7)]);
  });
});

describe("streams to come", () => {
  const steady: Store = {months: 12, pays: [0, 0.6, 0.4]};
  const keys = ["distrokid.spotify"];

  test("a model from twelve whole months on, the pace of the last 28 days before", () => {
    expect(streamOutlook(ledgerOf(steady), keys, utcDay(2024, 11, 31), 3)).toMatchObject({model: expect.stringMatching(/^[AM]/), perDay: [1000, 1000, 1000].map((n) => expect.closeTo(n, 3))});
    expect(streamOutlook(ledgerOf(steady), keys, utcDay(2024, 7, 15), 2)).toMatchObject({model: null, perDay: [1000, 1000]});
    expect(streamOutlook(ledgerOf({...steady, noFeed: true}), keys, utcDay(2024, 11, 31), 2)).toBeNull();
  });

  test("a trend goes on, and what lies further ahead is never more certain", () => {
    const growing = ledgerOf({...steady, months: 24, perDay: (month) => 1000 + 50 * month + 60 * Math.sin(month * month)});
    const {perDay, spread} = streamOutlook(growing, keys, utcDay(2025, 11, 31), 6)!;
    expect(perDay.at(-1)!).toBeGreaterThan(2300);
    spread.slice(1).forEach((sd, j) => expect(sd).toBeGreaterThanOrEqual(spread[j]));
    expect(spread.every((sd) => sd > 0 && sd < 1)).toBe(true);
  });

  test("a month under way is not read as a whole one", () => {
    const half = streamOutlook(ledgerOf({...steady, months: 14}), keys, utcDay(2025, 0, 10), 2)!;
    expect(half.perDay[0]).toBeCloseTo(1000, 3);
  });
});

describe("looking back at monthly cash", () => {
  test("a world without noise was foreseen: each month that is over is judged against its statements", async () => {
    const ledger = ledgerOf({months: 24, pays: [0, 0.6, 0.4]});
    const judged = await cashLookBacks(ledger, utcDay(2025, 11, 31), 4);
    expect(judged.map(({ahead}) => ahead)).toEqual([1, 1, 2, 1, 2, 3, 1, 2, 3, 4]);
    for (const {expected, actual} of judged) expect(expected / actual).toBeCloseTo(1, 4);
  });

  test("what was not known then plays no part, and the record is put in words", async () => {
    const world = simulatedWorld(3, {months: 30});
    const asOf = utcDay(2022, 28, 0);
    const known = {...world.ledger, arrivals: new Map([...world.ledger.arrivals].map(([key, rows]) => [key, rows.filter(({reported_on}) => reported_on <= asOf)]))};
    const [all, then] = [await cashLookBacks(world.ledger, asOf, 3), await cashLookBacks(known, asOf, 3)];
    expect(then).toEqual(all);
    const words = cashCoverageSentence(all);
    expect(words).toContain(`held what came ${all.filter(({held: [inside]}) => inside).length} of ${all.length} times`);
    expect(words).toContain("each of 3 earlier month ends");
    expect(cashCoverageSentence([])).toBe("No monthly range of the past can be judged yet.");
  });
});
