/** The rules of a folder that has no file of its own; the sample ships the same as `alerts.yaml`. */
import {AlertRule} from "./alert-rules.js";

export const defaultRules: AlertRule[] = [
  {id: "daily-feed-silent", name: "Daily feed silent for 3 days", severity: "severe", cooldown_days: 7, conditions: [{kind: "missing_feed", feed: "daily_streams", days: 3, min_volume: 20}]},
  {id: "statement-late", name: "No statement for 45 days", severity: "severe", cooldown_days: 14, conditions: [{kind: "missing_feed", feed: "statements", days: 45, min_volume: 50}]},
  {id: "payment-overdue", name: "Payment overdue", severity: "warning", cooldown_days: 30, conditions: [{kind: "overdue", days: 30, amount: 50}]},
  {id: "streams-fall", name: "Streams fall by a fifth in a week", severity: "warning", cooldown_days: 14, conditions: [{kind: "change", metric: "streams", window: "week", down_percent: 20, per: "distributor", min_volume: 5000}]},
  {
    id: "fall-not-foreseen", name: "Streams fall and leave their forecast", severity: "severe", match: "all", cooldown_days: 28,
    conditions: [{kind: "change", metric: "streams", window: "week", down_percent: 10, min_volume: 5000}, {kind: "forecast_range", window: "week", level: 95, side: "below", min_volume: 5000}]
  },
  {id: "out-of-range", name: "A month outside its forecast", severity: "info", cooldown_days: 28, conditions: [{kind: "forecast_range", window: "month", level: 80, side: "either", min_volume: 20000}]},
  {id: "rate-drift", name: "Rate per unit drifts by 15%", severity: "warning", cooldown_days: 60, conditions: [{kind: "rate_drift", percent: 15, months: 3, min_volume: 20000}]},
  {id: "old-month-changed", name: "An old month was restated", severity: "warning", cooldown_days: 30, conditions: [{kind: "restatement", percent: 0.5, after_days: 120, within_days: 30, min_volume: 100}]},
  {id: "statements-fall", name: "Statements bring less than the month before", severity: "info", cooldown_days: 28, conditions: [{kind: "change", metric: "revenue", window: "month", down_percent: 5, min_volume: 500}]},
  {id: "revenue-low", name: "Statements below USD 1,000 in a month", severity: "info", cooldown_days: 28, conditions: [{kind: "threshold", metric: "revenue", window: "month", below: 1000, min_volume: 500}]}
].map((rule) => AlertRule.parse(rule));
