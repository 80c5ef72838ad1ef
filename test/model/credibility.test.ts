import fc from "fast-check";
import {describe, expect, test} from "vitest";
import {credibilityRates, type RateGroup} from "../../src/model/credibility.js";
import {seededNormal} from "../../src/model/normal.js";
import {orRefusal} from "../../src/model/refusal.js";

/** Hachemeister (1975), five states over twelve quarters: average claim and number of claims. */
const ratios = [
  [1738, 1642, 1794, 2051, 2079, 2234, 2032, 2035, 2115, 2262, 2267, 2517],
  [1364, 1408, 1597, 1444, 1342, 1675, 1470, 1448, 1464, 1831, 1612, 1471],
  [1759, 1685, 1479, 1763, 1674, 2103, 1502, 1622, 1828, 2155, 2233, 2059],
  [1223, 1146, 1010, 1257, 1426, 1532, 1953, 1123, 1343, 1243, 1762, 1306],
  [1456, 1499, 1609, 1741, 1482, 1572, 1606, 1735, 1607, 1573, 1613, 1690]
];
const weights = [
  [7861, 9251, 8706, 8575, 7917, 8263, 9456, 8003, 7365, 7832, 7849, 9077],
  [1622, 1742, 1523, 1515, 1622, 1602, 1964, 1515, 1527, 1748, 1654, 1861],
  [1147, 1357, 1329, 1204, 998, 1077, 1277, 1218, 896, 1003, 1108, 1121],
  [407, 396, 348, 341, 315, 328, 352, 331, 287, 384, 321, 342],
  [2902, 3172, 3046, 3068, 2693, 2910, 3275, 2697, 2663, 3017, 3242, 3425]
];
const hachemeister = ratios.map((list, i): RateGroup => ({key: `${i + 1}`, periods: list.map((ratio, j) => ({units: weights[i][j], revenue: ratio * weights[i][j]}))}));

const group = (key: string, ...periods: [number, number][]): RateGroup => ({key, periods: periods.map(([units, revenue]) => ({units, revenue}))});

