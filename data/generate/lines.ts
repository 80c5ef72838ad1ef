/** The statement lines of one store-month, before they are split into reported pieces. */
import { addMonths, getFirstDay } from "./calendar.js";
import type { Catalogue, Track } from "./catalogue.js";
import { DISCOVERY_MONTHS, RARE_SPELLING } from "./config.js";
import { getCountries, type Country } from "./countries.js";
import type { StoreMonth } from "./plan.js";
import { createRandom, type Random } from "./random.js";
import { getMonthWeight } from "./streams.js";

/** One line of the statement; the report's date is known to its piece. */
export interface Line {
  track: Track;
  artist: string;
  country: string;
  quantity: number;
  /** Exact earnings in pico (10^-12) USD. */
  pico: number;
  /** Songwriter royalties kept back, in pico USD. */
  withheldPico: number;
  isAlbum: boolean;
  isFee: boolean;
  /** Index of the piece in which it is reported. */
  piece: number;
}

/** A track in a country, with its weight in the store-month. */
interface Cell {
  track: Track;
  country: Country;
  weight: number;
  rank: number;
}

const PICO = 1e12;

/** Share of the fee that Discovery Mode keeps from the plays it brings. */
const DISCOVERY_COMMISSION = 0.3;

/** An album costs about as much as eight downloads. */
const ALBUM_PRICE_FACTOR = 8;

/** The cells with lines: mostly large ones, and a few of the long tail, largest first. */
function pickCells(storeMonth: StoreMonth, catalogue: Catalogue, random: Random, wanted: number): Cell[] {
  const firstDay = getFirstDay(storeMonth.month);
  const end = getFirstDay(addMonths(storeMonth.month, 1));
  const countries = getCountries(storeMonth.store.countries);
  const cells: Cell[] = [];
  for (const track of catalogue.tracks) {
    if (track.distributor !== "distrokid" || track.releasedOn >= end) continue;
    const trackWeight = getMonthWeight(track, firstDay) + 0.05;
    for (const country of countries) {
      const weight = trackWeight * country.weight[track.artist]! * (1 + 0.12 * random.normal());
      // a cell's luck decides whether it has a line at all; its size does not depend on it
      cells.push({ track, country, weight: Math.max(weight, 0.01), rank: weight * (0.25 + 3 * random.unit() ** 4) });
    }
  }
  if (wanted < cells.length) {
    cells.sort((a, b) => b.rank - a.rank);
    cells.length = wanted;
  }
  return cells.sort((a, b) => b.weight - a.weight);
}

/** Whole plays for each cell, at least 1, that sum to the store-month's units; the last `empty` cells get 0. */
function allocateUnits(cells: Cell[], units: number, empty: number): number[] {
  const filled = cells.length - empty;
  const total = cells.slice(0, filled).reduce((sum, cell) => sum + cell.weight, 0);
  const quantities = cells.map((cell, i) => (i < filled ? Math.max(1, Math.floor((units * cell.weight) / total)) : 0));
  let left = units - quantities.reduce((sum, quantity) => sum + quantity, 0);
  for (let i = 0; left !== 0 && filled > 0; i = (i + 1) % filled) {
    const step = left > 0 ? Math.ceil(left / filled) : -Math.min(-left, Math.ceil(quantities[i]! / 20), quantities[i]! - 1);
    quantities[i]! += step;
    left -= step;
    if (step === 0 && i === filled - 1 && quantities.every((quantity) => quantity <= 1)) break;
  }
  return quantities;
}

function createLine(cell: Cell, quantity: number, pico: number): Line {
  const { track, country } = cell;
  const withheldPico = track.isCover && country.code === "US" ? Math.round(pico / 10) : 0;
  return { track, artist: track.printedAs, country: country.code, quantity, pico, withheldPico, isAlbum: false, isFee: false, piece: 0 };
}

