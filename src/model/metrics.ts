/**
 * The metric catalog: the only place where a figure is defined. Pages show an entry one click away from its figure.
 * Add an entry in the file of its page; names are unique.
 */
import type {Metric} from "./metrics/metric.js";
import {performanceMetrics} from "./metrics/performance.js";
import {qualityMetrics} from "./metrics/quality.js";
import {settlementMetrics} from "./metrics/settlement.js";

export type {Metric} from "./metrics/metric.js";

const entries = {
  ...performanceMetrics,
  ...settlementMetrics,
  ...qualityMetrics
};

export type MetricName = keyof typeof entries;

export const metrics: Readonly<Record<MetricName, Metric>> = entries;
