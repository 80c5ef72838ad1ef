/** How a goal stands: attained, on track, at risk or missed; by its pace and by the forecast. */
import {addDays, dayCount, monthEnd, monthStart, parseDay} from "./days.js";
import type {CashPlan} from "./forecast-cash.js";
import {approx, formatChange, formatCount, formatDay, formatMoney, formatMonth, formatPercent} from "./format.js";
import {followersAhead, LEVEL, payoutsAhead, type Ahead, type GoalForecast} from "./goal-ahead.js";
import {goalFigure, type GoalFigure} from "./goal-figures.js";
import type {Goal, GoalFacts} from "./goals.js";
import type {ForecastJson, StreamScope} from "./stream-data.js";

export type GoalStatus = "attained" | "on track" | "at risk" | "missed";

export interface GoalProgress {
  goal: Goal;
  figure: GoalFigure;
  /** Value + estimate, as a share of the target. */
  share: number;
  /** At the present pace at the end of the period; null without any pace. */
  pace: number | null;
  /** Null where there is none; `refusal` may say why. */
  forecast: GoalForecast | null;
  refusal: string | null;
  status: GoalStatus;
}

interface Band {
  mean: number;
  lower: number;
  upper: number;
}

const bandAt = ({mean, intervals}: ForecastJson, step: number, scale: number): Band => {
  const range = intervals.find(({level}) => level === LEVEL)!;
  return {mean: mean[step] * scale, lower: range.lower[step] * scale, upper: range.upper[step] * scale};
};

/** The forecast of one day: its own step of the daily forecast, else the day's part of its month; null beyond both. */
function dayBand({daily, monthly}: Pick<StreamScope, "daily" | "monthly">, day: Date): Band | null {
  if (daily.forecast) {
    const step = dayCount(parseDay(daily.forecast.start)!, day) - 1;
    if (step >= 0 && step < daily.forecast.mean.length) return bandAt(daily.forecast, step, 1);
  }
  if (!monthly.forecast) return null;
  const start = parseDay(monthly.forecast.start)!;
  const month = monthStart(day);
  const step = (month.getUTCFullYear() - start.getUTCFullYear()) * 12 + month.getUTCMonth() - start.getUTCMonth();
  return step >= 0 && step < monthly.forecast.mean.length ? bandAt(monthly.forecast, step, 1 / dayCount(month, monthEnd(month))) : null;
}

/**
 * Streams of the label from one day to another by the Streaming page's forecasts: days for 28 days, then months. The
 * ranges are added as if all days missed to the same side, which is on the safe side. Null when a day has no forecast.
 */
export function streamsAhead(scope: Pick<StreamScope, "daily" | "monthly">, from: Date, to: Date): Band | null {
  const sum: Band = {mean: 0, lower: 0, upper: 0};
  for (let day = from; day <= to; day = addDays(day, 1)) {
    const band = dayBand(scope, day);
    if (!band) return null;
    sum.mean += band.mean;
    sum.lower += band.lower;
    sum.upper += band.upper;
  }
  return sum;
}

/** First day that the figure does not cover. */
const nextDay = ({from}: Goal, {through}: GoalFigure): Date => (through && through >= from ? addDays(through, 1) : from);

/** What forecasts are made from; whatever is null makes none. */
export interface GoalForesight {
  /** The Streaming page's forecasts of all distributors together. */
  scope: Pick<StreamScope, "daily" | "monthly"> | null;
  /** The cash plan of the Cash forecast page, and the day that it is made on. */
  cash: {plan: CashPlan; asOf: Date} | null;
}

export const NO_FORESIGHT: GoalForesight = {scope: null, cash: null};

function byStreams(goal: Goal, figure: GoalFigure, scope: GoalForesight["scope"]): Ahead {
  const {value, estimate, perStream} = figure;
  if (!scope || perStream === null || figure.through === null) return {forecast: null, refusal: null};
  const ahead = streamsAhead(scope, nextDay(goal, figure), goal.to);
  if (!ahead) return {forecast: null, refusal: scope.monthly.refusal ?? "the forecast of streams does not reach its end"};
  const total = (streams: number) => value + estimate + streams * perStream;
  return {forecast: {level: LEVEL, mean: total(ahead.mean), lower: total(ahead.lower), upper: total(ahead.upper)}, refusal: null};
}

