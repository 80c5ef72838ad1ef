/** statement_lines: one row per line of a statement file. Key: file_id, line. */
import type {Mart} from "./mart.js";
import {joinNames} from "./names.js";
import {isFee} from "./rollup.js";

const isFeeLine = isFee("lines.earnings < 0 and lines.quantity > 0");

/** SQL of the rows, from `lines` (shaped like staged_lines) and what `names` (`joinNames`) joins to them. */
export const mapLines = (lines: string, names = joinNames(), fee = "'fee'"): string => `
select places.file_id, lines.line, places.distributor, places.currency, lines.usage_month, lines.reported_on,
  places.store, places.platform, places.product,
  case when ${isFeeLine} then ${fee} else places.unit_kind end as unit_kind,
  tracks.artist, tracks.artist_raw, tracks.title, tracks.isrc, tracks.upc, places.country, lines.quantity,
  case when ${isFeeLine} then 0 else lines.quantity end as unit_count,
  lines.team_ppm, tracks.source_type, lines.earnings, lines.withheld, lines.recoup
from ${lines} as lines
${names}`;

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
