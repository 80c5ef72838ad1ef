import fc from "fast-check";
import {expect, test} from "vitest";
import {withFolder} from "./workbench.js";

const cell = fc.constantFrom("2025-01-01", "2025-01-02", "soon", "", "7", "-1", "All", "a", "b", "USD", "1.5", "120291877511333923", '"', "x\ny");
const feeds = {
  "tiktok_analytics_curated_20250101_000000.csv": "artist,date,Video Views,Comments,Followers",
  "tiktok_analytics_curated_20250201_000000.csv": "Date,ARTIST,video views,Likes",
  "spotify_audience_curated_20250101_000000.csv": "date,listeners,streams,followers,artist_name",
  "spotify_audience_curated_20250201_000000.csv": "date,listeners,streams,followers",
  "metaads_campaigns_daily.csv": "date_start,ad_id,campaign_id,spend_usd,impressions",
  "metaads_campaigns_daily_2.csv": "date,spend_usd,impressions,clicks,reach",
  "metaads_campaigns_daily_3.csv": "campaign_id,first_seen_date,last_seen_date,total_spend_usd,total_clicks",
  "releases.csv": "release_id,artist,title,release_on,isrc",
  "royalty_splits.csv": "artist,isrc,party,share_ppm",
  "payouts.csv": "distributor,paid_on,amount,currency",
  "goals.csv": "metric,period,target,scope",
  "event_reports.csv": "report_id,event_id,attendee_id,x,y,dwell_minutes,active_engagement,observed_at",
  "event_zones.csv": "zone_id,event_id,x,y,width,height,hourly_rate,currency",
  "event_attendees.csv": "attendee_id,event_id,checked_in"
};
const quote = (text: string) => (/["\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);

const usual: [RegExp, string[]][] = [
  [/date|_on$/i, ["2025-01-01", "2025-01-02"]],
  [/_id$/, ["120291877511333923", "120291877511333924"]],
  [/currency/, ["USD"]],
  [/artist|party|metric|distributor/i, ["a", "b"]],
  [/period/, ["2025"]],
  [/engagement|checked/, ["true", "no"]]
];
/** Mostly what such a column holds, so that rows load and meet each other; now and then anything. */
const cellOf = (heading: string) => fc.oneof({weight: 9, arbitrary: fc.constantFrom(...(usual.find(([like]) => like.test(heading))?.[1] ?? ["7"]))}, {weight: 1, arbitrary: cell});

/** Rows of random cells under each header; DuckDB skips lines that are blank throughout, so one cell is never blank. */
const folder = fc.record(
  Object.fromEntries(Object.entries(feeds).map(([name, header]) => {
    const row = fc.tuple(...header.split(",").map(cellOf));
    return [name, fc.array(row, {maxLength: 12}).map((rows) => [header, ...rows.map((cells) => cells.map(quote).join(","))].join("\n") + "\n")];
  }))
);

test("rows in = loaded + quarantined + superseded + totals, and the tables hold what was loaded, whatever the files hold", async () => {
  const staged = {staged_tiktok: "tiktok", staged_audience: "spotify_audience", staged_releases: "releases", staged_splits: "royalty_splits", staged_payouts: "payouts", staged_goals: "goals", staged_event_reports: "event_reports", staged_event_zones: "event_zones", staged_event_attendees: "event_attendees"};
  await fc.assert(
    fc.asyncProperty(folder, async (files) => {
      await withFolder(files, async ({datasets, rows, quarantine}) => {
        expect(datasets).toHaveLength(Object.keys(feeds).length);
        for (const {file, status, rows_in, rows_loaded, rows_quarantined, rows_superseded, rows_left_out, file_id} of datasets) {
          if (status === "loaded") expect([file, rows_loaded + rows_quarantined + rows_superseded + rows_left_out]).toEqual([file, rows_in]);
          if (status === "loaded") expect([file, new Set(quarantine.filter((row) => row.file_id === file_id).map(({line}) => line)).size]).toEqual([file, rows_quarantined]);
        }
        const loaded = (feed: string) => datasets.filter((one) => one.feed === feed).reduce((sum, one) => sum + (one.status === "loaded" ? one.rows_loaded : 0), 0);
        const count = async (table: string) => Number((await rows(`select count(*) as n from ${table}`))[0].n);
        for (const [table, feed] of Object.entries(staged)) expect([table, await count(table)]).toEqual([table, loaded(feed)]);
        expect((await count("staged_ads")) + (await count("staged_ad_campaigns"))).toBe(loaded("meta_ads"));
      });
    }),
    {numRuns: 12}
  );
});
