/** The development triangle of one source as a heat map that reads like a ledger: usage months down, months since across. */
import type {SourceForecast} from "../model/forecast-outstanding.js";
import {approx, formatAmount, formatMonth, formatPercent} from "../model/format.js";
import {indexMonth} from "../model/month-index.js";
import {toCsv} from "../model/csv.js";
import {platformLabel, distributorLabel} from "./colors.js";
import {download} from "./download.js";
import {element} from "./dom.js";

export type TriangleMeasure = "money" | "share";

const ROWS = 24;
/** Share of the accent in the darkest cell, in percent: text stays readable on it. */
const DARKEST = 42;

const ageLabel = (age: number): string => (age === 0 ? "same month" : `+${age}`);

/** One known cell; `share` of the month's expected ultimate sets the shade. */
function knownCell(value: number, ultimate: number, measure: TriangleMeasure): HTMLElement {
  const share = ultimate > 0 ? value / ultimate : 0;
  const shade = Math.round(Math.min(Math.max(share, 0), 1) * DARKEST);
  return element`<td class="num" style=${`background: color-mix(in srgb, var(--theme-foreground-focus) ${shade}%, var(--theme-background-alt))`}>${measure === "money" ? formatAmount(value) : ultimate > 0 ? formatPercent(share) : "—"}</td>`;
}

const emptyCell = (): HTMLElement => element`<td class="triangle-unknown"><span class="visually-hidden">not reported yet</span></td>`;

function monthRow({source, months}: SourceForecast, i: number, measure: TriangleMeasure): HTMLElement {
  const {month, received, ultimate, outstanding} = months[i];
  const cells = source.triangle[i].map((cell) => (cell === null ? emptyCell() : knownCell(cell, ultimate, measure)));
  const recent = source.recent[i];
  return element`<tr><th scope="row">${formatMonth(indexMonth(month))}</th>${cells}
    <td class=${recent ? "num triangle-recent" : "num"}>${recent ? formatAmount(recent) : ""}</td>
    <td class="num triangle-edge">${formatAmount(received)}</td>
    <td class="num estimate">${months[i].method === "none" ? "—" : approx(formatAmount(ultimate))}</td>
    <td class="num estimate">${months[i].method === "none" ? "—" : approx(formatAmount(outstanding))}</td></tr>`;
}

/** Factors, what share is paid by each age, and how many months stand behind a factor. */
function factorRows({forecast, source}: SourceForecast): HTMLElement | null {
  if (!forecast) return null;
  const {development: {factors, firstColumn, pairCounts}, shares} = forecast;
  const ages = source.triangle[0].map((_, age) => age);
  const factor = (age: number) => (age < firstColumn ? "nothing yet" : age < factors.length ? `× ${factors[age].toFixed(3)}` : "");
  const line = (label: string, cell: (age: number) => string) =>
    element`<tr><th scope="row">${label}</th>${ages.map((age) => element`<td class="num">${cell(age)}</td>`)}<td colspan="4"></td></tr>`;
  return element`<tfoot>${line("Factor to the next", factor)}${line("Share paid by then", (age) => formatPercent(shares[age] ?? 1))}
    ${line("Months behind it", (age) => (age >= firstColumn && age < factors.length ? String(pairCounts[age]) : ""))}</tfoot>`;
}

function triangleCsv({source, months}: SourceForecast): string {
  const rows = months.map((month, i) => ({...month, cells: source.triangle[i], recent: source.recent[i]}));
  return toCsv(rows, [
    {header: "usage_month", value: (row) => indexMonth(row.month)},
    ...source.triangle[0].map((_, age) => ({header: `age_${age}`, value: (row: (typeof rows)[number]) => row.cells[age]})),
    {header: "since_last_whole_report", value: (row) => row.recent}, {header: "received", value: (row) => row.received},
    {header: "ultimate_estimate", value: (row) => (row.method === "none" ? null : row.ultimate)}, {header: "outstanding_estimate", value: (row) => (row.method === "none" ? null : row.outstanding)}
  ]);
}

/** The newest 24 usage months; the factors use all of them. */
export function developmentTriangle(one: SourceForecast, {measure, currency}: {measure: TriangleMeasure; currency: string}): HTMLElement {
  const {source, months} = one;
  const name = `${platformLabel(source.platform)}, ${distributorLabel(source.distributor)}`;
  const caption = `Development of ${name}`;
  const from = Math.max(0, months.length - ROWS);
  const heads = source.triangle[0].map((_, age) => element`<th scope="col" class="num">${ageLabel(age)}</th>`);
  const through = source.knownThrough === null ? "" : `; whole report months through ${formatMonth(indexMonth(source.knownThrough))}`;
  return element`<div class="data-table">
    <div class="table-head"><h3>${caption}</h3><span class="muted">${measure === "money" ? `${currency}, cumulative` : "cumulative share of what the month is expected to bring"}, by months since the usage month${through}</span>
      <button type="button" class="csv-button" aria-label=${`Download ${caption} as CSV`} onclick=${() => download(`triangle-${source.distributor}-${source.platform}`, triangleCsv(one))}>CSV</button></div>
    <div class="table-scroll" tabindex="0" role="region" aria-label=${caption}><table class="triangle" aria-label=${caption}>
      <thead><tr><th scope="col">Usage month</th>${heads}<th scope="col" class="num">since then</th><th scope="col" class="num triangle-edge">received</th><th scope="col" class="num">≈ in the end</th><th scope="col" class="num">≈ to come</th></tr></thead>
      <tbody>${months.slice(from).map((_, i) => monthRow(one, from + i, measure))}</tbody>${factorRows(one)}
    </table></div>
    <p class="chart-note">Read a row from left to right: how the money of one usage month grew with each report. The stronger the colour, the larger the share of what the month should bring in the end. Dotted fields are empty because that report is still to come; “since then” is money of a report month that is not over. The factor is how much a column usually grows into the next. ${from > 0 ? `The newest ${ROWS} months are shown; the factors use all ${months.length}.` : ""}</p>
  </div>`;
}
