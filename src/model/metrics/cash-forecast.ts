/** Metrics of the cash forecast page. */
import type {Metric} from "./metric.js";

const eachDay = "with each statement, and every day as streams come in";
const sources = ["arrivals", "daily_streams"];

export const cashForecastMetrics = {
  outstanding_forecast: {
    name: "outstanding_forecast",
    label: "Outstanding, estimated",
    description: "What usage months up to the as-of date have earned and no statement has brought yet, with how sure that is.",
    unit: "money, estimated",
    format: "money",
    additive: true,
    calculation: "Per distributor × store: a chain ladder on cumulative money by months since the usage month (Mack 1993). Months with less than half of their money in, or none, lean on streams instead: streams × (money ÷ streams due of all months, near ones weighing more where that would have served better), blended by Benktander; their error is that of the same expectation for earlier months, made with what was known then. Money of a report month that is under way is taken off. Range: lognormal around the estimate with Mack's standard error; errors of stores are connected as far as their money per stream moved together in past months.",
    sources,
    limitations: ["An estimate, drawn as one; it is not the payment status, which compares with a fixed rate.", "Stores outside the daily feed use the streams of all platforms of their distributor as the size of a month.", "A store with fewer than 4 paid months borrows the pattern of others or is refused.", "Nothing is expected of a store that has stopped reporting, or of a distributor without statements."],
    update_frequency: eachDay
  },
  development_triangle: {
    name: "development_triangle",
    label: "Development triangle",
    description: "How the money of each usage month grew as the store reported it, month after month.",
    unit: "money, or share of what the month is expected to bring",
    format: "money",
    additive: false,
    calculation: "Row: usage month. Column: months since. Cell: all money reported by then. Factor: sum of the next column ÷ sum of this one, over months that know both. Only whole report months count; a month in which the store has not reported is empty, never 0.",
    sources: ["arrivals"],
    limitations: ["The newest report month counts as whole once the day has passed by which 95% of this store's money usually comes."],
    update_frequency: "with each statement"
  },
  share_paid: {
    name: "share_paid",
    label: "Share paid by age",
    description: "Which part of a usage month's money a store has paid so many months later, and how long half, 80% and 95% take.",
    unit: "share, months",
    format: "percent",
    additive: false,
    calculation: "1 ÷ the product of all later factors of the development triangle; half, 80% and 95% are read off that curve, straight between whole months. Corrected for months that are still open.",
    sources: ["arrivals"],
    limitations: ["In whole report months after the usage month, so it is coarser than the days of the reporting lag."],
    update_frequency: "with each statement"
  },
  cash_forecast: {
    name: "cash_forecast",
    label: "Cash to come, estimated",
    description: "Money that statements should bring in the rest of this month and in each of the next six, with its range.",
    unit: "money per statement month, estimated",
    format: "money",
    additive: true,
    calculation: "Outstanding money spread by the share paid by age, plus months still to be streamed: an ETS forecast of streams per day by month, under the yearly wave that two years or more show (the pace of the last 28 days below twelve whole months) × the store's rate. Range: lognormal with the spread of 400 seeded random futures: factors, rates, each month's own noise, of which as large a part is common to all stores as their past months had in common, and the stream level within the calibrated range of its forecast. What-if: terms move the money by whole and part months; growth compounds monthly on future streams; the rate change applies to whatever no whole report has confirmed.",
    sources: [...sources, "payment_terms"],
    limitations: ["Statement dates, not bank dates.", "Streams stay at their present pace unless growth is set: no season, no releases.", "A source without statements brings nothing here."],
    update_frequency: eachDay
  },
  forecast_hindsight: {
    name: "forecast_hindsight",
    label: "Hindsight",
    description: "What the same method would have expected some report months ago, against what has come since.",
    unit: "money and % of expected",
    format: "percent",
    additive: false,
    calculation: "The last report months are hidden, the method is fitted again to the rest with the streams known then, and the money that was earned by then and due by now is compared with what came. Error = came ÷ expected − 1.",
    sources,
    limitations: ["Only stores with a forecast of their own today.", "Whole report months only."],
    update_frequency: "with each statement"
  },
  accrual: {
    name: "accrual",
    label: "Accrued receivable",
    description: "The estimated receivable as books carry it: opening + earned − received + restated = closing, to the cent.",
    unit: "money; received is confirmed, the rest estimated",
    format: "money",
    additive: true,
    calculation: "Each month end is forecast again with what was known that day. Earned: the estimate of that month's own streams. Received: statements dated in the month. Restated: what the estimates of earlier months changed by. Closing: estimate − received, over all months. Received and the balances are rounded to the cent by themselves; earned and restated share the remaining cent by largest remainder.",
    sources,
    limitations: ["A source that is refused is booked when its money comes; when it first gets a forecast, its receivable enters as restated.", "Past estimates use the streams and rates as they are in the files today."],
    update_frequency: eachDay
  }
} as const satisfies Record<string, Metric>;
