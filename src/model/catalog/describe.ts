/** A metric's rules in words, for people. */
import {askableMetrics, calendarsOf, dimensionsOf, isEstimate, type AskableMetric} from "./catalog.js";
import type {Calendar} from "./cubes.js";
import {dimensions} from "./dimensions.js";

const ADDS: Record<AskableMetric["measure"]["kind"], string> = {
  sum: "over every dimension and over time",
  ratio: "never: it is computed from sums for each group",
  quotient: "never: it is computed from sums for each group",
  distinct: "never: each group is counted anew",
  latest: "never over time: the latest day of each period counts",
  daily: "never: the same people count on several days; over time ask for the mean or the latest day",
  share: "never over periods: it is a part of each period's total",
  growth: "never: it compares two periods"
};

const CALENDARS: Record<Calendar, string> = {usage: "when it was played or happened", statement: "when it was reported", paid: "when it came or should come"};

export interface MetricRules {
  adds: string;
  splitBy: string[];
  calendars: string[];
  isEstimate: boolean;
}

/** Null for a figure that only its page computes. */
export function rulesOf(name: string): MetricRules | null {
  const metric = askableMetrics.find((one) => one.name === name);
  if (!metric) return null;
  return {
    adds: ADDS[metric.measure.kind], splitBy: dimensionsOf(metric).map((dimension) => dimensions[dimension].label), isEstimate: isEstimate(metric),
    calendars: Object.entries(calendarsOf(metric)).map(([calendar, grain]) => `${calendar} (${CALENDARS[calendar as Calendar]}), by ${grain}`)
  };
}
