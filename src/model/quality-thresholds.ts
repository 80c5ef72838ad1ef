/** Every threshold of the quality calculations; nothing else decides what is healthy, degraded or failing. */

export type QualityStatus = "healthy" | "degraded" | "failing";
export type QualityDimension = "freshness" | "completeness" | "validity" | "uniqueness" | "consistency";

export const qualityThresholds = {
  /** Days by which a dataset may be later than its own cadence. */
  ageDays: 7,
  /** Percent of rows loaded, and of days and months present, that is enough. */
  completeness: 95,
  /** Percent of blank cells that a column may have. */
  nulls: 5,
  /** A check that misses its threshold is degraded; by this factor or more, failing. */
  failingFactor: 2,
  /** Percent by which two sources of one figure may differ. */
  tolerance: {streams: 5, audience: 5, payouts: 3, ads: 1},
  /** Share of periods outside the tolerance, in percent, from which a comparison fails. */
  failingPeriods: 50,
  /** Parts of a dataset's score; a part that does not apply gives its weight to the others. */
  weights: {freshness: 20, completeness: 25, validity: 20, uniqueness: 10, consistency: 25} satisfies Record<QualityDimension, number>,
  /** Score from which a dataset is healthy, and from which it is not failing. */
  score: {healthy: 90, degraded: 60}
} as const;

/** How often a dataset should bring something new, in days. A dataset that is not named has no cadence: it is never too old. */
export const cadenceDays: Record<string, number> = {
  daily_streams: 1,
  tiktok: 1,
  spotify_audience: 1,
  meta_ads: 1,
  payouts: 31,
  statements: 31
};
