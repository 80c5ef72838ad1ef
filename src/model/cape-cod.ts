/**
 * Young sale months by exposure: streams are known long before the money, so a rate learned from all months stands in
 * for what has not been reported (Cape Cod: Stanard & Bühlmann, in Bühlmann 1983; blend: Benktander 1976, Mack 2000,
 * "Credible claims reserves: the Benktander method", ASTIN Bulletin 30). On doubles, one currency.
 */
import {checkTriangle, estimateDevelopment, lastKnownAge, sharesPaid, type Development, type Triangle} from "./mack.js";
import {rootOrNull, shareAt, varianceUntil, type PaymentForecast, type PaymentRow} from "./payment-rows.js";
import {Refusal} from "./refusal.js";

/** Row arrays have one entry per sale month. Money in the triangle's currency. */
export interface CapeCod extends PaymentForecast {
  /** Money per stream at ultimate: Σlatest / Σ(streams · F). */
  rate: number;
  /** Standard deviation of what streams · rate misses for a month before its first report, money per stream; null when unknown. */
  missedBeforeReport: number | null;
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

interface Month {
  age: number;
  latest: number | null;
  streams: number | null;
  share: number;
}

/** Pooled rate and its standard error, from how far single months lie from it. */
function rateOf(months: readonly Month[]): {rate: number; error: number | null} {
  const used = months.flatMap(({latest, streams, share}) => (latest !== null && streams !== null && streams * share > 0 ? [{latest, weight: streams * share}] : []));
  const weight = used.reduce((sum, month) => sum + month.weight, 0);
  if (weight === 0) throw new Refusal("no sale month has both streams and a report that was due");
  const rate = used.reduce((sum, month) => sum + month.latest, 0) / weight;
  const spread = used.reduce((sum, month) => sum + month.weight * (month.latest / month.weight - rate) ** 2, 0) / weight;
  return {rate, error: used.length < 2 ? null : Math.sqrt(spread / (used.length - 1))};
}

/** The ladder carries a month that has money and is at least half paid, or that has money and no streams to lean on. */
function methodOf({latest, share, streams}: Month): "ladder" | "exposure" | "none" {
  if (latest !== null && latest > 0 && share > 0 && (share >= 0.5 || streams === null)) return "ladder";
  return streams === null ? "none" : "exposure";
}

/** Ultimates of one month by exposure; null without streams. */
function byExposure({latest, streams, share}: Month, rate: number): {capeCod: number | null; benktander: number | null} {
  if (streams === null) return {capeCod: null, benktander: null};
  const capeCod = (latest ?? 0) + streams * rate * (1 - share);
  return {capeCod, benktander: (latest ?? 0) + (1 - share) * capeCod};
}

/**
 * Standard deviation of what the blend misses at `age`, in money per open stream (streams · (1 − F)): the same blend at
 * the same age for every month of which at least half of the money then open has come due, weighted by streams.
 * Null with fewer than two such months.
 */
function missAt(age: number, triangle: Triangle, months: readonly Month[], shares: readonly number[], rate: number): number | null {
  const share = shareAt(shares, age);
  const misses: {streams: number; miss: number}[] = [];
  months.forEach(({streams, latest, share: now}, i) => {
    const then = age < 0 ? 0 : (triangle[i][age] ?? null);
    const due = now - share;
    if (!streams || latest === null || then === null || months[i].age <= age || due < 0.5 * (1 - share) || due <= 0) return;
    const {benktander} = byExposure({age, latest: then, streams, share}, rate);
    const expected = ((benktander ?? 0) - then) * (due / (1 - share));
    misses.push({streams, miss: (latest - then - expected) / (streams * due)});
  });
  if (misses.length < 2) return null;
  const weight = misses.reduce((sum, {streams}) => sum + streams, 0);
  const square = misses.reduce((sum, {streams, miss}) => sum + streams * miss ** 2, 0) / weight;
  return Math.sqrt((square * misses.length) / (misses.length - 1));
}

/** Age, money, streams and share paid of each row. Throws a Refusal for stream counts that do not fit. */
function monthsOf(triangle: Triangle, streams: readonly (number | null)[], shares: readonly number[]): Month[] {
  if (streams.length !== triangle.length) throw new Refusal(`there are ${triangle.length} sale months but ${streams.length} stream counts`);
  const odd = streams.find((count) => count !== null && !(Number.isFinite(count) && count >= 0));
  if (odd !== undefined) throw new Refusal(`a stream count is not a number of streams: ${odd}`);
  return triangle.map((cells, i) => {
    const age = lastKnownAge(cells);
    return {age, latest: age < 0 ? null : cells[age], streams: streams[i], share: shareAt(shares, age)};
  });
}

/** What is expected of one month; null when neither the ladder nor streams can say. */
function rowOf(month: Month, rate: number, missed: (age: number) => number | null): PaymentRow | null {
  const {age, share, streams} = month;
  const latest = month.latest ?? 0;
  const method = methodOf(month);
  const ultimate = method === "ladder" ? latest / share : byExposure(month, rate).benktander;
  if (ultimate === null || (method === "exposure" && streams === null)) return null;
  const row = {age, latest, ultimate, outstanding: ultimate - latest};
  if (method === "ladder" || streams === null) return {...row, exposure: null};
  const miss = share === 1 ? 0 : missed(age);
  return {...row, exposure: {deviation: miss === null ? null : miss * streams * Math.abs(1 - share), slope: streams * (1 - share) ** 2}};
}

/**
 * Ultimates of a cumulative triangle with `streams` per sale month (null = unknown; such rows stay with the ladder).
 * Rows without any report are expected in full from their streams. `development` as in `chainLadder`.
 * Throws a Refusal when the triangle is too thin, when streams do not fit, or when no row has both streams and money due.
 */
export function capeCod(triangle: Triangle, streams: readonly (number | null)[], {development: borrowed}: {development?: Development} = {}): CapeCod {
  if (!borrowed) checkTriangle(triangle);
  const development = borrowed ?? estimateDevelopment(triangle);
  const shares = sharesPaid(development);
  const months = monthsOf(triangle, streams, shares);
  const {rate, error: rateError} = rateOf(months);
  const missed = (age: number) => missAt(age, triangle, months, shares, rate);
  const rows = months.map((month) => rowOf(month, rate, missed));
  const forecast = {development, shares, rows, rateError};
  const errorOf = (list: readonly PaymentRow[]) => rootOrNull(varianceUntil(forecast, list.map((row) => ({row, to: shares.length - 1}))));
  const known = rows.filter((row) => row !== null);
  const exposure = months.map((month) => byExposure(month, rate));
  return {
    ...forecast, rate,
    latest: months.map((month) => month.latest),
    missedBeforeReport: missed(-1),
    methods: rows.map((row) => (row === null ? "none" : row.exposure ? "exposure" : "ladder")),
    capeCodUltimates: exposure.map((row) => row.capeCod),
    benktanderUltimates: exposure.map((row) => row.benktander),
    ultimates: rows.map((row) => row?.ultimate ?? null),
    outstanding: rows.map((row) => row?.outstanding ?? null),
    standardErrors: rows.map((row) => row && errorOf([row])),
    totalOutstanding: known.reduce((sum, row) => sum + row.outstanding, 0),
    totalStandardError: errorOf(known)
  };
}

/**
 * A sale month that has not been reported, or not even begun, as a row for `cashByMonth` and `cashFan`: `ahead` = 1 for
 * the month after the newest row of the triangle. `streams` may be a forecast; its own error is not part of the range.
 */
export function futureMonth({rate, missedBeforeReport}: CapeCod, streams: number, ahead: number): PaymentRow {
  const ultimate = streams * rate;
  const deviation = missedBeforeReport === null ? null : streams * missedBeforeReport;
  return {age: -ahead, latest: 0, ultimate, outstanding: ultimate, exposure: {deviation, slope: streams}};
}
