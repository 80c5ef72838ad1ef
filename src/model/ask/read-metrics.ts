/** Which figures a question asks for. */
import {askable, calendarsOf} from "../catalog/catalog.js";
import {metrics, type MetricName} from "../metrics.js";
import {metricWords} from "./phrase.js";
import {has, neighbour, NotUnderstood, piecesOf, use, type Reading} from "./reading.js";
import type {Piece} from "./scan.js";

const label = (name: MetricName): string => metrics[name].label;

/** Two figures side by side are one list only with "and", "vs" or a comma between them. */
function linked(reading: Reading, a: Piece, b: Piece): boolean {
  const between = neighbour(reading, a, 1);
  if (between === b) return /,/.test(b.gap);
  return between !== undefined && neighbour(reading, between, 1) === b && (between.kind === "and" || between.kind === "versus") && !/^(or|plus)$/.test(between.raw.toLowerCase());
}

/** "how many tracks" and "number of tracks" are a figure of their own; no other thing is counted. */
function countedThings(reading: Reading): void {
  for (const piece of reading.pieces) {
    const asked = piece.kind === "count" || (piece.kind === "filler" && /how many/i.test(piece.raw));
    const next = asked ? neighbour(reading, piece, 1) : undefined;
    if (next?.kind !== "dimension") {
      if (piece.kind === "count") use(reading, piece);
      continue;
    }
    if (next.name !== "track") throw new NotUnderstood(`not a figure of the catalog: the number of ${next.raw}`, [next.raw]);
    use(reading, piece, next);
    reading.draft.metrics.push("track_count");
  }
}

/** "earn from Spotify per stream" is one figure: money and "per stream" apart. */
function joinPerStream(reading: Reading): void {
  const named = piecesOf(reading, "metric");
  const [per, ...rest] = [...named].sort((a, b) => Number(b.name === "revenue_per_stream") - Number(a.name === "revenue_per_stream"));
  if (per?.name !== "revenue_per_stream") return;
  use(reading, ...piecesOf(reading, "pay"));
  if (/^per.stream$/i.test(per.raw) && rest.length === 1 && rest[0].name === "total_revenue") {
    use(reading, rest[0]);
    reading.pieces = reading.pieces.filter((piece) => piece !== rest[0]);
  }
}

/** "followers gained" is a figure of its own: those won, less those lost. */
function joinGained(reading: Reading): void {
  const gained = piecesOf(reading, "growth");
  if (!gained.length || has(reading, "compare") || has(reading, "versus")) return;
  for (const piece of piecesOf(reading, "metric")) {
    if (piece.name !== "followers") continue;
    piece.name = "follower_growth";
    use(reading, ...gained);
    reading.pieces = reading.pieces.filter(({kind}) => kind !== "growth");
  }
}

/** Takes the figures into the draft. Two that are named at one place, without a word between them, are not guessed at. */
export function readMetrics(reading: Reading): void {
  countedThings(reading);
  joinPerStream(reading);
  joinGained(reading);
  const named = piecesOf(reading, "metric");
  const byPieces = named.filter((piece) => {
    const before = neighbour(reading, piece, -1);
    return before?.kind === "by" && has(reading, "order") && named.length > 1 ? true : before?.kind !== "by";
  });
  for (const piece of named) {
    const before = neighbour(reading, piece, -1);
    if (before?.kind === "by" && !/^by$/i.test(before.raw)) throw new NotUnderstood(`not a figure of the catalog: … ${before.raw} ${piece.raw}`, [`${before.raw} ${piece.raw}`]);
  }
  const distinct = [...new Set(named.map(({name}) => name))];
  if (distinct.length > 1) {
    const separate = byPieces.length === named.length && named.slice(1).every((piece, i) => piece.name === named[i].name || linked(reading, named[i], piece));
    if (!separate) throw new NotUnderstood(`two figures at once: ${distinct.map(label).join(" and ")}`, named.map(({raw}) => raw));
  }
  reading.draft.metrics.push(...distinct.filter((name) => !reading.draft.metrics.includes(name)));
  if (reading.draft.metrics.length > 1 && distinct.length !== reading.draft.metrics.length) throw new NotUnderstood(`two figures at once: ${reading.draft.metrics.map(label).join(" and ")}`, named.map(({raw}) => raw));
  use(reading, ...named);
  for (const piece of piecesOf(reading, "and")) {
    const [before, after] = [neighbour(reading, piece, -1), neighbour(reading, piece, 1)];
    if (before?.kind === "metric" && after?.kind === "metric") use(reading, piece);
  }
  for (const piece of piecesOf(reading, "versus")) {
    const [before, after] = [neighbour(reading, piece, -1), neighbour(reading, piece, 1)];
    if (before?.kind === "metric" && after?.kind === "metric") use(reading, piece, ...piecesOf(reading, "compare-verb"));
  }
}

/** "average", "latest" and "sum" where the catalog knows them for the figure. */
export function readAggregate(reading: Reading): void {
  const {draft} = reading;
  const measures = draft.metrics.map((name) => askable(name).measure);
  const asked = piecesOf(reading, "aggregate");
  for (const piece of asked) {
    const isDaily = measures.every(({kind}) => kind === "daily");
    const fits = {
      mean: isDaily || measures.every(({kind}) => kind === "ratio" || kind === "quotient"),
      latest: isDaily || measures.every(({kind}) => kind === "latest") || draft.metrics.every((name) => !Object.keys(calendarsOf(askable(name))).length),
      sum: draft.metrics.every((name) => metrics[name].additive)
    }[piece.name];
    if (!fits) throw new NotUnderstood(`not a figure of the catalog: ${piece.raw} of ${draft.metrics.map(label).join(", ")}`, [piece.raw]);
    if (isDaily && piece.name !== "sum") draft.aggregate = piece.name;
    use(reading, piece);
  }
  readPeople(reading, asked.length);
  if (new Set(asked.map(({name}) => name)).size > 1) throw new NotUnderstood(`contradictory: ${asked.map(({raw}) => raw).join(" and ")}`, asked.map(({raw}) => raw));
  const total = reading.pieces.find((piece) => piece.kind === "filler" && /\btotal\b|\boverall\b/i.test(piece.raw));
  if (total && draft.metrics.some((name) => askable(name).measure.kind === "daily")) throw new NotUnderstood(`people of different days are never added: ${draft.metrics.map(label).join(", ")}`, [total.raw]);
}

/** People of a day: over more days it must be said how; without any period the latest day is meant. */
function readPeople({draft, notes}: Reading, asked: number): void {
  if (asked || !draft.metrics.some((name) => askable(name).measure.kind === "daily") || (draft.grain && draft.grain === "day")) return;
  if (draft.period && draft.period.from === draft.period.to) return;
  const [name] = draft.metrics;
  const {measure} = askable(name);
  const canRead = measure.kind === "daily" && measure.aggregates;
  if (draft.period || draft.grain) throw new NotUnderstood(`${label(name)} are people of one day: days are never added`, [], canRead ? ["average", "latest"].map((how) => `${how} ${metricWords(name)}`) : []);
  if (!canRead) throw new NotUnderstood(`${label(name)} are people of one day: name a day`, []);
  draft.aggregate = "latest";
  notes.push("no period was given: the latest day is taken");
}
