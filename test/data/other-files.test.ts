import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { parseCsv } from "../fixtures/parse-csv.js";
import { CURATED, readFeed, readStatement, readTable } from "./sample.js";

function getHeader(name: string): string {
  return readFileSync(join(CURATED, name), "utf8").split("\n")[0]!;
}

describe("daily feed", () => {
  const feed = readFeed();

  it("is sorted by source and then date, through 18 November 2025", () => {
    const keys = feed.map(({ distributor, date }) => `${distributor} ${date}`);
    expect(keys.toSorted()).toEqual(keys);
    expect(new Set(keys).size).toBe(keys.length);
    expect(feed.filter(({ date }) => date === "2025-11-18").map(({ distributor }) => distributor)).toEqual(["distrokid", "toolost"]);
    expect(feed.every(({ date }) => date <= "2025-11-18")).toBe(true);
  });

  it("has no gap in its dates: lost days are 0 instead, whole or for one platform", () => {
    for (const distributor of ["distrokid", "toolost"]) {
      const days = feed.filter((day) => day.distributor === distributor);
      const length = (Date.parse(days.at(-1)!.date) - Date.parse(days[0]!.date)) / 86_400_000 + 1;
      expect(days).toHaveLength(length);
      expect(days.filter(({ combined }) => combined === 0).length).toBeGreaterThanOrEqual(3);
      expect(days.filter(({ spotify, apple }) => (spotify === 0) !== (apple === 0))).toHaveLength(1);
    }
  });

  it("combines Spotify and Apple exactly", () => {
    expect(feed.filter(({ spotify, apple, combined }) => spotify + apple !== combined)).toEqual([]);
  });

  it("swings over the week: Sunday lowest, Friday highest", () => {
    // the day against the week around it, and the middle one of each weekday, so that releases and lost days do not count
    const days = feed.filter(({ distributor }) => distributor === "distrokid");
    const swings: number[][] = [[], [], [], [], [], [], []];
    for (let i = 3; i < days.length - 3; i++) {
      const week = days.slice(i - 3, i + 4);
      const mean = week.reduce((sum, { spotify }) => sum + spotify, 0) / 7;
      if (week.every(({ spotify }) => spotify > 0)) swings[new Date(days[i]!.date).getUTCDay()]!.push(days[i]!.spotify / mean);
    }
    const middles = swings.map((some) => some.toSorted((a, b) => a - b)[Math.floor(some.length / 2)]!);
    expect(Math.min(...middles)).toBe(middles[0]);
    expect(Math.max(...middles)).toBe(middles[5]);
    expect(Math.abs(middles[0]! - 0.94)).toBeLessThan(0.015);
    expect(Math.abs(middles[5]! - 1.03)).toBeLessThan(0.015);
  });

  it("shows streams of TooLost, of which no statement exists", () => {
    const titles = new Set(readStatement().map(({ title }) => title));
    expect(feed.some(({ distributor, combined }) => distributor === "toolost" && combined > 0)).toBe(true);
    expect(readdirSync(CURATED).filter((name) => /toolost/i.test(name))).toEqual([]);
    expect(titles.has("Zero Crossing")).toBe(false);
    expect(readTable("releases.csv").some((row) => row["track_title"] === "Zero Crossing")).toBe(true);
  });
});

