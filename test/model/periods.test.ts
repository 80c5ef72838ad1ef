import fc from "fast-check";
import {describe, expect, test} from "vitest";
import {addDays, addMonths, dayCount, isMonthEnd, isMonthStart, isoDay, monthCount, monthEnd, parseDay} from "../../src/model/days.js";
import {periodPresets, presetRange, previousRange, rangeLabel, resolvePeriod, wholeMonths} from "../../src/model/periods.js";

const day = (text: string) => parseDay(text)!;
const range = (from: string, to: string) => ({from: day(from), to: day(to)});
const iso = (r: {from: Date; to: Date} | null) => r && `${isoDay(r.from)}..${isoDay(r.to)}`;
const data = {first: day("2023-10-05"), through: day("2025-11-20")};
const anyDay = fc.integer({min: 0, max: 20_000}).map((n) => addDays(day("1990-01-01"), n));
const anyRange = fc.tuple(anyDay, fc.integer({min: 0, max: 900})).map(([from, n]) => ({from, to: addDays(from, n)}));

describe("presets end on the last day with data", () => {
  test.each([
    ["7d", "2025-11-14..2025-11-20", "2025-11-07..2025-11-13"],
    ["30d", "2025-10-22..2025-11-20", "2025-09-22..2025-10-21"],
    ["90d", "2025-08-23..2025-11-20", "2025-05-25..2025-08-22"],
    ["12m", "2024-12-01..2025-11-20", "2023-12-01..2024-11-20"],
    ["ytd", "2025-01-01..2025-11-20", "2024-01-01..2024-11-20"]
  ] as const)("%s", (preset, expected, before) => {
    const period = resolvePeriod({preset}, data);
    expect(iso(period)).toBe(expected);
    expect(iso(period.compare)).toBe(before);
  });

  test("all has no earlier period, and compare can be off", () => {
    expect(iso(presetRange("all", data))).toBe("2023-10-05..2025-11-20");
    expect(resolvePeriod({preset: "all"}, data).compare).toBeNull();
    expect(resolvePeriod({preset: "7d", compare: false}, data).compare).toBeNull();
  });

  test("a custom period without dates falls back to 12 months", () => {
    expect(resolvePeriod({preset: "custom"}, data).preset).toBe("12m");
  });
});

describe("the equal period before", () => {
  test("whole months move by months, leap day or not", () => {
    expect(iso(previousRange(range("2024-03-01", "2024-03-31")))).toBe("2024-02-01..2024-02-29");
    expect(iso(previousRange(range("2025-01-01", "2025-03-31")))).toBe("2024-10-01..2024-12-31");
  });

  test("a year back from 29 February is the last of February", () => {
    expect(iso(previousRange(range("2024-01-01", "2024-02-29"), "ytd"))).toBe("2023-01-01..2023-02-28");
    expect(isoDay(addMonths(day("2023-02-28"), 12))).toBe("2024-02-29");
  });

  test("property: equal length, adjacent, no overlap", () => {
    fc.assert(fc.property(anyRange, (r) => {
      const before = previousRange(r)!;
      expect(isoDay(addDays(before.to, 1))).toBe(isoDay(r.from));
      const whole = isMonthStart(r.from) && isMonthEnd(r.to);
      expect(whole ? monthCount(before.from, before.to) : dayCount(before.from, before.to)).toBe(whole ? monthCount(r.from, r.to) : dayCount(r.from, r.to));
    }));
  });

  test("property: every preset lies at UTC midnight and ends at `through`", () => {
    fc.assert(fc.property(anyDay, fc.constantFrom(...periodPresets.filter((p) => p !== "custom")), (through, preset) => {
      const r = presetRange(preset, {first: day("1980-01-01"), through});
      expect(r.to).toEqual(through);
      expect(r.from.getTime() % 86_400_000).toBe(0);
      expect(r.from <= r.to).toBe(true);
    }));
  });
});

describe("whole months", () => {
  test("the month under way counts only when the range reaches the last day with data", () => {
    expect(wholeMonths(range("2025-09-15", "2025-11-20"), data.through).map(isoDay)).toEqual(["2025-10-01", "2025-11-01"]);
    expect(wholeMonths(range("2025-09-15", "2025-11-19"), data.through).map(isoDay)).toEqual(["2025-10-01"]);
    expect(wholeMonths(range("2025-11-14", "2025-11-20"), data.through)).toEqual([]);
  });

  test("property: each whole month is inside, and the months beside them are not", () => {
    fc.assert(fc.property(anyRange, (r) => {
      const months = wholeMonths(r);
      for (const month of months) expect(month >= r.from && monthEnd(month) <= r.to).toBe(true);
      if (months.length) {
        expect(addMonths(months[0], -1) < r.from).toBe(true);
        expect(monthEnd(addDays(monthEnd(months.at(-1)!), 1)) > r.to).toBe(true);
      }
    }));
  });
});

test("labels", () => {
  expect(rangeLabel(range("2024-12-01", "2025-11-30"))).toBe("Dec 2024 – Nov 2025");
  expect(rangeLabel(range("2025-01-01", "2025-08-31"))).toBe("Jan – Aug 2025");
  expect(rangeLabel(range("2025-11-01", "2025-11-20"))).toBe("1 – 20 Nov 2025");
  expect(rangeLabel(range("2025-11-20", "2025-11-20"))).toBe("20 Nov 2025");
  expect(rangeLabel(range("2024-12-01", "2025-11-20"))).toBe("1 Dec 2024 – 20 Nov 2025");
});

test("impossible days are refused", () => {
  expect(parseDay("2025-02-30")).toBeNull();
  expect(parseDay("2025-02")).toBeNull();
  expect(parseDay("2024-02-29T10:00:00Z")?.toISOString()).toBe("2024-02-29T00:00:00.000Z");
});
