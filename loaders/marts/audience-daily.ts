/** audience_daily: one row per artist × day × platform: who listened. Listeners are people and never add up over days or artists. */
import {canonicalName} from "../artist-name.js";
import type {Mart} from "./mart.js";

export const audienceDaily: Mart = {
  name: "audience_daily",
  grain: "one row per artist × day × platform",
  key: ["artist", "observed_on", "platform"],
  orderBy: "observed_on, artist, platform",
  columns: {
    observed_on: "day",
    artist: "canonical artist; an unmapped spelling as printed",
    platform: "whose audience: spotify",
    artist_id: "the platform's id of the artist",
    listener_count: "different people on that day: never add up days or artists",
    stream_count: "plays, which are those of the daily feed seen again: never add the two",
    follower_count: "followers on that day: a level, not a flow",
    file_id: "the file, by its content"
  },
  sql: `
select observed_on, ${canonicalName("artist_raw")} as artist, platform, artist_id, listener_count, stream_count, follower_count, file_id
from staged_audience`
};
