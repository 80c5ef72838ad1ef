/** event_visits and event_attribution: what sponsor zones of events were worth (DOMAIN.md section 7). */
import {scoredReports} from "../sources/event-score.js";
import {sumMoney, type Mart} from "./mart.js";

/**
 * dwell / 60 × rate × (1.5 if engaged else 1) in units of 10^-18, rounded once, half up: minutes have 3 decimals and
 * rates 12, so (thousandths × 10^-12 rates × 3 or 2) × 1000 / 120 is exact but for the last digit.
 */
const units = `((dwell * 1000)::hugeint * (hourly_rate::decimal(38, 12) * 1000000000000)::hugeint * (case when is_engaged then 3 else 2 end) * 1000 + 60) // 120`;
const scale = "1000000000000000000::hugeint";
const value = `case when zone_id is null or dwell is null then 0 else
    ((${units}) // ${scale})::decimal(38, 18) + ((${units}) % ${scale})::decimal(18, 0) * 0.000000000000000001::decimal(18, 18) end::decimal(38, 18)`;

export const eventVisits: Mart = {
  name: "event_visits",
  grain: "one row per accepted attendee report",
  key: ["report_id"],
  orderBy: "event_id, report_id",
  columns: {
    report_id: "the report",
    event_id: "the event",
    attendee_id: "who was seen; blank when the report does not say",
    is_attendee_known: "holds a ticket of the event (or no list of ticket holders was loaded)",
    observed_at: "when, as printed with its time zone",
    observed_on: "day, by the clock of the place",
    x: "metres from the left edge; empty when unreadable",
    y: "metres from the lower edge; empty when unreadable",
    zone_id: "first zone that holds the point, edges included; blank outside all zones",
    sponsor: "sponsor of that zone",
    dwell_minutes: "minutes stayed; empty when unreadable or impossible",
    is_engaged: "took an active part; empty when unreadable, which counts as no",
    hourly_rate: "the zone's rate for an hour",
    value: "minutes / 60 × rate × 1.5 if engaged; 0 outside zones and without a dwell time",
    currency: "currency of rate and value; blank outside zones",
    quality_score: "100 less what is wrong with the report; reports below 50 are in quarantine"
  },
  sql: `
with located as (
  select reports.*, zones.zone_id, zones.sponsor, zones.hourly_rate, zones.currency
  from (${scoredReports}) as reports
  left join staged_event_zones as zones on zones.event_id = reports.event_id
    and at_x between zones.x and zones.x + zones.width and at_y between zones.y and zones.y + zones.height
  qualify row_number() over (partition by report_id order by zones.file_id, zones.line) = 1
)
select report_id, event_id, coalesce(trim(attendee_id), '') as attendee_id, not is_attendee_unknown as is_attendee_known, observed_at,
  try_cast(left(observed_at, 10) as date) as observed_on, at_x::double as x, at_y::double as y, coalesce(zone_id, '') as zone_id, sponsor,
  dwell::decimal(38, 3) as dwell_minutes, is_engaged, hourly_rate, ${value} as value, coalesce(currency, '') as currency, quality_score::bigint as quality_score
from located`
};

export const eventAttribution: Mart = {
  name: "event_attribution",
  grain: "one row per event × zone, and one for what was seen outside every zone",
  key: ["event_id", "zone_id"],
  orderBy: "event_id, zone_id",
  columns: {
    event_id: "the event",
    zone_id: "the zone; blank outside all zones",
    sponsor: "sponsor of the zone",
    hourly_rate: "the zone's rate for an hour",
    currency: "currency of rate and value",
    visit_count: "accepted reports",
    attendee_count: "different known attendees: never add up zones",
    engaged_visit_count: "reports with active engagement",
    dwell_minutes: "minutes stayed",
    value: "sum of the visits' values, exact"
  },
  sql: `
select event_id, coalesce(zones.zone_id, visits.zone_id) as zone_id, zones.sponsor, zones.hourly_rate, coalesce(zones.currency, '') as currency,
  count(report_id) as visit_count, count(distinct case when is_attendee_known then attendee_id end) as attendee_count,
  count(*) filter (is_engaged) as engaged_visit_count, coalesce(sum(dwell_minutes), 0)::decimal(38, 3) as dwell_minutes,
  coalesce(${sumMoney("value")}, 0)::decimal(38, 18) as value
from event_visits as visits
full join staged_event_zones as zones using (event_id, zone_id)
group by all`
};
