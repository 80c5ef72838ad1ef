/** Outstanding and next payment on a day, and how both stood one period earlier. Pure. */
import {addDays, addMonths, monthCount, monthEnd, monthsBetween, monthStart, parseDay} from "./days.js";
import {formatDay, formatMonth} from "./format.js";
import {sumOf} from "./group.js";
import type {Overview} from "./overview-data.js";
import {change, monthEndsBefore, periodShift, type Delta, type Point} from "./overview-kpis.js";
import {paymentCells, type PaymentCell, type PaymentRow, type RateBasis} from "./payment-status.js";
import {monthsLabel, type Period} from "./periods.js";

const toDay = (day: string | Date): Date => (day instanceof Date ? day : parseDay(day)!);

/**
 * Payment rows as they could be known on `asOf`: the month under way counts only the streams up to that day,
 * so that an earlier day compares fairly with today.
 */
function knownOn(data: Overview, asOf: Date): PaymentRow[] {
  const month = monthStart(asOf);
  const known = data.streamsThrough === null || asOf >= data.streamsThrough || Number(monthEnd(month)) === Number(asOf);
  if (known) return data.payments.payments;
  const days = data.days.filter((day) => day.streamed_on >= month && day.streamed_on <= asOf);
  return data.payments.payments.map((row) => {
    if (Number(toDay(row.usage_month)) !== Number(month) || row.expected_default === null) return row;
    const own = days.filter((day) => day.distributor === row.distributor && day.platform === row.platform);
    return {...row, expected_default: sumOf(own, (day) => day.expected.default), expected_observed: sumOf(own, (day) => day.expected.observed)};
  });
}

/** Payment cells as they stood on a day. */
const cellsOn = (data: Overview, asOf: Date, basis: RateBasis): PaymentCell[] => paymentCells(knownOn(data, asOf), data.payments.arrivals, asOf, basis);

/** Distributors without statements stay out of the headline, unless there are no statements at all. */
const headline = (data: Overview) => (row: {distributor: string}): boolean => !data.covered.size || data.covered.has(row.distributor);

/** `total` is of distributors that send statements (of everyone when none does), `uncovered` of those that send none. */
export interface Outstanding {
  total: number;
  uncovered: number;
  overdue: number;
  due: number;
}

export function outstandingOn(data: Overview, asOf: Date, basis: RateBasis): Outstanding {
  const cells = cellsOn(data, asOf, basis);
  const own = cells.filter(headline(data));
  const total = sumOf(own, (cell) => cell.outstanding);
  const withStatus = (status: PaymentCell["status"]) => sumOf(own, (cell) => (cell.status === status ? cell.outstanding : 0));
  return {total, uncovered: sumOf(cells, (cell) => cell.outstanding) - total, overdue: withStatus("OVERDUE"), due: withStatus("DUE")};
}

/** Change of outstanding since the same day one period earlier, and its course at month ends. */
export function outstandingKpi(data: Overview, period: Period, asOf: Date, basis: RateBasis): Outstanding & {delta: Delta; series: Point[]} {
  const now = outstandingOn(data, asOf, basis);
  const shift = periodShift(period);
  const earlier = shift === null ? null : addDays(asOf, -shift);
  const delta = earlier && data.first && earlier >= data.first
    ? change(now.total, outstandingOn(data, earlier, basis).total, `against ${formatDay(earlier)}`)
    : {ratio: null, basis: "nothing earlier to compare with"};
  const days = [...monthEndsBefore(asOf, 12).filter((day) => data.first && day >= data.first), asOf];
  return {...now, delta, series: days.map((date) => ({date, value: outstandingOn(data, date, basis).total, estimate: true}))};
}

/** `amount` is what is still to come, `arrived` what came early; `uncovered` is expected of distributors without statements. */
export interface NextPayment {
  expected_on: Date;
  amount: number;
  arrived: number;
  uncovered: number;
  distributors: string[];
  usage_months: Date[];
}

/** The earliest day on or after `asOf` on which something outstanding is expected; null when there is none. */
export function nextPaymentOn(data: Overview, asOf: Date, basis: RateBasis): NextPayment | null {
  const cells = cellsOn(data, asOf, basis).filter((cell) => cell.expected_on >= asOf && cell.expected !== null);
  const own = cells.filter(headline(data));
  const open = own.filter((cell) => cell.outstanding > 0);
  if (!open.length) return null;
  const expected_on = new Date(Math.min(...open.map((cell) => Number(cell.expected_on))));
  const onDay = (cell: PaymentCell) => Number(cell.expected_on) === Number(expected_on);
  const due = open.filter(onDay);
  return {
    expected_on, amount: sumOf(due, (cell) => cell.outstanding), arrived: sumOf(own.filter(onDay), (cell) => cell.arrived),
    uncovered: sumOf(cells.filter((cell) => onDay(cell) && !headline(data)(cell)), (cell) => cell.outstanding),
    distributors: [...new Set(due.map((cell) => cell.distributor))],
    usage_months: [...new Set(due.map((cell) => Number(cell.usage_month)))].map((time) => new Date(time))
  };
}

/** Estimated revenue of usage months, whatever part of it has come: the size of a payment before it is split. */
function expectedOf(data: Overview, months: readonly Date[], basis: RateBasis): number {
  const wanted = new Set(months.map(Number));
  return sumOf(data.months.filter(headline(data)), (row) => (wanted.has(Number(row.usage_month)) ? row.expected[basis] : 0));
}

/** The next payment; its change compares the estimate of its usage months with that of the months one period earlier. */
export function nextPaymentKpi(data: Overview, period: Period, asOf: Date, basis: RateBasis): {next: NextPayment | null; delta: Delta; series: Point[]} {
  const next = nextPaymentOn(data, asOf, basis);
  if (!next) return {next, delta: {ratio: null, basis: "nothing expected"}, series: []};
  const last = next.usage_months.at(-1)!;
  const months = monthsBetween(addMonths(last, -12), last);
  const series = months.filter((month) => data.first && month >= monthStart(data.first))
    .map((date) => ({date, value: expectedOf(data, [date], basis), estimate: true}));
  return {next, delta: nextDelta(data, period, next.usage_months, basis), series};
}

function nextDelta(data: Overview, period: Period, months: Date[], basis: RateBasis): Delta {
  if (!period.compare) return {ratio: null, basis: "nothing earlier to compare with"};
  const shift = Math.max(1, monthCount(period.compare.from, period.from) - 1); // a payment covers whole months
  const before = months.map((month) => addMonths(month, -shift));
  return change(expectedOf(data, months, basis), expectedOf(data, before, basis), `estimate for ${monthsLabel(months)} against ${formatMonth(before[0])}`);
}
