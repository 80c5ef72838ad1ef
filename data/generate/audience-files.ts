/** tiktok_analytics_curated_<ts>.csv (two overlapping exports) and spotify_audience_curated_<ts>.csv. */
import { join } from "node:path";
import { formatDay, parseDay } from "./calendar.js";
import { formatPythonFloat, writeTable } from "./csv.js";
import { createRandom } from "./random.js";
import type { DailyStreams } from "./streams.js";

const ACCOUNTS = [
  { artist: "pig_1987", name: "PIG1987", zone: "music", followers: 8_140, id: "4pTr0ughSwineSeason87x" },
  { artist: "zone.a0", name: "ZONE A0", zone: "music", followers: 5_310, id: "0zoneA0NightGridSignal" },
];

const TIKTOK_EXPORTS = [
  { stamp: "20250915_081500", from: "2024-12-01", to: "2025-09-14", growth: 0, hasFollowers: false },
  { stamp: "20251119_074210", from: "2025-06-01", to: "2025-11-18", growth: 0.004, hasFollowers: true },
];

const AUDIENCE_STAMP = "20251119_074355";
const AUDIENCE_FROM = "2024-01-01";

function createTiktokRow(account: (typeof ACCOUNTS)[number], day: number, plays: number, growth: number, seed: number): (string | number)[] {
  const date = formatDay(day);
  const random = createRandom(seed, `tiktok/${account.artist}/${date}`);
  // a later export has seen a few more of the same views
  const views = Math.round(plays * random.between(0.35, 0.6) * (1 + growth));
  const likes = Math.round(views * random.between(0.05, 0.09));
  const hasComments = random.unit() > 0.02;
  const comments = Math.round(views * random.between(0.002, 0.005));
  const shares = Math.round(views * random.between(0.003, 0.008));
  const engagement = views === 0 ? 0 : Math.round(((likes + comments + shares) / views) * 1e6) / 1e6;
  return [
    account.artist, account.zone, date, views, Math.round(views * random.between(0.01, 0.03)), likes,
    hasComments ? comments : -1, shares, date.slice(0, 4), formatPythonFloat(engagement),
  ];
}

/** Two exports with different columns that overlap: the newer one is right for the days that both have. */
export function writeTiktokFiles(folder: string, daily: DailyStreams, seed: number): void {
  const columns = "artist,zone,date,Video Views,Profile Views,Likes,Comments,Shares,Year,engagement_rate";
  for (const { stamp, from, to, growth, hasFollowers } of TIKTOK_EXPORTS) {
    const rows: (string | number)[][] = [];
    for (const account of ACCOUNTS) {
      for (let day = parseDay(from); day <= parseDay(to); day++) {
        const plays = daily.artists[account.name]![day - daily.firstDay]!;
        const row = createTiktokRow(account, day, plays, growth, seed);
        // Followers is the count when the export was made, repeated on every row
        if (hasFollowers) row.push(account.followers, Math.round(plays / 1500));
        rows.push(row);
      }
    }
    const header = hasFollowers ? `${columns},Followers,new_followers` : columns;
    writeTable(join(folder, `tiktok_analytics_curated_${stamp}.csv`), header, rows);
  }
}

/** Spotify's own audience figures; its streams are the same plays as in the daily feed. */
export function writeAudienceFile(folder: string, daily: DailyStreams, seed: number): void {
  const rows: (string | number)[][] = [];
  for (const account of ACCOUNTS) {
    const random = createRandom(seed, `audience/${account.name}`);
    let followers = Math.round(account.followers * 0.6);
    const plays = daily.artists[account.name]!;
    for (let i = parseDay(AUDIENCE_FROM) - daily.firstDay; i < plays.length; i++) {
      followers += Math.max(0, Math.round(plays[i]! / 1900 + 1.5 * random.normal()));
      rows.push([
        formatDay(daily.firstDay + i), Math.round(plays[i]! / random.between(1.9, 2.3)), plays[i]!, followers, account.id, account.name,
        "2025-11-19T07:43:55", `${account.name.toLowerCase().replace(" ", "_")}-audience-timeline.csv`, "spotify_for_artists", "2025-11-19T07:44:02",
      ]);
    }
  }
  const header = "date,listeners,streams,followers,artist_id,artist_name,extracted_at,source_file,data_source,processed_at";
  writeTable(join(folder, `spotify_audience_curated_${AUDIENCE_STAMP}.csv`), header, rows);
}
