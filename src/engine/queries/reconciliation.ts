/** SQL of the reconciliation page: pure builders of `{sql, params}` in the dialect both engines run (DuckDB 0.9.1). */
import {measureSql} from "../../model/catalog/catalog.js";

export interface Query {
  sql: string;
  /** Values for the `?` in order. Days are ISO strings, cast in the SQL. */
  params: (string | number)[];
}

export interface MonthRange {
  /** First day of the first usage month, ISO. */
  from: string;
  /** Any day of the last usage month, ISO. */
  to: string;
}

export interface CellKey {
  usage_month: string;
  distributor: string;
  platform: string;
  currency: string;
}

/** Cells of the matrix on one rate basis: one row per usage month × distributor × platform × currency. */
export function reconciliationCells(range: MonthRange, basis: "default" | "observed"): Query {
  return {
    sql: `select usage_month, distributor, platform, currency, status, is_complete, expected_payment_on, first_reported_on,
  last_reported_on, line_count, expected_units, expected_rate, expected, actual_units, gross, fees, actual, variance,
  variance_pct, volume_effect, rate_effect, fee_effect
from reconciliation
where basis = ?::varchar and usage_month between date_trunc('month', ?::date)::date and ?::date
order by usage_month, distributor, platform, currency`,
    params: [basis, range.from, range.to]
  };
}

/** What a stream of each platform of the feed is expected to earn, on both bases; the observed rate with its sample. */
export function basisRates(): Query {
  return {
    sql: `with complete_months as (
  select *, row_number() over (partition by platform, currency order by usage_month desc) as recency
  from rates_observed where is_complete
)
select used.platform, used.currency, max(used.rate_default) as rate_default, max(used.rate_observed) as rate_observed,
  sum(used.stream_count) as stream_count, max(sample.trailing_units) as trailing_units,
  max(sample.trailing_months) as trailing_months, max(sample.usage_month) as observed_through
from expected_revenue as used
left join complete_months as sample
  on sample.platform = used.platform and sample.currency = used.currency and sample.recency = 1
group by used.platform, used.currency
order by stream_count desc, used.platform`,
    params: []
  };
}

const ofCell = "l.usage_month = ?::date and l.distributor = ?::varchar and l.platform = ?::varchar and l.currency = ?::varchar";
const cellParams = (cell: CellKey): string[] => [cell.usage_month, cell.distributor, cell.platform, cell.currency];

const figure = (name: "earnings" | "fees" | "statement_units"): string => measureSql(name, "statement_lines");

/** How many lines a cell has, and what they come to; one row. */
export function cellSummary(cell: CellKey): Query {
  return {
    sql: `select count(*) as line_count, count(*) filter (where l.unit_kind = 'fee') as fee_line_count, ${figure("statement_units")} as unit_count,
  ${figure("earnings")} as earnings, ${figure("fees")} as fees
from statement_lines as l where ${ofCell}`,
    params: cellParams(cell)
  };
}

/** Statement lines (or only the fee lines) of a cell, the largest amounts first whatever their sign; `limit` 0 means all. */
export function cellLines(cell: CellKey, page: {limit: number; offset: number; feesOnly?: boolean}): Query {
  const paged = page.limit > 0;
  return {
    sql: `select l.unit_kind, l.reported_on, l.store, l.product, l.artist, l.title, l.isrc, l.country, l.quantity, l.earnings, l.currency,
  f.file, l.line
from statement_lines as l
left join (select file_id, min(file) as file from datasets where status = 'loaded' group by file_id) as f on f.file_id = l.file_id
where ${ofCell}${page.feesOnly ? " and l.unit_kind = 'fee'" : ""}
order by abs(l.earnings) desc, l.file_id, l.line${paged ? "\nlimit ? offset ?" : ""}`,
    params: paged ? [...cellParams(cell), page.limit, page.offset] : cellParams(cell)
  };
}
