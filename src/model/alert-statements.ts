/** What statements say over time: drifting rates and old months that change. Reports count from the day they came. */
import {knownCount, reportTimes, type AlertArrival, type AlertFacts} from "./alert-facts.js";
import {pageAddress, subjectWords, wholePercent, type Finding} from "./alert-finding.js";
import type {LeafOf} from "./alert-rules.js";
import {addDays, addMonths, isoDay, monthEnd} from "./days.js";
import {formatChange, formatDay, formatMonth, formatRate} from "./format.js";
import {groupBy, sumOf} from "./group.js";
import {monthsLabel} from "./periods.js";
import {signedMoney} from "./restatements.js";
import {labelOf} from "./stores.js";

/** Usage months that the recent ones are compared with. */
const BASE_MONTHS = 12;
const LEAST_BASE_MONTHS = 3;

interface MonthRate {
  month: Date;
  earnings: number;
  units: number;
}

/** Money and units of each usage month of a platform, of the reports known on the day; oldest first. */
function monthRates(own: readonly AlertArrival[]): MonthRate[] {
  return [...groupBy(own, (row) => Number(row.usage_month))].map(([time, rows]) => ({month: new Date(time), earnings: sumOf(rows, (row) => row.earnings), units: sumOf(rows, (row) => row.units)}))
    .filter(({units}) => units > 0).sort((a, b) => Number(a.month) - Number(b.month));
}

const rateOf = (months: readonly MonthRate[]): number => sumOf(months, ({earnings}) => earnings) / sumOf(months, ({units}) => units);

/** One platform's reports, oldest first, and the answer for the first `count` of them. */
interface PlatformDrift {
  platform: string;
  reports: AlertArrival[];
  times: Float64Array;
  count: number;
  found: Finding[];
}

const drifts = new WeakMap<AlertFacts, WeakMap<LeafOf<"rate_drift">, PlatformDrift[]>>();

function driftsOf(leaf: LeafOf<"rate_drift">, facts: AlertFacts): PlatformDrift[] {
  const memo = drifts.get(facts) ?? drifts.set(facts, new WeakMap()).get(facts)!;
  const own = () => facts.arrivals.filter((row) => (leaf.distributor ?? row.distributor) === row.distributor && (leaf.platform ?? row.platform) === row.platform);
  return memo.get(leaf) ?? memo.set(leaf, [...groupBy(own(), (row) => row.platform)].map(([platform, reports]) => ({platform, reports, times: reportTimes(reports), count: 0, found: []}))).get(leaf)!;
}

/** Earnings ÷ units of a platform's last usage months against the twelve before them, always from sums. */
export function rateDriftFindings(leaf: LeafOf<"rate_drift">, facts: AlertFacts, day: Date): Finding[] {
  return driftsOf(leaf, facts).flatMap((own) => {
    const count = knownCount(own.times, day);
    if (count !== own.count) Object.assign(own, {count, found: driftOf(leaf, facts, own.platform, own.reports.slice(0, count))}); // only a new report changes the answer
    return own.found;
  });
}

function driftOf({percent, months, distributor}: LeafOf<"rate_drift">, {currency}: AlertFacts, platform: string, known: readonly AlertArrival[]): Finding[] {
  const rates = monthRates(known);
  const recent = rates.slice(-months);
  const base = rates.slice(0, -months).filter(({month}) => month >= addMonths(recent[0].month, -BASE_MONTHS));
  if (recent.length < months || base.length < LEAST_BASE_MONTHS) return [];
  const [value, compare] = [rateOf(recent), rateOf(base)];
  const change = value / compare - 1;
  if (!(compare > 0) || Math.abs(wholePercent(change)) < percent) return [];
  const subject = {platform, ...(distributor === undefined ? {} : {distributor})};
  const span = (of: readonly MonthRate[]) => monthsLabel(of.map(({month}) => month));
  return [{
    subject, value, compare, unit: `${currency} per unit`, volume: sumOf(recent, ({units}) => units), period: isoDay(recent.at(-1)!.month),
    sentence: `Rate per unit${subjectWords(subject)}, ${span(recent)}: ${formatRate(value, currency)}, ${formatChange(change)} against ${span(base)}.`,
    evidence: pageAddress("revenue.html", {period: "custom", from: recent[0].month, to: monthEnd(recent.at(-1)!.month), platform, distributor})
  }];
}

