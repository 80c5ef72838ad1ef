/** Share of total, growth, running total, calendar and rate basis. */
import {askable, calendarsOf, hasBasis} from "../catalog/catalog.js";
import type {DimensionName} from "../catalog/dimensions.js";
import {metrics} from "../metrics.js";
import {has, NotUnderstood, piecesOf, supports, use, type Reading} from "./reading.js";

/** "by statement month", "reported in", "at observed rates": before periods are read, which depend on the calendar. */
export function readBasis(reading: Reading): void {
  const {draft} = reading;
  for (const piece of piecesOf(reading, "calendar")) {
    if (!draft.metrics.every((name) => calendarsOf(askable(name))[piece.name])) throw new NotUnderstood(`${metrics[draft.metrics[0]].label} has no ${piece.name} calendar`, [piece.raw]);
    if (draft.calendar && draft.calendar !== piece.name) throw new NotUnderstood(`two calendars at once: ${piece.raw}`, [piece.raw]);
    draft.calendar = piece.name;
    if (/month$/i.test(piece.raw) && /^by /i.test(piece.raw)) draft.grain = "month";
    use(reading, piece);
  }
  for (const piece of piecesOf(reading, "basis")) {
    if (!draft.metrics.some((name) => hasBasis(askable(name)))) throw new NotUnderstood(`${metrics[draft.metrics[0]].label} depends on no rates`, [piece.raw]);
    if (draft.basis && draft.basis !== piece.name) throw new NotUnderstood(`two rate bases at once: ${piece.raw}`, [piece.raw]);
    draft.basis = piece.name;
    use(reading, piece);
  }
}

/** A figure that was not named: what grew is taken to be money; growth by itself is the catalog's own figure. */
export function assumeGrowing(reading: Reading): void {
  const {draft} = reading;
  if (draft.metrics.length || !has(reading, "growth")) return;
  const tracks = piecesOf(reading, "dimension").length > 0;
  if (tracks && has(reading, "order")) {
    draft.metrics.push("total_revenue");
    reading.notes.push("what grew was not said: revenue is taken");
  }
}

/** "grew", "change in": the figure against the period before, or against the year before for a year and its like. */
export function readGrowth(reading: Reading): void {
  const pieces = piecesOf(reading, "growth");
  if (!pieces.length) return;
  const {draft} = reading;
  const range = piecesOf(reading, "time").find(({time}) => time.kind === "span" && time.unit === "range" && !("toDate" in time && time.toDate));
  if (range && /^(from|between)\b/i.test(range.raw)) throw new NotUnderstood(`from when to when is not clear: ${range.raw}`, [range.raw], ["July 2025 vs before", "2025 vs last year"]);
  const down = pieces.some(({direction}) => direction === "down");
  if (down && pieces.some(({direction}) => direction === "up")) throw new NotUnderstood("up and down at once", pieces.map(({raw}) => raw));
  if (!draft.period) throw new NotUnderstood("growth needs a period", [pieces[0].raw], ["this year", "in July 2025"]);
  if (draft.dimensions.length && !draft.order) throw new NotUnderstood("what grew is not ranked: say most or least", [pieces[0].raw], ["grew most"]);
  use(reading, ...pieces);
  draft.compare ??= growthBasis(reading);
  if (draft.order) draft.order = {by: "change", direction: down ? (draft.order.direction === "asc" ? "desc" : "asc") : draft.order.direction};
}

function growthBasis({draft, pieces, notes}: Reading): "previous" | "year_before" {
  const isYear = pieces.some((piece) => piece.kind === "time" && piece.time.kind === "span" && piece.time.unit === "year");
  notes.push(isYear ? "compared with the same days a year earlier" : "compared with the period just before");
  return isYear ? "year_before" : "previous";
}

/** "share of revenue by platform"; with one name ("… from Spotify") the shares of all are worked out and that one is shown. */
export function readShare(reading: Reading): void {
  const pieces = piecesOf(reading, "share");
  const {draft} = reading;
  const measures = draft.metrics.map((name) => askable(name).measure);
  use(reading, ...pieces);
  if (measures.every(({kind}) => kind === "share")) return measures.forEach((measure) => measure.kind === "share" && focusOn(reading, measure.over));
  if (!pieces.length) return;
  if (!draft.metrics.every((name) => metrics[name].additive)) throw new NotUnderstood(`no shares of it: ${metrics[draft.metrics[0]].label} does not add up to a total`, pieces.map(({raw}) => raw));
  draft.share = true;
  if (draft.dimensions.length) return;
  const filter = draft.filters.find(({op}) => op !== "not_in");
  if (!filter || draft.filters.length > 1 || !supports(draft.metrics, filter.dimension)) {
    throw new NotUnderstood("a share of what is not said", pieces.map(({raw}) => raw), ["share of revenue by platform", "share of revenue from Spotify"]);
  }
  focusOn(reading, filter.dimension);
}

/** The parts of all values are worked out, and only those named are shown. */
function focusOn(reading: Reading, dimension: DimensionName): void {
  const {draft} = reading;
  const filter = draft.filters.find((one) => one.dimension === dimension && one.op !== "not_in");
  if (!filter) return;
  draft.filters = draft.filters.filter((one) => one !== filter);
  if (!draft.dimensions.includes(dimension)) draft.dimensions.push(dimension);
  reading.focus = {dimension, values: filter.values};
}

/** "cumulative revenue by month": months when no grain was said. */
export function readRunning(reading: Reading): void {
  const pieces = piecesOf(reading, "running");
  if (!pieces.length) return;
  const {draft} = reading;
  if (!draft.metrics.every((name) => metrics[name].additive)) throw new NotUnderstood(`${metrics[draft.metrics[0]].label} is never added up`, pieces.map(({raw}) => raw));
  use(reading, ...pieces);
  draft.running = true;
  draft.grain ??= "month";
}
