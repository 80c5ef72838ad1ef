/** What the revenue page's queries answer with, and how a track is named. */

export const revenueDimensions = ["distributor", "platform", "country", "artist", "track"] as const;
export type RevenueDimension = (typeof revenueDimensions)[number];

/** One group of a breakdown, and the columns of every answer here. Money in the scope's currency. */
export interface RevenueFigures {
  earnings: number;
  fees: number;
  unit_count: number;
  stream_count: number;
  line_count: number;
}

/** What joins a track's title and artist in its name; titles hold hyphens and brackets, rarely this. */
export const TRACK_JOIN = " · ";

/** "title · artist"; a missing one is empty. */
export const trackName = (title: string | null, artist: string | null): string => `${title ?? ""}${TRACK_JOIN}${artist ?? ""}`;

/** The name taken apart again: what follows the last join is the artist. */
export function trackParts(name: string): [title: string, artist: string] {
  const at = name.lastIndexOf(TRACK_JOIN);
  return at < 0 ? [name, ""] : [name.slice(0, at), name.slice(at + TRACK_JOIN.length)];
}

