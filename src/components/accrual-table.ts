/** The receivable for the books: one row per month, to the cent. */
import type {AccrualRow} from "../model/forecast-accrual.js";
import {approx, formatAmount, formatMonth} from "../model/format.js";
import {indexMonth} from "../model/month-index.js";
import {distributorLabel} from "./colors.js";
import {dataTable} from "./data-table.js";

type Part = "opening" | "earned" | "received" | "restated" | "closing";

/** Cents as an amount; estimates carry ≈. */
const written = (cents: number, estimate: boolean): string => (estimate && cents !== 0 ? approx(formatAmount(cents / 100)) : formatAmount(cents / 100));

/** Newest month first. `rows` are totals, or the rows of one distributor. */
export function accrualTable(rows: readonly AccrualRow[], currency: string): HTMLElement {
  const column = (key: Part, label: string, estimate: boolean) =>
    ({key, label, unit: currency, estimate, value: (row: AccrualRow) => row[key] / 100, format: (_: number, row: AccrualRow) => written(row[key], estimate)});
  return dataTable([...rows].reverse(), {
    caption: "Accrued receivable by month", csvName: "accruals", rowsShown: 24, columns: [
      {key: "month", label: "Month", value: (row) => indexMonth(row.month), format: (month: Date) => formatMonth(month)},
      ...(rows.some((row) => row.distributor !== "all") ? [{key: "distributor", label: "Distributor", value: (row: AccrualRow) => distributorLabel(row.distributor)}] : []),
      column("opening", "Opening ≈", true), column("earned", "+ Earned ≈", true), column("received", "− Received", false),
      column("restated", "+ Restated ≈", true), column("closing", "= Closing ≈", true)
    ]
  });
}
