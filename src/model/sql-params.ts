/** The parameters of a query: `:name`, told from casts (`x::date`), slices (`list[1:n]`) and fields of structs (`{'a':b}`). */
import {sqlTokens} from "./sql-tokens.js";

/** `from` is the place of the colon, `to` the end of the name. */
export type SqlParam = {name: string; from: number; to: number};

/** A colon starts a parameter when a name follows at once and no value stands directly before it. */
export function paramsOf(text: string): SqlParam[] {
  const tokens = sqlTokens(text);
  return tokens.flatMap(({kind, text: sign, from, to}, i) => {
    const next = tokens[i + 1];
    if (kind !== "symbol" || sign !== ":" || next?.kind !== "word" || next.from !== to || /[\w\])}'":]/.test(text[from - 1] ?? "")) return [];
    return [{name: next.text, from, to: next.to}];
  });
}
