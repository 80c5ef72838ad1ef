/** SQL of the data page; see `reconciliation.ts` for the shape. */
import type {Query} from "./reconciliation.js";

/** Rejected rows with where they were and why. */
export function quarantineRows(limit: number): Query {
  return {
    sql: `select file, line, column_name, value, reason, feed, raw
from quarantine
order by file, line, column_name
limit ?`,
    params: [limit]
  };
}

/** First rows of a served table, in the order they are stored. Throws unless the table is one of `served`. */
export function firstRows(table: string, served: readonly string[], limit: number): Query {
  if (!served.includes(table)) throw new Error(`no such table: ${table}`);
  return {sql: `select * from "${table}" limit ?`, params: [limit]};
}
