/** The label's own name of an artist, wherever a feed spells it. */

/** SQL: `artist_raw` by its alias, else as printed. Needs `artist_aliases`. */
export const canonicalArtist = "coalesce((select max(artist) from artist_aliases where alias_key = lower(trim(artist_raw))), trim(artist_raw))";
