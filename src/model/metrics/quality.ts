/** Metrics of the quality page. */
import {cadenceDays, qualityThresholds} from "../quality-thresholds.js";
import type {Metric} from "./metric.js";

const {weights, score, ageDays, completeness, nulls} = qualityThresholds;
const weighted = Object.entries(weights).map(([part, weight]) => `${part} ${weight}`).join(", ");

export const qualityMetrics = {
  data_quality_score: {
    name: "data_quality_score",
    label: "Data quality score",
    description: "How far the data of a dataset can be trusted: 0 to 100, from its freshness, completeness, validity, uniqueness and consistency.",
    unit: "points of 100",
    format: "count",
    additive: false,
    calculation: `Weighted mean of the parts that apply (${weighted}); a part is as good as its worst check. Healthy: ${score.healthy} or more and every check healthy. Failing: below ${score.degraded}, or a blocking check fails. Degraded: between.`,
    sources: ["quality_scores", "quality_checks", "quality_history"],
    limitations: [
      `A check looks at one dataset against its own cadence (every ${cadenceDays.daily_streams} to ${cadenceDays.statements} days, and ${ageDays} days of patience), ${completeness}% completeness and ${nulls}% blank cells; it does not know whether a reported figure is true.`,
      "Days before the first and after the last day of a file are not missing days; freshness judges how old a file is."
    ],
    update_frequency: "with each snapshot",
    typical_range: "95 to 100",
    synonyms: ["data quality", "quality score", "quality"],
    measure: {kind: "ratio", from: ["quality_scores"], sql: "max(score)", apart: ["dataset"]}
  }
} as const satisfies Record<string, Metric>;
