/** Streams as series, growth, weekdays, events and forecasts, on feeds small enough to know the answer. */
import {describe, expect, test} from "vitest";
import {addDays, isoDay, parseDay} from "../../src/model/days.js";
import type {BacktestJson, StreamScope} from "../../src/model/stream-data.js";
import {verdictOn} from "../../src/model/stream-data.js";
import {markedChanges, markedDays, recordDays} from "../../src/model/stream-events.js";
import {forecastDays, forecastMonths} from "../../src/model/stream-forecast.js";
import {compoundGrowth, dayGrowth, monthGrowth, weekGrowth} from "../../src/model/stream-growth.js";
import {judgeDays} from "../../src/model/stream-odd-days.js";
import {emptySeries, monthlyValues, streamMonths, streamSeries, type FeedRow} from "../../src/model/stream-series.js";
import {weekdayPattern} from "../../src/model/stream-weekday.js";

const day = (iso: string): Date => parseDay(iso)!;
const row = (date: Date, stream_count: number, distributor = "distrokid", platform = "spotify", is_missing = false): FeedRow => ({streamed_on: date, distributor, platform, stream_count, is_missing});
/** `count` days from `from`, `streams(i)` each; null is a missing report, written as 0. */
const feed = (from: string, count: number, streams: (i: number) => number | null, distributor = "distrokid", platform = "spotify"): FeedRow[] =>
  Array.from({length: count}, (_, i) => row(addDays(day(from), i), streams(i) ?? 0, distributor, platform, streams(i) === null));

describe("streamSeries", () => {
  test("a day with one report missing is unknown, and still counts what came", () => {
    const series = streamSeries([...feed("2024-01-01", 5, (i) => (i === 2 ? null : 10)), ...feed("2024-01-01", 5, () => 1, "distrokid", "apple")])!;
    expect(series.values).toEqual([11, 11, null, 11, 11]);
    expect(series.reported).toEqual([11, 11, 1, 11, 11]);
    expect(series.platforms.map(({platform, values}) => [platform, values])).toEqual([["spotify", [10, 10, null, 10, 10]], ["apple", [1, 1, 1, 1, 1]]]);
    expect(series.gaps).toEqual([{date: day("2024-01-03"), distributor: "distrokid", platform: "spotify"}]);
  });

  test("a day that is not in the file at all is unknown too", () => {
    const rows = feed("2024-01-01", 6, () => 5).filter((one) => isoDay(one.streamed_on) !== "2024-01-04");
    expect(streamSeries(rows)!.values).toEqual([5, 5, 5, null, 5, 5]);
  });

  test("a feed that begins later adds from its first stream on; one that lags holds the others back, one that ended does not", () => {
    const main = feed("2024-01-01", 100, () => 10);
    const joined = streamSeries([...main, ...feed("2024-01-01", 98, (i) => (i < 50 ? 0 : 2), "toolost")])!;
    expect([joined.values[49], joined.values[50], isoDay(joined.last)]).toEqual([10, 12, "2024-04-07"]);
    expect(joined.starts.map(({distributor, date}) => [distributor, isoDay(date)])).toEqual([["distrokid", "2024-01-01"], ["toolost", "2024-02-20"]]);
    expect(joined.behind.map(({distributor}) => distributor)).toEqual(["toolost"]);
    const ended = streamSeries([...main, ...feed("2024-01-01", 20, () => 2, "toolost")])!;
    expect([ended.values[19], ended.values[20], ended.values.length]).toEqual([12, 10, 100]);
  });

  test("no stream is no series, and an empty one can be drawn", () => {
    expect(streamSeries([])).toBeNull();
    expect(streamSeries(feed("2024-01-01", 3, () => 0))).toBeNull();
    const nothing = emptySeries(day("2024-01-01"));
    expect([dayGrowth(nothing, nothing.first).value, compoundGrowth(nothing, nothing.first).rate, recordDays(nothing, {releases: [], campaigns: []})]).toEqual([null, null, []]);
    expect(weekdayPattern(nothing, {from: nothing.first, to: nothing.first}).every((one) => one.index === null && one.count === 0)).toBe(true);
  });

  test("months: sums as reported, means over full days; the first and last part of a month are not whole", () => {
    const series = streamSeries(feed("2024-01-15", 60, (i) => (i === 20 ? null : 10)))!;
    expect(streamMonths(series).map(({total, perDay, knownDays, days, isWhole}) => [total, perDay, knownDays, days, isWhole])).toEqual([[170, 10, 17, 31, false], [280, 10, 28, 29, true], [140, 10, 14, 31, false]]);
    expect(monthlyValues(series)).toEqual([{date: day("2024-02-01"), value: 290}]);
  });
});

