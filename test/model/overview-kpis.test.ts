import {describe, expect, test} from "vitest";
import {isoDay, parseDay} from "../../src/model/days.js";
import {changesOf} from "../../src/model/overview-changes.js";
import {readOverview, type OverviewJson} from "../../src/model/overview-data.js";
import {rateKpi, revenueKpi, streamsByDay, streamsKpi} from "../../src/model/overview-kpis.js";
import {nextPaymentKpi, nextPaymentOn, outstandingKpi, outstandingOn} from "../../src/model/overview-payments.js";
import {resolvePeriod, type PeriodPreset} from "../../src/model/periods.js";
import {overviewJson} from "./overview.fixture.js";

const data = readOverview(overviewJson);
const day = (text: string) => parseDay(text)!;
const period = (preset: PeriodPreset, from?: string, to?: string) =>
  resolvePeriod({preset, custom: from && to ? {from: day(from), to: day(to)} : null}, {first: data.first!, through: data.through!});
const near = (value: number | null) => value !== null && Number(value.toFixed(6));

test("what the file says: currency, coverage, first and last day", () => {
  expect([data.currency, [...data.covered], isoDay(data.first!), isoDay(data.through!)]).toEqual(["USD", ["distrokid"], "2024-01-01", "2024-03-20"]);
});

test("money of another currency is kept apart and named", () => {
  const kpi = overviewJson.kpi_monthly;
  const mixed = readOverview({...overviewJson, kpi_monthly: {...kpi, currency: kpi.currency.map((code, i) => (i === 1 ? "EUR" : code))}});
  expect([mixed.currency, mixed.currencies]).toEqual(["USD", ["USD", "EUR"]]);
  expect(revenueKpi(mixed, period("all"), "usage", "default").confirmed).toBe(12);
});

describe("streams", () => {
  test("sum of the days, with the change over equal days and the missing day named", () => {
    const kpi = streamsKpi(data, period("7d"));
    expect(kpi.total).toBe(770);
    expect(kpi.delta).toEqual({ratio: 0, basis: "against 7 – 13 Mar 2024"});
    expect(streamsKpi(data, period("30d")).missingDays).toBe(1);
  });

  test("days that the feed has not reached are left out of the change on both sides", () => {
    const ahead = readOverview({...overviewJson, data_through: "2024-03-22"});
    const kpi = streamsKpi(ahead, resolvePeriod({preset: "7d"}, {first: ahead.first!, through: ahead.through!}));
    expect(kpi.total).toBe(550); // 16 to 20 March
    expect(kpi.delta).toEqual({ratio: 0, basis: "against 9 – 13 Mar 2024"});
  });

  test("no change is shown when the period before has no data", () => {
    expect(streamsKpi(data, period("12m")).delta.ratio).toBeNull();
    expect(streamsKpi(data, period("all")).delta).toEqual({ratio: null, basis: "all data: nothing earlier"});
  });

  test("the 7-day average looks back over 7 days and no further than the data", () => {
    const values = streamsByDay(data, {from: day("2024-01-01"), to: day("2024-01-02")}, true).map((point) => point.value);
    expect(values).toEqual([110, 110]);
  });
});

describe("revenue", () => {
  test("confirmed and estimate are never added", () => {
    const kpi = revenueKpi(data, period("all"), "usage", "default");
    expect([kpi.confirmed, near(kpi.estimate), kpi.isReported, kpi.confirmedMonths.map(isoDay)]).toEqual([14, 13.1, true, ["2024-01-01", "2024-02-01"]]);
  });

  test("a period without a whole reported month is an estimate, compared with an estimate", () => {
    const kpi = revenueKpi(data, period("7d"), "usage", "default");
    expect([kpi.confirmed, near(kpi.estimate), kpi.isReported]).toEqual([0, 2.31, false]);
    expect([near(kpi.delta.ratio), kpi.delta.basis]).toEqual([0, "estimate against that of 7 – 13 Mar 2024"]);
  });

  test("statement calendar: what was reported, against what was reported", () => {
    const kpi = revenueKpi(data, period("custom", "2024-03-01", "2024-03-31"), "statement", "default");
    expect([kpi.confirmed, kpi.estimate, kpi.delta]).toEqual([4, 0, {ratio: -0.6, basis: "against Feb 2024"}]);
  });
});

