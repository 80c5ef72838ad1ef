/** Two sources of one figure, month by month: rows of `quality_periods`, by what is compared. */
import {groupBy} from "./group.js";
import {labelOf} from "./stores.js";

export interface ComparedMonth {
  dataset: string;
  check_id: string;
  compared_month: Date;
  expected_value: number;
  actual_value: number;
  /** "streams" or a currency */
  unit: string;
  /** (actual − expected) ÷ expected, in percent */
  deviation_pct: number;
  tolerance_pct: number;
  is_within: boolean;
}

export interface Comparison {
  dataset: string;
  check_id: string;
  title: string;
  months: ComparedMonth[];
}

const says: Record<string, string> = {
  streams: "Statements against daily streams", statements: "Daily streams against statements", distributors: "Spotify audience against the distributors' streams",
  levels: "Ads against the account's totals", "payouts statements": "Deposits against statements"
};

/** "Statements against daily streams: DistroKid on Apple Music". */
export function comparisonTitle(dataset: string, check_id: string): string {
  const [, kind, part] = /^([^.]*)\.?(.*)$/.exec(check_id)!;
  const names = part.split(/ (on|in) /).map((word, i) => (i % 2 ? ` ${word} ` : labelOf(word))).join("");
  return [says[`${dataset} ${kind}`] ?? says[kind] ?? kind, names].filter(Boolean).join(": ");
}

/** Comparisons in order of dataset and check. */
export const comparisonsOf = (months: readonly ComparedMonth[]): Comparison[] =>
  [...groupBy(months, ({dataset, check_id}) => `${dataset}\n${check_id}`).values()].map((own) => ({
    dataset: own[0].dataset, check_id: own[0].check_id, title: comparisonTitle(own[0].dataset, own[0].check_id), months: own
  }));

/** Without the feed's own side of what a statement's comparison shows already: the same months, the other way round. */
export const oneSided = (comparisons: readonly Comparison[]): Comparison[] => comparisons.filter(({dataset}) => dataset !== "daily_streams");
