/**
 * How far money expected from streams was off in the past, and how long a rate keeps. Every older month is expected again
 * with the rate that could be known then (reports up to that month, weighted by nearness), so trends and drifts of the
 * rate are in the error and not averaged away. On doubles, one currency.
 */
import {sumOf} from "./group.js";
import type {Triangle} from "./mack.js";
import {shareAt} from "./payment-rows.js";

/** One sale month as known now. */
export interface ExposureMonth {
  /** Last known age; −1 when nothing has been reported. */
  age: number;
  latest: number | null;
  streams: number | null;
  /** F at that age. */
  share: number;
}

/** Money and streams × F of months that reported, each × memory^(months between it and the month asked for). */
export interface RateSums {
  money: number;
  due: number;
  count: number;
}

/** Sums for the rate of month `row` over all months that `cellOf` knows an age and an amount of. */
function sumsFor(row: number, months: readonly ExposureMonth[], shares: readonly number[], memory: number, cellOf: (j: number) => {age: number; amount: number} | null): RateSums {
  const sums = {money: 0, due: 0, count: 0};
  months.forEach(({streams}, j) => {
    const cell = cellOf(j);
    const due = cell && streams ? streams * shareAt(shares, cell.age) : 0;
    if (!cell || !(due > 0)) return;
    const weight = memory ** Math.abs(row - j);
    sums.money += weight * cell.amount;
    sums.due += weight * due;
    sums.count += 1;
  });
  return sums;
}

/** Generalised Cape Cod (Gluck 1997, "Balancing development and trend in loss reserve analysis", PCAS 84); memory 1 is the plain one. */
export const rateSums = (row: number, months: readonly ExposureMonth[], shares: readonly number[], memory: number): RateSums =>
  sumsFor(row, months, shares, memory, (j) => (months[j].latest === null ? null : {age: months[j].age, amount: months[j].latest!}));

/** The same as it stood when month `row` had reached `age`. */
const sumsThen = (row: number, age: number, triangle: Triangle, months: readonly ExposureMonth[], shares: readonly number[], memory: number): RateSums =>
  sumsFor(row, months, shares, memory, (j) => {
    const then = Math.min(row + age - j, months[j].age);
    return then < 0 ? null : {age: then, amount: triangle[j][then] ?? 0};
  });

/** One month expected again at an earlier age: its row, streams, and the error in money per stream (per open stream in `missesAt`). */
export interface Miss {
  row: number;
  streams: number;
  miss: number;
}

/** Months that must have reported before a rate of the past is believed; earlier ones are judged by the rate of today. */
const LEAST_KNOWN = 3;

/** What every month was expected to bring after `age` by the blend of Cape Cod and ladder, with the rate known then; null where it had no streams or report. */
export function expectedThen(age: number, triangle: Triangle, months: readonly ExposureMonth[], shares: readonly number[], memory: number): (number | null)[] {
  const open = 1 - shareAt(shares, age);
  return months.map(({streams, age: reached}, row) => {
    const then = age < 0 ? 0 : (triangle[row][age] ?? null);
    if (!streams || then === null || reached <= age) return null;
    const past = sumsThen(row, age, triangle, months, shares, memory);
    const {money, due} = past.count < LEAST_KNOWN ? rateSums(row, months, shares, memory) : past;
    return open * (then + streams * (money / due) * open);
  });
}

/** What was missed at `age`, for every month of which at least half of the money then open has come due. `expected`: `expectedThen`. */
export function missesAt(age: number, expected: readonly (number | null)[], triangle: Triangle, months: readonly ExposureMonth[], shares: readonly number[]): Miss[] {
  const open = 1 - shareAt(shares, age);
  return months.flatMap(({streams, latest, share}, row): Miss[] => {
    const [wanted, due] = [expected[row], share - (1 - open)];
    if (wanted === null || !streams || latest === null || due < 0.5 * open || due <= 0) return [];
    const came = latest - (age < 0 ? 0 : (triangle[row][age] ?? 0));
    return [{row, streams, miss: (came - (wanted * due) / open) / (streams * due)}];
  });
}

/** What was missed between `age` and a later age, in money per stream: the amount and its timing. */
export function missesUntil(age: number, to: number, expected: readonly (number | null)[], triangle: Triangle, months: readonly ExposureMonth[], shares: readonly number[]): Miss[] {
  const open = 1 - shareAt(shares, age);
  return months.flatMap(({streams}, row): Miss[] => {
    const [wanted, cell] = [expected[row], triangle[row][to] ?? null];
    if (wanted === null || !streams || cell === null || open === 0) return [];
    const came = cell - (age < 0 ? 0 : (triangle[row][age] ?? 0));
    return [{row, streams, miss: (came - (wanted * (shareAt(shares, to) - (1 - open))) / open) / streams}];
  });
}

/** How much more spread the next miss has than `count` known ones show, their spread being uncertain too: the variance of Student's t. */
const predictive = (count: number): number => (count > 4 ? (count - 1) / (count - 3) : 3);

/** Standard deviation of the next miss: root mean square, weighted by streams, × the doubt about it. Null with fewer than two. */
export function typicalMiss(misses: readonly Miss[]): number | null {
  if (misses.length < 2) return null;
  const weight = sumOf(misses, ({streams}) => streams);
  return Math.sqrt((predictive(misses.length) * sumOf(misses, ({streams, miss}) => streams * miss ** 2)) / weight);
}

/** Pairs of months that weigh as much as the belief that only the rate's own error connects them. */
const PRIOR_PAIRS = 12;

/** Correlation of the errors of months that wait together: that of neighbours, and never less than the error of an average of so many. */
export function commonShare(misses: readonly Miss[]): number {
  const pairs = misses.slice(1).flatMap(({row, miss}, i) => (row - misses[i].row === 1 ? [miss * misses[i].miss] : []));
  const square = sumOf(misses, ({miss}) => miss ** 2) / (misses.length || 1);
  const least = 1 / (misses.length + 1);
  const found = square > 0 ? pairs.reduce((sum, product) => sum + product, 0) / square : 0;
  return Math.min(Math.max((found + PRIOR_PAIRS * least) / (pairs.length + PRIOR_PAIRS), least), 0.9);
}

/** Weights of a month for the next one that are tried: all months alike, half-lives of 6½, 3 and 1½ months. */
const MEMORIES = [1, 0.9, 0.8, 0.63];
/** Expected months that a choice needs, and the part of its error that a shorter memory must save. */
const LEAST_MISSES = 8;
const WORTH = 0.97;

/** The memory that would have expected months without any report best. */
export function bestMemory(triangle: Triangle, months: readonly ExposureMonth[], shares: readonly number[]): number {
  const errors = MEMORIES.map((memory) => missesAt(-1, expectedThen(-1, triangle, months, shares, memory), triangle, months, shares));
  if (errors[0].length < LEAST_MISSES + LEAST_KNOWN) return 1;
  const sizes = errors.map((misses) => typicalMiss(misses.slice(LEAST_KNOWN)) ?? Infinity);
  const best = sizes.indexOf(Math.min(...sizes));
  return sizes[best] < WORTH * sizes[0] ? MEMORIES[best] : 1;
}
