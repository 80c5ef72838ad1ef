/**
 * Streams of the months to come, for the cash forecast: an ETS forecast of streams per day by month (FORECASTING.md section 2),
 * or the pace of the last 28 days where the history is too short for one. Pure, on doubles.
 */
import {fitEts, forecastEts} from "./ets.js";
import {dailyRunRate, daysWithout, streamsInMonth, streamVolatility, type Ledger} from "./forecast-ledger.js";
import {daysInMonth, monthIndex} from "./month-index.js";
import {levelToZ} from "./normal.js";
import {orRefusal} from "./refusal.js";

/** Whole months that a model needs, and that it reads at most. */
const LEAST_MONTHS = 12;
const MOST_MONTHS = 60;
const LEVELS = [80, 95] as const;

/** One entry per month from the one of the as-of date on. */
export interface StreamOutlook {
  /** Streams per day. */
  perDay: number[];
  /** Standard deviation of the log of the level, as a share. */
  spread: number[];
  /** Model of the streams, such as "MNN"; null: the pace of the last 28 days. */
  model: string | null;
}

/** Streams per day of whole months up to `asOf`, oldest first, and the month of the last one. Unknown months between are null. */
function wholeMonths(ledger: Ledger, keys: readonly string[], asOf: Date): {values: (number | null)[]; last: number} | null {
  const now = monthIndex(asOf);
  const isWhole = (month: number) => daysWithout(ledger, keys, month, asOf) === 0;
  let last = now;
  while (last > now - 3 && !isWhole(last)) last -= 1;
  if (!isWhole(last)) return null;
  const values = Array.from({length: MOST_MONTHS}, (_, i) => last - MOST_MONTHS + 1 + i).map((month) => {
    const streams = isWhole(month) ? streamsInMonth(ledger, keys, month, asOf) : null;
    return streams === null ? null : streams / daysInMonth(month);
  });
  const first = values.findIndex((value) => value !== null && value > 0);
  return first < 0 ? null : {values: values.slice(first), last};
}

/** Standard deviation of the log that the 80% and the 95% range stand for together, with the widening that such ranges need. */
function spreadOf(mean: number, ranges: readonly {level: number; lower: number; upper: number}[]): number {
  const shares = ranges.map(({level, lower, upper}) => (upper - lower) / (2 * levelToZ(level) * mean));
  return Math.sqrt(Math.log1p((shares.reduce((sum, share) => sum + share, 0) / shares.length) ** 2));
}

function byModel(ledger: Ledger, keys: readonly string[], asOf: Date, count: number): StreamOutlook | null {
  const history = wholeMonths(ledger, keys, asOf);
  if (!history || history.values.filter((value) => value !== null && value > 0).length < LEAST_MONTHS) return null;
  const ahead = Math.max(monthIndex(asOf) - history.last, 0);
  const {value} = orRefusal(() => {
    const fit = fitEts(history.values, {period: 12});
    return {model: fit.model, ...forecastEts(fit, Math.max(ahead + count - 1, 1), {levels: LEVELS, floor: 0})};
  });
  if (!value || value.model === null) return null;
  // step 1 is the month after the last whole one; a whole as-of month has no days left, so any level will do for it
  const steps = Array.from({length: count}, (_, j) => Math.max(ahead + j, 1) - 1);
  if (steps.some((step) => !(value.mean[step] > 0))) return null;
  let widest = 0; // what lies further ahead is never more certain, not even on a line that a model takes for given
  const spread = steps.map((step) => (widest = Math.max(widest, spreadOf(value.mean[step], value.intervals.map(({level, lower, upper}) => ({level, lower: lower[step], upper: upper[step]}))))));
  return {model: value.model, perDay: steps.map((step) => value.mean[step]), spread};
}

const known = new WeakMap<Ledger, Map<string, StreamOutlook | null>>();

/** What the feeds of `keys` should bring in each of `count` months from the one of `asOf` on; null when they have no streams. About 50 ms, once for each question. */
export function streamOutlook(ledger: Ledger, keys: readonly string[], asOf: Date, count: number): StreamOutlook | null {
  const name = `${keys.join("|")} ${asOf.getTime()} ${count}`;
  const answers = known.get(ledger) ?? new Map<string, StreamOutlook | null>();
  known.set(ledger, answers);
  if (!answers.has(name)) answers.set(name, byModel(ledger, keys, asOf, count) ?? byPace(ledger, keys, asOf, count));
  return answers.get(name)!;
}

/** The pace of the last 28 days, whose level wanders as it did in the past year. */
function byPace(ledger: Ledger, keys: readonly string[], asOf: Date, count: number): StreamOutlook | null {
  const pace = dailyRunRate(ledger, keys, asOf);
  const volatility = streamVolatility(ledger, keys, asOf) ?? 0;
  return pace === null ? null : {model: null, perDay: new Array<number>(count).fill(pace), spread: Array.from({length: count}, (_, j) => volatility * Math.sqrt(j))};
}
