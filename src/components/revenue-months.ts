/** Months of the revenue page: distributors side by side, and the table with totals. */
import type {RevenueFigures} from "../model/revenue-rows.js";
import {isoDay} from "../model/days.js";
import {approx, formatAmount, formatCount, formatMoney, formatMonth} from "../model/format.js";
import {groupBy, sumOf} from "../model/group.js";
import type {RevenuePart} from "../model/revenue.js";
import {monthChart, type MonthPart} from "./chart-months.js";
import {distributorColor, distributorLabel} from "./colors.js";
import {dataTable, type TableColumn} from "./data-table.js";

export type MonthRow = RevenueFigures & {month: Date; distributor: string};

export interface RevenueMonthsOptions {
  currency: string;
  /** "USD per usage month, Dec 2024 – Nov 2025" without the currency. */
  subtitle: string;
  selected?: string | null;
  onSelect: (month: string) => void;
}

const partsOf = (rows: readonly MonthRow[], estimates: readonly RevenuePart[]): MonthPart[] => [
  ...rows.map((row) => ({month: row.month, series: row.distributor, value: row.earnings})),
  ...[...groupBy(estimates, (part) => `${isoDay(part.month)}|${part.distributor}`).values()]
    .map((parts) => ({month: parts[0].month, series: parts[0].distributor, value: sumOf(parts, (part) => part.value), estimate: true}))
];

/** One chart per distributor on the same scale, to be read side by side; each is drawn for the width it gets. */
export function distributorCharts(rows: readonly MonthRow[], estimates: readonly RevenuePart[], options: RevenueMonthsOptions): ((width: number) => HTMLElement)[] {
  const parts = partsOf(rows, estimates);
  const ids = [...new Set(parts.map((part) => part.series))].sort();
  const heights = [...groupBy(parts, (part) => `${part.series}|${isoDay(part.month)}`).values()].map((group) => sumOf(group, (part) => Math.max(part.value, 0)));
  const maximum = Math.max(0, ...heights);
  return ids.map((id) => (width) => monthChart(parts.filter((part) => part.series === id), {
    width, height: 200, maximum, title: distributorLabel(id), subtitle: `${options.currency} ${options.subtitle}`,
    series: [{id, label: "confirmed", color: distributorColor(id)}], format: (value) => formatMoney(value, options.currency),
    selected: options.selected, onSelect: options.onSelect, note: rows.some((row) => row.distributor === id) ? null : "No statement line: all of it is an estimate."
  }));
}

type Known = {[Key in keyof RevenueFigures]: number | null};

/** Figures are null in a month without any line: nothing was reported, which is not 0. */
interface MonthFigures extends Known {
  month: Date;
  estimate: number | null;
  by: Record<string, number>;
}

function monthFigures(rows: readonly MonthRow[], estimates: readonly RevenuePart[]): MonthFigures[] {
  const expected = groupBy(estimates, (part) => isoDay(part.month));
  const months = groupBy(rows, (row) => isoDay(row.month));
  return [...new Set([...months.keys(), ...expected.keys()])].sort().map((key) => {
    const own = months.get(key) ?? [];
    const sum = (figure: keyof RevenueFigures) => (own.length ? sumOf(own, (row) => row[figure]) : null);
    return {
      month: new Date(key), earnings: sum("earnings"), fees: sum("fees"), unit_count: sum("unit_count"), stream_count: sum("stream_count"), line_count: sum("line_count"),
      estimate: expected.has(key) ? sumOf(expected.get(key)!, (part) => part.value) : null, by: Object.fromEntries(own.map((row) => [row.distributor, row.earnings]))
    };
  });
}

/** Earnings ÷ units as a column whose total is computed from sums, never summed. */
export const perUnitColumn = <Row extends Known>(currency: string): TableColumn<Row> => ({
  key: "per_unit", label: "Per unit", unit: currency, align: "right", format: (value) => formatAmount(value, 6),
  value: (row) => (row.unit_count ? (row.earnings ?? 0) / row.unit_count : null),
  total: (rows) => sumOf(rows, (row) => row.earnings) / sumOf(rows, (row) => row.unit_count) || null
});

/** A row per month with a total; selecting a month filters the page. */
export function monthlyTable(rows: readonly MonthRow[], estimates: readonly RevenuePart[], options: RevenueMonthsOptions & {caption: string}): HTMLElement {
  const {currency: unit, caption, selected, onSelect} = options;
  const distributors = [...new Set(rows.map((row) => row.distributor))].sort();
  const money = {unit, total: true, format: (value: number) => formatAmount(value)} as const;
  const own: TableColumn<MonthFigures>[] = distributors.length > 1
    ? distributors.map((id) => ({...money, key: `by_${id}`, label: distributorLabel(id), value: (row) => row.by[id] ?? null})) : [];
  return dataTable(monthFigures(rows, estimates), {
    caption, csvName: "revenue-months", totals: true, rowsShown: 26, sort: {key: "month", descending: true},
    rowKey: (row) => isoDay(row.month), selected, onSelect,
    columns: [
      {key: "month", label: "Month", format: formatMonth}, ...own,
      {...money, key: "earnings", label: "Earnings"}, {...money, key: "fees", label: "of it fees"},
      {key: "unit_count", label: "Units", total: true, format: formatCount}, {key: "stream_count", label: "of it streams", total: true, format: formatCount},
      perUnitColumn(unit), {key: "line_count", label: "Lines", total: true, format: formatCount},
      ...(estimates.length ? [{...money, key: "estimate", label: "Not yet reported ≈", estimate: true, format: (value: number) => approx(formatAmount(value))}] : [])
    ]
  });
}
