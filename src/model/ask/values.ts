/** Names in the data as a question may write them: each name with its other spellings, and names that exist but have no data here. */
import {countryLabel} from "../countries.js";
import {labelOf, stores} from "../stores.js";
import {typoDistance} from "./typos.js";
import {nameWords, type Word} from "./words.js";

/** Dimensions whose values a question may name, in the order in which a name that fits several is read. */
export const namedDimensions = ["distributor", "platform", "artist", "title", "country", "campaign", "dataset", "event", "sponsor", "store", "status", "currency"] as const;
export type NamedDimension = (typeof namedDimensions)[number];

/** Values of the snapshot by dimension; `spellings` are other ways in which the files write an artist. */
export interface DataValues {
  values: Partial<Record<NamedDimension, readonly string[]>>;
  spellings?: readonly {spelling: string; artist: string}[];
  datasetLabels?: readonly {dataset: string; label: string}[];
}

/** One reading of a name. `absent`: the world knows it, the data do not. */
export interface ValueOption {
  dimension: NamedDimension;
  value: string;
  absent?: boolean;
}

export interface ValueMatch {
  options: ValueOption[];
  length: number;
  /** Surely a name, though it is spelled like common words: the code of a country, an id with underscores. */
  certain?: boolean;
  /** The name that was meant, where it was typed differently. */
  forgiven?: string;
}

interface Entry extends ValueOption {
  words: string[];
  name: string;
}

/** Names by their first word, and all of them for typing errors. */
export interface ValueIndex {
  byFirst: Map<string, Entry[]>;
  all: Entry[];
  longest: number;
}

const COUNTRY_ALIASES: Record<string, string[]> = {
  US: ["USA", "United States of America", "America", "the States", "U S A", "U S"], GB: ["UK", "U K", "Britain", "Great Britain"], NL: ["Holland", "the Netherlands"], TR: ["Turkey"],
  CZ: ["Czech Republic"], CI: ["Ivory Coast"], HK: ["Hong Kong"], MO: ["Macau"], CN: ["China", "mainland China"], KR: ["South Korea"], AE: ["UAE", "Emirates"], CD: ["DRC", "Congo Kinshasa"], MM: ["Burma"], SZ: ["Swaziland"], MK: ["Macedonia"], OU: ["outside the US"]
};

const PLATFORM_ALIASES: Record<string, string[]> = {apple: ["Apple", "Apple Music"], facebook: ["Facebook", "Instagram", "Meta", "Facebook/Instagram"], youtube: ["YouTube", "You Tube", "YT"], amazon: ["Amazon", "Amazon Music"], snap: ["Snapchat"], tiktok: ["Tik Tok"], itunes: ["iTunes", "i Tunes"]};
const DISTRIBUTORS = ["distrokid", "toolost", "tunecore", "cdbaby", "believe", "orchard", "symphonic"];
const DISTRIBUTOR_ALIASES: Record<string, string[]> = {distrokid: ["Distro Kid", "DK"], toolost: ["Too Lost"], tunecore: ["Tune Core"], cdbaby: ["CDBaby"], orchard: ["Orchard", "The Orchard"]};

let regions: string[] | undefined;

/** Every code that has a name in English. */
function knownCountries(): string[] {
  const letters = [..."ABCDEFGHIJKLMNOPQRSTUVWXYZ"];
  const groups = new Set(["EU", "EZ", "UN", "QO", "XA", "XB", "ZZ"]);
  return (regions ??= letters.flatMap((a) => letters.map((b) => a + b)).filter((code) => !groups.has(code) && countryLabel(code) !== code));
}

const withoutBrackets = (name: string): string => name.replace(/\s*[([][^)\]]*[)\]]\s*$/, "");

function namesOf(dimension: NamedDimension, value: string, data: DataValues): string[] {
  if (dimension === "country") return [countryLabel(value).replace(/ \([A-Z]{2}\)$/, ""), value, ...(COUNTRY_ALIASES[value] ?? [])];
  if (dimension === "platform") return [value, labelOf(value), ...(PLATFORM_ALIASES[value] ?? [])];
  if (dimension === "distributor") return [value, labelOf(value), ...(DISTRIBUTOR_ALIASES[value] ?? [])];
  if (dimension === "artist") return [value, ...(data.spellings ?? []).filter(({artist}) => artist === value).map(({spelling}) => spelling)];
  if (dimension === "dataset") return [value, ...(data.datasetLabels ?? []).filter(({dataset}) => dataset === value).map(({label}) => label)];
  if (dimension === "title") {
    const short = withoutBrackets(value);
    return short !== value && short && !data.values.title?.some((title) => title === short) ? [value, short] : [value];
  }
  return [value];
}

/** What the world knows of a dimension beyond the data, so that no other name is taken for it. */
function absentValues(dimension: NamedDimension, present: ReadonlySet<string>): string[] {
  const known = dimension === "country" ? knownCountries() : dimension === "platform" ? [...new Set(stores.map(({platform}) => platform))] : dimension === "distributor" ? DISTRIBUTORS : [];
  return known.filter((value) => !present.has(value));
}

/** Builds the index once per snapshot. A value without a letter or digit, and a blank one, cannot be named. */
export function indexValues(data: DataValues): ValueIndex {
  const all = namedDimensions.flatMap((dimension) => {
    const present = data.values[dimension] ?? [];
    const absent = absentValues(dimension, new Set(present));
    const entries = [...present.map((value) => ({value, absent: false})), ...absent.map((value) => ({value, absent: true}))];
    return entries.flatMap(({value, absent}) => namesOf(dimension, value, data).map((name): Entry => ({dimension, value, name, words: nameWords(name), ...(absent ? {absent} : {})})));
  }).filter(({words}) => words.length > 0);
  const index: ValueIndex = {byFirst: new Map(), all, longest: Math.max(1, ...all.map(({words}) => words.length))};
  const add = (map: Map<string, Entry[]>, key: string, entry: Entry) => void (map.get(key)?.push(entry) ?? map.set(key, [entry]));
  for (const entry of all) {
    add(index.byFirst, entry.words[0], entry);
  }
  return index;
}

