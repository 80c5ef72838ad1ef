/** What a snapshot says of itself. Pages read it as `manifest.json`; `datasets` is also a table. */

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
}

export interface Problem {
  /** reject: rows in quarantine · flag: kept and marked · fail: no snapshot */
  severity: "reject" | "flag" | "fail";
  file: string;
  line?: number;
  column?: string;
  found?: string;
  expected?: string;
  count: number;
  /** For a person: file, line, what is wrong. */
  sentence: string;
}

export interface TableInfo {
  name: string;
  grain: string;
  key: string[];
  rows: number;
  bytes: number;
  columns: {name: string; type: string; description: string}[];
}

export interface Manifest {
  id: string;
  /** ISO instant */
  built_at: string;
  /** ISO date on which statuses were judged */
  as_of: string;
  as_of_pinned: boolean;
  label: string;
  /** Mark of the data folder: snapshots of one folder share it */
  folder: string;
  sample: boolean;
  data_through: string | null;
  streams_through: string | null;
  statements_through: string | null;
  inputs: Dataset[];
  tables: TableInfo[];
  problems: Problem[];
  /** step → seconds */
  timings: Record<string, number>;
  versions: Record<string, string>;
}
