/** Every kind of alert condition against figures worked out by hand. */
import {describe, expect, test} from "vitest";
import {nextRange} from "../../src/model/alert-forecast.js";
import {leafFindings} from "../../src/model/alerts.js";
import {day, factsOf, found, leaf} from "./alerts.fixture.js";

/** Two weeks of 100 from Monday 1 January 2024, then a week of 70, then 300 on 22 January. */
const streams = [...Array<number>(14).fill(100), ...Array<number>(7).fill(70), 300];
const feed = factsOf({asOf: "2024-01-25", streams});

describe("threshold", () => {
  const kind = {kind: "threshold", metric: "streams"};
  test("of the last known day, 7 days and whole month", () => {
    expect(found(feed, {...kind, window: "day", above: 299}, "2024-01-22")).toEqual([["", 300, 70]]);
    expect(found(feed, {...kind, window: "day", above: 300}, "2024-01-22")).toEqual([]);
    expect(found(feed, {...kind, window: "week", below: 491}, "2024-01-21")).toEqual([["", 490, 700]]);
    expect(found(feed, {...kind, window: "week", below: 490}, "2024-01-21")).toEqual([]);
    const months = factsOf({asOf: "2024-03-05", streams: Array<number>(65).fill(10)});
    expect(found(months, {...kind, window: "month", above: 0}, "2024-01-30")).toEqual([]);
    expect(found(months, {...kind, window: "month", above: 0}, "2024-01-31")).toEqual([["", 310, null]]);
    expect(found(months, {...kind, window: "month", above: 0}, "2024-03-05")).toEqual([["", 290, 310]]);
  });

  test("a feed that is far behind says nothing of today, and neither does a week with a gap", () => {
    expect(found(feed, {...kind, window: "day", above: 0}, "2024-01-29")).toEqual([["", 300, 70]]);
    expect(found(feed, {...kind, window: "day", above: 0}, "2024-01-30")).toEqual([]);
    const gap = factsOf({asOf: "2024-01-14", streams: [...Array<number>(13).fill(100), null, 100]});
    expect(found(gap, {...kind, window: "week", below: 10_000}, "2024-01-13")).toHaveLength(1);
    expect(found(factsOf({asOf: "2024-01-14", streams: [...Array<number>(10).fill(100), 0, 100, 100, 100]}), {...kind, window: "week", below: 10_000}, "2024-01-14")).toEqual([]);
  });

  test("statement money of the last month that is over, for each distributor", () => {
    const facts = factsOf({asOf: "2024-04-02", arrivals: [["2023-11-01", "2024-01-10", 50, 1], ["2023-12-01", "2024-02-10", 80, 1], ["2023-12-01", "2024-02-28", 5, 1], ["2023-12-01", "2024-02-11", 7, 1, "apple", "toolost"], ["2024-01-01", "2024-03-10", 20, 1]]});
    const money = {kind: "threshold", metric: "revenue", window: "month"};
    expect(found(facts, {...money, above: 90}, "2024-03-01")).toEqual([["", 92, 50]]);
    expect(found(facts, {...money, above: 84, per: "distributor"}, "2024-03-31")).toEqual([["distrokid", 85, 50]]);
    expect(found(facts, {...money, below: 21}, "2024-04-01")).toEqual([["", 20, 92]]);
    expect(() => leaf({...money, window: "week", above: 1})).toThrow("revenue is judged by month");
  });
});