describe("headers", () => {
  it.each([
    ["tidy_daily_streams.csv", "date,spotify_streams,apple_streams,combined_streams,source"],
    ["dk_bank_details.csv", "Reporting Date,Sale Month,Store,Artist,Title,ISRC,UPC,Quantity,Team Percentage,Song/Album,Country of Sale,Songwriter Royalties Withheld,Earnings (USD)"],
    ["tiktok_analytics_curated_20250915_081500.csv", "artist,zone,date,Video Views,Profile Views,Likes,Comments,Shares,Year,engagement_rate"],
    ["tiktok_analytics_curated_20251119_074210.csv", "artist,zone,date,Video Views,Profile Views,Likes,Comments,Shares,Year,engagement_rate,Followers,new_followers"],
    ["spotify_audience_curated_20251119_074355.csv", "date,listeners,streams,followers,artist_id,artist_name,extracted_at,source_file,data_source,processed_at"],
    ["releases.csv", "release_id,artist,title,release_on,upc,isrc,track_title"],
    ["royalty_splits.csv", "artist,isrc,party,share_ppm,valid_from"],
    ["payouts.csv", "distributor,paid_on,amount,currency,reference,statement_period_from,statement_period_to"],
    ["statement_totals.csv", "distributor,statement_period_from,statement_period_to,total,currency,fee,tax,note"],
    ["worklist.csv", "item,state,updated_on,note,by"],
    ["goals.csv", "metric,period,target,scope"],
    ["artist_aliases.csv", "alias,artist"],
    ["rates.csv", "platform,rate,currency,valid_from,source"],
    ["payment_terms.csv", "distributor,delay_days,basis"],
    ["event_reports.csv", "report_id,event_id,attendee_id,x,y,dwell_minutes,active_engagement,observed_at"],
    ["event_zones.csv", "zone_id,event_id,sponsor,x,y,width,height,hourly_rate,currency"],
    ["event_attendees.csv", "attendee_id,event_id,ticket_type,checked_in,ticket_price,currency"],
  ])("of %s are as described", (name, header) => {
    expect(getHeader(name)).toBe(header);
  });

  it("belong to rows of the same length", () => {
    for (const name of readdirSync(CURATED).filter((file) => file.endsWith(".csv"))) {
      const records = parseCsv(readFileSync(join(CURATED, name), "utf8"));
      expect(new Set(records.map(({ length }) => length)).size, name).toBe(1);
    }
  });
});

describe("reference files", () => {
  it("name two artists and forty tracks", () => {
    const releases = readTable("releases.csv");
    expect(new Set(releases.map(({ artist }) => artist))).toEqual(new Set(["PIG1987", "ZONE A0"]));
    expect(releases).toHaveLength(40);
    expect(new Set(releases.map(({ isrc }) => isrc)).size).toBe(40);
    expect(releases.every(({ isrc, upc }) => /^QZSG9\d{7}$/.test(isrc!) && /^\d{12}$/.test(upc!))).toBe(true);
  });

  it("split every artist and track into exactly a million parts", () => {
    const sums = new Map<string, number>();
    for (const { artist, isrc, share_ppm } of readTable("royalty_splits.csv")) {
      sums.set(`${artist}/${isrc}`, (sums.get(`${artist}/${isrc}`) ?? 0) + Number(share_ppm));
    }
    expect(new Set(sums.values())).toEqual(new Set([1_000_000]));
  });

  it("pay out what was reported in their period less the transfer's 1%, but for the planned peculiarities", () => {
    const lines = readStatement();
    const sumBetween = (from: string, to: string): number => Number(lines.reduce((sum, { reportedOn, pico }) => (reportedOn >= from && reportedOn <= to ? sum + pico : sum), 0n)) / 1e12;
    const periods = new Map<string, { from: string; to: string; amount: number; count: number }>();
    for (const { amount, statement_period_from: from, statement_period_to: to } of readTable("payouts.csv")) {
      const known = periods.get(from!) ?? { from: from!, to: to!, amount: 0, count: 0 };
      periods.set(from!, { ...known, amount: known.amount + Number(amount), count: known.count + 1 });
    }
    const gaps = [...periods.values()].map(({ from, to, amount }) => ({ from, gap: amount - sumBetween(from, to) * 0.99 }));
    expect(gaps.filter(({ gap }) => Math.abs(gap) >= 0.01).map(({ from, gap }) => [from.slice(0, 7), Math.round(gap)])).toEqual([["2025-05", -29], ["2025-07", -30], ["2025-09", 20]]);
    expect([...periods.values()].filter(({ count }) => count > 1).map(({ from }) => from)).toEqual(["2024-10-01"]);
    expect([...periods.values()].filter(({ from, to }) => from.slice(0, 7) !== to.slice(0, 7)).map(({ from, to }) => [from, to])).toEqual([["2024-11-01", "2024-12-31"]]);
    expect(periods.has("2025-06-01")).toBe(false);
  });

  it("state totals that agree with the lines, but for the store that the export lost", () => {
    const totals = readTable("statement_totals.csv");
    const sums = new Map<string, bigint>();
    for (const { reportedOn, pico } of readStatement()) sums.set(reportedOn.slice(0, 7), (sums.get(reportedOn.slice(0, 7)) ?? 0n) + pico);
    const gaps = totals.map(({ statement_period_from: from, total }) => ({ month: from!.slice(0, 7), gap: Number(total) - Number(sums.get(from!.slice(0, 7))!) / 1e12 }));
    expect(gaps).toHaveLength(7);
    expect(gaps.filter(({ gap }) => Math.abs(gap) >= 0.01).map(({ month, gap }) => [month, Math.round(gap)])).toEqual([["2025-09", 20]]);
  });

  it("hold the default rates and the settings", () => {
    const rates = Object.fromEntries(readTable("rates.csv").map(({ platform, rate }) => [platform, rate]));
    expect(rates).toMatchObject({ spotify: "0.002274", apple: "0.005771", default: "0.002486" });
    expect(JSON.parse(readFileSync(join(CURATED, "workspace.json"), "utf8"))).toMatchObject({ as_of: "2025-11-20", sample: true });
  });
});

