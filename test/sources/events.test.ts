import {expect, test} from "vitest";
import {scoredReports} from "../../loaders/sources/event-score.js";
import {withFolder} from "./workbench.js";

const reports = [
  "report_id,event_id,attendee_id,x,y,dwell_minutes,active_engagement,observed_at",
  "R1,E1,A1,1,1,30,true,2025-03-22T22:26:00+02:00",
  "R2,E1,,1,1,30,true,2025-03-22T22:26:00+02:00",
  "R3,E1,A1,1,1,n/a,true,2025-03-22T22:26:00+02:00",
  "R4,E1,A1,1,1,30,maybe,2025-03-22T22:26:00+02:00",
  "R5,E1,A1,,1,30,true,2025-03-22T22:26:00+02:00",
  "R6,E1,A9,1,1,-5,true,2025-03-22T22:26:00+02:00",
  "R7,E1,,1,,30,,2025-03-22T22:26:00+02:00",
  "R8,E1,A1,1,1,1440.001,true,2025-03-22T22:26:00+02:00",
  "R1,E1,A1,1,1,10,true,2025-03-22T22:26:00+02:00"
].join("\n");
const attendees = "attendee_id,event_id,ticket_type,checked_in\nA1,E1,general,true\nA9,E2,guest,no\n";
const scores = async (rows: (sql: string) => Promise<Record<string, unknown>[]>) => Object.fromEntries((await rows(`select report_id, quality_score from (${scoredReports}) order by 1`)).map((row) => [row.report_id, row.quality_score]));

test("a report's score starts at 100 and loses points for each fault; below 50 it is rejected with the reason", async () => {
  await withFolder({"event_reports.csv": reports, "event_attendees.csv": attendees}, async ({rows, quarantine, datasets}) => {
    expect(await scores(rows)).toEqual({R1: 100, R2: 70, R3: 80, R4: 85, R5: 90, R6: 50, R8: 80});
    expect(quarantine.map(({line, column_name, value, reason}) => [Number(line), column_name, value, reason])).toEqual([
      [8, "quality score", "45", "expected a quality score of 50 or more: no attendee, or one that holds no ticket (-30), engagement neither true nor false (-15), coordinates missing or unreadable (-10)"],
      [10, "report_id", "R1", "this report stands on an earlier line"]
    ]);
    expect(quarantine[0].raw).toBe("R7,E1,,1,,30,,2025-03-22T22:26:00+02:00");
    expect(datasets.find(({feed}) => feed === "event_reports")).toMatchObject({rows_in: 9, rows_loaded: 7, rows_quarantined: 2, first_on: "2025-03-22"});
  });
});

test("without the list of ticket holders any named attendee counts as known", async () => {
  await withFolder({"event_reports.csv": reports}, async ({rows}) => expect(await scores(rows)).toMatchObject({R1: 100, R2: 70, R6: 80}));
});
