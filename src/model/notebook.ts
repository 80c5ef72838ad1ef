/** A notebook: what it is called and its cells. It holds SQL, Markdown, inputs and chart specs, never code, so that a shared one can run nothing. */
import {z} from "zod";
import {ChartSpec} from "./chart-spec.js";
import {isFreeName} from "./notebook-names.js";

/** At most so many characters in one cell, and so many cells: far beyond what a person writes, and a bound for what a link may bring. */
const MAX_TEXT = 100_000;
const MAX_CELLS = 300;

/** Text as it can be written to a file and read again: line feeds only, no half characters, no control characters but tabs. */
export const cleanText = (text: string): string => text.replace(/\r\n?/g, "\n").replace(/[\0-\x08\x0b-\x1f\x7f\ufeff]/g, "").replace(/\p{Surrogate}/gu, "\ufffd");
const text = (length: number) => z.string().max(length).transform(cleanText);
const line = (length: number) => text(length).transform((value) => value.replace(/\s+/g, " ").trim());

const Id = z.string().regex(/^[a-z][a-z0-9]{0,15}$/);
const Name = z.string().regex(/^[a-z][a-z0-9_]{0,39}$/).refine(isFreeName, {error: ({input}) => `name not free: ${String(input)}`});
const Day = z.string().regex(/^(\d{4}-\d\d-\d\d)?$/);
const cell = {id: Id, folded: z.boolean().default(false)};
const input = {...cell, kind: z.literal("input"), name: Name, label: line(120)};

export const MarkdownCell = z.object({...cell, kind: z.literal("markdown"), text: text(MAX_TEXT)});
/** `name` makes its rows a table for other cells; `show` is whether its rows are drawn as a table. */
export const SqlCell = z.object({...cell, kind: z.literal("sql"), name: Name.optional(), title: line(200).default(""), text: text(MAX_TEXT), show: z.boolean().default(true)});
/** `query` (its first column gives the values, a second one their labels) or `options`; an empty `value` is the first option. */
export const SelectCell = z.object({...input, type: z.literal("select"), query: text(MAX_TEXT).optional(), options: z.array(line(200)).max(500).default([]), value: line(200).default("")});
export const RangeCell = z.object({...input, type: z.literal("range"), min: z.number(), max: z.number(), step: z.number().positive().default(1), value: z.number()});
/** Days are ISO text; "" is no day, which is NULL in a query. */
export const DateCell = z.object({...input, type: z.literal("date"), value: Day.default("")});
export const TextCell = z.object({...input, type: z.literal("text"), value: line(500).default("")});
export const ToggleCell = z.object({...input, type: z.literal("toggle"), value: z.boolean().default(false)});
export const InputCell = z.discriminatedUnion("type", [SelectCell, RangeCell, DateCell, TextCell, ToggleCell]);
/** `from` is the name of the SQL cell that it draws. */
export const ChartCell = z.object({...cell, kind: z.literal("chart"), from: z.string().max(40).default(""), spec: ChartSpec});
export const Cell = z.union([MarkdownCell, SqlCell, InputCell, ChartCell]);

const withUniqueIds = (cells: readonly {id: string}[]): boolean => new Set(cells.map(({id}) => id)).size === cells.length;

/** `date` is ISO; `snapshot` is the id of the snapshot that it was last seen on. */
export const Notebook = z.object({
  title: line(200),
  author: line(200).default(""),
  date: Day.default(""),
  description: line(1000).default(""),
  snapshot: z.string().regex(/^[\w-]{0,80}$/).default(""),
  cells: z.array(Cell).max(MAX_CELLS).refine(withUniqueIds, "two cells have the same id")
});

export type MarkdownCell = z.infer<typeof MarkdownCell>;
export type SqlCell = z.infer<typeof SqlCell>;
export type SelectCell = z.infer<typeof SelectCell>;
export type InputCell = z.infer<typeof InputCell>;
export type ChartCell = z.infer<typeof ChartCell>;
export type Cell = z.infer<typeof Cell>;
export type Notebook = z.infer<typeof Notebook>;
export type CellKind = Cell["kind"];

/** Checks what came from a file, a link or the browser's storage. Throws `not a notebook: …` with the place and the reason. */
export function parseNotebook(value: unknown): Notebook {
  const result = Notebook.safeParse(value);
  if (result.success) return result.data;
  const {path, message} = result.error.issues[0];
  throw new Error(`not a notebook: ${path.join(".") || "content"}: ${message}`);
}

/** The name by which other cells read a cell; undefined when it has none. */
export const nameOf = (cell: Cell): string | undefined => (cell.kind === "sql" || cell.kind === "input" ? cell.name : undefined);
/** What a reader calls a cell: its name, or its place (from 1). */
export const cellLabel = (cell: Cell, index: number): string => nameOf(cell) ?? `cell ${index + 1}`;
/** The anchor of a cell in a notebook, a published page and a frozen file. */
export const anchorOf = (cell: Cell): string => `figure-${nameOf(cell) ?? cell.id}`;
