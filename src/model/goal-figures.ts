/**
 * The figure of a goal as its page in the workspace has it, how much of it is an estimate, and how fast it grows. Streams
 * and revenue of the label are `streamsKpi` and `revenueKpi` of the same period; artists are known from statements, so
 * what no statement has brought is estimated by their share of the label.
 */
import {addDays, dayCount, monthEnd, monthsBetween} from "./days.js";
import {groupBy, sumOf} from "./group.js";
import {pageAddress} from "./alert-finding.js";
import type {Goal, GoalFacts} from "./goals.js";
import {revenueKpi, streamsKpi} from "./overview-kpis.js";
import type {Overview} from "./overview-data.js";
import {resolvePeriod, type DayRange} from "./periods.js";
import {completeMonths} from "./revenue.js";

export interface GoalPoint {
  date: Date;
  value: number;
  estimate: boolean;
}

export interface GoalFigure {
  /** Counted or confirmed. */
  value: number;
  /** Beside it: earned or played, and not reported yet. */
  estimate: number;
  /** Last day that value + estimate cover; null without any data. */
  through: Date | null;
  /** Growth per day at the present pace: the last 28 days of the feed, a year of payouts, 90 days of followers. */
  perDay: number;
  /** What `perDay` multiplies with when streams are forecast: money or streams of the goal per stream of the label. Null: it does not follow streams. */
  perStream: number | null;
  /** Nothing can change it any more. */
  isFinal: boolean;
  /** Cumulative (of a level: as it was), oldest first. */
  points: GoalPoint[];
  /** Page that shows the same figure. */
  evidence: string;
}

const PACE_DAYS = 28;
const within = (day: Date, {from, to}: DayRange): boolean => day >= from && day <= to;
const earlier = (a: Date, b: Date): Date => (a < b ? a : b);

/** Days with their streams and estimated money, oldest first. */
function labelDays(data: Overview): {on: Date; streams: number; money: number; isMissing: boolean}[] {
  return [...groupBy(data.days, (row) => Number(row.streamed_on))].map(([time, rows]) => ({
    on: new Date(time), streams: sumOf(rows, (row) => row.stream_count), money: sumOf(rows, (row) => row.expected.default), isMissing: rows.some((row) => row.is_missing)
  })).sort((a, b) => Number(a.on) - Number(b.on));
}

/** Means per day of the last 28 days of the feed that have a full report. */
function paceOf(data: Overview): {streams: number; money: number} {
  const days = data.streamsThrough === null ? [] : labelDays(data).filter(({on, isMissing}) => !isMissing && on > addDays(data.streamsThrough!, -PACE_DAYS));
  return {streams: days.length ? sumOf(days, (day) => day.streams) / days.length : 0, money: days.length ? sumOf(days, (day) => day.money) / days.length : 0};
}

const customPeriod = ({from, to}: DayRange) => resolvePeriod({preset: "custom", custom: {from, to}}, {first: from, through: to});

function cumulative(parts: readonly {date: Date; value: number; estimate: boolean}[]): GoalPoint[] {
  let sum = 0;
  return parts.map(({date, value, estimate}) => ({date, value: (sum += value), estimate}));
}

function labelStreams({data}: GoalFacts, goal: Goal): GoalFigure {
  const days = labelDays(data).filter(({on}) => within(on, goal));
  return {
    value: streamsKpi(data, customPeriod(goal)).total, estimate: 0, through: data.streamsThrough, perDay: paceOf(data).streams, perStream: 1,
    isFinal: data.streamsThrough !== null && data.streamsThrough >= goal.to,
    points: cumulative(days.map(({on, streams}) => ({date: on, value: streams, estimate: false}))), evidence: pageAddress("", {period: "custom", from: goal.from, to: goal.to})
  };
}

function labelRevenue({data}: GoalFacts, goal: Goal): GoalFigure {
  const {confirmed, estimate} = revenueKpi(data, customPeriod(goal), "usage", "default");
  const pace = paceOf(data);
  const months = monthsBetween(goal.from, goal.to).map((month) => {
    const {confirmed: own, estimate: open} = revenueKpi(data, customPeriod({from: month, to: monthEnd(month)}), "usage", "default");
    return {date: monthEnd(month), value: own + open, estimate: open > 0.005};
  }).filter(({value, date}) => value !== 0 && data.through !== null && monthsBetween(date, data.through).length > 0);
  return {
    value: confirmed, estimate, through: data.streamsThrough ?? data.through, perDay: pace.money, perStream: pace.streams > 0 ? pace.money / pace.streams : null,
    isFinal: data.through !== null && data.through >= goal.to && estimate < 0.005,
    points: cumulative(months).map((point) => ({...point, date: earlier(point.date, data.through!)})), evidence: pageAddress("", {period: "custom", from: goal.from, to: goal.to})
  };
}

