/** What can be asked, made from the catalog: the same list in the help, the box and the tests, which ask each of them. */
import {askableMetrics, calendarsOf, dimensionsOf} from "../catalog/catalog.js";
import {dimensions} from "../catalog/dimensions.js";
import type {MetricName} from "../metrics.js";
import {phraseOf} from "./phrase.js";

/** Questions to begin with. */
export const starters = [
  "revenue by distributor for July 2025", "how much will we be paid next month", "Spotify streams last 30 days vs before", "which tracks grew most this year", "when does TooLost pay for August",
  "top 5 countries by revenue this year", "share of revenue from Spotify", "what is overdue", "how good is the data"
] as const;

/** A figure with questions about it and what it can be split by. */
export interface Example {
  name: MetricName;
  label: string;
  description: string;
  questions: string[];
  /** Labels of its dimensions. */
  by: string[];
}

/** One entry per figure of the catalog that can be asked for in words. */
export function examples(): Example[] {
  return askableMetrics.flatMap((metric): Example[] => {
    const {name, label, description, measure} = metric;
    if (measure.kind === "daily" && !measure.aggregates) return []; // only as a table of days
    const known = dimensionsOf(metric);
    const timed = Object.keys(calendarsOf(metric)).length > 0;
    const aggregate = measure.kind === "daily" ? {aggregate: "latest" as const} : {};
    const [first] = known;
    const questions = [
      ...(measure.kind === "growth" ? [] : [phraseOf({metrics: [name], ...aggregate, ...(first ? {dimensions: [first]} : {})})]),
      ...(timed && measure.kind !== "daily" ? [`${phraseOf({metrics: [name]})} by month`] : [])
    ];
    return [{name, label, description, questions, by: known.map((dimension) => dimensions[dimension].label.toLowerCase())}];
  });
}

/** Questions that begin like what was typed, or hold all its words; starters first. */
export function completions(typed: string, most = 8): string[] {
  const words = typed.toLowerCase().split(/\s+/).filter(Boolean);
  const all = [...new Set([...starters, ...examples().flatMap(({questions}) => questions)])];
  return all.filter((question) => words.every((word) => question.toLowerCase().includes(word))).slice(0, most);
}
