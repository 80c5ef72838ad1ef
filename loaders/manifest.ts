/** What a snapshot says of itself. Pages read it as `manifest.json`; `datasets` is also a table. */
import type {Dataset} from "../src/model/dataset.js";
import type {StatementLayout} from "../src/model/statement-fields.js";

export type {Dataset};

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
  /** Layouts of the data folder's own mappings, so that the page previews a statement as the import reads it. */
  mappings: StatementLayout[];
  tables: TableInfo[];
  problems: Problem[];
  /** step → seconds */
  timings: Record<string, number>;
  versions: Record<string, string>;
}