/** Prices the cells so that the store-month's mean is its rate, with a little spread from line to line. */
function priceCells(storeMonth: StoreMonth, cells: Cell[], quantities: number[], random: Random): Line[] {
  const units = quantities.reduce((sum, quantity) => sum + quantity, 0);
  const level = cells.reduce((sum, cell, i) => sum + quantities[i]! * cell.country.price, 0) / (units || 1) || 1;
  return cells.map((cell, i) => {
    // earnings without plays are worth less than one of them
    const plays = quantities[i]! || random.between(0.2, 2.5);
    const price = ((storeMonth.rate * cell.country.price) / level) * (1 + 0.03 * random.normal());
    return createLine(cell, quantities[i]!, Math.max(1e4, Math.round(plays * price * PICO)));
  });
}

/** Discovery Mode: negative lines that repeat plays already counted, together `share` of the month's plays. */
function createFees(storeMonth: StoreMonth, lines: Line[], wanted: number, random: Random): Line[] {
  const enrolled = lines.filter(({ track, quantity }) => track.isDiscovery && quantity > 1).slice(0, wanted);
  const target = storeMonth.units * random.between(0.215, 0.3);
  const plays = enrolled.reduce((sum, { quantity }) => sum + quantity, 0);
  const share = Math.min(1, target / plays);
  return enrolled.map((line) => {
    const quantity = Math.max(1, Math.round(line.quantity * share));
    const pico = -Math.max(1e4, Math.round((line.pico / line.quantity) * quantity * DISCOVERY_COMMISSION));
    return { ...line, quantity, pico, withheldPico: 0, isFee: true };
  });
}

/** Assigns lines to pieces, largest first, each to the piece that lacks most of its share. */
function assignPieces(storeMonth: StoreMonth, lines: Line[]): void {
  const { pieces } = storeMonth;
  if (pieces.length === 1) return;
  const assigned = pieces.map(() => 0);
  let total = 0;
  for (const line of lines) {
    total += line.pico;
    const lacks = pieces.map(({ share }, i) => share * total - assigned[i]!);
    line.piece = lacks.indexOf(Math.max(...lacks));
    assigned[line.piece]! += line.pico;
  }
}

/** iTunes sells some albums whole: one line for the album, without an ISRC. */
function sellAlbums(storeMonth: StoreMonth, lines: Line[], random: Random): void {
  if (storeMonth.store.name !== "iTunes Songs") return;
  for (const line of lines) {
    if (!line.track.isAlbum || random.unit() > 0.16) continue;
    line.isAlbum = true;
    line.quantity = 1;
    line.pico *= ALBUM_PRICE_FACTOR;
  }
}

function misspell(storeMonth: StoreMonth, lines: Line[]): void {
  if (storeMonth.store.name !== RARE_SPELLING.store || storeMonth.month !== RARE_SPELLING.month) return;
  const own = lines.filter(({ track }) => track.artist === "ZONE A0").slice(0, RARE_SPELLING.lines);
  for (const line of own) line.artist = RARE_SPELLING.text;
}

/**
 * All lines of a store-month, largest first, fees after them. Plays of the
 * lines that are not fees sum to `storeMonth.units`; there are at most
 * `storeMonth.rows` lines.
 */
export function createLines(storeMonth: StoreMonth, catalogue: Catalogue, seed: number): Line[] {
  const { store, month, rows, units } = storeMonth;
  const random = createRandom(seed, `lines/${store.name}/${month}`);
  const hasFees = store.name === "Spotify" && DISCOVERY_MONTHS.has(month);
  const cells = pickCells(storeMonth, catalogue, random, Math.min(units, hasFees ? Math.ceil(rows * 0.8) : rows));
  const empty = Math.floor(cells.length * (store.zeroShare ?? 0));
  const lines = priceCells(storeMonth, cells, allocateUnits(cells, units, empty), random);
  sellAlbums(storeMonth, lines, random);
  misspell(storeMonth, lines);
  assignPieces(storeMonth, lines);
  return hasFees ? [...lines, ...createFees(storeMonth, lines, rows - lines.length, random)] : lines;
}
