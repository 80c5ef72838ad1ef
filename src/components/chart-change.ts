/** What changed most between two periods: bars to the right for more, to the left for less. */
import {formatChange} from "../model/format.js";
import {chartFigure, emptyChart, type ChartText} from "./chart-frame.js";
import {element} from "./dom.js";

/** `before` and `now` are the same figure in the two periods. */
export interface Change {
  id: string;
  label: string;
  before: number;
  now: number;
}

const signed = (value: number, format: (value: number) => string): string => (value > 0 ? `+${format(value)}` : format(value));

function changeRow({label, before, now}: Change, scale: number, format: (value: number) => string): HTMLElement {
  const change = now - before;
  const width = ((Math.abs(change) / scale) * 50).toFixed(2);
  const side = change < 0 ? `right: 50%; width: ${width}%` : `left: 50%; width: ${width}%`;
  const ratio = before > 0 ? formatChange(now / before - 1) : "new";
  return element`<li><div class="bar-row"><span class="bar-label">${label}</span>
    <span class="change-track" aria-hidden="true"><span class=${change < 0 ? "change-down" : "change-up"} style=${side}></span></span>
    <span class="bar-value">${signed(change, format)}</span><span class="bar-detail">${ratio}</span></div></li>`;
}

/** The `limit` largest changes, up or down, largest first; changes too small to write are left out. */
export function changeBars(changes: readonly Change[], options: ChartText & {format: (value: number) => string; limit?: number}): HTMLElement {
  const moved = changes.filter((row) => options.format(Math.abs(row.now - row.before)) !== options.format(0)).sort((a, b) => Math.abs(b.now - b.before) - Math.abs(a.now - a.before)).slice(0, options.limit ?? 6);
  if (!moved.length) return emptyChart(options, "Nothing changed, or there is nothing earlier to compare with.");
  const scale = Math.abs(moved[0].now - moved[0].before);
  return chartFigure(options, element`<ol class="bars">${moved.map((row) => changeRow(row, scale, options.format))}</ol>`);
}
