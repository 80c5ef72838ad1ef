/** Goals on a small overview: figures against the page's own functions and by hand, statuses, and sentences for the others. */
import {describe, expect, test} from "vitest";
import type {Columns} from "../../src/model/columns.js";
import {goalFigure} from "../../src/model/goal-figures.js";
import {evenPace, forecastText, goalProgress, isRunning, NO_FORESIGHT, paceText, streamsAhead} from "../../src/model/goal-progress.js";
import {readGoalFacts, readGoals, type Goal} from "../../src/model/goals.js";
import {readOverview} from "../../src/model/overview-data.js";
import {revenueKpi, streamsKpi} from "../../src/model/overview-kpis.js";
import {resolvePeriod} from "../../src/model/periods.js";
import type {ForecastJson} from "../../src/model/stream-data.js";
import {day} from "./alerts.fixture.js";
import {overviewJson} from "./overview.fixture.js";

const columns = (names: string[], rows: (string | number | null)[][]): Columns => Object.fromEntries(names.map((name, i) => [name, rows.map((row) => row[i])]));
const goalRows = (rows: [string, string, string, string, string, number, string?][]) => columns(["metric", "period", "starts_on", "ends_on", "scope", "target", "currency", "file", "line"], rows.map(([metric, period, from, to, scope, target, currency = ""], i) => [metric, period, from, to, scope, target, currency, "goals.csv", i + 2]));
const json = {
  ...overviewJson,
  goal_followers: columns(["platform", "artist", "observed_on", "follower_count"], [["spotify", "A", "2024-01-01", 100], ["spotify", "A", "2024-03-01", 160]]),
  goal_payouts: columns(["paid_on", "currency", "amount"], [["2024-02-25", "USD", "9.5"], ["2024-03-20", "EUR", "5"]])
};
const data = readOverview(json);
const facts = readGoalFacts(json, data);
const goal = (raw: [string, string, string, string, string, number, string?]): Goal => readGoals({goals: goalRows([raw])}, facts).goals[0];
const custom = (from: string, to: string) => resolvePeriod({preset: "custom", custom: {from: day(from), to: day(to)}}, {first: day(from), through: day(to)});

describe("figures", () => {
  test("streams of the label: 110 a day through 20 March, 11 days to go", () => {
    const progress = goalProgress(facts, goal(["streams", "2024-03", "2024-03-01", "2024-03-31", "label", 4000]));
    expect(progress.figure.value).toBe(streamsKpi(data, custom("2024-03-01", "2024-03-31")).total);
    expect([progress.figure.value, progress.pace, progress.status]).toEqual([2200, 2200 + 11 * 110, "at risk"]);
    expect(paceText(progress)).toBe("at this pace: 85% by Mar 2024");
    expect(evenPace(progress)!.value).toBeCloseTo((4000 * 20) / 31, 9);
    expect(goalProgress(facts, {...progress.goal, target: 3410}).status).toBe("on track");
    expect(goalProgress(facts, {...progress.goal, target: 2200}).status).toBe("attained");
  });

  test("a period that is over is attained or missed", () => {
    const january = goal(["streams", "2024-01", "2024-01-01", "2024-01-31", "label", 3410]);
    expect([goalProgress(facts, january).status, goalProgress(facts, {...january, target: 3411}).status]).toEqual(["attained", "missed"]);
    expect(paceText(goalProgress(facts, {...january, target: 3411}))).toBe("ended 31 Jan 2024 at 100.0%");
  });

  test("revenue of the label is the Overview's: confirmed, and beside it what is not reported", () => {
    const quarter = goal(["revenue_usd", "2024-Q1", "2024-01-01", "2024-03-31", "label", 30, "USD"]);
    const {confirmed, estimate} = revenueKpi(data, custom("2024-01-01", "2024-03-31"), "usage", "default");
    const figure = goalFigure(facts, quarter);
    expect([figure.value, figure.estimate]).toEqual([confirmed, estimate]);
    expect(confirmed).toBe(14);
    expect(figure.perDay).toBeCloseTo(0.33, 12); // 0.30 + 0.03 a day
  });

  test("an artist: what statements say, and for open months its share of the label", () => {
    const figure = goalFigure(facts, goal(["revenue_usd", "2024-Q1", "2024-01-01", "2024-03-31", "A", 30, "USD"]));
    expect(figure.value).toBe(7);
    const open = revenueKpi(data, custom("2024-02-01", "2024-02-29"), "usage", "default").estimate + revenueKpi(data, custom("2024-03-01", "2024-03-31"), "usage", "default").estimate;
    expect(figure.estimate).toBeCloseTo(open * 0.7, 9); // January: 7 of 10
  });

  test("payouts by the day of the deposit, followers as a level", () => {
    expect(goalFigure(facts, goal(["payouts_usd", "2024-Q1", "2024-01-01", "2024-03-31", "label", 30, "USD"])).value).toBe(9.5);
    const progress = goalProgress(facts, goal(["spotify_followers", "2024-Q1", "2024-01-01", "2024-03-31", "A", 200]));
    expect([progress.figure.value, progress.pace]).toEqual([160, 190]); // +1 a day over 60 days, 30 to go
    expect(evenPace(progress)!.value).toBeCloseTo(100 + (100 * 61) / 91, 9);
  });

  test("a goal that has not begun has a projection and no even pace", () => {
    const progress = goalProgress(facts, goal(["streams", "2024-04", "2024-04-01", "2024-04-30", "label", 3300]));
    expect([progress.figure.value, progress.pace, progress.status, evenPace(progress), isRunning(progress, day("2024-03-25"))]).toEqual([0, 3300, "on track", null, false]);
    expect(paceText(progress)).toBe("begins 1 Apr 2024; at this pace: 100% by Apr 2024");
  });
});

