/** quality_checks and quality_scores: how good the data is, with its reasons. */
import type {Mart} from "../marts/index.js";

interface QualityMart {
  mart: Mart;
  /** SQL that creates the empty table. */
  create: string;
}

/** A table that code fills, not SQL over marts. Column → [type, what it holds]. */
export function qualityMart(name: string, grain: string, key: string[], columns: Record<string, [string, string]>): QualityMart {
  const create = `create table ${name} (${Object.entries(columns).map(([column, [type]]) => `${column} ${type}`).join(", ")})`;
  return {mart: {name, grain, key, orderBy: key.join(", "), columns: Object.fromEntries(Object.entries(columns).map(([column, [, text]]) => [column, text])), sql: `select * from ${name}`}, create};
}

export const qualityChecks = qualityMart("quality_checks", "one row per dataset × check", ["dataset", "check_id"], {
  dataset: ["varchar", "the feed"],
  check_id: ["varchar", "the check, and what it looks at"],
  dimension: ["varchar", "freshness, completeness, validity, uniqueness or consistency"],
  value: ["double", "what was measured"],
  threshold: ["double", "what is still healthy"],
  unit: ["varchar", "unit of both: days, %, rows or sets"],
  score: ["double", "0 to 100"],
  severity: ["varchar", "block: a failing check stops a publish; mark: it marks the figures it touches"],
  status: ["varchar", "healthy, degraded or failing"],
  sentence: ["varchar", "what was found"],
  action: ["varchar", "what to do; blank when there is nothing to do"],
  figures: ["varchar", "tables whose figures it touches; blank when healthy"]
});

export const qualityScores = qualityMart("quality_scores", "one row per dataset that was loaded", ["dataset"], {
  dataset: ["varchar", "the feed"],
  label: ["varchar", "its name in a sentence"],
  file_count: ["bigint", "loaded files"],
  row_count: ["bigint", "loaded rows"],
  first_on: ["date", "first day or month in the files"],
  last_on: ["date", "last day or month in the files"],
  score: ["double", "0 to 100: weighted mean of the parts that apply"],
  freshness_score: ["double", "part, the worst of its checks: age against its own cadence"],
  completeness_score: ["double", "part, the worst of its checks: blank cells, missing days and months"],
  validity_score: ["double", "part, the worst of its checks: rejected rows"],
  uniqueness_score: ["double", "part, the worst of its checks: what stands twice"],
  consistency_score: ["double", "part, the worst of its checks: agreement with other sources of the same figure"],
  status: ["varchar", "healthy, degraded or failing (a blocking check fails, or the score is below 60)"],
  check_count: ["bigint", "checks"],
  unhealthy_count: ["bigint", "checks that are not healthy"],
  blocking_count: ["bigint", "failing checks that stop a publish"],
  sentence: ["varchar", "all of this in a sentence"]
});

export const qualityPeriods = qualityMart("quality_periods", "one row per comparison (dataset × check) × month", ["dataset", "check_id", "compared_month"], {
  dataset: ["varchar", "the feed"],
  check_id: ["varchar", "the check of quality_checks that this month belongs to"],
  compared_month: ["date", "month (first day)"],
  expected_value: ["double", "what the other source says"],
  actual_value: ["double", "what this source says"],
  unit: ["varchar", "streams, or the currency of both"],
  deviation_pct: ["double", "(actual − expected) ÷ expected, in percent"],
  tolerance_pct: ["double", "deviation up to which both agree"],
  is_within: ["boolean", "they agree"]
});

export const qualityHistory = qualityMart("quality_history", "one row per earlier snapshot × dataset", ["snapshot_id", "dataset"], {
  snapshot_id: ["varchar", "an earlier snapshot of this folder that is kept; the present one is in quality_scores"],
  built_at: ["timestamp", "when it was built (UTC)"],
  as_of: ["date", "the day on which it was judged"],
  dataset: ["varchar", "the feed"],
  label: ["varchar", "its name in a sentence"],
  score: ["double", "0 to 100"],
  status: ["varchar", "healthy, degraded or failing"]
});

export const coverageDays = qualityMart("coverage_days", "one row per dataset × day on which rows came, or in a daily series should have", ["dataset", "covered_on"], {
  dataset: ["varchar", "the feed"],
  covered_on: ["date", "day of the rows; of statements the reporting date"],
  row_count: ["bigint", "rows of that day"],
  series_count: ["bigint", "series (distributors, artists) that run on that day"],
  missing_series_count: ["bigint", "series without a row"],
  zero_series_count: ["bigint", "series with a 0 that looks like a missing report"],
  state: ["varchar", "reported, partial (some series lack it), zero or missing"]
});
