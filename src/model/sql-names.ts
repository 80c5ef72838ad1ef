/** What a query reads, found by parsing: tables, parameters, table functions, files. */
import {paramsOf} from "./sql-params.js";
import {codeTokens, nameOf, type SqlToken} from "./sql-tokens.js";

/** Names in lower case, each once, in the order of the text; `files` are string literals in the place of a table. */
export type SqlNames = {tables: string[]; params: string[]; functions: string[]; files: string[]; ctes: string[]; words: string[]};

/** One pair of parentheses (or the whole text): whether a table may come next, and what the words before said. */
type Level = {expectsTable: boolean; inFrom: boolean; isFirst: boolean; cte: "no" | "name" | "body" | "after"; isFromArgument: boolean};

/** Functions whose arguments may hold a `from` that names no table: `extract(year from day)`. */
const FROM_ARGUMENT = new Set(["extract", "trim", "ltrim", "rtrim", "substring", "overlay", "position"]);
const ENDS_FROM = new Set(["where", "group", "order", "having", "limit", "offset", "qualify", "window", "union", "except", "intersect", "select", "using", "sample"]);
const NO_TABLE = new Set(["select", "with", "values", "from", "lateral", "pivot", "unpivot"]);
/** Between the name of a common table and its query. */
const BEFORE_BODY = new Set(["as", "not", "materialized"]);
const STARTS_WITH_TABLE = new Set(["pivot", "unpivot", "summarize", "describe", "table"]);

const newLevel = (expectsTable = false, isFromArgument = false): Level => ({expectsTable, inFrom: false, isFirst: true, cte: "no", isFromArgument});

/** The name of a token as the engine compares names: in lower case, quoted or not. */
const nameIn = (token: SqlToken | undefined): string => (nameOf(token) ?? "").toLowerCase();

class Reader {
  readonly found = {tables: new Set<string>(), functions: new Set<string>(), files: new Set<string>(), ctes: new Set<string>(), words: new Set<string>()};
  private readonly levels = [newLevel()];
  private at = 0;

  constructor(private readonly tokens: readonly SqlToken[]) {}

  read(): Omit<SqlNames, "params"> {
    for (; this.at < this.tokens.length; ++this.at) this.step(this.tokens[this.at]);
    const {ctes} = this.found;
    const lists = Object.fromEntries(Object.entries(this.found).map(([key, names]) => [key, [...names]])) as Omit<SqlNames, "params">;
    return {...lists, tables: lists.tables.filter((name) => !ctes.has(name))};
  }

  private step(token: SqlToken): void {
    const level = this.levels.at(-1)!;
    if (token.kind === "symbol") return this.symbol(token.text, level);
    if (token.kind === "word" || token.kind === "quoted") this.name(token, level);
    else {
      if (token.kind === "string" && level.expectsTable) this.found.files.add(token.text);
      level.expectsTable = false;
    }
    level.isFirst = false;
  }

  private symbol(text: string, level: Level): void {
    if (text === "(") {
      const before = this.tokens[this.at - 1];
      this.levels.push(newLevel(level.expectsTable, before?.kind === "word" && FROM_ARGUMENT.has(nameIn(before))));
      level.expectsTable = false;
    } else if (text === ")") {
      if (this.levels.length > 1) this.levels.pop();
      const outer = this.levels.at(-1)!;
      if (outer.cte === "body") outer.cte = "after";
    } else if (text === ",") {
      if (level.cte === "after") level.cte = "name";
      else level.expectsTable = level.inFrom;
    } else if (text === ";") this.levels.splice(0, this.levels.length, newLevel());
    if (text !== ";") level.isFirst = false;
  }

  private name(token: SqlToken, level: Level): void {
    const word = nameIn(token);
    const isWord = token.kind === "word";
    this.found.words.add(word);
    if (this.tokens[this.at + 1]?.text === "(") this.found.functions.add(word);
    if (level.cte === "name") return this.cteName(word, level);
    if (level.cte === "body" || (level.cte === "after" && isWord && BEFORE_BODY.has(word))) return void (level.cte = "body");
    if (level.cte === "after") Object.assign(level, {cte: "no", isFirst: true});
    if (isWord && level.isFirst && word === "with") level.cte = "name";
    else if (isWord && level.isFirst && STARTS_WITH_TABLE.has(word)) level.expectsTable = true;
    else if (isWord && this.startsFrom(word, level)) Object.assign(level, {expectsTable: true, inFrom: true});
    else if (level.expectsTable) this.tableOrQuery(word, isWord, level);
    else if (isWord && ENDS_FROM.has(word)) Object.assign(level, {expectsTable: false, inFrom: word === "using" && level.inFrom});
  }

  private startsFrom(word: string, level: Level): boolean {
    if (word === "join") return true;
    return word === "from" && !level.isFromArgument && this.tokens[this.at - 1]?.text.toLowerCase() !== "distinct";
  }

  private cteName(word: string, level: Level): void {
    if (word === "recursive") return;
    this.found.ctes.add(word);
    level.cte = "body";
  }

  private tableOrQuery(word: string, isWord: boolean, level: Level): void {
    if (!isWord || !NO_TABLE.has(word)) this.table(word, level);
    else level.expectsTable = word === "lateral" || STARTS_WITH_TABLE.has(word);
  }

  /** Takes a name with its schema; a name before "(" is a table function and was noted as such. */
  private table(word: string, level: Level): void {
    level.expectsTable = false;
    let name = word;
    let last = word;
    while (this.tokens[this.at + 1]?.text === "." && this.tokens[this.at + 2]) name += `.${(last = nameIn(this.tokens[(this.at += 2)]))}`;
    if (this.tokens[this.at + 1]?.text === "(") this.found.functions.add(last);
    else this.found.tables.add(name);
  }
}

/** Reads the names of a query; never throws, whatever the text. */
export const sqlNames = (text: string): SqlNames => ({...new Reader(codeTokens(text)).read(), params: [...new Set(paramsOf(text).map(({name}) => name))]});
