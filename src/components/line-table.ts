/** The statement lines behind a cell, one page at a time, and the sums they come to. */
import {toCsv} from "../model/csv.js";
import {formatAmount, formatCount, formatDay, formatMoney} from "../model/format.js";
import {dataTable, type TableColumn} from "./data-table.js";
import {element} from "./dom.js";
import {download} from "./download.js";

/** One line as `cellLines` returns it. */
export interface StatementLine {
  unit_kind: string;
  reported_on: Date;
  store: string;
  product: string;
  artist: string;
  title: string;
  isrc: string | null;
  country: string | null;
  quantity: number;
  earnings: number;
  currency: string;
  file: string | null;
  line: number;
}

/** One row as `cellSummary` returns it; amounts are null when there is no line. */
export interface LineSummary {
  line_count: number;
  fee_line_count: number;
  unit_count: number | null;
  earnings: number | null;
  fees: number | null;
}

const kindWords: Record<string, string> = {stream: "stream", download: "download", video_view: "view", fee: "fee", unmapped: "unmapped store"};

const kindCell = (kind: string): string | Node =>
  kind === "fee" ? element`<span class="fee-mark">− fee</span>` : kindWords[kind] ?? kind;

/** Statements have at most twelve decimals; more is the noise of a binary number. */
const exactAmount = (line: StatementLine): number => Number(line.earnings.toFixed(12));

const columnsOf = (currency: string): TableColumn<StatementLine>[] => [
  {key: "unit_kind", label: "Kind", format: kindCell},
  {key: "reported_on", label: "Reported", format: (day: Date) => formatDay(day)},
  {key: "store", label: "Store"}, {key: "artist", label: "Artist"}, {key: "title", label: "Title"},
  {key: "isrc", label: "ISRC"}, {key: "country", label: "Country"},
  {key: "quantity", label: "Quantity", align: "right", format: (count: number) => formatCount(count)},
  {key: "earnings", label: "Earnings", unit: currency, value: exactAmount, format: (amount: number) => formatAmount(amount, 6)},
  {key: "file", label: "File"}, {key: "line", label: "Line", align: "right"}
];

/** One page of lines; amounts with six decimals, because a line is often less than a cent. */
export const lineTable = (lines: readonly StatementLine[], {currency, caption, csvName}: {currency: string; caption: string; csvName: string}): HTMLElement =>
  dataTable(lines, {columns: columnsOf(currency), caption, csvName, rowsShown: 16});

/** A button that fetches every line of the cell and saves it; `fetchAll` runs on demand. */
export function allLinesButton(count: number, csvName: string, fetchAll: () => Promise<readonly StatementLine[]>): HTMLElement {
  const button = element`<button type="button" class="csv-button all-lines">CSV of all ${formatCount(count)} lines</button>` as HTMLButtonElement;
  button.addEventListener("click", async () => {
    button.disabled = true;
    try {
      const lines = await fetchAll();
      const keys = [...columnsOf("").map(({key}) => key), "product", "currency"] as (keyof StatementLine)[];
      const columns = keys.map((key) => ({header: key, value: (line: StatementLine) => (key === "earnings" ? exactAmount(line) : line[key])}));
      download(csvName, toCsv(lines, columns));
    } finally {
      button.disabled = false;
    }
  });
  return button;
}

/** "1,234 lines: 56,789 units, USD 123.45, of it fees −USD 1.20 in 12 lines." */
export function lineSentence(summary: LineSummary, currency: string): string {
  if (!summary.line_count) return "no statement line has come for this cell.";
  const fees = summary.fee_line_count ? `, of it fees ${formatMoney(summary.fees, currency)} in ${formatCount(summary.fee_line_count)} lines whose plays are not counted again` : "";
  return `${formatCount(summary.line_count)} statement lines: ${formatCount(summary.unit_count)} units and ${formatMoney(summary.earnings, currency)}${fees}.`;
}
