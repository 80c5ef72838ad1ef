/** Drift alarms: exact where it can be worked out, rare where nothing drifts, there where something does. */
import {describe, expect, test} from "vitest";
import {utcDay} from "../../src/model/days.js";
import {countryRates, driftFindings, platformRates, type RateCellRow} from "../../src/model/effective-rates.js";
import {seededNormal} from "../../src/model/normal.js";
import {rateDrift, type RateMonth} from "../../src/model/rate-drift.js";
import {levelToT} from "../../src/model/student.js";

const months = (rates: readonly number[], units = 1000): RateMonth[] => rates.map((rate, i) => ({month: utcDay(2024, i), units, revenue: rate * units}));

test("Student's t by the tables", () => {
  for (const [level, freedom, t] of [[95, 1, 12.7062], [95, 2, 4.30265], [95, 3, 3.18245], [95, 5, 2.57058], [99, 5, 4.03214], [95, 11, 2.20099], [99.7, 11, 3.78898], [80, 30, 1.31042], [95, 1000, 1.96234]] as const) {
    expect(Math.abs(levelToT(level, freedom) / t - 1)).toBeLessThan(2e-4);
  }
});

describe("rateDrift", () => {
  test("by hand: six months that vary by a known amount, then a tenth less", () => {
    const up = Math.exp(0.02);
    const {beforeRate, recentRate, change, lower, upper, beforeCount, atStake} = rateDrift(months([up, 1 / up, up, 1 / up, up, 1 / up, 0.9, 0.9, 0.9]));
    const before = (up + 1 / up) / 2;
    expect([beforeCount, beforeRate, recentRate]).toEqual([6, expect.closeTo(before, 12), expect.closeTo(0.9, 12)]);
    // noise² = 6 · 0.02² / 5; the range adds a third and a sixth of it
    const reach = 2.570582 * Math.sqrt((6 * 0.0004) / 5 * (1 / 3 + 1 / 6));
    expect(change).toBeCloseTo(0.9 / before - 1, 9);
    expect(lower).toBeCloseTo((0.9 / before) * Math.exp(-reach) - 1, 4);
    expect(upper).toBeCloseTo((0.9 / before) * Math.exp(reach) - 1, 4);
    expect(atStake).toBeCloseTo((0.9 - before) * 3000, 6);
  });

  test("too few months, months without units or with money taken back", () => {
    expect(() => rateDrift(months([1, 1, 1, 1, 1, 1, 1, 1]))).toThrow("drift needs 3 complete months and 6 before them, and 8 months have a rate");
    const gaps = [...months(Array(9).fill(0.002)), {month: utcDay(2025, 0), units: 0, revenue: 5}, {month: utcDay(2025, 1), units: 10, revenue: -1}];
    expect(rateDrift(gaps)).toMatchObject({change: 0, isAlarm: false, recentThrough: utcDay(2024, 8)});
  });

  test("of 2,000 stores without drift about 5% lie outside their range, and ten together seldom raise an alarm", () => {
    const normal = seededNormal(7);
    let [outside, sets] = [0, 0];
    for (let set = 0; set < 200; set++) {
      let alarms = 0;
      for (let store = 0; store < 10; store++) {
        const drift = rateDrift(Array.from({length: 15}, (_, i) => ({month: utcDay(2024, i), units: 1000 + 40 * i, revenue: (1000 + 40 * i) * 0.002 * Math.exp(0.03 * normal())})), {tests: 10});
        if (drift.lower > 0 || drift.upper < 0) outside += 1;
        if (drift.isAlarm) alarms += 1;
      }
      if (alarms) sets += 1;
    }
    expect(outside / 2000).toBeGreaterThan(0.035);
    expect(outside / 2000).toBeLessThan(0.065);
    expect(sets / 200).toBeLessThan(0.1);
  });

  test("a drift of 15% in a store that varies by 2% is found among twenty", () => {
    const normal = seededNormal(9);
    const found = Array.from({length: 100}, () => rateDrift(months(Array.from({length: 15}, (_, i) => 0.002 * (i < 12 ? 1 : 0.85) * Math.exp(0.02 * normal()))), {tests: 20}).isAlarm).filter(Boolean).length;
    expect(found).toBeGreaterThan(95);
  });
});

describe("effective rates", () => {
  const row = (platform: string, country: string, m: number, unit_count: number, rate: number): RateCellRow => ({platform, country, usage_month: utcDay(2024, m), unit_count, earnings: unit_count * rate});
  const rows = Array.from({length: 15}, (_, m) => [row("spotify", "US", m, 9000, 0.004), row("spotify", "ZA", m, 1000, 0.001 + (m % 2) * 0.0002), row("tidal", "US", m, 100, 0.009)]).flat();

  test("Σ money ÷ Σ units of the newest 12 months, never a mean of rates", () => {
    const [spotify, tidal] = platformRates(rows);
    expect(spotify).toMatchObject({platform: "spotify", months: 12, units: 120_000, through: utcDay(2025, 2)});
    expect(spotify.rate).toBeCloseTo((108_000 * 0.004 + 6000 * 0.001 + 6000 * 0.0012) / 120_000, 12);
    expect([tidal.rate, tidal.drift!.isAlarm]).toEqual([expect.closeTo(0.009, 12), false]);
    expect([spotify.credibility! > 0.9, spotify.credibility! <= 1]).toEqual([true, true]);
  });

  test("countries carry their credibility, and their credible money is the platform's", () => {
    const {countries, refusal} = countryRates(rows.filter(({platform}) => platform === "spotify"));
    expect([refusal, countries.map(({key}) => key)]).toEqual([null, ["US", "ZA"]]);
    expect(countries.reduce((sum, one) => sum + one.rate * one.units, 0)).toBeCloseTo(countries.reduce((sum, one) => sum + one.revenue, 0), 6);
  });

  test("units taken back do not break it, nothing is no error", () => {
    expect(countryRates([...rows.filter(({platform}) => platform === "tidal"), row("tidal", "GB", 14, -5, 0.009)]).refusal).toBeNull();
    expect(platformRates([])).toEqual([]);
    expect(countryRates([]).refusal).toBe("there are no units to divide by");
  });

  test("a drift is a finding with what it is about", () => {
    const drifting = Array.from({length: 15}, (_, m) => row("tiktok", "US", m, 1000, (m < 12 ? 0.001 : 0.0008) * (1 + (m % 2) * 0.004)));
    const [found] = driftFindings(platformRates(drifting), "USD");
    expect([found.id, found.month, found.amount < 0]).toEqual(["drift:tiktok:USD", utcDay(2025, 0), true]);
  });
});
