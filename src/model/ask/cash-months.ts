/** "How much will we be paid next month": months of the cash forecast, the same figures as its page. */
import {addToCashPlan, CASH_MONTHS, cashOutlook, emptyCashPlan} from "../forecast-cash.js";
import {prepareLedger} from "../forecast-ledger.js";
import {forecastsOn} from "../forecast-outstanding.js";
import {receivedByMonth} from "../forecast-text.js";
import {formatMonth} from "../format.js";
import {indexMonth, monthIndex} from "../month-index.js";
import {isoDay, parseDay} from "../days.js";
import type {Overview} from "../overview-data.js";
import type {CashQuestion} from "./read-special.js";

/** One statement month: money expected (of the as-of month: its rest), with its 80% range, what came so far, and the sum from the first month on. */
export interface CashRow {
  month: string;
  expected: number;
  lower_80: number;
  upper_80: number;
  received: number;
  expected_running: number;
  currency: string;
}

/** The months asked for, or why they are not foreseen. Seconds of work on large catalogues, milliseconds on small ones. */
export function cashMonths(overview: Overview, asOf: Date, {period, distributors}: CashQuestion): {rows: CashRow[]} | {refusal: string} {
  const last = indexMonth(monthIndex(asOf) + CASH_MONTHS);
  if (period && parseDay(period.to)! > new Date(Date.UTC(last.getUTCFullYear(), last.getUTCMonth() + 1, 0))) return {refusal: `cash is foreseen up to ${formatMonth(last)} only`};
  const isMeant = (distributor: string) => !distributors.length || distributors.includes(distributor);
  const arrivals = overview.arrivals.filter(({distributor}) => isMeant(distributor));
  const ledger = prepareLedger(overview);
  const forecasts = forecastsOn(ledger, asOf);
  const plan = emptyCashPlan(asOf);
  forecasts.forEach((one, i) => isMeant(one.source.distributor) && addToCashPlan(plan, one, ledger, asOf, i + 1));
  if (!forecasts.some(({source, forecast}) => isMeant(source.distributor) && forecast && source.knownThrough !== null)) return {refusal: "no statements that a forecast could learn from"};
  const received = receivedByMonth(arrivals, asOf);
  let running = 0;
  const rows = cashOutlook(plan).months.map(({month, mean, ranges}): CashRow => {
    const range = ranges.find(({level}) => level === 80)!;
    return {month: isoDay(indexMonth(month)), expected: mean, lower_80: range.lower, upper_80: range.upper, received: received.get(month) ?? 0, expected_running: 0, currency: overview.currency};
  }).filter(({month}) => !period || (month >= period.from.slice(0, 8) + "01" && month <= period.to));
  for (const row of rows) row.expected_running = running += row.expected;
  return {rows};
}
