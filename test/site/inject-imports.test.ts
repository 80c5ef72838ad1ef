import {readFileSync} from "node:fs";
import {resolve} from "node:path";
import {pathToFileURL} from "node:url";
import {expect, test} from "vitest";
import {freeNames, injectImports} from "../../loaders/site/inject-imports.js";

type Cell = {node: {references: {name: string}[]; declarations?: {name: string}[]; imports: {name: string}[]}};
type Parse = (source: string, options: object) => {code: Cell[]; body: string};

/** Framework's own parser, so that the test meets the cells a page really has. */
const from = async (file: string) => import(pathToFileURL(resolve("node_modules/@observablehq/framework/dist", file)).href);
const {createMarkdownIt, parseMarkdown} = (await from("markdown.js")) as {createMarkdownIt(options: object): unknown; parseMarkdown: Parse};
const md = createMarkdownIt({markdownIt: injectImports({"/engine/sql.js": ["sql", "query"]})});
const importsIn = (source: string) => parseMarkdown(source, {md, path: "/page"}).code.flatMap(({node}) => node.imports.map(({name}) => name));

const fence = (info: string, text: string) => `\`\`\`${info}\n${text}\n\`\`\`\n`;

test.each([
  ["a sql cell", fence("sql", "select 1")],
  ["a named sql cell", fence("sql id=rows", "select ${limit}")],
  ["a tag in a js cell", fence("js", "const rows = await sql`select 1`;")],
  ["a function in a js cell", fence("js", 'display(await query("select 1"));')],
  ["a tag in a typescript cell", fence("ts", "const rows: object[] = await sql`select 1`;")],
  ["an inline expression", "There are ${(await sql`select 1`).length} rows."],
  ["an expression in HTML", "<div>${sql`select 1`}</div>"]
])("%s gets the import", (_, page) => expect(importsIn(page)).toEqual(["./engine/sql.js"]));

test.each([
  ["prose", "The word sql and `sql` in code."],
  ["a comment or a string", fence("js", 'const a = "sql"; // sql`select 1`')],
  ["a property", fence("js", "const a = {sql: 1}; a.sql;")],
  ["a cell that is shown, not run", fence("sql run=false", "select 1")],
  ["a page's own declaration", fence("js", "const sql = (s) => s;") + fence("js", "sql`x`;")]
])("%s gets none", (_, page) => expect(importsIn(page)).toEqual([]));

test("a page's own import stays the only one", () => {
  expect(importsIn(fence("js", 'import {sql} from "./other.js";') + fence("sql", "select 1"))).toEqual(["./other.js"]);
});

test("only the free names are imported", () => {
  const cell = (references: string[], declarations: string[] = []) => ({
    node: {references: references.map((name) => ({name})), declarations: declarations.map((name) => ({name}))}
  });
  expect(freeNames([cell(["sql", "query", "other"]), cell([], ["query"])], ["sql", "query"])).toEqual(["sql"]);
});

test("the configuration names modules that exist", () => {
  expect(readFileSync("src/engine/sql.ts", "utf8")).toMatch(/export function sql\b[\s\S]*export (async )?function query\b/);
});
