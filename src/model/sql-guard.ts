/**
 * What a statement may do on the SQL page: read anything, and make, fill and drop tables, views and macros of its own.
 * The tables of the snapshot stay as they are, nothing is read from or written to another place. Pure.
 */
import {codeTokens, nameOf, type SqlToken} from "./sql-tokens.js";

/** `query` has rows that can be kept in a table; `describe` has rows that cannot; `change` has none. */
export type StatementKind = "query" | "describe" | "explain" | "change";
export type Judged = {kind: StatementKind; refusal: null} | {kind: null; refusal: string};

const QUERIES = new Set(["select", "with", "from", "values", "table", "pivot", "unpivot"]);
const DESCRIPTIONS = new Set(["describe", "desc", "show", "summarize"]);
const OBJECTS = new Set(["table", "view", "macro", "function"]);

const refuse = (refusal: string): Judged => ({kind: null, refusal});

/** A name that may be qualified, from token `i` on: its parts, and the index behind it. */
function nameAt(tokens: readonly SqlToken[], i: number): {parts: string[]; next: number} {
  const parts: string[] = [];
  for (let at = i; ; at += 2) {
    const name = nameOf(tokens[at]);
    if (name === undefined) return {parts, next: at};
    parts.push(name);
    if (tokens[at + 1]?.text !== ".") return {parts, next: at + 1};
  }
}

/** Why an object of this name must not be touched; null when it may. */
function protectedName(parts: readonly string[], snapshot: ReadonlySet<string>): string | null {
  const name = parts.at(-1)?.toLowerCase();
  if (name === undefined) return "not understood: the name of what is to be changed";
  const schema = parts.at(-2)?.toLowerCase();
  if (schema !== undefined && !["main", "temp", "memory"].includes(schema)) return `not changed: ${parts.join(".")} (only your own tables, without a schema in front, can be changed here)`;
  return snapshot.has(name) ? `not changed: ${name} is a table of the snapshot; create one of your own under another name` : null;
}

/** Skips words such as "or replace", "temp", "if not exists". */
function skip(tokens: readonly SqlToken[], from: number, words: readonly string[]): number {
  let i = from;
  while (words.includes(nameOf(tokens[i]) ?? "")) ++i;
  return i;
}

/** Names of all objects that a changing statement is about. */
function targetsOf(verb: string, tokens: readonly SqlToken[]): string[][] | string {
  if (verb === "insert") return [nameAt(tokens, skip(tokens, 1, ["or", "replace", "ignore", "into"])).parts];
  if (verb === "update") return [nameAt(tokens, 1).parts];
  if (verb === "delete" || verb === "truncate") return [nameAt(tokens, skip(tokens, 1, ["from", "table"])).parts];
  const at = skip(tokens, 1, ["or", "replace", "temp", "temporary", "unique", "recursive"]);
  const object = nameOf(tokens[at]) ?? "";
  if (!OBJECTS.has(object)) return `not possible here: ${verb} ${object || "…"} (tables, views and macros can be made, changed and dropped)`;
  const targets: string[][] = [];
  for (let i = skip(tokens, at + 1, ["if", "not", "exists"]); ; ) {
    const {parts, next} = nameAt(tokens, i);
    targets.push(parts);
    if (verb !== "drop" || tokens[next]?.text !== ",") return [...targets, ...renamed(verb, tokens)];
    i = next + 1;
  }
}

/** `alter table a rename to b` is about b as well. */
function renamed(verb: string, tokens: readonly SqlToken[]): string[][] {
  const at = verb === "alter" ? tokens.findIndex((token, i) => nameOf(token) === "rename" && nameOf(tokens[i + 1]) === "to") : -1;
  return at < 0 ? [] : [nameAt(tokens, at + 2).parts];
}

/** Judges one statement; `snapshot` holds the names of the snapshot's tables in lower case. */
export function judgeStatement(text: string, snapshot: ReadonlySet<string>): Judged {
  const tokens = codeTokens(text);
  const opening = tokens.findIndex(({text}) => text !== "(");
  const verb = tokens[opening]?.kind === "word" ? tokens[opening].text.toLowerCase() : "";
  if (tokens.some(({kind, text}) => kind === "symbol" && text === ";")) return refuse("not run: several statements at once");
  if (QUERIES.has(verb)) return {kind: "query", refusal: null};
  if (opening > 0) return refuse(`not a statement: ${text.trim().slice(0, 40)}`);
  if (DESCRIPTIONS.has(verb)) return {kind: "describe", refusal: null};
  if (verb === "explain") {
    const rest = text.slice(tokens[nameOf(tokens[1]) === "analyze" ? 1 : 0].to);
    return judgeStatement(rest, snapshot).kind === "query" ? {kind: "explain", refusal: null} : refuse("not run: explain works on queries (select, with, from) here");
  }
  if (!["create", "insert", "update", "delete", "truncate", "drop", "alter"].includes(verb)) {
    return refuse(verb ? `not possible here: ${verb} (this page reads with select, with, from, values, describe, summarize, show, explain, and makes tables, views and macros of its own)` : `not a statement: ${text.trim().slice(0, 40)}`);
  }
  const targets = targetsOf(verb, tokens);
  if (typeof targets === "string") return refuse(targets);
  const refusal = targets.map((parts) => protectedName(parts, snapshot)).find((each) => each !== null);
  return refusal ? refuse(refusal) : {kind: "change", refusal: null};
}
