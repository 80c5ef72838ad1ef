/**
 * Streams of the months to come, for the cash forecast: an ETS forecast of streams per day by month (FORECASTING.md section 2),
 * or the pace of the last 28 days where the history is too short for one. Pure, on doubles.
 */
import {filterEts, fitEtsInParts, forecastEts, parseModel, type EtsFit} from "./ets.js";
import {pointForecasts} from "./ets-moments.js";
import {dailyRunRate, daysWithout, streamsInMonth, streamVolatility, type Ledger} from "./forecast-ledger.js";
import {sumOf} from "./group.js";
import {daysInMonth, monthIndex} from "./month-index.js";
import {levelToZ} from "./normal.js";
import {Refusal} from "./refusal.js";
import {drain} from "./slices.js";
import {yearlyWave} from "./yearly-wave.js";

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
  return Math.sqrt(Math.log1p((sumOf(shares, (share) => share) / shares.length) ** 2));
}

/** Months of history before a forecast of the past is judged, and forecasts that a judgement needs. */
const SETTLING_MONTHS = 6;
const LEAST_JUDGED = 4;

/**
 * Root mean square of log(value / forecast) by step, over the forecasts that the model would have made from every earlier
 * month. It holds what the model cannot see, above all a yearly season when the history is too short to learn one.
 */
function pastSpread({model, period, parameters, initialState, first, end}: EtsFit, values: readonly (number | null)[], steps: number): number[] {
  if (model === null || parameters === null || initialState === null) return [];
  const y = values.slice(first, end);
  const squares: number[][] = Array.from({length: steps}, () => []);
  for (let t = SETTLING_MONTHS; t < y.length; t++) {
    const {finalState} = filterEts(y.slice(0, t), {model, period, parameters, initialState});
    pointForecasts(parseModel(model, period), parameters, finalState, Math.min(steps, y.length - t)).forEach((mean, h) => {
      const value = y[t + h];
      if (value !== null && value > 0 && mean > 0) squares[h].push(Math.log(value / mean) ** 2);
    });
  }
  return squares.map((list) => (list.length < LEAST_JUDGED ? 0 : Math.sqrt(sumOf(list, (square) => square) / list.length)));
}

interface LogOutlook {
  model: string;
  /** Streams per day by step, and standard deviations of their logs. */
  mean: number[];
  spread: number[];
}

/** The best model's forecast from the month after the last value on; where it has no season, with the yearly wave that the months show. Throws a Refusal. */
function* outlookOf(values: readonly (number | null)[], steps: number): Generator<void, LogOutlook | null> {
  const plain = yield* fitEtsInParts(values, {period: 12});
  const wave = plain.model?.endsWith("N") ? yearlyWave(values) : null;
  const used = wave ? values.map((value, t) => (value === null ? null : value * Math.exp(-wave.at(t)))) : values;
  const fit = wave ? yield* fitEtsInParts(used, {period: 1}) : plain;
  if (fit.model === null) return null;
  const {mean, intervals} = forecastEts(fit, steps, {levels: LEVELS, floor: 0});
  const past = pastSpread(fit, used, steps);
  const spread = mean.map((value, step) => {
    const own = Math.max(spreadOf(value, intervals.map(({level, lower, upper}) => ({level, lower: lower[step], upper: upper[step]}))), past[step]);
    // the wave took three degrees of freedom from the errors that the model sees
    return wave ? Math.hypot(own * Math.sqrt(fit.count / (fit.count - 3)), wave.errorSince(fit.end - 1, fit.end + step)) : own;
  });
  return {model: fit.model, spread, mean: mean.map((value, step) => (wave ? value * Math.exp(wave.at(fit.end + step)) : value))};
}

/** The same, null instead of a refusal. */
function* outlookOrNull(values: readonly (number | null)[], steps: number): Generator<void, LogOutlook | null> {
  try {
    return yield* outlookOf(values, steps);
  } catch (error) {
    if (error instanceof Refusal) return null;
    throw error;
  }
}

function* byModel(ledger: Ledger, keys: readonly string[], asOf: Date, count: number): Generator<void, StreamOutlook | null> {
  const history = wholeMonths(ledger, keys, asOf);
  if (!history || history.values.filter((value) => value !== null && value > 0).length < LEAST_MONTHS) return null;
  const ahead = Math.max(monthIndex(asOf) - history.last, 0);
  const value = yield* outlookOrNull(history.values, Math.max(ahead + count - 1, 1));
  if (!value) return null;
  // step 1 is the month after the last whole one; a whole as-of month has no days left, so any level will do for it
  const steps = Array.from({length: count}, (_, j) => Math.max(ahead + j, 1) - 1);
  if (steps.some((step) => !(value.mean[step] > 0))) return null;
  let widest = 0; // what lies further ahead is never more certain, not even on a line that a model takes for given
  return {model: value.model, perDay: steps.map((step) => value.mean[step]), spread: steps.map((step) => (widest = Math.max(widest, value.spread[step])))};
}

const known = new WeakMap<Ledger, Map<string, StreamOutlook | null>>();

/** What the feeds of `keys` should bring in each of `count` months from the one of `asOf` on; null when they have no streams. About 50 ms, once for each question. */
export const streamOutlook = (ledger: Ledger, keys: readonly string[], asOf: Date, count: number): StreamOutlook | null => drain(streamOutlookInParts(ledger, keys, asOf, count));

/** `streamOutlook` with pauses; asked first in this way (`inTurns`), it answers at once afterwards. */
export function* streamOutlookInParts(ledger: Ledger, keys: readonly string[], asOf: Date, count: number): Generator<void, StreamOutlook | null> {
  const name = `${keys.join("|")} ${asOf.getTime()} ${count}`;
  const answers = known.get(ledger) ?? new Map<string, StreamOutlook | null>();
  known.set(ledger, answers);
  if (!answers.has(name)) answers.set(name, (yield* byModel(ledger, keys, asOf, count)) ?? byPace(ledger, keys, asOf, count));
  return answers.get(name)!;
}

/** The pace of the last 28 days, whose level wanders as it did in the past year. */
function byPace(ledger: Ledger, keys: readonly string[], asOf: Date, count: number): StreamOutlook | null {
  const pace = dailyRunRate(ledger, keys, asOf);
  const volatility = streamVolatility(ledger, keys, asOf) ?? 0;
  return pace === null ? null : {model: null, perDay: new Array<number>(count).fill(pace), spread: Array.from({length: count}, (_, j) => volatility * Math.sqrt(j))};
}
