/** The metric catalog as a list: every figure of the workspace with its calculation and limits. */
import type {Metric} from "../model/metrics.js";
import {element} from "./dom.js";

/** One entry per metric, by label. */
export function definitionList(metrics: readonly Metric[]): HTMLElement {
  const sorted = [...metrics].sort((a, b) => a.label.localeCompare(b.label));
  return element`<dl class="definition-list">${sorted.map((metric) => element`<div id=${`definition-${metric.name}`}>
    <dt>${metric.label} <small class="muted">${metric.unit}</small></dt>
    <dd>${metric.description}<small>${metric.calculation}</small><small>Limits: ${metric.limitations.join(" ")}</small><small>From ${metric.sources.join(", ")}; ${metric.update_frequency}.</small></dd></div>`)}</dl>`;
}
