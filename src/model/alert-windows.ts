/** The figures of threshold and change rules: streams and statement money of the last whole period known on a day. */
import type {AlertFacts, Scope} from "./alert-facts.js";
import {pageAddress, subjectWords, wholePercent, type Finding} from "./alert-finding.js";
import type {LeafOf} from "./alert-rules.js";
import {addDays, addMonths, dayCount, isoDay, monthEnd, utcDay} from "./days.js";
import {formatChange, formatCount, formatDay, formatMoney, formatMonth} from "./format.js";
import {sumOf} from "./group.js";
import {rangeLabel} from "./periods.js";
import {wholeMonthsUntil} from "./stream-growth.js";
import {dayIndex, type StreamMonth, type StreamSeries} from "./stream-series.js";

/** Days that the feed may be behind before its last figure says nothing about today; the missing-feed rule takes over. */
const STALE_DAYS = {day: 7, week: 7, month: 40} as const;
/** Weekdays that both weeks must have in full. */
const LEAST_WEEKDAYS = 5;

/** One figure of a period, and the period before. */
interface WindowFigure {
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
function streamWindow(series: StreamSeries, window: LeafOf<"change">["window"], day: Date): WindowFigure | null {
  const figure = judges[window](series, day < series.last ? day : series.last);
  return figure && dayCount(figure.to, day) - 1 <= STALE_DAYS[window] ? figure : null;
}

const statementMonths = new WeakMap<AlertFacts, Map<string, WindowFigure | null>>();

/** Money of the last statement month that is over, by the day it was reported; null before the second one. */
function revenueWindow(facts: AlertFacts, scope: Scope, day: Date): WindowFigure | null {
  const month = utcDay(day.getUTCFullYear(), day.getUTCMonth() - 1);
  const memo = statementMonths.get(facts) ?? statementMonths.set(facts, new Map()).get(facts)!;
  const key = `${Number(month)}|${scope.distributor ?? ""}|${scope.platform ?? ""}`;
  if (!memo.has(key)) memo.set(key, statementMonth(facts, scope, month));
  return memo.get(key)!;
}

function statementMonth({arrivals}: AlertFacts, {distributor, platform}: Scope, month: Date): WindowFigure | null {
  const own = arrivals.filter((row) => (distributor ?? row.distributor) === row.distributor && (platform ?? row.platform) === row.platform);
  const earlier = addMonths(month, -1);
  if (!own.length || own[0].reported_on >= month) return null;
  const sum = (from: Date) => sumOf(own, (row) => (row.reported_on >= from && row.reported_on <= monthEnd(from) ? row.earnings : 0));
  const [value, before] = [sum(month), sum(earlier)];
  return {value, before, ratio: before > 0 ? value / before - 1 : null, isWhole: true, from: month, to: monthEnd(month), words: () => ({label: formatMonth(month), basis: `against ${formatMonth(earlier)}`})};
}

type WindowLeaf = LeafOf<"threshold"> | LeafOf<"change">;

const scopes = new WeakMap<AlertFacts, WeakMap<WindowLeaf, Scope[]>>();

/** What the rule speaks of: all of it, or one scope for each distributor or platform; those that are not there yet have no figure. */
function scopesOf(facts: AlertFacts, leaf: WindowLeaf): Scope[] {
  const memo = scopes.get(facts) ?? scopes.set(facts, new WeakMap()).get(facts)!;
  return memo.get(leaf) ?? memo.set(leaf, listScopes(facts, leaf)).get(leaf)!;
}

function listScopes(facts: AlertFacts, {per, distributor, platform}: WindowLeaf): Scope[] {
  const base: Scope = {...(distributor === undefined ? {} : {distributor}), ...(platform === undefined ? {} : {platform})};
  if (per === "label") return [base];
  const names = new Set([...facts.cells, ...facts.arrivals].map((row) => row[per]));
  return [...names].sort().filter((name) => (base[per] ?? name) === name).map((name) => ({...base, [per]: name}));
}

function windowFigure(facts: AlertFacts, leaf: WindowLeaf, scope: Scope, day: Date): WindowFigure | null {
  if (leaf.metric === "revenue") return revenueWindow(facts, scope, day);
  const series = facts.series(scope);
  return series && day >= series.first ? streamWindow(series, leaf.window, day) : null;
}

function finding(facts: AlertFacts, {metric, window}: WindowLeaf, scope: Scope, figure: WindowFigure, says: string): Finding {
  const {value, before, from, to} = figure;
  const {label} = figure.words();
  const money = metric === "revenue";
  const written = money ? formatMoney(value, facts.currency) : formatCount(value);
  const params = {period: "custom", from, to, distributor: scope.distributor};
  return {
    subject: scope, value, compare: before, unit: money ? facts.currency : "streams", volume: before ?? value, period: `${window} ${isoDay(to)}`,
    sentence: `${money ? "Statements" : "Streams"}${subjectWords(scope)}, ${label}: ${written}, ${says}.`,
    evidence: money ? pageAddress("revenue.html", {calendar: "statement", ...params, platform: scope.platform}) : pageAddress("streaming.html", params)
  };
}

/** Figures above or below a limit; only periods that are known in full. */
export function thresholdFindings(leaf: LeafOf<"threshold">, facts: AlertFacts, day: Date): Finding[] {
  return scopesOf(facts, leaf).flatMap((scope) => {
    const figure = windowFigure(facts, leaf, scope, day);
    if (!figure?.isWhole) return [];
    const limit = (text: number) => (leaf.metric === "revenue" ? formatMoney(text, facts.currency) : formatCount(text));
    if (leaf.above !== undefined && figure.value > leaf.above) return [finding(facts, leaf, scope, figure, `above ${limit(leaf.above)}`)];
    if (leaf.below !== undefined && figure.value < leaf.below) return [finding(facts, leaf, scope, figure, `below ${limit(leaf.below)}`)];
    return [];
  });
}

/** Figures that rose or fell by a percentage or more against the period before. */
export function changeFindings(leaf: LeafOf<"change">, facts: AlertFacts, day: Date): Finding[] {
  return scopesOf(facts, leaf).flatMap((scope) => {
    const figure = windowFigure(facts, leaf, scope, day);
    if (!figure || figure.ratio === null) return [];
    const percent = wholePercent(figure.ratio);
    const holds = (leaf.up_percent !== undefined && percent >= leaf.up_percent) || (leaf.down_percent !== undefined && percent <= -leaf.down_percent);
    return holds ? [finding(facts, leaf, scope, figure, `${formatChange(figure.ratio)} ${figure.words().basis}`)] : [];
  });
}
