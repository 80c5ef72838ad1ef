/** Metrics of the Alerts and Goals pages. */
import type {Metric} from "./metric.js";

export const attentionMetrics = {
  open_alerts: {
    name: "open_alerts",
    label: "Open alerts",
    description: "Rules of alerts.yaml whose conditions hold on the day of the snapshot, each with its figure.",
    unit: "alerts",
    format: "count",
    additive: true,
    calculation: "Each rule is replayed day by day over what was known on that day; a firing waits for the cooldown of the one before, and the figure of one fixed period fires once. Below its minimum volume a condition never holds.",
    sources: ["alerts", "alert_history", "daily_streams", "arrivals", "payments", "coverage_days"],
    limitations: ["Past streams count from the day they were played and past statements from their reporting date: when the file itself came is not known.", "Rates and terms are those of today's files on every day of the past."],
    update_frequency: "with each snapshot"
  },
  goal_progress: {
    name: "goal_progress",
    label: "Goal progress",
    description: "How far a target of goals.csv is reached, and whether it will be.",
    unit: "share of the target",
    format: "percent",
    additive: false,
    calculation: "Streams of the label: the total of the daily feed in the period. Revenue: confirmed earnings of the usage months in the period, beside them what is not yet reported (streams × default rate − arrived). Artists: streams and earnings on statements. Payouts: deposits by their day. Followers: the last day's level. Projection: that + what is left of the period at the present pace, and by the forecast: of streams, for payouts of cash (statements not paid yet and the cash to come, less what deposits usually lack), for followers of their weekly level.",
    sources: ["goals", "daily_streams", "kpi_monthly", "monthly_revenue", "payouts", "audience_daily"],
    limitations: ["A forecast knows of no release to come.", "Artists are known from statements only, which come months late: the rest is an estimate by their past share.", "Attained counts confirmed figures only."],
    update_frequency: "with each snapshot"
  }
} as const satisfies Record<string, Metric>;
