/** One check of one dataset, and how a figure becomes a score and a status. */
import {type QualityDimension, type QualityStatus, qualityThresholds} from "../../src/model/quality-thresholds.js";
import type {Database} from "../duckdb.js";
import type {Dataset, Problem} from "../manifest.js";
import type {FeedSpec} from "./feeds.js";

export interface QualityCheck {
  /** The feed. */
  dataset: string;
  /** Unique within the dataset: `<dimension>` or `<dimension>.<what>`. */
  check_id: string;
  dimension: QualityDimension;
  /** What was measured, in `unit`; null when there was nothing to measure. */
  value: number | null;
  threshold: number | null;
  unit: "days" | "%" | "rows" | "sets";
  /** 0 to 100 */
  score: number;
  /** block: a failing check stops a publish · mark: it marks the figures it touches */
  severity: "block" | "mark";
  status: QualityStatus;
  sentence: string;
  /** What to do; blank when there is nothing to do. */
  action: string;
}

/** What a check looks at. */
export interface Subject {
  db: Database;
  spec: FeedSpec;
  /** Loaded files of the feed. */
  files: Dataset[];
  /** Files that are a copy of one of them. */
  copies: number;
  /** All problems of the snapshot. */
  problems: Problem[];
  asOf: string;
}

export type QualityRule = (subject: Subject) => Promise<QualityCheck[]>;

const {failingFactor} = qualityThresholds;
const clamp = (score: number): number => Math.min(100, Math.max(0, Math.round(score * 10) / 10));

/** At most `threshold` is healthy; `failingFactor` times as much is failing. */
export function judgeAtMost(value: number, threshold: number): Pick<QualityCheck, "status" | "score"> {
  const status = value <= threshold ? "healthy" : value < threshold * failingFactor ? "degraded" : "failing";
  return {status, score: clamp(100 - value)};
}

/** At least `threshold` percent is healthy; `failingFactor` times the missing part is failing. */
export function judgeAtLeast(percent: number, threshold: number): Pick<QualityCheck, "status" | "score"> {
  return {...judgeAtMost(100 - percent, 100 - threshold), score: clamp(percent)};
}

/** Up to `allowed` days old is 100 points and healthy; the points are gone at `failingFactor` + 1 times as many. */
export function judgeAge(days: number, allowed: number): Pick<QualityCheck, "status" | "score"> {
  return {status: judgeAtMost(days, allowed).status, score: clamp(100 - (Math.max(0, days - allowed) / (allowed * failingFactor)) * 100)};
}

/** "a, b and 3 more". */
export const listed = (names: string[], shown = 5): string => (names.length > shown ? `${names.slice(0, shown).join(", ")} and ${names.length - shown} more` : names.join(", "));

/** 94.96 → "94.9%": never rounded up to a threshold that was missed. */
export const percent = (value: number): string => `${Math.floor(value * 10) / 10}%`;