test("revenue per stream uses complete months, distributors with statements and platforms of the feed only", () => {
  const kpi = rateKpi(data, period("all"), "default");
  expect([near(kpi.rate), kpi.months]).toEqual([near(8 / 3100), "Jan 2024"]);
  const none = rateKpi(data, period("7d"), "default");
  expect([none.rate, near(none.estimate)]).toEqual([null, 0.003]);
});

describe("payments", () => {
  const asOf = day("2024-03-25");

  test("outstanding of those who report, and apart from it of those who do not", () => {
    const now = outstandingOn(data, asOf, "default");
    expect([near(now.total), near(now.uncovered), now.overdue, now.due]).toEqual([10.7, 2.4, 0, 0]); // 4.7 + 6; January is past its usual wait
    expect(near(outstandingOn(data, asOf, "observed").total)).toBe(5.8);
  });

  test("as it stood one period earlier: a month under way counts the streams up to that day", () => {
    const before = outstandingOn(data, day("2024-02-10"), "default");
    expect(near(before.total)).toBe(12.3); // 9.3 of January + 10 days of February
    const kpi = outstandingKpi(data, period("30d"), asOf, "default");
    expect(kpi.delta.basis).toBe("against 24 Feb 2024");
    expect(near(kpi.delta.ratio)).toBe(near(10.7 / 8.5 - 1)); // 24 days of February (7.2), and January was still short of 1.3
  });

  test("the next payment is the earliest with anything outstanding", () => {
    const next = nextPaymentOn(data, asOf, "default")!;
    expect([isoDay(next.expected_on), near(next.amount), near(next.arrived), near(next.uncovered), next.distributors]).toEqual(["2024-04-29", 4.7, 4, 0.87, ["distrokid"]]);
    expect(nextPaymentOn(data, day("2024-06-01"), "default")).toBeNull();
    const {delta} = nextPaymentKpi(data, period("30d"), asOf, "default");
    expect([near(delta.ratio), delta.basis]).toEqual([near(8.7 / 9.3 - 1), "estimate for Feb 2024 against Jan 2024"]);
  });

  test("without any statement everyone counts", () => {
    const silent: OverviewJson = {...overviewJson, kpi_monthly: {...overviewJson.kpi_monthly, line_count: [0, 0, 0, 0, 0, 0, 0]}, arrivals: {}};
    expect(near(outstandingOn(readOverview(silent), asOf, "default").total)).toBe(26.4);
  });
});

test("what changed: earnings where months are complete, else streams", () => {
  expect(changesOf(data, period("7d"))).toMatchObject({measure: "streams", platform: [{id: "spotify", now: 770, before: 770}], artist: []});
  const complete = readOverview({...overviewJson, kpi_monthly: {...overviewJson.kpi_monthly, is_complete: [true, true, false, true, false, false, false]}});
  const changes = changesOf(complete, period("custom", "2024-02-01", "2024-02-29"));
  expect(changes.measure).toBe("earnings");
  expect(changes.platform).toEqual([{id: "spotify", before: 8, now: 4}, {id: "youtube", before: 2, now: 0}]);
  expect(changes.artist).toEqual([{id: "A", before: 7, now: 0}, {id: "B", before: 3, now: 0}]);
});

test("an empty workspace reads as nothing", () => {
  const nothing = readOverview({...overviewJson, data_through: null, daily: {}, kpi_monthly: {}, payments: {}, arrivals: {}, artists: {}, countries: {}});
  expect([nothing.first, nothing.through, nothing.currency, nothing.covered.size]).toEqual([null, null, "USD", 0]);
  expect(revenueKpi(nothing, resolvePeriod({preset: "12m"}, {first: day("2024-01-01"), through: day("2024-03-01")}), "usage", "default").confirmed).toBe(0);
});
