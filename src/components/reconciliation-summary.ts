/** The headline figures of a reconciliation and, in sentences, what they leave out and why. */
import {approx, formatChange, formatCount, formatMoney} from "../model/format.js";
import {groupBy, sumOf} from "../model/group.js";
import {monthsLabel} from "../model/periods.js";
import {varianceRow, type NamedCell} from "../model/variance-rows.js";
import {splitCells} from "../model/variance.js";
import {distributorLabel, platformLabel} from "./colors.js";
import {element} from "./dom.js";
import {kpiCard} from "./kpi-card.js";

export interface SummaryOptions {
  currency: string;
  /** Cells of the equal period before, or null when nothing is compared. */
  before: readonly NamedCell[] | null;
  /** "Nov 2024 – Oct 2025": what `before` covers. */
  beforeLabel: string;
}

/** Months of cells as a label, oldest to newest. */
const monthsOf = (cells: readonly NamedCell[]): string =>
  monthsLabel([...new Set(cells.map((cell) => cell.usage_month.getTime()))].sort((a, b) => a - b).map((time) => new Date(time)));

/** Four cards: expected, actual, variance, and how many cells match. */
export function reconciliationCards(cells: readonly NamedCell[], {currency, before, beforeLabel}: SummaryOptions): HTMLElement {
  const {compared} = splitCells(cells);
  const {total, shown} = varianceRow("all", compared);
  const earlier = before ? varianceRow("before", splitCells(before).compared).total : null;
  const delta = (now: number, then: number | undefined) =>
    before && {ratio: then ? now / then - 1 : null, basis: then ? `vs ${beforeLabel}` : "nothing earlier to compare with"};
  const matched = compared.filter((cell) => cell.status === "MATCHED").length;
  const judged = compared.length ? `${formatCount(compared.length)} cells, ${monthsOf(compared)}` : "no month can be judged yet";
  return element`<div class="kpi-row">
    ${kpiCard({metric: "expected_revenue", label: "Expected", value: formatMoney(shown.expected / 100, currency), estimate: true, delta: delta(total.expected, earlier?.expected), note: judged})}
    ${kpiCard({metric: "actual_revenue", label: "Actual", value: formatMoney(shown.actual / 100, currency), delta: delta(total.actual, earlier?.actual), note: "the same cells, fees included"})}
    ${kpiCard({metric: "variance", label: "Variance", value: (shown.variance > 0 ? "+" : "") + formatMoney(shown.variance / 100, currency), note: total.variance_pct === null ? "nothing expected" : `${formatChange(total.variance_pct / 100)} of expected${earlier?.variance_pct ? `; ${formatChange(earlier.variance_pct / 100)} in ${beforeLabel}` : ""}`})}
    ${kpiCard({metric: "variance", label: "Matched within 5%", value: `${matched} of ${compared.length}`, note: "cells: usage month × distributor × platform"})}
  </div>`;
}

function awaitingSentence(cells: readonly NamedCell[], currency: string): string {
  const {total} = varianceRow("awaiting", cells);
  return `Awaiting: ${cells.length} ${cells.length === 1 ? "cell" : "cells"} of ${monthsOf(cells)} are not due or not fully reported. ${approx(formatMoney(total.expected, currency))} is expected for them and ${formatMoney(total.actual, currency)} has come so far.`;
}

const list = (names: readonly string[]): string => (names.length > 1 ? `${names.slice(0, -1).join(", ")} and ${names.at(-1)}` : names[0] ?? "");

/** A distributor of which nothing is covered sent no statements; otherwise only some of its platforms have none. */
function noStatementSentences(cells: readonly NamedCell[], all: readonly NamedCell[], currency: string): string[] {
  return [...groupBy(cells, (cell) => cell.distributor)].map(([distributor, own]) => {
    const name = distributorLabel(distributor);
    const silent = all.filter((cell) => cell.distributor === distributor).every((cell) => cell.status === "NO_STATEMENT");
    const platforms = list([...new Set(own.map((cell) => platformLabel(cell.platform)))]);
    return `Uncovered: ${silent ? `no statements from ${name} are in the folder` : `no statement names ${platforms} for ${name}`}, so ${approx(formatMoney(sumOf(own, (cell) => cell.expected), currency))} expected there has nothing to be compared with. It is not counted as missing money.`;
  });
}

function noFeedSentence(cells: readonly NamedCell[], currency: string): string {
  const platforms = [...groupBy(cells, (cell) => cell.platform)].map(([platform, own]) => ({platform, money: sumOf(own, (cell) => (cell.gross ?? 0) + (cell.fees ?? 0))}));
  const names = platforms.sort((a, b) => b.money - a.money).map(({platform}) => platformLabel(platform));
  const shown = names.length > 5 ? [...names.slice(0, 4), `${names.length - 4} more`] : names;
  return `Uncovered: ${list(shown)} pay but are not in the daily feed. ${formatMoney(sumOf(platforms, (row) => row.money), currency)} came from them with nothing to expect it by.`;
}

/** What the totals leave out, one sentence each; null when they leave nothing out. */
export function coverageNotes(cells: readonly NamedCell[], currency: string): HTMLElement | null {
  const {awaiting, uncovered} = splitCells(cells);
  const silent = uncovered.filter((cell) => cell.status === "NO_STATEMENT");
  const unfed = uncovered.filter((cell) => cell.status === "NO_FEED");
  const sentences = [
    ...(awaiting.length ? [awaitingSentence(awaiting, currency)] : []),
    ...noStatementSentences(silent, cells, currency),
    ...(unfed.length ? [noFeedSentence(unfed, currency)] : [])
  ];
  if (!sentences.length) return null;
  return element`<div class="left-out"><p>Left out of these totals:</p><ul>${sentences.map((text) => element`<li>${text}</li>`)}</ul></div>`;
}
