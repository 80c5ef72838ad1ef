/** Streams per day with what is remarkable on them: events, odd days, missing reports, and lasting changes as steps. */
import * as Plot from "npm:@observablehq/plot";
import {formatCompact, formatCount, formatDay} from "../model/format.js";
import type {MarkedChange, MarkedDay, MarkKind} from "../model/stream-events.js";
import {asImage, chartFigure, emptyChart, plotDefaults, tipLook, type ChartText, type LegendItem} from "./chart-frame.js";

export const markWords: Record<MarkKind, string> = {event: "event", missing: "missing report", odd: "odd day"};
/** Shape and colour together, so that neither is needed alone. */
const LOOK: Record<MarkKind, {symbol: "diamond" | "times" | "circle"; color: string}> = {
  event: {symbol: "diamond", color: "var(--c-up)"}, missing: {symbol: "times", color: "var(--c-problem)"}, odd: {symbol: "circle", color: "var(--c-down)"}
};
const KINDS = ["event", "odd", "missing"] as const;

export interface MarkedDaysOptions extends ChartText {
  width: number;
  height?: number;
}

interface DayPoint {
  date: Date;
  value: number | null;
}

/** Height of a mark: the day itself, or the floor where no report came. */
const heightOf = ({kind, value}: MarkedDay): number => (kind === "missing" ? 0 : value ?? 0);

function texts(days: readonly DayPoint[], marks: readonly MarkedDay[], changes: readonly MarkedChange[]): {date: Date; top: number; text: string}[] {
  const notes = new Map<number, string[]>();
  const note = (date: Date, lines: string[]) => notes.set(Number(date), [...(notes.get(Number(date)) ?? []), ...lines]);
  for (const {date, kind, coincides} of marks) note(date, [markWords[kind], ...coincides]);
  for (const {date, before, after, coincides} of changes) note(date, [`lasting change: ${formatCount(before)} → ${formatCount(after)}`, ...coincides]);
  return days.map(({date, value}) => ({
    date, top: value ?? 0, text: [formatDay(date), value === null ? "no full report" : formatCount(value), ...(notes.get(Number(date)) ?? [])].join("\n")
  }));
}

const swatches = (marks: readonly MarkedDay[], changes: readonly MarkedChange[]): LegendItem[] => [
  ...KINDS.filter((kind) => marks.some((mark) => mark.kind === kind)).map((kind) => ({label: `${{event: "◆", odd: "●", missing: "×"}[kind]} ${markWords[kind]}`, color: LOOK[kind].color})),
  ...(changes.length ? [{label: "lasting change", color: "var(--theme-foreground-muted)", dashed: true}] : [])
];

/** Draws the figure; `days` has an entry for every day, null where a report is missing. */
export function markedDaysChart(days: readonly DayPoint[], marks: readonly MarkedDay[], changes: readonly MarkedChange[], options: MarkedDaysOptions): HTMLElement {
  const {width, height = 280, title, subtitle} = options;
  if (!days.some((day) => day.value !== null)) return emptyChart(options, "No day with a full report in this period.");
  const shown = marks.filter((mark) => mark.platform === null);
  const tips = texts(days, marks, changes);
  const plot = Plot.plot({
    ...plotDefaults({width, height, label: `${title}: ${subtitle}`}),
    x: {type: "utc", label: null, domain: [days[0].date, days.at(-1)!.date]},
    y: {label: null, grid: true, ticks: 5, tickFormat: formatCompact, zero: true, nice: true},
    marks: [
      Plot.ruleX(changes, {x: "date", stroke: "var(--theme-foreground-muted)", strokeDasharray: "5,4", strokeWidth: 1.25}),
      Plot.lineY(days, {x: "date", y: "value", stroke: "var(--c-neutral)", strokeWidth: 1.25}),
      ...KINDS.map((kind) => Plot.dot(shown.filter((mark) => mark.kind === kind), {
        x: "date", y: heightOf, symbol: LOOK[kind].symbol, r: 4.5, stroke: LOOK[kind].color, fill: kind === "missing" ? undefined : LOOK[kind].color, fillOpacity: 0.85, strokeWidth: 1.75
      })),
      Plot.ruleY([0], {strokeOpacity: 0.5}),
      Plot.ruleX(tips, Plot.pointerX({x: "date", strokeOpacity: 0.3})),
      Plot.tip(tips, Plot.pointerX({x: "date", y: "top", title: "text", ...tipLook}))
    ]
  });
  return chartFigure(options, asImage(plot), swatches(shown, changes));
}