describe("forecast", () => {
  const made = (start: string, mean: number[], spread: number): ForecastJson => ({
    model: "ANN", start, mean, intervals: [{level: 80, lower: mean.map((value) => value - spread), upper: mean.map((value) => value + spread)}], history: 1, unknown: 0, backtest: {} as never
  });
  const daily = {forecast: made("2024-03-21", Array<number>(5).fill(200), 10), refusal: null};
  const monthly = {forecast: made("2024-03-01", [3100, 6000], 310), refusal: null};

  test("days as long as there are any, then the month's part", () => {
    expect(streamsAhead({daily, monthly}, day("2024-03-21"), day("2024-03-26"))).toEqual({mean: 1000 + 100, lower: 950 + 90, upper: 1050 + 110});
    expect(streamsAhead({daily, monthly}, day("2024-04-01"), day("2024-05-01"))).toBeNull();
    expect(streamsAhead({daily: {forecast: null, refusal: "no"}, monthly: {forecast: null, refusal: "no"}}, day("2024-03-21"), day("2024-03-22"))).toBeNull();
  });

  test("decides the status and is written with its range", () => {
    const progress = goalProgress(facts, goal(["streams", "2024-03", "2024-03-01", "2024-03-31", "label", 3800]), {...NO_FORESIGHT, scope: {daily, monthly}});
    expect(progress.forecast).toEqual({level: 80, mean: 2200 + 1000 + 600, lower: 2200 + 950 + 540, upper: 2200 + 1050 + 660});
    expect([progress.status, forecastText(progress)]).toEqual(["on track", "by the forecast: ≈\u00a0100%, in 80 of 100 cases 97% to 103%"]);
  });
});

test("goals that nobody can judge are sentences with file and line", () => {
  const {goals, problems} = readGoals({goals: goalRows([
    ["likes", "2024", "2024-01-01", "2024-12-31", "label", 5], ["streams", "2024", "2024-01-01", "2024-12-31", "Nobody", 5], ["revenue_eur", "2024", "2024-01-01", "2024-12-31", "label", 5, "EUR"],
    ["spotify_followers", "2024", "2024-01-01", "2024-12-31", "label", 5], ["payouts_usd", "2024", "2024-01-01", "2024-12-31", "A", 5, "USD"], ["streams", "2024", "2024-01-01", "2024-12-31", "label", 0], ["streams", "2024", "2024-01-01", "2024-12-31", "Label", 5]
  ])}, facts);
  expect(goals.map(({artist}) => artist)).toEqual([null]);
  expect(problems).toEqual([
    'goals.csv line 2: goal likes of 2024 for label is not judged: unknown metric "likes"; known are streams, revenue_<currency>, payouts_<currency> and <platform>_followers.',
    'goals.csv line 3: goal streams of 2024 for Nobody is not judged: unknown scope "Nobody": neither label nor an artist on the statements.',
    "goals.csv line 4: goal revenue_eur of 2024 for label is not judged: revenue is kept in USD here and never converted, so a goal in EUR has no figure.",
    "goals.csv line 5: goal spotify_followers of 2024 for label is not judged: followers of several artists are not added, because one person may follow them all; name an artist.",
    "goals.csv line 6: goal payouts_usd of 2024 for A is not judged: payouts are known for the whole label only.",
    "goals.csv line 7: goal streams of 2024 for label is not judged: the target is not above 0: 0."
  ]);
});
