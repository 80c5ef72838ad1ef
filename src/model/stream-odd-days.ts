/** Odd days and lasting changes of a stream series, for the snapshot: up to a second for 10,000 days. Pure. */
import {detectAnomalies, type Anomalies} from "./anomalies.js";
import {addDays, isoDay} from "./days.js";
import {median} from "./normal.js";
import type {LevelChange, OddDay, StreamScope} from "./stream-data.js";
import type {StreamSeries} from "./stream-series.js";

const WEEK = 7;
const SIDE_DAYS = 14;

const inWords = (series: StreamSeries, values: readonly (number | null)[], platform: string | null, found: Anomalies): OddDay[] =>
  found.anomalies.map(({index, expected, z, kind}) => ({
    date: isoDay(addDays(series.first, index)), platform, value: values[index]!, expected: Math.round(expected), z: Number(z.toFixed(2)), kind
  }));

/** Median level on both sides of each change. */
function changesOf({first, values}: StreamSeries, found: Anomalies): LevelChange[] {
  const level = (from: number, to: number) => {
    const known = values.slice(Math.max(from, 0), to).filter((value) => value !== null);
    return known.length ? Math.round(median(known)) : null;
  };
  return found.changePoints.flatMap((index) => {
    const [before, after] = [level(index - SIDE_DAYS, index), level(index, index + SIDE_DAYS)];
    return before === null || after === null ? [] : [{date: isoDay(addDays(first, index)), before, after}];
  });
}

/**
 * Odd days of all platforms together, and of single platforms where the total does not show them already, by day; and
 * where the level of all platforms together changes for good.
 */
export function judgeDays(series: StreamSeries): Pick<StreamScope, "odd_days" | "changes"> {
  const found = detectAnomalies(series.values, {period: WEEK});
  const whole = inWords(series, series.values, null, found);
  const known = new Set(whole.map((day) => `${day.date}|${day.kind}`));
  const single = series.platforms.length < 2 ? []
    : series.platforms.flatMap(({platform, values}) => inWords(series, values, platform, detectAnomalies(values, {period: WEEK})));
  const odd_days = [...whole, ...single.filter((day) => !known.has(`${day.date}|${day.kind}`))].sort((a, b) => a.date.localeCompare(b.date));
  return {odd_days, changes: changesOf(series, found)};
}
