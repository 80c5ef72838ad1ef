/** What each source still owes, with its range, its method, or why nothing is said; and the key figures above it. */
import {allocateCents, toCents} from "../model/cents.js";
import {byDistributor, outstandingTotal, type SourceForecast} from "../model/forecast-outstanding.js";
import {approx, formatAmount, formatMoney} from "../model/format.js";
import type {Range} from "../model/ladder.js";
import {distributorLabel, platformLabel} from "./colors.js";
import {dataTable, type TableColumn} from "./data-table.js";

export interface OutstandingRow {
  distributor: string;
  platform: string;
  outstanding: number;
  standardError: number | null;
  ranges: Range[] | null;
  basis: string;
  streams: string;
  months: number;
}

const exposureWords = {own: "this store's", all: "all of the feed", none: "unknown"};

function basisWords({basis, borrowedFrom, refusal}: SourceForecast): string {
  if (basis === "refused") return `refused, because ${refusal}`;
  return basis === "borrowed" ? `borrowed from ${borrowedFrom}` : "own history";
}

/** Rows whose cents add up to the total of each distributor; refused sources have no amount and come last. */
function outstandingRows(forecasts: readonly SourceForecast[]): OutstandingRow[] {
  return [...byDistributor(forecasts).values()].flatMap((group) => {
    const used = group.filter((one) => one.basis !== "refused");
    const cents = allocateCents(toCents(outstandingTotal(used).outstanding), used.map((one) => one.outstanding));
    return used.map((one, i) => ({
      distributor: one.source.distributor, platform: one.source.platform, outstanding: cents[i] / 100, standardError: one.standardError, ranges: one.ranges,
      basis: basisWords(one), streams: exposureWords[one.source.exposure], months: one.source.paidMonths
    }));
  }).sort((a, b) => b.outstanding - a.outstanding);
}

const amount = (value: number): string => formatAmount(value);

/** Lower and upper end of a range as two columns, so that a CSV can be calculated with. */
function rangeColumns(level: number, total: Range[] | null): TableColumn<OutstandingRow>[] {
  const end = (side: "lower" | "upper") => (ranges: Range[] | null) => ranges?.find((range) => range.level === level)?.[side] ?? null;
  return (["lower", "upper"] as const).map((side) => ({
    key: `${side}${level}`, label: `${level}% ${side === "lower" ? "from" : "to"}`, align: "right", estimate: true, format: amount,
    value: (row: OutstandingRow) => end(side)(row.ranges), total: () => end(side)(total)
  }));
}

/** Sources with a forecast, the largest first. */
export function outstandingTable(forecasts: readonly SourceForecast[], currency: string): HTMLElement {
  const total = outstandingTotal(forecasts);
  return dataTable(outstandingRows(forecasts), {
    caption: "Outstanding by distributor and store, estimated", csvName: "outstanding-forecast", totals: true, rowsShown: 20, columns: [
      {key: "platform", label: "Store", value: (row) => platformLabel(row.platform)},
      {key: "outstanding", label: "Outstanding ≈", unit: currency, estimate: true, total: true, format: (value: number) => approx(amount(value))},
      {key: "standardError", label: "Std. error", align: "right", estimate: true, format: amount, total: () => total.standardError},
      ...rangeColumns(80, total.ranges), ...rangeColumns(95, total.ranges),
      {key: "distributor", label: "Distributor", value: (row) => distributorLabel(row.distributor)},
      {key: "basis", label: "Pattern from"},
      {key: "months", label: "Paid months", align: "right"},
      {key: "streams", label: "Streams used"}
    ]
  });
}

/** Sources about which nothing is said; the reference estimate is in no total. */
export function refusedTable(forecasts: readonly SourceForecast[], currency: string): HTMLElement | null {
  const refused = forecasts.filter((one) => one.basis === "refused");
  if (!refused.length) return null;
  return dataTable(refused, {
    caption: "Refused, and why", csvName: "outstanding-refused", columns: [
      {key: "platform", label: "Store", value: ({source}) => platformLabel(source.platform)},
      {key: "distributor", label: "Distributor", value: ({source}) => distributorLabel(source.distributor)},
      {key: "refusal", label: "Why", value: (one) => `refused, because ${one.refusal}`, wrap: true},
      {key: "reference", label: "Streams × reference rate, not in any total ≈", unit: currency, estimate: true, value: (one) => (one.reference ? toCents(one.reference) / 100 : null), format: (value: number) => approx(amount(value))}
    ]
  });
}

/** "USD 3,902 to USD 4,486" at a level; "range unknown" without one. */
export function rangeText(ranges: readonly Range[] | null, level: number, currency: string): string {
  const range = ranges?.find((one) => one.level === level);
  return range ? `${formatMoney(range.lower, currency, 0)} to ${formatMoney(range.upper, currency, 0)}` : "range unknown";
}
