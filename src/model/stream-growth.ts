/** Growth of a stream series at a day: day, week, month and compound monthly, each like with like. Pure. */
import {addDays, addMonths, monthCount, monthEnd} from "./days.js";
import {formatDay, formatMonth} from "./format.js";
import {change, type Delta} from "./overview-kpis.js";
import {rangeLabel} from "./periods.js";
import {dayIndex, streamMonths, type StreamMonth, type StreamSeries} from "./stream-series.js";

/** `value` is a count as reported; null when nothing can be said, with the reason in `delta.basis`. */
export interface Growth {
  value: number | null;
  /** What `value` counts: "18 Nov 2025". */
  label: string;
  delta: Delta;
  /** The same figure against another period. */
  second: Delta | null;
}

const at = (series: StreamSeries, day: Date): number | null => series.values[dayIndex(series, day)] ?? null;

/** The last day with a full report up to `until`; null when there is none. */
export function lastKnownDay(series: StreamSeries, until: Date): Date | null {
  for (let day = until < series.last ? until : series.last; day >= series.first; day = addDays(day, -1)) if (at(series, day) !== null) return day;
  return null;
}

const nothing = (basis: string): Growth => ({value: null, label: "", delta: {ratio: null, basis}, second: null});

function dayChange(series: StreamSeries, day: Date, before: Date, words: string): Delta {
  const [now, then] = [at(series, day), at(series, before)];
  if (now === null || then === null) return {ratio: null, basis: `${formatDay(before)} has no full report to compare with`};
  return change(now, then, `against ${formatDay(before)}, ${words}`);
}

/** The last day with a full report against the day before, and against the same weekday a week before. */
export function dayGrowth(series: StreamSeries, until: Date): Growth {
  const day = lastKnownDay(series, until);
  if (!day) return nothing("no day with a full report yet");
  return {
    value: at(series, day), label: formatDay(day), delta: dayChange(series, day, addDays(day, -1), "the day before"),
    second: dayChange(series, day, addDays(day, -7), "the same weekday")
  };
}

/** Days of both weeks whose counterpart is known too. */
function pairs(series: StreamSeries, end: Date): {now: number; before: number; count: number} {
  const sums = {now: 0, before: 0, count: 0};
  for (let back = 0; back < 7; back++) {
    const [now, before] = [at(series, addDays(end, -back)), at(series, addDays(end, -back - 7))];
    if (now === null || before === null) continue;
    sums.now += now;
    sums.before += before;
    sums.count += 1;
  }
  return sums;
}

/** The last 7 days against the 7 before, over the weekdays that both have in full. */
export function weekGrowth(series: StreamSeries, until: Date): Growth {
  const end = until < series.last ? until : series.last;
  const from = addDays(end, -6);
  if (addDays(from, -7) < series.first) return nothing("needs two weeks of the daily feed");
  const {now, before, count} = pairs(series, end);
  const range = rangeLabel({from: addDays(from, -7), to: addDays(end, -7)});
  const basis = `against ${range}${count < 7 ? `, the ${count} weekdays with a full report in both` : ""}`;
  const value = series.reported.slice(dayIndex(series, from), dayIndex(series, end) + 1).reduce((sum, streams) => sum + streams, 0);
  return {value, label: rangeLabel({from, to: end}), delta: count ? change(now, before, basis) : {ratio: null, basis: "no weekday has a full report in both weeks"}, second: null};
}

/** Whole months up to a day, oldest first. */
export const wholeMonthsUntil = (series: StreamSeries, until: Date): StreamMonth[] =>
  streamMonths(series).filter((month) => month.isWhole && monthEnd(month.month) <= until && month.perDay !== null);

function monthChange(now: StreamMonth, months: readonly StreamMonth[], back: number): Delta {
  const month = addMonths(now.month, -back);
  const before = months.find((other) => Number(other.month) === Number(month));
  if (!before) return {ratio: null, basis: `${formatMonth(month)} is not covered by the feed`};
  return change(now.perDay!, before.perDay!, `per day, against ${formatMonth(month)}`);
}

/** The last whole month against the one before and the year before, as streams per day with a full report. */
export function monthGrowth(series: StreamSeries, until: Date): Growth {
  const months = wholeMonthsUntil(series, until);
  const now = months.at(-1);
  if (!now) return nothing("no whole month of the daily feed yet");
  return {value: now.total, label: formatMonth(now.month), delta: monthChange(now, months, 1), second: monthChange(now, months, 12)};
}

export interface CompoundGrowth {
  /** Growth per month; null when there are fewer than two whole months. */
  rate: number | null;
  basis: string;
  steps: number;
  /** Distributors whose feed began inside the months compared. */
  joined: string[];
}

const MAX_STEPS = 12;

/** The steady monthly rate that leads from the first to the last of up to 13 whole months, per day with a full report. */
export function compoundGrowth(series: StreamSeries, until: Date): CompoundGrowth {
  const months = wholeMonthsUntil(series, until).filter((month) => month.perDay! > 0).slice(-MAX_STEPS - 1);
  const [start, end] = [months[0], months.at(-1)];
  if (!start || !end || start === end) return {rate: null, basis: "needs two whole months", steps: 0, joined: []};
  const steps = monthCount(start.month, end.month) - 1;
  const joined = series.starts.filter(({date}) => date > start.month && date <= monthEnd(end.month)).map(({distributor}) => distributor);
  return {
    rate: (end.perDay! / start.perDay!) ** (1 / steps) - 1, steps, joined,
    basis: `${formatMonth(start.month)} to ${formatMonth(end.month)}, ${steps} ${steps === 1 ? "step" : "steps"}, streams per day`
  };
}
