/** What can be written at a place in SQL: columns of the tables that the statement names, tables, functions, keywords. Pure. */
import type {SchemaColumn, SqlSchema, SchemaTable} from "./sql-schema.js";
import {statementAt} from "./sql-statements.js";
import {codeTokens, nameOf, quoteName, sqlTokens, type SqlToken} from "./sql-tokens.js";

export type SuggestionKind = "column" | "table" | "function" | "keyword";

/** `apply` is what is written; `rank` orders kinds, higher first. */
export interface Suggestion {
  label: string;
  apply: string;
  kind: SuggestionKind;
  detail: string;
  info?: string;
  rank: number;
}

const KEYWORDS = (
  "select from where group by order by having qualify limit offset join left join inner join cross join full join anti join semi join asof join on using " +
  "as and or not in is null between like ilike case when then else end distinct union all except intersect with recursive over partition by " +
  "rows range unbounded preceding following current row filter exclude replace values pivot unpivot describe summarize explain date interval cast try_cast asc desc nulls first nulls last"
).match(/(left|inner|cross|full|anti|semi|asof) join|(group|order|partition) by|nulls (first|last)|union all|current row|\w+/g)!;

/** Tables of a statement by the names they are called in it: alias and table name, in lower case. */
export function tablesNamed(text: string, tables: readonly SchemaTable[]): Map<string, SchemaTable> {
  const known = new Map(tables.map((table) => [table.name.toLowerCase(), table]));
  const found = new Map<string, SchemaTable>();
  const tokens = codeTokens(text);
  tokens.forEach((token, i) => {
    const table = known.get(nameOf(token)?.toLowerCase() ?? "");
    if (!table || tokens[i + 1]?.text === "." || tokens[i - 1]?.text === ".") return;
    found.set(table.name.toLowerCase(), table);
    const next = tokens[i + 1]?.text.toLowerCase() === "as" ? tokens[i + 2] : tokens[i + 1];
    const alias = nameOf(next);
    if (alias && !CLAUSES.has(alias)) found.set(alias.toLowerCase(), table);
  });
  return found;
}

/** Words that may follow a table without being its alias. */
const CLAUSES = new Set(
  "where group order having qualify limit offset join left right inner outer cross full anti semi asof natural positional on using union except intersect window sample pivot unpivot select from values set as with end and or then else when asc desc".split(" ")
);

const columnSuggestion = (table: string) => ({name, type, description}: SchemaColumn): Suggestion => ({
  label: name, apply: quoteName(name), kind: "column", detail: `${type} · ${table}`, info: description, rank: 4
});

const tableSuggestion = ({name, rows, grain}: SchemaTable): Suggestion => ({
  label: name, apply: quoteName(name), kind: "table", detail: rows === undefined ? "table" : `${rows.toLocaleString("en")} rows`, info: grain, rank: 3
});

/** Whether a place is inside a comment or a text literal, where nothing is suggested. */
function isInText(tokens: readonly SqlToken[], at: number): boolean {
  const token = tokens.find(({from, to}) => from < at && at <= to);
  return token?.kind === "comment" ? at < token.to || token.text.startsWith("--") : token?.kind === "string" && !(at === token.to && token.text.length > 1 && token.text.endsWith("'"));
}

/** Suggestions at `at`, and where the word that they replace begins. Null where nothing can be suggested. */
export function suggestionsAt(text: string, at: number, schema: SqlSchema): {from: number; options: Suggestion[]} | null {
  const tokens = sqlTokens(text);
  if (isInText(tokens, at)) return null;
  const word = /[\p{L}\p{N}_$]*$/u.exec(text.slice(0, at))![0];
  const from = at - word.length;
  const statement = statementAt(text, at)?.text ?? "";
  const named = tablesNamed(statement, schema.tables);
  const owner = /(?:"([^"]+)"|([\p{L}_][\p{L}\p{N}_$]*))\s*\.\s*$/u.exec(text.slice(0, from));
  if (owner) {
    const name = (owner[1] ?? owner[2]).toLowerCase();
    const table = named.get(name) ?? schema.tables.find((each) => each.name.toLowerCase() === name);
    return table ? {from, options: table.columns.map(columnSuggestion(table.name))} : null;
  }
  const previous = nameOf(codeTokens(text.slice(0, from)).at(-1));
  const tables = schema.tables.map(tableSuggestion);
  if (previous === "from" || previous === "join" || previous === "describe" || previous === "summarize") return {from, options: tables};
  return {from, options: [...[...new Set(named.values())].flatMap(({name, columns}) => columns.map(columnSuggestion(name))), ...tables, ...functionsOf(schema), ...keywords]};
}

const keywords: Suggestion[] = [...new Set(KEYWORDS)].map((label) => ({label, apply: label, kind: "keyword", detail: "", rank: 1}));

const functionsOf = ({functions}: SqlSchema): Suggestion[] =>
  functions.map(({name, parameters, description}) => ({label: name, apply: `${name}(`, kind: "function", detail: `(${parameters})`, info: description, rank: 2}));
