import {describe, expect, test} from "vitest";
import type {ArrivalRow, PaymentCell} from "../../src/model/payment-status.js";
import {byCalendarMonth, calendarAround, calendarEntries, expectedPayments, receivedPayments, statusTotals} from "../../src/model/payment-summary.js";

const day = (text: string): Date => new Date(text);
const cell = (over: Partial<PaymentCell> = {}): PaymentCell => ({
  usage_month: day("2025-08-01"), distributor: "distrokid", platform: "spotify", currency: "USD", expected_on: day("2025-10-30"), expected: 100,
  arrived: 0, line_count: 0, first_reported_on: null, last_reported_on: null, is_covered_by_statements: true, status: "DUE", outstanding: 100, ...over
});
const paid = cell({platform: "apple", arrived: 48, expected: 50, status: "PAID", outstanding: 0, last_reported_on: day("2025-10-14")});
const partly = cell({platform: "youtube", arrived: 10, expected: 30, outstanding: 20, last_reported_on: day("2025-11-14")});
const empty = cell({platform: "deezer", expected: 0, outstanding: 0});

test("totals: open statuses sum what is outstanding, paid what arrived in paid cells; cells that owe nothing do not count", () => {
  const totals = statusTotals([cell(), paid, partly, empty, cell({status: "PENDING", outstanding: 7, expected_on: day("2025-12-30")})]);
  expect(totals.map(({status, amount, cell_count}) => [status, amount, cell_count])).toEqual([
    ["OVERDUE", 0, 0], ["DUE", 120, 2], ["DUE_SOON", 0, 0], ["PENDING", 7, 1], ["PAID", 48, 1]
  ]);
  expect(totals[3]).toMatchObject({first_on: day("2025-12-30"), last_on: day("2025-12-30")});
  expect(totals[0]).toMatchObject({first_on: null, last_on: null});
});

test("a distributor's usage month is one payment, open while any platform is", () => {
  const later = cell({usage_month: day("2025-09-01"), expected_on: day("2025-11-29")});
  const payments = expectedPayments([later, cell(), paid, partly, empty, cell({currency: "EUR"})]);
  expect(payments).toHaveLength(3);
  expect(payments[0]).toEqual({
    usage_month: day("2025-08-01"), distributor: "distrokid", currency: "USD", expected_on: day("2025-10-30"), status: "DUE", expected: 180,
    arrived: 58, outstanding: 120, last_reported_on: day("2025-11-14"), open_platforms: ["spotify", "youtube"]
  });
  expect(expectedPayments([paid])[0]).toMatchObject({status: "PAID", outstanding: 0, open_platforms: []});
});

const arrival = (reported_on: string, usage_month: string, earnings: string): ArrivalRow =>
  ({usage_month, distributor: "distrokid", platform: "spotify", currency: "USD", reported_on, earnings, line_count: 2});
const arrivals = [arrival("2025-09-14", "2025-07-01", "5"), arrival("2025-09-14", "2025-06-01", "1.5"), arrival("2025-11-14", "2025-08-01", "9")];

describe("statements and the calendar", () => {
  test("lines reported together are one statement with its usage months; later ones are not known yet", () => {
    expect(receivedPayments(arrivals, day("2025-11-13"))).toEqual([
      {reported_on: day("2025-09-14"), distributor: "distrokid", currency: "USD", earnings: 6.5, line_count: 4, usage_months: [day("2025-06-01"), day("2025-07-01")]}
    ]);
    expect(receivedPayments(arrivals, day("2025-11-14")).map((payment) => payment.reported_on)).toEqual([day("2025-11-14"), day("2025-09-14")]);
  });

  test("what came in a month and what is open share one time line, with its empty months", () => {
    const entries = calendarEntries(expectedPayments([cell(), paid]), receivedPayments([...arrivals, arrival("2025-11-17", "2025-09-01", "-1")], day("2025-11-20")));
    expect(entries.map(({on, status, amount}) => [on.toISOString().slice(0, 10), status, amount])).toEqual([
      ["2025-09-14", "PAID", 6.5], ["2025-10-30", "DUE", 100], ["2025-11-17", "PAID", 8]
    ]);
    expect(entries[2]).toMatchObject({from: day("2025-11-14"), report_count: 2, usage_months: [day("2025-08-01"), day("2025-09-01")]});
    const far = calendarEntries([], receivedPayments([arrivals[0], arrivals[2]], day("2025-11-20")));
    expect(byCalendarMonth(far, day("2025-11-02")).map(({month, entries: own}) => [month.toISOString().slice(0, 7), own.length])).toEqual([["2025-09", 1], ["2025-10", 0], ["2025-11", 1]]);
    expect(byCalendarMonth(far, day("2026-01-05")).at(-1)).toEqual({month: day("2026-01-01"), entries: []});
    expect(byCalendarMonth([], day("2025-11-20"))).toEqual([]);
  });

  test("a reader first sees the months around the date, and older ones only while something is open in them", () => {
    const old = expectedPayments([cell({usage_month: day("2025-01-01"), expected_on: day("2025-04-01"), status: "OVERDUE"})]);
    const months = byCalendarMonth(calendarEntries(old, receivedPayments(arrivals, day("2026-01-20"))), day("2026-01-20"));
    expect(calendarAround(months, day("2026-01-20")).map(({month}) => month.toISOString().slice(0, 7))).toEqual(["2025-04", "2025-11", "2025-12", "2026-01"]);
  });
});
