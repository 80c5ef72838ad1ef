/** A page that `notebook-page.ts` wrote → the notebook it came from. */
import {cellNames, cellSource, END, type CellNames} from "./notebook-page.js";
import {parseNotebook, type Cell, type Notebook} from "./notebook.js";
import {fenceContent, unescapeTemplate, withoutTables} from "./page-text.js";

/** `notes` are sentences about what was changed by hand and has no place in a notebook. */
export type ReadPage = {notebook: Notebook; notes: string[]};

type Marker = {id: string; kind: Cell["kind"]; folded?: boolean; title?: string; show?: boolean; unnamed?: boolean};
type Part = {marker: Marker; source: string; line: number};

const MARKER = /^<!-- cell (\{.*\}) -->$/gm;

/** `key: JSON` or `key: plain text` lines of the front matter. Throws when the file has none. */
export function readFrontMatter(file: string): Record<string, unknown> {
  const match = /^\ufeff?---\n([\s\S]*?)\n---\n/.exec(file);
  if (!match) throw new Error("not a page: the file does not start with front matter (--- … ---)");
  return Object.fromEntries(match[1].split("\n").flatMap((line) => {
    const [, key, value] = /^(\w+):\s*(.*)$/.exec(line) ?? [];
    return key ? [[key, parsed(value)]] : [];
  }));
}

function parsed(value: string): unknown {
  try {
    return JSON.parse(value);
  } catch {
    return value.replace(/^'(.*)'$/, "$1");
  }
}

function partsOf(file: string): Part[] {
  const end = file.lastIndexOf(`\n${END}`);
  const body = end < 0 ? file : file.slice(0, end + 1);
  const markers = [...body.matchAll(MARKER)];
  return markers.map((match, i) => {
    const line = body.slice(0, match.index).split("\n").length;
    const marker = parsed(match[1]);
    if (!marker || typeof marker !== "object") throw new Error(`page not read: line ${line}: the marker of a cell is not JSON`);
    return {marker: marker as Marker, source: body.slice(match.index + match[0].length, markers[i + 1]?.index), line};
  });
}

const sqlText = (template: string, {queries}: CellNames): string => unescapeTemplate(withoutTables(template, (name) => queries.has(name)), (name) => (queries.has(name) ? name : `:${name}`));

const lost = ({marker, line}: Part, what: string): Error => new Error(`page not read: line ${line}: cell ${marker.id} (${marker.kind}) has no ${what}`);

/** The argument in JSON of the call that the cell's code makes. */
function argument(part: Part, call: string, pattern: RegExp): Record<string, unknown> {
  const code = [...part.source.matchAll(/^(`{3,})js\n([\s\S]*?)\n\1$/gm)].map(([, , text]) => pattern.exec(text)?.[1]).find(Boolean);
  const value = code === undefined ? undefined : parsed(code);
  if (!value || typeof value !== "object") throw lost(part, `${call}(…) with JSON in it`);
  return value as Record<string, unknown>;
}

/** Names by kind before the cells can be read: a query's text depends on them. */
function namesOf(parts: readonly Part[]): CellNames {
  return cellNames(parts.map(({marker, source}) => ({...marker, name: marker.kind === "sql" ? fenceContent(source, /^sql id=(\w+)/)?.info[1] : /^const (\w+) = view\(inputCell\(/m.exec(source)?.[1]})) as never);
}

function readMarkdown(part: Part): string {
  const code = /^\n\n(`{3,})js\ndisplay\(markdownCell\(("(?:[^"\\]|\\.)*"), \{.*\}\)\);\n\1\s*$/.exec(part.source);
  if (code) return String(parsed(code[2]));
  const {source} = part;
  return source.startsWith("\n\n") && source.endsWith("\n\n") && source.length >= 4 ? source.slice(2, -2) : source.trim();
}

function readCell(part: Part, names: CellNames): unknown {
  const {marker, source} = part;
  const {id, kind, folded} = marker;
  if (kind === "markdown") return {id, kind, folded, text: readMarkdown(part)};
  if (kind === "chart") return {...argument(part, "chartCell", /^display\(chartCell\((?:\w+|\[\]), (\{[\s\S]*\})\)\);$/), id, kind, folded};
  const query = fenceContent(source, /^sql id=(\w+)/);
  const text = query && sqlText(query.text, names);
  if (kind === "input") return {...argument(part, "inputCell", /inputCell\((\{[\s\S]*?\})(?:, \w+)?\)\);$/), id, kind, folded, query: text};
  if (kind !== "sql") throw new Error(`page not read: line ${part.line}: unknown kind of cell: ${String(kind)}`);
  if (!query) throw lost(part, "```sql id=… block");
  return {id, kind, folded, title: marker.title, show: marker.show, name: marker.unnamed ? undefined : query.info[1], text};
}

/** Throws a sentence that names the line when the page is not one of a notebook or was broken by hand. */
export function readNotebookPage(text: string): ReadPage {
  const file = text.replace(/\r\n?/g, "\n");
  const {title, author, date, description, snapshot} = readFrontMatter(file);
  const parts = partsOf(file);
  if (!parts.length) throw new Error("not a notebook: the page has no cells that a notebook knows (<!-- cell … -->)");
  const names = namesOf(parts);
  const notebook = parseNotebook({title, author, date, description, snapshot, cells: parts.map((part) => readCell(part, names))});
  const notes = notebook.cells.flatMap((cell, i) => {
    const {line, source} = parts[i];
    const [, written = ""] = /^.*\n([\s\S]*)$/.exec(cellSource(cell, names)) ?? [];
    return written.trim() === source.trim() ? [] : [`line ${line}: cell ${cell.id} was changed by hand; what is no part of a notebook is left out`];
  });
  return {notebook, notes};
}
