/** The files that the label keeps itself: releases, splits, aliases, rates, terms, goals, payouts, settings. */
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { formatDay } from "./calendar.js";
import type { Catalogue, Track } from "./catalogue.js";
import { AS_OF, LABEL } from "./config.js";
import { writeTable } from "./csv.js";
import { writeSettlementFiles } from "./settlement-files.js";
import { COVER_TRACK, TEAM_TRACK } from "./releases-list.js";
import type { StatementTotals } from "./statements.js";

const RATES: [string, string][] = [
  ["spotify", "0.002274"], ["apple", "0.005771"], ["youtube", "0.006793"], ["tiktok", "0.001099"], ["facebook", "0.000122"],
  ["amazon", "0.008114"], ["tidal", "0.009184"], ["deezer", "0.002515"], ["default", "0.002486"],
];

const ALIASES = [
  ["ZONE A0", "ZONE A0"], ["zone_a0", "ZONE A0"], ["zone.a0", "ZONE A0"], ["PIG1987", "PIG1987"], ["pig_1987", "PIG1987"],
];

/** Goals of a label of the sample's own size. */
const GOALS = [
  ["streams", "2025", 9_000_000, "label"],
  ["revenue_usd", "2025", 21_000, "label"],
  ["streams", "2025-Q4", 1_000_000, "ZONE A0"],
  ["streams", "2025-Q4", 1_500_000, "PIG1987"],
  ["revenue_usd", "2025-12", 2_000, "label"],
  ["spotify_followers", "2025", 9_500, "PIG1987"],
];

function writeReleases(path: string, catalogue: Catalogue): void {
  const rows = catalogue.tracks.map((track) => [
    track.releaseId, track.artist, track.releaseTitle, formatDay(track.releasedOn), track.upc, track.isrc, track.title,
  ]);
  writeTable(path, "release_id,artist,title,release_on,upc,isrc,track_title", rows);
}

function writeSplits(path: string, tracks: Track[]): void {
  const isrcOf = (title: string): string => tracks.find((track) => track.title === title)!.isrc;
  writeTable(path, "artist,isrc,party,share_ppm,valid_from", [
    ["PIG1987", "", "label", 200_000, "2021-01-01"],
    ["PIG1987", "", "PIG1987", 800_000, "2021-01-01"],
    ["ZONE A0", "", "label", 200_000, "2021-01-01"],
    ["ZONE A0", "", "ZONE A0", 650_000, "2021-01-01"],
    ["ZONE A0", "", "Producer M. Adeyemi", 150_000, "2021-01-01"],
    // three equal writers: thirds do not divide a million, so the first carries the rest
    ["PIG1987", isrcOf("Bakkie Ballad"), "PIG1987", 333_334, "2023-09-08"],
    ["PIG1987", isrcOf("Bakkie Ballad"), "Feature L. Okoye", 333_333, "2023-09-08"],
    ["PIG1987", isrcOf("Bakkie Ballad"), "label", 333_333, "2023-09-08"],
    ["PIG1987", isrcOf(COVER_TRACK), "label", 250_000, "2024-05-17"],
    ["PIG1987", isrcOf(COVER_TRACK), "PIG1987", 750_000, "2024-05-17"],
    ["ZONE A0", isrcOf(TEAM_TRACK), "label", 150_000, "2024-10-11"],
    ["ZONE A0", isrcOf(TEAM_TRACK), "ZONE A0", 850_000, "2024-10-11"],
  ]);
}

/** Writes all of the label's own files and the workspace's settings to a folder. */
export function writeReferenceFiles(folder: string, catalogue: Catalogue, totals: StatementTotals): void {
  writeReleases(join(folder, "releases.csv"), catalogue);
  writeSplits(join(folder, "royalty_splits.csv"), catalogue.tracks);
  writeSettlementFiles(folder, totals);
  writeTable(join(folder, "artist_aliases.csv"), "alias,artist", ALIASES);
  writeTable(join(folder, "goals.csv"), "metric,period,target,scope", GOALS);
  const rates = RATES.map(([platform, rate]) => [platform, rate, "USD", "2023-01-01", "reference"]);
  writeTable(join(folder, "rates.csv"), "platform,rate,currency,valid_from,source", rates);
  const terms = ["distrokid", "toolost", "other"].map((distributor) => [distributor, 60, "end of usage month"]);
  writeTable(join(folder, "payment_terms.csv"), "distributor,delay_days,basis", terms);
  const settings = { label: LABEL, as_of: AS_OF, sample: true };
  writeFileSync(join(folder, "workspace.json"), `${JSON.stringify(settings, null, 2)}\n`);
}