describe("growth", () => {
  const series = streamSeries(feed("2024-01-01", 91, (i) => (i === 85 ? null : i < 31 ? 100 : i < 60 ? 110 : 121)))!;

  test("a day against the day before and the same weekday", () => {
    const doubled = streamSeries(feed("2024-01-01", 10, (i) => (i === 9 ? 30 : i === 2 ? 15 : 20)))!;
    const {value, label, delta, second} = dayGrowth(doubled, day("2024-02-01"));
    expect([value, label, delta.ratio, second!.ratio]).toEqual([30, "10 Jan 2024", 0.5, 1]);
  });

  test("a missing day before is said, not taken as 0", () => {
    const {delta} = dayGrowth(series, day("2024-03-27"));
    expect(delta).toEqual({ratio: null, basis: "26 Mar 2024 has no full report to compare with"});
  });

  test("a week leaves out the weekday that one of the two lacks", () => {
    const {value, delta} = weekGrowth(series, day("2024-03-31"));
    expect([value, delta.ratio, delta.basis]).toEqual([726, 0, "against 18 – 24 Mar 2024, the 6 weekdays with a full report in both"]);
    expect(weekGrowth(series, day("2024-01-10")).value).toBeNull();
  });

  test("months by their streams per full day, and the compound rate between them", () => {
    const {value, delta, second} = monthGrowth(series, day("2024-03-31"));
    expect([value, delta.ratio!.toFixed(9), second!.ratio]).toEqual([121 * 30, "0.100000000", null]);
    const {rate, steps, basis} = compoundGrowth(series, day("2024-03-31"));
    expect([rate!.toFixed(9), steps, basis]).toEqual(["0.100000000", 2, "Jan 2024 to Mar 2024, 2 steps, streams per day"]);
    expect(monthGrowth(series, day("2024-03-30")).label).toBe("Feb 2024");
  });
});

test("weekdays: the index of a known week, and only days whose week is full", () => {
  const week = [98, 100, 100, 102, 104, 102, 94];
  const series = streamSeries(feed("2024-01-01", 56, (i) => (i === 24 ? null : week[i % 7] * 10)))!;
  const pattern = weekdayPattern(series, {from: day("2024-01-01"), to: day("2024-02-25")});
  expect(pattern.map(({index}) => (index! * 100).toFixed(6))).toEqual(week.map((value) => value.toFixed(6)));
  expect(pattern.reduce((sum, {count}) => sum + count, 0)).toBe(56 - 6 - 7);
  expect(pattern[0].label).toBe("Monday");
});

