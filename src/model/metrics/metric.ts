import type {AggregateName, Calendar, CubeName} from "../catalog/cubes.js";
import type {DimensionName} from "../catalog/dimensions.js";

/** One figure of the workspace and what a reader must know to trust it. */
export interface Metric {
  name: string;
  label: string;
  description: string;
  /** "streams", "money (USD)", "money per stream", "share" … */
  unit: string;
  format: "count" | "money" | "rate" | "percent" | "date" | "days";
  /** Whether its values may be summed over the given rows; ratios and as-of figures may not. */
  additive: boolean;
  calculation: string;
  /** Served tables it is computed from. */
  sources: readonly string[];
  limitations: readonly string[];
  update_frequency: string;
  typical_range?: string;
  /** Other names people use for it, lower case. */
  synonyms?: readonly string[];
  /** How it is computed on request; without it the figure is a page's own and cannot be asked for. */
  measure?: Measure;
}

/** What a metric computes: an aggregate over one table, or something of other metrics. */
export type Measure = Aggregate | Share | Quotient | Growth;

/**
 * SQL over the rows of one group. `{basis}` stands for the rate basis (default or observed), the only thing that is filled in.
 */
export interface Aggregate {
  kind: "sum" | "ratio" | "distinct" | "latest" | "daily";
  /** Cubes that hold it, the cheapest first: the first that has everything asked for answers. They all give the same figure. */
  from: readonly CubeName[];
  /** sum: adds up. ratio and distinct: computed for each group, never added. latest: a level, read on the group's last day. daily: people of one day. */
  sql: string | Partial<Record<CubeName, string>>;
  /** Rows that count; may hold `{basis}`. */
  where?: string;
  /** In a currency: amounts of two currencies are never put in one group. */
  isMoney?: boolean;
  isEstimate?: boolean;
  /** Of a sum: a group without rows is unknown, not 0. */
  hasGaps?: boolean;
  /** Whether the reader may choose a rate basis. */
  hasBasis?: boolean;
  /** Only these calendars, where the cube has more. */
  calendars?: readonly Calendar[];
  /** Dimensions whose values must not be put together: each must be asked for, or filtered to one value. */
  apart?: readonly DimensionName[];
  /** Other ways over time that may be asked for: of a daily figure its mean or its latest. */
  aggregates?: Partial<Record<AggregateName, string>>;
}

/** A metric's part of the total over all values of one dimension. */
export interface Share {
  kind: "share";
  of: string;
  over: DimensionName;
}

/** One metric divided by another, each from its own table. */
export interface Quotient {
  kind: "quotient";
  of: readonly [numerator: string, denominator: string];
  isEstimate?: boolean;
}

/** Change of a metric against the period before, as a share of it. */
export interface Growth {
  kind: "growth";
  of: string;
}
