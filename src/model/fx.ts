/** Exchange rates by day. Money of two currencies is never added without one. Doubles. */
import {addDays} from "./days.js";

/** One unit of `from_currency` is worth `rate` units of `to_currency` on that day. */
export interface FxRate {
  rate_on: Date;
  from_currency: string;
  to_currency: string;
  rate: number;
}

/** Banks quote nothing on weekends and holidays: a rate this many days old still counts (as in the statement_matches mart). */
const RATE_AGE_DAYS = 7;

export type FxLookup = (from: string, to: string, on: Date) => number | null;

/** Units of `to` for one unit of `from` on a day: the newest rate of that day or of the week before, also by the inverse pair; 1 for the same currency, null when none is known. */
export function fxLookup(rows: readonly FxRate[]): FxLookup {
  const quotes = rows.filter(({rate}) => rate > 0).flatMap(({rate_on, from_currency, to_currency, rate}) => [
    {on: rate_on, pair: `${from_currency}>${to_currency}`, rate, direct: 1}, {on: rate_on, pair: `${to_currency}>${from_currency}`, rate: 1 / rate, direct: 0}
  ]).sort((a, b) => Number(b.on) - Number(a.on) || b.direct - a.direct);
  return (from, to, on) => {
    if (from === to) return 1;
    const oldest = addDays(on, -RATE_AGE_DAYS);
    return quotes.find((quote) => quote.pair === `${from}>${to}` && quote.on <= on && quote.on >= oldest)?.rate ?? null;
  };
}
