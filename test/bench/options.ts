/** What a run of the bench measures: sizes and parts, from the command line. */
import {parseArgs} from "node:util";

export const parts = ["loader", "incremental", "queries", "pages", "sql", "notebook"] as const;
export type Part = (typeof parts)[number];

export type BenchOptions = {
  /** Statement lines of each data set, in the order they are measured. */
  sizes: number[];
  parts: readonly Part[];
  /** Pairs of runs of the loader, and of the incremental one, at each size. */
  pairs: number;
  /** Visits of each page at each size. */
  visits: number;
};

const SIZES = [10_000, 100_000, 1_000_000];

function readCount(text: string, name: string, least: number): number {
  const count = Number(text);
  if (!Number.isInteger(count) || count < least) throw new Error(`--${name} must be a whole number from ${least}: ${text}`);
  return count;
}

/** `--quick` (10k and 100k), `--rows N` (that size alone; may be repeated), `--only PART` (may be repeated), `--pairs N`, `--visits N`. */
export function readOptions(args: string[]): BenchOptions {
  const {values} = parseArgs({
    args,
    options: {
      quick: {type: "boolean", default: false},
      rows: {type: "string", multiple: true, default: []},
      only: {type: "string", multiple: true, default: []},
      pairs: {type: "string", default: "5"},
      visits: {type: "string", default: "5"}
    }
  });
  const unknown = values.only.find((part) => !parts.includes(part as Part));
  if (unknown) throw new Error(`--only must be one of ${parts.join(", ")}: ${unknown}`);
  const rows = values.rows.map((text) => readCount(text, "rows", 1_000));
  return {
    sizes: rows.length ? rows : values.quick ? SIZES.slice(0, 2) : SIZES,
    parts: values.only.length ? parts.filter((part) => values.only.includes(part)) : parts,
    pairs: readCount(values.pairs, "pairs", 1),
    visits: readCount(values.visits, "visits", 1)
  };
}

/** 10000 → "10k", 1000000 → "1M". */
export const sizeName = (rows: number): string =>
  rows % 1_000_000 === 0 ? `${rows / 1_000_000}M` : rows % 1_000 === 0 ? `${rows / 1_000}k` : String(rows);
