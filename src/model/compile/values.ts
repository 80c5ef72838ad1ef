/** The values of a dimension, for filters and for reading questions. */
import {cubes, type Cube} from "../catalog/cubes.js";
import type {DimensionName} from "../catalog/dimensions.js";

/** Tables made from another one: their values are the other's too. */
const MADE_FROM: Record<string, string> = {arrivals: "statement_lines", monthly_revenue: "statement_lines"};

/** Tables with a dimension and its column, each figure's rows once and from the smallest table. */
function places(dimension: DimensionName, tables: readonly string[]): {table: string; column: string}[] {
  const found = new Map<string, {table: string; column: string}>();
  for (const {table, dimensions} of Object.values(cubes) as Cube[]) {
    const column = dimensions[dimension];
    const origin = MADE_FROM[table] ?? table;
    if (column && tables.includes(table) && !found.has(origin)) found.set(origin, {table, column: column.replaceAll("{status}", "status")});
  }
  return [...found.values()];
}

/** SQL that lists the values (`value`, text) in the order of the alphabet, without the blank one; null when no table has the dimension. Goals are named by their lines. */
export function dimensionValuesQuery(dimension: DimensionName, tables: readonly string[]): string | null {
  if (dimension === "goal") return tables.includes("goals") ? "select distinct metric || ' ' || period || ' ' || scope as value from goals order by value" : null;
  const each = places(dimension, tables).map(({table, column}) => `select (${column})::varchar as value from ${table} group by 1`);
  return each.length ? `select distinct value from (${each.join(" union all ")}) as all_values where value is not null and value <> '' order by value` : null;
}
