/**
 * Revenue of a period on either calendar, and what of it is not reported yet (DOMAIN.md sections 3 and 4). Pure.
 *
 * Usage calendar: statements know months, so a period's confirmed revenue is that of the months wholly inside it.
 * The rest of the period is estimated and kept apart: cells that are still filling up (streams × rate − arrived) and
 * days outside whole months (streams × rate).
 */
import {addMonths, monthCount, monthStart} from "./days.js";
import {groupBy, sumOf} from "./group.js";
import type {DayStreams, MonthKpi, Overview} from "./overview-data.js";
import type {RateBasis} from "./payment-status.js";
import {monthsLabel, wholeMonths, type DayRange, type Period} from "./periods.js";

export type Calendar = "usage" | "statement";

/** Part of a month's revenue by distributor × platform; `estimate` parts are not reported yet. */
export interface RevenuePart {
  month: Date;
  distributor: string;
  platform: string;
  value: number;
  estimate: boolean;
}

const time = (day: Date): number => day.getTime();
const monthSet = (months: readonly Date[]): Set<number> => new Set(months.map(time));

/** What a cell is still expected to bring; complete cells, and platforms without an estimate, bring nothing more. */
const remainder = (row: MonthKpi, basis: RateBasis): number =>
  row.is_complete || row.expected[basis] === 0 ? 0 : Math.max(row.expected[basis] - row.earnings, 0);

function dayEstimates(days: readonly DayStreams[], basis: RateBasis): RevenuePart[] {
  const cells = groupBy(days, (row) => `${time(monthStart(row.streamed_on))}|${row.distributor}|${row.platform}`);
  return [...cells.values()].map((rows) => ({
    month: monthStart(rows[0].streamed_on), distributor: rows[0].distributor, platform: rows[0].platform,
    value: sumOf(rows, (row) => row.expected[basis]), estimate: true
  }));
}

/** Confirmed and estimated parts of a period on the usage calendar. */
export function usageParts(data: Overview, range: DayRange, basis: RateBasis): RevenuePart[] {
  const whole = monthSet(wholeMonths(range, data.through ?? undefined));
  const rows = data.months.filter((row) => whole.has(time(row.usage_month)));
  const part = (row: MonthKpi, value: number, estimate: boolean): RevenuePart =>
    ({month: row.usage_month, distributor: row.distributor, platform: row.platform, value, estimate});
  const outside = data.days.filter((row) => row.streamed_on >= range.from && row.streamed_on <= range.to && !whole.has(time(monthStart(row.streamed_on))));
  return [
    ...rows.filter((row) => row.line_count > 0).map((row) => part(row, row.earnings, false)),
    ...rows.map((row) => part(row, remainder(row, basis), true)),
    ...dayEstimates(outside, basis)
  ].filter((row) => row.value !== 0);
}

/** Confirmed parts of a period on the statement calendar, by the month they were reported in. Exact to the day. */
export function statementParts(data: Overview, range: DayRange): RevenuePart[] {
  return data.arrivals
    .filter((row) => row.reported_on >= range.from && row.reported_on <= range.to)
    .map((row) => ({month: monthStart(row.reported_on), distributor: row.distributor, platform: row.platform, value: row.earnings, estimate: false}));
}

export const revenueParts = (data: Overview, range: DayRange, calendar: Calendar, basis: RateBasis): RevenuePart[] =>
  calendar === "usage" ? usageParts(data, range, basis) : statementParts(data, range);

export const confirmedOf = (parts: readonly RevenuePart[]): number => sumOf(parts, (part) => (part.estimate ? 0 : part.value));
export const estimateOf = (parts: readonly RevenuePart[]): number => sumOf(parts, (part) => (part.estimate ? part.value : 0));

/** Months for which every distributor that sends statements is complete on every platform, oldest first. */
export function completeMonths(data: Overview, months: readonly Date[]): Date[] {
  const rows = groupBy(data.months.filter((row) => data.covered.has(row.distributor)), (row) => time(row.usage_month));
  return months.filter((month) => rows.get(time(month))?.every((row) => row.is_complete));
}

/** The complete months of a period, the same months one period earlier, and the words for the comparison. */
export interface LikeForLike {
  now: Date[];
  before: Date[];
  basis: string;
}

/** Null when the period has no complete month, or statements do not reach back to the months before. */
export function likeForLike(data: Overview, period: Period): LikeForLike | null {
  const {compare} = period;
  if (!compare) return null;
  const now = completeMonths(data, wholeMonths(period, data.through ?? undefined));
  const shift = monthCount(compare.from, period.from) - 1;
  const before = now.map((month) => addMonths(month, -shift));
  const reported = monthSet(data.months.filter((row) => row.line_count > 0).map((row) => row.usage_month));
  if (!now.length || shift < 1 || !before.every((month) => reported.has(time(month)))) return null;
  return {now, before, basis: `${monthsLabel(now)} against ${monthsLabel(before)}, complete months`};
}

/** Confirmed earnings of some usage months. */
export function monthsRevenue(data: Overview, months: readonly Date[]): number {
  const wanted = monthSet(months);
  return sumOf(data.months, (row) => (wanted.has(time(row.usage_month)) ? row.earnings : 0));
}

/** Why there is no like-for-like change, in words. */
export function noChangeReason(data: Overview, period: Period): string {
  if (period.preset === "all") return "all data: nothing earlier";
  if (!period.compare) return "comparison is off";
  if (!completeMonths(data, wholeMonths(period, data.through ?? undefined)).length) return "no complete month in this period yet";
  return "statements do not reach back to the period before";
}


/** The part of a period's estimate that belongs to distributors without any statement, and who they are. */
export function uncoveredEstimate(data: Overview, range: DayRange, basis: RateBasis): {amount: number; distributors: string[]} {
  const parts = usageParts(data, range, basis).filter((part) => part.estimate && !data.covered.has(part.distributor));
  return {amount: sumOf(parts, (part) => part.value), distributors: [...new Set(parts.map((part) => part.distributor))]};
}
