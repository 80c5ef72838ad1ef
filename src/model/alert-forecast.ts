/**
 * Streams against the range that was forecast for them. The forecast of a week or month is made from the weeks or months
 * before it alone, as it could have been made then, and one step ahead; ranges are widened by the usual factors
 * (FORECASTING.md section 2), because a backtest at each step would cost seconds. Weeks run from Monday and are smoothed
 * simply (ANN: the weekday pattern is inside a week, and one week ahead a trend hardly shows); months have the model
 * chosen as on the Streaming page.
 */
import type {AlertFacts, PastRange} from "./alert-facts.js";
import {pageAddress, subjectWords, type Finding} from "./alert-finding.js";
import type {LeafOf} from "./alert-rules.js";
import {addDays, dayCount, isoDay, monthEnd, monthStart} from "./days.js";
import {fitEts, forecastEts, orRefusal} from "./ets.js";
import {approx, formatCount, formatMonth} from "./format.js";
import {rangeLabel} from "./periods.js";
import {dayIndex, monthlyValues, type StreamSeries} from "./stream-series.js";

/** Fewer periods before it give no forecast, more do not change it. */
const WEEKS = {least: 16, most: 104} as const;
const MONTHS = {least: 12, most: 60} as const;
/** How far behind the feed may be: older periods were judged in their time. */
const STALE_DAYS = {week: 14, month: 40} as const;

interface Period {
  from: Date;
  to: Date;
  value: number | null;
}

/** Calendar weeks that lie wholly inside; null where a day has no full report. */
function weeklyValues(series: StreamSeries): Period[] {
  const monday = addDays(series.first, (8 - series.first.getUTCDay()) % 7);
  return Array.from({length: Math.max(Math.floor(dayCount(monday, series.last) / 7), 0)}, (_, i) => {
    const from = addDays(monday, 7 * i);
    const days = series.values.slice(dayIndex(series, from), dayIndex(series, from) + 7);
    return {from, to: addDays(from, 6), value: days.includes(null) ? null : (days as number[]).reduce((sum, value) => sum + value, 0)};
  });
}

const periodsOf = (series: StreamSeries, window: "week" | "month"): Period[] =>
  window === "week" ? weeklyValues(series) : monthlyValues(series).map(({date, value}) => ({from: date, to: monthEnd(date), value}));

/** One step ahead from `values`, at `level` percent; null when there is too little. A fit takes milliseconds. */
export function nextRange(values: readonly (number | null)[], window: "week" | "month", level: number): PastRange | null {
  if (values.filter((value) => value !== null).length < (window === "week" ? WEEKS : MONTHS).least || values.at(-1) === null) return null;
  const options = window === "week" ? {period: 1, model: "ANN"} : {period: 12};
  const {value} = orRefusal(() => forecastEts(fitEts(values, options), 1, {levels: [level], floor: 0, seed: 1, paths: 2000}));
  return value && {mean: value.mean[0], lower: value.intervals[0].lower[0], upper: value.intervals[0].upper[0]};
}

/** `nextRange` after `periods`, worked out once for the same values. */
function rangeAfter({ranges}: AlertFacts, periods: readonly Period[], window: "week" | "month", level: number): PastRange | null {
  const values = periods.slice(-(window === "week" ? WEEKS : MONTHS).most).map(({value}) => value);
  const key = `${window} ${level} ${values.map((value) => (value === null ? "-" : Math.round(value * 1000) / 1000)).join(" ")}`;
  if (!ranges.has(key)) ranges.set(key, nextRange(values, window, level));
  return ranges.get(key)!;
}

const memos = new WeakMap<StreamSeries, Map<"week" | "month", Period[]>>();

function periodsIn(series: StreamSeries, window: "week" | "month"): Period[] {
  const memo = memos.get(series) ?? memos.set(series, new Map()).get(series)!;
  return memo.get(window) ?? memo.set(window, periodsOf(series, window)).get(window)!;
}

/** The last whole period known on the day, outside the range forecast from what came before it. */
export function forecastRangeFindings({window, level, side, distributor}: LeafOf<"forecast_range">, facts: AlertFacts, day: Date): Finding[] {
  const scope = distributor === undefined ? {} : {distributor};
  const series = facts.series(scope);
  if (!series) return [];
  const periods = periodsIn(series, window);
  const index = periods.findLastIndex(({to}) => to <= day);
  const period = periods[index];
  if (!period || period.value === null || dayCount(period.to, day) - 1 > STALE_DAYS[window]) return [];
  const range = rangeAfter(facts, periods.slice(0, index), window, level);
  if (!range) return [];
  const below = period.value < range.lower;
  if (!(below ? side !== "above" : period.value > range.upper && side !== "below")) return [];
  const name = window === "month" ? formatMonth(monthStart(period.from)) : rangeLabel(period);
  return [{
    subject: scope, value: period.value, compare: range.mean, unit: "streams", volume: range.mean, period: `${window} ${isoDay(period.to)}`,
    get sentence() { return `Streams${subjectWords(scope)}, ${name}: ${formatCount(period.value)}, ${below ? "below" : "above"} the ${level}% range ${approx(`${formatCount(range.lower)} – ${formatCount(range.upper)}`)} forecast from the ${window}s before.`; },
    get evidence() { return pageAddress("streaming.html", {period: "custom", from: period.from, to: period.to, distributor}); }
  }];
}
