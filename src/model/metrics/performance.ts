/** Metrics of the overview and revenue pages. */
import type {Metric} from "./metric.js";

export const performanceMetrics = {
  total_streams: {
    name: "total_streams",
    label: "Total streams",
    description: "Plays counted by the daily feed of every distributor in the period.",
    unit: "streams",
    format: "count",
    additive: true,
    calculation: "Sum of stream_count over the days of the period.",
    sources: ["daily_streams"],
    limitations: ["The feed covers Spotify and Apple Music only.", "A 0 between busy days is a report that did not come; such days are counted as 0 and named.", "Statements count plays differently by a few percent."],
    update_frequency: "daily, with each snapshot"
  },
  total_revenue: {
    name: "total_revenue",
    label: "Total revenue",
    description: "Confirmed earnings of the period: the label's own share on statement lines, fees included.",
    unit: "money",
    format: "money",
    additive: true,
    calculation: "Usage calendar: earnings of all lines whose usage month lies wholly in the period. Statement calendar: earnings of all lines reported on a day of the period. What is not yet reported is shown beside it as ≈ streams × rate − arrived, and never added in.",
    sources: ["kpi_monthly", "arrivals", "daily_streams"],
    limitations: ["Stores report one to three months late: the newest usage months are still filling up.", "Statements know months, not days: days outside whole months are estimated.", "Currencies are never added to each other."],
    update_frequency: "with each statement"
  },
  revenue_per_stream: {
    name: "revenue_per_stream",
    label: "Revenue per stream",
    description: "What one stream earned, on average.",
    unit: "money per stream",
    format: "rate",
    additive: false,
    calculation: "Confirmed earnings ÷ streams of the daily feed, both over the same complete months, distributors with statements, and platforms that the feed counts.",
    sources: ["kpi_monthly"],
    limitations: ["Only complete months count: an unfinished one would look too low.", "A ratio: it is computed from sums and never averaged or summed."],
    update_frequency: "when a usage month becomes complete",
    typical_range: "USD 0.002 to 0.006"
  },
  outstanding: {
    name: "outstanding",
    label: "Outstanding",
    description: "Estimated earnings of usage months so far that no statement line covers yet, on the as-of date.",
    unit: "money, estimated",
    format: "money",
    additive: true,
    calculation: "Per usage month, distributor and platform: streams × rate − what has arrived, never below 0. A month whose lines reach 95% of the estimate, or whose store is past its usual delay, is covered and counts as 0.",
    sources: ["payments", "arrivals"],
    limitations: ["An estimate: it depends on the rate basis.", "Only platforms of the daily feed can be estimated.", "Distributors that send no statements are shown apart."],
    update_frequency: "every day, as the as-of date moves"
  },
  next_payment: {
    name: "next_payment",
    label: "Next payment",
    description: "The next day on which a distributor is expected to pay, and about how much.",
    unit: "money, estimated",
    format: "money",
    additive: false,
    calculation: "Earliest expected date on or after the as-of date (end of the usage month + the distributor's payment terms) with anything outstanding, and the sum outstanding for that date.",
    sources: ["payments", "arrivals", "payment_terms"],
    limitations: ["The date follows the agreed terms, not the bank.", "The amount is before tax, bank fees and exchange."],
    update_frequency: "every day, as the as-of date moves"
  },
  platform_rate: {
    name: "platform_rate",
    label: "Revenue per stream by platform",
    description: "What a platform paid per unit in a usage month, beside the reference rate used for estimates.",
    unit: "money per unit",
    format: "rate",
    additive: false,
    calculation: "Earnings ÷ units of non-fee statement lines of the usage month, over all distributors.",
    sources: ["rates_observed"],
    limitations: ["Units are what the statement counts: streams, and for Meta video views.", "Months that are still filling up are drawn dashed."],
    update_frequency: "with each statement",
    typical_range: "USD 0.0001 (Meta) to 0.009 (Tidal)"
  },
  earnings: {
    name: "earnings",
    label: "Earnings",
    description: "Confirmed money on statement lines: the label's own share, fees and corrections included.",
    unit: "money",
    format: "money",
    additive: true,
    calculation: "Sum of earnings over all statement lines of the months and filters chosen, exact to the last decimal. Team percentage is not applied again.",
    sources: ["monthly_revenue", "statement_lines"],
    limitations: ["Before tax, bank fees and exchange.", "Recent usage months are still filling up; the statement calendar is not affected."],
    update_frequency: "with each statement"
  },
  revenue_per_unit: {
    name: "revenue_per_unit",
    label: "Revenue per unit",
    description: "What one unit on the statements earned, on average over everything chosen.",
    unit: "money per unit",
    format: "rate",
    additive: false,
    calculation: "Earnings ÷ units of the same lines, fees included in the earnings and left out of the units.",
    sources: ["monthly_revenue", "statement_lines"],
    limitations: ["Units are streams, video views and downloads together: a change of the mix moves it.", "A ratio: its total is computed from sums and never summed."],
    update_frequency: "with each statement"
  },
  statement_units: {
    name: "statement_units",
    label: "Units",
    description: "What the stores paid for: streams, video views and downloads, as counted on statement lines.",
    unit: "units",
    format: "count",
    additive: true,
    calculation: "Sum of the quantity of all lines that are not fees; a fee line repeats plays that are already counted.",
    sources: ["monthly_revenue", "statement_lines"],
    limitations: ["A different count than the daily feed, from which it differs by a few percent.", "A line may have quantity 0 and still earn money."],
    update_frequency: "with each statement"
  },
  not_yet_reported: {
    name: "not_yet_reported",
    label: "Not yet reported",
    description: "About how much the streams of the period will still bring.",
    unit: "money, estimated",
    format: "money",
    additive: true,
    calculation: "Per usage month, distributor and platform that is not complete: streams × rate − what has arrived, never below 0. Days outside whole months: streams × rate.",
    sources: ["kpi_monthly", "daily_streams"],
    limitations: ["An estimate: it depends on the rate basis.", "Only platforms of the daily feed can be estimated, and not by artist, track or country.", "Distributors without statements are all estimate."],
    update_frequency: "daily, with each snapshot"
  },
  fees: {
    name: "fees",
    label: "Fees",
    description: "Negative lines that take money back for plays already counted, such as Discovery Mode.",
    unit: "money",
    format: "money",
    additive: true,
    calculation: "Sum of earnings of fee lines; their quantity is not counted as plays.",
    sources: ["monthly_revenue"],
    limitations: ["A negative Spotify line with plays is taken as a Discovery Mode fee: the statement does not label it."],
    update_frequency: "with each statement"
  }
} as const satisfies Record<string, Metric>;
