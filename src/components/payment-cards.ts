/** Totals by payment status, and the money that nothing covers. */
import {approx, formatCount, formatDay, formatMoney} from "../model/format.js";
import {groupBy, sumOf} from "../model/group.js";
import type {PaymentCell, PaymentStatus} from "../model/payment-status.js";
import {statusTotals, type StatusTotal} from "../model/payment-summary.js";
import {monthsLabel} from "../model/periods.js";
import {distributorLabel, platformLabel} from "./colors.js";
import {element} from "./dom.js";
import {kpiCard} from "./kpi-card.js";
import {notice} from "./notice.js";
import {statusBadge} from "./payment-calendar.js";

const meaning: Record<PaymentStatus, string> = {
  OVERDUE: "expected 30 days ago or more", DUE: "expected in the last 30 days", DUE_SOON: "expected in the next 30 days",
  PENDING: "expected later", PAID: "covered by statement lines"
};
const labels: Record<PaymentStatus, string> = {OVERDUE: "Overdue", DUE: "Due", DUE_SOON: "Due soon", PENDING: "Pending", PAID: "Paid"};

function span({first_on, last_on}: StatusTotal): string {
  if (!first_on || !last_on) return "";
  return Number(first_on) === Number(last_on) ? `expected ${formatDay(first_on)}` : `expected ${formatDay(first_on)} to ${formatDay(last_on)}`;
}

export interface PaymentCardOptions {
  currency: string;
  /** Cells of the usage months before, for the change in what was paid; null when nothing is compared. */
  before: readonly PaymentCell[] | null;
  beforeLabel: string;
}

const paidIn = (cells: readonly PaymentCell[]): number => sumOf(cells.filter((cell) => cell.status === "PAID"), (cell) => cell.arrived);

function paidChange(cells: readonly PaymentCell[], before: readonly PaymentCell[] | null, label: string): {ratio: number | null; basis: string} | null {
  if (!before) return null;
  const then = paidIn(before);
  return {ratio: then > 0 ? paidIn(cells) / then - 1 : null, basis: then > 0 ? `vs ${label}` : "nothing earlier to compare with"};
}

/** One card per status, from pending to paid; cells are those of distributors that send statements. */
export function paymentCards(cells: readonly PaymentCell[], {currency, before, beforeLabel}: PaymentCardOptions): HTMLElement {
  const part = sumOf(cells.filter((cell) => cell.status !== "PAID"), (cell) => cell.arrived);
  const totals = new Map(statusTotals(cells).map((total) => [total.status, total]));
  const order: PaymentStatus[] = ["PENDING", "DUE_SOON", "DUE", "OVERDUE", "PAID"];
  return element`<div class="kpi-row">${order.map((status) => {
    const total = totals.get(status)!;
    const paid = status === "PAID";
    const more = paid ? (part ? `${formatMoney(part, currency)} more has come for months still open` : "") : span(total);
    return kpiCard({
      metric: paid ? "paid_amount" : "payment_amount", label: labels[status], value: formatMoney(total.amount, currency), estimate: !paid && total.cell_count > 0, delta: paid ? paidChange(cells, before, beforeLabel) : null,
      note: [element`<span>${statusBadge(status)} ${meaning[status]}</span>`, total.cell_count ? [`${formatCount(total.cell_count)} ${total.cell_count === 1 ? "cell" : "cells"}`, more].filter(Boolean).join(" · ") : "nothing"]
    });
  })}</div>`;
}

/** One distributor's uncovered payments as a clause; `isSilent`: it has sent no statement at all. */
function uncoveredClause(cells: readonly PaymentCell[], isSilent: boolean, currency: string): string {
  const name = distributorLabel(cells[0].distributor);
  const platforms = [...new Set(cells.map((cell) => platformLabel(cell.platform)))].join(", ");
  const months = [...new Set(cells.map((cell) => cell.usage_month.getTime()))].sort((a, b) => a - b).map((time) => new Date(time));
  const amount = approx(formatMoney(sumOf(cells, (cell) => cell.outstanding), currency));
  return `${isSilent ? `no statements from ${name} are in the folder` : `no statement from ${name} names ${platforms}`} (${amount} for ${monthsLabel(months)})`;
}

/** What is expected where no statement says whether it came; null when everything is covered. `covered` are the other cells. */
export function uncoveredNotice(cells: readonly PaymentCell[], covered: readonly PaymentCell[], currency: string): HTMLElement | null {
  const open = cells.filter((cell) => cell.outstanding > 0);
  if (!open.length) return null;
  const senders = new Set(covered.map((cell) => cell.distributor));
  const clauses = [...groupBy(open, (cell) => cell.distributor)].map(([distributor, own]) => uncoveredClause(own, !senders.has(distributor), currency));
  return notice({kind: "warning", text: `Uncovered: ${clauses.join("; ")}. Nothing here says whether that was paid: it is in no total above and is not a certain debt.`});
}
