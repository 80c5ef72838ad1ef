/** Event files: attendee reports, sponsor zones and ticket holders. A report may be wrong in parts; its quality score decides. */
import {z} from "zod";
import {lowScores} from "./event-score.js";
import {field} from "./contract.js";
import type {Source} from "./source.js";

/** Only the ids must be there: what else is missing costs points. */
export const EventReportRow = z.object({
  report_id: field("text", ["report_id"], {required: true}),
  event_id: field("text", ["event_id"], {required: true}),
  attendee_id: field("text", ["attendee_id"]),
  x: field("text", ["x"]),
  y: field("text", ["y"]),
  dwell_minutes: field("text", ["dwell_minutes"]),
  active_engagement: field("text", ["active_engagement"]),
  observed_at: field("text", ["observed_at"])
});

export const eventReports: Source = {
  feed: "event_reports",
  fileNames: /^(.*\/)?event_reports\.csv$/i,
  contract: EventReportRow,
  signature: ["report_id", "event_id", "attendee_id", "dwell_minutes", "active_engagement"],
  neededFor: "what sponsor zones of events are worth",
  span: "try_cast(left(observed_at, 10) as date)",
  layout: () => "attendee reports",
  normalise: (view) => `select file_id, line, trim(report_id) as report_id, trim(event_id) as event_id, attendee_id, x, y, dwell_minutes, active_engagement, observed_at from ${view}`,
  target: "staged_event_reports",
  supersedes: {key: ["report_id"], heading: "report_id", says: "this report stands on an earlier line"},
  rejects: lowScores
};

export const EventZoneRow = z.object({
  zone_id: field("text", ["zone_id"], {required: true}),
  event_id: field("text", ["event_id"], {required: true}),
  sponsor: field("text", ["sponsor"]),
  x: field("money", ["x"], {required: true}),
  y: field("money", ["y"], {required: true}),
  width: field("rate", ["width"], {required: true}),
  height: field("rate", ["height"], {required: true}),
  hourly_rate: field("rate", ["hourly_rate"], {required: true}),
  currency: field("currency", ["currency"], {required: true})
});

export const eventZones: Source = {
  feed: "event_zones",
  fileNames: /^(.*\/)?event_zones\.csv$/i,
  contract: EventZoneRow,
  signature: ["zone_id", "event_id", "width", "height", "hourly_rate"],
  neededFor: "what sponsor zones of events are worth",
  layout: () => "sponsor zones",
  normalise: (view) => `select file_id, line, trim(zone_id) as zone_id, trim(event_id) as event_id, sponsor, x, y, width, height, hourly_rate, currency from ${view}`,
  target: "staged_event_zones",
  supersedes: {key: ["event_id", "zone_id"], heading: "zone_id", says: "this zone stands on an earlier line"}
};

export const EventAttendeeRow = z.object({
  attendee_id: field("text", ["attendee_id"], {required: true}),
  event_id: field("text", ["event_id"], {required: true}),
  ticket_type: field("text", ["ticket_type"]),
  is_checked_in: field("truth", ["checked_in"])
});

export const eventAttendees: Source = {
  feed: "event_attendees",
  fileNames: /^(.*\/)?event_attendees\.csv$/i,
  contract: EventAttendeeRow,
  signature: ["attendee_id", "event_id", "ticket_type", "checked_in"],
  neededFor: "which attendees of events are known",
  layout: () => "ticket holders",
  normalise: (view) => `select file_id, line, trim(attendee_id) as attendee_id, trim(event_id) as event_id, ticket_type, is_checked_in from ${view}`,
  target: "staged_event_attendees",
  supersedes: {key: ["event_id", "attendee_id"], heading: "attendee_id", says: "this attendee stands on an earlier line"}
};
