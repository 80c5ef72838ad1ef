/** Empty shapes of the staged tables of the feeds besides streams and statements: a feed without files still has its table. */

export const feedTargets: Record<string, string> = {
  staged_tiktok: `file_id varchar, line integer, artist_raw varchar, observed_on date, zone varchar, video_view_count bigint, profile_view_count bigint, like_count bigint,
    comment_count bigint, is_comment_count_unknown boolean, share_count bigint, new_follower_count bigint, export_follower_count bigint, exported_on date`,
  staged_audience: `file_id varchar, line integer, artist_raw varchar, observed_on date, platform varchar, artist_id varchar, listener_count bigint,
    stream_count bigint, follower_count bigint`,
  staged_ads: `file_id varchar, line integer, level varchar, spent_on date, stop_on date, currency varchar, campaign_id varchar, campaign_name varchar, adset_id varchar,
    adset_name varchar, ad_id varchar, ad_name varchar, spend decimal(38,18), impression_count bigint, click_count bigint, reach_count bigint, result_count bigint, result_type varchar`,
  staged_ad_campaigns: `file_id varchar, line integer, campaign_id varchar, campaign_name varchar, first_seen_on date, last_seen_on date, currency varchar, spend decimal(38,18),
    impression_count bigint, click_count bigint, max_daily_reach_count bigint, is_active boolean, active_day_count bigint`,
  staged_releases: "file_id varchar, line integer, release_id varchar, artist_raw varchar, title varchar, release_on date, upc varchar, isrc varchar, track_title varchar",
  staged_splits: "file_id varchar, line integer, artist_raw varchar, isrc varchar, party varchar, share_ppm bigint, valid_from_on date",
  staged_payouts: `file_id varchar, line integer, distributor varchar, paid_on date, amount decimal(38,18), currency varchar, reference varchar,
    statement_from_on date, statement_to_on date`,
  staged_goals: "file_id varchar, line integer, metric varchar, period varchar, target decimal(38,18), scope varchar",
  staged_approvals: "file_id varchar, line integer, usage_month date, distributor varchar, currency varchar, approved_on date, approved_total decimal(38,18), note varchar",
  staged_statement_totals: `file_id varchar, line integer, distributor varchar, statement_from_on date, statement_to_on date, total decimal(38,18), currency varchar,
    fee decimal(38,18), tax decimal(38,18), note varchar`,
  staged_fx_rates: "file_id varchar, line integer, rate_on date, from_currency varchar, to_currency varchar, rate decimal(18,12)",
  staged_worklist: "file_id varchar, line integer, item varchar, state varchar, updated_on date, note varchar, updated_by varchar",
  staged_event_reports: `file_id varchar, line integer, report_id varchar, event_id varchar, attendee_id varchar, x varchar, y varchar, dwell_minutes varchar,
    active_engagement varchar, observed_at varchar`,
  staged_event_zones: `file_id varchar, line integer, zone_id varchar, event_id varchar, sponsor varchar, x decimal(38,18), y decimal(38,18), width decimal(18,12),
    height decimal(18,12), hourly_rate decimal(18,12), currency varchar`,
  staged_event_attendees: "file_id varchar, line integer, attendee_id varchar, event_id varchar, ticket_type varchar, is_checked_in boolean"
};
