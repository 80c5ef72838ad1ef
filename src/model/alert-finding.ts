/** What a condition found on a day. */
import type {Scope} from "./alert-facts.js";
import {countryLabel, countryName} from "./countries.js";
import {isoDay, parseDay} from "./days.js";
import {formatMonth} from "./format.js";
import {labelOf} from "./stores.js";

/** What a figure is of; keys that are absent mean all of them. */
export interface Subject extends Scope {
  feed?: string;
  /** ISO, first day */
  usage_month?: string;
}

export interface Finding {
  subject: Subject;
  /** The figure, in `unit`: "streams", "days", "money per unit" or a currency. */
  value: number;
  /** What it is compared with; null when with nothing. */
  compare: number | null;
  unit: string;
  /** What the minimum volume is held against. */
  volume: number;
  /** The period that the figure is of, where it is a fixed one: the same figure never fires twice. */
  period?: string;
  /** A whole sentence with the figure. Written when it is read: a replay finds the same on hundreds of days. */
  readonly sentence: string;
  /** Address of the page, relative to the site, that shows the figure. */
  readonly evidence: string;
}

/** Names of people hold spaces, which separate the parts of a key: there they are hard ones. */
const HARD_SPACE = "\u00a0";
const named = (kind: "artist" | "country", name: string | undefined): string | undefined => (name === undefined ? undefined : `${kind}=${name.replaceAll(" ", HARD_SPACE)}`);

/** Name of a subject: "distrokid spotify", "artist=…"; "label" for all of it. */
export const subjectKey = ({feed, distributor, platform, artist, country, usage_month}: Subject): string =>
  [feed, distributor, platform, named("artist", artist), named("country", country), usage_month].filter((part) => part !== undefined).join(" ") || "label";

function partLabel(part: string): string {
  if (part.startsWith("artist=")) return part.slice(7).replaceAll(HARD_SPACE, " ");
  if (part.startsWith("country=")) return countryName(part.slice(8).replaceAll(HARD_SPACE, " "));
  return parseDay(part) ? formatMonth(parseDay(part)!) : labelOf(part).replaceAll("_", " ");
}

/** The same for a person: "DistroKid, Spotify", "Jan 2025"; "all" for the label. */
export const subjectLabel = (key: string): string => (key === "label" ? "all" : key.split(" ").map(partLabel).join(", "));

/** " of DistroKid on Spotify", " of an artist in Germany (DE)". */
export const subjectWords = ({distributor, platform, artist, country}: Scope): string =>
  [artist && ` of ${artist}`, distributor && ` of ${labelOf(distributor)}`, platform && ` on ${labelOf(platform)}`, country && ` in ${countryLabel(country)}`].filter(Boolean).join("");

/** Page address with its state in the query; undefined values are left out. */
export function pageAddress(page: string, params: Record<string, string | Date | undefined>, anchor = ""): string {
  const query = Object.entries(params).filter(([, value]) => value !== undefined).map(([name, value]) => `${name}=${encodeURIComponent(value instanceof Date ? isoDay(value) : value!)}`);
  return `./${page}${query.length ? `?${query.join("&")}` : ""}${anchor ? `#${anchor}` : ""}`;
}

/** 1.2 ÷ 1 − 1 → 20: a limit that is met exactly is met, whatever the last binary digit says. */
export const wholePercent = (ratio: number): number => Math.round(ratio * 1e11) / 1e9;

/** Both subjects at once; null when they speak of different things. */
export function joinSubjects(a: Subject, b: Subject): Subject | null {
  const keys = ["feed", "distributor", "platform", "artist", "country", "usage_month"] as const;
  if (keys.some((key) => a[key] !== undefined && b[key] !== undefined && a[key] !== b[key])) return null;
  return {...a, ...b};
}
