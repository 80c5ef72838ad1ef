/** dk_bank_details.csv: DistroKid's 13 columns as pandas re-writes them. */
import type { Catalogue } from "./catalogue.js";
import { LOST_STORE, TWELVE_DECIMALS_FROM } from "./config.js";
import { createClawback, createRestatement } from "./corrections.js";
import { formatPico, openLineWriter, quoteField } from "./csv.js";
import { createLines, type Line } from "./lines.js";
import type { Report, StoreMonth } from "./plan.js";

export const STATEMENT_HEADER =
  "Reporting Date,Sale Month,Store,Artist,Title,ISRC,UPC,Quantity,Team Percentage,Song/Album,Country of Sale,Songwriter Royalties Withheld,Earnings (USD)";

/** What was written, for the files that must agree with it. */
export interface StatementTotals {
  rows: number;
  /** Exact earnings in pico USD by month of the report, with the lines that the export lost. */
  picoByReportMonth: Map<string, bigint>;
}

/** Amounts had 8 decimals before July 2025. */
function roundPico(pico: number, reportedOn: string): number {
  return reportedOn < TWELVE_DECIMALS_FROM ? Math.round(pico / 1e4) * 1e4 : pico;
}

function formatIsrc(line: Line, style: StoreMonth["store"]["isrcStyle"]): string {
  if (line.isAlbum) return "";
  const { isrc } = line.track;
  if (style === "hyphens") return `${isrc.slice(0, 2)}-${isrc.slice(2, 5)}-${isrc.slice(5, 7)}-${isrc.slice(7)}`;
  return style === "lower" ? isrc.toLowerCase() : isrc;
}

function formatLine(line: Line, report: Report, pico: number): string {
  const { track } = line;
  return [
    report.reportedOn,
    report.storeMonth.month,
    report.storeMonth.store.name,
    line.artist,
    quoteField(line.isAlbum ? track.releaseTitle : track.title),
    formatIsrc(line, report.storeMonth.store.isrcStyle),
    // pandas read the UPC as a whole number: leading zeros are gone; lines without plays came without one
    line.quantity === 0 ? "" : track.upc.replace(/^0+/, ""),
    line.quantity,
    track.teamPercentage,
    line.isAlbum ? "Album" : "Song",
    // pandas took Namibia for "not available"
    line.country === "NA" ? "" : line.country,
    formatPico(roundPico(line.withheldPico, report.reportedOn)),
    formatPico(pico),
  ].join(",");
}

/** Keeps a store-month's lines only until its last report is written, so that memory stays bounded. */
function createLineCache(reports: Report[], catalogue: Catalogue, seed: number): (storeMonth: StoreMonth) => Line[] {
  const uses = new Map<StoreMonth, number>();
  for (const { storeMonth } of reports) uses.set(storeMonth, (uses.get(storeMonth) ?? 0) + 1);
  const kept = new Map<StoreMonth, Line[]>();
  return (storeMonth) => {
    const lines = kept.get(storeMonth) ?? createLines(storeMonth, catalogue, seed);
    const left = uses.get(storeMonth)! - 1;
    uses.set(storeMonth, left);
    if (left > 0) kept.set(storeMonth, lines);
    else kept.delete(storeMonth);
    return lines;
  };
}

function pickLines(report: Report, lines: Line[]): Line[] {
  if (report.piece === "clawback") return createClawback(report.storeMonth, lines);
  if (report.piece === "restatement") return createRestatement(lines);
  return lines.filter(({ piece }) => piece === report.piece);
}

/** Writes the statement lines in the order of their reports and returns their totals. */
export function writeStatements(path: string, reports: Report[], catalogue: Catalogue, seed: number): StatementTotals {
  const writer = openLineWriter(path);
  writer.write(STATEMENT_HEADER);
  const getLines = createLineCache(reports, catalogue, seed);
  const totals: StatementTotals = { rows: 0, picoByReportMonth: new Map() };
  for (const report of reports) {
    const month = report.reportedOn.slice(0, 7);
    const isLost = month === LOST_STORE.reportMonth && report.storeMonth.store.name === LOST_STORE.store;
    let sum = totals.picoByReportMonth.get(month) ?? 0n;
    for (const line of pickLines(report, getLines(report.storeMonth))) {
      const pico = roundPico(line.pico, report.reportedOn);
      sum += BigInt(pico);
      if (isLost) continue;
      totals.rows++;
      writer.write(formatLine(line, report, pico));
    }
    totals.picoByReportMonth.set(month, sum);
  }
  writer.close();
  return totals;
}
