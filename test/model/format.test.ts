import fc from "fast-check";
import {expect, test} from "vitest";
import {toCsv} from "../../src/model/csv.js";
import {approx, formatAmount, formatChange, formatCompact, formatCount, formatDay, formatInstant, formatMoney, formatMonth, formatPercent, formatRate, roundDecimal} from "../../src/model/format.js";

test("money carries its currency and is exact to the cent", () => {
  expect(formatMoney("1234.565", "USD")).toBe("USD\u00a01,234.57");
  expect(formatMoney("0.005", "USD")).toBe("USD\u00a00.01");
  expect(formatMoney("1.005", "USD")).toBe("USD\u00a01.01"); // 1.005 as a float would round down
  expect(formatMoney("-12.345678901234567890", "ZAR")).toBe("−ZAR\u00a012.35");
  expect(formatMoney(-0.001, "USD")).toBe("USD\u00a00.00");
  expect(formatMoney(null, "USD")).toBe("—");
  expect(formatRate("0.002274", "USD")).toBe("USD\u00a00.002274");
  expect(formatAmount("123456789012345678.99")).toBe("123,456,789,012,345,678.99");
  expect(approx(formatMoney(3, "USD", 0))).toBe("≈\u00a0USD\u00a03");
  expect(approx("—")).toBe("—");
});

test("property: decimal rounding equals integer arithmetic", () => {
  fc.assert(fc.property(fc.bigInt({min: -(10n ** 24n), max: 10n ** 24n}), (n) => {
    const abs = n < 0n ? -n : n;
    const text = `${n < 0n ? "-" : ""}${abs / 10n ** 18n}.${String(abs % 10n ** 18n).padStart(18, "0")}`;
    const cents = (abs + 5n * 10n ** 15n) / 10n ** 16n;
    expect(roundDecimal(text, 2)).toBe(`${n < 0n ? "-" : ""}${cents / 100n}.${String(cents % 100n).padStart(2, "0")}`);
  }));
});

test("roundDecimal refuses what is not plain decimal text", () => {
  expect(() => roundDecimal("1e-5", 2)).toThrow("not a plain decimal: 1e-5");
});

test("counts, compact counts, shares and changes", () => {
  expect(formatCount(1234567)).toBe("1,234,567");
  expect([950, 1000, 34_512, 999_990, 1_234_567, 250_000_000, -1500, 0, 0.5].map((n) => formatCompact(n)))
    .toEqual(["950", "1k", "34.5k", "1M", "1.2M", "250M", "−1.5k", "0", "0.50"]);
  expect(formatPercent(0.1234)).toBe("12.3%");
  expect([0.1234, -0.05, 0, 0.00001, null].map((n) => formatChange(n))).toEqual(["+12.3%", "−5.0%", "0.0%", "0.0%", "—"]);
});

test("dates are UTC whatever the machine's zone", () => {
  const at = new Date("2025-08-01T00:00:00Z");
  expect(formatMonth(at)).toBe("Aug 2025");
  expect(formatDay(at)).toBe("1 Aug 2025");
  expect(formatInstant(new Date("2025-11-20T08:05:59Z"))).toBe("20 Nov 2025 08:05 UTC");
});

test("CSV: full precision, ISO dates, quoting, and no formula survives", () => {
  const columns = ["a", "b"].map((key) => ({header: key, value: (row: Record<string, unknown>) => row[key]}));
  const rows = [
    {a: 0.1 + 0.2, b: new Date("2025-08-01")}, {a: "-0.000000000000000001", b: "=HYPERLINK(\"x\")"},
    {a: null, b: "two\nlines, one cell"}, {a: -5, b: "@cmd"}, {a: "-1+cmd|' /C calc'!A0", b: new Date("2025-08-01T10:00:00Z")}
  ];
  expect(toCsv(rows, columns)).toBe([
    "a,b", "0.30000000000000004,2025-08-01", '-0.000000000000000001,"\'=HYPERLINK(""x"")"',
    ',"two\nlines, one cell"', "-5,'@cmd", "'-1+cmd|' /C calc'!A0,2025-08-01T10:00:00.000Z", ""
  ].join("\r\n"));
});
