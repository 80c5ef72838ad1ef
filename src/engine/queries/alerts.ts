/** SQL of the Alerts page; see `reconciliation.ts` for the shape. */
import type {Query} from "./reconciliation.js";

/** Everything that fired from a day on (ISO), the newest first. */
export const firingsSince = (day: string): Query => ({
  sql: `select rule_id, subject, fired_on, severity, value, unit, sentence, evidence
from alert_history
where fired_on >= ?::date
order by fired_on desc, rule_id, subject`,
  params: [day]
});
