/** statement_lines: one row per line of a statement file. Key: file_id, line. */
import type {Mart} from "./mart.js";
import {joinNames} from "./names.js";

/** A fee store, or an unlabelled Discovery Mode fee: a negative Spotify row that repeats plays already counted. */
const isFee = "places.unit_kind = 'fee' or (places.platform = 'spotify' and lines.earnings < 0 and lines.quantity > 0)";

/** SQL of the rows, from `lines` (shaped like staged_lines) whose names `namesSql` has mapped. */
export const mapLines = (lines: string): string => `
select places.file_id, lines.line, places.distributor, places.currency, lines.usage_month, lines.reported_on,
  places.store, places.platform, places.product,
  case when ${isFee} then 'fee'::unit_kind_enum else places.unit_kind end as unit_kind,
  tracks.artist, tracks.artist_raw, tracks.title, tracks.isrc, tracks.upc, places.country, lines.quantity,
  case when ${isFee} then 0 else lines.quantity end as unit_count,
  lines.team_ppm, tracks.source_type, lines.earnings, lines.withheld, lines.recoup
from ${lines} as lines
${joinNames}`;

export const statementLines: Mart = {
  name: "statement_lines",
  grain: "one row per line of a statement file",
  key: ["file_id", "line"],
  orderBy: "usage_month, platform, artist, file_id, line",
  isView: true,
  columns: {
    file_id: "the statement file, by its content",
    line: "line number in that file",
    distributor: "who sent the statement",
    currency: "currency of earnings, withheld and recoup",
    usage_month: "month in which it was streamed or sold (first day)",
    reported_on: "date of the statement",
    store: "store as printed",
    platform: "platform of the store, or unmapped",
    product: "the store's product",
    unit_kind: "what one unit is: stream, download, video_view, fee or unmapped",
    artist: "canonical artist; an unmapped spelling as printed",
    artist_raw: "artist as printed",
    title: "track or album title",
    isrc: "recording code, blank on album rows",
    upc: "release code",
    country: "country of sale as printed (two letters)",
    quantity: "units as printed",
    unit_count: "units that count: 0 on fee rows, else the quantity",
    team_ppm: "the user's share in parts per million; earnings already include it",
    source_type: "song, album or source type as printed",
    earnings: "the user's earnings, exact",
    withheld: "songwriter royalties withheld",
    recoup: "amount recouped"
  },
  sql: mapLines("staged_lines")
};
