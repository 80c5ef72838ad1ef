/**
 * Young sale months by exposure: streams are known long before the money, so a rate learned from all months stands in
 * for what has not been reported (Cape Cod: Stanard & Bühlmann, in Bühlmann 1983; blend: Benktander 1976, Mack 2000,
 * "Credible claims reserves: the Benktander method", ASTIN Bulletin 30). On doubles, one currency.
 */
import {bestMemory, commonShare, expectedThen, missesAt, missesUntil, rateSums, typicalMiss, type ExposureMonth} from "./exposure-errors.js";
import {sumOf} from "./group.js";
import {checkTriangle, estimateDevelopment, lastKnownAge, sharesPaid, type Development, type Triangle} from "./mack.js";
import {rootOrNull, shareAt, varianceUntil, type ExposureError, type PaymentForecast, type PaymentRow} from "./payment-rows.js";
import {onlyNumbers, Refusal} from "./refusal.js";

/** Row arrays have one entry per sale month. Money in the triangle's currency. */
export interface CapeCod extends PaymentForecast {
  /** Money per stream at ultimate: Σlatest / Σ(streams · F), each month × memory^distance; that of the newest month. */
  rate: number;
  memory: number;
  /** Correlation of the errors of months that wait for their money together, 0 … 1. */
  common: number;
  /** Standard deviation of what streams · rate misses for a month before its first report, money per stream; null when unknown. */
  missedBeforeReport: number | null;
  /** The same by age for what comes later or sooner than expected. */
  timingBeforeReport: number[];
  /** latest + streams · rate · (1 − F). */
  capeCodUltimates: (number | null)[];
  /** latest + (1 − F) · Cape Cod ultimate, which is F · ladder + (1 − F) · Cape Cod. */
  benktanderUltimates: (number | null)[];
  /** What to use: the ladder where F ≥ 0.5 and money has arrived (or streams are unknown), else Benktander; null: neither works. */
  ultimates: (number | null)[];
  latest: (number | null)[];
  methods: ("ladder" | "exposure" | "none")[];
  outstanding: (number | null)[];
  standardErrors: (number | null)[];
  totalOutstanding: number;
  totalStandardError: number | null;
}

/** The ladder carries a month that has money and is at least half paid, or that has money and no streams to lean on. */
function methodOf({latest, share, streams}: ExposureMonth): "ladder" | "exposure" | "none" {
  if (latest !== null && latest > 0 && share > 0 && (share >= 0.5 || streams === null)) return "ladder";
  return streams === null ? "none" : "exposure";
}

/** Ultimates of one month by exposure; null without streams. */
function byExposure({latest, streams, share}: ExposureMonth, rate: number): {capeCod: number | null; benktander: number | null} {
  if (streams === null) return {capeCod: null, benktander: null};
  const capeCod = (latest ?? 0) + streams * rate * (1 - share);
  return {capeCod, benktander: (latest ?? 0) + (1 - share) * capeCod};
}

/** Age, money, streams and share paid of each row. Throws a Refusal for stream counts that do not fit. */
function monthsOf(triangle: Triangle, streams: readonly (number | null)[], shares: readonly number[]): ExposureMonth[] {
  if (streams.length !== triangle.length) throw new Refusal(`there are ${triangle.length} sale months but ${streams.length} stream counts`);
  const odd = streams.find((count) => count !== null && !(Number.isFinite(count) && count >= 0));
  if (odd !== undefined) throw new Refusal(`a stream count is not a number of streams: ${odd}`);
  return triangle.map((cells, i) => {
    const age = lastKnownAge(cells);
    return {age, latest: age < 0 ? null : cells[age], streams: streams[i], share: shareAt(shares, age)};
  });
}

/** What the rows lean on: rates by month, and how far off such expectations were. */
interface Basis {
  months: readonly ExposureMonth[];
  shares: readonly number[];
  factors: readonly number[];
  memory: number;
  /** Correlation of the errors of months that wait together. */
  common: number;
  /** Standard deviations after an age: of all money open then, per open stream; until each later age by timing alone, per stream. */
  missed: (age: number) => Missed;
}

interface Missed {
  total: number | null;
  timing: number[];
}

/** Misses that tell of the timing; fewer say nothing. */
const LEAST_TIMED = 4;

/** How far off the expectation was at `age` in the past. */
function missedAfter(age: number, triangle: Triangle, months: readonly ExposureMonth[], shares: readonly number[], memory: number): Missed {
  const expected = expectedThen(age, triangle, months, shares, memory);
  const total = typicalMiss(missesAt(age, expected, triangle, months, shares));
  const open = 1 - shareAt(shares, age);
  const timing = shares.map((share, to) => {
    if (to <= age || share >= 1 || total === null || open <= 0) return 0;
    const misses = missesUntil(age, to, expected, triangle, months, shares);
    const usual = (total * open) ** 2 * Math.min(Math.max((share - (1 - open)) / open, 0), 1);
    return misses.length < LEAST_TIMED ? 0 : Math.sqrt(Math.max(typicalMiss(misses)! ** 2 - usual, 0));
  });
  return {total, timing};
}

/** Money per stream for one month, and how it moves with each factor. Throws a Refusal when no month has streams and money due. */
function rateFor(row: number, {months, shares, factors, memory}: Basis): {rate: number; slopes: number[]} {
  const {money, due} = rateSums(row, months, shares, memory);
  if (!(due > 0)) throw new Refusal("no sale month has both streams and a report that was due");
  const slopes = factors.map((factor, k) => {
    const moved = months.reduce((sum, {age, latest, streams, share}, j) => (latest !== null && streams && age <= k ? sum + memory ** Math.abs(row - j) * streams * share : sum), 0);
    return factor === 0 ? 0 : ((money / due) * moved) / (due * factor);
  });
  return {rate: money / due, slopes};
}

