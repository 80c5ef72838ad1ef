import {describe, expect, test} from "vitest";
import {seededNormal} from "../../src/model/normal.js";
import {yearlyWave} from "../../src/model/yearly-wave.js";

const wave = (t: number, height: number): number => height * Math.sin((2 * Math.PI * (t - 2)) / 12);

/** Levels that wander by `noise` a month under a wave of `height`, both in logs. */
function months(seed: number, count: number, {height = 0.2, noise = 0.05}: {height?: number; noise?: number} = {}): number[] {
  const normal = seededNormal(seed);
  let level = Math.log(900);
  return Array.from({length: count}, (_, t) => Math.exp((level += 0.01 + noise * normal()) + wave(t, height)));
}

describe("yearlyWave", () => {
  test("finds a wave without noise to the last digit, also beyond the values and with months missing", () => {
    const values = months(1, 30, {noise: 1e-6}).map((value, t) => (t === 9 || t === 17 ? null : value));
    const found = yearlyWave(values)!;
    for (const t of [0, 5, 29, 35, 41]) expect(found.at(t)).toBeCloseTo(wave(t, 0.2), 3);
    expect(found.errorSince(29, 29)).toBe(0);
    expect(found.errorSince(29, 35)).toBeLessThan(1e-4);
  });

  test("finds a wave of 20% under a level that wanders, nearly always, and knows how exact it is", () => {
    let [seen, inside] = [0, 0];
    for (let seed = 1; seed <= 60; seed++) {
      const found = yearlyWave(months(seed, 28));
      if (!found) continue;
      seen += 1;
      const error = found.at(33) - found.at(27) - (wave(33, 0.2) - wave(27, 0.2));
      inside += +(Math.abs(error) < 1.96 * found.errorSince(27, 33));
    }
    expect(seen).toBeGreaterThan(54);
    expect(inside / seen).toBeGreaterThan(0.85);
  });

  test("sees none where there is none, nor in less than two years, nor where the level stands still", () => {
    const seen = Array.from({length: 100}, (_, seed) => yearlyWave(months(seed + 1, 30, {height: 0}))).filter((found) => found !== null);
    expect(seen.length).toBeLessThan(12);
    expect(yearlyWave(months(3, 20))).toBeNull();
    expect(yearlyWave(new Array<number>(40).fill(7))).toBeNull();
    expect(yearlyWave(Array.from({length: 40}, () => null))).toBeNull();
    expect(yearlyWave([])).toBeNull();
  });
});
