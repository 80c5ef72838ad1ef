/** Ranked horizontal bars as HTML: readable at any width, and each bar is a button when it can be selected. */
import {approx} from "../model/format.js";
import {chartFigure, emptyChart, type ChartText, type LegendItem} from "./chart-frame.js";
import {element, fragment} from "./dom.js";

/** One bar: confirmed `value` solid, `estimate` on top of it hatched and marked ≈. */
export interface RankedBar {
  id: string;
  label: string;
  value: number;
  estimate?: number;
  color?: string;
  detail?: string;
}

/** `selected` is a bar's id; the other bars fade. `limit` bars are drawn, the rest are counted below. */
export interface RankedOptions extends ChartText {
  format: (value: number) => string;
  selected?: string | null;
  onSelect?: (id: string) => void;
  limit?: number;
  legend?: readonly LegendItem[];
}

const share = (value: number, scale: number): string => `${((Math.max(value, 0) / scale) * 100).toFixed(2)}%`;

function valueText({value, estimate}: RankedBar, format: (value: number) => string): string {
  if (!estimate) return format(value);
  return value ? `${format(value)} + ${approx(format(estimate))}` : approx(format(estimate));
}

function barRow(bar: RankedBar, scale: number, {format, selected, onSelect}: RankedOptions): HTMLElement {
  const chosen = selected === bar.id;
  const content = fragment`<span class="bar-label">${bar.label}</span>
    <span class="bar-track" aria-hidden="true"><span class="bar-solid" style=${`width: ${share(bar.value, scale)}`}></span><span class="bar-hatched" style=${`width: ${share(bar.estimate ?? 0, scale)}`}></span></span>
    <span class="bar-value">${valueText(bar, format)}</span><span class="bar-detail">${bar.detail ?? ""}</span>`;
  const accent = `--accent: ${bar.color ?? "var(--c-neutral)"}`;
  const row = onSelect
    ? element`<button type="button" class="bar-row" style=${accent} aria-pressed=${String(chosen)} onclick=${() => onSelect(bar.id)}>${content}</button>`
    : element`<div class="bar-row" style=${accent}>${content}</div>`;
  return element`<li class=${selected && !chosen ? "faded" : ""}>${row}</li>`;
}

/** Draws the figure, in the order given. */
export function rankedBars(bars: readonly RankedBar[], options: RankedOptions): HTMLElement {
  if (!bars.length) return emptyChart(options, "Nothing in this period.");
  const {limit = 10} = options;
  const shown = bars.filter((bar, i) => i < limit || bar.id === options.selected);
  const scale = Math.max(...bars.map((bar) => Math.max(bar.value, 0) + (bar.estimate ?? 0))) || 1;
  const hidden = bars.length - shown.length;
  const rest = hidden > 0 ? `${hidden} more not drawn` : null;
  const note = [options.note, rest].filter(Boolean).join(" · ");
  return chartFigure({...options, note}, element`<ol class="bars">${shown.map((bar) => barRow(bar, scale, options))}</ol>`, options.legend ?? []);
}
