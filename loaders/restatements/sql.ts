/**
 * SQL that compares the statement lines of two snapshots. Everything is read from their Parquet files, so that the
 * comparison needs neither the data folder nor the code that made them.
 */
import {literal} from "../duckdb.js";
import {DEFAULT_DELAY_DAYS} from "../marts/lags.js";
import {sumMoney} from "../marts/mart.js";

const cell = "usage_month, distributor, platform, store, artist, currency";
const statement = "distributor, platform, usage_month, reported_on, currency";
/** What a line says; where it stands in which file does not matter. */
const content = `${cell}, reported_on, product, unit_kind, artist_raw, title, isrc, upc, country, quantity, team_ppm, source_type, earnings, withheld, recoup`;

const file = (dir: string, table: string): string => `read_parquet(${literal(`${dir}/${table}.parquet`)})`;

/** Lines of one side: all, or those of `files`; what the two snapshots share cancels out. */
function sideLines(name: string, dir: string, files: readonly string[] | "all"): string {
  const where = files === "all" ? "true" : files.length ? `file_id in (${files.map(literal).join(", ")})` : "false";
  return `create temp view ${name}_lines as select * from ${file(dir, "statement_lines")} where ${where};
create temp table ${name}_cells as select ${cell}, reported_on, ${sumMoney("earnings")} as earnings, sum(unit_count)::bigint as units, count(*) as lines
  from ${name}_lines group by ${cell}, reported_on;`;
}

/** When the older snapshot counted a cell as complete: the rule of `isComplete`, with the lags and terms that its payments show. */
const completeness = (before: string, asOf: string): string => `
create temp table through as select distributor, max(reported_on) as statements_through from ${file(before, "arrivals")} group by distributor;
create temp table lag_days as select distributor, platform, currency, max(complete_on - last_day(usage_month)) as days from ${file(before, "payments")} group by all;
create temp table term_days as select distributor, max(expected_on - last_day(usage_month)) as days from ${file(before, "payments")} group by all;
create temp table judged as
  select distinct usage_month, distributor, platform, currency,
    coalesce(least(date '${asOf}', statements_through) >= last_day(usage_month) + coalesce(lag_days.days, term_days.days, ${DEFAULT_DELAY_DAYS})::integer, false) as was_complete
  from (select * from before_cells union all select * from after_cells) as known
  left join through using (distributor)
  left join lag_days using (distributor, platform, currency)
  left join term_days using (distributor);`;

/** Cells × reporting date whose money, units or lines differ, each with its kind. */
const changes = (before: string): string => `
create temp table changes as
  with known as (select ${statement} from ${before}),
  beside as (
    select ${cell}, reported_on, coalesce(b.earnings, 0) as earnings_before, coalesce(a.earnings, 0) as earnings_after,
      coalesce(b.units, 0) as units_before, coalesce(a.units, 0) as units_after, coalesce(b.lines, 0) as lines_before, coalesce(a.lines, 0) as lines_after
    from before_cells as b full join after_cells as a using (${cell}, reported_on)
  )
  select beside.*, case when was_complete or known.reported_on is not null then 'restated' else 'arrived' end as kind
  from beside
  join judged using (usage_month, distributor, platform, currency)
  left join known using (${statement})
  where (earnings_before, units_before, lines_before) is distinct from (earnings_after, units_after, lines_after);`;

/** Lines on one side only, counted as often as they occur there more than on the other. */
const lineChanges = `
create temp table line_changes as
  with signed as (
    select ${content}, -1 as sign from before_lines semi join changes using (${cell}, reported_on)
    union all select ${content}, 1 from after_lines semi join changes using (${cell}, reported_on)
  ),
  surplus as (select ${cell}, reported_on, sum(sign) as surplus from signed group by ${content})
  select ${cell}, reported_on, sum(greatest(surplus, 0))::bigint as lines_added, sum(greatest(-surplus, 0))::bigint as lines_removed
  from surplus group by ${cell}, reported_on;`;