describe("change", () => {
  const kind = {kind: "change", metric: "streams"};
  test("against the day, the 7 days and the month per day before", () => {
    expect(found(feed, {...kind, window: "day", up_percent: 328}, "2024-01-22")).toEqual([["", 300, 70]]); // 300 ÷ 70 = +328.6%
    expect(found(feed, {...kind, window: "day", up_percent: 329}, "2024-01-22")).toEqual([]);
    expect(found(feed, {...kind, window: "week", down_percent: 30}, "2024-01-21")).toEqual([["", 490, 700]]); // exactly −30%
    expect(found(feed, {...kind, window: "week", down_percent: 30.1}, "2024-01-21")).toEqual([]);
    const months = factsOf({asOf: "2024-03-01", streams: [...Array<number>(31).fill(10), ...Array<number>(29).fill(9)]});
    expect(found(months, {...kind, window: "month", down_percent: 10}, "2024-02-29")).toEqual([["", 261, 310]]); // per day 9 ÷ 10; the sums would be −15.8%
    expect(found(months, {...kind, window: "month", down_percent: 10.1}, "2024-02-29")).toEqual([]);
  });

  test("weekdays that one week lacks are left out of both; with fewer than five there is no figure", () => {
    const facts = factsOf({asOf: "2024-01-21", streams: [...Array<number>(14).fill(100), ...Array<number>(5).fill(70), 0, 0]});
    expect(leafFindings(leaf({...kind, window: "week", down_percent: 30}), facts, day("2024-01-21"))[0].sentence).toBe("Streams, 15 – 21 Jan 2024: 350, −30.0% against 8 – 14 Jan 2024, the 5 weekdays with a full report in both.");
    expect(found(factsOf({asOf: "2024-01-21", streams: [...Array<number>(14).fill(100), ...Array<number>(4).fill(70), 0, 0, 0]}), {...kind, window: "week", down_percent: 1}, "2024-01-21")).toEqual([]);
  });

  test("for each platform, and for one distributor", () => {
    const facts = factsOf({asOf: "2024-01-14", streams: Array<number>(14).fill(100), others: [...Array<number>(7).fill(50), ...Array<number>(7).fill(25)]});
    expect(found(facts, {...kind, window: "week", down_percent: 5}, "2024-01-14")).toEqual([["", 875, 1050]]);
    expect(found(facts, {...kind, window: "week", down_percent: 5, per: "platform"}, "2024-01-14")).toEqual([["apple", 175, 350]]);
    expect(found(facts, {...kind, window: "week", down_percent: 5, distributor: "distrokid"}, "2024-01-14")).toEqual([]);
  });
});

describe("forecast range", () => {
  /** 20 calm weeks and a last one of half the size. */
  const wave = (i: number) => 100 + (Math.floor(i / 7) % 2 ? 2 : -2);
  const days = Array.from({length: 147}, (_, i) => (i < 140 ? wave(i) : 50));
  const facts = factsOf({asOf: "2024-05-27", streams: days});
  const weeks = Array.from({length: 20}, (_, w) => 7 * wave(7 * w));

  test("a week below the range forecast from the weeks before it, and only once it is over", () => {
    const range = nextRange(weeks, "week", 95)!;
    expect(range.lower).toBeGreaterThan(350);
    expect(found(facts, {kind: "forecast_range", window: "week"}, "2024-05-26")).toEqual([["", 350, range.mean]]);
    expect(found(facts, {kind: "forecast_range", window: "week"}, "2024-05-25")).toEqual([]);
    expect(found(facts, {kind: "forecast_range", window: "week", side: "above"}, "2024-05-26")).toEqual([]);
  });

  test("no forecast below 16 weeks", () => {
    expect(nextRange(weeks.slice(0, 15), "week", 95)).toBeNull();
    expect(found(factsOf({asOf: "2024-02-25", streams: [...Array<number>(49).fill(100), ...Array<number>(7).fill(1)]}), {kind: "forecast_range", window: "week"}, "2024-02-25")).toEqual([]);
  });

  test("a month above its range", () => {
    const year = Array.from({length: 366 + 31}, (_, i) => (i < 366 ? 100 + (i % 3) : 400));
    const long = factsOf({asOf: "2025-02-01", streams: year});
    expect(found(long, {kind: "forecast_range", window: "month", side: "above"}, "2025-01-31").map(([, value]) => value)).toEqual([12_400]);
  });
});

