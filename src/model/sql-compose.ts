/** Puts values and other queries into a query's text, at the places that its tokens show. */
import {paramsOf} from "./sql-params.js";
import {codeTokens} from "./sql-tokens.js";

export type InputValue = string | number | boolean;

/** A name and what stands for it: a query in parentheses, or another expression that can follow `as`. */
export type NamedQuery = readonly [name: string, query: string];

/** Replaces each `:name` for which `replacement` has text; others stay. */
export function replaceParams(text: string, replacement: (name: string) => string | undefined): string {
  let result = "";
  let at = 0;
  for (const {name, from, to} of paramsOf(text)) {
    const value = replacement(name);
    if (value === undefined) continue;
    result += text.slice(at, from) + value;
    at = to;
  }
  return result + text.slice(at);
}

/**
 * A value as SQL that has its type by itself: text carries a cast, because a column held as ENUM compared with bare text
 * would fail on a word it does not know. Throws on a number that is not finite.
 */
export function sqlLiteral(value: InputValue): string {
  if (typeof value === "boolean") return String(value);
  if (typeof value === "string") return `'${value.replaceAll("'", "''")}'::varchar`;
  if (!Number.isFinite(value)) throw new TypeError(`not a finite number: ${value}`);
  return value < 0 ? `(${value})` : String(value);
}

/** Where `withTables` puts its tables: after the query's own `with`, or before its first word. */
function placeOf(text: string): {at: number; isWith: boolean} {
  const [first, second] = codeTokens(text);
  if (first?.text.toLowerCase() !== "with") return {at: first?.from ?? text.length, isWith: false};
  return {at: second?.text.toLowerCase() === "recursive" ? second.to : first.to, isWith: true};
}

/** Makes queries readable as tables of `text`: `with name as (…)` in front of it, or before its own ones. */
export function withTables(text: string, tables: readonly NamedQuery[]): string {
  if (!tables.length) return text;
  const {at, isWith} = placeOf(text);
  const list = tables.map(([name, query]) => `${name} as ${query}`);
  return text.slice(0, at) + (isWith ? list.map((each) => ` ${each},`).join("") : `with ${list.join(", ")}\n`) + text.slice(at);
}
