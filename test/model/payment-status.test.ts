import {describe, expect, test} from "vitest";
import {paymentCells, paymentStatus, type ArrivalRow, type PaymentRow} from "../../src/model/payment-status.js";

describe("paymentStatus", () => {
  test.each([
    ["2025-10-21", "OVERDUE"], // exactly 30 days before
    ["2025-10-22", "DUE"],
    ["2025-11-20", "DUE"], // the day itself
    ["2025-11-21", "DUE_SOON"],
    ["2025-12-20", "DUE_SOON"], // exactly 30 days after
    ["2025-12-21", "PENDING"]
  ])("expected on %s, seen on 2025-11-20: %s", (expectedOn, status) => {
    expect(paymentStatus(expectedOn, "2025-11-20", false)).toBe(status);
    expect(paymentStatus(new Date(expectedOn), new Date("2025-11-20"), false)).toBe(status);
    expect(paymentStatus(expectedOn, "2025-11-20", true)).toBe("PAID");
  });

  test("30 days are counted across a leap day and a year end", () => {
    expect(paymentStatus("2024-01-31", "2024-03-01", false)).toBe("OVERDUE");
    expect(paymentStatus("2023-01-31", "2023-03-01", false)).toBe("DUE");
    expect(paymentStatus("2026-01-19", "2025-12-20", false)).toBe("DUE_SOON");
  });
});

const day = (text: string): Date => new Date(text);
const payment = (over: Partial<PaymentRow> = {}): PaymentRow => ({
  usage_month: "2025-08-01", distributor: "distrokid", platform: "spotify", currency: "USD", expected_on: "2025-10-30",
  expected_default: "100.00", expected_observed: "80.00", complete_on: "2025-12-01", is_covered_by_statements: true, ...over
});
const arrival = (reported_on: string, earnings: string, over: Partial<ArrivalRow> = {}): ArrivalRow => ({
  usage_month: "2025-08-01", distributor: "distrokid", platform: "spotify", currency: "USD", reported_on, earnings, line_count: 3, ...over
});

describe("paymentCells", () => {
  test("nothing has come: the whole estimate is outstanding, on the chosen basis", () => {
    expect(paymentCells([payment()], [], "2025-11-20")).toEqual([
      {
        usage_month: day("2025-08-01"), distributor: "distrokid", platform: "spotify", currency: "USD", expected_on: day("2025-10-30"), expected: 100,
        arrived: 0, line_count: 0, first_reported_on: null, last_reported_on: null, is_covered_by_statements: true, status: "DUE", outstanding: 100
      }
    ]);
    expect(paymentCells([payment()], [], "2025-11-20", "observed")[0]).toMatchObject({expected: 80, outstanding: 80});
  });

  test("only lines reported on or before the as-of date count", () => {
    const lines = [arrival("2025-10-14", "60"), arrival("2025-11-14", "35"), arrival("2025-11-15", "4")];
    expect(paymentCells([payment()], lines, "2025-10-13")[0]).toMatchObject({arrived: 0, status: "DUE_SOON", outstanding: 100});
    expect(paymentCells([payment()], lines, "2025-10-14")[0]).toMatchObject({arrived: 60, line_count: 3, status: "DUE_SOON", outstanding: 40});
    expect(paymentCells([payment()], lines, "2025-11-14")[0]).toMatchObject({
      arrived: 95, line_count: 6, status: "PAID", outstanding: 0, first_reported_on: day("2025-10-14"), last_reported_on: day("2025-11-14")
    });
  });

  test("a part below 95% is settled once the store's usual wait is over, and not a day before", () => {
    const lines = [arrival("2025-10-14", "60")];
    expect(paymentCells([payment()], lines, "2025-11-30")[0]).toMatchObject({status: "OVERDUE", outstanding: 40});
    expect(paymentCells([payment()], lines, "2025-12-01")[0]).toMatchObject({status: "PAID", outstanding: 0});
    expect(paymentCells([payment()], [], "2025-12-01")[0]).toMatchObject({status: "OVERDUE", outstanding: 100});
  });

  test("money without an estimate is paid; before it came the cell is not there", () => {
    const cell = payment({platform: "tiktok", expected_default: null, expected_observed: null});
    const lines = [arrival("2025-10-14", "7.5", {platform: "tiktok"})];
    expect(paymentCells([cell], lines, "2025-10-13")).toEqual([]);
    expect(paymentCells([cell], lines, "2025-10-14")[0]).toMatchObject({expected: null, arrived: 7.5, status: "PAID", outstanding: 0});
  });

  test("a later restatement lowers what has arrived, and nothing is ever outstanding below zero", () => {
    const lines = [arrival("2025-10-14", "120"), arrival("2025-11-14", "-50")];
    expect(paymentCells([payment()], lines, "2025-10-14")[0]).toMatchObject({arrived: 120, outstanding: 0});
    expect(paymentCells([payment()], lines, "2025-11-14")[0]).toMatchObject({arrived: 70, status: "DUE", outstanding: 30});
  });

  test("months that begin after the date are left out, another currency is another cell", () => {
    expect(paymentCells([payment()], [], "2025-07-31")).toEqual([]);
    expect(paymentCells([payment()], [], "2025-08-01")).toHaveLength(1);
    const [cell] = paymentCells([payment()], [arrival("2025-10-14", "100", {currency: "EUR"})], "2025-11-20");
    expect(cell).toMatchObject({arrived: 0, outstanding: 100});
  });

  test("rows of the engine (dates and numbers) and of overview.json (strings) agree", () => {
    const text = paymentCells([payment()], [arrival("2025-10-14", "60")], "2025-11-20");
    const typed = paymentCells(
      [payment({usage_month: new Date("2025-08-01"), expected_on: new Date("2025-10-30"), complete_on: new Date("2025-12-01"), expected_default: 100})],
      [arrival("2025-10-14", "60", {usage_month: new Date("2025-08-01"), reported_on: new Date("2025-10-14"), earnings: 60})],
      new Date("2025-11-20")
    );
    expect(typed).toEqual(text);
    expect(() => paymentCells([payment({expected_on: "2025-02-30"})], [], "2025-11-20")).toThrow("not a day: 2025-02-30");
  });
});
