/** A question or a name as words: lower case, without accents; what stood between the words is kept as their gap. */

export interface Word {
  /** Lower case letters and digits, apostrophes dropped: "ohms", "pig1987s", "2025-07-04", "%". */
  text: string;
  /** `text` without a possessive: "pig1987" of "PIG1987's"; the same as `text` otherwise. */
  base: string;
  /** As typed. */
  raw: string;
  /** What stood before the word: spaces and punctuation. */
  gap: string;
  /** Number of the quotation the word stands in, from 1; 0 outside. */
  quote: number;
  /** The word stands at the start of a sentence after the first. */
  newSentence: boolean;
}

const SYMBOLS: Record<string, string> = {"&": "and", "/": "per", "%": "percent"};
const WORD = /\d{4}-\d{2}-\d{2}|\d{4}-\d{2}(?!\d)|\d{1,4}\/\d{1,4}(?:\/\d{1,4})?|\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+\.\d+|[\p{L}\p{N}]+(?:['’ʼ][\p{L}\p{N}]+)*['’]?|[&/%$€£¥+*=<>#@^~|]/gu;

/** Folded text of one word: accents and apostrophes are dropped. */
const fold = (text: string): string => text.normalize("NFKD").replace(/[\p{M}'’ʼ]/gu, "").toLowerCase();

/** Places of quoted text; a quote that is not closed quotes nothing. Apostrophes inside words are no quotes. */
function quotations(text: string): {from: number; to: number}[] {
  const found: {from: number; to: number}[] = [];
  for (const match of text.matchAll(/"([^"]+)"|“([^”]+)”|«([^»]+)»|(?<=^|\s)'([^']+)'(?=$|[\s?.,;!])/gu)) found.push({from: match.index, to: match.index + match[0].length});
  return found;
}

/** Splits text into words. */
export function wordsOf(text: string): Word[] {
  const quotes = quotations(text);
  let end = 0;
  return [...text.matchAll(WORD)].map((match, i) => {
    const raw = match[0];
    const gap = text.slice(end, match.index);
    end = match.index + raw.length;
    const folded = SYMBOLS[raw] ?? fold(raw);
    const possessive = /['’](?:s)?$/u.test(raw);
    return {
      text: folded, base: possessive && folded.endsWith("s") && /['’]s$/u.test(raw) ? folded.slice(0, -1) : folded, raw, gap,
      quote: quotes.findIndex(({from, to}) => match.index > from && match.index < to) + 1,
      newSentence: i > 0 && /[?!;\n]|\.(?=\s|$)|:\s/u.test(gap) && !/^\s*vs?$/u.test(gap)
    };
  });
}

/** The words of a name, for comparing: "Boerewors & Bass" → ["boerewors", "and", "bass"]. */
export const nameWords = (name: string): string[] => wordsOf(name).map(({text}) => text);
