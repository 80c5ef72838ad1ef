import fc from "fast-check";
import {describe, expect, test} from "vitest";
import {detectAnomalies} from "../../src/model/anomalies.js";
import {optimalPartition} from "../../src/model/change-points.js";
import {seededNormal, seededUniform} from "../../src/model/normal.js";
import {periodicSeason} from "../../src/model/stl.js";

/** Daily streams with a weekly season, 7% noise, two lasting changes and eight odd days, all known. */
function planted(seed: number) {
  const [normal, uniform] = [seededNormal(seed), seededUniform(seed + 1000)];
  let level = Math.log(200 + 3000 * uniform());
  const changes = [100 + Math.floor(40 * uniform()), 230 + Math.floor(40 * uniform())];
  const week = Array.from({length: 7}, () => 0.15 * normal());
  const odd = new Set<number>();
  while (odd.size < 8) odd.add(Math.floor(20 + uniform() * 330));
  const values = Array.from({length: 365}, (_, i) => {
    if (changes.includes(i)) level += (uniform() < 0.5 ? -1 : 1) * (0.3 + 0.3 * uniform());
    const spike = odd.has(i) ? (uniform() < 0.6 ? 1 : -1) * (0.5 + uniform()) : 0;
    return Math.round(Math.exp(level + week[i % 7] + 0.07 * normal() + spike));
  });
  return {values, odd, changes};
}

const f1 = (hits: number, extra: number, missed: number): number => (2 * hits) / (2 * hits + extra + missed);

describe("periodicSeason", () => {
  test("agrees with R's stl(s.window = 'periodic', robust = TRUE, t.jump = 1, l.jump = 1)", () => {
    const week = [0, 0.1, 0.2, 0.05, -0.1, -0.2, -0.05];
    const values = Array.from({length: 120}, (_, i) => 5 + 0.01 * i + week[i % 7] + 0.05 * Math.sin(1.7 * i * i));
    values[50] += 1.5;
    values[80] -= 2;
    const r = [0.01135365261, 0.10350020943, 0.20883350274, 0.04014907727, -0.09923144607, -0.2126862649, -0.05191871855];
    periodicSeason(values, 7).forEach((value, i) => expect(Math.abs(value - r[i])).toBeLessThan(1e-6));
  });

  test("is zero when there are fewer than two cycles, and skips unknown days", () => {
    expect(periodicSeason([1, 2, 3, 4, 5, 6, 7, 8], 7)).toEqual([0, 0, 0, 0, 0, 0, 0]);
    const holes = Array.from({length: 60}, (_, i) => (i % 11 === 3 ? null : [1, 2, 3][i % 3]));
    expect(periodicSeason(holes, 3).map((value) => value.toFixed(6))).toEqual(["-1.000000", "0.000000", "1.000000"]);
  });
});

describe("optimalPartition", () => {
  /** The same minimum by trying every partition recursively. */
  function brute(values: number[], penalty: number, least: number): number {
    const cost = (part: number[]) => {
      const [n, mx, my] = [part.length, (part.length - 1) / 2, part.reduce((a, b) => a + b, 0) / part.length];
      const sxx = part.reduce((sum, _, i) => sum + (i - mx) ** 2, 0);
      const slope = n > 1 ? part.reduce((sum, y, i) => sum + (i - mx) * y, 0) / sxx : 0;
      return part.reduce((sum, y, i) => sum + (y - my - slope * (i - mx)) ** 2, 0);
    };
    let best = cost(values);
    for (let cut = least; cut <= values.length - least; cut++) best = Math.min(best, cost(values.slice(0, cut)) + penalty + brute(values.slice(cut), penalty, least));
    return best;
  }

  test("finds the minimum over all partitions", () => {
    const series = fc.array(fc.integer({min: -20, max: 20}), {minLength: 4, maxLength: 13});
    fc.assert(fc.property(series, fc.integer({min: 1, max: 200}), fc.integer({min: 2, max: 4}), (values, penalty, least) => {
      const cuts = optimalPartition(values, penalty, least);
      const edges = [0, ...cuts, values.length];
      const parts = edges.slice(1).map((to, i) => values.slice(edges[i], to));
      const total = parts.reduce((sum, part) => sum + brute(part, 1e12, part.length), 0) + penalty * cuts.length;
      expect(total).toBeCloseTo(brute(values, penalty, least), 6);
      if (cuts.length) expect(Math.min(...parts.map((part) => part.length))).toBeGreaterThanOrEqual(least);
    }), {numRuns: 150});
  });
});

