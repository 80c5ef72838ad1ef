/** Goals as gauges: what is confirmed (solid), what is estimated (hatched), where an even pace would stand, and the way to go. */
import {approx, formatDay, formatPercent} from "../model/format.js";
import {evenPace, forecastText, goalAmount, goalName, paceText, type GoalProgress, type GoalStatus} from "../model/goal-progress.js";
import {dataTable} from "./data-table.js";
import {element} from "./dom.js";
import {paceChart} from "./chart-pace.js";
import {drawSoon} from "./draw-soon.js";

const signs: Record<GoalStatus, string> = {attained: "✓", "on track": "→", "at risk": "!", missed: "✕"};

/** "! at risk": told by sign and word, not by its colour alone. */
const goalStatus = (status: GoalStatus): HTMLElement =>
  element`<span class=${`goal-status goal-${status.replace(" ", "-")}`}><span aria-hidden="true">${signs[status]}</span> ${status}</span>`;

/** "USD 15,282.61 + ≈ USD 6,891.72 of USD 21,000.00, 105.6%". */
function standing({goal, figure, share}: GoalProgress): string {
  const open = figure.estimate > 0.005 ? `${figure.value ? " + " : ""}${approx(goalAmount(goal, figure.estimate))}` : "";
  const confirmed = figure.value || !open ? goalAmount(goal, figure.value) : "";
  return `${confirmed}${open} of ${goalAmount(goal, goal.target)}, ${formatPercent(share)}`;
}

/** The bar; 100% is the target, and it grows where more has come. */
function gauge(progress: GoalProgress): HTMLElement {
  const {goal, figure} = progress;
  const even = evenPace(progress);
  const scale = Math.max(goal.target, figure.value + figure.estimate);
  const width = (value: number) => `${Math.max(0, Math.min(100, (value / scale) * 100)).toFixed(2)}%`;
  const label = `${goalName(goal)}: ${standing(progress)}${even ? `; an even pace would stand at ${goalAmount(goal, even.value)}` : ""}`;
  return element`<div class="goal-gauge" role="img" aria-label=${label}>
    <span class="bar-solid" style=${`width: ${width(figure.value)}`}></span><span class="bar-hatched" style=${`width: ${width(figure.estimate)}`}></span>
    <i class="goal-target" style=${`left: ${width(goal.target)}`}></i>${even ? element`<i class="goal-even" style=${`left: ${width(even.value)}`}></i>` : null}</div>`;
}

function goalCard(progress: GoalProgress): HTMLElement {
  const {goal, figure} = progress;
  const even = evenPace(progress);
  const forecast = forecastText(progress);
  return element`<section class="card goal" aria-label=${goalName(goal)}>
    <p class="goal-head">${goalStatus(progress.status)} <strong>${goalName(goal)}</strong></p>
    <p class="goal-standing"><a href=${figure.evidence}>${standing(progress)}</a></p>
    ${gauge(progress)}
    <p>${paceText(progress)}${forecast ? element`<br>${forecast}` : null}</p>
    <p class="fine">${figure.through ? `through ${formatDay(figure.through)}` : "no data yet"}${even ? `; ${even.gap} against an even pace (▽)` : ""}</p>
    ${figure.points.length > 1 ? drawSoon((width) => paceChart(progress, width), 170) : null}</section>`;
}

/** All goals as cards, those that ask for something first. */
export const goalCards = (goals: readonly GoalProgress[]): HTMLElement => element`<div class="goal-grid">${goals.map(goalCard)}</div>`;

/** All goals in figures. */
export function goalTable(goals: readonly GoalProgress[]): HTMLElement {
  const amount = (pick: (progress: GoalProgress) => number | null) => ({align: "right" as const, value: pick, format: (value: number, row: GoalProgress) => goalAmount(row.goal, value)});
  const estimated = (pick: (progress: GoalProgress) => number | null) => ({...amount(pick), estimate: true, format: (value: number, row: GoalProgress) => approx(goalAmount(row.goal, value))});
  return dataTable(goals, {
    caption: "Goals in figures", csvName: "goals", rowsShown: 20,
    columns: [
      {key: "name", label: "Goal", wrap: true, value: ({goal}) => goalName(goal)},
      {key: "status", label: "Status", format: (status: GoalStatus) => goalStatus(status)},
      {key: "value", label: "Confirmed", ...amount(({figure}) => figure.value)},
      {key: "estimate", label: "Not yet reported ≈", ...estimated(({figure}) => figure.estimate)},
      {key: "target", label: "Target", ...amount(({goal}) => goal.target)},
      {key: "share", label: "Share", align: "right", format: (share: number) => formatPercent(share)},
      {key: "pace", label: "At this pace ≈", ...estimated(({pace}) => pace)},
      {key: "forecast", label: "Forecast ≈", ...estimated(({forecast}) => forecast?.mean ?? null)},
      {key: "lower", label: "80% from ≈", ...estimated(({forecast}) => forecast?.lower ?? null)},
      {key: "upper", label: "80% to ≈", ...estimated(({forecast}) => forecast?.upper ?? null)}
    ]
  });
}

/** One compact line for each goal, for the Overview; null without any. */
export function goalLines(goals: readonly GoalProgress[]): HTMLElement | null {
  if (!goals.length) return null;
  return element`<section class="goal-lines" aria-label="Running goals"><ul>${goals.map((progress) =>
    element`<li>${goalStatus(progress.status)} <a href="./goals.html">${goalName(progress.goal)}</a>: ${formatPercent(progress.share, 0)} of ${goalAmount(progress.goal, progress.goal.target)}, ${paceText(progress)}</li>`)}</ul></section>`;
}
