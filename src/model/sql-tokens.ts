/** SQL text as tokens with their places: what splitting, completion, hints and the guard of the SQL page read. Pure. */

/** `word` is a bare name or keyword, `quoted` a name in double quotes, `string` a text literal (also `$$…$$`). */
export type SqlTokenKind = "word" | "quoted" | "string" | "number" | "comment" | "symbol" | "space";

/** `from` and `to` are UTF-16 offsets, `to` behind the last character. An unclosed quote or comment reaches to the end. */
export interface SqlToken {
  kind: SqlTokenKind;
  text: string;
  from: number;
  to: number;
}

const PATTERNS: readonly [SqlTokenKind, RegExp][] = [
  ["space", /\s+/y],
  ["comment", /--[^\n]*/y],
  ["string", /[eE]'(?:[^'\\]|''|\\[\s\S])*(?:'|$)|'(?:[^']|'')*(?:'|$)|\$((?:[A-Za-z_]\w*)?)\$[\s\S]*?(?:\$\1\$|$)/y],
  ["quoted", /"(?:[^"]|"")*(?:"|$)/y],
  ["number", /(?:\d[\d_]*\.?\d*|\.\d+)(?:[eE][+-]?\d+)?/y],
  ["word", /[\p{L}_][\p{L}\p{N}_$]*/uy],
  ["symbol", /::|<>|<=|>=|!=|\|\||->>?|[\s\S]/y]
];

/** Where a block comment ends; it may hold others. */
function commentEnd(text: string, from: number): number {
  let depth = 0;
  for (let i = from; i < text.length; ++i) {
    if (text.startsWith("/*", i)) (++depth, ++i);
    else if (text.startsWith("*/", i) && (++i, --depth === 0)) return i + 1;
  }
  return text.length;
}

function tokenAt(text: string, from: number): SqlToken {
  if (text.startsWith("/*", from)) return {kind: "comment", text: text.slice(from, commentEnd(text, from)), from, to: commentEnd(text, from)};
  for (const [kind, pattern] of PATTERNS) {
    pattern.lastIndex = from;
    const match = pattern.exec(text);
    if (match?.[0]) return {kind, text: match[0], from, to: from + match[0].length};
  }
  return {kind: "symbol", text: text[from], from, to: from + 1};
}

/** All tokens of a text, comments included, white space left out; they never overlap. */
export function sqlTokens(text: string): SqlToken[] {
  const tokens: SqlToken[] = [];
  for (let at = 0; at < text.length; at = tokens.at(-1)!.to) tokens.push(tokenAt(text, at));
  return tokens.filter(({kind}) => kind !== "space");
}

/** Tokens that mean something: no comments. */
export const codeTokens = (text: string): SqlToken[] => sqlTokens(text).filter(({kind}) => kind !== "comment");

/** The name a token stands for: lower case when bare, as written when quoted; undefined for anything else. */
export function nameOf(token: SqlToken | undefined): string | undefined {
  if (token?.kind === "word") return token.text.toLowerCase();
  if (token?.kind === "quoted") return token.text.replace(/^"|"$/g, "").replaceAll('""', '"');
}

/** A name as it must be written: in double quotes where it is not a plain lower-case word or is a reserved one. */
export const quoteName = (name: string): string => (/^[a-z_][a-z0-9_]*$/.test(name) && !RESERVED.has(name) ? name : `"${name.replaceAll('"', '""')}"`);

/** Words of the dialect that cannot be a bare column or table name. */
const RESERVED = new Set(
  ("all analyse analyze and any array as asc asymmetric both case cast check collate column constraint create default deferrable desc describe distinct do else end except " +
    "false fetch for foreign from grant group having in initially intersect into lateral leading limit not null offset on only or order pivot pivot_longer pivot_wider placing primary " +
    "qualify references returning select show some summarize symmetric table then to trailing true union unique unpivot using variadic when where window with").split(" ")
);
