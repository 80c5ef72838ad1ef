/** A result that the engine keeps as a table: the grid reads it page by page, sorts, filters and counts it there. */
import type {Aggregate} from "../model/chart-spec.js";
import {cellDate, cellNumber, isNumeric, isTemporal, type Cell, type ResultColumn} from "../model/result.js";
import {filterSql, type ColumnFilter, type SortBy} from "../model/result-filter.js";
import {BIN_COUNT, binLabel, type ColumnStatistics, type RowSource} from "../model/row-source.js";

/** Runs a statement and returns its rows. */
export type Ask = (text: string) => Promise<Cell[][]>;

/** A row source whose rows stand in `table`. `release` drops it and what was made from it. */
export interface ResultSource extends RowSource {
  table: string;
  release(): Promise<void>;
}

const name = ({name}: ResultColumn): string => `"${name.replaceAll('"', '""')}"`;

/** A column as it is handed over: what Arrow would not carry without loss arrives as the engine writes it. */
const exactColumn = (column: ResultColumn): string =>
  isNumeric(column.kind) || column.kind === "boolean" || column.kind === "date" ? name(column) : `${name(column)}::varchar as ${name(column)}`;

/** Numbers and days as DOUBLE, for histograms. */
const measure = (column: ResultColumn): string => (isTemporal(column.kind) ? `epoch(${name(column)}::timestamp)` : `${name(column)}::double`);

async function statisticsOf(ask: Ask, table: string, column: ResultColumn): Promise<ColumnStatistics> {
  const value = name(column);
  const comparable = column.kind === "nested" ? `${value}::varchar` : value;
  const shown = isNumeric(column.kind) || column.kind === "date" || column.kind === "boolean" ? "" : "::varchar";
  const [[count, known, distinct, min, max]] = await ask(`select count(*), count(${value}), count(distinct ${comparable}), min(${comparable})${shown}, max(${comparable})${shown} from ${table}`);
  const figures = {count: Number(count), nulls: Number(count) - Number(known), distinct: Number(distinct), min, max};
  if (min === null || !(isNumeric(column.kind) || isTemporal(column.kind))) return {...figures, bins: []};
  const [low, high] = [min, max].map((cell) => (isTemporal(column.kind) ? (cellDate(cell)?.getTime() ?? 0) / 1000 : (cellNumber(cell) ?? NaN)));
  if (!Number.isFinite(low) || !Number.isFinite(high)) return {...figures, bins: []};
  const bins = high > low ? BIN_COUNT : 1;
  const width = high > low ? (high - low) / bins : 1;
  const counted = new Map((await ask(`select least(${bins - 1}, floor((${measure(column)} - (${low})) / ${width}))::integer as bin, count(*) from ${table} where ${value} is not null group by bin`)).map(([bin, count]) => [Number(bin), Number(count)]));
  const scale = isTemporal(column.kind) ? 1000 : 1;
  return {...figures, bins: Array.from({length: bins}, (_, i) => ({label: binLabel((low + i * width) * scale, (bins === 1 ? high : low + (i + 1) * width) * scale, isTemporal(column.kind)), count: counted.get(i) ?? 0}))};
}

const AGGREGATES: Record<Exclude<Aggregate, "none">, (value: string) => string> = {
  count: () => "count(*)", sum: (value) => `sum(${value})`, mean: (value) => `avg(${value})`, median: (value) => `median(${value}::double)`, min: (value) => `min(${value})`, max: (value) => `max(${value})`
};

/** Columns that are no key are NULL; the groups come in the order in which they first appear. */
const combineSql = (table: string, columns: readonly ResultColumn[], keys: readonly number[], figure: number | null, aggregate: Exclude<Aggregate, "none">): string =>
  `select ${columns.map((column, j) => (keys.includes(j) ? exactColumn(column) : "null")).join(", ")}, ${AGGREGATES[aggregate](figure === null ? "1" : name(columns[figure]))}::double
  from ${table} group by ${keys.map((key) => name(columns[key])).join(", ")} order by min(rowid)`;

let count = 0;

/** A source over `table`, which has these columns and rows. Views of it stand in tables of their own; a new view drops the one before. */
export function resultSource(ask: Ask, table: string, columns: readonly ResultColumn[], rowCount: number): ResultSource {
  let made: string | null = null;
  const drop = async (each: string | null) => void (each && (await ask(`drop table if exists ${each}`).catch(() => {})));
  return {
    table, columns, rowCount,
    read: (from, to) => (columns.length && to > from ? ask(`select ${columns.map(exactColumn).join(", ")} from ${table} limit ${to - from} offset ${from}`) : Promise.resolve([])),
    statistics: (column) => statisticsOf(ask, table, columns[column]),
    combine: (keys, figure, aggregate) => ask(combineSql(table, columns, keys, figure, aggregate)),
    async view(sort, filters) {
      const before = made;
      const next = `${table}_view${++count}`;
      made = next;
      const [[n]] = await ask(`create table ${next} as select * from ${table}${whereSql(filters, columns)}${orderSql(sort, columns)}`);
      await drop(before);
      return resultSource(ask, next, columns, Number(n));
    },
    async release() {
      await drop(made);
      await drop(table);
    }
  };
}

const whereSql = (filters: readonly ColumnFilter[], columns: readonly ResultColumn[]): string =>
  filters.length ? ` where ${filters.map((filter) => filterSql(filter, columns[filter.column], name(columns[filter.column]))).join(" and ")}` : "";

/** Text in the order of its letters also where it lives as an ENUM. */
const orderSql = (sort: SortBy | null, columns: readonly ResultColumn[]): string =>
  sort ? ` order by ${name(columns[sort.column])}${columns[sort.column].kind === "text" ? "::varchar" : ""} ${sort.descending ? "desc" : "asc"} nulls last, rowid` : "";