/** A change of a month of a distributor. */
interface Revision {
  distributor: string;
  month: Date;
  on: Date;
  before: number;
  change: number;
  /** Found by comparing with the snapshot before, and not by a report of that day. */
  isCompared: boolean;
}

const revisions = new WeakMap<AlertFacts, Map<number, Revision[]>>();

/** Reports that came long after the month, each with all that was known before it; oldest first. */
function lateReports(facts: AlertFacts, afterDays: number): Revision[] {
  const memo = revisions.get(facts) ?? revisions.set(facts, new Map()).get(facts)!;
  return memo.get(afterDays) ?? memo.set(afterDays, revisionsOf(facts.arrivals, afterDays)).get(afterDays)!;
}

function revisionsOf(arrivals: readonly AlertArrival[], afterDays: number): Revision[] {
  return [...groupBy(arrivals, (row) => `${row.distributor}|${Number(row.usage_month)}`).values()].flatMap((rows) => {
    const {distributor, usage_month: month} = rows[0];
    const limit = addDays(monthEnd(month), afterDays);
    return [...groupBy(rows.filter((row) => row.reported_on > limit), (row) => Number(row.reported_on))].map(([time, late]) => ({
      distributor, month, on: new Date(time), before: sumOf(rows, (row) => (Number(row.reported_on) < time ? row.earnings : 0)), change: sumOf(late, (row) => row.earnings), isCompared: false
    }));
  });
}

/** What the comparison with the snapshot before found; it is only known on the day of the snapshot. */
const comparedRevisions = ({compared, asOf}: AlertFacts, day: Date): Revision[] =>
  Number(day) === Number(asOf) ? compared.map(({distributor, usage_month, before, restated}) => ({distributor, month: usage_month, on: asOf, before, change: restated, isCompared: true})) : [];

const sizeOf = ({change}: Revision): number => Math.abs(change);

/** Old months that changed within the last days, the largest change of each; from statements and from the snapshot before. */
export function restatementFindings({percent, after_days, within_days, distributor}: LeafOf<"restatement">, facts: AlertFacts, day: Date): Finding[] {
  const from = addDays(day, -within_days);
  const recent = [...lateReports(facts, after_days), ...comparedRevisions(facts, day)].filter((one) => one.on > from && one.on <= day && (distributor ?? one.distributor) === one.distributor);
  return [...groupBy(recent, (one) => `${one.distributor}|${Number(one.month)}`).values()].flatMap((own) => {
    const largest = own.reduce((best, one) => (sizeOf(one) > sizeOf(best) ? one : best));
    const {month, before, change, on} = largest;
    if (change === 0 || (before !== 0 && Math.abs(wholePercent(change / before)) < percent)) return [];
    const share = before === 0 ? "" : `, ${formatChange(change / Math.abs(before))} of what was known`;
    return [{
      subject: {distributor: largest.distributor, usage_month: isoDay(month)}, value: change, compare: before, unit: facts.currency, volume: Math.abs(before), period: isoDay(on),
      sentence: `${formatMonth(month)} of ${labelOf(largest.distributor)} changed ${largest.isCompared ? "since the snapshot before" : `on ${formatDay(on)}`}: ${signedMoney(change.toFixed(2), facts.currency)}${share}.`,
      evidence: largest.isCompared ? pageAddress("quality.html", {}, "restatements") : pageAddress("revenue.html", {calendar: "statement", period: "custom", from: on, to: on, distributor: largest.distributor})
    }];
  });
}
