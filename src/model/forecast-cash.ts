/**
 * Cash of the coming months over all sources, with its range, under changed terms, growth and rates. The slow part
 * (random futures of every source) runs once; a what-if only scales and moves them. Doubles, one currency.
 */
import {futureMonth, type CapeCod} from "./cape-cod.js";
import {cashByMonth, cashPaths} from "./cash.js";
import {daysWithout, feedKeys, sourceKey, type Ledger} from "./forecast-ledger.js";
import {consumed, type SourceForecast} from "./forecast-outstanding.js";
import {commonShocks, type ShockModel} from "./forecast-shocks.js";
import {streamOutlook, streamOutlookInParts} from "./forecast-streams.js";
import {sumOf} from "./group.js";
import {outstandingRanges, type Range} from "./ladder.js";
import {daysInMonth, monthIndex} from "./month-index.js";
import {seededNormal} from "./normal.js";
import type {PaymentRow} from "./payment-rows.js";
import {inTurns} from "./slices.js";

/** Whole months after the one of the as-of date. */
export const CASH_MONTHS = 6;
/** Further months that are simulated, so that shorter terms can bring their money forward. */
const SPARE_MONTHS = 3;
const SLOTS = 1 + CASH_MONTHS + SPARE_MONTHS;
const PATHS = 400;
const DAYS_PER_MONTH = 365.25 / 12;

/** Usage months by what is known of them: 0 reported, 1 streamed and not reported, 2 + j streams still to come j months ahead. */
const GROUPS = 2 + SLOTS;

/** Sums over sources: money by group and slot (slot 0 = rest of the as-of month), exact means and random futures. */
export interface CashPlan {
  month: number;
  mean: number[][];
  paths: Float64Array[][];
  /** Expected by now by the usual pattern and not reported; part of slot 0. */
  overdue: number;
  /** Platforms whose spread is unknown, and those without streams to say what later months will bring. */
  withoutRange: string[];
  withoutFuture: string[];
  /** How stores move together, and the shocks that they share. */
  shocks: ShockModel;
  shock: (month: number, path: number) => number;
}

const zeros = (): number[][] => Array.from({length: GROUPS}, () => new Array<number>(SLOTS).fill(0));

/** Usage months before the as-of month that can still bring money with a shock of their own. */
const SHOCKED_MONTHS = 24;
const NO_SHOCKS: ShockModel = {between: 0, persistence: 0};

/** `shocks`: how the stores move together (`shockModel`); without it they count as independent. */
export const emptyCashPlan = (asOf: Date, shocks: ShockModel = NO_SHOCKS): CashPlan => ({
  shocks, shock: commonShocks(monthIndex(asOf) - SHOCKED_MONTHS, SHOCKED_MONTHS + SLOTS, PATHS, shocks.persistence, 977),
  month: monthIndex(asOf), mean: zeros(), overdue: 0, withoutRange: [], withoutFuture: [],
  paths: Array.from({length: GROUPS}, () => Array.from({length: SLOTS}, () => new Float64Array(PATHS)))
});

interface PlannedRow {
  row: PaymentRow | null;
  /** Usage month. */
  month: number;
  group: number;
  /** Months since the usage month. */
  age: number;
  consumed: number;
}

/** Feeds that say what a source's later months will be. */
const streamKeys = ({source}: SourceForecast, ledger: Ledger): string[] =>
  source.exposure === "own" ? [sourceKey(source.distributor, source.platform)] : feedKeys(ledger, source.distributor);

/** Fits every forecast of streams that `addToCashPlan` will ask for, giving way to the page at every model. */
export async function readyForCash(forecasts: readonly SourceForecast[], ledger: Ledger, asOf: Date): Promise<void> {
  for (const one of forecasts) {
    if (!one.forecast || one.source.knownThrough === null) continue;
    if (one.rate !== null) await inTurns(streamOutlookInParts(ledger, streamKeys(one, ledger), asOf, SLOTS));
    await inTurns(streamOutlookInParts(ledger, feedKeys(ledger, one.source.distributor), asOf, SLOTS));
  }
}

/** Rows of months not yet streamed: their streams as forecast. */
function futureRows(one: SourceForecast, ledger: Ledger, asOf: Date, now: number): PlannedRow[] {
  const {forecast, rate} = one;
  const keys = streamKeys(one, ledger);
  const outlook = rate === null || !forecast ? null : streamOutlook(ledger, keys, asOf, SLOTS);
  if (!outlook) return [];
  return Array.from({length: SLOTS}, (_, j) => {
    const month = monthIndex(asOf) + j;
    const days = j === 0 ? daysWithout(ledger, keys, month, asOf) : daysInMonth(month);
    return {row: futureMonth(forecast as CapeCod, outlook.perDay[j] * days, Math.max(month - now, 1)), month, group: 2 + j, age: now - month, consumed: 0};
  });
}

/** A row's money by slot, after what has come of it since the last whole report month. */
function slotsOf(shares: readonly number[], {row, age, consumed: came}: PlannedRow, skip: number): {slots: number[]; overdue: number} {
  const {overdue, months} = cashByMonth({shares, rows: [row]}, SLOTS, [age]);
  const slots = [...new Array<number>(skip).fill(0), ...months].slice(0, SLOTS);
  slots[skip] += overdue;
  let left = came;
  for (let h = 0; h < SLOTS && left > 0; h++) {
    const part = Math.min(left, Math.max(slots[h], 0));
    slots[h] -= part;
    left -= part;
  }
  return {slots, overdue: Math.max(overdue - came, 0)};
}