describe("detectAnomalies", () => {
  test("finds planted odd days and changes: F1 above 0.95", () => {
    const [days, cuts] = [{hits: 0, extra: 0, missed: 0}, {hits: 0, extra: 0, missed: 0}];
    for (let seed = 1; seed <= 25; seed++) {
      const {values, odd, changes} = planted(seed);
      const found = detectAnomalies(values, {period: 7});
      const hits = found.anomalies.filter(({index}) => odd.has(index)).length;
      days.hits += hits;
      days.extra += found.anomalies.length - hits;
      days.missed += odd.size - hits;
      const near = changes.filter((change) => found.changePoints.some((index) => Math.abs(index - change) <= 3)).length;
      cuts.hits += near;
      cuts.extra += found.changePoints.length - near;
      cuts.missed += changes.length - near;
    }
    expect(f1(days.hits, days.extra, days.missed)).toBeGreaterThan(0.95);
    expect(f1(cuts.hits, cuts.extra, cuts.missed)).toBeGreaterThan(0.95);
  });

  test("small counts that scatter by chance are not odd, and ten times as many are", () => {
    let found = 0;
    for (let seed = 1; seed <= 20; seed++) {
      const uniform = seededUniform(seed);
      // Poisson with mean 5: uniform numbers until their product falls below e⁻⁵
      const values = Array.from({length: 200}, () => {
        let [count, product] = [0, uniform()];
        for (; product > Math.exp(-5); count += 1) product *= uniform();
        return count;
      });
      found += detectAnomalies(values).anomalies.length;
      expect(detectAnomalies(values.with(100, 500)).anomalies.some(({index}) => index === 100)).toBe(true);
    }
    expect(found).toBeLessThan(3);
  });

  test("says what was expected, which way, and asks about zero days first", () => {
    const normal = seededNormal(4);
    const values = Array.from({length: 140}, (_, i) => Math.round(1000 * Math.exp((i % 7 === 5 ? 0.3 : 0) + 0.03 * normal())));
    const usual = values[61];
    values[61] = usual * 3;
    values[80] = 0;
    values[100] = Math.round(values[100] / 2);
    const {anomalies, changePoints} = detectAnomalies(values, {period: 7});
    expect(anomalies.map(({index, kind}) => [index, kind])).toEqual([[61, "high"], [80, "zero"], [100, "low"]]);
    expect(anomalies[0].expected / usual).toBeCloseTo(1, 1);
    expect(anomalies[0].z).toBeGreaterThan(4.5);
    expect(anomalies[1].z).toBeLessThan(-4.5);
    expect(changePoints).toEqual([]);
  });

  test("the newest day can be odd, and unknown days are not", () => {
    const normal = seededNormal(8);
    const values: (number | null)[] = Array.from({length: 100}, () => Math.round(500 * Math.exp(0.05 * normal())));
    values[99] = 2000;
    for (const i of [20, 21, 22, 50]) values[i] = null;
    expect(detectAnomalies(values, {period: 7}).anomalies.map(({index}) => index)).toEqual([99]);
  });

  test("a new source starts at its first value", () => {
    const normal = seededNormal(2);
    const values = [...new Array<number>(200).fill(0), ...Array.from({length: 100}, () => Math.round(300 * Math.exp(0.05 * normal())))];
    expect(detectAnomalies(values, {period: 7})).toEqual({anomalies: [], changePoints: []});
    values[250] = 1200;
    expect(detectAnomalies(values, {period: 7}).anomalies.map(({index}) => index)).toEqual([250]);
  });

  test.each<[string, (number | null)[]]>([
    ["nothing", []], ["one point", [5]], ["only unknown", [null, null]], ["zeros", new Array<number>(100).fill(0)], ["a constant", new Array<number>(100).fill(7)],
    ["thirteen days", Array.from({length: 13}, (_, i) => i)]
  ])("%s: nothing to say", (_, values) => {
    expect(detectAnomalies(values, {period: 7})).toEqual({anomalies: [], changePoints: []});
  });

  test("any series gives finite answers inside it", () => {
    const value = fc.oneof(fc.integer({min: -1000, max: 100000}), fc.constant(0), fc.constant(null), fc.double({min: -1e9, max: 1e12, noNaN: true}));
    fc.assert(fc.property(fc.array(value, {maxLength: 120}), fc.integer({min: 1, max: 30}), (values, period) => {
      const {anomalies, changePoints} = detectAnomalies(values, {period});
      for (const {index, expected, z} of anomalies) expect([values[index] !== null, Number.isFinite(expected), Number.isFinite(z)]).toEqual([true, true, true]);
      for (const index of changePoints) expect(index > 0 && index < values.length).toBe(true);
    }), {numRuns: 150});
  });

  test("refuses what is not a number", () => {
    expect(() => detectAnomalies([1, Infinity])).toThrow("value 2 is not a finite number: Infinity");
    expect(() => detectAnomalies([1], {period: 0.5})).toThrow("period is not a whole number");
  });

  test("10,000 days with a lasting change", () => {
    const normal = seededNormal(1);
    const values = Array.from({length: 10000}, (_, i) => Math.round((i < 6000 ? 1000 : 1500) * Math.exp(0.1 * normal() + 0.2 * Math.sin((i * 2 * Math.PI) / 7))));
    const {changePoints} = detectAnomalies(values, {period: 7});
    expect(changePoints).toHaveLength(1);
    expect(Math.abs(changePoints[0] - 6000)).toBeLessThanOrEqual(2);
  });
});
