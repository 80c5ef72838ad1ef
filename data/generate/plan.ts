/** Which store-months are reported when, with how many units and lines. */
import { addMonths, formatDay, getFirstDay, getLastDay } from "./calendar.js";
import type { Catalogue } from "./catalogue.js";
import { AS_OF, CLAWBACK, EXTRA_LINES, LOW_RATE, MONTHS, PARTIAL, RATE_DRIFT, RESTATEMENT, type GenerateOptions } from "./config.js";
import { getCountries } from "./countries.js";
import { createRandom } from "./random.js";
import { STORES, type Store } from "./stores.js";
import { sumMonth, type DailyStreams } from "./streams.js";

/** A part of a store-month that is reported on one day. */
export interface Piece {
  reportedOn: string;
  /** Share of the store-month's plays. */
  share: number;
}

/** One store's usage month. */
export interface StoreMonth {
  store: Store;
  month: string;
  units: number;
  /** USD for each unit in this month. */
  rate: number;
  /** Lines over all pieces, also those that are reported after the as-of date. */
  rows: number;
  pieces: Piece[];
  /** Share of the plays that has been reported by the as-of date. */
  arrivedShare: number;
  /** Most lines that the store-month can have: tracks × countries, and a play each. */
  capacity: number;
}

/** Report dates of a store-month: one around the store's usual lag, sometimes followed by stragglers. */
function planPieces(store: Store, month: string, seed: number): Piece[] {
  if (month === PARTIAL.month && store.name === PARTIAL.store) return PARTIAL.pieces;
  const random = createRandom(seed, `pieces/${store.name}/${month}`);
  const main = getLastDay(month) + store.lagDays + random.whole(-1, 1) + random.whole(-1, 1);
  const pieces = [{ reportedOn: formatDay(main), share: 1 }];
  if (random.unit() >= (store.splitShare ?? 0)) return pieces;
  let day = main;
  for (let left = random.whole(1, 3); left > 0; left--) {
    day += random.whole(3, 8);
    const share = random.between(0.015, 0.035);
    pieces[0]!.share -= share;
    pieces.push({ reportedOn: formatDay(day), share });
  }
  return pieces;
}

/** Plays that the statements pay ÷ plays of the daily feed: never quite the same, rarely far apart. */
function getStatementRatio(store: Store, month: string, seed: number): number {
  if (month === CLAWBACK.month && store.name === CLAWBACK.store) return 1.004;
  return createRandom(seed, `ratio/${store.name}/${month}`).between(0.985, 1.006);
}

function getUnits(store: Store, month: string, daily: DailyStreams, seed: number): number {
  const ratio = getStatementRatio(store, month, seed);
  if (store.name === "Spotify") return Math.round(sumMonth(daily, "distrokid", "spotify", month) * ratio);
  if (store.name === "Apple Music") return Math.round(sumMonth(daily, "distrokid", "apple", month) * ratio);
  const noise = 1 + 0.08 * createRandom(seed, `units/${store.name}/${month}`).normal();
  return Math.max(1, Math.round(sumMonth(daily, "distrokid", "spotify", month) * store.unitRatio * noise));
}

function getRate(store: Store, month: string, seed: number): number {
  const drift = 1 + 0.018 * createRandom(seed, `rate/${store.name}/${month}`).normal();
  const isLow = month === LOW_RATE.month && store.name === LOW_RATE.store;
  const hasDrifted = month >= RATE_DRIFT.from && store.name === RATE_DRIFT.store;
  return store.rate * drift * (isLow ? LOW_RATE.factor : 1) * (hasDrifted ? RATE_DRIFT.factor : 1);
}

function planStoreMonth(store: Store, month: string, catalogue: Catalogue, daily: DailyStreams, seed: number): StoreMonth {
  const pieces = planPieces(store, month, seed);
  const units = getUnits(store, month, daily, seed);
  const end = getFirstDay(addMonths(month, 1));
  const tracks = catalogue.tracks.filter((track) => track.distributor === "distrokid" && track.releasedOn < end).length;
  return {
    store,
    month,
    units,
    rate: getRate(store, month, seed),
    rows: 0,
    pieces,
    arrivedShare: pieces.reduce((sum, piece) => (piece.reportedOn <= AS_OF ? sum + piece.share : sum), 0),
    capacity: Math.min(tracks * getCountries(store.countries).length, units),
  };
}

/** Gives each store-month its lines in proportion to its weight, at least 1, at most its capacity. */
function spreadRows(storeMonths: StoreMonth[], wanted: number): void {
  const weights = storeMonths.map(({ store, units, capacity }) => store.rowWeight * Math.sqrt(units) * Math.min(1, capacity));
  const means = new Map<Store, number>();
  for (const store of STORES) {
    const own = weights.filter((_, i) => storeMonths[i]!.store === store);
    means.set(store, own.reduce((sum, weight) => sum + weight, 0) / (own.length || 1));
  }
  const relative = storeMonths.map(({ store }, i) => (weights[i]! / means.get(store)!) * store.rowWeight);
  const count = (level: number, i: number): number =>
    Math.max(1, Math.min(storeMonths[i]!.capacity, level * relative[i]!));
  let low = 0;
  let high = 1e9;
  for (let step = 0; step < 100; step++) {
    const level = (low + high) / 2;
    const total = storeMonths.reduce((sum, { arrivedShare }, i) => sum + count(level, i) * arrivedShare, 0);
    if (total < wanted) low = level;
    else high = level;
  }
  // carrying the fraction over keeps the total exact
  let carried = 0;
  storeMonths.forEach((storeMonth, i) => {
    const exact = count(low, i) + carried;
    storeMonth.rows = Math.max(1, Math.min(storeMonth.capacity, Math.round(exact)));
    carried = exact - storeMonth.rows;
  });
}

/** Every store-month of which something has been reported by the as-of date. */
export function planStoreMonths(options: GenerateOptions, catalogue: Catalogue, daily: DailyStreams): StoreMonth[] {
  const storeMonths = MONTHS.flatMap((month) =>
    STORES.filter((store) => store.until === undefined || month <= store.until).map((store) =>
      planStoreMonth(store, month, catalogue, daily, options.seed),
    ),
  ).filter(({ arrivedShare }) => arrivedShare > 0);
  spreadRows(storeMonths, options.rows - EXTRA_LINES);
  return storeMonths;
}

/** One thing to write: a piece of a store-month, or lines that correct an old one. */
export interface Report {
  reportedOn: string;
  storeMonth: StoreMonth;
  piece: number | "clawback" | "restatement";
}

/** Everything that was reported by the as-of date, in the order in which it was. */
export function listReports(storeMonths: StoreMonth[]): Report[] {
  const reports: Report[] = [];
  for (const storeMonth of storeMonths) {
    const is = (place: { store: string; month: string }): boolean => place.store === storeMonth.store.name && place.month === storeMonth.month;
    storeMonth.pieces.forEach((piece, index) => reports.push({ reportedOn: piece.reportedOn, storeMonth, piece: index }));
    if (is(CLAWBACK)) reports.push({ reportedOn: CLAWBACK.reportedOn, storeMonth, piece: "clawback" });
    if (is(RESTATEMENT)) reports.push({ reportedOn: RESTATEMENT.reportedOn, storeMonth, piece: "restatement" });
  }
  const arrived = reports.filter(({ reportedOn }) => reportedOn <= AS_OF);
  return arrived.sort((a, b) => (a.reportedOn < b.reportedOn ? -1 : a.reportedOn > b.reportedOn ? 1 : 0));
}
