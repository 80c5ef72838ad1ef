/** Days from the end of a usage month to the statement, by store: what was measured beside what was agreed. */
import * as Plot from "npm:@observablehq/plot";
import {formatCount, formatPercent} from "../model/format.js";
import {asImage, chartFigure, emptyChart, plotDefaults, type ChartText} from "./chart-frame.js";
import {distributorLabel, platformColor} from "./colors.js";

/** One store of one distributor; days weighted by money, `month*_ppm` its share by statement month. */
export interface StoreLag {
  distributor: string;
  store: string;
  currency: string;
  platform: string;
  agreed_days: number;
  /** Null, as P80 and P95, until four months can be measured. */
  median_days: number | null;
  p80_days: number | null;
  p95_days: number | null;
  month1_ppm: number | null;
  month2_ppm: number | null;
  month3_ppm: number | null;
  later_ppm: number | null;
  usage_month_count: number;
  line_count: number;
  earnings: number;
}

const share = (ppm: number | null): string => formatPercent(ppm === null ? null : ppm / 1e6, 0);

const tipText = (lag: StoreLag): string =>
  [
    `${lag.store} · ${distributorLabel(lag.distributor)}`, `half of the money within ${lag.median_days} days`, `80% within ${lag.p80_days}, 95% within ${lag.p95_days}`,
    `agreed: ${lag.agreed_days} days`, `by month after: 1st ${share(lag.month1_ppm)}, 2nd ${share(lag.month2_ppm)}, 3rd ${share(lag.month3_ppm)}, later ${share(lag.later_ppm)}`,
    `measured on ${lag.usage_month_count} months, ${formatCount(lag.line_count)} lines`
  ].join("\n");

/** Rows from the fastest median to the slowest; the bar runs from the median to P95 with a tick at P80. */
export function lagChart(lags: readonly StoreLag[], {width, ...text}: ChartText & {width: number}): HTMLElement {
  const measured = lags.filter((lag) => lag.median_days !== null);
  if (!measured.length) return emptyChart(text, "No store has four months of statements to measure yet.");
  const several = new Set(measured.map((lag) => lag.distributor)).size > 1;
  const name = (lag: StoreLag): string => (several ? `${lag.store} (${distributorLabel(lag.distributor)})` : lag.store);
  const labelWidth = Math.min(width * 0.42, 14 + 6.8 * Math.max(...measured.map((lag) => name(lag).length)));
  const shorten = (label: string): string => (label.length * 6.8 > labelWidth ? `${label.slice(0, Math.floor(labelWidth / 6.8) - 2)}…` : label);
  const rows = measured.sort((a, b) => a.median_days! - b.median_days! || a.p95_days! - b.p95_days!);
  const color = {value: (lag: StoreLag) => platformColor(lag.platform), scale: null} as never;
  const plot = Plot.plot({
    ...plotDefaults({width, height: 46 + rows.length * 22, label: `${text.title}: ${text.subtitle}`}),
    marginLeft: labelWidth, marginTop: 38, marginBottom: 4,
    x: {label: "days after the end of the usage month →", labelAnchor: "right", axis: "top", grid: true, zero: true, nice: true},
    y: {label: null, domain: rows.map(name), tickSize: 0, tickFormat: shorten},
    marks: [
      Plot.ruleY(rows, {y: name, x1: "median_days", x2: "p95_days", stroke: color, strokeWidth: 7, strokeOpacity: 0.35}),
      Plot.dot(rows, {y: name, x: "median_days", fill: color, r: 5}),
      Plot.tickX(rows, {y: name, x: "p80_days", stroke: color, strokeWidth: 2, insetTop: 6, insetBottom: 6}),
      Plot.tickX(rows, {y: name, x: "p95_days", stroke: color, strokeWidth: 2, insetTop: 6, insetBottom: 6}),
      Plot.tickX(rows, {y: name, x: "agreed_days", stroke: "currentColor", strokeWidth: 1.5, strokeDasharray: "3,3"}),
      Plot.tip(rows, Plot.pointerY({y: name, x: "median_days", title: tipText}))
    ]
  });
  return chartFigure({note: "Dot: half of the money is in. Bar: on to 95%, with a tick at 80%. Dashed: the agreed days.", ...text}, asImage(plot));
}
