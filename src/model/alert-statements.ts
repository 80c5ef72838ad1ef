/** Old months that statements change. Reports count from the day they came. */
import type {AlertArrival, AlertFacts} from "./alert-facts.js";
import {pageAddress, wholePercent, type Finding} from "./alert-finding.js";
import type {LeafOf} from "./alert-rules.js";
import {addDays, isoDay, monthEnd} from "./days.js";
import {formatChange, formatDay, formatMonth} from "./format.js";
import {groupBy, sumOf} from "./group.js";
import {signedMoney} from "./restatements.js";
import {labelOf} from "./stores.js";

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
  return [...groupBy(arrivals, (row) => `${row.distributor}|${Number(row.usage_month)}`).values()].flatMap((rows): Revision[] => {
    const {distributor, usage_month: month} = rows[0];
    const limit = addDays(monthEnd(month), afterDays);
    if (rows.at(-1)!.reported_on <= limit) return []; // the last one of all
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
      get sentence() { return `${formatMonth(month)} of ${labelOf(largest.distributor)} changed ${largest.isCompared ? "since the snapshot before" : `on ${formatDay(on)}`}: ${signedMoney(change.toFixed(2), facts.currency)}${share}.`; },
      get evidence() { return largest.isCompared ? pageAddress("quality.html", {}, "restatements") : pageAddress("revenue.html", {calendar: "statement", period: "custom", from: on, to: on, distributor: largest.distributor}); }
    }];
  });
}
