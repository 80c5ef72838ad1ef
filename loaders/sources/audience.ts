/** Spotify for Artists, audience by artist and day, in three headers. Listeners are people: they never add up over days. */
import {z} from "zod";
import {canonicalName} from "../artist-name.js";
import {literal} from "../duckdb.js";
import {field} from "./contract.js";
import type {Source} from "./source.js";

export const AudienceRow = z.object({
  observed_on: field("date", ["date"], {required: true}),
  listeners: field("natural", ["listeners"], {required: true}),
  streams: field("natural", ["streams"], {required: true}),
  followers: field("natural", ["followers"], {required: true}),
  artist_id: field("text", ["artist_id"]),
  artist_raw: field("text", ["artist_name", "artist"])
});

/** Stands where neither the rows nor the file's name say whose audience it is. */
export const UNNAMED_ARTIST = "(artist not named)";

/** Spotify's own exports carry the artist in their name: `pig1987-audience-timeline.csv`. */
const artistInName = (name: string): string => /([^/]+)-audience-timeline[^/]*$/i.exec(name)?.[1] ?? UNNAMED_ARTIST;

export const spotifyAudience: Source = {
  feed: "spotify_audience",
  fileNames: /^(.*\/)?(spotify_audience.*|[^/]+-audience-timeline[^/]*)\.csv$/i,
  contract: AudienceRow,
  signature: ["date", "listeners", "streams", "followers"],
  neededFor: "listeners and followers",
  span: "observed_on",
  layout: ({header}) => `Spotify audience, ${header.length} columns`,
  normalise: (view, {name}) => `select file_id, line, coalesce(nullif(trim(artist_raw), ''), ${literal(artistInName(name))}) as artist_raw, observed_on,
    'spotify' as platform, artist_id, listeners as listener_count, streams as stream_count, followers as follower_count from ${view}`,
  target: "staged_audience",
  supersedes: {key: [canonicalName("artist_raw"), "observed_on", "platform"], heading: "date", says: "this day of this artist stands on an earlier line"}
};
