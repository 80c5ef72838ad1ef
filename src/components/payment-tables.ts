/** Payments as lists: what is open, what came, and how long each store takes. */
import {dayCount} from "../model/days.js";
import {approx, formatAmount, formatCount, formatDay, formatMonth, formatPercent} from "../model/format.js";
import type {ExpectedPayment, ReceivedPayment} from "../model/payment-summary.js";
import {monthsLabel} from "../model/periods.js";
import {distributorLabel, platformLabel} from "./colors.js";
import {dataTable} from "./data-table.js";
import type {StoreLag} from "./lag-chart.js";
import {statusBadge} from "./payment-calendar.js";

const day = (date: Date): string => formatDay(date);
const amount = (value: number): string => formatAmount(value);
const days = (count: number): string => formatCount(count);

export interface PaymentTableOptions {
  currency: string;
  asOf: Date;
  caption: string;
  csvName: string;
  /** No statements exist, so the date alone says nothing: the status reads "uncovered". */
  uncovered?: boolean;
}

/** Days from the as-of date to the expected one: "in 9 days", "43 days ago". */
function wait(on: Date, asOf: Date): string {
  const count = on >= asOf ? dayCount(asOf, on) - 1 : dayCount(on, asOf) - 1;
  if (count === 0) return "today";
  return on > asOf ? `in ${count} days` : `${count} days ago`;
}

/** Expected payments by date; estimates are marked, amounts in `currency`. */
export function expectedTable(payments: readonly ExpectedPayment[], {currency, asOf, caption, csvName, uncovered = false}: PaymentTableOptions): HTMLElement {
  return dataTable(payments, {
    caption, csvName, totals: true, columns: [
      {key: "expected_on", label: "Expected on", format: day},
      {key: "outstanding", label: "Still to come", unit: currency, estimate: (row) => row.outstanding > 0, total: true, format: (value: number) => (value > 0 ? approx(amount(value)) : amount(value))},
      {key: "status", label: "Status", value: (row) => (uncovered ? "UNCOVERED" : row.status), format: (_, row) => (uncovered ? "∅ uncovered" : statusBadge(row.status))},
      {key: "wait", label: "When", value: (row) => wait(row.expected_on, asOf)},
      {key: "distributor", label: "Distributor", value: (row) => distributorLabel(row.distributor)},
      {key: "usage_month", label: "Usage month", format: (month: Date) => formatMonth(month)},
      {key: "expected", label: "Expected ≈", unit: currency, estimate: true, format: amount, total: true},
      {key: "arrived", label: "Arrived", unit: currency, format: amount, total: true},
      {key: "open_platforms", label: "Open platforms", value: (row) => row.open_platforms.map(platformLabel).join(", ")}
    ]
  });
}

/** Statements by the day they were reported. */
export function receivedTable(payments: readonly ReceivedPayment[], {currency, caption, csvName}: Omit<PaymentTableOptions, "asOf" | "uncovered">): HTMLElement {
  return dataTable(payments, {
    caption, csvName, totals: true, rowsShown: 12, columns: [
      {key: "reported_on", label: "Statement date", format: day},
      {key: "distributor", label: "Distributor", value: (row) => distributorLabel(row.distributor)},
      {key: "usage_months", label: "Usage months", value: (row) => monthsLabel(row.usage_months)},
      {key: "line_count", label: "Lines", align: "right", total: true, format: days},
      {key: "earnings", label: "Earnings", unit: currency, format: amount, total: true}
    ]
  });
}

/** Measured beside agreed days; shares by value of the month in which the money was reported. */
export function lagTable(lags: readonly StoreLag[]): HTMLElement {
  const share = (key: "month1_ppm" | "month2_ppm" | "month3_ppm" | "later_ppm", label: string) =>
    ({key, label, unit: "%", value: (row: StoreLag) => (row[key] === null ? null : row[key] / 1e6), format: (value: number) => formatPercent(value)});
  return dataTable(lags, {
    caption: "Reporting lag by store", csvName: "store-lags", columns: [
      {key: "store", label: "Store"},
      {key: "agreed_days", label: "Agreed", unit: "days", format: days}, {key: "median_days", label: "Median", unit: "days", format: days},
      {key: "p80_days", label: "P80", unit: "days", format: days}, {key: "p95_days", label: "P95", unit: "days", format: days},
      share("month1_ppm", "+1 month"), share("month2_ppm", "+2"), share("month3_ppm", "+3"), share("later_ppm", "later"),
      {key: "usage_month_count", label: "Months", align: "right"},
      {key: "distributor", label: "Distributor", value: (row) => distributorLabel(row.distributor)}
    ]
  });
}
