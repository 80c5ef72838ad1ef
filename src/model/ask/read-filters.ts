/** Names in a question: which rows count. */
import {dimensions} from "../catalog/dimensions.js";
import type {DimensionName} from "../catalog/dimensions.js";
import {askable, dimensionsOf, tablesOf} from "../catalog/catalog.js";
import {metrics} from "../metrics.js";
import {has, neighbour, NotUnderstood, piecesOf, supports, use, type PieceOf, type Reading} from "./reading.js";
import type {ValueOption} from "./values.js";

type ValuePiece = PieceOf<"value">;

/** Platforms that a whole table is about: naming them changes nothing, another one has no figure. */
const ABOUT: Record<string, {platforms: string[]; datasets: string[]; name: string}> = {
  tiktok_daily: {platforms: ["tiktok"], datasets: ["tiktok"], name: "TikTok"},
  ad_daily: {platforms: ["facebook"], datasets: ["meta_ads"], name: "Meta ads"}
};

const nounFor = (dimension: DimensionName): DimensionName => (dimension === "track" ? "title" : dimension);

/** The dimension's own word beside a name ("the artist PIG1987", "Spotify platform"): it says which reading is meant. */
function nounBeside(reading: Reading, piece: ValuePiece): PieceOf<"dimension"> | undefined {
  const before = reading.pieces[reading.pieces.indexOf(piece) - 1];
  const ahead = before && neighbour(reading, before, -1)?.kind;
  if (before?.kind === "dimension" && !["by", "which", "order", "number"].includes(ahead ?? "")) return before;
  const after = neighbour(reading, piece, 1);
  return after?.kind === "dimension" && !after.plural && piece.options.some(({dimension}) => dimension === nounFor(after.name)) && neighbour(reading, after, 1)?.kind !== "value" ? after : undefined;
}

/** The one reading of a name that the figures asked for know. */
function chosen(reading: Reading, piece: ValuePiece): ValueOption | null {
  const {draft} = reading;
  if (!piece.options.length) throw new NotUnderstood(`not in the data: ${piece.raw}`, [piece.raw]);
  const noun = nounBeside(reading, piece);
  const meant = noun ? piece.options.filter(({dimension}) => dimension === nounFor(noun.name)) : piece.options;
  if (noun && !meant.length) throw new NotUnderstood(`no ${dimensions[noun.name].label.toLowerCase()} of that name in the data: ${piece.raw}`, [piece.raw]);
  use(reading, noun);
  const platform = meant.find(({dimension}) => dimension === "platform");
  const about = draft.metrics.map((name) => ABOUT[tablesOf(askable(name))[0]]).find(Boolean);
  if (about && meant.some(({dimension, value}) => dimension === "dataset" && about.datasets.includes(value))) return null;
  if (platform && about) {
    if (about.platforms.includes(platform.value)) return null;
    throw new NotUnderstood(`${metrics[draft.metrics[0]].label} is a figure of ${about.name}, not of ${piece.raw}`, [piece.raw]);
  }
  const fitting = meant.filter(({dimension}) => supports(draft.metrics, dimension));
  if (!fitting.length) {
    const {label} = metrics[draft.metrics[0]];
    throw new NotUnderstood(`${label} is not known by ${dimensions[meant[0].dimension].label.toLowerCase()} (${piece.raw}); only by ${dimensionsOf(askable(draft.metrics[0])).map((name) => dimensions[name].label.toLowerCase()).join(", ") || "nothing"}`, [piece.raw]);
  }
  const {dimension} = fitting[0];
  const same = fitting.filter((option) => option.dimension === dimension && !option.absent);
  if (fitting[0].absent) throw new NotUnderstood(`nothing from ${piece.raw} in the data`, [piece.raw]);
  if (same.length > 1) throw new NotUnderstood(`several names are meant by ${piece.raw}: ${same.map(({value}) => value).join(", ")}`, [piece.raw], same.map(({value}) => value));
  refuseCurrency(reading, piece, fitting[0]);
  return fitting[0];
}

/** "in ZAR" asks for a conversion where there are no amounts in it: none is made. */
function refuseCurrency({draft, context}: Reading, piece: ValuePiece, {dimension, value}: ValueOption): void {
  if (dimension !== "currency" || draft.metrics.every((name) => context.currencies.get(tablesOf(askable(name))[0])?.includes(value))) return;
  throw new NotUnderstood(`no amounts in ${piece.raw}: currencies are never converted`, [piece.raw]);
}

