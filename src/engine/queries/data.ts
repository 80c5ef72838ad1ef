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

/** Months ("2025-06") of the statements of one distributor that are loaded. */
export function statementMonths(distributor: string): Query {
  return {sql: `select distinct strftime(reported_on, '%Y-%m') as month from arrivals where distributor = ? order by month`, params: [distributor]};
}

/** The sender's own ids of one distributor's loaded lines, with where they stand. */
export function transactionPlaces(distributor: string): Query {
  return {
    sql: `select d.transaction_id as id, f.file || ' line ' || d.line as place
from statement_details d join datasets f on f.file_id = d.file_id
where f.feed = ? and f.status = 'loaded' and d.transaction_id is not null`,
    params: [`${distributor}_statements`]
  };
}
