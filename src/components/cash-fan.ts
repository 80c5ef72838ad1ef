/** Cash by statement month: what came, solid; what is expected, hatched, with its range as a fan. */
import * as Plot from "npm:@observablehq/plot";
import {addDays, monthStart} from "../model/days.js";
import type {CashMonth, CashOutlook} from "../model/forecast-cash.js";
import {approx, formatAmount, formatCompact, formatMoney, formatMonth} from "../model/format.js";
import {indexMonth} from "../model/month-index.js";
import {asImage, chartFigure, emptyChart, hatching, literal, plotDefaults, tipLook} from "./chart-frame.js";
import {dataTable} from "./data-table.js";
import {rangeText} from "./forecast-table.js";

/** Money on statements by month number. */
export type ReceivedByMonth = ReadonlyMap<number, number>;

export interface CashFanOptions {
  width: number;
  currency: string;
  title: string;
  subtitle: string;
  note: string;
}

const PAST = 6;
const MID_MONTH = 14;
const middle = (month: number): Date => addDays(indexMonth(month), MID_MONTH);

interface FanMonth extends CashMonth {
  /** On statements of this month already. */
  base: number;
  at: Date;
}

const fanMonths = ({months}: CashOutlook, received: ReceivedByMonth): FanMonth[] =>
  months.map((month, i) => ({...month, base: i === 0 ? (received.get(month.month) ?? 0) : 0, at: middle(month.month)}));

const end = (month: FanMonth, level: number, side: "lower" | "upper"): number => month.base + month.ranges.find((range) => range.level === level)![side];

function tips(past: readonly {month: number; value: number}[], months: readonly FanMonth[], currency: string): {at: Date; top: number; text: string}[] {
  return [
    ...past.map(({month, value}) => ({at: middle(month), top: value, text: `${formatMonth(indexMonth(month))}\nreceived  ${formatMoney(value, currency)}`})),
    ...months.map((month) => ({at: month.at, top: month.base + month.mean, text: [
      formatMonth(indexMonth(month.month)), ...(month.base ? [`received so far  ${formatMoney(month.base, currency)}`] : []), `expected  ${approx(formatMoney(month.mean, currency))}`,
      `80% range  ${rangeText(month.ranges, 80, currency)}`, `95% range  ${rangeText(month.ranges, 95, currency)}`].join("\n")}))
  ];
}

/** Six months that came, then the rest of this month and the next six with 80% and 95% bands. */
export function cashFanChart(outlook: CashOutlook, received: ReceivedByMonth, {width, currency, title, subtitle, note}: CashFanOptions): HTMLElement {
  const months = fanMonths(outlook, received);
  if (!months.some((month) => month.mean !== 0)) return emptyChart({title, subtitle, note}, "No store has the statements that a forecast needs.");
  const first = months[0].month;
  const past = Array.from({length: PAST}, (_, i) => ({month: first - PAST + i, value: received.get(first - PAST + i) ?? 0}));
  const accent = "var(--c-neutral)";
  const hatch = hatching();
  const bar = {x: (d: {month: number}) => indexMonth(d.month), interval: "month", insetLeft: 3, insetRight: 3} as const;
  const band = (level: number, opacity: number) => Plot.areaY(months, {x: "at", y1: (d: FanMonth) => end(d, level, "lower"), y2: (d: FanMonth) => end(d, level, "upper"), fill: accent, fillOpacity: opacity, curve: "monotone-x"});
  const plot = Plot.plot({
    ...plotDefaults({width, height: 300, label: `${title}: ${subtitle}`}),
    x: {type: "utc", label: null, tickSize: 0, insetLeft: 4, insetRight: 4, ticks: [...past, ...months].filter((_, i) => width > 560 || i % 2 === 0).map(({month}) => middle(month)), tickFormat: (day: Date) => formatMonth(monthStart(day)).replace(" ", "\n")},
    y: {label: null, grid: true, ticks: 5, tickFormat: formatCompact, nice: true, zero: true},
    marks: [
      Plot.rectY(past, {...bar, y: "value", fill: accent}),
      Plot.rectY([months[0]], {...bar, y: "base", fill: accent}),
      Plot.rectY(months, {...bar, y1: "base", y2: (d: FanMonth) => d.base + d.mean, fill: literal(() => hatch.fill(accent))}),
      band(95, 0.16), band(80, 0.24),
      Plot.lineY(months, {x: "at", y: (d: FanMonth) => d.base + d.mean, stroke: "var(--theme-foreground)", strokeDasharray: "5,4", strokeWidth: 1.5}),
      Plot.dot(months, {x: "at", y: (d: FanMonth) => d.base + d.mean, fill: "var(--theme-background-alt)", stroke: "var(--theme-foreground)", r: 3}),
      Plot.ruleY([0], {strokeOpacity: 0.5}),
      Plot.tip(tips(past, months, currency), Plot.pointerX({x: "at", y: "top", title: "text", ...tipLook})),
      hatch.mark
    ]
  });
  return chartFigure({title, subtitle, note}, asImage(plot), [
    {label: "received", color: accent}, {label: "hatched: ≈ expected", color: accent, hatched: true},
    {label: "≈ expected, with its 80% (darker) and 95% range", color: "var(--theme-foreground)", dashed: true}
  ]);
}

/** The same months as a table; amounts of one month add up: received so far + expected. */
export function cashTable(outlook: CashOutlook, received: ReceivedByMonth, currency: string): HTMLElement {
  const amount = (value: number) => formatAmount(value);
  const side = (level: number, which: "lower" | "upper") => (ranges: CashMonth["ranges"]) => ranges.find((range) => range.level === level)![which];
  const rangeColumn = (level: number, which: "lower" | "upper") => ({
    key: `${which}${level}`, label: `${level}% ${which === "lower" ? "from" : "to"}`, align: "right" as const, estimate: true, format: amount,
    value: (row: FanMonth) => side(level, which)(row.ranges), total: () => side(level, which)(outlook.total.ranges)
  });
  return dataTable(fanMonths(outlook, received), {
    caption: "Expected cash by statement month", csvName: "cash-forecast", totals: true, columns: [
      {key: "month", label: "Statement month", value: (row) => indexMonth(row.month), format: (month: Date) => formatMonth(month)},
      {key: "base", label: "Received so far", unit: currency, format: amount, total: true, value: (row) => (row.month === outlook.months[0].month ? row.base : null)},
      {key: "mean", label: "Still expected ≈", unit: currency, estimate: true, total: true, format: (value: number) => approx(amount(value))},
      {key: "owed", label: "earned already ≈", align: "right", estimate: true, total: true, format: amount},
      {key: "ahead", label: "streams to come ≈", align: "right", estimate: true, total: true, format: amount},
      rangeColumn(80, "lower"), rangeColumn(80, "upper"), rangeColumn(95, "lower"), rangeColumn(95, "upper")
    ]
  });
}
