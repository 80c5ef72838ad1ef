/**
 * Money is summed in one place: no SQL outside the catalog, the compiler and the loaders that make the tables aggregates a
 * money column. A file that must stands in ALLOWED with its reason; what it need not do any more is taken off the list.
 */
import {execFileSync} from "node:child_process";
import {readFileSync} from "node:fs";
import {expect, test} from "vitest";

/** Columns of the served tables that hold money. */
const MONEY = "earnings|positive_earnings|fees|gross|withheld|recoup|amount|approved_total|actual_total|spend|expected|expected_default|expected_observed|actual|variance|volume_effect|rate_effect|fee_effect|arrived|outstanding_default|outstanding_observed|original_amount";
const AGGREGATE = new RegExp(`\\b(?:sum|avg|mean|median|mode|fsum|product|quantile(?:_cont|_disc)?|list|array_agg)\\s*\\(\\s*(?:distinct\\s+)?(?:case\\s[^)]*?\\s|abs\\s*\\(\\s*|coalesce\\s*\\(\\s*|greatest\\s*\\(\\s*)?(?:\\w+\\.)?(?:${MONEY})\\b`, "i");

/** File → why it aggregates money itself. */
const ALLOWED: Readonly<Record<string, string>> = {};

/** The catalog and its compiler; statements read before they are tables; whatever makes the tables. */
const OWN = /^src\/model\/(metrics|catalog|compile)\/|^loaders\/(?!api\/|answers\/)|^data\/|^test\//;

const watched = (): string[] => execFileSync("git", ["ls-files", "src", "publish", "loaders"], {encoding: "utf8"}).split("\n").filter((file) => /\.(ts|mjs|js|md|sql)$/.test(file) && !OWN.test(file));

/** Lines that hold such an aggregate: not in a comment; a call on text, such as sum("earnings"), is no SQL. */
export const findAggregates = (text: string): {line: number; text: string}[] =>
  text.split("\n").flatMap((line, i) => (AGGREGATE.test(line) && !/^\s*(\*|\/\/|\/\*)/.test(line) ? [{line: i + 1, text: line.trim().slice(0, 120)}] : []));

test("the lint finds what it should and nothing else", () => {
  for (const sql of ["select sum(earnings) from arrivals", "avg( l.earnings )", "SUM(case when x then amount end)", "sum(abs(variance))", "median(spend) as m", "coalesce(sum(r.fees), 0)"]) expect(findAggregates(sql), sql).toHaveLength(1);
  for (const other of ["sum(stream_count)", "max(usage_month)", "sumOf(rows, (row) => row.earnings)", 'sum("earnings")', "// sum(earnings)", "order by earnings", "count(*)"]) expect(findAggregates(other), other).toHaveLength(0);
});

test("no aggregate of money outside the catalog", () => {
  const found = watched().flatMap((file) => findAggregates(readFileSync(file, "utf8")).map(({line, text}) => ({file, line, text})));
  expect(found.filter(({file}) => !ALLOWED[file])).toEqual([]);
  const busy = new Set(found.map(({file}) => file));
  expect(Object.keys(ALLOWED).filter((file) => !busy.has(file))).toEqual([]);
});