/** A cell with both kinds has two rows: the restated part comes first, and the arrived one goes on from there. */
const restatements = (before: string, months: readonly string[]): string => `
create temp table restatements as
  with whole as (
    select ${cell}, ${sumMoney("earnings")} as earnings, sum(unit_count)::bigint as units
    from (from ${before} where usage_month in (${months.map((month) => `date '${month}'`).join(", ") || "null"})) semi join changes using (${cell}) group by ${cell}
  ),
  parts as (
    select kind, ${cell}, ${sumMoney("earnings_after - earnings_before")} as change, sum(units_after - units_before)::bigint as units,
      sum(coalesce(lines_added, 0))::bigint as lines_added, sum(coalesce(lines_removed, 0))::bigint as lines_removed
    from changes left join line_changes using (${cell}, reported_on) group by kind, ${cell}
  ),
  ordered as (
    select parts.*, coalesce(whole.earnings, 0) + coalesce(case when kind = 'arrived' then first.change end, 0) as earnings_before,
      coalesce(whole.units, 0) + coalesce(case when kind = 'arrived' then first.units end, 0) as units_before
    from parts
    left join whole using (${cell})
    left join (select ${cell}, change, units from parts where kind = 'restated') as first using (${cell})
  )
  select kind, ${cell}, earnings_before::decimal(38, 18) as earnings_before, (earnings_before + change)::decimal(38, 18) as earnings_after, change,
    units_before::bigint as units_before, (units_before + units)::bigint as units_after, lines_added, lines_removed
  from ordered;`;

const restatedMonths = (before: string, after: string): string => `
create temp table restated_months as
  with totals as (
    select usage_month, distributor, currency, ${sumMoney("earnings_before")} as earnings_before, ${sumMoney("earnings_after")} as earnings_after
    from (select usage_month, distributor, currency, earnings as earnings_before, 0::decimal(38, 18) as earnings_after from ${before}
      union all select usage_month, distributor, currency, 0, earnings from ${after})
    group by usage_month, distributor, currency
  ),
  parts as (
    select usage_month, distributor, currency, coalesce(sum(change) filter (kind = 'restated'), 0)::decimal(38, 18) as restated,
      coalesce(sum(change) filter (kind = 'arrived'), 0)::decimal(38, 18) as arrived, count(*) filter (kind = 'restated') as restated_cells,
      count(*) filter (kind = 'arrived') as arrived_cells, sum(lines_added)::bigint as lines_added, sum(lines_removed)::bigint as lines_removed
    from restatements group by usage_month, distributor, currency
  )
  select usage_month, distributor, currency, earnings_before, earnings_after, restated, arrived, restated_cells, arrived_cells, lines_added, lines_removed
  from parts join totals using (usage_month, distributor, currency);`;

export interface Sides {
  /** Snapshot folders; without `before` there is nothing to compare and every table is empty. */
  before: string | null;
  after: string;
  /** As-of date of the older snapshot, ISO. */
  asOf: string;
  /** Ids of the files of each side whose lines can differ. */
  files: Record<"before" | "after", readonly string[]> | "all";
}

/** Creates `changes`, in a fresh database. */
export function differences({before, after, asOf, files}: Sides): string {
  const older = before ?? after;
  return [sideLines("before", older, files === "all" ? files : files.before), sideLines("after", after, files === "all" ? files : files.after), completeness(older, asOf), changes(file(older, "arrivals")), lineChanges].join("\n");
}

/** Creates `restatements` and `restated_months` from `changes`; `months` are those of the changes. */
export function totals({before, after}: Pick<Sides, "before" | "after">, months: readonly string[]): string {
  const older = before ?? after;
  return [restatements(file(older, "statement_lines"), months), restatedMonths(file(older, "arrivals"), file(after, "arrivals"))].join("\n");
}
