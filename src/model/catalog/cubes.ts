/**
 * What the compiler may read: for each cube its rows, its calendars and the columns of its dimensions. Nothing outside this
 * file's SQL reaches a query, and every value of a request is bound.
 */
import type {DimensionName} from "./dimensions.js";

/** usage: when it was played or happened. statement: when it was reported. paid: when the money came or should come. */
export const calendars = ["usage", "statement", "paid"] as const;
export type Calendar = (typeof calendars)[number];

export const aggregateNames = ["sum", "mean", "latest"] as const;
export type AggregateName = (typeof aggregateNames)[number];

/** A DATE column and how fine it is: a month column holds first days. */
export interface TimeColumn {
  column: string;
  grain: "day" | "month";
}

export interface Cube {
  /** Served table that its rows come from. */
  table: string;
  /** Other served tables that `rows` reads. */
  tables?: readonly string[];
  /** A table expression in place of the table itself. */
  rows?: string;
  time: Partial<Record<Calendar, TimeColumn>>;
  dimensions: Partial<Record<DimensionName, string>>;
}

/** Dimensions whose column has their name. */
const column = (...names: DimensionName[]): Cube["dimensions"] => Object.fromEntries(names.map((name) => [name, name]));
const day = (name: string): TimeColumn => ({column: name, grain: "day"});
const month = (name: string): TimeColumn => ({column: name, grain: "month"});

/** Distributors that have sent no statement line stand apart, unless none has sent any: as the overview does it. */
const headline = `(select *, coalesce(max(line_count) over (partition by distributor, currency), 0) > 0
    or coalesce(max(line_count) over (partition by currency), 0) = 0 as is_headline from payments)`;

/** Months that every distributor with statements has reported in full on every platform, and in them the platforms that the feed counts. */
const completeCells = `(select cells.usage_month, cells.distributor, cells.platform, cells.currency, cells.earnings, cells.stream_count
    from kpi_monthly as cells
    join (select distributor, currency from kpi_monthly group by distributor, currency having sum(line_count) > 0) as senders
      on senders.distributor = cells.distributor and senders.currency = cells.currency
    join (select judged.usage_month, judged.currency from kpi_monthly as judged
        join (select distributor, currency from kpi_monthly group by distributor, currency having sum(line_count) > 0) as own
          on own.distributor = judged.distributor and own.currency = judged.currency
        group by judged.usage_month, judged.currency having bool_and(judged.is_complete)) as whole
      on whole.usage_month = cells.usage_month and whole.currency = cells.currency
    where cells.stream_count > 0)`;

/** Of two levels that report the same day, the finer: they count the same money. */
const finestAds = `(select * from (select *, min(case level::varchar when 'ad' then 1 else 2 end) over (partition by spent_on, currency) as finest from ad_daily)
    where case level::varchar when 'ad' then 1 else 2 end = finest)`;

/** Followers won or lost since the last day that was counted. */
const followerSteps = `(select *, follower_count - lag(follower_count) over (partition by artist, platform order by observed_on) as follower_change
    from audience_daily where follower_count is not null)`;

/** Each goal with what counts towards it; `actual` is empty where nothing measures it. A goal in money counts usage months. */
const reachedGoals = `(select goals.metric || ' ' || goals.period || ' ' || goals.scope as goal, goals.metric, goals.scope, goals.currency, goals.target,
      case when goals.metric = 'streams' and goals.scope = 'label' then (select sum(stream_count)::double from daily_streams where streamed_on between goals.starts_on and goals.ends_on)
        when goals.metric = 'streams' then (select sum(stream_count)::double from audience_daily where artist = goals.scope and observed_on between goals.starts_on and goals.ends_on)
        when goals.metric = 'spotify_followers' then (select arg_max(follower_count, observed_on)::double from audience_daily
          where artist = goals.scope and platform = 'spotify' and observed_on between goals.starts_on and goals.ends_on)
        when goals.metric like 'revenue_%' then (select sum(earnings)::double from monthly_revenue
          where currency = goals.currency and (goals.scope = 'label' or artist = goals.scope) and usage_month between goals.starts_on and goals.ends_on)
      end as actual from goals)`;

/** A day counts as missing when any row that the request keeps of it is. */
const fullDays = `(select streamed_on, distributor, platform, stream_count, bool_or(is_missing) over (partition by streamed_on{apart}) as is_missing from daily_streams{where})`;

const entries = {
  daily_streams: {table: "daily_streams", time: {usage: day("streamed_on")}, dimensions: column("distributor", "platform")},
  full_days: {table: "daily_streams", rows: fullDays, time: {usage: day("streamed_on")}, dimensions: column("distributor", "platform")},
  arrivals: {table: "arrivals", time: {usage: month("usage_month"), statement: day("reported_on")}, dimensions: column("distributor", "platform", "currency")},
  monthly_revenue: {table: "monthly_revenue", time: {usage: month("usage_month")}, dimensions: column("distributor", "platform", "artist", "country", "currency")},
  statement_lines: {
    table: "statement_lines", time: {usage: month("usage_month"), statement: day("reported_on")},
    dimensions: {
      ...column("distributor", "platform", "store", "product", "artist", "title", "isrc", "upc", "country", "unit_kind", "currency"),
      track: "coalesce(title, '') || ' · ' || coalesce(artist, '')"
    }
  },
  expected_revenue: {table: "expected_revenue", time: {usage: day("streamed_on"), paid: day("expected_payment_on")}, dimensions: column("distributor", "platform", "currency")},
  reconciliation: {table: "reconciliation", time: {usage: month("usage_month")}, dimensions: column("distributor", "platform", "status", "currency")},
  payments: {table: "payments", rows: headline, time: {usage: month("usage_month"), paid: day("expected_on")}, dimensions: {...column("distributor", "platform", "currency"), status: "{status}"}},
  complete_cells: {table: "kpi_monthly", rows: completeCells, time: {usage: month("usage_month")}, dimensions: column("distributor", "platform", "currency")},
  rates_observed: {table: "rates_observed", time: {usage: month("usage_month")}, dimensions: column("platform", "currency")},
  store_lags: {table: "store_lags", time: {}, dimensions: column("distributor", "store", "platform", "currency")},
  audience_daily: {table: "audience_daily", time: {usage: day("observed_on")}, dimensions: column("artist", "platform")},
  follower_steps: {table: "audience_daily", rows: followerSteps, time: {usage: day("observed_on")}, dimensions: column("artist", "platform")},
  tiktok_daily: {table: "tiktok_daily", time: {usage: day("observed_on")}, dimensions: column("artist")},
  ad_daily: {table: "ad_daily", rows: finestAds, time: {usage: day("spent_on")}, dimensions: {campaign: "campaign_name", ad: "ad_name", currency: "currency"}},
  releases: {table: "releases", time: {}, dimensions: {artist: "artist", isrc: "isrc", upc: "upc", title: "track_title"}},
  payouts: {table: "payouts", time: {paid: day("paid_on")}, dimensions: column("distributor", "currency")},
  quality_scores: {table: "quality_scores", time: {}, dimensions: column("dataset")},
  event_visits: {table: "event_visits", time: {usage: day("observed_on")}, dimensions: {event: "event_id", sponsor: "sponsor", currency: "currency"}},
  goals_reached: {table: "goals", tables: ["daily_streams", "audience_daily", "monthly_revenue"], rows: reachedGoals, time: {}, dimensions: column("goal")}
} as const satisfies Record<string, Cube>;

export type CubeName = keyof typeof entries;

export const cubes: Readonly<Record<CubeName, Cube>> = entries;
