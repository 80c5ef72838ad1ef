/** What each source still owes on a day, with its range, or why that cannot be said (FORECASTING.md section 1). Pure. */
import {capeCod} from "./cape-cod.js";
import {referenceUntil, sourceKey, type Ledger} from "./forecast-ledger.js";
import {shockModel, varianceTogether} from "./forecast-shocks.js";
import {sourcesOn, type ForecastSource} from "./forecast-sources.js";
import {groupBy, sumOf} from "./group.js";
import {chainLadder, MIN_SALE_MONTHS, outstandingRanges, type Range} from "./ladder.js";
import {estimateDevelopment, type Development} from "./mack.js";
import {rootOrNull, varianceUntil, type PaymentForecast, type PaymentRow} from "./payment-rows.js";
import {orRefusal} from "./refusal.js";
import {inSlices, nextTurn} from "./slices.js";

/** One usage month of a source, in money. */
export interface ForecastMonth {
  month: number;
  received: number;
  /** received + outstanding. */
  ultimate: number;
  outstanding: number;
  standardError: number | null;
  method: "ladder" | "exposure" | "none";
}

export interface SourceForecast {
  source: ForecastSource;
  basis: "own" | "borrowed" | "refused";
  /** Where borrowed factors come from, in words. */
  borrowedFrom: string | null;
  refusal: string | null;
  /** Null when refused. Rows as in `source.months`; they do not know of `source.recent`. */
  forecast: PaymentForecast | null;
  /** Money per stream at ultimate; null without streams. Deviation of a month that has not reported, per stream. */
  rate: number | null;
  missedBeforeReport: number | null;
  months: ForecastMonth[];
  outstanding: number;
  standardError: number | null;
  ranges: Range[] | null;
  /** Streams × reference rate where no statement has ever named the source; in no total. */
  reference: number | null;
}

/** Money that came since the last whole report month, as far as it counts against what the row expected. */
export function consumed(row: PaymentRow | null, recent: number): number {
  return row === null ? 0 : Math.min(Math.max(recent, 0), Math.max(row.outstanding, 0));
}

type Loan = {development: Development; from: string} | null;

/** Months until a store first pays: its reporting cadence. −1 when it has paid nothing. */
function firstPaidAge({triangle}: ForecastSource): number {
  const ages = triangle.map((row) => row.findIndex((cell) => cell !== null && cell > 0)).filter((age) => age >= 0);
  return ages.length ? Math.min(...ages) : -1;
}

/** Factors of other sources: of the same platform elsewhere, else of the distributor's stores with the same cadence. */
function borrow(source: ForecastSource, all: readonly ForecastSource[]): Loan {
  const age = firstPaidAge(source);
  const usable = all.filter((other) => other.refusal === null);
  const pools = [
    {from: "the same store at other distributors", pool: usable.filter((other) => other.platform === source.platform)},
    {from: `all stores of this distributor that first pay after ${age} ${age === 1 ? "month" : "months"}`,
      pool: usable.filter((other) => age >= 0 && other.distributor === source.distributor && firstPaidAge(other) === age)}
  ];
  for (const {from, pool} of pools) {
    const rows = pool.flatMap((other) => other.triangle);
    if (pool.length < 2 || sumOf(pool, (other) => other.paidMonths) < MIN_SALE_MONTHS) continue;
    const {value} = orRefusal(() => estimateDevelopment(rows));
    if (value) return {development: value, from};
  }
  return null;
}

type Fit = Pick<SourceForecast, "forecast" | "rate" | "missedBeforeReport">;

/** Streams carry young months where they are known; else the plain ladder. Throws a Refusal. */
function fit({triangle, streams, exposure}: ForecastSource, development: Development | undefined): Fit {
  const withStreams = exposure === "none" ? null : orRefusal(() => capeCod(triangle, streams, {development, memory: "learned"})).value;
  if (withStreams) return {forecast: withStreams, rate: withStreams.rate, missedBeforeReport: withStreams.missedBeforeReport};
  return {forecast: chainLadder(triangle, {development}), rate: null, missedBeforeReport: null};
}

