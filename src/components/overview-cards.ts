/** The five key figures of the overview. */
import {approx, counted, formatCount, formatDay, formatMoney, formatRate, MISSING} from "../model/format.js";
import {rateKpi, revenueKpi, streamsKpi, type RateKpi, type RevenueKpi} from "../model/overview-kpis.js";
import {nextPaymentKpi, outstandingKpi} from "../model/overview-payments.js";
import type {Overview} from "../model/overview-data.js";
import {dayCount} from "../model/days.js";
import type {RateBasis} from "../model/payment-status.js";
import {monthsLabel, type Period} from "../model/periods.js";
import {uncoveredEstimate, type Calendar} from "../model/revenue.js";
import {distributorLabel} from "./colors.js";
import {element} from "./dom.js";
import {kpiCard} from "./kpi-card.js";

/** What the reader chose on the page; `asOf` is the day payments are looked at. */
export interface OverviewChoice {
  period: Period;
  calendar: Calendar;
  basis: RateBasis;
  asOf: Date;
}

const names = (ids: readonly string[]): string => ids.map(distributorLabel).join(" and ");

function streamsCard(data: Overview, {period}: OverviewChoice): HTMLElement {
  const {total, delta, series, missingDays} = streamsKpi(data, period);
  if (!data.days.length) return kpiCard({metric: "total_streams", label: "Total streams", value: MISSING, note: "needs the daily feed"});
  const through = data.streamsThrough && data.streamsThrough < period.to ? `feed ends ${formatDay(data.streamsThrough)}` : null;
  const missing = missingDays ? `${counted(missingDays, "day")} with a missing report, counted as 0` : null;
  return kpiCard({
    metric: "total_streams", label: "Total streams", value: formatCount(total), delta, sparkline: series,
    sparklineLabel: `Streams per day, ${period.label}`, note: [through, missing].filter((text) => text !== null)
  });
}

/** What is not reported yet, by whether the distributor reports at all. */
function estimateNotes(data: Overview, revenue: RevenueKpi, {period, basis}: OverviewChoice): string[] {
  const {amount, distributors} = uncoveredEstimate(data, period, basis);
  const pending = revenue.estimate - amount;
  const money = (value: number) => approx(formatMoney(value, data.currency));
  return [
    ...(pending > 0.005 && revenue.isReported ? [`+ ${money(pending)} not yet reported`] : []),
    ...(amount > 0.005 && data.covered.size ? [`${revenue.isReported ? "+" : "of it"} ${money(amount)} from ${names(distributors)}, which sends no statements`] : [])
  ];
}

function revenueCard(data: Overview, choice: OverviewChoice): HTMLElement {
  const {period, calendar, basis} = choice;
  const revenue = revenueKpi(data, period, calendar, basis);
  const estimate = calendar === "usage" && !revenue.isReported && revenue.estimate > 0;
  const why = data.covered.size ? "streams × rate: no whole month of this period is reported yet" : "streams × rate: there are no statements";
  return kpiCard({
    metric: "total_revenue", label: "Total revenue", estimate, value: formatMoney(estimate ? revenue.estimate : revenue.confirmed, data.currency),
    delta: revenue.delta, sparkline: revenue.series, sparklineLabel: `Revenue per month, ${calendar} calendar`,
    note: calendar === "statement" ? `reported ${period.label}` : [estimate ? why : `confirmed, usage months ${monthsLabel(revenue.confirmedMonths)}`, ...estimateNotes(data, revenue, choice)]
  });
}

function rateCard(data: Overview, {period, basis}: OverviewChoice): HTMLElement {
  const kpi: RateKpi = rateKpi(data, period, basis);
  const estimate = kpi.rate === null && kpi.estimate !== null;
  return kpiCard({
    metric: "revenue_per_stream", label: "Revenue per stream", estimate, value: formatRate(kpi.rate ?? kpi.estimate, data.currency),
    delta: kpi.rate === null && !estimate ? null : kpi.delta, sparkline: kpi.series, sparklineLabel: "Revenue per stream by complete month",
    note: estimate ? "expected rate: no month of this period is complete" : kpi.rate === null ? "needs daily streams and statements" : `confirmed, ${kpi.months}, ${names([...data.covered])} on the platforms of the daily feed`
  });
}

function outstandingCard(data: Overview, {period, basis, asOf}: OverviewChoice): HTMLElement {
  if (!data.days.length) return kpiCard({metric: "outstanding", label: "Outstanding", value: MISSING, note: "needs the daily feed", href: "./payments.html"});
  const {total, uncovered, overdue, due, delta, series} = outstandingKpi(data, period, asOf, basis);
  const money = (value: number) => approx(formatMoney(value, data.currency));
  const late = [overdue > 0 ? `${money(overdue)} overdue` : null, due > 0 ? `${money(due)} due` : null].filter(Boolean);
  return kpiCard({
    metric: "outstanding", label: "Outstanding", estimate: true, value: formatMoney(total, data.currency), delta, sparkline: series,
    sparklineLabel: "Outstanding at the last 12 month ends and on the as-of date", href: "./payments.html",
    note: [
      `as of ${formatDay(asOf)}${late.length ? `, of it ${late.join(" and ")}` : ", nothing overdue"}`,
      ...(uncovered > 0.005 ? [`apart from it ${money(uncovered)} from distributors without statements`] : [])
    ]
  });
}

function nextPaymentCard(data: Overview, {period, basis, asOf}: OverviewChoice): HTMLElement {
  const {next, delta, series} = nextPaymentKpi(data, period, asOf, basis);
  if (!next) return kpiCard({metric: "next_payment", label: "Next payment", value: "none expected", note: `as of ${formatDay(asOf)}`, href: "./payments.html"});
  const days = dayCount(asOf, next.expected_on) - 1;
  const when = element`<span><strong>${formatDay(next.expected_on)}</strong>, ${days === 0 ? "today" : `in ${counted(days, "day")}`}: ${names(next.distributors)}, streamed ${monthsLabel(next.usage_months)}</span>`;
  const more = [
    next.arrived > 0.005 ? `${formatMoney(next.arrived, data.currency)} of it has already come` : null,
    next.uncovered > 0.005 ? `same day ${approx(formatMoney(next.uncovered, data.currency))} from distributors without statements` : null
  ].filter((text) => text !== null);
  return kpiCard({
    metric: "next_payment", label: "Next payment", estimate: true, value: formatMoney(next.amount, data.currency), delta, sparkline: series,
    sparklineLabel: "Estimated revenue of each usage month up to the one paid next", note: [when, ...more], href: "./payments.html"
  });
}

/** All five cards in one row. */
export function overviewCards(data: Overview, choice: OverviewChoice): HTMLElement {
  return element`<div class="kpi-row">${[streamsCard, revenueCard, rateCard, outstandingCard, nextPaymentCard].map((card) => card(data, choice))}</div>`;
}
