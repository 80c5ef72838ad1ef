/** Key figures of the cash forecast. */
import type {CashOutlook} from "../model/forecast-cash.js";
import type {HindsightTotal} from "../model/forecast-hindsight.js";
import type {OutstandingTotal} from "../model/forecast-outstanding.js";
import {toCents} from "../model/cents.js";
import {approx, formatChange, formatMoney, formatMonth} from "../model/format.js";
import {indexMonth} from "../model/month-index.js";
import {element} from "./dom.js";
import {rangeText} from "./forecast-table.js";
import {kpiCard} from "./kpi-card.js";

export interface ForecastCardOptions {
  currency: string;
  /** Months ago → what hindsight says; the three-month one is shown. */
  lookBack: HindsightTotal | undefined;
}

const range = (ranges: OutstandingTotal["ranges"], currency: string): string[] =>
  [`80% range: ${rangeText(ranges, 80, currency)}`, `95% range: ${rangeText(ranges, 95, currency)}`];

/** What stands in the place of figures when every source is refused. */
function nothingKnown(): HTMLElement {
  return element`<div class="kpi-row">${["Outstanding", "Still to come"].map((label) =>
    kpiCard({label, value: "—", note: "no store has the statements that a forecast needs; see the reasons below"}))}</div>`;
}

/** Outstanding, the next whole month, everything in view, and how far off the method was. */
export function forecastCards(total: OutstandingTotal, outlook: CashOutlook, {currency, lookBack}: ForecastCardOptions): HTMLElement {
  if (total.sourceCount === 0) return nothingKnown();
  const next = outlook.months[1];
  const all = [outlook.months[0], outlook.months.at(-1)!].map(({month}) => formatMonth(indexMonth(month)));
  return element`<div class="kpi-row">
    ${kpiCard({metric: "outstanding_forecast", label: "Outstanding", value: formatMoney(toCents(total.outstanding) / 100, currency), estimate: true, note: range(total.ranges, currency)})}
    ${kpiCard({metric: "cash_forecast", label: `Expected in ${formatMonth(indexMonth(next.month))}`, value: formatMoney(next.mean, currency), estimate: true, note: range(next.ranges, currency)})}
    ${kpiCard({metric: "cash_forecast", label: `Still to come, ${all.join(" to ")}`, value: formatMoney(outlook.total.mean, currency), estimate: true,
      note: [...range(outlook.total.ranges, currency), `of which ${approx(formatMoney(outlook.total.owed, currency, 0))} is earned already`]})}
    ${kpiCard({metric: "forecast_hindsight", label: "Error three months ago", value: lookBack?.sources.length ? formatChange(lookBack.errorShare) : "—",
      note: lookBack?.sources.length ? [`expected ${approx(formatMoney(lookBack.expected, currency, 0))}, came ${formatMoney(lookBack.actual, currency, 0)}`] : "no store had enough history then"})}
  </div>`;
}
