/** How a goal grows: counted as a line, estimates dashed, the even pace to the target, and the forecast's range at the end. */
import * as Plot from "npm:@observablehq/plot";
import {approx, formatCompact, formatDay} from "../model/format.js";
import type {GoalPoint} from "../model/goal-figures.js";
import {goalAmount, goalName, type GoalProgress} from "../model/goal-progress.js";
import {asImage, plotDefaults, tipLook} from "./chart-frame.js";

const COLOR = "var(--c-neutral)";

/** Solid up to the last counted point, dashed from there. */
function parts(points: readonly GoalPoint[]): {solid: GoalPoint[]; dashed: GoalPoint[]} {
  const open = points.findIndex(({estimate}) => estimate);
  return open < 0 ? {solid: [...points], dashed: []} : {solid: points.slice(0, open), dashed: points.slice(Math.max(open - 1, 0))};
}

/** What is expected at the end, as a line from the last point and a bar for its range. */
function ahead({goal, figure, pace, forecast}: GoalProgress): Plot.Markish[] {
  const last = figure.points.at(-1);
  const end = forecast?.mean ?? pace;
  if (!last || end === null || figure.isFinal) return [];
  const line = [{date: last.date, value: last.value}, {date: goal.to, value: end}];
  return [
    Plot.lineY(line, {x: "date", y: "value", stroke: COLOR, strokeWidth: 1.5, strokeDasharray: "3,4"}),
    ...(forecast ? [Plot.link([forecast], {x1: goal.to, x2: goal.to, y1: forecast.lower, y2: forecast.upper, stroke: COLOR, strokeWidth: 5, strokeOpacity: 0.45})] : [])
  ];
}

/** A small drawing for one card. */
export function paceChart(progress: GoalProgress, width: number): Element {
  const {goal, figure} = progress;
  const isLevel = goal.kind === "followers";
  const {solid, dashed} = parts(figure.points);
  const even = [{date: goal.from, value: isLevel ? figure.points[0].value : 0}, {date: goal.to, value: goal.target}];
  const tips = figure.points.map(({date, value, estimate}) => ({date, value, text: `${formatDay(date)}\n${estimate ? approx(goalAmount(goal, value)) : goalAmount(goal, value)}`}));
  return asImage(Plot.plot({
    ...plotDefaults({width, height: 170, label: `${goalName(goal)} over time; the thin line is an even pace to ${goalAmount(goal, goal.target)}`}), marginLeft: 44, marginTop: 12, marginBottom: 24,
    x: {type: "utc", label: null, domain: [goal.from, goal.to], ticks: 4},
    y: {label: null, grid: true, ticks: 4, tickFormat: formatCompact, zero: !isLevel, nice: true},
    marks: [
      Plot.lineY(even, {x: "date", y: "value", stroke: "var(--theme-foreground-muted)", strokeWidth: 1}),
      Plot.dot([even[1]], {x: "date", y: "value", fill: "var(--theme-foreground-muted)", r: 3}),
      Plot.lineY(solid, {x: "date", y: "value", stroke: COLOR, strokeWidth: 2}),
      Plot.lineY(dashed, {x: "date", y: "value", stroke: COLOR, strokeWidth: 2, strokeDasharray: "5,3"}),
      ...ahead(progress),
      Plot.tip(tips, Plot.pointerX({x: "date", y: "value", title: "text", ...tipLook}))
    ]
  }));
}
