/** overview.json: the small tables that pages draw before the engine is ready. Its size does not depend on the number of statement lines. */
import {canonicalName} from "./artist-name.js";
import type {Database} from "./duckdb.js";
import type {Manifest} from "./manifest.js";

/** name → SQL; every table is written as an object of equally long arrays, money as decimal strings, dates as ISO strings. These read marts alone. */
const ofMarts: Record<string, string> = {
  daily: `select streamed_on, distributor, platform, d.stream_count::integer as stream_count, is_missing, e.expected_default, e.expected_observed
    from daily_streams d left join expected_revenue e using (streamed_on, distributor, platform) order by streamed_on, distributor, platform`,
  kpi_monthly: "from kpi_monthly order by usage_month, distributor, platform, currency",
  payments: "from payments order by usage_month, distributor, platform, currency",
  arrivals: "select distributor, platform, usage_month, reported_on, currency, earnings, unit_count::integer as unit_count, line_count::integer as line_count from arrivals order by all",
  artists: `select usage_month, artist, currency, sum(earnings)::decimal(38,18) as earnings, sum(stream_count)::bigint as stream_count
    from monthly_revenue group by all order by usage_month, artist, currency`,
  countries: `select usage_month, country, currency, sum(earnings)::decimal(38,18) as earnings, sum(stream_count)::bigint as stream_count
    from monthly_revenue group by all order by usage_month, country, currency`,
  goal_followers: `select platform, artist, observed_on, max(follower_count)::integer as follower_count from audience_daily
    where follower_count is not null and artist in (select scope from goals where metric = platform || '_followers') group by all order by platform, artist, observed_on`,
  goal_payouts: "select paid_on, currency, statement_to_on, sum(amount)::decimal(38, 18) as amount from payouts where currency in (select currency from goals where metric like 'payouts_%') group by all order by paid_on, currency, statement_to_on"
};

/** These read what comes later, or temporary tables of the connection that made the marts. */
const ofAll: Record<string, string> = {
  quality_scores: "select dataset, label, score, status, sentence from quality_scores order by dataset",
  quality_checks: "select dataset, check_id, severity, status, sentence, action, figures from quality_checks where status <> 'healthy' order by dataset, check_id",
  /** Days in a row on which a dataset brought rows. */
  feed_runs: `select dataset, min(covered_on) as from_on, max(covered_on) as to_on
    from (select *, covered_on - row_number() over (partition by dataset order by covered_on)::integer as run from coverage_days where state <> 'missing') group by dataset, run order by dataset, from_on`,
  goals: `select g.metric, g.period, g.starts_on, g.ends_on, g.scope, g.target, g.currency, f.file, f.line
    from goals g left join (select metric, period, ${canonicalName("scope")} as scope, min(file) as file, min(line) as line from staged_goals join datasets using (file_id) group by all) f using (metric, period, scope)
    order by g.ends_on, g.metric, g.scope`,
  rates: "select platform, currency, default_rate, observed_rate, observed_units, observed_months, observed_through from platform_rates order by platform, currency"
};

export type Columnar = Record<string, (string | number | boolean | null)[]>;

/** The tables of some SQL, one after the other. */
async function read(db: Database, tables: Record<string, string>): Promise<Record<string, Columnar>> {
  const body: Record<string, Columnar> = {};
  for (const [name, sql] of Object.entries(tables)) body[name] = await columnar(db, sql);
  return body;
}

/** The tables that need the marts alone: they can be read on another connection than the one that goes on. */
export const overviewOfMarts = (db: Database): Promise<Record<string, Columnar>> => read(db, ofMarts);

/** The object that becomes overview.json, from `overviewOfMarts` and everything else. */
export async function overview(db: Database, manifest: Manifest, early: Record<string, Columnar>): Promise<Record<string, unknown>> {
  const {id, built_at, as_of, as_of_pinned, label, sample, data_through, streams_through, statements_through, inputs, problems} = manifest;
  const head = {as_of, as_of_pinned, label, sample, snapshot_id: id, built_at, data_through, streams_through, statements_through, datasets: inputs, problems};
  return {...head, ...early, ...(await read(db, ofAll))};
}

async function columnar(db: Database, sql: string): Promise<Columnar> {
  const plain = (value: unknown) => (typeof value === "bigint" ? Number(value) : typeof value === "string" ? shortDecimal(value) : (value as number | boolean | null));
  return Object.fromEntries(Object.entries(await db.columns(sql)).map(([name, values]) => [name, values.map(plain)]));
}

/** "1.500000000000000000" → "1.5": the same number in fewer bytes. */
const shortDecimal = (text: string): string => (/^-?\d+\.\d{12,18}$/.test(text) ? text.replace(/\.?0+$/, "") : text);