function monthsOf({months, received, recent}: ForecastSource, forecast: PaymentForecast | null): ForecastMonth[] {
  return months.map((month, i) => {
    const row = forecast?.rows[i] ?? null;
    const outstanding = row ? row.outstanding - consumed(row, recent[i]) : 0;
    const error = forecast && row ? rootOrNull(varianceUntil(forecast, [{row, to: forecast.shares.length - 1}])) : null;
    return {month, received: received[i], ultimate: received[i] + outstanding, outstanding, standardError: error, method: row === null ? "none" : row.exposure ? "exposure" : "ladder"};
  });
}

const refused = (source: ForecastSource, refusal: string, reference: number | null): SourceForecast => ({
  source, basis: "refused", borrowedFrom: null, refusal, forecast: null, rate: null, missedBeforeReport: null,
  months: monthsOf(source, null), outstanding: 0, standardError: null, ranges: null, reference
});

function forecastSource(source: ForecastSource, all: readonly ForecastSource[], reference: () => number): SourceForecast {
  if (source.refusal !== null) return refused(source, source.refusal, source.knownThrough === null ? reference() : null);
  const loan = source.paidMonths < MIN_SALE_MONTHS ? borrow(source, all) : null;
  if (source.paidMonths < MIN_SALE_MONTHS && !loan) {
    const paid = source.paidMonths === 0 ? "no usage month has" : source.paidMonths === 1 ? "only 1 usage month has" : `only ${source.paidMonths} usage months have`;
    return refused(source, `${paid} been paid (${MIN_SALE_MONTHS} are needed) and there is nothing to borrow from`, null);
  }
  const {value, refusal} = orRefusal(() => fit(source, loan?.development));
  if (!value?.forecast) return refused(source, refusal ?? "there is nothing to project", null);
  const {forecast} = value;
  const months = monthsOf(source, forecast);
  const outstanding = sumOf(months, (month) => month.outstanding);
  const parts = forecast.rows.flatMap((row) => (row ? [{row, to: forecast.shares.length - 1}] : []));
  const standardError = rootOrNull(varianceUntil(forecast, parts));
  return {
    source, basis: loan ? "borrowed" : "own", borrowedFrom: loan?.from ?? null, refusal: null, ...value, months,
    outstanding, standardError, ranges: outstandingRanges(outstanding, standardError), reference: null
  };
}

const forecaster = (ledger: Ledger, asOf: Date, all: readonly ForecastSource[]) => (source: ForecastSource): SourceForecast =>
  forecastSource(source, all, () => referenceUntil(ledger, sourceKey(source.distributor, source.platform), asOf));

/** Every source as forecast on `asOf`. */
export function forecastsOn(ledger: Ledger, asOf: Date): SourceForecast[] {
  const all = sourcesOn(ledger, asOf);
  return all.map(forecaster(ledger, asOf, all));
}

/** `forecastsOn`, giving way to the page between sources. */
export async function forecastsInSlices(ledger: Ledger, asOf: Date): Promise<SourceForecast[]> {
  const all = sourcesOn(ledger, asOf);
  await nextTurn();
  return inSlices(all, forecaster(ledger, asOf, all));
}

/** Sum over sources that have a forecast. Their errors are connected as their past months were; the range lacks the sources named in `withoutRange`. */
export interface OutstandingTotal {
  /** Sources that have a forecast. */
  sourceCount: number;
  outstanding: number;
  standardError: number | null;
  ranges: Range[] | null;
  withoutRange: string[];
}

export function outstandingTotal(forecasts: readonly SourceForecast[]): OutstandingTotal {
  const used = forecasts.filter((one) => one.basis !== "refused");
  const outstanding = sumOf(used, (one) => one.outstanding);
  const known = used.filter((one) => one.standardError !== null);
  const standardError = known.length ? Math.sqrt(varianceTogether(known.map((one) => one.standardError!), shockModel(forecasts).between)) : null;
  const withoutRange = used.filter((one) => one.standardError === null).map(({source}) => source.platform);
  return {sourceCount: used.length, outstanding, standardError, ranges: outstandingRanges(outstanding, standardError), withoutRange};
}

/** Forecasts by distributor, in the order of the sources. */
export const byDistributor = (forecasts: readonly SourceForecast[]): Map<string, SourceForecast[]> => groupBy(forecasts, ({source}) => source.distributor);
