/** Forecasts of deposits and followers: by hand where the plan is made by hand, against the model itself elsewhere, and refusals. */
import {describe, expect, test} from "vitest";
import {addDays} from "../../src/model/days.js";
import {fitEts, forecastEts} from "../../src/model/ets.js";
import {emptyCashPlan, type CashPlan} from "../../src/model/forecast-cash.js";
import {followersAhead, payoutsAhead, weeklyLevels} from "../../src/model/goal-ahead.js";
import {forecastText, goalProgress, NO_FORESIGHT} from "../../src/model/goal-progress.js";
import type {Goal, GoalFacts} from "../../src/model/goals.js";
import {seededNormal} from "../../src/model/normal.js";
import {readOverview, type Overview} from "../../src/model/overview-data.js";
import {day} from "./alerts.fixture.js";
import {overviewJson} from "./overview.fixture.js";

const goal = (raw: Partial<Goal>): Goal => ({metric: "payouts_usd", kind: "payouts", period: "2025", from: day("2025-01-01"), to: day("2025-12-31"), target: 1000, artist: null, currency: "USD", platform: "", ...raw});

describe("payouts", () => {
  const asOf = day("2025-09-20");
  /** USD 100 on statements in each month from January to August 2025, 40 by 20 September. */
  const arrivals: Overview["arrivals"] = Array.from({length: 9}, (_, i) => ({reported_on: new Date(Date.UTC(2025, i, 15)), usage_month: new Date(Date.UTC(2025, i - 2, 1)), distributor: "distrokid", platform: "spotify", currency: "USD", earnings: i < 8 ? 100 : 40, line_count: 1}));
  /** Nine days after the month, 99 of 100; July's is the last to come, and June's never came. */
  const payouts: GoalFacts["payouts"] = [0, 1, 2, 3, 4, 6].map((i) => ({on: new Date(Date.UTC(2025, i + 1, 9)), currency: "USD", amount: 99, paysThrough: new Date(Date.UTC(2025, i + 1, 0))}));
  const facts: GoalFacts = {data: {...readOverview(overviewJson), arrivals, currency: "USD"}, artists: [], followers: [], payouts};

  /** 60 more in September, 100 a month from October on; `sd` moves all of it together. */
  function plan(sd = 0): CashPlan {
    const made = emptyCashPlan(asOf);
    const normal = seededNormal(3);
    const moves = Float64Array.from({length: made.paths[0][0].length}, () => 1 + sd * normal());
    [60, 100, 100, 100, 100, 100, 100].forEach((amount, slot) => {
      made.mean[1][slot] = amount;
      made.paths[1][slot] = moves.map((move) => amount * move);
    });
    return made;
  }

  test("what has come, statements that are not paid yet, and the cash forecast, less what usually stays behind", () => {
    // Deposits until 31 December: of August (100 known), September (40 + 60), October and November (100 each); December's comes on 9 January.
    const {forecast, refusal} = payoutsAhead(facts, goal({}), 6 * 99, plan(), asOf);
    expect(refusal).toBeNull();
    expect(forecast!.mean).toBeCloseTo(6 * 99 + 0.99 * (100 + 40 + 60 + 100 + 100), 9);
    const december = payoutsAhead(facts, goal({from: day("2025-12-01")}), 0, plan(), asOf).forecast!;
    expect(december.mean).toBeCloseTo(99, 9); // of November's statement alone
    const wide = payoutsAhead(facts, goal({}), 6 * 99, plan(0.2), asOf).forecast!;
    expect([wide.mean, wide.level]).toEqual([expect.closeTo(forecast!.mean, 9), 80]);
    // 260 ± 20% of it: ±1.28 · 52, known money does not move
    expect(wide.lower).toBeGreaterThan(6 * 99 + 0.99 * (140 + 260 - 1.5 * 52));
    expect(wide.lower).toBeLessThan(6 * 99 + 0.99 * (140 + 260 - 1.0 * 52));
    expect(wide.upper).toBeGreaterThan(wide.mean);
  });

  test("a deposit that is late is expected now", () => {
    const late = day("2025-10-20"); // August's and September's have not come
    const made = {...plan(), month: plan().month + 1};
    const {forecast} = payoutsAhead(facts, goal({from: day("2025-10-01"), to: day("2025-10-31")}), 0, made, late);
    expect(forecast!.mean).toBeCloseTo(0.99 * 140, 9);
  });

  test("refused with a reason", () => {
    const reason = (own: Partial<Goal>, from: GoalFacts = facts, made: CashPlan | null = plan()) => payoutsAhead(from, goal(own), 0, made, asOf).refusal;
    expect(reason({currency: "EUR"})).toBe("the cash forecast is in USD");
    expect(reason({}, facts, null)).toBe("the cash forecast foresees nothing yet");
    expect(reason({}, facts, emptyCashPlan(asOf))).toBe("the cash forecast foresees nothing yet");
    expect(reason({}, {...facts, payouts: payouts.slice(1)})).toBe("fewer than 6 deposits say which statements they pay");
    expect(reason({}, {...facts, payouts: payouts.map((row) => ({...row, paysThrough: null}))})).toBe("fewer than 6 deposits say which statements they pay");
    expect(reason({to: day("2026-12-31")})).toBe("the cash forecast reaches deposits until 9 Apr 2026");
    const progress = goalProgress(facts, goal({to: day("2026-12-31")}), {...NO_FORESIGHT, cash: {plan: plan(), asOf}});
    expect([progress.forecast, forecastText(progress)]).toEqual([null, "no forecast: the cash forecast reaches deposits until 9 Apr 2026"]);
  });

  test("decides the status, and looks like an estimate", () => {
    const progress = goalProgress(facts, goal({target: 980}), {...NO_FORESIGHT, cash: {plan: plan(), asOf}});
    expect([progress.status, forecastText(progress)]).toEqual(["on track", "by the forecast: ≈\u00a0101%, in 80 of 100 cases 101% to 101%"]);
    expect(forecastText(goalProgress(facts, goal({})))).toBe("");
  });
});

