/**
 * The metric catalog: the only place where a figure is defined. Pages show an entry one click away from its figure.
 * Add an entry in the file of its page; names are unique.
 */
import {attentionMetrics} from "./metrics/attention.js";
import {audienceMetrics} from "./metrics/audience.js";
import {cashForecastMetrics} from "./metrics/cash-forecast.js";
import {derivedMetrics} from "./metrics/derived.js";
import {marketingMetrics} from "./metrics/marketing.js";
import type {Metric} from "./metrics/metric.js";
import {performanceMetrics} from "./metrics/performance.js";
import {qualityMetrics} from "./metrics/quality.js";
import {receiptMetrics} from "./metrics/receipts.js";
import {settlementMetrics} from "./metrics/settlement.js";
import {streamingMetrics} from "./metrics/streaming.js";

export type {Metric} from "./metrics/metric.js";

const entries = {
  ...performanceMetrics,
  ...settlementMetrics,
  ...receiptMetrics,
  ...cashForecastMetrics,
  ...streamingMetrics,
  ...qualityMetrics,
  ...attentionMetrics,
  ...audienceMetrics,
  ...marketingMetrics,
  ...derivedMetrics
};

export type MetricName = keyof typeof entries;

export const metrics: Readonly<Record<MetricName, Metric>> = entries;
