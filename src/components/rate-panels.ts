/** Revenue per unit of each platform over time beside its reference rate: one small chart per platform. */
import {formatRate} from "../model/format.js";
import {groupBy, sumOf} from "../model/group.js";
import {lineChart} from "./chart-lines.js";
import {platformColor, platformLabel} from "./colors.js";

/** A row of `rates_observed`: money per unit, null without units. */
export interface RateRow {
  usage_month: Date;
  platform: string;
  earnings: number;
  unit_count: number;
  rate: number | null;
  is_complete: boolean;
  reference_rate: number;
}

const PANELS = 8;
const shortRate = (value: number): string => (value === 0 ? "0" : String(Number(value.toPrecision(3))));

function panel(platform: string, rows: readonly RateRow[], currency: string, width: number): HTMLElement {
  const reference = rows[0].reference_rate;
  return lineChart(rows.map((row) => ({date: row.usage_month, series: platform, value: row.rate, estimate: !row.is_complete})), {
    width, height: 150, grain: "month", showLegend: false, title: platformLabel(platform),
    subtitle: `${currency} per unit, usage months; reference ${formatRate(reference, currency)}`,
    series: [{id: platform, label: platformLabel(platform), color: platformColor(platform)}],
    reference: [{series: platform, value: reference, label: "reference rate"}], format: (value) => formatRate(value, currency), tickFormat: shortRate
  });
}

/** The platforms with the most earnings first, each drawn for the width it gets; months still filling up are dashed like estimates. */
export function ratePanels(rows: readonly RateRow[], currency: string): ((width: number) => HTMLElement)[] {
  return [...groupBy(rows, (row) => row.platform)]
    .map(([platform, own]) => ({platform, own, earnings: sumOf(own, (row) => row.earnings)}))
    .sort((a, b) => b.earnings - a.earnings).slice(0, PANELS)
    .map(({platform, own}) => (width) => panel(platform, own, currency, width));
}
