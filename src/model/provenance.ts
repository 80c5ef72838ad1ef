/** Where a figure comes from: the tables that its statement reads, and what limits them. Pure. */
import {metrics} from "./metrics.js";
import {tablesNamed} from "./sql-completion.js";

/** The part of a snapshot's manifest that is used. */
export interface ManifestPart {
  id: string;
  built_at: string;
  as_of: string;
  data_through: string | null;
  tables: readonly {name: string; grain: string; rows: number; columns: readonly {name: string; type: string; description: string}[]}[];
  problems: readonly {severity: string; file: string; sentence: string}[];
}

export interface SourceTable {
  name: string;
  grain: string;
  rows: number;
  /** Sentences of the metric catalog about figures made from this table. */
  limitations: string[];
}

export interface Provenance {
  sql: string;
  snapshotId: string;
  builtAt: string;
  dataThrough: string | null;
  tables: SourceTable[];
  /** Tables of the reader that are not in the snapshot. */
  own: string[];
}

/** Limitations of every metric that has this table among its sources, each once. */
const limitationsOf = (table: string): string[] =>
  [...new Set(Object.values(metrics).filter(({sources}) => sources.includes(table)).flatMap(({limitations}) => limitations))];

/** `ownTables` are the names of the reader's tables. A table that is only a common table expression is neither. */
export function provenanceOf(sql: string, manifest: ManifestPart, ownTables: readonly string[]): Provenance {
  const schema = manifest.tables.map((table) => ({...table}));
  const named = new Set([...tablesNamed(sql, schema).values()].map(({name}) => name));
  const own = new Set([...tablesNamed(sql, ownTables.map((name) => ({name, columns: []}))).values()].map(({name}) => name));
  return {
    sql, snapshotId: manifest.id, builtAt: manifest.built_at, dataThrough: manifest.data_through, own: [...own],
    tables: manifest.tables.filter(({name}) => named.has(name)).map(({name, grain, rows}) => ({name, grain, rows, limitations: limitationsOf(name)}))
  };
}
