/** artist_spellings: one row per feed × spelling of an artist: which are known, and what an unknown one may mean. Nothing is merged by it. */
import {UNNAMED_ARTIST} from "../sources/audience.js";
import type {Mart} from "./mart.js";

const feeds: Record<string, string> = {
  tiktok_daily: "select artist_raw, file_id, line from staged_tiktok",
  audience_daily: `select artist_raw, file_id, line from staged_audience where artist_raw <> '${UNNAMED_ARTIST}'`,
  releases: "select artist_raw, file_id, line from staged_releases",
  royalty_splits: "select artist_raw, file_id, line from staged_splits",
  goals: "select scope, file_id, line from staged_goals where lower(scope) <> 'label'"
};

/** An unknown spelling is compared by Damerau–Levenshtein distance; one that differs in more than half its letters is like nobody. */
export const artistSpellings: Mart = {
  name: "artist_spellings",
  grain: "one row per table × spelling of an artist",
  key: ["table_name", "artist_raw"],
  orderBy: "table_name, artist_raw",
  columns: {
    table_name: "table whose rows have this spelling",
    artist_raw: "artist as printed",
    artist: "canonical artist; an unmapped spelling as printed",
    is_known: "artist_aliases.csv has the spelling",
    closest_artist: "for an unknown spelling, the artist with the closest known one; empty when none is close. A hint: nothing is merged by it",
    edit_count: "letters to add, drop, change or swap between the two",
    row_count: "rows with this spelling",
    file_id: "file in which it first stands",
    line: "first line in that file"
  },
  sql: `
with printed as (
  select 'statement_lines' as table_name, artist_raw, row_count, (file_id, line) as first_at from printed_artists
  union all ${Object.entries(feeds).map(([table, rows]) => `select '${table}' as table_name, * from (select artist_raw, count(*) as row_count, min((file_id, line)) as first_at from (${rows}) as t(artist_raw, file_id, line) group by artist_raw)`).join("\n  union all ")}
),
spellings as (select distinct artist_raw, lower(trim(artist_raw)) as spelling from printed where trim(artist_raw) <> ''),
near as (
  select artist_raw, artist as closest_artist, damerau_levenshtein(spelling, alias_key) as edit_count
  from spellings, artist_aliases
  where spelling not in (select alias_key from artist_aliases)
  qualify row_number() over (partition by artist_raw order by damerau_levenshtein(spelling, alias_key), artist) = 1
)
select table_name, printed.artist_raw, coalesce(aliases.artist, printed.artist_raw) as artist, aliases.artist is not null as is_known, closest_artist,
  edit_count::bigint as edit_count, row_count, first_at[1] as file_id, first_at[2]::integer as line
from printed
left join (select alias_key, max(artist) as artist from artist_aliases group by 1) as aliases on aliases.alias_key = lower(trim(printed.artist_raw))
left join near on near.artist_raw = printed.artist_raw and edit_count * 2 <= length(trim(printed.artist_raw))
where trim(printed.artist_raw) <> ''`
};
