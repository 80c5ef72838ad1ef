/** Statements split by artist and country: which rules ask for it, and the query that answers. The overview has no such table. */
import type {StatementPart} from "./alert-facts.js";
import {leavesOf, type AlertLeaf, type AlertRule} from "./alert-rules.js";
import {measureSql} from "./catalog/catalog.js";
import {dayOf} from "./columns.js";

const partNames = ["artist", "country", "distributor", "platform"] as const;
export type Part = (typeof partNames)[number];

/** What a condition narrows or splits; null where neither is an artist or a country, and the arrivals suffice. */
export function partsOf(leaf: AlertLeaf): Part[] | null {
  if (leaf.kind !== "threshold" && leaf.kind !== "change") return null;
  const parts = partNames.filter((name) => leaf[name] !== undefined || leaf.per === name);
  return parts.includes("artist") || parts.includes("country") ? parts : null;
}

export const partsKey = (parts: readonly Part[]): string => parts.join(" ");

/** Every split that the rules ask for, once. */
export const partsOfRules = (rules: readonly AlertRule[]): Part[][] =>
  [...new Map(rules.flatMap(leavesOf).map(partsOf).filter((parts) => parts !== null).map((parts) => [partsKey(parts), parts])).values()];

/** SQL in the dialect of both engines (DuckDB 0.9.1): one row for each statement month and combination of the parts. `from` is where statement_lines is read. */
export function partsQuery(parts: readonly Part[], currency: string, from = "statement_lines"): {sql: string; params: string[]} {
  const names = parts.map((name) => `${name}::varchar`);
  return {
    sql: `select date_trunc('month', reported_on)::date as month, ${names.map((name, i) => `${name} as ${parts[i]}`).join(", ")},
  (${measureSql("earnings", "statement_lines")})::varchar as earnings, coalesce(sum(quantity) filter (where unit_kind = 'stream'), 0)::double as streams
from ${from}
where currency = ?::varchar and ${parts.map((name) => `${name} is not null`).join(" and ")}
group by 1, ${names.join(", ")}
order by 1, ${names.join(", ")}`,
    params: [currency]
  };
}

/** Rows of `partsQuery`; money is decimal text, so that both engines say the same, and a month is a Date or ISO text, as the engine has it. */
export const readParts = (rows: Iterable<Record<string, unknown>>): StatementPart[] =>
  Array.from(rows, (row) => ({...row, month: row.month instanceof Date ? row.month : dayOf(String(row.month)), earnings: Number(row.earnings), streams: Number(row.streams)}));
