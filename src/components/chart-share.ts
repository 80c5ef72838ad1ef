/** Shares of a whole as one stacked bar with its values written out below. */
import {formatPercent} from "../model/format.js";
import {chartFigure, emptyChart, type ChartText} from "./chart-frame.js";
import {element} from "./dom.js";

export interface SharePart {
  id: string;
  label: string;
  value: number;
  color: string;
}

/** Draws the positive parts in the order given; `empty` is said when there is none. */
export function shareBar(parts: readonly SharePart[], options: ChartText & {format: (value: number) => string; empty?: string}): HTMLElement {
  const shown = parts.filter((part) => part.value > 0);
  const whole = shown.reduce((sum, part) => sum + part.value, 0);
  if (!whole) return emptyChart(options, options.empty ?? "Nothing in this period.");
  const bar = shown.map((part) => element`<span style=${`flex-grow: ${part.value / whole}; background: ${part.color}`}></span>`);
  const rows = shown.map((part) => element`<li style=${`--accent: ${part.color}`}><span class="share-label">${part.label}</span>
    <span class="share-percent">${formatPercent(part.value / whole)}</span><span class="share-value">${options.format(part.value)}</span></li>`);
  return chartFigure(options, element`<div><div class="share-bar" aria-hidden="true">${bar}</div><ul class="share-list">${rows}</ul></div>`);
}
