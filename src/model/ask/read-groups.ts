/** How the answer of a question is split, ordered and cut: by what, at which grain, how many. */
import {askable, cubesOf, dimensionsOf, partsOf} from "../catalog/catalog.js";
import {dimensions} from "../catalog/dimensions.js";
import {metrics} from "../metrics.js";
import {metricWords} from "./phrase.js";
import {has, neighbour, NotUnderstood, piecesOf, supports, use, type PieceOf, type Reading} from "./reading.js";
import type {Piece} from "./scan.js";

const GROUPING = new Set<Piece["kind"]>(["by", "which", "order", "number", "share", "compare-verb"]);

/** Dimensions that the answer is split by: "by country", "which tracks", "top five artists", "country revenue". */
export function readDimensions(reading: Reading): void {
  const {draft} = reading;
  for (const piece of piecesOf(reading, "dimension")) {
    if (reading.used.has(piece)) continue;
    const before = neighbour(reading, piece, -1);
    const after = neighbour(reading, piece, 1);
    const inList = before?.kind === "and" && neighbour(reading, before, -1)?.kind === "dimension";
    const grouped = inList || (before && GROUPING.has(before.kind)) || after?.kind === "metric" || after?.kind === "order" || after?.kind === "share" || (before?.kind === "metric" && neighbour(reading, before, -1)?.kind === "order") || /^all$/i.test(before?.raw ?? "") || followsGroup(reading, piece);
    if (!grouped) throw new NotUnderstood(`not understood here: ${piece.raw}`, [piece.raw], [`by ${dimensions[piece.name].label.toLowerCase()}`]);
    if (!supports(draft.metrics, piece.name)) {
      const known = draft.metrics.map((name) => dimensionsOf(askable(name))).reduce((a, b) => a.filter((name) => b.includes(name)));
      throw new NotUnderstood(`${draft.metrics.map((name) => metrics[name].label).join(" and ")} cannot be split by ${dimensions[piece.name].label.toLowerCase()}; possible: ${known.map((name) => dimensions[name].label.toLowerCase()).join(", ") || "nothing"}`, [piece.raw]);
    }
    use(reading, piece, before?.kind === "by" || before?.kind === "which" ? before : undefined, inList ? before : undefined);
    if (!draft.dimensions.includes(piece.name)) draft.dimensions.push(piece.name);
  }
}

/** "… by platform, country": a comma carries the "by" on. Words such as "all" before a plural ask for each. */
function followsGroup(reading: Reading, piece: PieceOf<"dimension">): boolean {
  const before = reading.pieces[reading.pieces.indexOf(piece) - 1];
  return (before?.kind === "dimension" && /,/.test(piece.gap)) || (before?.kind === "filler" && /(^|\s)(all|the|our|breakdown|split)$/i.test(before.raw) && /^(all|all the|all our|breakdown of|split)$/i.test(before.raw));
}

/** Figures whose values must stay apart are shown for each value rather than refused. */
export function keepApart(reading: Reading): void {
  const {draft} = reading;
  for (const name of draft.metrics) {
    for (const {measure} of partsOf(askable(name))) {
      for (const dimension of measure.apart ?? []) {
        const filter = draft.filters.find((one) => one.dimension === dimension && one.op !== "not_in");
        const isSingle = cubesOf(measure).every(({table}) => reading.context.singles.has(`${table}.${dimension}`));
        if (draft.dimensions.includes(dimension) || filter?.values.length === 1 || isSingle) continue;
        draft.dimensions.push(dimension);
        if (["artist", "platform", "distributor", "store", "campaign"].includes(dimension)) reading.notes.push(`${metrics[name].label}: never added up over ${dimensions[dimension].synonyms[0]}, so each is shown`);
      }
    }
    const {measure} = askable(name);
    if (measure.kind === "share" && !draft.dimensions.includes(measure.over) && !draft.filters.some(({dimension}) => dimension === measure.over)) draft.dimensions.push(measure.over);
  }
}

