/** Bars of one dimension of the revenue page; selecting one filters the rest of the page. */
import {trackName, type RevenueDimension, type RevenueFigures} from "../model/revenue-rows.js";
import {countryLabel} from "../model/countries.js";
import {formatMoney, formatPercent} from "../model/format.js";
import {groupBy, sumOf} from "../model/group.js";
import type {RevenuePart} from "../model/revenue.js";
import type {LegendItem} from "./chart-frame.js";
import {rankedBars, type RankedBar} from "./chart-ranked.js";
import {distributorColor, distributorLabel, platformColor, platformLabel} from "./colors.js";

export type BreakdownRow = RevenueFigures & {id: string};

export const dimensionLabels: Record<RevenueDimension, string> = {distributor: "Distributor", platform: "Platform", country: "Country", artist: "Artist", track: "Track"};

/** What a person calls a group; groups without a name say so. */
export function groupLabel(dimension: RevenueDimension | "month", id: string): string {
  if (dimension === "distributor") return distributorLabel(id);
  if (dimension === "platform") return platformLabel(id);
  if (dimension === "country") return countryLabel(id);
  if (dimension === "track") return id === trackName(null, null) ? "no title given" : id;
  return id || "no name given";
}

/** The accent of a group, where it has one. */
export const groupColor = (dimension: RevenueDimension | "month", id: string): string | undefined =>
  dimension === "distributor" ? distributorColor(id) : dimension === "platform" ? platformColor(id) : undefined;

export interface RevenueBarsOptions {
  dimension: RevenueDimension;
  currency: string;
  subtitle: string;
  estimates?: readonly RevenuePart[];
  selected?: string | null;
  onSelect: (id: string) => void;
}

/** Confirmed rows joined with the estimates of their group; groups that only have an estimate come last. */
function barsOf(rows: readonly BreakdownRow[], {dimension, estimates = []}: RevenueBarsOptions): RankedBar[] {
  const expected = dimension === "distributor" || dimension === "platform" ? groupBy(estimates, (part) => part[dimension]) : new Map<string, RevenuePart[]>();
  const estimate = (id: string) => sumOf(expected.get(id) ?? [], (part) => part.value);
  const whole = sumOf(rows, (row) => row.earnings);
  const confirmed = rows.map((row) => ({id: row.id, value: row.earnings, estimate: estimate(row.id), detail: whole > 0 ? formatPercent(row.earnings / whole) : undefined}));
  const known = new Set(rows.map((row) => row.id));
  const only = [...expected.keys()].filter((id) => !known.has(id)).map((id) => ({id, value: 0, estimate: estimate(id)}));
  return [...confirmed, ...only].map((bar) => ({...bar, label: groupLabel(dimension, bar.id), color: groupColor(dimension, bar.id)}));
}

/** The figure; the largest ten groups, and the selected one. */
export function revenueBars(rows: readonly BreakdownRow[], options: RevenueBarsOptions): HTMLElement {
  const {dimension, currency, subtitle, selected, onSelect} = options;
  const bars = barsOf(rows, options);
  const hatched: LegendItem[] = bars.some((bar) => bar.estimate) ? [{label: "hatched: ≈ estimate, not yet reported", color: "var(--theme-foreground-muted)", hatched: true}] : [];
  return rankedBars(bars, {title: `By ${dimensionLabels[dimension].toLowerCase()}`, subtitle, format: (value) => formatMoney(value, currency, 0), selected, onSelect, legend: hatched});
}
