/** Metrics of the settlement page. */
import type {Metric} from "./metric.js";

const monthly = "with each statement and deposit";

export const receiptMetrics = {
  statement_match: {
    name: "statement_match",
    label: "Statement, total, deposit",
    description: "What the lines of a statement come to, what the statement itself says, and what reached the bank.",
    unit: "money",
    format: "money",
    additive: true,
    calculation: "Deposits and statement totals name the days that they are about; days that overlap are one row. Difference = received − sum of lines = lag + fee + tax + FX + split + missing store + unexplained, to the cent. Fee and tax as stated in statement_totals.csv, else the share that three quarters of this distributor's deposits keep. FX by the dated rates of fx_rates.csv, exactly 0 in one currency.",
    sources: ["statement_matches", "arrivals", "payouts", "statement_totals", "fx_rates"],
    limitations: ["A deposit that names no period is taken for the month before it, and says so.", "A deposit in another currency without a dated rate is not compared.", "Tax is known only where it is stated."],
    update_frequency: monthly
  },
  unexplained_amount: {
    name: "unexplained_amount",
    label: "Unexplained",
    description: "What is left of the difference between statement lines and deposits when every known cause is taken off.",
    unit: "money",
    format: "money",
    additive: true,
    calculation: "Difference − lag − fee − tax − FX − split − missing store. A row is matched when it is at most 2 cents or 0.1% of the statement.",
    sources: ["statement_matches"],
    limitations: ["Cents remain where a distributor cuts its totals."],
    update_frequency: monthly
  },
  late_amount: {
    name: "late_amount",
    label: "Past its date",
    description: "Money that should have come by now, by how long it is late.",
    unit: "money, partly estimated",
    format: "money",
    additive: true,
    calculation: "Usage months whose agreed date has passed: expected at the reference rates − arrived, 0 once the month is covered (an estimate). And statements without a deposit by their usual day and a week of grace (confirmed). 30 days late still counts as 0–30.",
    sources: ["payments", "arrivals", "statement_matches"],
    limitations: ["Distributors that send no statements are named apart: nothing says whether they have paid."],
    update_frequency: "every day, as the as-of date moves"
  },
  effective_rate: {
    name: "effective_rate",
    label: "Effective rate",
    description: "What a unit really earned, fees included.",
    unit: "money per unit",
    format: "rate",
    additive: false,
    calculation: "Σ money ÷ Σ units over the newest 12 complete months of a platform. Credibility Z = units ÷ (units + within ÷ between), Bühlmann–Straub: the weight of a cell's own rate. Credible rate = Z · own + (1 − Z) · mean.",
    sources: ["monthly_revenue", "rates_observed"],
    limitations: ["Units of download and video platforms are sales and views.", "Needs two months with units, or Z cannot be told."],
    update_frequency: monthly
  },
  rate_drift: {
    name: "rate_drift",
    label: "Rate drift",
    description: "Whether a platform pays another rate than in the year before.",
    unit: "ratio",
    format: "percent",
    additive: false,
    calculation: "Rate of the newest 3 complete months against the up to 12 before; the 95% range comes from how much single months of the year before differ (Student's t). An alarm is beyond the range that one false alarm among all platforms together would need (5%, Bonferroni).",
    sources: ["monthly_revenue", "rates_observed"],
    limitations: ["A rate that usually changes with the season may raise an alarm.", "A change of the mix of countries or plans is a drift too."],
    update_frequency: monthly
  },
  timing_effect: {
    name: "timing_effect",
    label: "Timing",
    description: "The part of the variance that is only a matter of when: what has been earned and not reported yet.",
    unit: "money, estimated",
    format: "money",
    additive: true,
    calculation: "Reported − estimated ultimate, per usage month × distributor × platform; the ultimate comes from the platform's own pattern of arrival, as on the Cash forecast. The other effects compare expected with that ultimate.",
    sources: ["arrivals", "reconciliation"],
    limitations: ["An estimate, drawn as one.", "Stores without a pattern have none: their missing money counts as volume."],
    update_frequency: monthly
  }
} as const satisfies Record<string, Metric>;
