/** What the method would have said some report months ago, against what came since, over all sources. Pure. */
import type {SourceForecast} from "./forecast-outstanding.js";
import {shockModel, varianceTogether} from "./forecast-shocks.js";
import {hindsight} from "./hindsight.js";
import {outstandingRanges, type Range} from "./ladder.js";
import {orRefusal} from "./refusal.js";
import {sumOf} from "./group.js";

/** One source looked at again; money that was earned by then and due until now. */
export interface SourceHindsight {
  distributor: string;
  platform: string;
  expected: number;
  actual: number;
  standardError: number | null;
}

export interface HindsightTotal {
  monthsAgo: number;
  sources: SourceHindsight[];
  refused: {platform: string; distributor: string; refusal: string}[];
  expected: number;
  actual: number;
  error: number;
  /** Share of expected; null when nothing was expected. */
  errorShare: number | null;
  standardError: number | null;
  ranges: Range[] | null;
  /** Whether each range held what came; null without one. */
  held: (boolean | null)[];
}

/** Streams of months after the hidden diagonal were not known then, so they expect nothing. */
function lookBack({source}: SourceForecast, monthsAgo: number): SourceHindsight {
  const then = (source.knownThrough ?? 0) - monthsAgo;
  const streams = source.exposure === "none" ? undefined : source.streams.map((count, i) => (source.months[i] > then ? null : count));
  const {expected, actual, standardError} = hindsight(source.triangle, {drop: monthsAgo, streams, memory: "learned"});
  return {distributor: source.distributor, platform: source.platform, expected, actual, standardError};
}

/** Usage months whose money was not all in by then say nothing of how stores move together. */
const SETTLING_MONTHS = 3;

/** Hides the last `monthsAgo` report months of every source with a forecast of its own, refits, and compares. */
export function hindsightOn(forecasts: readonly SourceForecast[], monthsAgo: number): HindsightTotal {
  const tried = forecasts.filter((one) => one.basis === "own").map((one) => ({source: one.source, ...orRefusal(() => lookBack(one, monthsAgo))}));
  const sources = tried.flatMap(({value}) => (value ? [value] : []));
  const expected = sumOf(sources, (one) => one.expected);
  const actual = sumOf(sources, (one) => one.actual);
  const known = sources.filter((one) => one.standardError !== null);
  const shared = shockModel(forecasts, Math.max(...forecasts.map((one) => one.source.knownThrough ?? -Infinity)) - monthsAgo - SETTLING_MONTHS).between;
  const standardError = known.length ? Math.sqrt(varianceTogether(known.map((one) => one.standardError!), shared)) : null;
  const ranges = outstandingRanges(expected, standardError);
  return {
    monthsAgo, sources, expected, actual, error: actual - expected, errorShare: expected === 0 ? null : (actual - expected) / expected, standardError, ranges,
    refused: tried.flatMap(({source, refusal}) => (refusal === null ? [] : [{platform: source.platform, distributor: source.distributor, refusal}])),
    held: ranges ? ranges.map(({lower, upper}) => actual >= lower && actual <= upper) : [null, null]
  };
}


/** How often the ranges held what came, in words: "Looking back 1 to 12 months, the 80% range held what came 5 times of 12 …". */
export function coverageSentence(totals: readonly HindsightTotal[]): string {
  const judged = totals.filter(({ranges}) => ranges);
  if (!judged.length) return "No range of the past can be judged yet.";
  const [held80, held95] = [0, 1].map((level) => judged.filter(({held}) => held[level]).length);
  const fair = held80 >= 0.7 * judged.length && held95 >= 0.85 * judged.length;
  const verdict = fair ? "The ranges have kept their word." : "The ranges have been too narrow: what comes can lie further off than they say.";
  return `Looking back 1 to ${judged.at(-1)!.monthsAgo} months, the 80% range held what came ${held80} times of ${judged.length}, the 95% range ${held95} times. ${verdict}`;
}
