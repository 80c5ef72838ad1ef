/** The charts of the overview. */
import {countryLabel} from "../model/countries.js";
import {dayCount, isoDay} from "../model/days.js";
import {formatCount, formatMoney} from "../model/format.js";
import {groupBy, sumOf} from "../model/group.js";
import {changesOf, type ChangeRow} from "../model/overview-changes.js";
import type {DayStreams, Overview} from "../model/overview-data.js";
import {streamsByDay} from "../model/overview-kpis.js";
import {rangeLabel, type Period} from "../model/periods.js";
import {revenueParts} from "../model/revenue.js";
import {changeBars} from "./chart-change.js";
import {lineChart, type LinePoint} from "./chart-lines.js";
import {monthChart} from "./chart-months.js";
import {shareBar, type SharePart} from "./chart-share.js";
import {distributorColor, distributorLabel, platformColor, platformLabel} from "./colors.js";
import {element} from "./dom.js";
import type {OverviewChoice} from "./overview-cards.js";

const SMOOTH_FROM_DAYS = 60;
const SHARES_SHOWN = 7;

const distributorSeries = (ids: Iterable<string>) => [...new Set(ids)].sort().map((id) => ({id, label: distributorLabel(id), color: distributorColor(id)}));

/** Revenue by month: confirmed solid by distributor, what is not reported yet hatched. */
export function revenueOverTime(data: Overview, {period, calendar, basis}: OverviewChoice, width: number): HTMLElement {
  const parts = revenueParts(data, period, calendar, basis);
  const months = [...groupBy(parts, (part) => `${isoDay(part.month)}|${part.distributor}|${part.estimate}`).values()]
    .map((rows) => ({month: rows[0].month, series: rows[0].distributor, estimate: rows[0].estimate, value: sumOf(rows, (row) => row.value)}));
  return monthChart(months, {
    width, title: "Revenue by month", subtitle: `${data.currency} per ${calendar === "usage" ? "usage month" : "month of reporting"}, ${period.label}`,
    series: distributorSeries(months.map((row) => row.series)), format: (value) => formatMoney(value, data.currency),
    note: parts.some((part) => part.estimate) ? `Estimates (≈) are streams × ${basis} rate less what has arrived; they are not part of the confirmed total.` : null
  });
}

/** One smoothed or daily line per distributor. */
function streamLines(data: Overview, period: Period, smooth: boolean): LinePoint[] {
  const own = groupBy(data.days, (row: DayStreams) => row.distributor);
  return [...own].flatMap(([series, days]) => streamsByDay({...data, days}, period, smooth).map((point) => ({...point, series})));
}

/** Streams per day by distributor; the period before is drawn as their sum, moved onto this one. */
export function streamsOverTime(data: Overview, {period}: OverviewChoice, width: number): HTMLElement {
  const smooth = dayCount(period.from, period.to) > SMOOTH_FROM_DAYS;
  const points = streamLines(data, period, smooth);
  const shift = period.compare ? period.from.getTime() - period.compare.from.getTime() : 0;
  const total = streamsByDay(data, period, smooth).map((point) => ({...point, series: "total"}));
  const previous = period.compare ? streamsByDay(data, period.compare, smooth).map(({date, value}) => ({date: new Date(date.getTime() + shift), value})) : [];
  const series = distributorSeries(points.map((point) => point.series));
  const several = series.length > 1;
  return lineChart(several ? [...total, ...points] : points, {
    width, grain: "day", title: "Streams per day", subtitle: `streams per day${smooth ? ", average of 7 days" : ""}, ${period.label}`,
    series: several ? [{id: "total", label: "All distributors", color: "var(--theme-foreground)"}, ...series] : series,
    previous, previousLabel: period.compare ? `Same days of ${rangeLabel(period.compare)}` : undefined, format: formatCount
  });
}

/** Parts by id, the small ones gathered in one. */
function shares<Row>(rows: readonly Row[], id: (row: Row) => string, value: (row: Row) => number, label: (id: string) => string, color: (id: string) => string): SharePart[] {
  const parts = [...groupBy(rows, id)].map(([key, group]) => ({id: key, label: label(key), color: color(key), value: sumOf(group, value)}))
    .sort((a, b) => b.value - a.value);
  const rest = parts.slice(SHARES_SHOWN);
  const shown = parts.slice(0, rest.length > 1 ? SHARES_SHOWN : parts.length);
  return rest.length > 1 ? [...shown, {id: "rest", label: `${rest.length} more`, color: "var(--c-rest)", value: sumOf(rest, (part) => Math.max(part.value, 0))}] : shown;
}

/** Who and what the money and the plays come from. */
export function shareCharts(data: Overview, {period, calendar, basis}: OverviewChoice): HTMLElement[] {
  const confirmed = revenueParts(data, period, calendar, basis).filter((part) => !part.estimate);
  const days = data.days.filter((row) => row.streamed_on >= period.from && row.streamed_on <= period.to);
  const money = (value: number) => formatMoney(value, data.currency);
  const moneyText = `confirmed ${data.currency}, ${calendar} calendar, ${period.label}`;
  const streamText = `streams, daily feed, ${period.label}`;
  return [
    shareBar(shares(confirmed, (row) => row.platform, (row) => row.value, platformLabel, platformColor), {title: "Revenue by platform", subtitle: moneyText, format: money, empty: "No month of this period is reported yet."}),
    shareBar(shares(days, (row) => row.platform, (row) => row.stream_count, platformLabel, platformColor), {title: "Streams by platform", subtitle: streamText, format: formatCount}),
    shareBar(shares(days, (row) => row.distributor, (row) => row.stream_count, distributorLabel, distributorColor), {title: "Streams by distributor", subtitle: streamText, format: formatCount})
  ].map((chart) => element`<div class="card">${chart}</div>`);
}

/** The largest changes by platform and distributor, and of earnings also by artist and country. */
export function changeCharts(data: Overview, {period}: OverviewChoice): HTMLElement[] {
  const changes = changesOf(data, period);
  const format = changes.measure === "earnings" ? (value: number) => formatMoney(value, data.currency, 0) : formatCount;
  const unit = changes.measure === "earnings" ? `confirmed ${data.currency}, usage months` : "streams";
  const chart = (title: string, rows: readonly ChangeRow[], label: (id: string) => string) =>
    element`<div class="card">${changeBars(rows.map((row) => ({...row, label: label(row.id) || "no name given"})), {title, subtitle: unit, format})}</div>`;
  const streams = [chart("By platform", changes.platform, platformLabel), chart("By distributor", changes.distributor, distributorLabel)];
  return changes.measure === "streams" ? streams : [...streams, chart("By artist", changes.artist, String), chart("By country", changes.country, countryLabel)];
}

/** What the changes compare, as a sentence. */
export function changeBasis(data: Overview, {period}: OverviewChoice): string {
  const {measure, basis} = changesOf(data, period);
  if (!period.compare || !/against/.test(basis)) return `No change to show: ${basis}.`;
  return measure === "earnings" ? `Confirmed earnings of ${basis}.` : `Streams of ${basis}: no month of this period is complete, so earnings cannot be compared like with like, and artists and countries are only known from statements.`;
}

