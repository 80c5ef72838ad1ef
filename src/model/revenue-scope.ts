/** Which days the revenue page reads for a period, on either calendar, and which to compare with. Pure. */
import {isoDay, monthEnd} from "./days.js";
import type {Overview} from "./overview-data.js";
import {monthsLabel, rangeLabel, wholeMonths, type Period} from "./periods.js";
import {likeForLike, noChangeReason, type Calendar} from "./revenue.js";

/** Days, ISO and included. */
export interface Days {
  from: string;
  to: string;
}

/** `days` is null when a period holds no whole usage month. `now` and `before` are compared like with like, or null with the reason in `basis`. */
export interface RevenueDays {
  days: Days | null;
  label: string;
  now: Days | null;
  before: Days | null;
  basis: string;
}

const daysOf = (months: readonly Date[]): Days | null =>
  months.length ? {from: isoDay(months[0]), to: isoDay(monthEnd(months.at(-1)!))} : null;

/** Usage calendar: whole months, compared over complete ones. Statement calendar: the very days. */
export function revenueDays(data: Overview, period: Period, calendar: Calendar): RevenueDays {
  if (calendar === "statement") {
    const days = {from: isoDay(period.from), to: isoDay(period.to)};
    const before = period.compare && {from: isoDay(period.compare.from), to: isoDay(period.compare.to)};
    return {days, label: period.label, now: before && days, before, basis: period.compare ? `against ${rangeLabel(period.compare)}` : noChangeReason(data, period)};
  }
  const months = wholeMonths(period, data.through ?? undefined);
  const like = likeForLike(data, period);
  return {
    days: daysOf(months), label: monthsLabel(months), now: like && daysOf(like.now), before: like && daysOf(like.before),
    basis: like ? like.basis : noChangeReason(data, period)
  };
}

/** A range that holds no day: queries answer with nothing. */
export const NO_DAYS: Days = {from: "9999-12-31", to: "0001-01-01"};
