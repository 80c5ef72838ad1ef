/** The committed sample as plain objects, read without the product's own loaders. */
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { parseTable } from "../fixtures/parse-csv.js";

export const CURATED = fileURLToPath(new URL("../../data/curated/", import.meta.url));

/** One statement line; `pico` are exact earnings in 10^-12 USD. */
export interface StatementLine {
  reportedOn: string;
  month: string;
  store: string;
  artist: string;
  title: string;
  isrc: string;
  upc: string;
  quantity: number;
  kind: string;
  country: string;
  withheld: string;
  earnings: string;
  pico: bigint;
  isFee: boolean;
  /** Days from the usage month's end to the report. */
  lagDays: number;
}

/** One day of one distributor in the daily feed. */
export interface FeedDay {
  date: string;
  distributor: string;
  spotify: number;
  apple: number;
  combined: number;
}

export function readTable(name: string, folder = CURATED): Record<string, string>[] {
  return parseTable(readFileSync(`${folder}/${name}`, "utf8"));
}

/** Exact pico units of a decimal or scientific text. Throws when there are more than 12 decimals. */
export function parsePico(text: string): bigint {
  const match = /^(-?)(\d+)(?:\.(\d+))?(?:e-(\d+))?$/.exec(text);
  if (!match) throw new Error(`not an amount: ${text}`);
  const [, sign, whole, fraction = "", exponent = "0"] = match;
  const places = fraction === "0" ? 0 : fraction.length;
  const digits = BigInt(whole! + (places === 0 ? "" : fraction));
  const shift = 12 - places - Number(exponent);
  if (shift < 0) throw new Error(`more than 12 decimals: ${text}`);
  return (sign === "-" ? -1n : 1n) * digits * 10n ** BigInt(shift);
}

function countLagDays(month: string, reportedOn: string): number {
  const [year, number] = month.split("-").map(Number);
  return Math.round((Date.parse(`${reportedOn}T00:00:00Z`) - Date.UTC(year!, number!, 0)) / 86_400_000);
}

export function readStatement(folder = CURATED): StatementLine[] {
  return readTable("dk_bank_details.csv", folder).map((row) => {
    const pico = parsePico(row["Earnings (USD)"]!);
    const quantity = Number(row["Quantity"]);
    return {
      reportedOn: row["Reporting Date"]!,
      month: row["Sale Month"]!,
      store: row["Store"]!,
      artist: row["Artist"]!,
      title: row["Title"]!,
      isrc: row["ISRC"]!,
      upc: row["UPC"]!,
      quantity,
      kind: row["Song/Album"]!,
      country: row["Country of Sale"]!,
      withheld: row["Songwriter Royalties Withheld"]!,
      earnings: row["Earnings (USD)"]!,
      pico,
      isFee: row["Store"] === "Spotify" && pico < 0n && quantity > 0,
      lagDays: countLagDays(row["Sale Month"]!, row["Reporting Date"]!),
    };
  });
}

export function readFeed(folder = CURATED): FeedDay[] {
  return readTable("tidy_daily_streams.csv", folder).map((row) => ({
    date: row["date"]!,
    distributor: row["source"]!,
    spotify: Number(row["spotify_streams"]),
    apple: Number(row["apple_streams"]),
    combined: Number(row["combined_streams"]),
  }));
}

/** Statement plays ÷ feed plays of DistroKid, by usage month, with and without fee lines. */
export function compareWithFeed(lines: StatementLine[], feed: FeedDay[], platform: "spotify" | "apple"): Map<string, { all: number; plays: number }> {
  const store = platform === "spotify" ? "Spotify" : "Apple Music";
  const result = new Map<string, { all: number; plays: number }>();
  for (const month of new Set(lines.map((line) => line.month))) {
    const own = lines.filter((line) => line.store === store && line.month === month);
    const days = feed.filter((day) => day.distributor === "distrokid" && day.date.startsWith(month));
    const played = days.reduce((sum, day) => sum + day[platform], 0);
    const all = own.reduce((sum, line) => sum + line.quantity, 0);
    const fees = own.reduce((sum, line) => sum + (line.isFee ? line.quantity : 0), 0);
    result.set(month, { all: all / played, plays: (all - fees) / played });
  }
  return result;
}