/** Random level of streams j months ahead, mean 1: lognormal with the spread of the forecast, wandering from month to month. */
function streamFactors(spread: readonly number[], seed: number): Float64Array[] {
  const normal = seededNormal(seed);
  const walk = new Float64Array(PATHS);
  return spread.map((sd, j) => {
    if (j > 0) walk.forEach((_value, path) => (walk[path] += normal()));
    return Float64Array.from(walk, (steps) => Math.exp(sd * (j > 0 ? steps / Math.sqrt(j) : 0) - (j > 0 ? (sd * sd) / 2 : 0)));
  });
}

function addPaths(plan: CashPlan, paths: readonly Float64Array[][], skip: number, factors: readonly Float64Array[]): void {
  paths.forEach((slots, group) => slots.forEach((values, h) => {
    const to = plan.paths[group][h + skip];
    const factor = group < 3 ? null : factors[group - 2];
    if (to) for (let path = 0; path < values.length; path++) to[path] += factor ? values[path] * factor[path] : values[path];
  }));
}

/** Adds one source to the plan; a few milliseconds. Sources of one distributor share the random course of its streams. */
export function addToCashPlan(plan: CashPlan, one: SourceForecast, ledger: Ledger, asOf: Date, seed: number): void {
  const {source, forecast} = one;
  if (!forecast || source.knownThrough === null) return;
  const skip = source.knownThrough === plan.month ? 1 : 0;
  const now = plan.month - 1 + skip;
  const future = futureRows(one, ledger, asOf, now);
  if (!future.length) plan.withoutFuture.push(source.platform);
  const known = forecast.rows.map((row, i): PlannedRow => ({
    row, month: source.months[i], group: row && row.age >= 0 && row.latest > 0 ? 0 : 1, age: now - source.months[i], consumed: consumed(row, source.recent[i])
  }));
  const rows = [...known, ...future];
  for (const planned of rows) {
    if (!planned.row) continue;
    const {slots, overdue} = slotsOf(forecast.shares, planned, skip);
    slots.forEach((amount, h) => (plan.mean[planned.group][h] += amount));
    plan.overdue += planned.group < 2 ? overdue : 0;
  }
  const paths = cashPaths({...forecast, rows: rows.map(({row}) => row)}, SLOTS, rows.map(({group}) => group), {
    paths: PATHS, seed, ages: rows.map(({age}) => age), common: {share: plan.shocks.between, shock: (row, path) => plan.shock(rows[row].month, path)}
  });
  if (!paths) plan.withoutRange.push(source.platform);
  else addPaths(plan, paths, skip, streamFactors(streamOutlook(ledger, feedKeys(ledger, source.distributor), asOf, SLOTS)?.spread ?? new Array<number>(SLOTS).fill(0), 4242));
}

/** Days added to the agreed terms, growth of streams per month and change of rates not yet reported, as ratios (0.05 = +5%). */
export interface WhatIf {
  extraDays: number;
  growth: number;
  rate: number;
}

export const NO_CHANGE: WhatIf = {extraDays: 0, growth: 0, rate: 0};

/** One month of the fan. `owed` comes from streams until the as-of date, `ahead` from later ones; mean = owed + ahead. */
export interface CashMonth {
  month: number;
  mean: number;
  owed: number;
  ahead: number;
  standardError: number;
  /** Lognormal, by the spread of the random futures. */
  ranges: Range[];
}

export interface CashOutlook {
  months: CashMonth[];
  total: Omit<CashMonth, "month">;
}

const groupScale = (group: number, {growth, rate}: WhatIf): number => (group === 0 ? 1 : (1 + rate) * (group < 3 ? 1 : (1 + growth) ** (group - 2)));

/** Parts of slot h after the move: [slot, weight] of where its money comes from; money moved before slot 0 falls into slot 0. */
function origins(h: number, extraDays: number): [number, number][] {
  const shift = extraDays / DAYS_PER_MONTH;
  const parts: [number, number][] = [];
  for (let from = 0; from < SLOTS; from++) {
    const at = from + shift;
    const low = Math.floor(at);
    const weights: [number, number][] = [[low, 1 - (at - low)], [low + 1, at - low]];
    const weight = sumOf(weights, ([to, part]) => (Math.max(to, 0) === h ? part : 0));
    if (weight > 0) parts.push([from, weight]);
  }
  return parts;
}

function spread(values: Float64Array): number {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  return Math.sqrt(sumOf(values, (value) => (value - mean) ** 2) / (values.length - 1));
}

function outlookOf(mean: number, owed: number, values: Float64Array): Omit<CashMonth, "month"> {
  const standardError = spread(values);
  return {mean, owed, ahead: mean - owed, standardError, ranges: outstandingRanges(mean, standardError)!};
}

/** The rest of the as-of month and the next six, under a what-if. About 2 ms. */
export function cashOutlook(plan: CashPlan, whatIf: WhatIf = NO_CHANGE): CashOutlook {
  const scales = Array.from({length: GROUPS}, (_, group) => groupScale(group, whatIf));
  const total = {mean: 0, owed: 0, values: new Float64Array(PATHS)};
  const months = Array.from({length: 1 + CASH_MONTHS}, (_, h) => {
    const values = new Float64Array(PATHS);
    let [mean, owed] = [0, 0];
    for (const [from, weight] of origins(h, whatIf.extraDays)) scales.forEach((scale, group) => {
      const amount = plan.mean[group][from] * scale * weight;
      mean += amount;
      if (group < 2) owed += amount;
      const own = plan.paths[group][from];
      for (let path = 0; path < PATHS; path++) values[path] += own[path] * scale * weight;
    });
    total.mean += mean;
    total.owed += owed;
    values.forEach((value, path) => (total.values[path] += value));
    return {month: plan.month + h, ...outlookOf(mean, owed, values)};
  });
  return {months, total: outlookOf(total.mean, total.owed, total.values)};
}
