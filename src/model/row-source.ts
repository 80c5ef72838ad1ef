/** Where a grid gets its rows from: rows at hand, or rows that somebody reads page by page (the engine). Pure. */
import type {Aggregate} from "./chart-spec.js";
import {compareCells, isNumeric, isTemporal, cellDate, cellNumber, type Cell, type ResultColumn} from "./result.js";
import {passes, type ColumnFilter, type SortBy} from "./result-filter.js";

/** Of one column: `min` and `max` are cells of it; `bins` count the values between `from` and `to` of each, for numbers and days. */
export interface ColumnStatistics {
  count: number;
  nulls: number;
  distinct: number;
  min: Cell;
  max: Cell;
  bins: {label: string; count: number}[];
}

/** Rows by index. `read` gives whole rows of [from, to); `view` gives the same rows in another order or fewer of them. */
export interface RowSource {
  columns: readonly ResultColumn[];
  rowCount: number;
  read(from: number, to: number): readonly (readonly Cell[])[] | Promise<readonly (readonly Cell[])[]>;
  view(sort: SortBy | null, filters: readonly ColumnFilter[]): RowSource | Promise<RowSource>;
  statistics(column: number): ColumnStatistics | Promise<ColumnStatistics>;
  /**
   * Combined where the rows are, for sources that can: one row for each group of the columns `keys`, with the cells of
   * the first of its rows and one cell more at the end, the combined `figure` (null: rows are counted).
   */
  combine?(keys: readonly number[], figure: number | null, aggregate: Exclude<Aggregate, "none">): Promise<readonly (readonly Cell[])[]>;
}

export const BIN_COUNT = 20;

/** Text of a bin's ends, short enough for a tooltip. */
export function binLabel(from: number, to: number, isTime: boolean): string {
  const text = (value: number) => (isTime ? new Date(value).toISOString().slice(0, 10) : String(Number(value.toPrecision(4))));
  return `${text(from)} to ${text(to)}`;
}

/** Histogram of numbers in equal steps from the least to the greatest; one bin when all are the same. */
function histogram(values: readonly number[], isTime = false, count = BIN_COUNT): ColumnStatistics["bins"] {
  if (!values.length) return [];
  const [min, max] = values.reduce(([low, high], value) => [Math.min(low, value), Math.max(high, value)], [Infinity, -Infinity]);
  const width = max > min ? (max - min) / count : 1;
  const bins = Array.from({length: max > min ? count : 1}, (_, i) => ({label: binLabel(min + i * width, max > min ? min + (i + 1) * width : max, isTime), count: 0}));
  for (const value of values) ++bins[Math.min(bins.length - 1, Math.floor((value - min) / width))].count;
  return bins;
}

function statisticsOf(cells: readonly Cell[], {kind}: ResultColumn): ColumnStatistics {
  const known = cells.filter((cell): cell is Exclude<Cell, null> => cell !== null);
  let [min, max]: [Cell, Cell] = [null, null];
  for (const cell of known) {
    if (min === null || compareCells(cell, min, kind) < 0) min = cell;
    if (max === null || compareCells(cell, max, kind) > 0) max = cell;
  }
  const numbers = isNumeric(kind) ? known.map(cellNumber) : isTemporal(kind) ? known.map((cell) => cellDate(cell)?.getTime() ?? null) : [];
  const bins = histogram(numbers.filter((value): value is number => value !== null), isTemporal(kind));
  return {count: cells.length, nulls: cells.length - known.length, distinct: new Set(known).size, min, max, bins};
}

/** NULL last either way, as the engine has it. */
function ordered(indices: number[], cellAt: (row: number) => Cell, {kind}: ResultColumn, descending: boolean): number[] {
  const sign = descending ? -1 : 1;
  return indices.sort((i, j) => {
    const [a, b] = [cellAt(i), cellAt(j)];
    if (a === null || b === null) return a === b ? i - j : a === null ? 1 : -1;
    return sign * compareCells(a, b, kind) || i - j;
  });
}

/** Rows at hand: `cellAt` reads one cell; sorting and filtering never copy a row. */
export function cellSource(columns: readonly ResultColumn[], rowCount: number, cellAt: (row: number, column: number) => Cell): RowSource {
  const whole = (): number[] => Array.from({length: rowCount}, (_, i) => i);
  const over = (rows: readonly number[] | null): RowSource => {
    const at = (index: number) => (rows ? rows[index] : index);
    const count = rows ? rows.length : rowCount;
    return {
      columns, rowCount: count,
      read: (from, to) => Array.from({length: Math.max(0, Math.min(to, count) - from)}, (_, i) => columns.map((_column, j) => cellAt(at(from + i), j))),
      view: (sort, filters) => {
        const kept = whole().filter((row) => filters.every((filter) => passes(cellAt(row, filter.column), filter, columns[filter.column])));
        return over(sort ? ordered(kept, (row) => cellAt(row, sort.column), columns[sort.column], sort.descending) : kept);
      },
      statistics: (column) => statisticsOf(Array.from({length: count}, (_, i) => cellAt(at(i), column)), columns[column])
    };
  };
  return over(null);
}

/** Rows that are there as arrays. */
export const rowsSource = (columns: readonly ResultColumn[], rows: readonly (readonly Cell[])[]): RowSource => cellSource(columns, rows.length, (row, column) => rows[row][column]);
