/** A status as sign and word, and what the words mean. */
import {cadenceDays, qualityThresholds, type QualityStatus} from "../model/quality-thresholds.js";
import {dataTable} from "./data-table.js";
import {element} from "./dom.js";

const statusSigns: Record<QualityStatus, string> = {healthy: "✓", degraded: "!", failing: "✕"};

/** "✓ healthy": told by sign and word, not by its colour alone. */
export const qualityStatus = (status: QualityStatus, text: string = status): HTMLElement =>
  element`<span class=${`quality-status quality-${status}`}><span class="quality-sign" aria-hidden="true">${statusSigns[status]}</span> ${text}</span>`;

const {score, ageDays, completeness, nulls, failingFactor, tolerance, failingPeriods, weights} = qualityThresholds;
const days = (count: number): string => `${count} ${count === 1 ? "day" : "days"}`;

/** What a status means, as a list. */
export function qualityLegend(): HTMLElement {
  const meaning: Record<QualityStatus, string> = {
    healthy: `score ${score.healthy} or more, and every check healthy`,
    degraded: "anything between; the figures it touches carry a badge",
    failing: `score below ${score.degraded}, or a blocking check fails, which stops a publish`
  };
  return element`<ul class="status-legend">${(["healthy", "degraded", "failing"] as const).map((status) => element`<li>${qualityStatus(status)}: ${meaning[status]}</li>`)}</ul>`;
}

/** Every threshold with its value, from the one file that decides. */
export function thresholdTable(): HTMLElement {
  const rows = [
    {what: "Age", part: "freshness", healthy: `up to ${days(ageDays)} later than the dataset's own cadence`, failing: `${failingFactor} times as old or more`},
    ...Object.entries(cadenceDays).map(([name, every]) => ({what: `Cadence of ${name.replaceAll("_", " ")}`, part: "freshness", healthy: `something new every ${days(every)}, so up to ${days(every - 1 + ageDays)} old`, failing: `${days((every - 1 + ageDays) * failingFactor)} old or more`})),
    {what: "Days and months present", part: "completeness", healthy: `${completeness}% or more`, failing: `${100 - (100 - completeness) * failingFactor}% or less`},
    {what: "Blank cells of a column", part: "completeness", healthy: `up to ${nulls}%`, failing: `${nulls * failingFactor}% or more`},
    {what: "Rows that could be loaded", part: "validity", healthy: `${completeness}% or more`, failing: `${100 - (100 - completeness) * failingFactor}% or less; blocks a publish`},
    {what: "Rows that stand twice", part: "uniqueness", healthy: "none", failing: "statement lines in two files; blocks a publish"},
    ...Object.entries(tolerance).map(([name, percent]) => ({what: `Two sources of ${name}`, part: "consistency", healthy: `within ±${percent}% in every month`, failing: `outside in ${failingPeriods}% of the months or more`}))
  ];
  return dataTable(rows.map((row) => ({...row, weight: weights[row.part as keyof typeof weights]})), {
    caption: "Thresholds", csvName: "quality-thresholds", rowsShown: 20,
    columns: [{key: "what", label: "What"}, {key: "part", label: "Part"}, {key: "weight", label: "Weight of the part", align: "right"}, {key: "healthy", label: "Healthy", wrap: true}, {key: "failing", label: "Failing", wrap: true}]
  });
}