/** ∂outstanding/∂f_k of a row that leans on exposure: (1 − F)·(latest + streams·rate·(1 − F)) with F = 1/Πf. */
function slopesOf({age, latest, streams, share}: ExposureMonth, {rate, slopes}: {rate: number; slopes: readonly number[]}, factors: readonly number[]): number[] {
  const [open, count] = [1 - share, streams ?? 0];
  return factors.map((factor, k) => {
    const less = k >= Math.max(age, 0) && factor !== 0 ? share / factor : 0; // −∂F/∂f
    return less * ((latest ?? 0) + count * rate * open) + open * count * (open * slopes[k] + rate * less);
  });
}

/** An error in two parts: what months share, and what each has alone. */
const split = (error: number | null, common: number): Pick<ExposureError, "deviation" | "common"> =>
  error === null ? {deviation: null, common: null} : {deviation: error * Math.sqrt(1 - common), common: error * Math.sqrt(common)};

/** What is expected of one month; null when neither the ladder nor streams can say. */
function rowOf(month: ExposureMonth, own: {rate: number; slopes: readonly number[]}, {factors, common, missed}: Basis): PaymentRow | null {
  const {age, share, streams} = month;
  const latest = month.latest ?? 0;
  const method = methodOf(month);
  const ultimate = method === "ladder" ? latest / share : byExposure(month, own.rate).benktander;
  if (ultimate === null || (method === "exposure" && streams === null)) return null;
  const row = {age, latest, ultimate, outstanding: ultimate - latest};
  if (method === "ladder" || streams === null) return {...row, exposure: null};
  const {total, timing} = share === 1 ? {total: 0, timing: []} : missed(age);
  const error = split(total === null ? null : total * streams * Math.abs(1 - share), common);
  return {...row, exposure: {...error, slopes: slopesOf(month, own, factors), timing: timing.map((one) => one * streams)}};
}

/** What `capeCod` may be told. */
export interface CapeCodOptions {
  /** Borrowed factors, as in `chainLadder`. */
  development?: Development;
  /** Weight of a month for the rate of its neighbour, 0 … 1; 1 (default) pools all months alike, "learned" takes what the past says. */
  memory?: number | "learned";
}

/**
 * Ultimates of a cumulative triangle with `streams` per sale month (null = unknown; such rows stay with the ladder).
 * Rows without any report are expected in full from their streams.
 * Throws a Refusal when the triangle is too thin, when streams do not fit, or when no row has both streams and money due.
 */
export function capeCod(triangle: Triangle, streams: readonly (number | null)[], {development: borrowed, memory: wanted = 1}: CapeCodOptions = {}): CapeCod {
  if (!borrowed) checkTriangle(triangle);
  const development = borrowed ?? estimateDevelopment(triangle);
  const shares = sharesPaid(development);
  const months = monthsOf(triangle, streams, shares);
  const memory = wanted === "learned" ? bestMemory(triangle, months, shares) : wanted;
  const known = new Map<number, Missed>();
  const missed = (age: number) => {
    if (!known.has(age)) known.set(age, missedAfter(age, triangle, months, shares, memory));
    return known.get(age)!;
  };
  const fromNothing = missesAt(-1, expectedThen(-1, triangle, months, shares, memory), triangle, months, shares);
  const basis = {months, shares, factors: development.factors, memory, common: commonShare(fromNothing), missed};
  const rates = months.map((_, row) => rateFor(row, basis));
  const rows = months.map((month, i) => rowOf(month, rates[i], basis));
  const forecast = {development, shares, rows};
  const errorOf = (list: readonly PaymentRow[]) => rootOrNull(varianceUntil(forecast, list.map((row) => ({row, to: shares.length - 1}))));
  const used = rows.filter((row) => row !== null);
  const exposure = months.map((month, i) => byExposure(month, rates[i].rate));
  return onlyNumbers({
    ...forecast, memory, rate: rates[rates.length - 1].rate, common: basis.common,
    latest: months.map((month) => month.latest),
    missedBeforeReport: missed(-1).total, timingBeforeReport: missed(-1).timing,
    methods: rows.map((row) => (row === null ? "none" : row.exposure ? "exposure" : "ladder")),
    capeCodUltimates: exposure.map((row) => row.capeCod),
    benktanderUltimates: exposure.map((row) => row.benktander),
    ultimates: rows.map((row) => row?.ultimate ?? null),
    outstanding: rows.map((row) => row?.outstanding ?? null),
    standardErrors: rows.map((row) => row && errorOf([row])),
    totalOutstanding: sumOf(used, (row) => row.outstanding),
    totalStandardError: errorOf(used)
  });
}

/**
 * A sale month that has not been reported, or not even begun, as a row for `cashByMonth` and `cashFan`: `ahead` = 1 for
 * the month after the newest row of the triangle. `streams` may be a forecast; its own error is not part of the range.
 */
export function futureMonth({rate, missedBeforeReport, timingBeforeReport, common}: CapeCod, streams: number, ahead: number): PaymentRow {
  const ultimate = streams * rate;
  const error = split(missedBeforeReport === null ? null : streams * missedBeforeReport, common);
  return {age: -ahead, latest: 0, ultimate, outstanding: ultimate, exposure: {...error, slopes: [], timing: timingBeforeReport.map((one) => one * streams)}};
}
