/** event_reports.csv, event_zones.csv, event_attendees.csv: two evenings with sponsor zones, in ZAR. */
import { join } from "node:path";
import { writeTable } from "./csv.js";
import { createRandom, type Random } from "./random.js";

const EVENTS = [
  { id: "EV-2025-03-CPT", date: "2025-03-22", attendees: 90, reports: 260 },
  { id: "EV-2025-09-JHB", date: "2025-09-27", attendees: 120, reports: 340 },
];

/** Rectangles in metres; the bar and the merch stand share an edge. */
const ZONES: [string, string, number, number, number, number, string][] = [
  ["STAGE", "Karoo Amps", 0, 0, 20, 12, "180.00"],
  ["BAR", "Umlambo Brewing", 20, 0, 10, 12, "240.00"],
  ["MERCH", "Sty & Grid", 30, 0, 8, 12, "95.50"],
  ["LOUNGE", "Veld Mobile", 0, 12, 15, 10, "310.25"],
];

const TICKETS = ["general", "general", "general", "early_bird", "vip", "guest"];

function createReport(random: Random, event: (typeof EVENTS)[number], index: number): (string | number)[] {
  const number = random.whole(1, event.attendees);
  const minute = random.whole(0, 299);
  const observed = `${event.date}T${String(18 + Math.floor(minute / 60)).padStart(2, "0")}:${String(minute % 60).padStart(2, "0")}:00+02:00`;
  const row: (string | number)[] = [
    `${event.id}-R${String(index + 1).padStart(4, "0")}`, event.id, `${event.id}-A${String(number).padStart(3, "0")}`,
    random.between(0, 42).toFixed(2), random.between(0, 24).toFixed(2), random.whole(1, 55), random.unit() < 0.4 ? "true" : "false", observed,
  ];
  damageReport(row, index);
  return row;
}

/** A few reports are wrong in each of the ways that cost quality points; some in enough ways to be rejected. */
function damageReport(row: (string | number)[], index: number): void {
  if (index % 41 === 7) row[2] = index % 2 === 0 ? "" : "unknown";
  if (index % 53 === 11) row[5] = index % 2 === 0 ? -5 : "n/a";
  if (index % 59 === 13) row[6] = "maybe";
  if (index % 61 === 17) row[3] = "";
  if (index % 97 === 23) {
    row[2] = "";
    row[5] = 100_000;
    row[6] = "";
  }
  // on the edge that the bar and the merch stand share: the first zone of the file holds it
  if (index === 3) row.splice(3, 2, "30.00", "6.00");
}

/** Writes the three event files to a folder. */
export function writeEventFiles(folder: string, seed: number): void {
  const random = createRandom(seed, "events");
  const zones = EVENTS.flatMap(({ id }) =>
    ZONES.map(([zone, sponsor, x, y, width, height, rate]) => [`${id}-${zone}`, id, sponsor, x, y, width, height, rate, "ZAR"]),
  );
  writeTable(join(folder, "event_zones.csv"), "zone_id,event_id,sponsor,x,y,width,height,hourly_rate,currency", zones);
  const attendees = EVENTS.flatMap(({ id, attendees: count }) =>
    Array.from({ length: count }, (_, i) => {
      const ticket = TICKETS[random.whole(0, TICKETS.length - 1)]!;
      const price = { general: "180.00", early_bird: "140.00", vip: "420.00", guest: "0.00" }[ticket]!;
      return [`${id}-A${String(i + 1).padStart(3, "0")}`, id, ticket, random.unit() < 0.91 ? "true" : "false", price, "ZAR"];
    }),
  );
  writeTable(join(folder, "event_attendees.csv"), "attendee_id,event_id,ticket_type,checked_in,ticket_price,currency", attendees);
  const reports = EVENTS.flatMap((event) => Array.from({ length: event.reports }, (_, i) => createReport(random, event, i)));
  writeTable(join(folder, "event_reports.csv"), "report_id,event_id,attendee_id,x,y,dwell_minutes,active_engagement,observed_at", reports);
}
