/** The key figures of the revenue page for the period and filters chosen. */
import type {RevenueFigures} from "../model/revenue-rows.js";
import {formatCount, formatMoney, formatPercent, formatRate, MISSING} from "../model/format.js";
import {change} from "../model/overview-kpis.js";
import {element} from "./dom.js";
import {kpiCard} from "./kpi-card.js";

type Totals = {[Key in keyof RevenueFigures]: number | null};

/** `now` and `before` are the sums that are compared like with like; null where there is nothing to compare. */
export interface RevenueCardsOptions {
  currency: string;
  label: string;
  estimate: number;
  now: Totals | null;
  before: Totals | null;
  basis: string;
}

/** Earnings, revenue per unit, units, fees, and what is not yet reported. */
export function revenueCards(totals: Totals, {currency, label, estimate, now, before, basis}: RevenueCardsOptions): HTMLElement {
  const earnings = totals.earnings ?? 0;
  const known = (text: string) => (totals.line_count ? text : MISSING); // no line is not the same as 0
  const [units, fees] = [totals.unit_count ?? 0, totals.fees ?? 0];
  const delta = (of: (row: Totals) => number | null) => {
    const [a, b] = [now && of(now), before && of(before)];
    return a !== null && b !== null ? change(a, b, basis) : {ratio: null, basis};
  };
  const perUnit = (row: Totals) => (row.unit_count ? (row.earnings ?? 0) / row.unit_count : null);
  const cards = [
    kpiCard({metric: "earnings", label: "Earnings", value: known(formatMoney(earnings, currency)), delta: delta((row) => row.earnings ?? 0), note: totals.line_count ? `confirmed, ${label}` : `no statement line, ${label}`}),
    kpiCard({metric: "revenue_per_unit", label: "Revenue per unit", value: formatRate(perUnit(totals), currency), delta: delta(perUnit), note: "over all units of the statements, video views included"}),
    kpiCard({metric: "statement_units", label: "Units", value: known(formatCount(units)), delta: delta((row) => row.unit_count), note: `of them ${formatCount(totals.stream_count ?? 0)} streams, on ${formatCount(totals.line_count ?? 0)} lines`}),
    kpiCard({metric: "fees", label: "Fees", value: known(formatMoney(fees, currency)), note: earnings ? `${formatPercent(fees / (earnings - fees))} of earnings before fees; included in earnings` : "included in earnings"}),
    estimate > 0.005
      ? kpiCard({metric: "not_yet_reported", label: "Not yet reported", estimate: true, value: formatMoney(estimate, currency), note: "streams × rate − arrived; not part of earnings"})
      : null
  ];
  return element`<div class="kpi-row">${cards.filter((card) => card !== null)}</div>`;
}

/** One sentence for the empty case of the usage calendar. */
export const noMonthText = (label: string): string =>
  `${label} holds no whole month. Statements know months, not days: choose 90 days or more, or the statement calendar.`;

