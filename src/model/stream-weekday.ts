/** The weekday pattern: each day against the mean of the 7 days around it. Pure. */
import {addDays} from "./days.js";
import {groupBy} from "./group.js";
import {sortedQuantile} from "./normal.js";
import type {DayRange} from "./periods.js";
import {dayIndex, type StreamSeries} from "./stream-series.js";

export interface WeekdayIndex {
  /** 0 Monday … 6 Sunday. */
  weekday: number;
  label: string;
  /** Median ratio to the mean of the week around the day, 1 = average; null without any day. */
  index: number | null;
  /** The middle half of the ratios. */
  low: number | null;
  high: number | null;
  /** Days behind it. */
  count: number;
}

const LABELS = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"];
const HALF = 3;

/** Monday is 0. */
const weekdayOf = (day: Date): number => (day.getUTCDay() + 6) % 7;
export const weekdayLabel = (day: Date): string => LABELS[weekdayOf(day)];

/** Ratios of the days of a range whose 7 days around are all known. */
function ratios(series: StreamSeries, {from, to}: DayRange): {weekday: number; ratio: number}[] {
  const [start, end] = [Math.max(dayIndex(series, from), HALF), Math.min(dayIndex(series, to), series.values.length - 1 - HALF)];
  return Array.from({length: Math.max(end - start + 1, 0)}, (_, k) => start + k).flatMap((i) => {
    const week = series.values.slice(i - HALF, i + HALF + 1);
    const sum = week.reduce<number>((all, value) => all + (value ?? 0), 0);
    if (week.includes(null) || sum <= 0) return [];
    return [{weekday: weekdayOf(addDays(series.first, i)), ratio: (series.values[i]! * 7) / sum}];
  });
}

/** One entry per weekday, Monday first. Medians, so that a release day does not bend its weekday. */
export function weekdayPattern(series: StreamSeries, range: DayRange): WeekdayIndex[] {
  const groups = groupBy(ratios(series, range), (row) => row.weekday);
  return LABELS.map((label, weekday) => {
    const sorted = (groups.get(weekday) ?? []).map((row) => row.ratio).sort((a, b) => a - b);
    const quantile = (p: number) => (sorted.length ? sortedQuantile(sorted, p) : null);
    return {weekday, label, index: quantile(0.5), low: quantile(0.25), high: quantile(0.75), count: sorted.length};
  });
}
