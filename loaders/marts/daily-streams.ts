/** daily_streams: one row per day × distributor × platform. */
import type {Mart} from "./mart.js";

/** A zero among days that stream at least this much is a report that did not come. */
export const USUAL_STREAMS = 20;

export const dailyStreams: Mart = {
  name: "daily_streams",
  grain: "one row per day × distributor × platform",
  key: ["streamed_on", "distributor", "platform"],
  orderBy: "streamed_on, distributor, platform",
  columns: {
    streamed_on: "day of streaming",
    usage_month: "its month (first day)",
    distributor: "who reports the streams",
    platform: "spotify, apple, or other (the rest of the combined count, where there is one)",
    stream_count: "streams on that day",
    is_missing: "a 0 that looks like a missing report: the other days within two weeks have a median of 20 or more",
    expected_payment_on: "the day plus the distributor's payment terms"
  },
  // Two reports of one day: the later line stands, so that the day never counts twice.
  sql: `
with reports as (
  select distinct on (streamed_on, distributor) streamed_on, distributor, coalesce(spotify, 0) as spotify,
    coalesce(apple, 0) as apple, coalesce(combined, 0) - coalesce(spotify, 0) - coalesce(apple, 0) as other
  from staged_daily
  order by streamed_on, distributor, file_id desc, line desc
),
platforms as (
  select streamed_on, distributor, 'spotify' as platform, spotify as stream_count from reports
  union all select streamed_on, distributor, 'apple', apple from reports
  union all select streamed_on, distributor, 'other', greatest(other, 0) from reports
  where distributor in (select distributor from reports where other > 0)
),
judged as (
  select *, median(case when stream_count > 0 then stream_count end) over (
      partition by distributor, platform order by streamed_on
      range between interval 14 days preceding and interval 14 days following
    ) as usual_count
  from platforms
)
select streamed_on, date_trunc('month', streamed_on)::date as usage_month, distributor, platform,
  stream_count::bigint as stream_count,
  stream_count = 0 and coalesce(usual_count >= ${USUAL_STREAMS}, false) as is_missing,
  (streamed_on + calendar.delay_days)::date as expected_payment_on
from judged
join distributor_calendar as calendar using (distributor)`
};
