/** DistroKid's stores: volumes, rates, reporting lag and how they print things. */

/** How one store behaves in the sample. */
export interface Store {
  name: string;
  /** Units for each Spotify play. Spotify's and Apple Music's own come from the daily model. */
  unitRatio: number;
  /** USD for each unit, on average. */
  rate: number;
  /** Days from the usage month's end to the report. */
  lagDays: number;
  /** Share of all statement lines. */
  rowWeight: number;
  /** ISO codes; empty means everywhere. */
  countries: string[];
  /** Month of the last report, when the store was closed. */
  until?: string;
  /** Share of the lines with earnings and no quantity. */
  zeroShare?: number;
  /** Share of the months that arrive in two to four pieces. */
  splitShare?: number;
  /** How the store prints ISRCs, when not plainly. */
  isrcStyle?: "hyphens" | "lower";
}

const LARGE = ["US", "GB", "DE", "ZA", "FR", "NL", "CA", "AU", "BR", "MX", "SE", "ES", "IT", "JP", "PL", "NO", "IE", "NZ", "XK", "NA"];

export const STORES: Store[] = [
  { name: "Spotify", unitRatio: 1, rate: 0.00224, lagDays: 55, rowWeight: 36, countries: [], splitShare: 0.4 },
  { name: "Apple Music", unitRatio: 0, rate: 0.00572, lagDays: 25, rowWeight: 12, countries: [], splitShare: 0.35 },
  { name: "iTunes Songs", unitRatio: 0.0000055, rate: 0.69, lagDays: 25, rowWeight: 0.6, countries: ["US", "GB", "ZA", "DE", "NA"] },
  { name: "iTunes Match", unitRatio: 0.00006, rate: 0.00135, lagDays: 26, rowWeight: 0.6, countries: ["US", "GB", "DE", "CA"], isrcStyle: "lower" },
  { name: "YouTube (Ads)", unitRatio: 0.024, rate: 0.0014, lagDays: 26, rowWeight: 6, countries: [], zeroShare: 0.14, splitShare: 0.25 },
  { name: "YouTube (Red)", unitRatio: 0.0055, rate: 0.0072, lagDays: 26, rowWeight: 5, countries: LARGE, splitShare: 0.15 },
  { name: "YouTube (Audio)", unitRatio: 0.0034, rate: 0.0045, lagDays: 27, rowWeight: 3, countries: LARGE },
  { name: "Amazon Unlimited (Streaming)", unitRatio: 0.0185, rate: 0.0085, lagDays: 52, rowWeight: 6, countries: LARGE, splitShare: 0.2 },
  { name: "Amazon Prime (Streaming)", unitRatio: 0.0085, rate: 0.0058, lagDays: 52, rowWeight: 4, countries: LARGE.slice(0, 12) },
  { name: "TikTok", unitRatio: 0.115, rate: 0.00106, lagDays: 46, rowWeight: 7, countries: [], splitShare: 0.2, isrcStyle: "hyphens" },
  { name: "Facebook", unitRatio: 0.22, rate: 0.000116, lagDays: 76, rowWeight: 3.5, countries: ["OU", "US"], zeroShare: 0.12, splitShare: 0.2 },
  { name: "Snap", unitRatio: 0.005, rate: 0.0006, lagDays: 57, rowWeight: 1.5, countries: ["US", "GB", "FR", "ZA", "CA"], isrcStyle: "lower" },
  { name: "Tidal", unitRatio: 0.0044, rate: 0.0092, lagDays: 49, rowWeight: 3, countries: LARGE },
  { name: "Deezer", unitRatio: 0.0118, rate: 0.0025, lagDays: 47, rowWeight: 3.5, countries: [...LARGE, "BE", "CH", "KE", "CO"] },
  { name: "Pandora", unitRatio: 0.015, rate: 0.0017, lagDays: 50, rowWeight: 2, countries: ["US"] },
  { name: "NetEase", unitRatio: 0.01, rate: 0.0004, lagDays: 96, rowWeight: 0.8, countries: ["CN"] },
  { name: "Yandex", unitRatio: 0.0065, rate: 0.0006, lagDays: 56, rowWeight: 0.9, countries: ["RU", "BY", "KZ"] },
  { name: "Resso", unitRatio: 0.005, rate: 0.0005, lagDays: 50, rowWeight: 0.8, countries: ["IN", "ID", "BR"], until: "2024-01" },
  { name: "Boomplay", unitRatio: 0.0085, rate: 0.00045, lagDays: 57, rowWeight: 1.8, countries: ["ZA", "NG", "KE", "GH", "ZM", "TZ", "NA", "BW"] },
  { name: "Anghami", unitRatio: 0.002, rate: 0.0009, lagDays: 57, rowWeight: 0.7, countries: ["EG", "AE", "SA"] },
  { name: "Napster", unitRatio: 0.0005, rate: 0.011, lagDays: 48, rowWeight: 0.7, countries: ["US", "DE", "GB"] },
  { name: "Flo", unitRatio: 0.0004, rate: 0.004, lagDays: 56, rowWeight: 0.4, countries: ["KR"] },
];
