/** Names that a cell may not have, because a page or a query gives them a meaning of their own. */

/** What the page of a notebook and Framework's library define, and JavaScript's words that could be a lower-case name. */
const IN_A_PAGE = `abstract arguments as async await break case catch class const continue debugger default delete display do
  else enum eval export extends false figure finally for from function get html if implements import in instanceof interface let md new
  null of package private protected public query resize return set sql static super svg switch tex this throw true try typeof
  undefined var view visibility void while width with yield now dark d3 dot invalidation observable require`;

/** DuckDB's reserved words: a table of that name would need quotes everywhere. */
const IN_A_QUERY = `all analyse analyze and any array as asc asymmetric both case cast check collate column constraint create
  default deferrable desc describe distinct do else end except exists false fetch filter for foreign from full grant group having in
  initially inner intersect into is join lateral leading left like limit natural not null offset on only or order outer pivot placing
  primary qualify references returning right select show some summarize symmetric table then to trailing true union unique unpivot
  using values variadic when where window with`;

const TAKEN = new Set(`${IN_A_PAGE} ${IN_A_QUERY}`.split(/\s+/));

/** Whether a name is free; names for the code of a page itself start with `cell_`, end with `_options` or `_rows`. */
export const isFreeName = (name: string): boolean => !TAKEN.has(name) && !/^cell_|_options$/.test(name) && name !== "analysis";
