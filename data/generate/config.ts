/** What the sample is and where its planned peculiarities lie. */
import { listMonths } from "./calendar.js";

/** What one run of the generator is asked for. */
export interface GenerateOptions {
  /** Number of statement lines, met within 1% (from about 2,000 on). */
  rows: number;
  /** Folder to write to; it is created when missing. */
  out: string;
  seed: number;
}

export const DEFAULT_ROWS = 15_000;
export const DEFAULT_SEED = 1987;

export const LABEL = "Sty & Grid Records (sample)";
export const AS_OF = "2025-11-20";
export const FIRST_DAY = "2023-10-01";
export const LAST_DAY = "2025-11-18";
export const MONTHS = listMonths("2023-10", "2025-11");

/** Spotify Discovery Mode ran in these usage months. */
export const DISCOVERY_MONTHS = new Set([...listMonths("2024-03", "2024-08"), ...listMonths("2025-06", "2025-08")]);

/** Spotify paid clearly less per stream in this month: a variance that is real. */
export const LOW_RATE = { month: "2025-03", store: "Spotify", factor: 0.83 };

/** Apple's month that is reversed and reported again at a higher rate. */
export const RESTATEMENT = { month: "2024-11", store: "Apple Music", reportedOn: "2025-04-22", lines: 8, factor: 1.12 };

/** Plays taken back months later: negative quantity and negative earnings. */
export const CLAWBACK = { month: "2025-01", store: "Spotify", reportedOn: "2025-06-24", lines: 3, unitShare: 0.009 };

/** Lines beside the planned ones: the clawback, and each restated line twice. */
export const EXTRA_LINES = CLAWBACK.lines + 2 * RESTATEMENT.lines;

/** The newest Spotify month has arrived in part only. */
export const PARTIAL = {
  month: "2025-09",
  store: "Spotify",
  pieces: [
    { reportedOn: "2025-11-17", share: 0.38 },
    { reportedOn: "2025-11-26", share: 0.62 },
  ],
};

/** Amounts have 8 decimals when reported before this day, 12 from then on. */
export const TWELVE_DECIMALS_FROM = "2025-07-01";

/** Days that a feed lost, by distributor and column: written as 0. */
export const MISSING_DAYS: Record<string, { spotify: string[]; apple: string[] }> = {
  distrokid: {
    spotify: ["2024-02-11", "2024-12-25", "2025-10-19"],
    apple: ["2024-02-11", "2024-12-25", "2025-04-06", "2025-10-19"],
  },
  toolost: {
    spotify: ["2024-06-09", "2024-06-10", "2025-01-19", "2025-07-27", "2025-11-02"],
    apple: ["2024-06-09", "2024-06-10", "2025-01-19", "2025-11-02"],
  },
};

/** TooLost's daily feed starts with the first release there. */
export const TOOLOST_FROM = "2024-03-15";

/** A spelling that the alias file does not know, on three lines of one store. */
export const RARE_SPELLING = { text: "Zone A-0", store: "Boomplay", month: "2025-05", lines: 3 };

/** From this usage month on a store pays less for each play: a rate that drifts. */
export const RATE_DRIFT = { from: "2025-07", store: "TikTok", factor: 0.86 };

/** The export of this statement month lacks a store, though the distributor paid for it. */
export const LOST_STORE = { reportMonth: "2025-09", store: "Deezer" };

/** What the deposits of single statement months are besides the total less the usual 1%; months are those of the report. */
export const PAYOUTS = {
  /** Paid in two parts, the second on this day. */
  split: { month: "2024-10", firstPercent: 60n, secondOn: "2024-12-09" },
  /** Not paid in its own month but together with the next one. */
  joined: "2024-11",
  /** Tax that the distributor kept and named, in cents. */
  taxed: { month: "2025-05", taxCents: 2_923n },
  /** Too little, and nothing says why. */
  short: { month: "2025-07", cents: 3_000n },
  /** Never came, and nobody noticed. */
  lost: "2025-06",
};

/** Statement months of which the label wrote down the distributor's own total. */
export const TOTALS_FROM = "2025-04";
