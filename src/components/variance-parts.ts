/** Why actual differs from expected: one bar per cause, left for less and right for more, and their exact sum. */
import {approx, formatMoney} from "../model/format.js";
import type {VarianceRow} from "../model/variance-rows.js";
import {chartFigure, emptyChart, type ChartText} from "./chart-frame.js";
import {element} from "./dom.js";

const causes = [
  ["quantity", "Quantity", "more or fewer plays than the daily feed counted, at the average expected rate"],
  ["mix", "Mix", "plays moved between cheaper and dearer platforms"],
  ["rate", "Rate", "each play paid more or less than the chosen basis expects"],
  ["fees", "Fees", "Discovery Mode and other deductions"]
] as const;

/** Whole cents as money with its sign. */
const signed = (cents: number, currency: string): string => (cents > 0 ? "+" : "") + formatMoney(cents / 100, currency);

function bar(cents: number, scale: number): HTMLElement {
  const width = scale === 0 ? 0 : (Math.abs(cents) / scale) * 50;
  return element`<span class="change-track" aria-hidden="true"><span class=${cents < 0 ? "change-down" : "change-up"} style=${`${cents < 0 ? "right" : "left"}: 50%; width: ${width.toFixed(2)}%`}></span></span>`;
}

/** Bars for a total in whole cents (`row.shown`); every amount printed adds up to the actual. */
export function varianceParts({shown, total}: VarianceRow, {currency, ...text}: ChartText & {currency: string}): HTMLElement {
  if (!total.cell_count) return emptyChart(text, "No month of this choice can be judged yet.");
  const scale = Math.max(...causes.map(([key]) => Math.abs(shown[key])));
  const rows = causes.map(([key, label, meaning]) => element`<li class="change-row" title=${meaning}><span class="bar-label">${label}</span>${bar(shown[key], scale)}<span class="bar-value">${signed(shown[key], currency)}</span></li>`);
  return chartFigure(text, element`<div class="variance-parts"><ol class="bars">${rows}</ol>
    <p class="variance-sum">${approx(formatMoney(shown.expected / 100, currency))} expected ${causes.map(([key]) => ` ${shown[key] < 0 ? "−" : "+"} ${(Math.abs(shown[key]) / 100).toLocaleString("en", {minimumFractionDigits: 2})}`)} = <strong>${formatMoney(shown.actual / 100, currency)}</strong> actual</p></div>`);
}
