/** How rules fire: cooldown, snooze, minimum volume, and/or; and that no day sees a later one. */
import fc from "fast-check";
import {describe, expect, test} from "vitest";
import {AlertRule} from "../../src/model/alert-rules.js";
import {defaultRules} from "../../src/model/alert-defaults.js";
import {evaluateRules} from "../../src/model/alerts.js";
import {streamWindow} from "../../src/model/alert-streams.js";
import {addDays, dayCount, isoDay, monthEnd} from "../../src/model/days.js";
import {dayGrowth, lastKnownDay, monthGrowth, weekGrowth, wholeMonthsUntil} from "../../src/model/stream-growth.js";
import type {StreamSeries} from "../../src/model/stream-series.js";
import {day, factsOf, firedOn, found, overviewOf, rule, type History} from "./alerts.fixture.js";
import {readAlertFacts} from "../../src/model/alert-facts.js";

/** 100 a day in January 2024, then 20 silent days. */
const silent = factsOf({asOf: "2024-02-20", streams: Array<number>(31).fill(100)});
const missing = {kind: "missing_feed", feed: "daily_streams", days: 3};

describe("cooldown and snooze", () => {
  test("fires when it begins to hold and again when the cooldown is over", () => {
    expect(firedOn(silent, {cooldown_days: 7, conditions: [missing]})).toEqual(["2024-02-03", "2024-02-10", "2024-02-17"]);
    expect(firedOn(silent, {cooldown_days: 30, conditions: [missing]})).toEqual(["2024-02-03"]);
    expect(firedOn(silent, {cooldown_days: 7, enabled: false, conditions: [missing]})).toEqual([]);
  });

  test("the figure of one month fires once, whatever the cooldown", () => {
    const facts = factsOf({asOf: "2024-03-15", streams: Array<number>(75).fill(10)});
    expect(firedOn(facts, {cooldown_days: 1, conditions: [{kind: "threshold", metric: "streams", window: "month", above: 1}]})).toEqual(["2024-01-31", "2024-02-29"]);
  });

  test("a snooze silences its days and leaves the past alone", () => {
    const snoozed = {cooldown_days: 7, conditions: [missing], snooze_from: "2024-02-05", snooze_until: "2024-02-12"};
    expect(firedOn(silent, snoozed)).toEqual(["2024-02-03", "2024-02-13", "2024-02-20"]);
    const now = evaluateRules([rule({...snoozed, snooze_from: undefined, snooze_until: "2024-03-01"})], silent);
    expect(now.firings.map(({fired_on}) => isoDay(fired_on))).toEqual(["2024-02-03", "2024-02-10", "2024-02-17"]);
    expect(now.alerts.map(({state}) => state)).toEqual(["snoozed"]);
  });

  test("an alert is open while it holds, passed until the cooldown is over, then gone", () => {
    const at = (asOf: string) => evaluateRules([rule({cooldown_days: 10, conditions: [missing]})], factsOf({asOf, streams: [...Array<number>(31).fill(100), 0, 0, 0, 0, ...Array<number>(30).fill(100)]})).alerts.map(({state, since_on, fired_count}) => [state, isoDay(since_on), fired_count]);
    expect(at("2024-02-02")).toEqual([]);
    expect(at("2024-02-04")).toEqual([["open", "2024-02-03", 1]]);
    expect(at("2024-02-06")).toEqual([["passed", "2024-02-03", 1]]);
    expect(at("2024-02-12")).toEqual([["passed", "2024-02-03", 1]]);
    expect(at("2024-02-13")).toEqual([]);
  });
});

describe("and, or", () => {
  /** DistroKid falls silent on 1 February, TooLost halves on 29 January. */
  const facts = factsOf({asOf: "2024-02-05", streams: Array<number>(31).fill(100), others: [...Array<number>(28).fill(100), ...Array<number>(8).fill(50)]});
  const falls = {kind: "change", metric: "streams", window: "week", down_percent: 20, per: "distributor"};
  const of = (raw: Record<string, unknown>) => evaluateRules([rule({cooldown_days: 30, ...raw})], facts).firings.map(({subject, fired_on}) => `${isoDay(fired_on)} ${subject}`);

  test("any: each subject on its own", () => {
    expect(of({match: "any", conditions: [falls, missing]})).toEqual(["2024-01-31 toolost", "2024-02-03 daily_streams distrokid"]);
  });

  test("all: only what fits together, on the day when both hold", () => {
    expect(of({match: "all", conditions: [falls, missing]})).toEqual([]); // one is TooLost, the other DistroKid
    expect(of({match: "all", conditions: [{...falls, per: "label", distributor: "toolost"}, {...missing, distributor: "distrokid"}]})).toEqual([]);
    expect(of({match: "all", conditions: [{kind: "threshold", metric: "streams", window: "day", below: 60, distributor: "toolost"}, {...missing, days: 1, distributor: "toolost"}]})).toEqual([]);
    expect(of({match: "all", conditions: [{kind: "threshold", metric: "streams", window: "day", above: 1}, missing]})).toEqual(["2024-02-03 daily_streams distrokid"]);
  });

  test("a group inside a rule", () => {
    const group = {kind: "group", match: "any", conditions: [{...falls, down_percent: 99}, missing]};
    expect(of({match: "all", conditions: [{kind: "threshold", metric: "streams", window: "day", above: 1, distributor: "distrokid"}, group]})).toEqual(["2024-02-03 daily_streams distrokid"]);
  });
});