describe("odd days and lasting changes", () => {
  const noise = (i: number) => 1 + 0.02 * Math.sin(i * i * 1.7);
  const series = streamSeries(feed("2024-01-01", 200, (i) => (i === 150 ? null : Math.round((i < 100 ? 1000 : 1500) * noise(i) * (i === 60 ? 2 : i === 170 ? 0.5 : 1)))))!;
  const scope: StreamScope = {distributor: null, ...judgeDays(series), daily: {forecast: null, refusal: ""}, monthly: {forecast: null, refusal: ""}};
  const known = {
    releases: [{title: "Song", artist: "A", release_on: "2024-02-28"}], scopes: [],
    campaigns: [{campaign: "Push", first_on: "2024-04-09", last_on: "2024-04-30"}, {campaign: "Long", first_on: "2024-06-01", last_on: "2024-07-30"}]
  };
  const all = {from: series.first, to: series.last};

  test("a release near makes a high day an event; a low one stays odd; a missing report is said first", () => {
    const marks = markedDays(scope, series, known, all).map(({date, kind, direction, coincides}) => [isoDay(date), kind, direction, coincides]);
    expect(marks).toEqual([
      ["2024-06-19", "odd", "low", ["during campaign Long"]],
      ["2024-05-30", "missing", null, ["no report: DistroKid, Spotify"]],
      ["2024-03-01", "event", "high", ["release of Song (A), 28 Feb 2024"]]
    ]);
  });

  test("a lasting change with its levels and the campaign that began with it", () => {
    const [change, ...others] = markedChanges(scope, series, known, all);
    expect(others).toEqual([]);
    expect([isoDay(change.date), Math.abs(change.before - 1000) < 20, Math.abs(change.after - 1500) < 30, change.coincides]).toEqual(["2024-04-10", true, true, ["campaign Push, from 9 Apr 2024"]]);
  });

  test("records are ranked, equal days in order of time", () => {
    const flat = streamSeries(feed("2024-01-01", 4, (i) => [5, 9, 5, 7][i]))!;
    expect(recordDays(flat, known).map(({rank, date, value}) => [rank, isoDay(date), value])).toEqual([[1, "2024-01-02", 9], [2, "2024-01-04", 7], [3, "2024-01-01", 5], [4, "2024-01-03", 5]]);
  });
});

describe("forecasts", () => {
  const week = [0.98, 1, 1, 1.02, 1.04, 1.02, 0.94];
  const rows = feed("2022-12-20", 460, (i) => (i === 300 ? null : Math.round(1000 * week[i % 7] * (1 + 0.01 * Math.sin(i * i)))));
  const series = streamSeries(rows)!;

  test("28 days from the day after the last, ranges nested, a backtest beside it, the same every time", () => {
    const {forecast} = forecastDays(series);
    expect([forecast!.start, forecast!.mean.length, forecast!.unknown, forecast!.history]).toEqual(["2024-03-24", 28, 1, 363]);
    forecast!.mean.forEach((mean, i) => {
      const [narrow, wide] = forecast!.intervals;
      expect([wide.lower[i], narrow.lower[i], mean, narrow.upper[i], wide.upper[i]]).toEqual([wide.lower[i], narrow.lower[i], mean, narrow.upper[i], wide.upper[i]].sort((a, b) => a - b));
      expect(Math.abs(mean / (1000 * week[(460 + i) % 7]) - 1)).toBeLessThan(0.02);
    });
    const {backtest} = forecast!;
    expect([backtest.horizon, backtest.origins, backtest.beats_naive]).toEqual([28, 28, true]);
    expect(forecastDays(series).forecast).toEqual(forecast);
  });

  test("12 months from the month that is not over; a month with a gap at its mean", () => {
    const {forecast} = forecastMonths(series);
    expect([forecast!.start, forecast!.mean.length, forecast!.history]).toEqual(["2024-03-01", 12, 14]);
    forecast!.mean.forEach((mean) => expect(Math.abs(mean / 30_400 - 1)).toBeLessThan(0.12));
  });

  test("short histories are refused with their reason", () => {
    const young = streamSeries(rows.slice(0, 40))!;
    expect(forecastDays(young).refusal).toBe("a daily forecast needs 56 days with a full report, there are 40");
    expect(forecastMonths(young).refusal).toBe("a forecast of 12 months needs 12 whole months of the daily feed, there are 0");
  });

  test("a method that loses to the naive forecast says so", () => {
    const figures = {smape: 1, coverage: []};
    const lost: BacktestJson = {...figures, mase: 1.2, horizon: 28, origins: 5, count: 140, naive: {...figures, mase: 1.1}, beats_naive: false};
    expect(verdictOn(lost)).toBe("In the backtest this method did not beat repeating the last season (MASE 1.20 against 1.10): read the forecast as no better than that.");
    expect(verdictOn({...lost, beats_naive: true})).toBe("In the backtest this method beat repeating the last season.");
  });
});
