/** What was counted as a solid line, and ahead of it a forecast: dashed, with fading bands for its ranges. */
import * as Plot from "npm:@observablehq/plot";
import {approx, formatCompact, formatDay, formatMonth} from "../model/format.js";
import {asImage, chartFigure, emptyChart, plotDefaults, tipLook, type ChartText} from "./chart-frame.js";

export interface FanPoint {
  date: Date;
  value: number | null;
}

/** `lower` and `upper` by level in percent, such as 80 and 95. */
export interface FanStep {
  date: Date;
  mean: number;
  ranges: readonly {level: number; lower: number; upper: number}[];
}

export interface FanOptions extends ChartText {
  width: number;
  height?: number;
  grain: "day" | "month";
  color: string;
  format: (value: number) => string;
}

const OPACITY = [0.3, 0.15];

function tipRows(history: readonly FanPoint[], steps: readonly FanStep[], {grain, format}: FanOptions): {date: Date; top: number; text: string}[] {
  const when = grain === "day" ? formatDay : formatMonth;
  const ahead = steps.map(({date, mean, ranges}) => ({
    date, top: mean, text: [when(date), approx(format(mean)), ...ranges.map(({level, lower, upper}) => `${level}%  ${format(lower)} – ${format(upper)}`)].join("\n")
  }));
  const past = history.filter((point) => point.value !== null).map(({date, value}) => ({date, top: value!, text: `${when(date)}\n${format(value!)}`}));
  return [...past, ...ahead];
}

/** Narrow ranges first, so that the wide one lies behind. */
function bands(steps: readonly FanStep[], color: string): Plot.Markish[] {
  const levels = (steps[0]?.ranges ?? []).map(({level}) => level).sort((a, b) => b - a);
  return levels.map((level, i) => {
    const range = (step: FanStep) => step.ranges.find((one) => one.level === level);
    return Plot.areaY(steps, {
      x: "date", y1: (step: FanStep) => range(step)?.lower, y2: (step: FanStep) => range(step)?.upper,
      fill: color, fillOpacity: OPACITY[levels.length - 1 - i] ?? 0.1, stroke: color, strokeOpacity: 0.45, strokeWidth: 0.75, strokeDasharray: "2,3"
    });
  });
}

function legendItems(steps: readonly FanStep[], color: string) {
  const levels = (steps[0]?.ranges ?? []).map(({level}) => level);
  return [
    {label: "counted", color}, {label: "≈ forecast", color, dashed: true},
    ...levels.map((level, i) => ({label: `${level} of 100 cases`, color: `color-mix(in srgb, ${color} ${Math.round((OPACITY[i] ?? 0.1) * 130)}%, var(--theme-background-alt))`}))
  ];
}

/** Draws the figure; the dashed line starts at the last value that was counted. */
export function fanChart(history: readonly FanPoint[], steps: readonly FanStep[], options: FanOptions): HTMLElement {
  const {width, height = 260, color, title, subtitle} = options;
  const last = history.findLast((point) => point.value !== null);
  if (!last || !steps.length) return emptyChart(options, "Nothing to draw.");
  const joined = [{date: last.date, mean: last.value!}, ...steps];
  const tips = tipRows(history, steps, options);
  const plot = Plot.plot({
    ...plotDefaults({width, height, label: `${title}: ${subtitle}`}),
    x: {type: "utc", label: null},
    y: {label: null, grid: true, ticks: 5, tickFormat: formatCompact, zero: true, nice: true},
    marks: [
      ...bands(steps, color),
      Plot.lineY(joined, {x: "date", y: "mean", stroke: color, strokeWidth: 1.75, strokeDasharray: "4,4"}),
      Plot.lineY(history, {x: "date", y: "value", stroke: color, strokeWidth: 1.75}),
      Plot.ruleX([last.date], {stroke: "var(--theme-foreground-muted)", strokeDasharray: "1,3"}),
      Plot.ruleY([0], {strokeOpacity: 0.5}),
      Plot.ruleX(tips, Plot.pointerX({x: "date", strokeOpacity: 0.3})),
      Plot.tip(tips, Plot.pointerX({x: "date", y: "top", title: "text", ...tipLook}))
    ]
  });
  return chartFigure(options, asImage(plot), legendItems(steps, color));
}
