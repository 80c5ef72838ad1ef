/** In which currency a request is answered. Amounts of two currencies are never put in one group. */
import {dimensionsOf, type AskableMetric} from "../catalog/catalog.js";
import type {MetricRequest} from "../metric-request.js";
import type {CompileContext} from "./context.js";
import {Impossible, listed} from "./impossible.js";
import type {Part} from "./plan.js";

export interface CurrencyChoice {
  /** The one currency of all amounts; null when there is no money or there are several. */
  only: string | null;
  /** Rows stand apart by currency. */
  isSplit: boolean;
}

/** Currencies that the filters leave of those that are there; a single one that is named stands even when nothing is in it. */
function namedCurrencies({filters}: MetricRequest, there: readonly string[]): string[] {
  const own = filters.filter(({dimension}) => dimension === "currency");
  const left = own.reduce((kept, {op, values}) => kept.filter((one) => values.includes(one) === (op === "in")), [...there]);
  const single = own.find(({op, values}) => op === "in" && values.length === 1);
  return left.length || !single ? left : single.values;
}

export function chooseCurrency(request: MetricRequest, money: readonly AskableMetric[], parts: readonly Part[], context: CompileContext): CurrencyChoice {
  const moneyParts = parts.filter(({measure}) => measure.isMoney);
  if (!moneyParts.length) {
    if (request.filters.some(({dimension}) => dimension === "currency") && !parts.every(({cube}) => cube.dimensions.currency)) throw new Impossible(`${parts[0].metric} is no money and has no currency`, ["ask without the filter on the currency"]);
    return {only: null, isSplit: false};
  }
  const there = [...new Set(moneyParts.flatMap(({cube}) => context.currencies.get(cube.table) ?? []))].sort();
  const named = namedCurrencies(request, there);
  if (request.dimensions.includes("currency")) return {only: null, isSplit: true};
  if (named.length <= 1) return {only: named[0] ?? there[0] ?? null, isSplit: false};
  const countless = parts.filter(({cube}) => !cube.dimensions.currency);
  const each = named.map((currency) => ({...request, filters: [...request.filters, {dimension: "currency" as const, op: "in" as const, values: [currency]}]}));
  if (countless.length) throw new Impossible(`${listed(countless.map(({metric}) => metric), "and")} cannot stand beside money in several currencies (${listed(named, "and")})`, ["filter the currency to one", "ask for them apart"], each);
  if (request.limit) throw new Impossible(`amounts in ${listed(named, "and")} cannot be put in one order`, [`filter the currency to ${listed(named)}`], each);
  if (money.some((metric) => !dimensionsOf(metric).includes("currency"))) throw new Impossible("these amounts cannot be told apart by currency", [`filter the currency to ${listed(named)}`], each);
  return {only: null, isSplit: true};
}
