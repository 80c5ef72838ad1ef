/** A plan of the engine (EXPLAIN) as it draws it, with what its words mean. */
import {element} from "../components/dom.js";

const WORDS: readonly [RegExp, string][] = [
  [/SEQ_SCAN|PARQUET_SCAN|READ_PARQUET/, "scan: reads a table; Filters are applied while reading, EC is the estimated number of rows"],
  [/HASH_GROUP_BY|PERFECT_HASH_GROUP_BY/, "hash group by: one row for each group"],
  [/UNGROUPED_AGGREGATE|SIMPLE_AGGREGATE/, "aggregate: one row over everything"],
  [/HASH_JOIN/, "hash join: looks up the rows of one side in a table of the other"],
  [/NESTED_LOOP_JOIN|BLOCKWISE_NL_JOIN|CROSS_PRODUCT/, "nested loop or cross product: compares every row with every other; slow on large tables, and cannot be interrupted"],
  [/PIECEWISE_MERGE_JOIN|IE_JOIN/, "merge join: joins on an inequality"],
  [/ORDER_BY|TOP_N/, "order by / top n: sorts; top n keeps only the first rows"],
  [/WINDOW/, "window: sorts and computes over neighbouring rows"],
  [/FILTER/, "filter: keeps rows"],
  [/PROJECTION/, "projection: computes columns"],
  [/\(\d+\.\d+s\)/, "seconds in brackets: how long each part took (explain analyze)"]
];

/** Draws the plan; it is read from the bottom up. */
export function planView(text: string): HTMLElement {
  const known = WORDS.filter(([pattern]) => pattern.test(text)).map(([, words]) => words);
  return element`<section class="plan" aria-label="Query plan"><p>Read it from the bottom up: each box hands its rows to the box above it.</p>
    <pre tabindex="0" aria-label="Plan">${text.trimEnd()}</pre>${known.length ? element`<ul>${known.map((words) => element`<li>${words}</li>`)}</ul>` : null}</section>`;
}