/** The pieces that hold a list together: names of one dimension with "and", "or", a comma or "vs" between them. */
function listLink(reading: Reading, a: ValuePiece, b: ValuePiece): "and" | "versus" | "comma" | null {
  const between = neighbour(reading, a, 1);
  if (between === b) return /,/.test(b.gap) ? "comma" : null;
  if (!between || neighbour(reading, between, 1) !== b) return null;
  return between.kind === "and" || between.kind === "versus" ? between.kind : null;
}

const describe = (reading: Reading, piece: ValuePiece, option: ValueOption): void => {
  if (piece.forgiven) reading.notes.push(`read “${piece.raw}” as ${piece.forgiven === option.value ? option.value : `${piece.forgiven} (${option.value})`}`);
};

/** Takes the names into filters; names of one dimension must be one list. */
export function readFilters(reading: Reading): void {
  const {draft} = reading;
  const seen: {piece: ValuePiece; option: ValueOption; negative: boolean; list: number}[] = [];
  let list = 0;
  for (const piece of piecesOf(reading, "value")) {
    const option = chosen(reading, piece);
    use(reading, piece);
    const noun = reading.pieces[reading.pieces.indexOf(piece) - 1];
    const before = neighbour(reading, noun?.kind === "dimension" && reading.used.has(noun) ? noun : piece, -1);
    if (before?.kind === "by" && /^by$/i.test(before.raw)) use(reading, before);
    if (!option) continue;
    describe(reading, piece, option);
    const last = seen.at(-1);
    const link = last ? listLink(reading, last.piece, piece) : null;
    const negative = before?.kind === "not" || (link !== null && link !== "versus" && last!.negative);
    if (before?.kind === "not") use(reading, before);
    if (link && last) {
      if (last.option.dimension !== option.dimension) {
        if (link !== "comma") throw new NotUnderstood(`two kinds of names in one list: ${last.piece.raw} and ${piece.raw}`, [last.piece.raw, piece.raw]);
      } else if (link !== "comma") use(reading, neighbour(reading, last.piece, 1));
      if (link === "versus" || has(reading, "compare-verb")) {
        use(reading, ...piecesOf(reading, "compare-verb"));
        if (!draft.dimensions.includes(option.dimension)) draft.dimensions.push(option.dimension);
      }
    }
    if (!(link && last?.option.dimension === option.dimension)) list += 1;
    seen.push({piece, option, negative, list});
  }
  addFilters(reading, seen);
}

function addFilters({draft}: Reading, seen: readonly {piece: ValuePiece; option: ValueOption; negative: boolean; list: number}[]): void {
  for (const dimension of new Set(seen.map(({option}) => option.dimension))) {
    const own = seen.filter(({option}) => option.dimension === dimension);
    if (new Set(own.map(({list}) => list)).size > 1 && new Set(own.map(({option}) => option.value)).size > 1) {
      throw new NotUnderstood(`two ${dimensions[dimension].label.toLowerCase()} names that are no list: ${own.map(({piece}) => piece.raw).join(", ")}`, own.map(({piece}) => piece.raw));
    }
    for (const op of ["in", "not_in"] as const) {
      const values = [...new Set(own.filter(({negative}) => negative === (op === "not_in")).map(({option}) => option.value))];
      if (values.length) draft.filters.push({dimension, op, values});
    }
  }
}

/** Streams by artist exist for Spotify only: asked for with Spotify, they are the figure of Spotify for Artists. */
export function swapStreams(reading: Reading): void {
  const {draft} = reading;
  if (draft.metrics.length !== 1 || draft.metrics[0] !== "total_streams") return;
  const names = piecesOf(reading, "value").flatMap(({options}) => options);
  const byArtist = piecesOf(reading, "dimension").some(({name}) => name === "artist") || piecesOf(reading, "value").some(({options}) => options.some(({dimension}) => dimension === "artist"));
  const others = names.some(({dimension}) => dimension !== "artist" && dimension !== "platform" && dimension !== "store");
  const platforms = names.filter(({dimension}) => dimension === "platform").map(({value}) => value);
  if (!byArtist || others || platforms.length !== 1 || platforms[0] !== "spotify") return;
  draft.metrics = ["audience_streams"];
  reading.notes.push("streams of one artist are those that Spotify for Artists counts");
}
