import {expect, test} from "vitest";
import {resolvePeriod} from "../../src/model/periods.js";
import {touchedMonths, varianceRow, varianceRows, type NamedCell} from "../../src/model/variance-rows.js";

const day = (text: string): Date => new Date(text);
const cell = (month: string, platform: string, over: Partial<NamedCell> = {}): NamedCell => ({
  usage_month: day(month), distributor: "distrokid", platform, currency: "USD", status: "VARIANCE", expected_units: 1000, expected_rate: 0.002,
  expected: 2, actual_units: 1100, gross: 2.75, fees: 0, ...over
});

test("judged cells by month (newest first), platform and distributor; awaited and uncovered ones are not in any row", () => {
  const cells = [
    cell("2025-07-01", "spotify"), cell("2025-07-01", "apple", {expected: 9, expected_rate: 0.009}), cell("2025-08-01", "spotify"),
    cell("2025-09-01", "spotify", {status: "AWAITING"}), cell("2025-07-01", "spotify", {distributor: "toolost", status: "NO_STATEMENT", actual_units: null, gross: null})
  ];
  expect(varianceRows(cells, "month").map(({key, shown}) => [key, shown.expected, shown.actual])).toEqual([[day("2025-08-01"), 200, 275], [day("2025-07-01"), 1100, 550]]);
  expect(varianceRows(cells, "platform").map(({key}) => key)).toEqual(["apple", "spotify"]);
  expect(varianceRows(cells, "distributor").map(({key, total}) => [key, total.cell_count])).toEqual([["distrokid", 3]]);
  expect(varianceRow("all", []).shown).toMatchObject({expected: 0, variance: 0});
});

test("the months a period touches, and the equal run before", () => {
  const data = {first: day("2024-01-01"), through: day("2025-11-20")};
  const iso = (range: {from: Date; to: Date} | null) => range && [range.from, range.to].map((at) => at.toISOString().slice(0, 10));
  const week = touchedMonths(resolvePeriod({preset: "7d"}, data));
  expect([iso(week), iso(week.compare)]).toEqual([["2025-11-01", "2025-11-30"], ["2025-10-01", "2025-10-31"]]);
  const ytd = touchedMonths(resolvePeriod({preset: "ytd"}, data));
  expect([iso(ytd), iso(ytd.compare)]).toEqual([["2025-01-01", "2025-11-30"], ["2024-01-01", "2024-11-30"]]);
  expect(touchedMonths(resolvePeriod({preset: "all"}, data)).compare).toBeNull();
});
