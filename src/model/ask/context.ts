/** What a snapshot must tell before a question about it can be read: the names in it and how far its tables reach. */
import {parseDay} from "../days.js";
import type {AskContext} from "./reading.js";
import {indexValues, type DataValues, type NamedDimension} from "./values.js";

/** One row: `kind` says what it is. Dates are ISO text. */
export interface ContextRow {
  kind: string;
  name: string;
  value: string | null;
  other: string | null;
}

/** Where the names of a dimension stand. */
const NAMES: readonly [NamedDimension, table: string, column: string][] = [
  ["distributor", "kpi_monthly", "distributor"], ["distributor", "payouts", "distributor"],
  ["platform", "kpi_monthly", "platform"], ["platform", "arrivals", "platform"], ["platform", "audience_daily", "platform"],
  ["artist", "monthly_revenue", "artist"], ["artist", "audience_daily", "artist"], ["artist", "tiktok_daily", "artist"], ["artist", "releases", "artist"],
  ["title", "statement_lines", "title"], ["title", "releases", "track_title"],
  ["country", "monthly_revenue", "country"], ["store", "store_lags", "store"], ["store", "statement_lines", "store"],
  ["campaign", "ad_daily", "campaign_name"], ["dataset", "quality_scores", "dataset"], ["event", "event_visits", "event_id"], ["sponsor", "event_visits", "sponsor"],
  ["currency", "monthly_revenue", "currency"], ["currency", "ad_daily", "currency"]
];

/** Tables with a calendar, and its columns; months count to their last day. */
const SPANS: readonly [table: string, first: string, last: string][] = [
  ["daily_streams", "streamed_on", "streamed_on"], ["arrivals", "usage_month", "last_day(usage_month)"], ["monthly_revenue", "usage_month", "last_day(usage_month)"],
  ["statement_lines", "usage_month", "last_day(usage_month)"], ["expected_revenue", "streamed_on", "streamed_on"], ["reconciliation", "usage_month", "last_day(usage_month)"],
  ["payments", "usage_month", "last_day(usage_month)"], ["kpi_monthly", "usage_month", "last_day(usage_month)"], ["rates_observed", "usage_month", "last_day(usage_month)"],
  ["audience_daily", "observed_on", "observed_on"], ["tiktok_daily", "observed_on", "observed_on"], ["ad_daily", "spent_on", "spent_on"], ["payouts", "paid_on", "paid_on"], ["event_visits", "observed_on", "observed_on"]
];

/** One statement for both engines; its rows are `ContextRow`. */
export function contextSql(): string {
  const names = NAMES.map(([dimension, table, column]) => `select distinct 'value' as kind, '${dimension}' as name, ${column}::varchar as value, null::varchar as other from ${table} where ${column} is not null`);
  const spans = SPANS.map(([table, first, last]) => `select 'span', '${table}', min(${first})::date::varchar, max(${last})::date::varchar from ${table}`);
  return [
    ...names, ...spans,
    "select distinct 'spelling', artist_raw, artist, null from artist_spellings where is_known",
    "select distinct 'dataset', dataset, label, null from quality_scores",
    "select distinct 'sender', distributor, null, null from arrivals",
    `select 'complete', '', max(usage_month)::date::varchar, last_day(max(usage_month))::date::varchar from (
      select cells.usage_month from kpi_monthly as cells where cells.distributor in (select distributor from arrivals) group by cells.usage_month having bool_and(cells.is_complete))`
  ].join("\nunion all\n");
}

/** Payment states are words of the grammar of payments, not of the data. */
const STATUSES = ["OVERDUE", "DUE", "DUE_SOON", "PENDING", "PAID", "MATCHED", "VARIANCE"];

/** The context of a snapshot from the rows of `contextSql` and its as-of date. */
export function askContext(rows: readonly ContextRow[], asOf: Date): AskContext {
  const of = (kind: string) => rows.filter((row) => row.kind === kind);
  const values: Partial<Record<NamedDimension, string[]>> = {status: STATUSES};
  for (const {name, value} of of("value")) {
    const own = (values[name as NamedDimension] ??= []);
    if (value && !own.includes(value)) own.push(value);
  }
  const data: DataValues = {
    values, spellings: of("spelling").map(({name, value}) => ({spelling: name, artist: value ?? name})),
    datasetLabels: of("dataset").map(({name, value}) => ({dataset: name, label: value ?? name}))
  };
  const spans = of("span").flatMap(({name, value, other}) => {
    const [from, to] = [parseDay(value), parseDay(other)];
    return from && to ? [[name, {from, to: to > asOf ? asOf : to}] as const] : [];
  });
  return {asOf, index: indexValues(data), spans: Object.fromEntries(spans), completeThrough: parseDay(of("complete")[0]?.other), senders: of("sender").map(({name}) => name)};
}
