/** Charts of the streaming page: platforms by day, platforms by month. */
import {addDays, dayCount} from "../model/days.js";
import {formatCount, formatMonth} from "../model/format.js";
import {rangeLabel, type DayRange, type Period} from "../model/periods.js";
import {dayIndex, streamMonths, type StreamSeries} from "../model/stream-series.js";
import {lineChart} from "./chart-lines.js";
import {monthChart} from "./chart-months.js";
import {platformColor, platformLabel} from "./colors.js";

const SMOOTH_FROM_DAYS = 60;
const WEEK = 7;

export interface DayValue {
  date: Date;
  value: number | null;
}

/** Days of a range that the series reaches; with `smooth` each is the mean of the known days of the week up to it. */
export function dayValues(series: Pick<StreamSeries, "first">, values: readonly (number | null)[], {from, to}: DayRange, smooth = false): DayValue[] {
  const [start, end] = [Math.max(dayIndex(series, from), 0), Math.min(dayIndex(series, to), values.length - 1)];
  return Array.from({length: Math.max(end - start + 1, 0)}, (_, k) => start + k).map((i) => {
    const date = addDays(series.first, i);
    if (!smooth) return {date, value: values[i]};
    const known = values.slice(Math.max(i - WEEK + 1, 0), i + 1).filter((value) => value !== null);
    return {date, value: known.length ? known.reduce((sum, value) => sum + value, 0) / known.length : null};
  });
}

/** One chart per platform on its own scale: a small platform would lie flat under a large one. */
export function platformCharts(series: StreamSeries, period: Period): ((width: number) => HTMLElement)[] {
  const smooth = dayCount(period.from, period.to) > SMOOTH_FROM_DAYS;
  const {compare} = period;
  const shift = compare ? Number(period.from) - Number(compare.from) : 0;
  return series.platforms.map(({platform, values}) => {
    const points = dayValues(series, values, period, smooth).map((point) => ({...point, series: platform}));
    const previous = compare ? dayValues(series, values, compare, smooth).map(({date, value}) => ({date: new Date(Number(date) + shift), value})) : [];
    return (width) => lineChart(points, {
      width, grain: "day", title: platformLabel(platform), subtitle: `streams per day${smooth ? ", average of the reported days of 7" : ""}, ${period.label}`,
      series: [{id: platform, label: platformLabel(platform), color: platformColor(platform)}], format: formatCount,
      previous, previousLabel: compare ? `Same days of ${rangeLabel(compare)}` : undefined
    });
  });
}

export interface PlatformMonth {
  month: Date;
  total: number;
  perDay: number | null;
  missingDays: number;
  by: Record<string, number>;
}

/** Whole months that end in a period, as reported. */
export function platformMonths(series: StreamSeries, range: DayRange): PlatformMonth[] {
  return streamMonths(series).filter(({month, isWhole, days}) => isWhole && month >= range.from && addDays(month, days - 1) <= range.to)
    .map(({month, total, perDay, days, knownDays}) => {
      const [from, to] = [dayIndex(series, month), dayIndex(series, month) + days];
      const by = Object.fromEntries(series.platforms.map(({platform, reported}) => [platform, reported.slice(Math.max(from, 0), to).reduce((sum, streams) => sum + streams, 0)]));
      return {month, total, perDay, missingDays: days - knownDays, by};
    });
}

/** Months by platform; `left` names the month that is not over. */
export function platformMonthChart(months: readonly PlatformMonth[], series: StreamSeries, left: Date | null, options: {width: number; subtitle: string}): HTMLElement {
  const parts = months.flatMap(({month, by}) => Object.entries(by).map(([platform, value]) => ({month, series: platform, value})));
  return monthChart(parts, {
    ...options, title: "Streams by month", format: formatCount,
    series: series.platforms.map(({platform}) => ({id: platform, label: platformLabel(platform), color: platformColor(platform)})),
    note: left ? `${formatMonth(left)} is not over and is left out.` : null
  });
}
