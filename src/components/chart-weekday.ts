/** The weekday pattern: the middle day of each weekday as a point, the middle half of them as a line, 100 = average. */
import * as Plot from "npm:@observablehq/plot";
import type {WeekdayIndex} from "../model/stream-weekday.js";
import {asImage, chartFigure, emptyChart, plotDefaults, type ChartText} from "./chart-frame.js";

/** Draws the figure; weekdays without a day are left empty. */
export function weekdayChart(pattern: readonly WeekdayIndex[], options: ChartText & {width: number; height?: number}): HTMLElement {
  const {width, height = 220, title, subtitle} = options;
  const known = pattern.filter((day) => day.index !== null);
  if (!known.length) return emptyChart(options, "Needs a week of days with full reports.");
  const short = (day: WeekdayIndex) => day.label.slice(0, 3);
  const percent = (value: (day: WeekdayIndex) => number | null) => (day: WeekdayIndex) => value(day)! * 100;
  const plot = Plot.plot({
    ...plotDefaults({width, height, label: `${title}: ${subtitle}`}),
    x: {type: "point", domain: pattern.map(short), label: null, tickSize: 0, padding: 0.5},
    y: {label: null, grid: true, ticks: 5, nice: true},
    marks: [
      Plot.ruleY([100], {stroke: "var(--theme-foreground-muted)", strokeDasharray: "5,4"}),
      Plot.ruleX(known, {x: short, y1: percent((day) => day.low), y2: percent((day) => day.high), stroke: "var(--c-neutral)", strokeWidth: 6, strokeOpacity: 0.35, strokeLinecap: "round"}),
      Plot.dot(known, {x: short, y: percent((day) => day.index), r: 4.5, fill: "var(--c-neutral)"}),
      Plot.text(known, {x: short, y: percent((day) => day.index), text: (day: WeekdayIndex) => (day.index! * 100).toFixed(1), dx: 8, textAnchor: "start", fill: "currentColor"})
    ]
  });
  return chartFigure(options, asImage(plot), [{label: "median day", color: "var(--c-neutral)"}, {label: "middle half of the days", color: "color-mix(in srgb, var(--c-neutral) 35%, var(--theme-background-alt))"}]);
}