/** "by month", "weekly", "which month". */
export function readGrain(reading: Reading): void {
  const {draft} = reading;
  const asked = new Set(piecesOf(reading, "grain").map(({unit}) => unit));
  for (const piece of piecesOf(reading, "grain")) use(reading, piece);
  for (const piece of piecesOf(reading, "unit")) {
    const before = neighbour(reading, piece, -1);
    if (before?.kind !== "by" && before?.kind !== "which" && before?.kind !== "order" && before?.kind !== "number") continue;
    if (before.kind === "number" && neighbour(reading, before, -1)?.kind !== "order" && neighbour(reading, before, -1)?.kind !== "which") continue;
    use(reading, piece, before.kind === "by" || before.kind === "which" ? before : undefined);
    asked.add(piece.unit);
  }
  if (asked.size > 1) throw new NotUnderstood(`two grains at once: by ${[...asked].join(" and by ")}`, [...asked]);
  const [grain] = asked;
  if (grain) draft.grain = grain;
}

const DEFAULT_LIMIT = 10;

/** "top 5 countries by revenue", "which platform pays most", "worst month". */
export function readOrder(reading: Reading): void {
  const {draft} = reading;
  const orders = piecesOf(reading, "order");
  if (!orders.length) return refuseLooseNumbers(reading);
  if (new Set(orders.map(({direction}) => direction)).size > 1) throw new NotUnderstood(`two orders at once: ${orders.map(({raw}) => raw).join(" and ")}`, orders.map(({raw}) => raw));
  const things = reading.pieces.filter((piece) => (piece.kind === "dimension" || piece.kind === "unit") && reading.used.has(piece)) as (PieceOf<"dimension"> | PieceOf<"unit">)[];
  const ranked = draft.grain && draft.grain !== "total" ? [draft.grain] : draft.dimensions;
  if (!things.length || !ranked.length) throw new NotUnderstood(`${orders[0].raw} of what is not said`, [orders[0].raw], draft.metrics.flatMap((name) => dimensionsOf(askable(name)).slice(0, 2).map((dimension) => `${orders[0].direction === "asc" ? "bottom" : "top"} 5 ${dimensions[dimension].synonyms[0] ?? dimension} by ${metricWords(name)}`)));
  if (draft.grain && draft.dimensions.length) throw new NotUnderstood(`an order over both ${draft.grain}s and ${draft.dimensions.join(", ")}`, [orders[0].raw]);
  const byWord = piecesOf(reading, "by").find((piece) => ["metric", "share", "running"].includes(neighbour(reading, piece, 1)?.kind ?? ""));
  use(reading, ...orders, byWord);
  const numbers = piecesOf(reading, "number").filter((piece) => [neighbour(reading, piece, 1), neighbour(reading, piece, -1)].some((other) => other && (other.kind === "order" || things.includes(other as never))));
  if (numbers.length > 1) throw new NotUnderstood(`two numbers: ${numbers.map(({raw}) => raw).join(" and ")}`, numbers.map(({raw}) => raw));
  if (numbers[0]?.number === 0) throw new NotUnderstood(`a list of none: ${numbers[0].raw}`, [numbers[0].raw]);
  use(reading, ...numbers, ...numbers.map((piece) => neighbour(reading, piece, -1)).filter((piece) => piece?.kind === "which"));
  draft.order = {by: has(reading, "growth") && draft.compare ? "change" : draft.metrics[0], direction: orders[0].direction};
  draft.limit = numbers[0]?.number ?? (things[0].plural ? DEFAULT_LIMIT : 1);
  if (!numbers.length && things[0].plural) reading.notes.push(`how many was not said: the first ${DEFAULT_LIMIT}`);
  const rest = piecesOf(reading, "other");
  if (rest.length) draft.other = true;
  use(reading, ...rest);
}

function refuseLooseNumbers(reading: Reading): void {
  const loose = piecesOf(reading, "number");
  if (loose.length) throw new NotUnderstood(`a number that is not understood: ${loose.map(({raw}) => raw).join(", ")}`, loose.map(({raw}) => raw));
}
