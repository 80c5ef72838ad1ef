/** A question cut into pieces that each mean one thing: phrases of the grammar, times, names in the data, numbers. */
import {numberOf} from "./time-words.js";
import {timeAt, type Time} from "./times.js";
import {typoDistance} from "./typos.js";
import {closeValue, exactValue, type ValueIndex, type ValueOption} from "./values.js";
import {grammarWords, longestPhrase, phrases, type Meaning} from "./vocabulary.js";
import {wordsOf, type Word} from "./words.js";

/** `from` to `to` (exclusive) are word numbers; `raw` is what was typed; `forgiven` what was taken for it. */
export type Piece = {from: number; to: number; raw: string; newSentence: boolean; gap: string; lead: string; forgiven?: string} & (
  | Meaning
  | {kind: "time"; time: Time}
  | {kind: "value"; options: ValueOption[]}
  | {kind: "number"; number: number}
  | {kind: "unknown"}
);

/** Words of English that a typing error could turn into a word of the grammar. */
const OTHER_WORDS = new Set("profit profits margin margins margined stores storage tax taxes fans fan county countries steam steams listing revenant platform's dates rates state states places place trucks date rate cost costs lists saves save viewers viewer shows tours tour merch merchandise sync licence license licenses playlist playlists played players player prays trees strains strings streets stream's costly month's months payer payee payable recording's".split(" "));

const rawOf = (words: readonly Word[]): string => words.map(({raw, gap}, i) => (i ? gap : "") + raw).join("");

interface Found {
  length: number;
  meaning: Meaning | {kind: "time"; time: Time} | {kind: "value"; options: ValueOption[]} | {kind: "number"; number: number};
  forgiven?: string;
  lead?: string;
}

function phraseAt(words: readonly Word[], at: number): Found | null {
  const table = phrases();
  for (let length = Math.min(longestPhrase(), words.length - at); length > 0; --length) {
    const part = words.slice(at, at + length);
    if (part.some(({newSentence, gap, quote}, i) => quote > 0 || (i > 0 && (newSentence || /,/.test(gap))))) continue;
    const meaning = table.get(part.map(({text}) => text).join(" ")) ?? table.get(part.map(({text, base}, i) => (i === length - 1 ? base : text)).join(" "));
    if (meaning) return {length, meaning};
  }
  return null;
}

/** A phrase with typing errors: of one word, or of two of which one is right. */
function closePhrase(words: readonly Word[], at: number): Found | null {
  const typed = words[at].text;
  if (words[at].quote || OTHER_WORDS.has(typed) || OTHER_WORDS.has(typed.replace(/s$/, ""))) return null;
  let best: (Found & {edits: number}) | null = null;
  let tie = false;
  for (const [phrase, meaning] of phrases()) {
    if (phrase.includes(" ") || meaning.kind === "filler" || phrase.length < 5) continue;
    const edits = typoDistance(typed, phrase);
    if (edits === null || edits > 2) continue;
    tie = best !== null && edits === best.edits && JSON.stringify(best.meaning) !== JSON.stringify(meaning);
    if (best === null || edits < best.edits) best = {length: 1, meaning, forgiven: phrase, edits};
  }
  return best && !tie ? best : null;
}

const isOrdinary = (word: string): boolean => grammarWords().has(word) || numberOf(word) !== null;

const isPlain = (words: readonly Word[]): boolean => words.every(({text, quote}) => quote === 0 && isOrdinary(text));

function valueAt(words: readonly Word[], at: number, index: ValueIndex, shouting: boolean, named: boolean): Found | null {
  const match = exactValue(index, words, at, shouting);
  if (!match || (!named && !match.certain && isPlain(words.slice(at, at + match.length)))) return null;
  return {length: match.length, meaning: {kind: "value", options: match.options}, ...(match.forgiven ? {forgiven: match.forgiven} : {})};
}

const longest = (found: readonly (Found | null)[]): Found | null => found.reduce<Found | null>((best, one) => (one && (!best || one.length > best.length) ? one : best), null);

/** Quoted text is a name or nothing. */
function quotedAt(words: readonly Word[], at: number, index: ValueIndex): Found {
  const length = words.slice(at).findIndex(({quote}) => quote !== words[at].quote);
  const quoted = words.slice(at, length < 0 ? words.length : at + length);
  const match = exactValue(index, words, at, false) ?? closeValue(index, words, at, isOrdinary);
  const whole = match && match.length === quoted.length ? match : null;
  return {length: quoted.length, meaning: {kind: "value", options: whole?.options ?? []}, ...(whole?.forgiven ? {forgiven: whole.forgiven} : {})};
}

function pieceAt(words: readonly Word[], at: number, index: ValueIndex, asOf: Date, shouting: boolean, named: boolean): Found | null {
  if (words[at].quote) return quotedAt(words, at, index);
  const time = timeAt(words, at, asOf);
  const number = numberOf(words[at].text);
  const exact = longest([
    time && {length: time.length, meaning: {kind: "time", time: time.time}, lead: words[at].text},
    valueAt(words, at, index, shouting, named),
    phraseAt(words, at),
    number === null ? null : {length: 1, meaning: {kind: "number", number}}
  ]);
  if (exact) return exact;
  const value = closeValue(index, words, at, isOrdinary);
  const phrase = closePhrase(words, at);
  const fromValue: Found | null = value && !isPlain(words.slice(at, at + 1)) ? {length: value.length, meaning: {kind: "value", options: value.options}, forgiven: value.forgiven} : null;
  if (fromValue && phrase && fromValue.length === 1) return null; // it could be either: asking is better than guessing
  return longest([fromValue, phrase]);
}

/** Cuts a question into pieces; every word is in exactly one. */
export function scan(question: string, index: ValueIndex, asOf: Date): Piece[] {
  const words = wordsOf(question);
  const shouting = question === question.toUpperCase();
  const pieces: Piece[] = [];
  for (let at = 0; at < words.length; ) {
    const before = pieces.at(-1);
    const found = pieceAt(words, at, index, asOf, shouting, before?.kind === "dimension");
    const length = found?.length ?? 1;
    const span = words.slice(at, at + length);
    pieces.push({
      from: at, to: at + length, raw: rawOf(span), newSentence: words[at].newSentence, gap: words[at].gap, lead: found?.lead ?? "",
      ...(found?.meaning ?? {kind: "unknown"}), ...(found?.forgiven ? {forgiven: found.forgiven} : {})
    } as Piece);
    at += length;
  }
  return pieces;
}