const unique = (entries: readonly Entry[]): ValueOption[] => {
  const seen = new Set<string>();
  const ordered = [...entries].sort((a, b) => Number(a.absent ?? false) - Number(b.absent ?? false) || namedDimensions.indexOf(a.dimension) - namedDimensions.indexOf(b.dimension));
  return ordered.filter(({dimension, value}) => !seen.has(`${dimension} ${value}`) && seen.add(`${dimension} ${value}`)).map(({dimension, value, absent}) => ({dimension, value, ...(absent ? {absent} : {})}));
};

/** Two-letter codes ("IN", "US", "NO") are words of English too: only in capitals, and not where everything is. "uk" is none, and "in the us" is a place. */
function isCode(words: readonly Word[], at: number, shouting: boolean): boolean {
  const {text, raw, quote} = words[at];
  if (quote > 0 || text === "uk") return true;
  if (text === "us" && /^(in|the|from|within|across|excluding|except|without|outside|vs|versus)$/.test(words[at - 1]?.text ?? "")) return true;
  const isWord = /^(in|no|it|is|be|by|at|as|to|so|do|me|my|am|pm|id|la|de|al|et|st|ms|tv)$/.test(text);
  return /^[A-Z]{2}$/.test(raw) && !shouting && (!isWord || /^(in|from|the|of|for|and|or)$/.test(words[at - 1]?.raw ?? ""));
}

/**
 * The longest name that starts at word `at`, written as the data write it (capitals, accents and punctuation aside).
 * Names that differ only in those are told apart by them.
 */
export function exactValue(index: ValueIndex, words: readonly Word[], at: number, shouting: boolean): ValueMatch | null {
  const first = words[at];
  const fits = [...(index.byFirst.get(first.text) ?? []), ...(first.base === first.text ? [] : index.byFirst.get(first.base) ?? [])].filter((entry) =>
    entry.words.every((word, i) => {
      const own = words[at + i];
      return own !== undefined && (own.text === word || (i === entry.words.length - 1 && own.base === word)) && !(i > 0 && own.newSentence) && (own.quote === first.quote);
    }) && !(entry.dimension === "country" && entry.name.length === 2 && !isCode(words, at, shouting)));
  const length = Math.max(0, ...fits.map(({words: own}) => own.length));
  if (!length) return null;
  const longest = fits.filter(({words: own}) => own.length === length);
  const typed = words.slice(at, at + length).map(({raw}, i) => (i ? words[at + i].gap : "") + raw).join("").toLowerCase();
  const verbatim = longest.filter(({name}) => name.toLowerCase() === typed);
  const options = unique(verbatim.length ? verbatim : longest);
  const certain = (first.text.length === 2 && length === 1 && options[0].dimension === "country") || (typed.includes("_") && verbatim.length > 0);
  return {options, length, ...(certain ? {certain} : {}), ...(longest.some(({name, value, dimension}) => dimension === "title" && name !== value) ? {forgiven: options[0].value} : {})};
}

function wordTypos(typed: readonly string[], known: readonly string[]): number | null {
  if (typed.length !== known.length) return null;
  let sum = 0;
  for (let i = 0; i < known.length; ++i) {
    const edits = typoDistance(typed[i], known[i]);
    if (edits === null) return null;
    sum += edits;
  }
  return sum;
}

/** Edits between names of different numbers of words: one at most beside the spaces. */
function spacingTypos(typed: readonly string[], known: readonly string[]): number | null {
  const edits = typed.length === known.length ? null : typoDistance(typed.join(""), known.join(""));
  return edits !== null && edits <= 1 ? edits + 1 : null;
}

/**
 * A name with typing errors or other spaces at word `at`: the closest one, the longest first. Names that are equally close
 * and stand for different values all come back; the caller asks which. Codes and statuses are never guessed. `isOrdinary`
 * tells words of the grammar, which are no part of a name with other spaces.
 */
export function closeValue(index: ValueIndex, words: readonly Word[], at: number, isOrdinary: (word: string) => boolean): ValueMatch | null {
  for (let length = Math.min(index.longest + 1, words.length - at); length > 0; --length) {
    const part = words.slice(at, at + length);
    if (part.some(({newSentence, quote}, i) => (i > 0 && newSentence) || quote !== part[0].quote)) continue;
    const typed = part.map(({text, base}, i) => (i === length - 1 ? base : text));
    if (typed.join("").length < 4 || (length > 1 && isOrdinary(typed.at(-1)!) && !index.all.some((entry) => entry.words.length === length && entry.words.at(-1) === typed.at(-1)))) continue;
    const spaced = !typed.some((word) => isOrdinary(word));
    const close = index.all
      .filter(({name, dimension}) => name.length > 3 && dimension !== "currency" && dimension !== "status")
      .map((entry) => ({entry, edits: wordTypos(typed, entry.words) ?? (spaced ? spacingTypos(typed, entry.words) : null)}))
      .filter(({edits}) => edits !== null);
    if (!close.length) continue;
    const least = Math.min(...close.map(({edits}) => edits!));
    const nearest = close.filter(({edits}) => edits === least).map(({entry}) => entry);
    return {options: unique(nearest), length, forgiven: nearest[0].name};
  }
  return null;
}
