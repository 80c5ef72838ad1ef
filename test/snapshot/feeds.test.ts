/** The feeds of the sample against their files, by other means than SQL. */
import {mkdtempSync, rmSync} from "node:fs";
import {tmpdir} from "node:os";
import {join} from "node:path";
import {afterAll, beforeAll, expect, test} from "vitest";
import {type Snapshot, buildSnapshot} from "../../loaders/snapshot.js";
import {CURATED, readTable} from "../data/sample.js";
import {query} from "./folder.js";

const outDir = mkdtempSync(join(tmpdir(), "ledgerline-feeds-"));
let snapshot: Snapshot;
beforeAll(async () => void (snapshot = await buildSnapshot({dataDir: CURATED, outDir})));
afterAll(() => rmSync(outDir, {recursive: true, force: true}));

const names: Record<string, string> = {"zone.a0": "ZONE A0", zone_a0: "ZONE A0", pig_1987: "PIG1987"};
const number = (value: unknown) => Number(value);

test("TikTok: every artist's day once, from the newer export", async () => {
  const days = new Map<string, Record<string, string>>();
  for (const file of ["tiktok_analytics_curated_20250915_081500.csv", "tiktok_analytics_curated_20251119_074210.csv"]) {
    for (const row of readTable(file)) days.set(`${names[row.artist!] ?? row.artist} ${row.date}`, row as Record<string, string>);
  }
  const rows = await query(snapshot, "select artist, observed_on, video_view_count, comment_count from {tiktok_daily}");
  expect(rows).toHaveLength(days.size);
  for (const row of rows) {
    const raw = days.get(`${row.artist} ${row.observed_on}`)!;
    expect([number(row.video_view_count), row.comment_count === null ? -1 : number(row.comment_count)]).toEqual([Number(raw["Video Views"]), Number(raw.Comments)]);
  }
});

test("Meta ads: the days add up to the total row that was left out, to the cent", async () => {
  const total = readTable("metaads_campaigns_daily.csv").at(-1)!;
  const [row] = await query(snapshot, "select sum(spend)::decimal(18,2)::varchar as spend, sum(impression_count)::integer as impressions, sum(click_count)::integer as clicks, sum(result_count)::integer as results, count(*) filter (length(ad_id) = 18)::integer as ids from {ad_daily}");
  expect(row).toEqual({spend: total.spend, impressions: Number(total.impressions), clicks: Number(total.clicks), results: Number(total.results), ids: 475});
});

test("Spotify audience: the plays are those of the daily feed", async () => {
  const [row] = await query(snapshot, "select (select sum(stream_count) from {audience_daily} where observed_on = date '2025-06-15') = (select sum(stream_count) from {daily_streams} where streamed_on = date '2025-06-15' and platform = 'spotify') as is_equal, count(*)::integer as rows from {audience_daily}");
  expect(row).toEqual({is_equal: true, rows: readTable("spotify_audience_curated_20251119_074355.csv").length});
});

test("events: the value of every zone, computed in whole numbers", async () => {
  const zones = readTable("event_zones.csv");
  const holders = new Set(readTable("event_attendees.csv").map((row) => `${row.event_id} ${row.attendee_id}`));
  const atto = new Map<string, bigint>();
  let accepted = 0;
  for (const report of readTable("event_reports.csv")) {
    const dwell = /^\d+(\.\d+)?$/.test(report.dwell_minutes!) && Number(report.dwell_minutes) <= 1440 ? Number(report.dwell_minutes) : null;
    const engaged = {true: true, false: false}[report.active_engagement!];
    const hasPoint = report.x !== "" && report.y !== "";
    const score = 100 - (holders.has(`${report.event_id} ${report.attendee_id}`) ? 0 : 30) - (dwell === null ? 20 : 0) - (engaged === undefined ? 15 : 0) - (hasPoint ? 0 : 10);
    if (score < 50) continue;
    ++accepted;
    const [x, y] = [Number(report.x), Number(report.y)];
    const zone = hasPoint && zones.find((one) => one.event_id === report.event_id && x >= Number(one.x) && x <= Number(one.x) + Number(one.width) && y >= Number(one.y) && y <= Number(one.y) + Number(one.height));
    if (!zone) continue;
    const units = dwell === null ? 0n : BigInt(dwell) * BigInt(Math.round(Number(zone.hourly_rate) * 100)) * 10n ** 16n * (engaged ? 3n : 2n);
    atto.set(zone.zone_id!, (atto.get(zone.zone_id!) ?? 0n) + (units + 60n) / 120n);
  }
  const rows = await query(snapshot, "select zone_id, value, currency from {event_attribution} where zone_id <> ''");
  expect(rows).toHaveLength(zones.length);
  for (const {zone_id, value, currency} of rows) expect([zone_id, BigInt(value.replace(".", "")), currency]).toEqual([zone_id, atto.get(zone_id), "ZAR"]);
  expect((await query(snapshot, "select count(*)::integer as n from {event_visits}"))[0].n).toBe(accepted);
});
