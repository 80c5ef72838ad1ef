/** Streams of the last day, 7 days or whole month of the daily feed that is known on a day, as the Streaming page has them. */
import type {LeafOf} from "./alert-rules.js";
import {addDays, addMonths, dayCount, monthEnd} from "./days.js";
import {formatDay, formatMonth} from "./format.js";
import {rangeLabel} from "./periods.js";
import {wholeMonthsUntil} from "./stream-growth.js";
import {dayIndex, type StreamMonth, type StreamSeries} from "./stream-series.js";

/** Days that the feed may be behind before its last figure says nothing about today; the missing-feed rule takes over. */
const STALE_DAYS = {day: 7, week: 7, month: 40} as const;
/** Weekdays that both weeks must have in full. */
const LEAST_WEEKDAYS = 5;

/** One figure of a period, and the period before. */
export interface WindowFigure {
  value: number;
  before: number | null;
  /** Like with like, as the page says it; null where there is nothing to compare with. */
  ratio: number | null;
  /** False while some of it is not known: then only its change can be judged. */
  isWhole: boolean;
  from: Date;
  to: Date;
  /** The period and what it is compared with; written only when a rule fires. */
  words: () => {label: string; basis: string};
}

/** Figure and change of a day, as `dayGrowth` of the Streaming page has them. */
function dayFigure({values, first}: StreamSeries, until: Date): WindowFigure | null {
  let index = dayIndex({first}, until);
  while (index >= 0 && values[index] === null) index--;
  if (index < 0) return null;
  const [value, before, on] = [values[index]!, values[index - 1] ?? null, addDays(first, index)];
  return {value, before, ratio: before !== null && before > 0 ? value / before - 1 : null, isWhole: true, from: on, to: on, words: () => ({label: formatDay(on), basis: `against ${formatDay(addDays(on, -1))}, the day before`})};
}

/** The last 7 days over the weekdays that both weeks have in full, as `weekGrowth` of the Streaming page. */
function weekFigure({values, reported, first}: StreamSeries, until: Date): WindowFigure | null {
  const end = dayIndex({first}, until);
  if (end < 6) return null;
  const sums = {value: 0, before: 0, now: 0, then: 0, both: 0, known: 0};
  for (let t = end - 6; t <= end; t++) {
    const [now, then] = [values[t], values[t - 7] ?? null];
    sums.value += reported[t];
    sums.before += reported[t - 7] ?? 0;
    if (now !== null) sums.known += 1;
    if (now === null || then === null) continue;
    sums.now += now;
    sums.then += then;
    sums.both += 1;
  }
  const from = addDays(until, -6);
  const few = sums.both < 7 ? `, the ${sums.both} weekdays with a full report in both` : "";
  return {
    value: sums.value, before: end >= 13 ? sums.before : null, ratio: end >= 13 && sums.both >= LEAST_WEEKDAYS && sums.then > 0 ? sums.now / sums.then - 1 : null, isWhole: sums.known === 7, from, to: until,
    words: () => ({label: rangeLabel({from, to: until}), basis: `against ${rangeLabel({from: addDays(from, -7), to: addDays(from, -1)})}${few}`})
  };
}

const wholeMonths = new WeakMap<StreamSeries, StreamMonth[]>();

/** The last whole month per day with a full report, as `monthGrowth` of the Streaming page. */
function monthFigure(series: StreamSeries, until: Date): WindowFigure | null {
  const months = wholeMonths.get(series) ?? wholeMonths.set(series, wholeMonthsUntil(series, series.last)).get(series)!;
  const index = months.findLastIndex(({month}) => monthEnd(month) <= until);
  const now = months[index];
  if (!now) return null;
  const earlier = addMonths(now.month, -1);
  const before = months[index - 1] && Number(months[index - 1].month) === Number(earlier) ? months[index - 1] : null;
  return {
    value: now.total, before: before?.total ?? null, ratio: before && before.perDay! > 0 ? now.perDay! / before.perDay! - 1 : null, isWhole: now.knownDays === now.days, from: now.month, to: monthEnd(now.month),
    words: () => ({label: formatMonth(now.month), basis: `per day, against ${formatMonth(earlier)}`})
  };
}

const judges = {day: dayFigure, week: weekFigure, month: monthFigure} as const;

/** The figure of the last period known on a day; null when the feed is too far behind. */
export function streamWindow(series: StreamSeries, window: LeafOf<"change">["window"], day: Date): WindowFigure | null {
  const figure = judges[window](series, day < series.last ? day : series.last);
  return figure && dayCount(figure.to, day) - 1 <= STALE_DAYS[window] ? figure : null;
}