describe("missing feed", () => {
  const rule = {kind: "missing_feed", feed: "daily_streams", days: 3};
  test("a distributor that stopped, by zeros where streams are usual or by absent rows", () => {
    const zeros = factsOf({asOf: "2024-02-10", streams: [...Array<number>(30).fill(100), 0, 0, 0], others: Array<number>(33).fill(100)});
    expect(found(zeros, rule, "2024-02-01")).toEqual([]); // 30 January is the last day with a report
    expect(found(zeros, rule, "2024-02-02")).toEqual([["distrokid daily_streams", 3, 3]]);
    const absent = factsOf({asOf: "2024-02-02", streams: Array<number>(30).fill(100), others: Array<number>(33).fill(100)});
    expect(found(absent, rule, "2024-02-02")).toEqual([["distrokid daily_streams", 3, 3]]);
    expect(found(absent, {...rule, distributor: "toolost"}, "2024-02-02")).toEqual([]);
    expect(found(absent, {...rule, min_volume: 101}, "2024-02-02")).toEqual([]);
    expect(found(absent, {...rule, min_volume: 100}, "2024-02-02")).toHaveLength(1);
  });

  test("zeros of a quiet feed are no silence", () => {
    expect(found(factsOf({asOf: "2024-02-02", streams: [...Array<number>(30).fill(5), 0, 0, 0]}), rule, "2024-02-02")).toEqual([]);
  });

  test("statements and other datasets", () => {
    const facts = factsOf({asOf: "2024-03-01", arrivals: [["2023-12-01", "2024-01-20", 120, 1]], runs: [["tiktok", "2024-01-01", "2024-02-20"]]});
    expect(found(facts, {kind: "missing_feed", feed: "statements", days: 41}, "2024-03-01")).toEqual([["distrokid statements", 41, 41]]);
    expect(found(facts, {kind: "missing_feed", feed: "statements", days: 41, min_volume: 10.01}, "2024-03-01")).toEqual([]); // 120 in a year are 10 a month
    expect(found(facts, {kind: "missing_feed", feed: "tiktok", days: 10}, "2024-03-01")).toEqual([["tiktok", 10, 10]]);
    expect(found(facts, {kind: "missing_feed", feed: "tiktok", days: 1}, "2024-02-01")).toEqual([]); // the run went on
    expect(found(facts, {kind: "missing_feed", feed: "meta_ads", days: 1}, "2024-03-01")).toEqual([]);
  });
});

describe("overdue payment", () => {
  const payments: [string, string, number, string | null][] = [["2024-01-01", "2024-03-31", 100, "2024-06-30"], ["2024-02-01", "2024-04-29", 60, null]];
  const facts = factsOf({asOf: "2024-06-15", payments, arrivals: [["2023-12-01", "2024-02-20", 10, 1], ["2024-01-01", "2024-05-10", 40, 1], ["2024-01-01", "2024-06-10", 56, 1]]});
  const kind = {kind: "overdue", days: 30};

  test("what is outstanding that many days after its date, by what had come until then", () => {
    expect(found(facts, kind, "2024-04-29")).toEqual([]);
    expect(found(facts, kind, "2024-04-30")).toEqual([["distrokid", 100, 0]]);
    expect(found(facts, {...kind, days: 0}, "2024-04-29")).toEqual([["distrokid", 160, 0]]);
  });

  test("a part that came counts, and 95% settle a month; without settled months a store waits for its terms", () => {
    expect(found(facts, kind, "2024-05-29")).toEqual([["distrokid", 60, 0]]); // January has lines and its 60 days of terms are over; February has none
    expect(found(facts, kind, "2024-06-10")).toEqual([["distrokid", 60, 0]]);
    expect(found(facts, {...kind, amount: 61}, "2024-06-10")).toEqual([]);
    expect(found(facts, {...kind, min_volume: 61}, "2024-06-10")).toEqual([]);
  });

  test("a distributor that never sent a statement is not asked", () => {
    expect(found(factsOf({asOf: "2024-06-15", payments}), kind, "2024-06-15")).toEqual([]);
    expect(found(facts, {...kind, days: 0, amount: 0}, "2024-02-19")).toEqual([]);
  });
});

