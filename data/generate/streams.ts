/** True daily plays by artist, distributor and platform: what the feed shows and the statements pay. */
import { getFirstDay, getLastDay, getWeekday, parseDay } from "./calendar.js";
import type { Catalogue, Track } from "./catalogue.js";
import { FIRST_DAY, LAST_DAY, TOOLOST_FROM } from "./config.js";
import { createRandom } from "./random.js";
import { ARTISTS } from "./releases-list.js";

/** Sunday first; swing as measured on real feeds. */
const WEEKDAYS = [0.94, 0.99, 1, 1.005, 1.015, 1.03, 1.02];

/** One playlist placement that has nothing to do with a release. */
const PLACEMENT = { artist: "ZONE A0", from: parseDay("2025-02-10"), days: 21, lift: 0.42 };

/** Spotify plays a day for each unit of popularity. */
const LEVEL = 165;

/** Apple Music plays for each Spotify play. */
const APPLE_SHARE = 0.029;

/** Plays of one distributor's tracks; arrays have one entry per day from FIRST_DAY. */
export interface DailyStreams {
  firstDay: number;
  distributors: Record<string, { spotify: number[]; apple: number[] }>;
  /** Spotify plays by artist over all distributors. */
  artists: Record<string, number[]>;
}

/** How strongly a track of this age (in days) is played: a release spike, then a slow settling. */
export function getAgeFactor(age: number): number {
  if (age < 0) return 0;
  return 0.42 + 0.58 * Math.exp(-age / 170) + 1.9 * Math.exp(-age / 8);
}

/** A track's share of attention over a month: popularity times its mean age factor. */
export function getMonthWeight(track: Track, firstDay: number): number {
  const days = [1, 6, 11, 16, 21, 26];
  const sum = days.reduce((total, day) => total + getAgeFactor(firstDay + day - track.releasedOn), 0);
  return (track.popularity * sum) / days.length;
}

function sumPopularity(tracks: Track[], day: number): number {
  let sum = 0;
  for (const track of tracks) sum += track.popularity * getAgeFactor(day - track.releasedOn);
  return sum;
}

/** Slow common mood of an artist's listeners: a first-order autoregression around 1. */
function createMood(seed: number, artist: string, days: number): number[] {
  const random = createRandom(seed, `mood/${artist}`);
  const mood: number[] = [];
  let level = 0;
  for (let day = 0; day < days; day++) {
    level = 0.96 * level + 0.012 * random.normal();
    mood.push(1 + level);
  }
  return mood;
}

function getLift(artist: string, day: number): number {
  const age = day - PLACEMENT.from;
  return artist === PLACEMENT.artist && age >= 0 && age < PLACEMENT.days ? 1 + PLACEMENT.lift : 1;
}

/** The daily truth behind every file of the sample. */
export function createDailyStreams(catalogue: Catalogue, seed: number): DailyStreams {
  const firstDay = parseDay(FIRST_DAY);
  const days = parseDay(LAST_DAY) - firstDay + 1;
  const ownSum = catalogue.tracks.slice(0, catalogue.own).reduce((sum, track) => sum + track.popularity, 0);
  const allSum = catalogue.tracks.reduce((sum, track) => sum + track.popularity, 0);
  const level = (LEVEL * catalogue.scale * ownSum) / allSum;
  const result: DailyStreams = { firstDay, distributors: {}, artists: {} };
  for (const distributor of ["distrokid", "toolost"]) {
    const spotify = new Array<number>(days).fill(0);
    const apple = new Array<number>(days).fill(0);
    for (const artist of ARTISTS) {
      const tracks = catalogue.tracks.filter((track) => track.artist === artist && track.distributor === distributor);
      const mood = createMood(seed, artist, days);
      const random = createRandom(seed, `daily/${distributor}/${artist}`);
      const artistDays = (result.artists[artist] ??= new Array<number>(days).fill(0));
      for (let i = 0; i < days; i++) {
        const day = firstDay + i;
        const growth = 1 + (0.55 * i) / days;
        const plays = level * sumPopularity(tracks, day) * growth * mood[i]! * WEEKDAYS[getWeekday(day)]! * getLift(artist, day);
        const played = Math.round(plays * (1 + 0.022 * random.normal()));
        spotify[i]! += played;
        artistDays[i]! += played;
        apple[i]! += Math.round(plays * APPLE_SHARE * (1 + (0.25 * i) / days) * (1 + 0.06 * random.normal()));
      }
    }
    result.distributors[distributor] = { spotify, apple };
  }
  return result;
}

/** Sum of a distributor's true plays in a month, as far as the days go. */
export function sumMonth(daily: DailyStreams, distributor: string, platform: "spotify" | "apple", month: string): number {
  const plays = daily.distributors[distributor]![platform];
  const days = plays.slice(getFirstDay(month) - daily.firstDay, getLastDay(month) - daily.firstDay + 1);
  return days.reduce((sum, count) => sum + count, 0);
}

/** First day of a distributor's feed. */
export function getFeedStart(distributor: string): number {
  return parseDay(distributor === "toolost" ? TOOLOST_FROM : FIRST_DAY);
}
