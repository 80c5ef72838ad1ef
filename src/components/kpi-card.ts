/** One key figure: its value, how it changed and against what, its shape over the period, and its definition. */
import {approx, formatChange} from "../model/format.js";
import type {MetricName} from "../model/metrics.js";
import {definition} from "./definition.js";
import {element} from "./dom.js";
import {sparkline, type SparkPoint} from "./sparkline.js";

/**
 * `value` is written text; `estimate` marks it ≈ and draws it as an estimate. `delta.ratio` is a share (0.1 = +10%),
 * null when there is nothing to compare with, and `basis` says with what; delta null leaves the line out.
 */
export interface KpiCardOptions {
  metric?: MetricName;
  label: string;
  value: string;
  estimate?: boolean;
  delta?: {ratio: number | null; basis: string} | null;
  sparkline?: readonly SparkPoint[];
  sparklineLabel?: string;
  note?: string | Node | readonly (string | Node)[];
  href?: string;
}

function arrow(ratio: number | null): string {
  if (ratio === null || Math.abs(ratio) < 0.0005) return "→";
  return ratio > 0 ? "▲" : "▼";
}

function deltaLine({ratio, basis}: {ratio: number | null; basis: string}): HTMLElement {
  if (ratio === null) return element`<p class="kpi-delta muted">${basis}</p>`;
  const direction = Math.abs(ratio) < 0.0005 ? "flat" : ratio > 0 ? "up" : "down";
  return element`<p class="kpi-delta"><span class=${`delta delta-${direction}`}><span aria-hidden="true">${arrow(ratio)}</span> ${formatChange(ratio)}</span> <span class="muted">${basis}</span></p>`;
}

/** A card; several go into a `.kpi-row`. */
export function kpiCard({metric, label, value, estimate = false, delta = null, sparkline: points = [], sparklineLabel, note, href}: KpiCardOptions): HTMLElement {
  const notes = note === undefined ? [] : Array.isArray(note) ? note : [note];
  const written = estimate ? approx(value) : value; // its length sets the size: a figure never breaks in two
  const title = href ? element`<a href=${href}>${label}</a>` : label;
  return element`<section class="kpi" aria-label=${label} data-metric=${metric ?? null}>
    <div class="kpi-head"><h2>${title}</h2>${metric ? definition(metric) : null}</div>
    <p class=${`kpi-value${estimate ? " kpi-estimate" : ""}`} style=${`--characters: ${written.length}`}>${written}</p>
    ${delta ? deltaLine(delta) : null}
    ${points.length ? sparkline(points, {label: sparklineLabel ?? `${label} over time`}) : null}
    ${notes.map((text) => element`<p class="kpi-note">${text}</p>`)}
  </section>`;
}
