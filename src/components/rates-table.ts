/** The rates of both bases, with the sample that the observed one rests on. */
import {formatAmount, formatCompact, formatCount, formatMonth, formatRate} from "../model/format.js";
import type {RateBasis} from "../model/payment-status.js";
import {platformLabel} from "./colors.js";
import {dataTable, type TableColumn} from "./data-table.js";

/** One row as `basisRates` returns it. */
export interface BasisRate {
  platform: string;
  currency: string;
  rate_default: number;
  rate_observed: number | null;
  stream_count: number;
  trailing_units: number | null;
  trailing_months: number | null;
  observed_through: Date | null;
}

export const basisWords: Record<RateBasis, string> = {default: "default rates", observed: "observed rates"};

/** "Default rates: Spotify USD 0.002274, Apple Music USD 0.005771 per stream." */
export function ratesSentence(rates: readonly BasisRate[], basis: RateBasis): string {
  if (!rates.length) return "No rate is in use, because the daily feed has no streams.";
  const words = rates.map((rate) => {
    const name = platformLabel(rate.platform);
    if (basis === "default") return `${name} ${formatRate(rate.rate_default, rate.currency)}`;
    if (rate.rate_observed === null) return `${name} ${formatRate(rate.rate_default, rate.currency)} (the default: nothing observed yet)`;
    return `${name} ${formatRate(rate.rate_observed, rate.currency)} (from ${formatCount(rate.trailing_units)} units in ${rate.trailing_months} complete months to ${formatMonth(rate.observed_through!)})`;
  });
  return `Expected at the ${basisWords[basis]} per stream: ${words.join(", ")}.`;
}

export function ratesTable(rates: readonly BasisRate[]): HTMLElement {
  const rate = (key: "rate_default" | "rate_observed", label: string): TableColumn<BasisRate> =>
    ({key, label, align: "right", format: (value: number) => formatAmount(value, 6)});
  return dataTable(rates, {
    caption: `Rates, ${rates[0]?.currency ?? ""} per stream`, csvName: "rates-per-stream", columns: [
      {key: "platform", label: "Platform", value: (row) => platformLabel(row.platform)},
      rate("rate_default", "Default"), rate("rate_observed", "Observed"),
      {key: "trailing_units", label: "Observed on", format: (units: number, row) => `${formatCompact(units)} units, ${row.trailing_months} months`}
    ]
  });
}
