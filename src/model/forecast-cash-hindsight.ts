/** What the monthly cash ranges of the past said, against what came: the forecast of earlier month ends made again with what was known then. Pure. */
import {monthEnd} from "./days.js";
import {addToCashPlan, CASH_MONTHS, cashOutlook, emptyCashPlan, readyForCash, type CashPlan} from "./forecast-cash.js";
import type {Ledger} from "./forecast-ledger.js";
import {sourceKey} from "./forecast-ledger.js";
import {forecastsOn, type SourceForecast} from "./forecast-outstanding.js";
import {shockModel} from "./forecast-shocks.js";
import {indexMonth, monthIndex} from "./month-index.js";
import {inSlices} from "./slices.js";

/** One month of an earlier forecast: money on statements of that month, of the sources that the forecast had. */
export interface JudgedMonth {
  made: Date;
  month: number;
  /** Months ahead, 1 … 6. */
  ahead: number;
  expected: number;
  actual: number;
  /** Whether the 80% and the 95% range held what came. */
  held: boolean[];
}

/** What the sources of a plan reported in a month. */
function reportedIn(ledger: Ledger, forecasts: readonly SourceForecast[], month: number): number {
  return forecasts.filter(({forecast, source}) => forecast && source.knownThrough !== null).reduce((sum, {source}) =>
    (ledger.arrivals.get(sourceKey(source.distributor, source.platform)) ?? []).reduce((all, row) => (row.reported === month ? all + row.earnings : all), sum), 0);
}

/** Judges the months of one plan that are over: those before the month of `asOf`. */
function judgePlan(plan: CashPlan, ledger: Ledger, forecasts: readonly SourceForecast[], made: Date, asOf: Date): JudgedMonth[] {
  return cashOutlook(plan).months.slice(1, 1 + CASH_MONTHS).flatMap(({month, mean, ranges}, i) => {
    if (month >= monthIndex(asOf) || mean === 0) return [];
    const actual = reportedIn(ledger, forecasts, month);
    return [{made, month, ahead: i + 1, expected: mean, actual, held: ranges.map(({lower, upper}) => actual >= lower && actual <= upper)}];
  });
}

/** The forecasts of the last `count` month ends, a source at a time so that a page never stalls; the newest month ends first. */
export async function cashLookBacks(ledger: Ledger, asOf: Date, count: number, onProgress?: (done: number, all: number) => void): Promise<JudgedMonth[]> {
  const ends = Array.from({length: count}, (_, i) => monthEnd(indexMonth(monthIndex(asOf) - 2 - i)));
  const worlds = (await inSlices(ends, (made) => {
    const forecasts = forecastsOn(ledger, made);
    return {made, forecasts, plan: emptyCashPlan(made, shockModel(forecasts))};
  })).filter(({forecasts}) => forecasts.some(({forecast}) => forecast));
  for (const {made, forecasts} of worlds) await readyForCash(forecasts, ledger, made);
  const tasks = worlds.flatMap(({made, forecasts, plan}) => forecasts.map((one, i) => ({made, plan, one, seed: i + 1})));
  await inSlices(tasks, ({made, plan, one, seed}) => addToCashPlan(plan, one, ledger, made, seed), {onProgress});
  return worlds.flatMap(({made, forecasts, plan}) => judgePlan(plan, ledger, forecasts, made, asOf));
}

/** How often the monthly ranges held, in words; months of one forecast hang together, so this is a record and no proof. */
export function cashCoverageSentence(judged: readonly JudgedMonth[]): string {
  if (!judged.length) return "No monthly range of the past can be judged yet.";
  const [held80, held95] = [0, 1].map((level) => judged.filter(({held}) => held[level]).length);
  const ends = new Set(judged.map(({made}) => made.getTime())).size;
  const fair = held80 >= 0.7 * judged.length && held95 >= 0.85 * judged.length;
  const share = (held: number) => `${held} of ${judged.length} times (${Math.round((100 * held) / judged.length)}%)`;
  return `Cash by month: made again at ${ends === 1 ? "the last month end" : `each of ${ends} earlier month ends`} with what was known then, the 80% range of a month held what came ${share(held80)}, the 95% range ${share(held95)}. ${fair ? "The ranges have kept their word." : "The ranges have been too narrow: what comes can lie further off than they say."}`;
}
