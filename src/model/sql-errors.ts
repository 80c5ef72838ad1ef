/** An error of the engine → the place in the text, what it says, and a hint. Pure. */
import {nearestName} from "./nearest.js";
import {tablesNamed} from "./sql-completion.js";
import type {SchemaTable, SqlSchema} from "./sql-schema.js";
import {codeTokens, nameOf, type SqlToken} from "./sql-tokens.js";

/** `from` and `to` are offsets in the statement; `message` is the engine's sentence without its drawing of the place. */
export interface PlacedError {
  message: string;
  hint: string | null;
  from: number;
  to: number;
}

/** Offset of the caret that the engine draws under a line; undefined when it draws none. */
function caretOffset(message: string, text: string, linesBefore: number): number | undefined {
  const drawn = /LINE (\d+): (.*)\n( *)\^/.exec(message);
  if (!drawn) return undefined;
  const [, number, shown, blanks] = drawn;
  const lines = text.split("\n");
  const index = Number(number) - 1 - linesBefore;
  if (index < 0 || index >= lines.length) return undefined;
  const column = blanks.length - `LINE ${number}: `.length;
  // A long line is shown in part, with dots where it goes on.
  const dots = shown.startsWith("...") && !lines[index].startsWith("...") ? 3 : 0;
  const part = shown.slice(dots).replace(/\.\.\.$/, "");
  const start = dots ? Math.max(0, lines[index].indexOf(part)) : 0;
  return lines.slice(0, index).reduce((sum, line) => sum + line.length + 1, 0) + start + column - dots;
}

const columnNames = (tables: Iterable<SchemaTable>): string[] => [...tables].flatMap(({columns}) => columns.map(({name}) => name));

function columnHint(name: string, text: string, {tables}: SqlSchema): string | null {
  const named = new Set(tablesNamed(text, tables).values());
  const near = nearestName(name, columnNames(named));
  if (near) return `Did you mean ${near}?`;
  const owners = tables.filter(({columns}) => columns.some((column) => column.name.toLowerCase() === name.toLowerCase())).map((table) => table.name);
  if (owners.length) return `${name} is a column of ${owners.slice(0, 4).join(", ")}.`;
  if (new RegExp(`"${name.replace(/[.*+?^${}()|[\]\\]/g, "\\$&")}"`).test(text)) return `Text stands in single quotes: '${name}'. Double quotes are for names.`;
  return named.size ? `Columns of ${[...named].map((table) => table.name).join(", ")}: ${columnNames(named).slice(0, 12).join(", ")}${columnNames(named).length > 12 ? " …" : ""}.` : null;
}

/** What may help, from the engine's message; null when nothing is known. */
function hintFor(message: string, text: string, schema: SqlSchema): string | null {
  const table = /Table with name "?([^"\s]+)"? does not exist/.exec(message)?.[1];
  if (table) {
    const near = nearestName(table, schema.tables.map(({name}) => name));
    return near ? `Did you mean ${near}?` : `Tables: ${schema.tables.slice(0, 12).map(({name}) => name).join(", ")}${schema.tables.length > 12 ? " …" : ""}.`;
  }
  const column = /(?:Referenced column "([^"]+)" not found|does not have a column named "([^"]+)"|column "([^"]+)" does not exist)/.exec(message);
  if (column) return columnHint(column[1] ?? column[2] ?? column[3], text, schema);
  if (/json/i.test(message)) return "This engine has no JSON functions. Drop a JSON file on the page to make it a table.";
  const called = /Function with name "?([^"\s]+)"? does not exist/.exec(message)?.[1];
  if (called) {
    const near = nearestName(called, schema.functions.map(({name}) => name));
    return near ? `Did you mean ${near}()?` : null;
  }
  if (/must appear in the GROUP BY/.test(message)) return "Write group by all to group by everything that is not aggregated.";
  if (/unterminated quoted/.test(message)) return "A quote is opened and not closed. Inside text a single quote is written twice: 'it''s'.";
  if (/time ?zone|timestamptz|AT TIME ZONE/i.test(message)) return "This engine has no time zones: days and instants are UTC.";
  if (/Conversion Error|Could not convert/i.test(message)) return "try_cast(… as type) gives null where a value cannot be converted.";
  if (/No function matches|Cannot compare|Cannot mix values/.test(message)) return "Convert one side: x::date, x::varchar, x::double.";
  if (/Out of Memory|memory limit|allocation failure|could not allocate/i.test(message)) return "The result or a step on the way to it needs more memory than the browser gives. Aggregate, or select fewer rows or columns.";
  if (/lambda/i.test(text) && /syntax error/.test(message)) return "Write x -> x + 1 instead of lambda x: x + 1.";
  return /syntax error at end of input/.test(message) ? "The statement stops too early: something is missing at its end." : null;
}

/** Where the engine draws no place (inside of brackets): the first token with the name that it says. */
function namedToken(message: string, tokens: readonly SqlToken[]): SqlToken | undefined {
  const name = /(?:Referenced (?:column|table)|[Cc]olumn named|(?:Table|Function) with name|[Cc]olumn) "?(\w+)"?/.exec(message)?.[1].toLowerCase();
  return name === undefined ? undefined : tokens.find((token) => nameOf(token)?.toLowerCase() === name);
}

/** Places an error in its statement. `linesBefore` counts the lines that were put in front of the statement for the engine. */
export function placeError(message: string, text: string, schema: SqlSchema, linesBefore = 0): PlacedError {
  const tokens = codeTokens(text);
  const caret = caretOffset(message, text, linesBefore);
  const near = /at or near "(.+?)"\n/.exec(message)?.[1];
  const atEnd = /at end of input/.test(message);
  const at = caret ?? (atEnd ? text.length : near ? Math.max(0, text.indexOf(near)) : undefined);
  const token = at === undefined ? (namedToken(message, tokens) ?? tokens[0]) : tokens.find(({from, to}) => from <= at && at < to);
  const sentence = message.replace(/\nLINE \d+:[\s\S]*$/, "").replace(/\nDid you mean[\s\S]*$/, "").replace(/\nCandidate bindings:[\s\S]*$/, "").trim();
  return {message: sentence, hint: hintFor(message, text, schema), from: atEnd ? Math.max(0, text.length - 1) : (token?.from ?? at ?? 0), to: atEnd ? text.length : (token?.to ?? (at ?? 0) + 1)};
}
