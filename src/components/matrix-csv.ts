/** The cells of the status matrix as CSV: both sides and the parts of their difference, exact. */
import {toCsv} from "../model/csv.js";
import {element} from "./dom.js";
import {download} from "./download.js";
import type {MatrixCell} from "./status-matrix.js";

/** The columns of `reconciliation` that are saved besides those of the grid. */
export interface ReconciliationRow extends MatrixCell {
  expected_units: number | null;
  expected_rate: number | null;
  actual_units: number | null;
  variance: number | null;
  volume_effect: number | null;
  rate_effect: number | null;
  fee_effect: number | null;
}

const columns = [
  "usage_month", "distributor", "platform", "currency", "status", "expected_units", "expected_rate", "expected", "actual_units", "actual",
  "variance", "variance_pct", "volume_effect", "rate_effect", "fee_effect"
] as const satisfies readonly (keyof ReconciliationRow)[];

/** A binary number's noise beyond twelve decimals is left off. */
const exact = (value: unknown): unknown => (typeof value === "number" ? Number(value.toFixed(12)) : value);

/** Button that saves the cells on screen, one line each. */
export function matrixCsvButton(cells: readonly ReconciliationRow[], csvName: string): HTMLElement {
  const save = () => download(csvName, toCsv(cells, columns.map((key) => ({header: key, value: (cell: ReconciliationRow) => exact(cell[key])}))));
  return element`<button type="button" class="csv-button all-lines" onclick=${save}>CSV of these ${cells.length} cells</button>`;
}
