/** The label's own name of an artist, wherever a feed spells it. */

/** SQL: an artist's (or a scope's) canonical name; an unmapped spelling as printed. Needs `artist_aliases`. */
export const canonicalName = (column: string): string =>
  `coalesce((select max(artist) from artist_aliases where alias_key = lower(trim(${column}))), trim(${column}))`;
