/** Days of datasets: which have rows, which lack them, and how many of each. */
import {addDays} from "./days.js";
import {groupBy, sumOf} from "./group.js";

export type CoverageState = "reported" | "partial" | "zero" | "missing";

/** A row of `coverage_days`. */
export interface CoverageDay {
  dataset: string;
  covered_on: Date;
  row_count: number;
  series_count: number;
  missing_series_count: number;
  zero_series_count: number;
  state: CoverageState;
}

/** Consecutive days of a dataset in one state; both ends counted. */
export interface CoverageRun {
  dataset: string;
  state: CoverageState;
  from: Date;
  to: Date;
}

/** Days of each state in a dataset. */
export interface CoverageSum extends Record<CoverageState, number> {
  dataset: string;
  first_on: Date;
  last_on: Date;
  row_count: number;
}

/** Joins neighbouring days of one state; `days` are in order of dataset and day. */
export function coverageRuns(days: readonly CoverageDay[]): CoverageRun[] {
  const runs: CoverageRun[] = [];
  for (const {dataset, state, covered_on} of days) {
    const last = runs.at(-1);
    if (last && last.dataset === dataset && last.state === state && Number(addDays(last.to, 1)) === Number(covered_on)) last.to = covered_on;
    else runs.push({dataset, state, from: covered_on, to: covered_on});
  }
  return runs;
}

/** One row per dataset, in order of first appearance. */
export function coverageSums(days: readonly CoverageDay[]): CoverageSum[] {
  return [...groupBy(days, (day) => day.dataset)].map(([dataset, own]) => {
    const count = (state: CoverageState) => own.filter((day) => day.state === state).length;
    return {
      dataset, first_on: own[0].covered_on, last_on: own.at(-1)!.covered_on, row_count: sumOf(own, (day) => day.row_count),
      reported: count("reported"), partial: count("partial"), zero: count("zero"), missing: count("missing")
    };
  });
}
