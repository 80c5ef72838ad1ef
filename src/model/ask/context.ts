/** What a snapshot must tell before a question about it can be read: the names in it and how far its tables reach. */
import {askable, tablesOf} from "../catalog/catalog.js";
import {cubes, type Cube} from "../catalog/cubes.js";
import {dimensionValuesQuery, type CompileContext} from "../compile.js";
import {addDays, monthEnd, parseDay} from "../days.js";
import type {AskContext} from "./reading.js";
import {indexValues, namedDimensions, type DataValues, type NamedDimension} from "./values.js";

/** One row: `kind` is value, spelling, label or sender; `other` belongs to spellings (the artist) and labels (the text). */
export interface NameRow {
  kind: string;
  name: string;
  value: string;
  other: string | null;
}

/** One statement for both engines, over the tables that can be read; its rows are `NameRow`. */
export function namesQuery(tables: readonly string[]): string {
  const values = namedDimensions.flatMap((dimension) => {
    const sql = dimensionValuesQuery(dimension, tables)?.replace(/ order by value$/, "");
    return sql ? [`select 'value' as kind, '${dimension}' as name, value, null::varchar as other from (${sql}) as own`] : [];
  });
  const more: [table: string, sql: string][] = [
    ["artist_spellings", "select distinct 'spelling', '', artist_raw, artist from artist_spellings where is_known"],
    ["quality_scores", "select distinct 'label', '', dataset, label from quality_scores"],
    ["arrivals", "select distinct 'sender', '', distributor, null from arrivals"]
  ];
  return [...values, ...more.flatMap(([table, sql]) => (tables.includes(table) ? [sql] : []))].join("\nunion all\n") || "select '' as kind, '' as name, '' as value, null::varchar as other where false";
}

type Spans = AskContext["spans"];

/** First and last day by table, and by table and calendar ("arrivals@statement"); nothing lies after the as-of date. */
function spansOf({extents}: CompileContext, asOf: Date): Spans {
  const spans: Record<string, {from: Date; to: Date}> = {};
  for (const {table, time} of Object.values(cubes) as Cube[]) {
    for (const [calendar, column] of Object.entries(time)) {
      const extent = extents.get(`${table}.${column.column}`);
      const [from, last] = [parseDay(extent?.from), parseDay(extent?.to)];
      if (!from || !last) continue;
      const end = column.grain === "month" ? monthEnd(last) : last;
      const span = {from, to: end > asOf ? asOf : end};
      spans[`${table}@${calendar}`] ??= span;
      spans[table] ??= span;
    }
  }
  return spans;
}

/** The context of a snapshot, from the rows of `namesQuery` and what the compiler knows of it. */
export function askContext(rows: readonly NameRow[], compiler: CompileContext): AskContext {
  const asOf = parseDay(compiler.asOf)!;
  const of = (kind: string) => rows.filter((row) => row.kind === kind);
  const values: Partial<Record<NamedDimension, string[]>> = {};
  for (const {name, value} of of("value")) (values[name as NamedDimension] ??= []).push(value);
  const data: DataValues = {
    values, spellings: of("spelling").map(({value, other}) => ({spelling: value, artist: other ?? value})),
    datasetLabels: of("label").map(({value, other}) => ({dataset: value, label: other ?? value}))
  };
  const open = parseDay(compiler.incompleteFrom);
  return {asOf, index: indexValues(data), spans: spansOf(compiler, asOf), completeThrough: open && addDays(open, -1), senders: of("sender").map(({value}) => value), singles: compiler.singles, currencies: compiler.currencies};
}

/** Values of a dimension that the data hold, as filters take them. */
export const valuesOf = ({index}: AskContext, dimension: string): string[] =>
  [...new Set(index.all.filter((entry) => entry.dimension === dimension && !entry.absent).map(({value}) => value))].sort((a, b) => a.localeCompare(b));

/** Last day with data of a metric; the as-of date where it has none. */
export const throughOf = ({spans, asOf}: AskContext, name: string): Date => spans[tablesOf(askable(name))[0]]?.to ?? asOf;
