/** What odd days and lasting changes coincide with: missing reports first, then releases, campaigns and new feeds. Pure. */
import {addDays} from "./days.js";
import {dayOf} from "./columns.js";
import {formatDay} from "./format.js";
import type {DayRange} from "./periods.js";
import type {CampaignDates, LevelChange, OddDay, ReleaseDate, StreamingJson, StreamScope} from "./stream-data.js";
import {dayIndex, type StreamSeries} from "./stream-series.js";
import {labelOf} from "./stores.js";

/** event: a release explains it · missing: a report did not come · odd: nothing known explains it. */
export type MarkKind = "event" | "missing" | "odd";

export interface MarkedDay {
  date: Date;
  kind: MarkKind;
  /** Null: all platforms. */
  platform: string | null;
  /** Null where no report came. */
  value: number | null;
  expected: number | null;
  direction: "high" | "low" | "zero" | null;
  coincides: string[];
}

export interface MarkedChange extends Omit<LevelChange, "date"> {
  date: Date;
  coincides: string[];
}

/** Days around a mark in which something counts as near: [before, after]. */
const NEAR_DAY = [7, 1] as const;
const NEAR_CAMPAIGN = [3, 1] as const;
const NEAR_CHANGE = [7, 7] as const;

const isNear = (iso: string, day: Date, [before, after]: readonly [number, number]): boolean => dayOf(iso) >= addDays(day, -before) && dayOf(iso) <= addDays(day, after);
const dayText = (iso: string): string => formatDay(dayOf(iso));
const releaseText = ({title, artist, release_on}: ReleaseDate): string => `release of ${title} (${artist}), ${dayText(release_on)}`;

/** Campaigns that began (or, for a lasting change, ended) near a day; else those that ran on it. */
function campaignTexts(campaigns: readonly CampaignDates[], day: Date, near: readonly [number, number], withEnds: boolean): string[] {
  const began = campaigns.filter((one) => isNear(one.first_on, day, near)).map((one) => `campaign ${one.campaign}, from ${dayText(one.first_on)}`);
  const ended = withEnds ? campaigns.filter((one) => isNear(one.last_on, day, near)).map((one) => `campaign ${one.campaign}, ended ${dayText(one.last_on)}`) : [];
  const running = campaigns.filter((one) => dayOf(one.first_on) <= day && dayOf(one.last_on) >= day).map((one) => `during campaign ${one.campaign}`);
  return began.length || ended.length || withEnds ? [...began, ...ended] : running;
}

const startTexts = (series: StreamSeries, day: Date): string[] =>
  series.starts.filter(({date}) => Number(date) !== Number(series.first) && date >= addDays(day, -7) && date <= addDays(day, 7))
    .map(({distributor, date}) => `feed of ${labelOf(distributor)} begins ${formatDay(date)}`);

function markOddDay({date: iso, platform, value, expected, kind: direction}: OddDay, series: StreamSeries, {releases, campaigns}: StreamingJson): MarkedDay {
  const date = dayOf(iso);
  if (direction === "zero") return {date, kind: "missing", platform, value, expected, direction, coincides: ["a 0 among days with streams: ask first whether a report is missing"]};
  const near = direction === "high" ? releases.filter((release) => isNear(release.release_on, date, NEAR_DAY)) : [];
  const coincides = [...near.map(releaseText), ...startTexts(series, date), ...campaignTexts(campaigns, date, NEAR_CAMPAIGN, false)];
  return {date, kind: near.length ? "event" : "odd", platform, value, expected, direction, coincides};
}

/** Days without a full report, one entry each. */
function missingDays(series: StreamSeries): MarkedDay[] {
  const byDay = new Map<number, string[]>();
  for (const {date, distributor, platform} of series.gaps) byDay.set(Number(date), [...(byDay.get(Number(date)) ?? []), `${labelOf(distributor)}, ${labelOf(platform)}`]);
  return [...byDay].map(([time, cells]) => ({
    date: new Date(time), kind: "missing", platform: null, value: series.reported[dayIndex(series, new Date(time))], expected: null, direction: null, coincides: [`no report: ${cells.join("; ")}`]
  }));
}

const inRange = ({from, to}: DayRange) => ({date}: {date: Date}): boolean => date >= from && date <= to;

/** Missing reports and odd days of a period, newest first. */
export function markedDays(scope: StreamScope, series: StreamSeries, json: StreamingJson, range: DayRange): MarkedDay[] {
  const days = [...missingDays(series), ...scope.odd_days.map((day) => markOddDay(day, series, json))];
  return days.filter(inRange(range)).sort((a, b) => Number(b.date) - Number(a.date));
}

/** Lasting changes of a period, newest first. */
export function markedChanges(scope: StreamScope, series: StreamSeries, {releases, campaigns}: StreamingJson, range: DayRange): MarkedChange[] {
  return scope.changes.map(({date: iso, before, after}) => {
    const date = dayOf(iso);
    const near = releases.filter((release) => isNear(release.release_on, date, NEAR_CHANGE)).map(releaseText);
    return {date, before, after, coincides: [...near, ...startTexts(series, date), ...campaignTexts(campaigns, date, NEAR_CHANGE, true)]};
  }).filter(inRange(range)).sort((a, b) => Number(b.date) - Number(a.date));
}

export interface RecordDay {
  rank: number;
  date: Date;
  value: number;
  isFull: boolean;
  coincides: string[];
}

/** The days with the most streams as reported, best first; equal days in order of time. */
export function recordDays(series: StreamSeries, json: Pick<StreamingJson, "releases" | "campaigns">, count = 10): RecordDay[] {
  return series.reported.map((value, i) => ({date: addDays(series.first, i), value, isFull: series.values[i] !== null}))
    .sort((a, b) => b.value - a.value || Number(a.date) - Number(b.date)).slice(0, count)
    .map((day, i) => ({
      rank: i + 1, ...day,
      coincides: [...json.releases.filter((release) => isNear(release.release_on, day.date, NEAR_DAY)).map(releaseText), ...campaignTexts(json.campaigns, day.date, NEAR_CAMPAIGN, false)]
    }));
}
