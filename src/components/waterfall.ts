/** From one amount to another in steps: floating bars that start where the last one ended. All amounts are whole cents. */
import * as Plot from "npm:@observablehq/plot";
import {approx, formatCompact, formatMoney} from "../model/format.js";
import {asImage, chartFigure, plotDefaults, tipLook, type ChartText} from "./chart-frame.js";
import {element} from "./dom.js";

export interface WaterfallStep {
  label: string;
  cents: number;
  /** What the step means, for the tip. */
  meaning: string;
}

/** `start` and `end` are drawn as ticks, not bars: the axis need not reach zero, and a bar's length would lie. */
export interface WaterfallOptions extends ChartText {
  width: number;
  currency: string;
  start: {label: string; cents: number; isEstimate?: boolean};
  end: {label: string; cents: number};
}

interface Drawn extends WaterfallStep {
  from: number;
  to: number;
  text: string;
}

const signed = (cents: number): string => (cents > 0 ? "+" : cents < 0 ? "−" : "") + (Math.abs(cents) / 100).toLocaleString("en", {minimumFractionDigits: 2, maximumFractionDigits: 2});

function drawnSteps(steps: readonly WaterfallStep[], start: number): Drawn[] {
  let at = start;
  return steps.map((step) => ({...step, from: at / 100, to: (at += step.cents) / 100, text: signed(step.cents)}));
}

/** "≈ USD 20.00 expected − 1.00 timing … = USD 19.00 reported". */
function waterfallSentence(steps: readonly WaterfallStep[], {currency, start, end}: Pick<WaterfallOptions, "currency" | "start" | "end">): HTMLElement {
  const first = formatMoney(start.cents / 100, currency);
  const parts = steps.map(({label, cents}) => ` ${cents < 0 ? "−" : "+"} ${signed(Math.abs(cents)).replace("+", "")} ${label.toLowerCase().replace("fx", "FX")}`);
  return element`<p class="variance-sum">${start.isEstimate ? approx(first) : first} ${start.label.toLowerCase()}${parts} = <strong>${formatMoney(end.cents / 100, currency)}</strong> ${end.label.toLowerCase()}</p>`;
}

function plotOf(steps: readonly WaterfallStep[], {width, currency, start, end, title, subtitle}: WaterfallOptions): Element {
  const drawn = drawnSteps(steps, start.cents);
  const ends = [{label: start.label, value: start.cents / 100, dash: start.isEstimate ? "4,3" : "0"}, {label: end.label, value: end.cents / 100, dash: "0"}];
  const all = [...drawn.flatMap(({from, to}) => [from, to]), ...ends.map(({value}) => value)];
  const [low, high] = [Math.min(...all), Math.max(...all)];
  const room = (high - low || Math.abs(high) || 1) * (width < 480 ? 0.5 : 0.14);
  const rows = [start.label, ...steps.map(({label}) => label), end.label];
  const band = (label: string) => ({y: () => label});
  const color = (step: Drawn) => (step.cents < 0 ? "var(--c-down)" : "var(--c-up)");
  return Plot.plot({
    ...plotDefaults({width, height: rows.length * 30 + 40, label: `${title}: ${subtitle}`}), marginLeft: width < 480 ? 88 : 110, marginRight: 16, marginTop: 6,
    x: {domain: [low - room, high + room], label: null, grid: true, ticks: width < 480 ? 3 : 6, tickFormat: formatCompact}, y: {domain: rows, label: null, tickSize: 0, padding: 0.3},
    marks: [
      Plot.barX(drawn, {x1: "from", x2: "to", y: "label", fill: {value: color, scale: null} as never, insetLeft: (0), rx: 1}),
      Plot.link(drawn, {x1: "to", x2: "to", y1: "label", y2: (_step: Drawn, i: number) => rows[i + 2], stroke: "var(--line-strong)", strokeDasharray: "2,2"} as never),
      Plot.tickX(drawn.filter(({cents}) => cents === 0), {x: "to", y: "label", stroke: "var(--theme-foreground-muted)", strokeWidth: 2}),
      ...ends.map((one) => Plot.tickX([one], {x: "value", ...band(one.label), stroke: "var(--theme-foreground)", strokeWidth: 3, strokeDasharray: one.dash})),
      ...ends.map((one) => Plot.text([one], {x: "value", ...band(one.label), text: () => (one.dash === "0" ? formatMoney(one.value, currency) : approx(formatMoney(one.value, currency))), textAnchor: one.value > (low + high) / 2 ? "end" : "start", dx: one.value > (low + high) / 2 ? -7 : 7, fontWeight: 600, fill: "currentColor"})),
      Plot.text(drawn, {x: (step: Drawn) => Math.max(step.from, step.to), y: "label", text: "text", textAnchor: "start", dx: 6, fill: "currentColor", filter: (step: Drawn) => Math.max(step.from, step.to) <= (low + high) / 2 + room}),
      Plot.text(drawn, {x: (step: Drawn) => Math.min(step.from, step.to), y: "label", text: "text", textAnchor: "end", dx: -6, fill: "currentColor", filter: (step: Drawn) => Math.max(step.from, step.to) > (low + high) / 2 + room}),
      Plot.tip(drawn, Plot.pointerY({x: "to", y: "label", title: (step: Drawn) => `${step.label}  ${step.text}\n${step.meaning}`, ...tipLook}))
    ]
  });
}

/** The chart with its sum in words under it. */
export function waterfallChart(steps: readonly WaterfallStep[], options: WaterfallOptions): HTMLElement {
  const {title, subtitle, note} = options;
  return chartFigure({title, subtitle, note}, element`<div>${asImage(plotOf(steps, options))}${waterfallSentence(steps, options)}</div>`);
}
