/** Payment cells and arrivals gathered for reading: totals by status, what is expected when, what came when. Pure. */
import {addMonths, monthStart, parseDay} from "./days.js";
import {groupBy, sumOf} from "./group.js";
import {paymentStatuses, type ArrivalRow, type PaymentCell, type PaymentStatus} from "./payment-status.js";

/** Open statuses show what is outstanding, PAID what arrived; `cell_count` counts usage month × distributor × platform. */
export interface StatusTotal {
  status: PaymentStatus;
  amount: number;
  cell_count: number;
  /** Earliest and latest expected date of the cells; null when there are none. */
  first_on: Date | null;
  last_on: Date | null;
}

/** One expected payment: a distributor's usage month, over its platforms. Amounts in `currency`. */
export interface ExpectedPayment {
  usage_month: Date;
  distributor: string;
  currency: string;
  expected_on: Date;
  status: PaymentStatus;
  expected: number;
  arrived: number;
  outstanding: number;
  last_reported_on: Date | null;
  open_platforms: string[];
}

/** One statement: what a distributor reported on a day, with the usage months it covers. */
export interface ReceivedPayment {
  reported_on: Date;
  distributor: string;
  currency: string;
  earnings: number;
  line_count: number;
  usage_months: Date[];
}

const earliest = (days: readonly Date[]): Date | null => (days.length ? new Date(Math.min(...days.map(Number))) : null);
const latest = (days: readonly Date[]): Date | null => (days.length ? new Date(Math.max(...days.map(Number))) : null);

/** One total per status, in the order of `paymentStatuses`; zero where there is no cell. Cells share one currency. */
export function statusTotals(cells: readonly PaymentCell[]): StatusTotal[] {
  return paymentStatuses.map((status) => {
    const own = cells.filter((cell) => cell.status === status && (status === "PAID" || cell.outstanding > 0));
    const days = own.map((cell) => cell.expected_on);
    return {
      status, amount: sumOf(own, (cell) => (status === "PAID" ? cell.arrived : cell.outstanding)),
      cell_count: own.length, first_on: earliest(days), last_on: latest(days)
    };
  });
}

/** Cells of each usage month × distributor × currency as one payment, by expected date; PAID when no platform is open. */
export function expectedPayments(cells: readonly PaymentCell[]): ExpectedPayment[] {
  return [...groupBy(cells, (cell) => `${Number(cell.usage_month)}|${cell.distributor}|${cell.currency}`).values()]
    .map((group) => {
      const open = group.filter((cell) => cell.status !== "PAID");
      return {
        usage_month: group[0].usage_month, distributor: group[0].distributor, currency: group[0].currency,
        expected_on: group[0].expected_on, status: open[0]?.status ?? "PAID",
        expected: sumOf(group, (cell) => cell.expected ?? 0), arrived: sumOf(group, (cell) => cell.arrived),
        outstanding: sumOf(group, (cell) => cell.outstanding),
        last_reported_on: latest(group.flatMap((cell) => cell.last_reported_on ?? [])),
        open_platforms: open.filter((cell) => cell.outstanding > 0).map((cell) => cell.platform)
      };
    })
    .sort((a, b) => Number(a.expected_on) - Number(b.expected_on) || a.distributor.localeCompare(b.distributor));
}

const toDay = (day: string | Date): Date => (day instanceof Date ? day : parseDay(day)!);

/** Arrivals up to `asOf` as statements: one per distributor × reporting date × currency, newest first. */
export function receivedPayments(arrivals: readonly ArrivalRow[], asOf: Date): ReceivedPayment[] {
  const seen = arrivals.filter((row) => toDay(row.reported_on) <= asOf);
  return [...groupBy(seen, (row) => `${Number(toDay(row.reported_on))}|${row.distributor}|${row.currency}`).values()]
    .map((group) => ({
      reported_on: toDay(group[0].reported_on), distributor: group[0].distributor, currency: group[0].currency,
      earnings: sumOf(group, (row) => Number(row.earnings)), line_count: sumOf(group, (row) => Number(row.line_count)),
      usage_months: [...new Set(group.map((row) => Number(toDay(row.usage_month))))].sort((a, b) => a - b).map((time) => new Date(time))
    }))
    .sort((a, b) => Number(b.reported_on) - Number(a.reported_on) || a.distributor.localeCompare(b.distributor));
}

/** One thing on the payment calendar: money that came in a month, or an estimate of what is still to come on a day. */
export interface CalendarEntry {
  /** First and last day: the same one for an estimate, the first and last report of the month for money that came. */
  from: Date;
  on: Date;
  distributor: string;
  currency: string;
  amount: number;
  status: PaymentStatus;
  usage_months: Date[];
  /** Days with a report; 0 for an estimate. */
  report_count: number;
}

function cameInMonth(group: readonly ReceivedPayment[]): CalendarEntry {
  const days = group.map((payment) => payment.reported_on);
  return {
    from: earliest(days)!, on: latest(days)!, distributor: group[0].distributor, currency: group[0].currency,
    amount: sumOf(group, (payment) => payment.earnings), status: "PAID", report_count: group.length,
    usage_months: [...new Set(group.flatMap((payment) => payment.usage_months.map(Number)))].sort((a, b) => a - b).map((time) => new Date(time))
  };
}

/** What came (PAID, one entry per statement month × distributor) and open payments (by expected date), oldest first. */
export function calendarEntries(expected: readonly ExpectedPayment[], received: readonly ReceivedPayment[]): CalendarEntry[] {
  const open = expected.filter((payment) => payment.outstanding > 0).map((payment): CalendarEntry => ({
    from: payment.expected_on, on: payment.expected_on, distributor: payment.distributor, currency: payment.currency,
    amount: payment.outstanding, status: payment.status, usage_months: [payment.usage_month], report_count: 0
  }));
  const came = groupBy(received, (payment) => `${Number(monthStart(payment.reported_on))}|${payment.distributor}|${payment.currency}`);
  return [...[...came.values()].map(cameInMonth), ...open].sort((a, b) => Number(a.on) - Number(b.on));
}

/** Entries by calendar month of their day: every month from the first entry to the last one or to `asOf`, also the empty ones. */
export function byCalendarMonth(entries: readonly CalendarEntry[], asOf: Date): {month: Date; entries: CalendarEntry[]}[] {
  const days = entries.map((entry) => entry.on);
  const first = earliest(days);
  const last = latest([...days, asOf])!;
  if (!first) return [];
  const out: {month: Date; entries: CalendarEntry[]}[] = [];
  for (let month = monthStart(first); month <= last; month = addMonths(month, 1)) {
    out.push({month, entries: entries.filter((entry) => Number(monthStart(entry.on)) === Number(month))});
  }
  return out;
}

/** The months a reader looks at first: from two before the as-of date on, and any earlier one with open payments. */
export function calendarAround<Month extends {month: Date; entries: readonly CalendarEntry[]}>(months: readonly Month[], asOf: Date): Month[] {
  const from = addMonths(monthStart(asOf), -2);
  return months.filter(({month, entries}) => month >= from || entries.some((entry) => entry.status !== "PAID"));
}
