/** The one aggregation of statement_lines; every other table about statements starts from it. */
import {sumMoney, type Helper} from "./mart.js";

export const lineRollup: Helper = {
  name: "line_rollup",
  sql: `
create temp table line_rollup as
  select distributor, store, platform, unit_kind, artist, country, usage_month, reported_on, currency,
    ${sumMoney("earnings")} as earnings, ${sumMoney("greatest(earnings, 0)")} as positive_earnings,
    sum(unit_count)::bigint as unit_count, count(*) as line_count
  from statement_lines
  group by all;`
};

/** Money and units per usage month × distributor × platform × currency, over all reporting dates. */
export const statementCells: Helper = {
  name: "statement_cells",
  sql: `
create temp table statement_cells as
  select usage_month, distributor, platform, currency, ${sumMoney("earnings")} as earnings, ${sumMoney("fees")} as fees,
    sum(unit_count)::bigint as unit_count, sum(line_count)::bigint as line_count,
    min(reported_on) as first_reported_on, max(reported_on) as last_reported_on
  from arrivals
  group by usage_month, distributor, platform, currency;`
};