describe("audience, ads and events", () => {
  it("have two TikTok exports that overlap and differ, with a comment count of -1", () => {
    const older = readTable("tiktok_analytics_curated_20250915_081500.csv");
    const newer = readTable("tiktok_analytics_curated_20251119_074210.csv");
    const views = new Map(older.map((row) => [`${row["artist"]} ${row["date"]}`, row["Video Views"]]));
    const shared = newer.filter((row) => views.has(`${row["artist"]} ${row["date"]}`));
    expect(shared.length).toBeGreaterThan(100);
    expect(shared.some((row) => views.get(`${row["artist"]} ${row["date"]}`) !== row["Video Views"])).toBe(true);
    expect(newer.some(({ Comments }) => Comments === "-1")).toBe(true);
  });

  it("count the same Spotify plays as the daily feed", () => {
    const audience = readTable("spotify_audience_curated_20251119_074355.csv").filter(({ date }) => date === "2025-06-15");
    const feed = readFeed().filter(({ date }) => date === "2025-06-15");
    const plays = audience.reduce((sum, { streams }) => sum + Number(streams), 0);
    expect(plays).toBe(feed.reduce((sum, { spotify }) => sum + spotify, 0));
  });

  it("have ads by day and 18-digit id, and one total row", () => {
    const ads = readTable("metaads_campaigns_daily.csv");
    const total = ads.pop()!;
    expect(total["date_start"]).toBe("All");
    expect(ads.every((row) => /^\d{18}$/.test(row["ad_id"]!))).toBe(true);
    expect(new Set(ads.map((row) => `${row["date_start"]}/${row["ad_id"]}`)).size).toBe(ads.length);
    const spend = ads.reduce((sum, row) => sum + Number(row["spend"]), 0);
    expect(Number(total["spend"])).toBeCloseTo(spend, 2);
  });

  it("have event reports that are wrong in every way that costs quality", () => {
    const reports = readTable("event_reports.csv");
    const attendees = new Set(readTable("event_attendees.csv").map(({ attendee_id }) => attendee_id));
    expect(reports.some(({ attendee_id }) => attendee_id === "")).toBe(true);
    expect(reports.some(({ attendee_id }) => attendee_id !== "" && !attendees.has(attendee_id))).toBe(true);
    expect(reports.some(({ dwell_minutes }) => dwell_minutes === "n/a")).toBe(true);
    expect(reports.some(({ dwell_minutes }) => Number(dwell_minutes) < 0)).toBe(true);
    expect(reports.some(({ active_engagement }) => active_engagement === "maybe")).toBe(true);
    expect(reports.some(({ x }) => x === "")).toBe(true);
    expect(new Set(readTable("event_zones.csv").map(({ currency }) => currency))).toEqual(new Set(["ZAR"]));
  });
});
