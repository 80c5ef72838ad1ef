/** Warnings about what the engine's dialect takes without a complaint and answers otherwise than one thinks, or lacks. Pure. */
import {tablesNamed} from "./sql-completion.js";
import type {SqlSchema} from "./sql-schema.js";
import {splitStatements} from "./sql-statements.js";
import {codeTokens, nameOf, type SqlToken} from "./sql-tokens.js";

export interface Trap {
  from: number;
  to: number;
  message: string;
}

const COMPARES = new Set([">", ">=", "<", "<=", "=", "<>", "!="]);
const DAY = /^'\d{4}-\d\d-\d\d'$/;

/** A DATE compared with text that is not exactly a day is compared as text: the day on the boundary is lost. */
function dateAsText(tokens: readonly SqlToken[], dates: ReadonlySet<string>): Trap[] {
  const isDate = (token: SqlToken | undefined) => dates.has(nameOf(token)?.toLowerCase() ?? "");
  return tokens.flatMap((token, i) => {
    if (token.kind !== "string" || DAY.test(token.text) || !/^'\d{4}/.test(token.text) || tokens[i + 1]?.text === "::") return [];
    const before = tokens[i - 1];
    const between = nameOf(before) === "between" ? tokens[i - 2] : nameOf(before) === "and" && nameOf(tokens[i - 3]) === "between" ? tokens[i - 4] : undefined;
    const compared = COMPARES.has(before?.text ?? "") ? isDate(tokens[i - 2]) : isDate(between);
    const turned = COMPARES.has(tokens[i + 1]?.text ?? "") && isDate(tokens[i + 2]);
    if (!compared && !turned) return [];
    const day = /\d{4}-\d\d-\d\d/.exec(token.text)?.[0] ?? "2024-02-01";
    return [{from: token.from, to: token.to, message: `A day is compared with text here, letter by letter, so the day itself can be lost. Write date '${day}'.`}];
  });
}

/** Words of other dialects that this engine lacks. */
function missing(tokens: readonly SqlToken[]): Trap[] {
  return tokens.flatMap((token, i) => {
    const name = token.kind === "word" ? token.text.toLowerCase() : "";
    const said = /^(json_|read_json|to_json$|from_json$)/.test(name) && tokens[i + 1]?.text === "(" ? "This engine has no JSON functions. Drop a JSON file on the page to make it a table."
      : name === "timestamptz" || (name === "zone" && nameOf(tokens[i - 1]) === "time") ? "This engine has no time zones: days and instants are UTC."
      : name === "lambda" && tokens[i + 1]?.kind === "word" ? "This engine writes x -> x + 1 instead of lambda x: x + 1."
      : null;
    return said ? [{from: token.from, to: token.to, message: said}] : [];
  });
}

/** All warnings of a text, with offsets in it. */
export function findTraps(text: string, {tables}: SqlSchema): Trap[] {
  return splitStatements(text).flatMap(({text: statement, from}) => {
    const named = new Set(tablesNamed(statement, tables).values());
    const dates = new Set([...named].flatMap(({columns}) => columns.filter(({type}) => type === "DATE").map(({name}) => name.toLowerCase())));
    const tokens = codeTokens(statement);
    return [...dateAsText(tokens, dates), ...missing(tokens)].map((trap) => ({...trap, from: trap.from + from, to: trap.to + from}));
  });
}
