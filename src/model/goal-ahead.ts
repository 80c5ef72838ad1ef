/**
 * What is expected of goals that do not follow streams: deposits, from what statements have brought and the cash forecast;
 * followers, by exponential smoothing of their weekly level. Either a forecast with its range or the reason for none.
 */
import {addDays, dayCount, monthEnd} from "./days.js";
import {fitEts, forecastEts, orRefusal} from "./ets.js";
import {CASH_MONTHS, type CashPlan} from "./forecast-cash.js";
import {receivedByMonth} from "./forecast-text.js";
import {formatDay} from "./format.js";
import type {Goal, GoalFacts} from "./goals.js";
import {groupBy, sumOf} from "./group.js";
import {outstandingRanges} from "./ladder.js";
import {indexMonth, monthIndex} from "./month-index.js";
import {median} from "./normal.js";

/** What is expected at the end of the period, in the unit of the goal. */
export interface GoalForecast {
  mean: number;
  level: number;
  lower: number;
  upper: number;
}

export interface Ahead {
  forecast: GoalForecast | null;
  /** Why there is none. */
  refusal: string | null;
}

export const LEVEL = 80;

const refuse = (refusal: string): Ahead => ({forecast: null, refusal});

/** Deposits that say which statements they pay: fewer tell neither how long a transfer takes nor what it keeps. */
const LEAST_DEPOSITS = 6;
/** Statement months that the share of a deposit is measured over. */
const SHARE_MONTHS = 12;

/** How deposits follow statements. */
interface Habit {
  /** Days from the end of the statement month to the deposit. */
  days: number;
  /** Deposit ÷ statement: costs and taxes stay behind. */
  kept: number;
  /** Last statement month (month number) that a deposit has paid. */
  paidThrough: number;
}

/** Medians, so that a deposit that is missing or pays two months at once does not move them. */
function habitOf(payouts: GoalFacts["payouts"], received: ReadonlyMap<number, number>): Habit | null {
  const said = payouts.filter((row) => row.paysThrough !== null);
  const months = [...groupBy(said, (row) => monthIndex(row.paysThrough!))].sort(([a], [b]) => a - b);
  const shares = months.slice(-SHARE_MONTHS).flatMap(([month, rows]) => ((received.get(month) ?? 0) > 0 ? [sumOf(rows, (row) => row.amount) / received.get(month)!] : []));
  if (said.length < LEAST_DEPOSITS || !shares.length) return null;
  return {days: median(said.map((row) => dayCount(row.paysThrough!, row.on) - 1)), kept: median(shares), paidThrough: months.at(-1)![0]};
}

/** Sum of some slots of the plan with its range, as `cashOutlook` sums months. */
function planned(plan: CashPlan, slots: readonly number[]): {mean: number; lower: number; upper: number} {
  const mean = sumOf(plan.mean, (group) => sumOf(slots, (slot) => group[slot]));
  const values = plan.paths[0][0].map((_, path) => sumOf(plan.paths, (group) => sumOf(slots, (slot) => group[slot][path])));
  const middle = sumOf(values, (value) => value) / values.length;
  const spread = Math.sqrt(sumOf(values, (value) => (value - middle) ** 2) / (values.length - 1));
  const range = slots.length && mean > 0 ? outstandingRanges(mean, spread)?.find(({level}) => level === LEVEL) : undefined;
  return {mean, lower: range?.lower ?? mean, upper: range?.upper ?? mean};
}

/** Deposits of the period: what has come, statements that are not paid yet, and the cash forecast (`plan` as of `asOf`). */
export function payoutsAhead({payouts, data}: GoalFacts, goal: Goal, value: number, plan: CashPlan | null, asOf: Date): Ahead {
  if (goal.currency !== data.currency) return refuse(`the cash forecast is in ${data.currency}`);
  if (!plan || plan.mean.every((group) => group.every((amount) => amount === 0))) return refuse("the cash forecast foresees nothing yet");
  const received = receivedByMonth(data.arrivals, asOf);
  const own = payouts.filter((row) => row.currency === goal.currency);
  const habit = habitOf(own, received);
  if (!habit) return refuse(`fewer than ${LEAST_DEPOSITS} deposits say which statements they pay`);
  /** A deposit that should have come is expected now. */
  const due = (month: number) => {
    const day = addDays(monthEnd(indexMonth(month)), habit.days);
    return day < asOf ? asOf : day;
  };
  const last = plan.month + CASH_MONTHS;
  if (due(last + 1) <= goal.to) return refuse(`the cash forecast reaches deposits until ${formatDay(due(last))}`);
  const months = Array.from({length: last - habit.paidThrough}, (_, i) => habit.paidThrough + 1 + i).filter((month) => due(month) >= goal.from && due(month) <= goal.to);
  const known = sumOf(months, (month) => received.get(month) ?? 0);
  const open = planned(plan, months.map((month) => month - plan.month).filter((slot) => slot >= 0));
  const total = (amount: number) => value + habit.kept * (known + amount);
  return {forecast: {level: LEVEL, mean: total(open.mean), lower: total(open.lower), upper: total(open.upper)}, refusal: null};
}

const LEAST_WEEKS = 16;
const MOST_WEEKS = 104;
/** A level is not foreseen further than it has been watched, nor beyond a year. */
const FURTHEST_WEEKS = 53;

/** Last level of each week; the weeks end on the weekday of the last report. Null without one. */
export function weeklyLevels(rows: readonly {on: Date; count: number}[]): (number | null)[] {
  const last = rows.at(-1)!.on;
  const weeks = Math.min(Math.floor((dayCount(rows[0].on, last) - 1) / 7) + 1, MOST_WEEKS);
  const levels = new Array<number | null>(weeks).fill(null);
  for (const {on, count} of rows) {
    const back = Math.floor((dayCount(on, last) - 1) / 7);
    if (back < weeks) levels[weeks - 1 - back] = count;
  }
  return levels;
}

/** Followers on the last day of the period, from the week that it falls into. */
export function followersAhead({followers}: GoalFacts, goal: Goal): Ahead {
  const own = followers.filter((row) => row.platform === goal.platform && row.artist === goal.artist && row.on <= goal.to);
  if (!own.length) return refuse("no follower level yet");
  const levels = weeklyLevels(own);
  const known = levels.filter((level) => level !== null).length;
  if (known < LEAST_WEEKS) return refuse(`${known === 1 ? "1 week of levels is" : `${known} weeks of levels are`} known and ${LEAST_WEEKS} are needed`);
  const horizon = Math.ceil((dayCount(own.at(-1)!.on, goal.to) - 1) / 7);
  if (horizon > Math.min(known, FURTHEST_WEEKS)) return refuse(`its end is ${horizon} weeks away, and ${Math.min(known, FURTHEST_WEEKS)} are foreseen at most`);
  const {value, refusal} = orRefusal(() => forecastEts(fitEts(levels, {period: 1}), horizon, {levels: [LEVEL], floor: 0, seed: 1, paths: 2000}));
  if (!value) return refuse(refusal!);
  const [{lower, upper}] = value.intervals;
  return {forecast: {level: LEVEL, mean: value.mean[horizon - 1], lower: lower[horizon - 1], upper: upper[horizon - 1]}, refusal: null};
}
