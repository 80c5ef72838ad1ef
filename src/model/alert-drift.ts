/**
 * Drifting rates, judged as on the Settlement page (`rate-drift.ts`): over the months that were complete by what was known on
 * a day, and only where the range of the drift excludes that nothing has changed.
 */
import {knownCount, reportTimes, type AlertFacts} from "./alert-facts.js";
import {pageAddress, subjectWords, wholePercent, type Finding} from "./alert-finding.js";
import type {LeafOf} from "./alert-rules.js";
import {isReported, reportedUntil, storesOf, type Store} from "./alert-stores.js";
import {isoDay, monthEnd} from "./days.js";
import {formatChange, formatRate} from "./format.js";
import {groupBy, sumOf} from "./group.js";
import {monthsLabel} from "./periods.js";
import {BEFORE_MONTHS, rateDrift, type RateMonth} from "./rate-drift.js";
import {orRefusal} from "./refusal.js";

type Leaf = LeafOf<"rate_drift">;

/** A usage month of a platform: what is known of it, and the stores that have lines in it. */
interface Month extends RateMonth {
  /** Its last day, in milliseconds. */
  end: number;
  /** Places in the platform's list of stores. */
  stores: number[];
}

/** The stores of a platform and what the first `seen` of their reports say. */
interface Platform {
  platform: string;
  stores: Store[];
  reports: {store: number; month: Date; units: number; revenue: number}[];
  times: Float64Array;
  seen: number;
  /** By month, and the newest first. */
  months: Map<number, Month>;
  newest: Month[];
  /** The complete months that were judged last, and what was said of them; blank when a report has changed one. */
  judged: Month[];
  found: Finding[];
}

/** A rule on its way through the days: only a report of anyone, and the day of the snapshot, can change what it says. */
interface Watch {
  platforms: Platform[];
  times: Float64Array;
  state: number;
  found: Finding[];
}

const watches = new WeakMap<AlertFacts, WeakMap<Leaf, Watch>>();

function platformsOf(leaf: Leaf, facts: AlertFacts): Platform[] {
  const {distributor, platform} = leaf;
  const own = [...storesOf(facts).stores.values()].filter((store) => (distributor ?? store.distributor) === store.distributor && (platform ?? store.platform) === store.platform);
  return [...groupBy(own, (store) => store.platform)].map(([name, stores]): Platform => {
    const reports = stores.flatMap((store, i) => store.reports.map((row) => ({store: i, row}))).sort((a, b) => Number(a.row.reported_on) - Number(b.row.reported_on));
    return {platform: name, stores, reports: reports.map(({store, row}) => ({store, month: row.usage_month, units: row.units, revenue: row.earnings})), times: reportTimes(reports.map(({row}) => row)), seen: 0, months: new Map(), newest: [], judged: [], found: []};
  });
}

/** Adds the reports up to a day; days that go back start again. */
function advance(own: Platform, day: Date): void {
  const count = knownCount(own.times, day);
  if (count === own.seen) return;
  if (count < own.seen) Object.assign(own, {seen: 0, months: new Map(), judged: []});
  for (const {store, month, units, revenue} of own.reports.slice(own.seen, count)) {
    const held = own.months.get(Number(month)) ?? own.months.set(Number(month), {month, end: Number(monthEnd(month)), units: 0, revenue: 0, stores: []}).get(Number(month))!;
    held.units += units;
    held.revenue += revenue;
    if (!held.stores.includes(store)) held.stores.push(store);
    if (own.judged.includes(held)) own.judged = [];
  }
  if (own.newest.length !== own.months.size || own.seen === 0) own.newest = [...own.months.values()].sort((a, b) => b.end - a.end);
  own.seen = count;
}

/** The complete months by what was known on a day, the newest first, as many as a drift can use. */
function completeMonths({stores, newest}: Platform, facts: AlertFacts, most: number, day: Date): Month[] {
  const until = day < facts.asOf ? stores.map((store) => reportedUntil(facts, store, day)) : null;
  const months: Month[] = [];
  for (const one of newest) {
    if (one.stores.every((i) => (until ? one.end <= until[i] : isReported(facts, stores[i], one.month, day)))) months.push(one);
    if (months.length === most) break;
  }
  return months;
}

/** The answer for a platform. */
function foundOn(leaf: Leaf, own: Platform, facts: AlertFacts, day: Date): Finding[] {
  advance(own, day);
  const months = completeMonths(own, facts, leaf.months + BEFORE_MONTHS, day);
  if (!months.length) return [];
  if (months.length !== own.judged.length || months.some((month, i) => month !== own.judged[i])) Object.assign(own, {judged: months, found: driftOf(leaf, own.platform, months, facts)});
  return own.found;
}

function driftOf({percent, months: recentCount, distributor, min_volume}: Leaf, platform: string, months: readonly RateMonth[], {currency}: AlertFacts): Finding[] {
  if (sumOf(months.filter(({units, revenue}) => units > 0 && revenue > 0).slice(0, recentCount), ({units}) => units) < min_volume) return []; // saves the range of most platforms
  const drift = orRefusal(() => rateDrift(months, {recentCount})).value;
  if (!drift || (drift.lower <= 0 && drift.upper >= 0) || Math.abs(wholePercent(drift.change)) < percent) return [];
  const {change, lower, upper, level, recentRate, beforeRate, recentFrom, recentThrough} = drift;
  const subject = {platform, ...(distributor === undefined ? {} : {distributor})};
  return [{
    subject, value: recentRate, compare: beforeRate, unit: `${currency} per unit`, volume: drift.recentUnits, period: isoDay(recentThrough),
    get sentence() { return `Rate per unit${subjectWords(subject)}, ${monthsLabel([recentFrom, recentThrough])}: ${formatRate(recentRate, currency)}, ${formatChange(change)} (${level}% range ${formatChange(lower)} to ${formatChange(upper)}) against ${formatRate(beforeRate, currency)} in the ${drift.beforeCount} complete months before.`; },
    get evidence() { return pageAddress("revenue.html", {period: "custom", from: recentFrom, to: monthEnd(recentThrough), platform, distributor}); }
  }];
}

/** Rates per unit of a platform's newest complete months that differ from the twelve before by a percentage, and by more than they usually move. */
export function rateDriftFindings(leaf: Leaf, facts: AlertFacts, day: Date): Finding[] {
  const memo = watches.get(facts) ?? watches.set(facts, new WeakMap()).get(facts)!;
  const watch = memo.get(leaf) ?? memo.set(leaf, {platforms: platformsOf(leaf, facts), times: reportTimes(facts.arrivals), state: NaN, found: []}).get(leaf)!;
  const state = day >= facts.asOf ? -Number(day) : knownCount(watch.times, day);
  if (state !== watch.state) Object.assign(watch, {state, found: watch.platforms.flatMap((own) => foundOn(leaf, own, facts, day))});
  return watch.found;
}
