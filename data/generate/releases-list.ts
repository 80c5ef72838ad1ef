/** The label's catalogue: what was released when, by whom and through which distributor. */

export const ARTISTS = ["PIG1987", "ZONE A0"] as const;

/** One release as the label planned it. */
export interface PlannedRelease {
  title: string;
  artist: (typeof ARTISTS)[number];
  /** How the artist was typed when this release was uploaded. */
  printedAs?: string;
  distributor: "distrokid" | "toolost";
  releaseOn: string;
  /** Relative size of the release. */
  appeal: number;
  tracks: string[];
  /** An old barcode that starts with 0. */
  hasZeroUpc?: boolean;
}

export const RELEASES: PlannedRelease[] = [
  {
    title: "Night Grid", artist: "ZONE A0", distributor: "distrokid", releaseOn: "2022-06-17", appeal: 7, hasZeroUpc: true,
    tracks: ["Substation", "Night Grid", "Carrier Wave", "Low Orbit", "Sodium Lights", "Pylon Hymn", "Dead Reckoning"],
  },
  {
    title: "Grey Signal", artist: "ZONE A0", printedAs: "zone_a0", distributor: "distrokid", releaseOn: "2023-02-24", appeal: 3,
    tracks: ["Grey Signal"], hasZeroUpc: true,
  },
  {
    title: "Swine Season", artist: "PIG1987", distributor: "distrokid", releaseOn: "2023-09-08", appeal: 15,
    tracks: ["Mud Sermon", "Swine Season", "Truffle Money", "Sunday, Slowly", "Bakkie Ballad", "Hoof & Horn", "Café Noir", "Last Light on Voortrekker Road"],
  },
  { title: "Glass Kraal", artist: "PIG1987", distributor: "distrokid", releaseOn: "2023-12-01", appeal: 5, tracks: ["Glass Kraal"] },
  {
    title: "Ohm's Lament", artist: "ZONE A0", printedAs: "zone.a0", distributor: "distrokid", releaseOn: "2024-02-09", appeal: 3.4,
    tracks: ["Ohm's Lament", "Ohm's Lament (Dub)"],
  },
  { title: "Zero Crossing", artist: "ZONE A0", distributor: "toolost", releaseOn: "2024-03-15", appeal: 6.4, tracks: ["Zero Crossing"] },
  {
    title: "Concrete Trough", artist: "PIG1987", distributor: "distrokid", releaseOn: "2024-05-17", appeal: 10,
    tracks: ["Concrete Trough", "Feed the Dynamo", "Harbour Lights (Cover)", "Ten Rand Change", "Kitchen Radio"],
  },
  { title: "Latency", artist: "ZONE A0", distributor: "toolost", releaseOn: "2024-08-02", appeal: 5.2, tracks: ["Latency", "Latency (Instrumental)"] },
  {
    title: "Static Bloom", artist: "ZONE A0", distributor: "distrokid", releaseOn: "2024-10-11", appeal: 9, hasZeroUpc: true,
    tracks: ["Static Bloom", "Half-Life", "Blue Hour Protocol", "Ferrite", "Return to Null"],
  },
  { title: "\"Wait for Rain\"", artist: "PIG1987", distributor: "distrokid", releaseOn: "2025-01-24", appeal: 5, tracks: ["\"Wait for Rain\""] },
  { title: "Parallel Lines at Dusk", artist: "ZONE A0", distributor: "toolost", releaseOn: "2025-04-04", appeal: 6.8, tracks: ["Parallel Lines at Dusk", "Afterimage"] },
  { title: "Long Drop Blues", artist: "PIG1987", distributor: "distrokid", releaseOn: "2025-05-30", appeal: 7, tracks: ["Long Drop Blues", "Boerewors & Bass"] },
  { title: "Fold", artist: "ZONE A0", distributor: "distrokid", releaseOn: "2025-09-19", appeal: 6, tracks: ["Fold", "Fold (Extended)"] },
  { title: "Second Sty", artist: "PIG1987", distributor: "toolost", releaseOn: "2025-10-17", appeal: 6.0, tracks: ["Second Sty"] },
];

/** Tracks that run in Spotify's Discovery Mode. */
export const DISCOVERY_TRACKS = new Set([
  "Mud Sermon", "Swine Season", "Truffle Money", "Glass Kraal", "Concrete Trough", "Feed the Dynamo", "Substation", "Night Grid",
  "Static Bloom", "\"Wait for Rain\"", "Long Drop Blues",
]);

/** A cover, for which DistroKid keeps songwriter royalties back in the US. */
export const COVER_TRACK = "Harbour Lights (Cover)";

/** A duet whose earnings are already split: team percentage 50. */
export const TEAM_TRACK = "Blue Hour Protocol";

/** Words that make up the titles of the additional catalogue of large samples. */
export const TITLE_WORDS = {
  first: ["Amber", "Broken", "Copper", "Distant", "Empty", "Faded", "Gravel", "Hollow", "Iron", "Jasmine", "Karoo", "Lunar", "Midnight", "Northern", "Open", "Paper"],
  second: ["Avenue", "Birds", "Choir", "Drift", "Engine", "Field", "Garden", "Horizon", "Island", "Junction", "Kites", "Letters", "Mirror", "Notes", "Ocean", "Pilgrim"],
};
