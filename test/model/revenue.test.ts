import fc from "fast-check";
import {describe, expect, test} from "vitest";
import {addDays, isoDay, parseDay} from "../../src/model/days.js";
import {readOverview} from "../../src/model/overview-data.js";
import {resolvePeriod, type DayRange} from "../../src/model/periods.js";
import {estimateParts, hasEstimates} from "../../src/model/revenue-estimates.js";
import {completeMonths, confirmedOf, estimateOf, likeForLike, statementParts, uncoveredEstimate, usageParts} from "../../src/model/revenue.js";
import {revenueDays} from "../../src/model/revenue-scope.js";
import {overviewJson} from "./overview.fixture.js";

const data = readOverview(overviewJson);
const day = (text: string) => parseDay(text)!;
const range = (from: string, to: string): DayRange => ({from: day(from), to: day(to)});
const sums = (parts: ReturnType<typeof usageParts>) => [confirmedOf(parts), estimateOf(parts)].map((n) => Number(n.toFixed(6)));

describe("usage calendar", () => {
  test("a complete month is confirmed; a distributor without statements is all estimate", () => {
    expect(sums(usageParts(data, range("2024-01-01", "2024-01-31"), "default"))).toEqual([10, 0.93]);
  });

  test("a month that is filling up keeps what arrived and estimates the rest, on either basis", () => {
    expect(sums(usageParts(data, range("2024-02-01", "2024-02-29"), "default"))).toEqual([4, 5.57]); // 8.7 - 4 + 0.87
    expect(sums(usageParts(data, range("2024-02-01", "2024-02-29"), "observed"))).toEqual([4, 2.38]); // 5.8 - 4 + 0.58
  });

  test("days outside whole months are estimated by day, never a share of a month's earnings", () => {
    expect(sums(usageParts(data, range("2024-01-22", "2024-02-29"), "default"))).toEqual([4, 8.87]); // 10 × 0.33 + 5.57
  });

  test("the month under way counts as whole when the period reaches the last day with data", () => {
    const months = (to: string) => usageParts(data, range("2024-03-01", to), "default").length;
    expect(sums(usageParts(data, range("2024-03-01", "2024-03-20"), "default"))).toEqual([0, 6.6]);
    expect(months("2024-03-20")).toBe(2);
  });

  test("who the estimate belongs to", () => {
    const {amount, distributors} = uncoveredEstimate(data, range("2024-01-01", "2024-03-20"), "default");
    expect([Number(amount.toFixed(6)), distributors]).toEqual([2.4, ["toolost"]]);
  });

  test("property: however a run of days is cut, no day's estimate is lost or counted twice outside whole months", () => {
    const within = fc.tuple(fc.integer({min: 1, max: 13}), fc.integer({min: 1, max: 14}));
    fc.assert(fc.property(within, ([from, length]) => {
      const days = {from: addDays(day("2024-02-01"), from), to: addDays(day("2024-02-01"), from + length)};
      expect(estimateOf(usageParts(data, days, "default"))).toBeCloseTo(0.33 * (length + 1), 9);
      expect(confirmedOf(usageParts(data, days, "default"))).toBe(0);
    }));
  });
});

test("statement calendar is exact to the day and never estimates", () => {
  expect(sums(statementParts(data, range("2024-02-20", "2024-03-18")))).toEqual([14, 0]);
  expect(sums(statementParts(data, range("2024-02-21", "2024-03-17")))).toEqual([0, 0]);
});

test("complete months are those where every platform with statements is complete", () => {
  const months = ["2024-01-01", "2024-02-01", "2024-03-01"].map(day);
  expect(completeMonths(data, months).map(isoDay)).toEqual(["2024-01-01"]);
});

describe("like for like", () => {
  const period = (from: string, to: string, preset: "custom" | "12m" = "custom") => resolvePeriod({preset, custom: range(from, to)}, {first: data.first!, through: data.through!});

  test("needs statements in the months before", () => {
    expect(likeForLike(data, period("2024-01-01", "2024-01-31"))).toBeNull();
    expect(likeForLike(data, {...period("2024-01-01", "2024-01-31"), compare: null})).toBeNull();
  });

  test("compares only the complete months of a period, and says so", () => {
    const more = readOverview({...overviewJson, kpi_monthly: {...overviewJson.kpi_monthly, is_complete: [true, true, false, true, false, false, false]}});
    const both = likeForLike(more, period("2024-02-01", "2024-03-20"))!;
    expect(both).toBeNull(); // two months back there is nothing
    const one = likeForLike(more, period("2024-02-01", "2024-02-29"))!;
    expect([one.now.map(isoDay), one.before.map(isoDay)]).toEqual([["2024-02-01"], ["2024-01-01"]]);
    expect(one.basis).toBe("Feb 2024 against Jan 2024, complete months");
  });

  test("days for the queries: whole months on the usage calendar, the very days on the other", () => {
    const choice = period("2024-01-10", "2024-02-29");
    expect(revenueDays(data, choice, "usage").days).toEqual({from: "2024-02-01", to: "2024-02-29"});
    expect(revenueDays(data, choice, "statement").days).toEqual({from: "2024-01-10", to: "2024-02-29"});
    expect(revenueDays(data, period("2024-01-10", "2024-01-20"), "usage").days).toBeNull();
  });
});

test("estimates follow filters by distributor, platform and month, and vanish under any other", () => {
  const all = range("2024-01-01", "2024-03-20");
  const sum = (filters: Record<string, string>, except?: string) => Number(estimateOf(estimateParts(data, all, {calendar: "usage", basis: "default", filters}, except)).toFixed(6));
  expect(sum({})).toBe(13.1); // 2.4 TooLost + 4.7 + 6 DistroKid
  expect(sum({distributor: "toolost"})).toBe(2.4);
  expect(sum({distributor: "toolost"}, "distributor")).toBe(13.1);
  expect(sum({month: "2024-02-01"})).toBe(5.57);
  expect(sum({platform: "youtube"})).toBe(0);
  expect(sum({artist: "A"})).toBe(0);
  expect([hasEstimates("usage", {}), hasEstimates("statement", {}), hasEstimates("usage", {country: "US"})]).toEqual([true, false, false]);
});
