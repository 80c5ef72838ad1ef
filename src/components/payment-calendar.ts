/** A calendar of months with what came (solid) and what is expected (hatched, ≈) on their days. */
import {monthStart} from "../model/days.js";
import {approx, formatDay, formatMoney, formatMonth} from "../model/format.js";
import type {PaymentStatus} from "../model/payment-status.js";
import type {CalendarEntry} from "../model/payment-summary.js";
import {monthsLabel} from "../model/periods.js";
import {distributorColor, distributorLabel} from "./colors.js";
import {element} from "./dom.js";

const paymentWords: Record<PaymentStatus, string> = {
  OVERDUE: "Overdue", DUE: "Due", DUE_SOON: "Due soon", PENDING: "Pending", PAID: "Paid"
};

/** Glyph and word of a status in its colour: never colour alone. */
export function statusBadge(status: PaymentStatus): HTMLElement {
  const glyphs: Record<PaymentStatus, string> = {OVERDUE: "!", DUE: "●", DUE_SOON: "◐", PENDING: "○", PAID: "✓"};
  return element`<span class=${`pay-badge pay-${status.toLowerCase()}`}><span aria-hidden="true">${glyphs[status]}</span> ${paymentWords[status]}</span>`;
}

const dayMonth = (day: Date): string => formatDay(day).slice(0, -5);

const entryDays = ({from, on}: CalendarEntry): string => (Number(from) === Number(on) ? dayMonth(on) : `${from.getUTCDate()} – ${dayMonth(on)}`);

function calendarItem(entry: CalendarEntry): HTMLElement {
  const money = formatMoney(entry.amount, entry.currency);
  const reports = entry.report_count > 1 ? `, ${entry.report_count} reports` : "";
  return element`<li class=${entry.status === "PAID" ? "pay-solid" : "pay-hatched"} style=${`--accent: ${distributorColor(entry.distributor)}`}>
    <span class="pay-line"><span>${entryDays(entry)}</span>${statusBadge(entry.status)}</span>
    <span class="pay-line"><span>${distributorLabel(entry.distributor)}</span><strong>${entry.status === "PAID" ? money : approx(money)}</strong></span>
    <small>for ${monthsLabel(entry.usage_months)}${reports}</small></li>`;
}

/** One tile per month, in order; the month of `asOf` is marked. Empty months say so. */
export function paymentCalendar(months: readonly {month: Date; entries: readonly CalendarEntry[]}[], {asOf}: {asOf: Date}): HTMLElement {
  const now = Number(monthStart(asOf));
  return element`<ol class="pay-calendar">${months.map(({month, entries}) => element`<li class=${Number(month) === now ? "pay-month pay-now" : "pay-month"}>
    <h3>${formatMonth(month)}${Number(month) === now ? element`<small>as of ${formatDay(asOf)}</small>` : null}</h3>
    ${entries.length ? element`<ul>${entries.map(calendarItem)}</ul>` : element`<p class="muted">nothing came, nothing expected</p>`}</li>`)}</ol>`;
}
