/** What a reader needs to trust a figure and to work it out again: where it is from and what it does not say. */
import {metrics} from "./metrics.js";
import type {Metric} from "./metrics/metric.js";
import {sqlNames} from "./sql-names.js";

/** The parts of the snapshot's manifest that are cited. Days and instants are ISO text. */
export interface CitedManifest {
  id: string;
  built_at: string;
  data_through: string | null;
  tables: readonly {name: string; grain: string; rows: number; columns: readonly {name: string}[]}[];
  inputs: readonly {file: string; feed: string; status: string; needed_for: string}[];
}

/** `sql` runs by itself on any snapshot; `link` shows the same figure again. */
export interface Citation {
  sql: string;
  snapshotId: string;
  builtAt: string;
  dataThrough: string | null;
  sources: {table: string; grain: string; rows: number}[];
  limitations: string[];
  link?: string;
}

/** Metrics that a table is the first source of say what holds for it; the catalog lists the plainest first. */
const PER_TABLE = 3;

/** What the catalog says against figures from these tables. */
export function limitationsOf(tables: readonly string[], catalog: readonly Metric[] = Object.values(metrics)): string[] {
  const about = tables.flatMap((table) => catalog.filter(({sources}) => sources[0] === table).slice(0, PER_TABLE));
  return [...new Set(about.flatMap(({limitations}) => limitations))];
}

/** The citation of a query's result on a snapshot. */
export function citationOf(sql: string, manifest: CitedManifest, link?: string): Citation {
  const names = new Set(sqlNames(sql).tables);
  const tables = manifest.tables.filter(({name}) => names.has(name));
  return {
    sql, link, snapshotId: manifest.id, builtAt: manifest.built_at, dataThrough: manifest.data_through,
    sources: tables.map(({name, grain, rows}) => ({table: name, grain, rows})),
    limitations: limitationsOf(tables.map(({name}) => name))
  };
}
