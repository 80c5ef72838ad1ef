/**
 * Aggregations of the statement lines; every other table about statements starts from one. All come from `line_cells`, which is
 * small whatever the number of lines, and of which those of separate files can be put together (`lines/write-lines.ts`).
 */
import {sumMoney, type Helper} from "./mart.js";
import {artistOf, joinAliases, joinPlaces} from "./names.js";

/** Lines of `lines` (shaped like staged_lines), added up by everything that a summary tells apart, as printed. */
export const printedCells = (lines: string): string => `
  select file_id, distributor, currency, reported_on, usage_month, store, country, artist_raw, earnings < 0 and quantity > 0 as is_charge,
    ${sumMoney("earnings")} as earnings, ${sumMoney("greatest(earnings, 0)")} as positive_earnings,
    sum(quantity)::bigint as quantity, count(*) as line_count, min(line)::integer as line, max(line)::integer as last_line
  from ${lines} group by all`;

/** A fee store, or an unlabelled Discovery Mode fee: a negative Spotify row that repeats plays already counted. */
export const isFee = (isCharge: string): string => `places.unit_kind = 'fee' or (places.platform = 'spotify' and ${isCharge})`;

/** The same with the names that statement_lines has; from `cells` (shaped like `printedCells`) and `place_names`. */
export const namedCells = (cells: string): string => `
  select places.file_id, places.distributor, places.currency, lines.reported_on, lines.usage_month, places.store, places.country, places.platform, places.product,
    case when ${isFee("lines.is_charge")} then 'fee' else places.unit_kind end as unit_kind, lines.artist_raw, lines.artist, lines.earnings, lines.positive_earnings,
    case when ${isFee("lines.is_charge")} then 0 else lines.quantity end as unit_count, lines.line_count, lines.line, lines.last_line
  from (select printed.* replace (coalesce(printed.artist_raw, '') as artist_raw), ${artistOf} as artist from ${cells} as printed ${joinAliases}) as lines
  ${joinPlaces()}`;

export const lineCells: Helper = {name: "line_cells", sql: `create table line_cells as ${namedCells(`(${printedCells("staged_lines")})`)};`};

const summary = (name: string, select: string): Helper => ({name, sql: `create table ${name} as ${select};`});

const lineRollup = summary("line_rollup", `
  select distributor, store, platform, unit_kind, artist, country, usage_month, reported_on, currency,
    ${sumMoney("earnings")} as earnings, ${sumMoney("positive_earnings")} as positive_earnings,
    sum(unit_count)::bigint as unit_count, sum(line_count)::bigint as line_count
  from line_cells
  group by all`);

/** What the checks ask: one row per file × reporting date × usage month × store as printed × currency. */
const statementDays = summary("statement_days", `
  select file_id, distributor, currency, reported_on, usage_month, store, sum(line_count)::bigint as lines, ${sumMoney("earnings")} as earnings,
    min(line) as line, max(last_line) as last_line
  from line_cells
  group by file_id, distributor, currency, reported_on, usage_month, store`);

/** Spellings of artists, with the first place of each. */
const printedArtists = summary("printed_artists", `
  select artist_raw, sum(line_count)::bigint as row_count, (min((file_id, line)))[1] as file_id, (min((file_id, line)))[2]::integer as line
  from line_cells
  group by artist_raw`);

export const summaries: Helper[] = [lineRollup, statementDays, printedArtists];

/** Money and units per usage month × distributor × platform × currency, over all reporting dates. */
export const statementCells: Helper = {
  name: "statement_cells",
  sql: `
create table statement_cells as
  select usage_month, distributor, platform, currency, ${sumMoney("earnings")} as earnings, ${sumMoney("fees")} as fees,
    sum(unit_count)::bigint as unit_count, sum(line_count)::bigint as line_count,
    min(reported_on) as first_reported_on, max(reported_on) as last_reported_on
  from arrivals
  group by usage_month, distributor, platform, currency;`
};