/** Months that weigh the artist's share of the label: the last twelve that every store has reported in full. */
const SHARE_MONTHS = 12;

function artistFigure(facts: GoalFacts, goal: Goal): GoalFigure {
  const {data} = facts;
  const money = goal.kind === "revenue";
  const own = facts.artists.filter((row) => row.artist === goal.artist);
  const ofMonth = (month: Date) => sumOf(own, (row) => (Number(row.usage_month) === Number(month) ? (money ? row.earnings : row.streams) : 0));
  const labelMonth = (month: Date) => {
    const range = {from: month, to: monthEnd(month)};
    return money ? revenueKpi(data, customPeriod(range), "usage", "default") : {confirmed: sumOf(data.days, (row) => (within(row.streamed_on, range) ? row.stream_count : 0)), estimate: 0};
  };
  const known = data.first && data.through ? completeMonths(data, monthsBetween(data.first, data.through)) : [];
  const base = known.slice(-SHARE_MONTHS);
  const labelSum = sumOf(base, (month) => labelMonth(month).confirmed);
  const share = labelSum > 0 ? sumOf(base, ofMonth) / labelSum : 0;
  const complete = new Set(known.map(Number));
  const parts = monthsBetween(goal.from, goal.to).map((month) => {
    const {confirmed, estimate} = labelMonth(month);
    const value = ofMonth(month);
    const open = complete.has(Number(month)) ? 0 : money ? estimate * share : Math.max(confirmed * share - value, 0);
    return {date: monthEnd(month), value, open};
  });
  const pace = paceOf(data);
  const perDay = (money ? pace.money : pace.streams) * share;
  const open = sumOf(parts, (part) => part.open);
  return {
    value: sumOf(parts, (part) => part.value), estimate: open, through: data.streamsThrough ?? data.through, perDay, perStream: pace.streams > 0 ? perDay / pace.streams : null,
    isFinal: data.through !== null && data.through >= goal.to && parts.every(({date}) => monthsBetween(date, date).every((month) => complete.has(Number(month)))),
    points: cumulative(parts.filter((part) => part.value + part.open > 0).map(({date, value, open: left}) => ({date: data.through ? earlier(date, data.through) : date, value: value + left, estimate: left > 0}))),
    evidence: pageAddress("revenue.html", {period: "custom", from: goal.from, to: goal.to, by: "artist", artist: goal.artist!})
  };
}

function payoutsFigure({payouts, data}: GoalFacts, goal: Goal): GoalFigure {
  const own = payouts.filter((row) => row.currency === goal.currency);
  const last = own.at(-1)?.on ?? null;
  const from = last && addDays(last, -365);
  const paid = own.filter((row) => within(row.on, goal));
  return {
    value: sumOf(paid, (row) => row.amount), estimate: 0, through: data.through ?? last, perDay: from ? sumOf(own, (row) => (row.on > from ? row.amount : 0)) / 365 : 0, perStream: null,
    isFinal: data.through !== null && data.through >= goal.to, points: cumulative(paid.map((row) => ({date: row.on, value: row.amount, estimate: false}))), evidence: pageAddress("data.html", {table: "payouts"})
  };
}

/** Days over which a level's pace is measured. */
const LEVEL_DAYS = 90;

function followersFigure({followers}: GoalFacts, goal: Goal): GoalFigure {
  const own = followers.filter((row) => row.platform === goal.platform && row.artist === goal.artist && row.on <= goal.to);
  const last = own.at(-1) ?? null;
  const before = last && own.find((row) => row.on >= addDays(last.on, -LEVEL_DAYS))!;
  const days = last && before ? dayCount(before.on, last.on) - 1 : 0;
  return {
    value: last?.count ?? 0, estimate: 0, through: last?.on ?? null, perDay: days > 0 ? (last!.count - before!.count) / days : 0, perStream: null, isFinal: last !== null && Number(last.on) === Number(goal.to),
    points: own.filter((row) => row.on >= goal.from).map((row) => ({date: row.on, value: row.count, estimate: false})), evidence: pageAddress("data.html", {table: "audience_daily"})
  };
}

/** The figure of a goal. */
export function goalFigure(facts: GoalFacts, goal: Goal): GoalFigure {
  if (goal.kind === "followers") return followersFigure(facts, goal);
  if (goal.kind === "payouts") return payoutsFigure(facts, goal);
  if (goal.artist !== null) return artistFigure(facts, goal);
  return goal.kind === "streams" ? labelStreams(facts, goal) : labelRevenue(facts, goal);
}