function aheadOf(facts: GoalFacts, goal: Goal, figure: GoalFigure, {scope, cash}: GoalForesight): Ahead {
  if (figure.isFinal) return {forecast: null, refusal: null};
  if (goal.kind === "followers") return followersAhead(facts, goal);
  if (goal.kind !== "payouts") return byStreams(goal, figure, scope);
  return cash ? payoutsAhead(facts, goal, figure.value, cash.plan, cash.asOf) : {forecast: null, refusal: null};
}

function statusOf({target}: Goal, {value, estimate, isFinal}: GoalFigure, expected: number | null): GoalStatus {
  if (value >= target) return "attained";
  if (isFinal) return "missed";
  return (expected ?? value + estimate) >= target ? "on track" : "at risk";
}

/** How one goal stands. */
export function goalProgress(facts: GoalFacts, goal: Goal, foresight: GoalForesight = NO_FORESIGHT): GoalProgress {
  const figure = goalFigure(facts, goal);
  const {value, estimate, perDay, through, isFinal} = figure;
  const left = Math.max(dayCount(nextDay(goal, figure), goal.to), 0);
  const pace = through === null ? null : value + estimate + perDay * left;
  const {forecast, refusal} = aheadOf(facts, goal, figure, foresight);
  return {goal, figure, share: (value + estimate) / goal.target, pace: isFinal ? null : pace, forecast, refusal, status: statusOf(goal, figure, forecast?.mean ?? pace)};
}

/** "≈ USD 1,234.00" without the sign, or "1,234". */
export const goalAmount = ({kind, currency}: Goal, value: number): string => (kind === "revenue" || kind === "payouts" ? formatMoney(value, currency) : formatCount(value));

const kindWords = {streams: "Streams", revenue: "Revenue", payouts: "Payouts", followers: "Followers"} as const;

/** "Streams of PIG1987, 2025-Q4". */
export function goalName({kind, metric, artist, period}: Goal): string {
  const what = kind === "followers" ? `${metric.charAt(0).toUpperCase()}${metric.slice(1).replace("_", " ")}` : kindWords[kind];
  return `${what}${artist === null ? "" : ` of ${artist}`}, ${period}`;
}

/** "at this pace: 92% by Dec 2025"; for what is over, what it came to. */
export function paceText({goal, figure, pace, share}: GoalProgress): string {
  if (figure.isFinal) return `ended ${formatDay(goal.to)} at ${formatPercent(share)}`;
  if (pace === null) return "no data yet to tell the pace";
  const begins = figure.through === null || figure.through < goal.from ? `begins ${formatDay(goal.from)}; ` : "";
  return `${begins}at this pace: ${formatPercent(pace / goal.target, 0)} by ${formatMonth(goal.to)}`;
}

/** "by the forecast: ≈ 95%, in 80 of 100 cases 91% to 99%", or why there is none; blank where nothing can be said. */
export function forecastText({goal, forecast, refusal}: GoalProgress): string {
  if (!forecast) return refusal === null ? "" : `no forecast: ${refusal}`;
  const share = (value: number) => formatPercent(value / goal.target, 0);
  return `by the forecast: ${approx(share(forecast.mean))}, in ${forecast.level} of 100 cases ${share(forecast.lower)} to ${share(forecast.upper)}`;
}

/** Where it would have to stand today to reach the target in even steps; null before it begins. A level starts from its first value. */
export function evenPace({goal, figure}: GoalProgress): {value: number; gap: string} | null {
  const {through, points} = figure;
  if (through === null || through < goal.from) return null;
  const start = goal.kind === "followers" ? (points[0]?.value ?? 0) : 0;
  const day = through < goal.to ? through : goal.to;
  const value = start + (goal.target - start) * (dayCount(goal.from, day) / dayCount(goal.from, goal.to));
  return {value, gap: formatChange((figure.value + figure.estimate) / value - 1)};
}

const order: GoalStatus[] = ["at risk", "on track", "missed", "attained"];

/** Those that ask for something first, then by their end. */
export const byUrgency = (a: GoalProgress, b: GoalProgress): number => order.indexOf(a.status) - order.indexOf(b.status) || Number(a.goal.to) - Number(b.goal.to) || b.share - a.share;

/** Goals whose period has begun and is not over on a day. */
export const isRunning = ({goal}: GoalProgress, day: Date): boolean => goal.from <= day && goal.to >= day;
