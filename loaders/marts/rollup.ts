/**
 * Aggregations of statement_lines; every other table about statements starts from one. Each keeps `usage_month` or only
 * counts, so that those of separate months can be put together without reading a line again (`lines/summaries.ts`).
 */
import {sumMoney, type Helper} from "./mart.js";

/** A table that is `select(lines)` over all statement lines; `merge` puts together those of separate months, when they overlap. */
export interface Summary extends Helper {
  select: (lines: string) => string;
  merge?: (parts: string) => string;
}

const summary = (name: string, select: Summary["select"], merge?: Summary["merge"]): Summary =>
  ({name, sql: `create temp table ${name} as ${select("statement_lines")};`, select, merge});

export const lineRollup = summary("line_rollup", (lines) => `
  select distributor, store, platform, unit_kind, artist, country, usage_month, reported_on, currency,
    ${sumMoney("earnings")} as earnings, ${sumMoney("greatest(earnings, 0)")} as positive_earnings,
    sum(unit_count)::bigint as unit_count, count(*) as line_count
  from ${lines}
  group by all`);

/** What the checks ask: one row per file × reporting date × usage month × store as printed × currency. */
export const statementDays = summary("statement_days", (lines) => `
  select file_id, distributor, currency, reported_on, usage_month, store, count(*) as lines, ${sumMoney("earnings")} as earnings,
    min(line)::integer as line, max(line)::integer as last_line
  from ${lines}
  group by file_id, distributor, currency, reported_on, usage_month, store`);

/** Spellings of artists, with the first place of each. */
export const printedArtists = summary("printed_artists", (lines) => `
  select artist_raw, count(*) as row_count, (min((file_id, line)))[1] as file_id, (min((file_id, line)))[2]::integer as line
  from ${lines}
  group by artist_raw`, (parts) => `
  select artist_raw, sum(row_count)::bigint as row_count, (min((file_id, line)))[1] as file_id, (min((file_id, line)))[2]::integer as line
  from ${parts}
  group by artist_raw`);

export const summaries: Summary[] = [lineRollup, statementDays, printedArtists];

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
