/** Every group of one dimension in figures, with shares and totals. */
import type {RevenueDimension} from "../model/revenue-rows.js";
import {formatAmount, formatCount, formatPercent} from "../model/format.js";
import {sumOf} from "../model/group.js";
import {dataTable} from "./data-table.js";
import {dimensionLabels, groupLabel, type BreakdownRow} from "./revenue-bars.js";
import {perUnitColumn} from "./revenue-months.js";

export interface BreakdownTableOptions {
  dimension: RevenueDimension;
  currency: string;
  caption: string;
  selected?: string | null;
  onSelect: (id: string) => void;
}

/** Largest first; selecting a row filters the page as its bar does. */
export function breakdownTable(rows: readonly BreakdownRow[], {dimension, currency: unit, caption, selected, onSelect}: BreakdownTableOptions): HTMLElement {
  const whole = sumOf(rows, (row) => row.earnings);
  const share = (value: number) => (whole > 0 ? value / whole : null);
  return dataTable(rows, {
    caption, csvName: `revenue-by-${dimension}`, totals: true, sort: {key: "earnings", descending: true},
    rowKey: (row) => row.id, selected, onSelect,
    columns: [
      {key: "label", label: dimensionLabels[dimension], value: (row) => groupLabel(dimension, row.id)},
      {key: "earnings", label: "Earnings", unit, total: true, format: (value) => formatAmount(value)},
      {key: "share", label: "Share", align: "right", value: (row) => share(row.earnings), total: () => share(whole), format: (value) => formatPercent(value)},
      {key: "fees", label: "of it fees", unit, total: true, format: (value) => formatAmount(value)},
      {key: "unit_count", label: "Units", total: true, format: formatCount},
      {key: "stream_count", label: "of it streams", total: true, format: formatCount},
      perUnitColumn(unit),
      {key: "line_count", label: "Lines", total: true, format: formatCount}
    ]
  });
}
