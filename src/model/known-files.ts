/** The files of a data folder for somebody who has none yet: what each gives, its columns, and a row to start with. Pure. */

export interface KnownFile {
  file: string;
  gives: string;
  /** Headings as they stand in the file; "…" where there are more. */
  columns: string;
  /** First row of a template, for files that no service exports. */
  example?: string;
}

/** Every file of the folder, grouped by what a label has first. */
export const knownFiles: {title: string; note?: string; files: KnownFile[]}[] = [
  {
    title: "Start with one of these", files: [
      {file: "tidy_daily_streams.csv", gives: "streams per day, and every estimate", columns: "date,spotify_streams,apple_streams,combined_streams,source"},
      {file: "dk_bank_details.csv", gives: "confirmed earnings, reconciliation and payments; DistroKid's own exports work as they are, under any name", columns: "Reporting Date,Sale Month,Store,Artist,Title,ISRC,UPC,Quantity,…,Earnings (USD)"},
      {file: "other statements", gives: "the same from TooLost, TuneCore, CD Baby, Believe, The Orchard, Symphonic and Bandcamp: csv, txt, xlsx or zip, under any name and in any folder below", columns: "as they send them"}
    ]
  },
  {
    title: "What you know yourself", note: "A template has one example row: put your own in its place.", files: [
      {file: "artist_aliases.csv", gives: "one name for each artist", columns: "alias,artist", example: "zone_a0,ZONE A0"},
      {file: "payment_terms.csv", gives: "days until each distributor pays (60 without it)", columns: "distributor,delay_days", example: "distrokid,60"},
      {file: "rates.csv", gives: "your own expected rate per stream", columns: "platform,rate,currency", example: "spotify,0.002274,USD"},
      {file: "payouts.csv", gives: "what reached the bank, beside the statements it pays", columns: "distributor,paid_on,amount,currency,reference,statement_period_from,statement_period_to", example: "distrokid,2025-09-08,120.50,USD,PAYOUT-1,2025-07-01,2025-07-31"},
      {file: "statement_totals.csv", gives: "what a statement says of itself: its total, the fee and the tax it took off", columns: "distributor,statement_period_from,statement_period_to,total,currency,fee,tax,note", example: "distrokid,2025-07-01,2025-07-31,121.72,USD,1.22,,"},
      {file: "fx_rates.csv", gives: "dated exchange rates: without one, two currencies are never compared", columns: "rate_on,from_currency,to_currency,rate", example: "2025-09-08,EUR,USD,1.17"},
      {file: "worklist.csv", gives: "what you have asked and settled, written by the Settlement page", columns: "item,state,updated_on,note,by", example: "payout:distrokid:2025-07-01:USD,open,2025-09-10,deposit is short,me"},
      {file: "royalty_splits.csv", gives: "who gets which share, in parts per million (your cut is 20% without it)", columns: "artist,isrc,party,share_ppm,valid_from", example: "ZONE A0,,label,200000,2024-01-01"},
      {file: "releases.csv", gives: "release dates and the list of tracks", columns: "release_id,artist,title,release_on,upc,isrc,track_title", example: "LL001,ZONE A0,Glass Kraal,2024-03-01,198760685510,QZSG92300016,Glass Kraal"},
      {file: "goals.csv", gives: "targets beside what was reached", columns: "metric,period,target,scope", example: "streams,2025,1000000,label"},
      {file: "approvals.csv", gives: "months that you have checked: a change of one is an alert", columns: "usage_month,distributor,approved_on,approved_total,note", example: "2025-06,distrokid,2025-09-01,1234.56,"}
    ]
  },
  {
    title: "Audience and advertising", files: [
      {file: "spotify_audience_curated_<time>.csv", gives: "listeners, streams and followers by day", columns: "date,listeners,streams,followers,artist_id,artist_name,…"},
      {file: "tiktok_analytics_curated_<time>.csv", gives: "views, likes and comments by artist and day", columns: "artist,zone,date,Video Views,Profile Views,Likes,Comments,Shares,…"},
      {file: "metaads_campaigns_daily.csv", gives: "what advertising cost and brought: by ad and day, by campaign, or account totals", columns: "date_start,ad_id,spend_usd,impressions,clicks,…"}
    ]
  },
  {
    title: "Events", files: [
      {file: "event_reports.csv", gives: "where visitors stood, and for how long", columns: "report_id,event_id,attendee_id,x,y,dwell_minutes,active_engagement,observed_at"},
      {file: "event_zones.csv", gives: "the sponsors' zones and their hourly rates", columns: "zone_id,event_id,sponsor,x,y,width,height,hourly_rate,currency"},
      {file: "event_attendees.csv", gives: "ticket holders, so that strangers do not count", columns: "attendee_id,event_id,ticket_type,checked_in"}
    ]
  }
];
