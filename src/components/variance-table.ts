/** Expected, actual and the parts of their difference as a table whose every line adds up to the cent. */
import {formatAmount, formatChange, formatMonth} from "../model/format.js";
import type {VarianceGroup, VarianceRow} from "../model/variance-rows.js";
import type {ShownVariance} from "../model/variance.js";
import {distributorLabel, platformLabel} from "./colors.js";
import {dataTable, type TableColumn} from "./data-table.js";

const groupLabels: Record<VarianceGroup, string> = {month: "Usage month", platform: "Platform", distributor: "Distributor"};

const keyText = (by: VarianceGroup, key: Date | string): string =>
  key instanceof Date ? formatMonth(key) : by === "platform" ? platformLabel(key) : distributorLabel(key);

/** `overall` is the exact total in whole cents (rounded rows may differ from it by a cent or two). */
export interface VarianceTableOptions {
  by: VarianceGroup;
  overall: VarianceRow;
  currency: string;
  caption: string;
  csvName: string;
}

export function varianceTable(rows: readonly VarianceRow[], {by, overall, currency, caption, csvName}: VarianceTableOptions): HTMLElement {
  const money = (key: keyof ShownVariance, label: string, estimate = false): TableColumn<VarianceRow> => ({
    key, label, align: "right", estimate, value: (row) => row.shown[key] / 100, format: (value: number) => formatAmount(value), total: () => overall.shown[key] / 100
  });
  const columns: TableColumn<VarianceRow>[] = [
    {key: "key", label: groupLabels[by], value: (row) => (row.key instanceof Date ? row.key : keyText(by, row.key)), format: (value: Date | string) => (value instanceof Date ? formatMonth(value) : value)},
    money("expected", "Expected ≈", true), money("actual", "Actual"), money("variance", "Variance"),
    {key: "variance_pct", label: "in %", align: "right", value: (row) => row.total.variance_pct, format: (value: number) => formatChange(value / 100), total: () => overall.total.variance_pct},
    money("quantity", "Volume"), money("mix", "Mix"), money("rate", "Rate"), money("fees", "Fees")
  ];
  return dataTable(rows, {columns, caption: `${caption}, ${currency}`, csvName: `${csvName}-${currency.toLowerCase()}`, totals: true, rowsShown: 26});
}
