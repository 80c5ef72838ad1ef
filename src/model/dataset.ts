/** One input file as a snapshot's manifest and its table `datasets` describe it. Pure. */
import type {StatedTotal} from "./own-total.js";

/** One file of the data folder, or one that is expected and missing. */
export interface Dataset {
  file: string;
  feed: string;
  status: "loaded" | "duplicate" | "not read" | "missing" | "failed";
  file_id: string;
  sha256: string;
  bytes: number;
  /** rows_in = rows_loaded + rows_quarantined + rows_superseded + rows_left_out for every loaded file */
  rows_in: number;
  rows_loaded: number;
  rows_quarantined: number;
  /** Rows that a newer file reports again. */
  rows_superseded: number;
  /** Total rows, which repeat the sum of others. */
  rows_left_out: number;
  /** ISO dates */
  first_on: string | null;
  last_on: string | null;
  layout: string;
  encoding: string;
  columns_not_loaded: string;
  needed_for: string;
  note: string;
  /** Totals of a statement that stand above its header. */
  stated_totals?: StatedTotal[];
}
