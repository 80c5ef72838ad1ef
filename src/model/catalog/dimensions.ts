/** What figures can be split and filtered by. A blank value is the empty text. */
export interface Dimension {
  label: string;
  description: string;
  /** Other words for it, lower case; plurals included. */
  synonyms: readonly string[];
}

const entries = {
  distributor: {label: "Distributor", description: "Who reports the streams and sends the statements.", synonyms: ["distributors", "distribution", "aggregator"]},
  platform: {label: "Platform", description: "Where it was played, such as spotify or apple; unmapped where the store is unknown.", synonyms: ["platforms", "service", "services", "dsp", "dsps", "streaming service"]},
  store: {label: "Store", description: "The store as the statement prints it.", synonyms: ["stores", "shop", "shops", "outlet"]},
  product: {label: "Product", description: "The store's product, such as subscription or ads.", synonyms: ["products", "tier"]},
  artist: {label: "Artist", description: "Canonical artist; an unmapped spelling as printed.", synonyms: ["artists", "act", "acts", "band", "performer"]},
  track: {label: "Track", description: "Title and artist on a statement line, as \"title · artist\".", synonyms: ["tracks", "song", "songs", "recording", "recordings"]},
  title: {label: "Title", description: "Title on a statement line, without its artist.", synonyms: ["titles", "track title", "song title"]},
  isrc: {label: "ISRC", description: "Recording code; blank on album rows.", synonyms: ["isrcs", "recording code"]},
  upc: {label: "UPC", description: "Release code, 12 digits.", synonyms: ["upcs", "barcode", "release code"]},
  country: {label: "Country", description: "Country of sale, two letters; OU is Facebook outside the US.", synonyms: ["countries", "territory", "territories", "market", "markets"]},
  unit_kind: {label: "Unit", description: "What one unit is: stream, download, video_view, fee or unmapped.", synonyms: ["unit kind", "units", "kind of unit"]},
  currency: {label: "Currency", description: "Currency of the amounts; currencies are never added.", synonyms: ["currencies"]},
  status: {label: "Status", description: "Where a cell stands: of a payment PAID, OVERDUE, DUE, DUE_SOON or PENDING; of a reconciliation MATCHED or VARIANCE.", synonyms: ["statuses", "state", "payment status"]},
  campaign: {label: "Campaign", description: "Ad campaign as named; blank where the report knows the account only.", synonyms: ["campaigns", "ad campaign", "ad campaigns"]},
  ad: {label: "Ad", description: "Ad as named.", synonyms: ["ads", "advert", "adverts", "creative"]},
  goal: {label: "Goal", description: "A line of goals.csv, as \"metric period scope\".", synonyms: ["goals", "target", "targets"]},
  dataset: {label: "Dataset", description: "All files of one feed.", synonyms: ["datasets", "feed", "feeds", "file", "files"]},
  event: {label: "Event", description: "Event of the attendee reports.", synonyms: ["events", "show", "concert"]},
  sponsor: {label: "Sponsor", description: "Sponsor of the zone; blank outside every zone.", synonyms: ["sponsors"]}
} as const satisfies Record<string, Dimension>;

export type DimensionName = keyof typeof entries;

export const dimensions: Readonly<Record<DimensionName, Dimension>> = entries;
export const dimensionNames = Object.keys(entries) as [DimensionName, ...DimensionName[]];
