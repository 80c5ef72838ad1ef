/** What quality means for each feed: where its rows are, what must be filled, which figures come from it. */
import {statementLayouts} from "../../src/model/statement-layouts.js";
import {canonicalName} from "../artist-name.js";
import {USUAL_STREAMS} from "../marts/daily-streams.js";

export interface FeedSpec {
  feed: string;
  /** How a sentence calls it. */
  label: string;
  /** SQL of its loaded rows, with `file_id` and `line`. */
  rows: string;
  /** Table with the same dates as `rows` and far fewer rows, `lines` of them in each. */
  dates?: string;
  /** DATE that says how new the data are. */
  freshBy?: string;
  /** Name in `cadenceDays`. */
  cadence?: string;
  /** DATE of a daily series, and the columns of which each value has a series of its own. */
  daily?: {day: string; of: string};
  /** SQL `select part, day, what` of days whose 0 looks like a report that did not come. */
  zeros?: string;
  /** DATE columns of which each month between the first and the last should be there. */
  monthly?: Record<string, string>;
  /** Column → SQL of the rows that should have it. */
  filled: Record<string, string>;
  /** Served tables that hold figures of this feed. */
  figures: string[];
}

const artist = canonicalName("artist_raw");
/** Days with 0 among days that usually have 20 or more, by the rule of daily_streams. */
const suspectDays = (rows: string, count: string): string => `
  select part, day, '${count}' as what from (
    select *, median(case when n > 0 then n end) over (partition by part order by day range between interval 14 days preceding and interval 14 days following) as usual_count
    from (select ${artist} as part, observed_on as day, ${count} as n from ${rows}))
  where n = 0 and usual_count >= ${USUAL_STREAMS}`;
const streamZeros = "select distributor as part, streamed_on as day, string_agg(platform, ', ' order by platform) as what from daily_streams where is_missing group by distributor, streamed_on";

const fromStreams = ["daily_streams", "expected_revenue", "reconciliation", "payments", "kpi_monthly"];
const fromStatements = ["statement_lines", "monthly_revenue", "arrivals", "rates_observed", "expected_revenue", "reconciliation", "payments", "kpi_monthly", "store_lags"];

const known: FeedSpec[] = [
  {feed: "daily_streams", label: "Daily streams", rows: "staged_daily", freshBy: "streamed_on", cadence: "daily_streams", daily: {day: "streamed_on", of: "distributor"}, zeros: streamZeros, filled: {}, figures: fromStreams},
  {
    feed: "tiktok", label: "TikTok analytics", rows: "staged_tiktok", freshBy: "observed_on", cadence: "tiktok", daily: {day: "observed_on", of: artist}, zeros: suspectDays("staged_tiktok", "video_view_count"), figures: ["tiktok_daily"],
    filled: {profile_view_count: "true", like_count: "true", comment_count: "true", share_count: "true"}
  },
  {
    feed: "spotify_audience", label: "Spotify audience", rows: "staged_audience", freshBy: "observed_on", cadence: "spotify_audience", daily: {day: "observed_on", of: artist},
    zeros: suspectDays("staged_audience", "stream_count"), filled: {}, figures: ["audience_daily"]
  },
  {
    feed: "meta_ads", label: "Meta ads", freshBy: "day", cadence: "meta_ads", figures: ["ad_daily", "ad_campaigns"], filled: {impression_count: "true", click_count: "true"},
    rows: "(select file_id, line, spent_on as day, impression_count, click_count from staged_ads union all select file_id, line, last_seen_on, impression_count, click_count from staged_ad_campaigns)"
  },
  {feed: "releases", label: "Releases", rows: "staged_releases", filled: {upc: "true", isrc: "true", track_title: "true"}, figures: ["releases"]},
  {feed: "royalty_splits", label: "Royalty splits", rows: "staged_splits", filled: {}, figures: ["royalty_splits"]},
  {feed: "payouts", label: "Payouts", rows: "staged_payouts", freshBy: "paid_on", cadence: "payouts", monthly: {paid_on: "a deposit"}, filled: {reference: "true", statement_from_on: "true", statement_to_on: "true"}, figures: ["payouts"]},
  {feed: "goals", label: "Goals", rows: "staged_goals", filled: {}, figures: ["goals"]},
  {feed: "approvals", label: "Approved months", rows: "staged_approvals", filled: {}, figures: ["approvals"]},
  {feed: "statement_totals", label: "Statement totals", rows: "staged_statement_totals", filled: {}, figures: ["statement_matches"]},
  {feed: "fx_rates", label: "Exchange rates", rows: "staged_fx_rates", filled: {}, figures: ["statement_matches"]},
  {feed: "worklist", label: "Work list", rows: "staged_worklist", filled: {}, figures: ["worklist"]},
  {feed: "artist_aliases", label: "Artist aliases", rows: "staged_aliases", filled: {}, figures: ["artist_spellings", "monthly_revenue"]},
  {feed: "rates", label: "Reference rates", rows: "staged_rates", filled: {}, figures: ["expected_revenue", "reconciliation", "payments"]},
  {feed: "payment_terms", label: "Payment terms", rows: "staged_terms", filled: {}, figures: ["payments", "reconciliation"]},
  {feed: "event_reports", label: "Event reports", rows: "staged_event_reports", filled: {attendee_id: "true", dwell_minutes: "true", active_engagement: "true", x: "true", y: "true"}, figures: ["event_visits", "event_attribution"]},
  {feed: "event_zones", label: "Event zones", rows: "staged_event_zones", filled: {sponsor: "true"}, figures: ["event_visits", "event_attribution"]},
  {feed: "event_attendees", label: "Ticket holders", rows: "staged_event_attendees", filled: {ticket_type: "true"}, figures: ["event_visits", "event_attribution"]}
];

const labelOf = (distributor: string): string => Object.values(statementLayouts).find((layout) => layout.distributor === distributor)?.label ?? distributor;

/** Statements of any distributor; `name` is the distributor's as in the feed, such as distrokid_statements. */
const statements = (feed: string): FeedSpec => ({
  feed, label: `${labelOf(feed.replace(/_statements$/, ""))} statements`, rows: "staged_lines", dates: "statement_days", freshBy: "reported_on", cadence: "statements",
  monthly: {usage_month: "a line", reported_on: "a statement"},
  filled: {store: "true", artist_raw: "true", title: "true", country: "true", isrc: "lower(kind_raw) = 'song'"},
  figures: fromStatements
});

/** The feed's own description; undefined for one that no table reads. */
export function specOf(feed: string): FeedSpec | undefined {
  return known.find((spec) => spec.feed === feed) ?? (feed.endsWith("_statements") ? statements(feed) : undefined);
}
