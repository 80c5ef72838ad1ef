/** SQL of the quality page; see `reconciliation.ts` for the shape. */
import type {Query} from "./reconciliation.js";

/** Scores of every dataset with their parts. */
export const qualityScores = (): Query => ({sql: "select * from quality_scores order by dataset", params: []});

/** Every check of every dataset. */
export const qualityChecks = (): Query => ({sql: "select * from quality_checks order by dataset, check_id", params: []});

/** Scores of the earlier snapshots that are kept. */
export const earlierScores = (): Query => ({sql: "select * from quality_history order by built_at, dataset", params: []});

/** Days of every dataset, from a day on (ISO). */
export const coverageFrom = (day: string): Query => ({
  sql: `select dataset, covered_on, row_count, series_count, missing_series_count, zero_series_count, state
from coverage_days
where covered_on >= ?::date
order by dataset, covered_on`,
  params: [day]
});

/** Months of every comparison of two sources. */
export const comparedMonths = (): Query => ({
  sql: `select dataset, check_id, compared_month, expected_value, actual_value, unit, deviation_pct, tolerance_pct, is_within
from quality_periods
order by dataset, check_id, compared_month`,
  params: []
});

/** Rejected rows by reason. A row with several bad cells counts once for each of its columns. */
export const quarantineReasons = (): Query => ({
  sql: `select feed, column_name, reason, count(distinct file_id || ' ' || line::varchar) as row_count
from quarantine
group by feed, column_name, reason
order by row_count desc, feed, column_name, reason`,
  params: []
});
