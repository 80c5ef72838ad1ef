/** TikTok analytics, several dated exports: views and reactions by artist and day. `Followers` is the count when the export was made, on every row. */
import {z} from "zod";
import {canonicalName} from "../artist-name.js";
import {field} from "./contract.js";
import {exportDate} from "./newest.js";
import type {Source} from "./source.js";

export const TiktokRow = z.object({
  artist_raw: field("text", ["artist"], {required: true}),
  zone: field("text", ["zone"]),
  observed_on: field("date", ["date"], {required: true}),
  video_views: field("natural", ["Video Views"], {required: true}),
  profile_views: field("natural", ["Profile Views"]),
  likes: field("natural", ["Likes"]),
  comments: field("count", ["Comments"]),
  shares: field("natural", ["Shares"]),
  followers: field("natural", ["Followers"], {mayRepeat: true}),
  new_followers: field("count", ["new_followers", "New Followers"])
});

export const tiktok: Source = {
  feed: "tiktok",
  fileNames: /^(.*\/)?tiktok_analytics.*\.csv$/i,
  contract: TiktokRow,
  signature: ["artist", "date", "video views", "profile views", "likes"],
  neededFor: "social engagement",
  span: "observed_on",
  layout: ({header}) => `TikTok analytics, ${header.length} columns`,
  normalise: (view, {name}) => `select file_id, line, trim(artist_raw) as artist_raw, observed_on, zone, video_views as video_view_count,
    profile_views as profile_view_count, likes as like_count, case when comments >= 0 then comments end as comment_count,
    coalesce(comments < 0, false) as is_comment_count_unknown, shares as share_count, new_followers as new_follower_count,
    followers as export_follower_count, ${exportDate(name)} as exported_on from ${view}`,
  target: "staged_tiktok",
  supersedes: {key: [canonicalName("artist_raw"), "observed_on"], heading: "date", says: "this day of this artist stands on an earlier line"}
};
