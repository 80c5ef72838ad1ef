/** What the checks ask of the statement lines, summed up once: reading all lines for every question takes longer than anything else. */
import {sumMoney, type Helper} from "./mart.js";

/** One row per file × reporting date × usage month × store as printed × currency. */
export const statementDays: Helper = {
  name: "statement_days",
  sql: `
create temp table statement_days as
  select file_id, distributor, currency, reported_on, usage_month, store, count(*) as lines, ${sumMoney("earnings")} as earnings, min(line)::integer as line, max(line)::integer as last_line
  from staged_lines
  group by file_id, distributor, currency, reported_on, usage_month, store;`
};
