/** Metrics of audience and social counts. */
import type {Metric} from "./metric.js";

const daily = "with each export";
const tiktok = ["tiktok_daily"];
const scraped = "Only the days of the exports that were put in the folder.";
const engagement = "(coalesce(sum(like_count), 0) + coalesce(sum(comment_count), 0) + coalesce(sum(share_count), 0))::double";

/** A count of TikTok that adds up over days and artists. */
const tiktokSum = <Name extends string>(name: Name, label: string, column: string, range: string, synonyms: readonly string[]) => ({
  name, label,
  description: `${label} on TikTok.`,
  unit: label.toLowerCase().replace("tiktok ", ""), format: "count", additive: true,
  calculation: `Sum of ${column} over the days of the period.`,
  sources: tiktok, limitations: [scraped], update_frequency: daily, typical_range: range, synonyms,
  measure: {kind: "sum", from: ["tiktok_daily"], sql: `sum(${column})::bigint`, hasGaps: true}
}) as const satisfies Metric;

export const audienceMetrics = {
  listeners: {
    name: "listeners",
    label: "Listeners",
    description: "Different people who played an artist on a platform on a day.",
    unit: "people on a day",
    format: "count",
    additive: false,
    calculation: "The day's count as the platform reports it. Over longer than a day only the mean per day or the latest day can be asked for.",
    sources: ["audience_daily"],
    limitations: ["The same person counts on every day: days are never added, nor artists, nor platforms.", scraped],
    update_frequency: daily,
    typical_range: "one for every two streams",
    synonyms: ["listener", "unique listeners", "daily listeners", "audience", "people listening"],
    measure: {kind: "daily", from: ["audience_daily"], sql: "max(listener_count)", apart: ["artist", "platform"], aggregates: {mean: "avg(listener_count)", latest: "arg_max(listener_count, observed_on) filter (where listener_count is not null)"}}
  },
  audience_streams: {
    name: "audience_streams",
    label: "Streams by artist (Spotify)",
    description: "Plays that Spotify for Artists counts for an artist.",
    unit: "streams",
    format: "count",
    additive: true,
    calculation: "Sum of stream_count of the audience files over the days of the period.",
    sources: ["audience_daily"],
    limitations: ["The same plays as the daily feed counts for Spotify: never add the two.", scraped],
    update_frequency: daily,
    typical_range: "within 5% of the daily feed's Spotify streams",
    synonyms: ["spotify for artists streams", "artist streams", "streams by artist"],
    measure: {kind: "sum", from: ["audience_daily"], sql: "sum(stream_count)::bigint", hasGaps: true}
  },
  followers: {
    name: "followers",
    label: "Followers",
    description: "People who follow an artist on Spotify.",
    unit: "people",
    format: "count",
    additive: false,
    calculation: "The count of the last day of each period.",
    sources: ["audience_daily"],
    limitations: ["A level, not a flow: days are never added. The same person may follow several artists, so artists are not added either.", scraped],
    update_frequency: daily,
    typical_range: "grows by 0 to 2% a month",
    synonyms: ["follower", "spotify followers", "follower count"],
    measure: {kind: "latest", from: ["audience_daily"], sql: "arg_max(follower_count, observed_on) filter (where follower_count is not null)", apart: ["artist", "platform"]}
  },
  follower_growth: {
    name: "follower_growth",
    label: "New followers",
    description: "Followers won on Spotify, less those lost.",
    unit: "people",
    format: "count",
    additive: true,
    calculation: "Sum over days of the day's followers − those of the day counted before.",
    sources: ["audience_daily"],
    limitations: ["The first day of an artist has nothing before it and counts for nothing.", scraped],
    update_frequency: daily,
    typical_range: "−10 to +100 a day",
    synonyms: ["new followers", "follower gain", "followers gained", "follower change", "followers won"],
    measure: {kind: "sum", from: ["follower_steps"], sql: "sum(follower_change)::bigint", hasGaps: true}
  },
  video_views: tiktokSum("video_views", "TikTok video views", "video_view_count", "hundreds to tens of thousands a day", ["views", "tiktok views", "video view", "video views"]),
  profile_views: tiktokSum("profile_views", "TikTok profile views", "profile_view_count", "about 1 per 100 video views", ["profile view", "tiktok profile views", "profile views"]),
  likes: tiktokSum("likes", "TikTok likes", "like_count", "5 to 10 per 100 video views", ["like", "tiktok likes", "hearts"]),
  comments: tiktokSum("comments", "TikTok comments", "comment_count", "under 1 per 100 video views", ["comment", "tiktok comments"]),
  shares: tiktokSum("shares", "TikTok shares", "share_count", "under 1 per 100 video views", ["tiktok shares", "shared", "reposts"]),
  tiktok_new_followers: tiktokSum("tiktok_new_followers", "TikTok new followers", "new_follower_count", "0 to 50 a day", ["tiktok followers", "tiktok follower growth", "new tiktok followers"]),
  engagement_rate: {
    name: "engagement_rate",
    label: "Engagement rate",
    description: "How often a TikTok view led to a like, a comment or a share.",
    unit: "share of video views",
    format: "percent",
    additive: false,
    calculation: "(Likes + comments + shares) ÷ video views, all summed over the same days.",
    sources: tiktok,
    limitations: ["A ratio: it is computed from sums and never averaged or summed.", "Comments that TikTok did not know (−1) count as none.", scraped],
    update_frequency: daily,
    typical_range: "4% to 10%",
    synonyms: ["engagement", "tiktok engagement", "social engagement"],
    measure: {kind: "ratio", from: ["tiktok_daily"], sql: `${engagement} / nullif(sum(video_view_count), 0)::double`}
  }
} as const satisfies Record<string, Metric>;
