/** tiktok_daily: one row per artist × day: what TikTok counted, from the newest export that has the day. */
import {canonicalName} from "../artist-name.js";
import type {Mart} from "./mart.js";

export const tiktokDaily: Mart = {
  name: "tiktok_daily",
  grain: "one row per artist × day of TikTok analytics",
  key: ["artist", "observed_on"],
  orderBy: "observed_on, artist",
  columns: {
    observed_on: "day",
    artist: "canonical artist; an unmapped spelling as printed",
    zone: "zone as printed",
    video_view_count: "video views of the day",
    profile_view_count: "profile views of the day",
    like_count: "likes of the day",
    comment_count: "comments of the day; empty where TikTok did not know (-1)",
    is_comment_count_unknown: "the export said -1",
    share_count: "shares of the day",
    new_follower_count: "followers won (or lost) on the day",
    export_follower_count: "followers when the export was made, repeated on every row: not a figure of the day, never a sum",
    exported_on: "day of the export",
    file_id: "the file, by its content"
  },
  sql: `
select observed_on, ${canonicalName("artist_raw")} as artist, zone, video_view_count, profile_view_count, like_count, comment_count,
  is_comment_count_unknown, share_count, new_follower_count, export_follower_count, exported_on, file_id
from staged_tiktok`
};
