/**
 * Every distinct spelling is mapped once, in two small tables that statement_lines joins: what a line says about the
 * track, and about the place of sale.
 */
import type {Helper} from "./mart.js";

/** Columns of staged_lines that identify a track or a place of sale; the join keys of the two tables, as `<column>_key`. */
const trackKeys = ["artist_raw", "title", "isrc", "upc", "kind_raw"];
const placeKeys = ["file_id", "distributor", "currency", "store", "country"];

/** Columns of statement_lines that repeat their strings, by the table that has them. */
export const nameTables = {
  track_names: ["artist_raw", "artist", "title", "isrc", "upc", "source_type"],
  place_names: ["file_id", "distributor", "currency", "store", "country", "platform", "product"]
};
export const unitKinds = ["stream", "download", "video_view", "fee", "unmapped"];

const keysOf = (keys: string[]): string[] => keys.map((key) => `${key}_key`);

type As = (column: string) => string;

/** Joins names to `lines`; NULL meets NULL, so that no line is lost. */
function joinOn(table: string, names: string, keys: string[], columns: string[], bucket: number | undefined, as: As): string {
  const select = `${keysOf(keys).join(", ")}, ${columns.map(as).join(", ")} from ${table}`;
  return `join (${bucket === undefined ? `select distinct ${select}` : `select ${select} where bucket = ${bucket}`}) as ${names} on ${keys.map((key) => `${names}.${key}_key is not distinct from lines.${key}`).join(" and ")}`;
}

const asItIs: As = (column) => column;

/** SQL that joins `places` to `lines`: those of half year `bucket`, if all lines are of one; `as` may give a column another type. */
export const joinPlaces = (bucket?: number, as = asItIs): string => joinOn("place_names", "places", placeKeys, [...nameTables.place_names, "unit_kind"], bucket, as);
/** The same for `tracks` and `places`. */
export const joinNames = (bucket?: number, as = asItIs): string => `${joinOn("track_names", "tracks", trackKeys, nameTables.track_names, bucket, as)}\n${joinPlaces(bucket, as)}`;

const asKeys = (keys: string[]): string => keys.map((key) => `printed.${key} as ${key}_key`).join(", ");

/** Without hyphens, in capitals: QZABC2300001. */
const isrc = "upper(replace(isrc, '-', ''))";
/** Twelve digits or more: a UPC that was once a number has lost its leading zeros and may end in `.0`. */
const digits = "split_part(upc, '.', 1)";
export const upc = `case when upc = '' then '' else lpad(${digits}, greatest(12, length(${digits}))::integer, '0') end`;

/** Artist as printed → canonical name. An unmapped spelling stays as printed: it is never guessed. `aliases` is what `joinAliases` joins. */
export const artistOf = "coalesce(aliases.artist, printed.artist_raw, '')";
export const joinAliases = "left join artist_aliases as aliases on aliases.alias_key = lower(trim(printed.artist_raw))";

/** Half years of usage months, as year × 2 (+ 1 from July on); everything before 1990 and after 2100 is one part each, so that odd dates make no thousand parts. */
export const [FIRST_BUCKET, LAST_BUCKET] = [1990 * 2 - 1, 2101 * 2];
export const bucketOf = (month: string): string => `least(greatest(year(${month}) * 2 + case when month(${month}) > 6 then 1 else 0 end, ${FIRST_BUCKET}), ${LAST_BUCKET})::integer`;

/** `lines` once for each half year and value of `keys`. */
const distinctIn = (keys: string[], lines: string): string =>
  `(select distinct ${bucketOf("usage_month")} as bucket, ${keys.join(", ")} from (select distinct usage_month, ${keys.join(", ")} from ${lines})) as printed`;

/** SQL of `track_names`: the tracks of `lines` (shaped like staged_lines), in each half year that has them. */
export const trackNames = (lines: string): string => `
create table track_names as
  select bucket, ${asKeys(trackKeys)}, coalesce(printed.artist_raw, '') as artist_raw, ${artistOf} as artist, coalesce(title, '') as title,
    ${isrc} as isrc, ${upc} as upc, kind_raw as source_type
  from ${distinctIn(trackKeys, lines)}
  ${joinAliases};`;

/** SQL of `place_names`, the same for places. Store as printed → platform, product, unit kind. An unknown store stays itself, on the platform `unmapped`. */
export const placeNames = (lines: string): string => `
create table place_names as
  select bucket, ${asKeys(placeKeys)}, file_id, distributor, currency, coalesce(store, '') as store, coalesce(country, '') as country,
    coalesce(stores.platform, 'unmapped') as platform, coalesce(stores.product, store, '') as product,
    coalesce(stores.unit_kind, 'unmapped') as unit_kind
  from ${distinctIn(placeKeys, lines)}
  left join stores on stores.store_key = lower(trim(printed.store));`;

export const names: Helper = {name: "names", sql: trackNames("staged_lines") + placeNames("staged_lines")};
