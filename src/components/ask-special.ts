/** Answers about money to come: the months of the cash forecast, and the days on which payments are due. */
import type {CashRow} from "../model/ask/cash-months.js";
import {paymentLimits} from "../model/ask/payments-due.js";
import {parseDay} from "../model/days.js";
import {approx, formatAmount, formatDay, formatMoney, formatMonth} from "../model/format.js";
import {metrics} from "../model/metrics.js";
import type {PaymentStatus} from "../model/payment-status.js";
import type {AnswerRow} from "./ask-words.js";
import type {Basis} from "./ask-view.js";
import {monthChart} from "./chart-months.js";
import {distributorLabel} from "./colors.js";
import {dataTable} from "./data-table.js";
import {definition} from "./definition.js";
import {element} from "./dom.js";
import {statusBadge} from "./payment-calendar.js";

const day = (text: unknown): Date => parseDay(String(text))!;
const monthName = (text: unknown): string => formatMonth(day(text));

/** Cash by statement month: what is expected with its range, and what has come. */
export function cashAnswer(rows: readonly CashRow[], {width}: {width: number}): HTMLElement {
  const {currency} = rows[0];
  const sum = rows.at(-1)!.expected_running;
  const [only] = rows.length === 1 ? rows : [];
  const when = only ? monthName(only.month) : `${monthName(rows[0].month)} – ${monthName(rows.at(-1)!.month)}`;
  const parts = rows.flatMap(({month, expected, received}) => [{month: day(month), series: "cash", value: received}, {month: day(month), series: "cash", value: expected, estimate: true}]);
  return element`<div>
    <div class="ask-figures"><div class="ask-figure estimate"><p class="ask-name">Cash to come · ${when} ${definition("cash_forecast")}</p>
      <p class="ask-value" data-metric="cash_forecast">${approx(formatMoney(sum, currency))}</p>
      ${only ? element`<p class="ask-change">80 of 100 times between ${formatMoney(only.lower_80, currency)} and ${formatMoney(only.upper_80, currency)}</p>` : null}</div></div>
    ${rows.length > 1 ? element`<div class="card">${monthChart(parts, {width, title: "Cash to come", subtitle: `${currency} per statement month, ${when}; hatched: expected`, series: [{id: "cash", label: "Cash", color: "var(--c-neutral)"}], format: (value) => formatMoney(value, currency)})}</div>` : null}
    ${dataTable(rows, {caption: `Cash by statement month, ${when}`, csvName: "cash", columns: [
      {key: "month", label: "Statement month", format: monthName},
      {key: "received", label: "Came so far", unit: currency, format: (value: number) => formatAmount(value)},
      {key: "expected", label: "Still expected", unit: currency, estimate: true, format: (value: number) => approx(formatAmount(value))},
      {key: "lower_80", label: "80% from", unit: currency, estimate: true, format: (value: number) => formatAmount(value)},
      {key: "upper_80", label: "80% to", unit: currency, estimate: true, format: (value: number) => formatAmount(value)}
    ]})}</div>`;
}

/** One sentence for each usage month, and the table. */
export function paymentAnswer(rows: readonly AnswerRow[]): HTMLElement {
  const sentence = (row: AnswerRow) => element`<p class="ask-value ask-date">${distributorLabel(String(row.distributor))} for ${monthName(row.usage_month)}: <time datetime=${String(row.expected_on)}>${formatDay(day(row.expected_on))}</time> ${statusBadge(row.status as PaymentStatus)}</p>`;
  const money = (value: number, row: AnswerRow) => formatMoney(value, String(row.currency));
  return element`<div>
    <div class="ask-figures"><div class="ask-figure"><p class="ask-name">Payment due ${definition("payment_status")}</p>${rows.slice(0, 3).map(sentence)}</div></div>
    ${dataTable(rows, {caption: "Payments due", csvName: "payments-due", columns: [
      {key: "distributor", label: "Distributor", format: (id: string) => distributorLabel(id)}, {key: "usage_month", label: "Usage month", format: monthName},
      {key: "expected_on", label: "Expected on", format: (text: string) => formatDay(day(text))}, {key: "status", label: "Status", format: (status: PaymentStatus) => statusBadge(status)},
      {key: "outstanding", label: "Still to come", align: "right", estimate: true, format: (value: number, row) => approx(money(value, row as AnswerRow))},
      {key: "expected", label: "Expected", align: "right", estimate: true, format: (value: number, row) => approx(money(value, row as AnswerRow))},
      {key: "arrived", label: "Arrived", align: "right", format: (value: number, row) => money(value, row as AnswerRow)}
    ]})}</div>`;
}

type Snapshot = {id: string; data_through: string | null};

export const cashBasis = ({id, data_through}: Snapshot): Basis => ({
  sql: "", params: [], sources: metrics.cash_forecast.sources, calculation: [metrics.cash_forecast.calculation], limitations: metrics.cash_forecast.limitations, estimate: true, snapshotId: id, dataThrough: data_through
});

export const paymentBasis = ({sql, params}: {sql: string; params: readonly string[]}, {id, data_through}: Snapshot): Basis => ({
  sql, params, sources: ["payments"], calculation: [metrics.payment_status.calculation], limitations: paymentLimits, estimate: false, snapshotId: id, dataThrough: data_through
});