describe("credibilityRates", () => {
  test("Hachemeister's data: the figures of cm() in R's actuar", () => {
    const result = credibilityRates(hachemeister);
    expect(result.mean).toBeCloseTo(1683.713, 3);
    expect(result.between).toBeCloseTo(89638.73, 2);
    expect(result.within).toBeCloseTo(139120026, -1);
    expect(result.groups.map(({credibility}) => credibility.toFixed(9))).toEqual(["0.984740402", "0.927635218", "0.898475355", "0.727909209", "0.958791149"]);
    const expected = [2055.16535006, 1523.70627801, 1793.44360368, 1442.96654902, 1603.28540446];
    result.groups.forEach(({rate}, i) => expect(rate).toBeCloseTo(expected[i], 6));
  });

  test("two cells by hand", () => {
    // own rates 2 and 4; within = [1·(1−2)² + 1·(3−2)² + 1·(3−4)² + 1·(5−4)²] / 2 = 2
    // between = [2·1 + 2·1 − 1·2] / (4 − 8/4) = 1; Z = 2 / (2 + 2) = ½
    const result = credibilityRates([group("a", [1, 1], [1, 3]), group("b", [1, 3], [1, 5])]);
    expect(result).toMatchObject({platformRate: 3, mean: 3, within: 2, between: 1});
    expect(result.groups.map(({credibility, rate}) => [credibility, rate])).toEqual([[0.5, 2.5], [0.5, 3.5]]);
    // τ²(1 − Z)(1 + (1 − Z)/ΣZ)
    expect(result.groups[0].standardError).toBeCloseTo(Math.sqrt(0.5 * 1.5), 12);
  });

  test("cells that differ by chance only all get the platform's rate", () => {
    const result = credibilityRates([group("a", [10, 1], [10, 3]), group("b", [10, 3], [10, 1.1])]);
    expect(result.between).toBe(0);
    expect(result.groups.every(({credibility, rate}) => credibility === 0 && rate === result.platformRate)).toBe(true);
  });

  test("cells without noise are believed in full", () => {
    const result = credibilityRates([group("a", [10, 10], [20, 20]), group("b", [10, 30], [5, 15])]);
    expect(result.within).toBe(0);
    expect(result.groups.map(({credibility, rate, standardError}) => [credibility, rate, standardError])).toEqual([[1, 1, 0], [1, 3, 0]]);
  });

  test("one cell is its own platform; a cell without units gets the mean", () => {
    expect(credibilityRates([group("a", [10, 5])])).toMatchObject({platformRate: 0.5, mean: 0.5, within: null, between: null, groups: [{credibility: 1, rate: 0.5, standardError: null}]});
    const result = credibilityRates([...hachemeister, group("new"), group("silent", [0, 0])]);
    expect(result.groups[5]).toMatchObject({key: "new", units: 0, ownRate: null, credibility: 0, rate: result.mean});
    expect(result.groups[6].rate).toBe(result.mean);
    expect(result.mean).toBeCloseTo(1683.713, 3);
  });

  test.each<[string, RateGroup[], string]>([
    ["nothing", [], "no units"],
    ["no units", [group("a", [0, 5])], "no units"],
    ["one period each", [group("a", [1, 1]), group("b", [1, 2])], "two periods"],
    ["negative units", [group("a", [-1, 1])], "a has a period of -1 units"],
    ["not a number", [group("a", [1, NaN])], "a has a period"]
  ])("refuses %s with its reason", (_, groups, reason) => {
    expect(orRefusal(() => credibilityRates(groups)).refusal).toContain(reason);
  });

  test("units × credible rate is the platform's revenue again, and no rate leaves the span of own rates", () => {
    const period = fc.tuple(fc.integer({min: 1, max: 1e6}), fc.integer({min: 0, max: 1e5})).map(([units, cents]) => ({units, revenue: cents / 100}));
    const groups = fc.array(fc.array(period, {minLength: 2, maxLength: 6}), {minLength: 1, maxLength: 8});
    fc.assert(fc.property(groups, (lists) => {
      const result = credibilityRates(lists.map((periods, i) => ({key: `${i}`, periods})));
      const revenue = result.groups.reduce((sum, cell) => sum + cell.revenue, 0);
      const applied = result.groups.reduce((sum, cell) => sum + cell.units * cell.rate, 0);
      expect(Math.abs(applied - revenue)).toBeLessThanOrEqual(1e-9 * Math.max(revenue, 1));
      const own = result.groups.map((cell) => cell.ownRate ?? 0);
      for (const {rate, credibility} of result.groups) {
        expect(rate).toBeGreaterThanOrEqual(Math.min(...own) - 1e-9);
        expect(rate).toBeLessThanOrEqual(Math.max(...own) + 1e-9);
        expect(credibility).toBeGreaterThanOrEqual(0);
        expect(credibility).toBeLessThanOrEqual(1);
      }
    }));
  });

  test("is closer to the true rates than the cells' own rates, and knows by how much", () => {
    const normal = seededNormal(11);
    let [own, credible, z2, count] = [0, 0, 0, 0];
    for (let run = 0; run < 100; run++) {
      const truth = Array.from({length: 20}, () => 4 + 0.5 * normal());
      const groups = truth.map((rate, i): RateGroup => ({
        key: `${i}`,
        periods: Array.from({length: 6}, () => {
          const units = 10 * (1 + (i % 7) ** 2);
          return {units, revenue: units * (rate + (20 / Math.sqrt(units)) * normal())};
        })
      }));
      credibilityRates(groups).groups.forEach(({ownRate, rate, standardError}, i) => {
        own += ((ownRate ?? 0) - truth[i]) ** 2;
        credible += (rate - truth[i]) ** 2;
        if (standardError) {
          z2 += ((rate - truth[i]) / standardError) ** 2;
          count += 1;
        }
      });
    }
    expect(credible).toBeLessThan(own / 2);
    expect(z2 / count).toBeGreaterThan(0.7);
    expect(z2 / count).toBeLessThan(2);
  });
});
