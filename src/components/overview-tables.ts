/** The tables of the overview: months in figures, files and problems. */
import {isoDay, monthStart} from "../model/days.js";
import {approx, formatAmount, formatCount, formatMonth, MISSING} from "../model/format.js";
import {groupBy, sumOf} from "../model/group.js";
import type {Overview, OverviewJson, Problem} from "../model/overview-data.js";
import {revenueParts} from "../model/revenue.js";
import {dataTable} from "./data-table.js";
import {element} from "./dom.js";
import {missingFile, notice} from "./notice.js";
import type {OverviewChoice} from "./overview-cards.js";

interface MonthRow {
  month: Date;
  streams: number | null;
  confirmed: number | null;
  estimate: number | null;
}

function monthRows(data: Overview, {period, calendar, basis}: OverviewChoice): MonthRow[] {
  const parts = groupBy(revenueParts(data, period, calendar, basis), (part) => isoDay(part.month));
  const days = groupBy(data.days.filter((row) => row.streamed_on >= period.from && row.streamed_on <= period.to), (row) => isoDay(monthStart(row.streamed_on)));
  const sum = (month: string, estimate: boolean) => {
    const own = (parts.get(month) ?? []).filter((part) => part.estimate === estimate);
    return own.length ? sumOf(own, (part) => part.value) : null;
  };
  return [...new Set([...days.keys(), ...parts.keys()])].sort().map((month) => ({
    month: new Date(month), streams: days.has(month) ? sumOf(days.get(month)!, (row) => row.stream_count) : null, confirmed: sum(month, false), estimate: sum(month, true)
  }));
}

/** Streams, confirmed revenue and estimate of each month of the period. */
export function monthTable(data: Overview, choice: OverviewChoice): HTMLElement {
  const unit = data.currency;
  return dataTable(monthRows(data, choice), {
    caption: `Months of ${choice.period.label}, ${choice.calendar} calendar`, csvName: "overview-months", totals: true, sort: {key: "month", descending: true},
    columns: [
      {key: "month", label: "Month", format: formatMonth},
      {key: "streams", label: "Streams", total: true, format: formatCount},
      {key: "confirmed", label: "Confirmed", unit, total: true, format: (value) => formatAmount(value)},
      {key: "estimate", label: "Not yet reported ≈", unit, total: true, estimate: true, format: (value) => approx(formatAmount(value))}
    ]
  });
}

const SEVERITY: Record<Problem["severity"], {kind: "info" | "warning" | "problem"; word: string}> = {
  flag: {kind: "warning", word: "to check"}, reject: {kind: "warning", word: "rows left out"}, fail: {kind: "problem", word: "failed"}
};
const PROBLEMS_SHOWN = 8;

/** What the snapshot found wrong with the files, as sentences. */
export function problemList(json: Pick<OverviewJson, "problems">): HTMLElement {
  const {problems} = json;
  if (!problems.length) return notice({kind: "info", text: "No problem was found in the files."});
  const items = problems.slice(0, PROBLEMS_SHOWN).map(({severity, sentence}) => element`<li><strong class=${`severity-${SEVERITY[severity].kind}`}>${SEVERITY[severity].word}</strong> ${sentence}</li>`);
  const more = problems.length - items.length;
  return element`<div class="problems"><ul>${items}</ul>${more > 0 ? element`<p class="muted">${more} more on the <a href="./data.html">Data</a> page.</p>` : null}</div>`;
}

/** Every input file with how far it reaches. */
export function fileTable(json: Pick<OverviewJson, "datasets">): HTMLElement {
  return dataTable(json.datasets, {
    caption: "Files", csvName: "files", rowsShown: 8,
    columns: [
      {key: "file", label: "File"},
      {key: "status", label: "Status"},
      {key: "last_on", label: "Reaches to", format: (value) => value ?? MISSING},
      {key: "rows_loaded", label: "Rows loaded", align: "right", format: formatCount},
      {key: "rows_quarantined", label: "Left out", align: "right", format: formatCount}
    ]
  });
}

/** Notices for the files whose absence empties a part of the overview. */
export function missingNotices(data: Overview): HTMLElement[] {
  const streams = {file: "tidy_daily_streams.csv", neededFor: "streams, estimates and what is outstanding", columns: ["date", "spotify_streams", "apple_streams", "combined_streams", "source"]};
  const statements = {file: "dk_bank_details.csv", neededFor: "confirmed revenue, and by artist, country and track", columns: ["Reporting Date", "Sale Month", "Store", "Artist", "Title", "ISRC", "UPC", "Quantity", "Country of Sale", "Earnings (USD)"]};
  return [...(data.days.length ? [] : [missingFile(streams)]), ...(data.covered.size ? [] : [missingFile(statements)])];
}

/** Says which money is left out because it is in another currency; null when all is in one. */
export function currencyNotice({currency, currencies}: Overview): HTMLElement | null {
  const others = currencies.filter((code) => code !== currency);
  if (!others.length) return null;
  return notice({kind: "warning", text: `Amounts in ${others.join(", ")} are not part of these figures: without a rate and a date they cannot be added to ${currency}.`});
}
