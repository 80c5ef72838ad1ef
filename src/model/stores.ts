/**
 * Store names as statements print them → platform, product and unit kind.
 * Source: the stores that DistroKid and other distributors name in their exports (see data/README.md).
 * An unknown store stays visible as `unmapped`; it is never filed under another one.
 */
export type UnitKind = "stream" | "download" | "video_view" | "fee" | "unmapped";

export interface Store {
  /** As printed; compared without regard to case and outer spaces. */
  store: string;
  platform: string;
  product: string;
  unitKind: UnitKind;
}

const store = (name: string, platform: string, unitKind: UnitKind = "stream", product = name): Store => ({store: name, platform, product, unitKind});

export const stores: Store[] = [
  store("Spotify", "spotify"),
  store("Spotify Discovery Mode", "spotify", "fee"),
  store("Spotify Artificial Streams Fee", "spotify", "fee"),
  store("Apple Music", "apple"),
  store("iTunes", "itunes", "download"),
  store("iTunes Songs", "itunes", "download"),
  store("iTunes Match", "itunes"),
  store("YouTube (Ads)", "youtube", "video_view"),
  store("YouTube Content ID", "youtube", "video_view"),
  store("YouTube (Red)", "youtube"),
  store("YouTube Premium", "youtube"),
  store("YouTube (Audio)", "youtube"),
  store("Amazon Unlimited (Streaming)", "amazon"),
  store("Amazon Prime (Streaming)", "amazon"),
  store("Amazon", "amazon", "download", "Amazon downloads"),
  store("Amazon (downloads)", "amazon", "download", "Amazon downloads"),
  store("TikTok", "tiktok", "video_view"),
  store("YouTube Music", "youtube"),
  store("Amazon Music", "amazon"),
  store("Amazon Music Unlimited", "amazon"),
  store("Facebook", "facebook", "video_view"),
  store("Instagram/Facebook", "facebook", "video_view"),
  store("Facebook / Instagram - Revenue Share", "facebook", "video_view"),
  store("Snap", "snap", "video_view"),
  store("Tidal", "tidal"),
  store("WiMP", "tidal", "stream", "Tidal"),
  store("Deezer", "deezer"),
  store("Pandora", "pandora"),
  store("NetEase", "netease"),
  store("Yandex", "yandex"),
  store("Resso", "resso"),
  store("Boomplay", "boomplay"),
  store("Anghami", "anghami"),
  store("Napster", "napster"),
  store("Flo", "flo"),
  store("Bandcamp", "bandcamp", "download"),
  store("Google Play", "google_play"),
  store("iHeart Radio", "iheart"),
  store("SoundCloud Ad Monetization", "soundcloud"),
  store("Saavn", "saavn"),
  store("JioSaavn", "saavn"),
  store("Saavn/JioSaavn", "saavn"),
  store("Tencent: QQMusic", "tencent"),
  store("KKBox", "kkbox"),
  store("LyricFind", "lyricfind")
];

const labels: Record<string, string> = {
  spotify: "Spotify", apple: "Apple Music", itunes: "iTunes", youtube: "YouTube", amazon: "Amazon", tiktok: "TikTok",
  facebook: "Facebook and Instagram", snap: "Snap", tidal: "Tidal", deezer: "Deezer", pandora: "Pandora", netease: "NetEase",
  yandex: "Yandex", resso: "Resso", boomplay: "Boomplay", anghami: "Anghami", napster: "Napster", flo: "Flo",
  google_play: "Google Play", iheart: "iHeart Radio", soundcloud: "SoundCloud", saavn: "JioSaavn", tencent: "Tencent",
  kkbox: "KKBox", lyricfind: "LyricFind", other: "Other stores", unmapped: "Unmapped stores",
  bandcamp: "Bandcamp",
  distrokid: "DistroKid", toolost: "TooLost", tunecore: "TuneCore", cdbaby: "CD Baby", believe: "Believe", orchard: "The Orchard", symphonic: "Symphonic"
};

/** What a person calls a platform or a distributor; an unknown id is shown as it is. */
export const labelOf = (id: string): string => labels[id] ?? id;
