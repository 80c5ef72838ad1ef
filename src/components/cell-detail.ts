/** The selected cell of the matrix in words: its two sides, the parts of their difference, and its lines. */
import {approx, formatChange, formatCount, formatMoney, formatMonth, formatRate} from "../model/format.js";
import {varianceRow, type NamedCell} from "../model/variance-rows.js";
import {distributorLabel, platformLabel} from "./colors.js";
import {element} from "./dom.js";
import {lineSentence, type LineSummary} from "./line-table.js";
import {statusWords} from "./status-matrix.js";

const signed = (cents: number, currency: string): string => (cents > 0 ? "+" : "") + formatMoney(cents / 100, currency);

function expectedSide(cell: NamedCell): string {
  if (cell.expected === null) return "Nothing can be expected: the daily feed has no such platform.";
  return `Expected ${approx(formatMoney(cell.expected, cell.currency))}: ${formatCount(cell.expected_units)} streams at ${formatRate(cell.expected_rate, cell.currency)}.`;
}

function actualSide(cell: NamedCell, lines: LineSummary): string {
  if (cell.status === "NO_STATEMENT") return "No statement of this distributor or platform is in the folder, so there is nothing to compare with.";
  return `Actual: ${lineSentence(lines, cell.currency)}`;
}

/** The parts of a cell with both sides, in whole cents that add up; "" for the others. */
function parts(cell: NamedCell): string {
  if (cell.expected === null || cell.actual_units === null) return "";
  const {shown, total} = varianceRow(cell.platform, [cell]);
  const share = total.variance_pct === null ? "" : ` (${formatChange(total.variance_pct / 100)})`;
  return `Variance ${signed(shown.variance, cell.currency)}${share} = volume ${signed(shown.volume, cell.currency)}, rate ${signed(shown.rate, cell.currency)}, fees ${signed(shown.fees, cell.currency)}.`;
}

/** Heading and sentences; announced to screen readers when the selection changes. */
export function cellDetail(cell: NamedCell, lines: LineSummary): HTMLElement {
  const name = `${formatMonth(cell.usage_month)}, ${distributorLabel(cell.distributor)}, ${platformLabel(cell.platform)}`;
  const sentences = [expectedSide(cell), actualSide(cell, lines), parts(cell)].filter(Boolean);
  return element`<div class="cell-detail" role="status"><h3>${name}</h3><p>Status: ${statusWords[cell.status].replace(/: (.*)/, " ($1)")}.</p>${sentences.map((text) => element`<p>${text}</p>`)}</div>`;
}
