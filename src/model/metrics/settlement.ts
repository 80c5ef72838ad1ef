/** Metrics of the reconciliation, payments and data pages. */
import type {Metric} from "./metric.js";

const monthly = "with each statement";
const daily = "every day, as the as-of date moves";

export const settlementMetrics = {
  expected_revenue: {
    name: "expected_revenue",
    label: "Expected revenue",
    description: "What the streams of the daily feed should earn at the rates of the chosen basis.",
    unit: "money, estimated",
    format: "money",
    additive: true,
    calculation: "Sum over days of streams × rate of the platform. Basis default: the reference rates of rates.csv. Basis observed: own earnings ÷ own units over the trailing 12 complete months, or the default where there is none.",
    sources: ["expected_revenue", "rates_observed"],
    limitations: ["An estimate, drawn as one.", "Only platforms of the daily feed have one.", "A missing day of the feed counts as no streams."],
    update_frequency: "daily, with each snapshot"
  },
  actual_revenue: {
    name: "actual_revenue",
    label: "Actual revenue",
    description: "Confirmed earnings of the same usage months, distributors and platforms, fees included.",
    unit: "money",
    format: "money",
    additive: true,
    calculation: "Sum of earnings over all statement lines of the cells compared.",
    sources: ["reconciliation", "statement_lines"],
    limitations: ["Reconciliation counts only cells that have both sides, so it can be less than all earnings."],
    update_frequency: monthly
  },
  variance: {
    name: "variance",
    label: "Variance",
    description: "How far confirmed earnings are from what the daily feed led one to expect.",
    unit: "money and % of expected",
    format: "money",
    additive: true,
    calculation: "Actual − expected, cell by cell: a distributor's expected only against its own actual. A cell is matched below 5% either way. As printed it is actual − expected after both are rounded to the cent.",
    sources: ["reconciliation"],
    limitations: ["Cells that are awaited are judged later.", "Cells with one side only are uncovered and are no variance."],
    update_frequency: monthly,
    typical_range: "−10% to +10% for a complete month"
  },
  volume_effect: {
    name: "volume_effect",
    label: "Volume effect",
    description: "The part of the variance due to plays: the statement counts more or fewer than the daily feed.",
    unit: "money",
    format: "money",
    additive: true,
    calculation: "(Q actual − Q expected) × average expected rate. Over several cells mix stands beside it: Σ (actual units − expected units) × (expected rate − average), plays moved between cheaper and dearer platforms. For one cell there is no mix.",
    sources: ["reconciliation"],
    limitations: ["Statements and the feed count plays differently by a few percent."],
    update_frequency: monthly
  },
  rate_effect: {
    name: "rate_effect",
    label: "Rate effect",
    description: "The part of the variance due to price: each play paid more or less than the basis expects.",
    unit: "money",
    format: "money",
    additive: true,
    calculation: "Earnings of non-fee lines − expected rate × actual units, per cell.",
    sources: ["reconciliation"],
    limitations: ["Depends on the rate basis."],
    update_frequency: monthly
  },
  payment_status: {
    name: "payment_status",
    label: "Payment status",
    description: "Where the money of a usage month stands on the as-of date.",
    unit: "status",
    format: "date",
    additive: false,
    calculation: "Expected date = last day of the usage month + agreed days. Paid: lines have come, and they reach 95% of the estimate or the platform's usual wait (95% of its value) is over. Otherwise overdue from 30 days after the expected date, due from that date, due soon up to 30 days before it, pending earlier.",
    sources: ["payments", "arrivals", "payment_terms"],
    limitations: ["Paid means that statement lines cover it, not that a bank has confirmed it.", "For an earlier as-of date, later lines are taken away; the usual wait stays as measured today."],
    update_frequency: daily
  },
  payment_amount: {
    name: "payment_amount",
    label: "Amount to come",
    description: "Estimated earnings of usage months that no statement line covers yet.",
    unit: "money, estimated",
    format: "money",
    additive: true,
    calculation: "Per usage month × distributor × platform: expected − arrived by the as-of date, never below 0; 0 once paid.",
    sources: ["payments", "arrivals"],
    limitations: ["Depends on the rate basis.", "Distributors that send no statements are listed apart: nothing says whether they have paid."],
    update_frequency: daily
  },
  amount_paid: {
    name: "amount_paid",
    label: "Paid",
    description: "Confirmed earnings of the cells that are paid on the as-of date.",
    unit: "money",
    format: "money",
    additive: true,
    calculation: "Sum of earnings on statement lines reported up to the as-of date, over paid cells. Part payments of open cells are named beside it.",
    sources: ["payments", "arrivals"],
    limitations: ["Statement money: before tax, bank fees and exchange."],
    update_frequency: monthly
  },
  reporting_lag: {
    name: "reporting_lag",
    label: "Reporting lag",
    description: "Days from the end of a usage month to the statement that brings its money, by store.",
    unit: "days",
    format: "days",
    additive: false,
    calculation: "Over usage months at least 4 months older than the newest statement: the day by which half (median), 80% and 95% of the value had come.",
    sources: ["store_lags", "arrivals"],
    limitations: ["A month can come in several pieces; each counts with its value.", "The bank transfer follows the statement."],
    update_frequency: monthly,
    typical_range: "25 days (Apple) to 96 (NetEase)"
  }
} as const satisfies Record<string, Metric>;