describe("followers", () => {
  const level = (weeks: number, of: (i: number) => number) => Array.from({length: weeks * 7}, (_, i) => ({platform: "spotify", artist: "A", on: addDays(day("2025-01-06"), i), count: of(i)}));
  const factsOf = (followers: GoalFacts["followers"]): GoalFacts => ({data: readOverview(overviewJson), artists: [], followers, payouts: []});
  const own = (raw: Partial<Goal> = {}) => goal({metric: "spotify_followers", kind: "followers", artist: "A", platform: "spotify", currency: "", to: day("2025-08-31"), ...raw});

  test("weeks end on the day of the last report; a week without any is not known", () => {
    const rows = [["2025-01-01", 1], ["2025-01-05", 2], ["2025-01-08", 3], ["2025-01-22", 9]].map(([on, count]) => ({on: day(on as string), count: count as number}));
    expect(weeklyLevels(rows)).toEqual([1, 3, null, 9]);
    expect(weeklyLevels(rows.slice(-1))).toEqual([9]);
  });

  test("is the weekly model's forecast of the week that the last day falls into", () => {
    const normal = seededNormal(11);
    const noise = Array.from({length: 30 * 7}, () => normal());
    const rows = level(30, (i) => Math.round(1000 + 3 * i + 4 * noise[i])); // through Sunday 3 August 2025
    const {forecast} = followersAhead(factsOf(rows), own());
    const weekly = Array.from({length: 30}, (_, week) => rows[week * 7 + 6].count);
    expect(weeklyLevels(rows)).toEqual(weekly);
    const expected = forecastEts(fitEts(weekly, {period: 1}), 4, {levels: [80], floor: 0, seed: 1, paths: 2000});
    expect(forecast).toEqual({level: 80, mean: expected.mean[3], lower: expected.intervals[0].lower[3], upper: expected.intervals[0].upper[3]});
    expect(Math.abs(forecast!.mean - (1000 + 3 * (30 * 7 - 1 + 28)))).toBeLessThan(40);
    expect([forecast!.lower < forecast!.mean, forecast!.mean < forecast!.upper]).toEqual([true, true]);
    const progress = goalProgress(factsOf(rows), own({target: 1900}));
    expect([progress.status, forecastText(progress)]).toEqual(["at risk", expect.stringMatching(/^by the forecast: ≈\u00a09\d%, in 80 of 100 cases 9\d% to 9\d%$/)]);
  });

  test("refused with a reason", () => {
    expect(followersAhead(factsOf(level(15, (i) => 100 + i)), own()).refusal).toBe("15 weeks of levels are known and 16 are needed");
    expect(followersAhead(factsOf(level(20, (i) => 100 + i)), own({to: day("2025-12-31")})).refusal).toBe("its end is 32 weeks away, and 20 are foreseen at most");
    expect(followersAhead(factsOf([]), own()).refusal).toBe("no follower level yet");
    const flat = followersAhead(factsOf(level(20, () => 500)), own({to: day("2025-06-30")}));
    expect([flat.forecast?.mean, flat.refusal]).toEqual([expect.closeTo(500, 6), null]);
  });

  test("a level that is known on the last day needs no forecast", () => {
    const progress = goalProgress(factsOf(level(20, (i) => 100 + i)), own({to: day("2025-05-25"), target: 500}));
    expect([progress.status, progress.forecast, progress.refusal]).toEqual(["missed", null, null]);
  });
});
