/** The quality score of an attendee report: 100 less what is wrong with it; below 50 it is rejected. */

const NEEDED = 50;
/** Nobody stays longer than a day. */
const LONGEST_MINUTES = 1440;

/** What can be wrong: the points it costs, how it is said, and SQL that is true when it is. */
const faults = [
  {points: 30, says: "no attendee, or one that holds no ticket", test: "is_attendee_unknown"},
  {points: 20, says: "dwell time unreadable or impossible", test: "dwell is null"},
  {points: 15, says: "engagement neither true nor false", test: "is_engaged is null"},
  {points: 10, says: "coordinates missing or unreadable", test: "at_x is null or at_y is null"}
];

const total = (sql: (fault: (typeof faults)[number]) => string, separator: string) => faults.map(sql).join(separator);

/**
 * SQL of every report in `staged_event_reports` with its parts read (NULL where they cannot be) and `quality_score`.
 * Attendees count as known where no list of ticket holders was loaded. Needs `staged_event_attendees`.
 */
export const scoredReports = `
  select *, 100 - (${total(({points, test}) => `case when ${test} then ${points} else 0 end`, " + ")}) as quality_score
  from (
    select *, case when try_cast(dwell_minutes as decimal(18, 3)) between 0 and ${LONGEST_MINUTES} then try_cast(dwell_minutes as decimal(18, 3)) end as dwell,
      case when lower(trim(active_engagement)) in ('true', 'yes', '1') then true when lower(trim(active_engagement)) in ('false', 'no', '0') then false end as is_engaged,
      try_cast(x as decimal(38, 18)) as at_x, try_cast(y as decimal(38, 18)) as at_y,
      coalesce(trim(attendee_id), '') = '' or (exists (from staged_event_attendees)
        and (event_id, trim(attendee_id)) not in (select (event_id, attendee_id) from staged_event_attendees)) as is_attendee_unknown
    from staged_event_reports
  )`;

/** SQL of the reports below the score, as `Source.rejects` wants them. */
export const lowScores = `
  select file_id, line, 'quality score' as column_name, quality_score::varchar as value,
    'expected a quality score of ${NEEDED} or more: ' || concat_ws(', ', ${total(({points, says, test}) => `case when ${test} then '${says} (-${points})' end`, ", ")}) as reason,
    concat_ws(',', report_id, event_id, coalesce(attendee_id, ''), coalesce(x, ''), coalesce(y, ''), coalesce(dwell_minutes, ''), coalesce(active_engagement, ''), coalesce(observed_at, '')) as raw
  from (${scoredReports})
  where quality_score < ${NEEDED}`;