describe("rate drift", () => {
  /** 100 units a month of each of nine rates, reported on the 20th of the next month; DistroKid has no agreed days, so a month is complete with its first report. */
  const history = (rates: readonly number[]) => factsOf({asOf: "2024-12-01", arrivals: rates.map((rate, i): [string, string, number, number] =>
    [`2024-${String(i + 1).padStart(2, "0")}-01`, `2024-${String(i + 2).padStart(2, "0")}-20`, 100 * rate, 100])});
  const steady = history([1, 1, 1, 1, 1, 1, 1.2, 1.2, 1.2]);
  const kind = {kind: "rate_drift", percent: 20};

  test("the newest three complete months against those before, from sums", () => {
    expect(found(steady, kind, "2024-10-20")).toEqual([["spotify", 1.2, 1]]); // July to September against January to June
    expect(found(steady, kind, "2024-10-19")).toEqual([]); // September is not reported yet, and five months are too few to compare with
    expect(found(steady, {...kind, percent: 20.1}, "2024-10-20")).toEqual([]);
    expect(found(steady, {...kind, min_volume: 301}, "2024-10-20")).toEqual([]);
    expect(found(steady, {...kind, min_volume: 300}, "2024-10-20")).toHaveLength(1);
    expect(found(steady, {...kind, platform: "apple"}, "2024-10-20")).toEqual([]);
  });

  test("only when the range excludes that nothing has changed; the sentence says the range", () => {
    // Rates that moved by half from month to month: +20% is nothing. Noise² = 6 · 0.4² / 5, t₅ = 2.570582, weights 1/3 and 1/6.
    const up = Math.exp(0.4);
    const wild = history([up, 1 / up, up, 1 / up, up, 1 / up, 1.3, 1.3, 1.3]);
    const reach = 2.570582 * Math.sqrt((6 * 0.16) / 5 * (1 / 3 + 1 / 6));
    const change = Math.log(1.3 / ((up + 1 / up) / 2));
    expect([change - reach < 0, found(wild, {...kind, percent: 1}, "2024-10-20")]).toEqual([true, []]);
    const calm = Math.exp(0.02);
    const moved = history([calm, 1 / calm, calm, 1 / calm, calm, 1 / calm, 0.7, 0.7, 0.7]);
    const [{sentence, evidence}] = leafFindings(leaf(kind), moved, day("2024-10-20"));
    const percent = (log: number) => `−${Math.abs(Math.expm1(log) * 100).toFixed(1)}%`;
    const [shift, far] = [Math.log(0.7 / ((calm + 1 / calm) / 2)), 2.570582 * Math.sqrt((6 * 0.0004) / 5 * (1 / 3 + 1 / 6))];
    expect(sentence).toBe(`Rate per unit on Spotify, Jul – Sep 2024: USD\u00a00.700000, ${percent(shift)} (95% range ${percent(shift - far)} to ${percent(shift + far)}) against USD\u00a01.000200 in the 6 complete months before.`);
    expect(evidence).toBe("./revenue.html?period=custom&from=2024-07-01&to=2024-09-30&platform=spotify");
  });

  test("days asked for out of order are answered alike", () => {
    expect(["2024-10-20", "2024-11-30", "2024-03-01", "2024-10-19", "2024-10-20"].map((on) => found(steady, kind, on).length)).toEqual([1, 1, 0, 0, 1]);
  });
});

describe("restatement", () => {
  const arrivals: [string, string, number, number][] = [["2024-01-01", "2024-03-01", 200, 1], ["2024-01-01", "2024-06-10", -3, 0]];
  const facts = factsOf({asOf: "2024-08-01", arrivals, restated: [["2024-02-01", 50, 5]]});
  const kind = {kind: "restatement", percent: 1.5, after_days: 120, within_days: 30};

  test("a report long after its month, for thirty days", () => {
    expect(found(facts, kind, "2024-06-09")).toEqual([]);
    expect(found(facts, kind, "2024-06-10")).toEqual([["distrokid 2024-01-01", -3, 200]]);
    expect(found(facts, kind, "2024-07-09")).toHaveLength(1);
    expect(found(facts, kind, "2024-07-10")).toEqual([]);
    expect(found(facts, {...kind, percent: 1.6}, "2024-06-10")).toEqual([]);
    expect(found(facts, {...kind, after_days: 131}, "2024-06-10")).toEqual([]); // 10 June is 131 days after 31 January
    expect(found(facts, {...kind, min_volume: 201}, "2024-06-10")).toEqual([]);
  });

  test("what the snapshot before showed otherwise is known on the day of the snapshot only", () => {
    expect(found(facts, kind, "2024-07-31")).toEqual([]);
    expect(found(facts, kind, "2024-08-01")).toEqual([["distrokid 2024-02-01", 5, 50]]);
  });
});
