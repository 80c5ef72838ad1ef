/** What is overdue, by how long: estimates of statements that have not come, and statements that no deposit has paid. */
import {agingBuckets, agingTotals, type AgingBucket, type AgingRow, type LateAmount} from "../model/aging.js";
import {approx, formatAmount, formatDay, formatMoney, formatMonth} from "../model/format.js";
import {groupBy, sumOf} from "../model/group.js";
import {monthsLabel} from "../model/periods.js";
import {distributorLabel, platformLabel} from "./colors.js";
import {dataTable, type TableColumn} from "./data-table.js";
import {element} from "./dom.js";
import {legend} from "./chart-frame.js";

const kindWords: Record<LateAmount["kind"], string> = {statement: "not on a statement", deposit: "on a statement, not paid"};
const isEstimate = (row: AgingRow): boolean => row.kind === "statement";

/** Four bars, one per bucket: confirmed money solid, estimates hatched. */
export function agingBars(rows: readonly AgingRow[], currency: string): HTMLElement {
  const sides = {deposit: agingTotals(rows.filter(({kind}) => kind === "deposit")), statement: agingTotals(rows.filter(({kind}) => kind === "statement"))};
  const all = (bucket: AgingBucket) => sides.deposit[bucket] + sides.statement[bucket];
  const scale = Math.max(...agingBuckets.map(all), 1);
  const width = (cents: number) => `width: ${((Math.max(cents, 0) / scale) * 100).toFixed(2)}%`;
  const bars = agingBuckets.map((bucket) => {
    const money = formatMoney(all(bucket) / 100, currency);
    return element`<li><span class="bar-label">${bucket}</span><span class="bar-track" style="--accent: var(--s-overdue)" aria-hidden="true"><span class="bar-solid" style=${width(sides.deposit[bucket])}></span><span class="bar-hatched" style=${width(sides.statement[bucket])}></span></span><span class="bar-value">${sides.statement[bucket] ? approx(money) : money}</span><span class="bar-detail">overdue</span></li>`;
  });
  const items = [{label: "on a statement, not paid", color: "var(--s-overdue)"}, {label: "hatched: ≈ expected, not on a statement", color: "var(--s-overdue)", hatched: true}];
  return element`<div>${legend(items)}<ol class="bars aging-bars">${bars}</ol></div>`;
}

/** By distributor and usage month, the longest overdue first; buckets add up to the total on every line. */
export function agingTable(rows: readonly AgingRow[], currency: string): HTMLElement {
  const amount = (bucket: AgingBucket): TableColumn<AgingRow> => ({
    key: bucket, label: bucket, align: "right", total: true, estimate: isEstimate, value: (row) => row.buckets[bucket] / 100, format: (value: number) => (value === 0 ? "" : formatAmount(value))
  });
  const senders = [...new Set(rows.map(({distributor}) => distributor))];
  return dataTable(rows, {
    caption: `Overdue by ${senders.length === 1 ? "" : "distributor and "}usage month${senders.length === 1 ? `, ${distributorLabel(senders[0])}` : ""}, ${currency}`, csvName: `overdue-${currency.toLowerCase()}`, totals: true, rowsShown: 16, columns: [
      {key: "usage_month", label: "Usage month", format: (month: Date) => formatMonth(month)},
      ...(senders.length > 1 ? [{key: "distributor", label: "Distributor", value: (row: AgingRow) => distributorLabel(row.distributor)}] : []),
      {key: "kind", label: "What is missing", format: (kind: LateAmount["kind"]) => kindWords[kind]},
      {key: "expected_on", label: "Due on", format: (day: Date) => formatDay(day)},
      {key: "days", label: "Days late", align: "right"},
      ...agingBuckets.map(amount),
      {key: "cents", label: "Overdue", align: "right", total: true, estimate: isEstimate, value: (row) => row.cents / 100, format: (value: number, row) => (isEstimate(row) ? approx(formatAmount(value)) : formatAmount(value))},
      {key: "platforms", label: "Platforms", wrap: true, value: (row) => row.platforms.map(platformLabel).join(", ")}
    ]
  });
}

/** Late money of distributors or platforms that no statement covers, as a sentence; null when there is none. */
export function uncoveredSentence(late: readonly LateAmount[], currency: string): string | null {
  if (!late.length) return null;
  const clauses = [...groupBy(late, ({distributor}) => distributor)].map(([distributor, own]) => {
    const months = [...new Set(own.map(({usage_month}) => Number(usage_month)))].sort((a, b) => a - b).map((time) => new Date(time));
    return `${distributorLabel(distributor)} (${[...new Set(own.map(({platform}) => platformLabel(platform)))].join(", ")}): ${approx(formatMoney(sumOf(own, ({cents}) => cents) / 100, currency))} for ${monthsLabel(months)}`;
  });
  return `Uncovered, and in no figure here: no statements are in the folder of ${clauses.join("; ")}. Nothing says whether that was paid.`;
}