/** Days of two feeds, some without a row; `at` is the day asked for. */
const feeds = fc.record({
  streams: fc.array(fc.oneof({weight: 9, arbitrary: fc.integer({min: 0, max: 300})}, fc.constant(null)), {minLength: 5, maxLength: 150}),
  others: fc.oneof(fc.constant<(number | null)[]>([]), fc.array(fc.oneof({weight: 5, arbitrary: fc.integer({min: 0, max: 90})}, fc.constant(null)), {minLength: 100, maxLength: 150})),
  at: fc.nat(155)
});
const pages = {day: dayGrowth, week: weekGrowth, month: monthGrowth} as const;
/** Days between the day asked for and the end of the page's figure; null where the page has none. */
const daysBehind = (window: keyof typeof pages, series: StreamSeries, until: Date): number | null => {
  const [month] = wholeMonthsUntil(series, until).slice(-1);
  const end = window === "day" ? lastKnownDay(series, until) : window === "month" ? month && monthEnd(month.month) : until < series.last ? until : series.last;
  return end ? dayCount(end, until) - 1 : null;
};

test("figures and changes are those of the Streaming page", () => {
  const seen = {figures: 0, ratios: 0, stale: 0};
  fc.assert(fc.property(feeds, ({streams, others, at}) => {
    const series = factsOf({asOf: "2024-06-30", streams, others}).series({});
    const until = addDays(day("2024-01-01"), at);
    if (!series || until < series.first) return;
    for (const window of ["day", "week", "month"] as const) {
      const figure = streamWindow(series, window, until);
      const {value, label, delta} = pages[window](series, until);
      const behind = daysBehind(window, series, until);
      const isStale = behind !== null && behind > (window === "month" ? 40 : 7);
      if (isStale) ++seen.stale;
      if (isStale || !figure) {
        expect([window, figure, isStale || value === null]).toEqual([window, null, true]);
        continue;
      }
      ++seen.figures;
      if (value === null) { // the page shows no week before there are two
        expect([window, figure.ratio, figure.before]).toEqual(["week", null, null]);
        continue;
      }
      expect([window, figure.value, figure.words().label]).toEqual([window, value, label]);
      if (window !== "week" || !/the [1-4] weekdays|^no weekday/.test(delta.basis)) expect([window, figure.ratio]).toEqual([window, delta.ratio]);
      else expect(figure.ratio).toBeNull(); // the page says on how few days it stands; an alert says nothing
      if (figure.ratio === null) continue;
      ++seen.ratios;
      expect([window, figure.words().basis]).toEqual([window, delta.basis]);
    }
  }), {numRuns: 300});
  expect(Math.min(seen.figures, seen.ratios, seen.stale)).toBeGreaterThan(50);
});

test("a change rule holds from its percentage on", () => {
  const facts = factsOf({asOf: "2024-02-20", streams: [...Array<number>(20).fill(100), ...Array<number>(20).fill(130)]});
  const {delta} = weekGrowth(facts.series({})!, day("2024-01-23"));
  const of = (percent: Record<string, number>) => found(facts, {kind: "change", metric: "streams", window: "week", ...percent}, "2024-01-23");
  expect(delta.ratio).toBeCloseTo(90 / 700, 12);
  expect([of({up_percent: 12}), of({up_percent: 13}), of({down_percent: 1})]).toEqual([[["", 790, 700]], [], []]);
});

const history = fc.record({
  streams: fc.array(fc.oneof({weight: 8, arbitrary: fc.integer({min: 1, max: 400})}, fc.constant(0), fc.constant(null)), {minLength: 20, maxLength: 90}),
  others: fc.array(fc.integer({min: 0, max: 50}), {maxLength: 60}),
  arrivals: fc.array(fc.tuple(fc.constantFrom("2023-07-01", "2023-09-01", "2023-10-01", "2023-12-01"), fc.integer({min: 0, max: 85}), fc.integer({min: -20, max: 200}), fc.integer({min: 0, max: 900})), {maxLength: 12})
}).map(({streams, others, arrivals}): History => ({
  asOf: isoDay(addDays(day("2024-01-01"), 90)), streams, others, arrivals: arrivals.map(([month, after, earnings, units]) => [month, isoDay(addDays(day("2024-01-01"), after)), earnings, units]),
  payments: [["2023-09-01", "2023-11-29", 90, null], ["2023-12-01", "2024-02-29", 120, null]]
}));

const conditions = fc.constantFrom(
  {kind: "threshold", metric: "streams", window: "day", above: 50}, {kind: "threshold", metric: "revenue", window: "month", below: 150}, {kind: "change", metric: "streams", window: "week", up_percent: 5, down_percent: 5, per: "distributor"},
  {kind: "missing_feed", feed: "daily_streams", days: 1}, {kind: "missing_feed", feed: "statements", days: 10}, {kind: "overdue", days: 0}, {kind: "rate_drift", percent: 1, months: 1}, {kind: "restatement", percent: 0, after_days: 31}
);

test("a rule never fires below its minimum volume, and never sooner than its cooldown", () => {
  fc.assert(fc.property(history, conditions, fc.integer({min: 0, max: 300}), fc.integer({min: 1, max: 20}), (past, condition, volume, cooldown) => {
    const facts = factsOf(past);
    const open = evaluateRules([rule({cooldown_days: cooldown, conditions: [condition]})], facts).firings;
    const firings = evaluateRules([rule({cooldown_days: cooldown, conditions: [{...condition, min_volume: volume}]})], facts).firings;
    for (const {fired_on, subject} of firings) {
      const days = [...firings.filter((one) => one.subject === subject).map((one) => one.fired_on)];
      days.slice(1).forEach((next, i) => expect(dayCount(days[i], next) - 1).toBeGreaterThanOrEqual(cooldown));
      expect(found(facts, {...condition, min_volume: volume}, isoDay(fired_on)).length).toBeGreaterThan(0);
      expect(found(facts, condition, isoDay(fired_on)).length).toBeGreaterThan(0);
    }
    if (volume === 0) expect(firings).toEqual(open);
    const huge = evaluateRules([rule({cooldown_days: cooldown, conditions: [{...condition, min_volume: 1e12}]})], facts);
    expect([huge.firings, huge.alerts]).toEqual([[], []]);
  }), {numRuns: 150});
});

test("what fires up to a day does not depend on what comes after it", () => {
  fc.assert(fc.property(history, fc.integer({min: 25, max: 80}), (past, at) => {
    const cut = addDays(day("2024-01-01"), at);
    const seen: History = {
      ...past, asOf: isoDay(cut), streams: past.streams!.slice(0, at + 1), others: past.others!.slice(0, at + 1), arrivals: past.arrivals!.filter(([, on]) => on <= isoDay(cut))
    };
    const rules = [{kind: "threshold", metric: "streams", window: "day", above: 50}, {kind: "change", metric: "streams", window: "week", up_percent: 5, down_percent: 5}, missing, {kind: "missing_feed", feed: "statements", days: 10}, {kind: "rate_drift", percent: 1, months: 1}, {kind: "restatement", percent: 0, after_days: 31}, {kind: "overdue", days: 0}]
      .map((condition, i) => rule({id: `r${i}`, cooldown_days: 5, conditions: [condition]}));
    const before = (whole: History, until: Date) => evaluateRules(rules, factsOf(whole)).firings.filter(({fired_on}) => fired_on < until).map(({rule_id, subject, fired_on, value}) => [rule_id, subject, isoDay(fired_on), value]);
    expect(before(past, cut)).toEqual(before(seen, cut));
  }), {numRuns: 60});
});

test("an empty folder has no alerts, and rules survive being written down", () => {
  const nothing = readAlertFacts({...overviewOf({asOf: "2024-01-01"}), daily: {}, arrivals: {}, payments: {}, kpi_monthly: {}});
  expect(evaluateRules(defaultRules, nothing)).toEqual({alerts: [], firings: []});
  expect(AlertRule.parse(JSON.parse(JSON.stringify(defaultRules[0])))).toEqual(defaultRules[0]);
});
