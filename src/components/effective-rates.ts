/** What a unit earned, with how far its own figure can be believed: by platform, and by country on one platform. */
import * as Plot from "npm:@observablehq/plot";
import {countryLabel} from "../model/countries.js";
import type {CredibilityRates, CredibleRate} from "../model/credibility.js";
import type {PlatformRate} from "../model/effective-rates.js";
import {formatAmount, formatChange, formatCount, formatMonth, formatPercent, formatRate} from "../model/format.js";
import {asImage, chartFigure, plotDefaults, tipLook} from "./chart-frame.js";
import {platformColor, platformLabel} from "./colors.js";
import {dataTable} from "./data-table.js";
import {element} from "./dom.js";

const rate = (value: number): string => formatAmount(value, 6);
const believed = (z: number): string => formatPercent(z, 0);

/** "▼ −14.9% (−17.0% to −12.8%)" with an alarm's mark, or why it cannot be said. */
function driftCell({drift, driftRefusal}: PlatformRate): Node {
  if (!drift) return element`<span class="muted" title=${driftRefusal ?? ""}>too few months</span>`;
  const text = `${formatChange(drift.change)} (${formatChange(drift.lower)} to ${formatChange(drift.upper)})`;
  return drift.isAlarm ? element`<span class="drift-alarm"><span aria-hidden="true">${drift.change < 0 ? "▼" : "▲"}</span> ${text} <strong>alarm</strong></span>` : element`<span>${text}</span>`;
}

/** One row per platform; select one to see its countries. */
export function platformRateTable(rates: readonly PlatformRate[], {currency, selected, onSelect}: {currency: string; selected: string; onSelect: (platform: string) => void}): HTMLElement {
  return dataTable(rates, {
    caption: `Effective rates by platform, ${currency} per unit`, csvName: "effective-rates-by-platform", rowsShown: 24, rowKey: (row) => row.platform, selected, onSelect, columns: [
      {key: "platform", label: "Platform", format: (platform: string) => platformLabel(platform)},
      {key: "rate", label: "Rate", align: "right", format: rate},
      {key: "credibility", label: "Credibility Z", align: "right", format: believed},
      {key: "units", label: "Units", align: "right", format: (units: number) => formatCount(units)},
      {key: "earnings", label: "Money", unit: currency, format: (value: number) => formatAmount(value)},
      {key: "months", label: "Complete months", align: "right", format: (count: number, row) => `${count} to ${formatMonth(row.through)}`},
      {key: "change", label: "Last 3 months against the year before", value: (row) => row.drift?.change ?? null, format: (_: number, row) => driftCell(row)}
    ]
  });
}

const COUNTRIES_SHOWN = 20;
const nameOf = countryLabel;

/** Countries of one platform: own rate hollow, credible rate solid with twice its standard error, the platform's mean as a line. */
export function countryRateChart(countries: readonly CredibleRate[], rates: CredibilityRates, {width, platform, currency}: {width: number; platform: string; currency: string}): HTMLElement {
  const shown = countries.filter(({units}) => units > 0).slice(0, COUNTRIES_SHOWN);
  const text = {title: `${platformLabel(platform)}: rate by country`, subtitle: `${currency} per unit, newest 12 complete months, the ${shown.length} countries with the most units`};
  const color = platformColor(platform);
  const spread = ({rate: at, standardError}: CredibleRate): [number, number] => [Math.max(at - 2 * (standardError ?? 0), 0), at + 2 * (standardError ?? 0)];
  const plot = Plot.plot({
    ...plotDefaults({width, height: shown.length * 20 + 46, label: `${text.title}: ${text.subtitle}`}), marginLeft: 120, marginTop: 6,
    x: {label: null, grid: true, ticks: width < 480 ? 3 : 6, tickFormat: (value: number) => String(Number(value.toPrecision(3)))}, y: {domain: shown.map(({key}) => key), label: null, tickSize: 0, tickFormat: nameOf},
    marks: [
      Plot.ruleX([rates.mean], {stroke: "var(--theme-foreground)", strokeDasharray: "4,3"}),
      Plot.ruleY(shown, {y: "key", x1: (one: CredibleRate) => spread(one)[0], x2: (one: CredibleRate) => spread(one)[1], stroke: color, strokeWidth: 3, strokeOpacity: 0.45}),
      Plot.dot(shown, {y: "key", x: "ownRate", r: 4, stroke: "var(--theme-foreground-muted)", fill: "none"}),
      Plot.dot(shown, {y: "key", x: "rate", r: 3.5, fill: color}),
      Plot.tip(shown, Plot.pointerY({y: "key", x: "rate", title: (one: CredibleRate) => `${nameOf(one.key)}\ncredible ${formatRate(one.rate, currency)}\nown ${formatRate(one.ownRate, currency)}\nZ ${believed(one.credibility)}, ${formatCount(one.units)} units`, ...tipLook}))
    ]
  });
  return chartFigure({...text, note: "A small country leans on the platform's mean as far as its own figure can be chance."}, asImage(plot), [
    {label: "credible rate, ± 2 standard errors", color}, {label: "hollow: own rate", color: "var(--theme-foreground-muted)"}, {label: "mean that small countries lean on", color: "var(--theme-foreground)", dashed: true}
  ]);
}

export function countryRateTable(countries: readonly CredibleRate[], {platform, currency}: {platform: string; currency: string}): HTMLElement {
  return dataTable(countries, {
    caption: `${platformLabel(platform)}: effective rates by country, ${currency} per unit`, csvName: `effective-rates-${platform}-by-country`, rowsShown: 18, columns: [
      {key: "key", label: "Country", format: nameOf},
      {key: "ownRate", label: "Own rate", align: "right", format: rate},
      {key: "credibility", label: "Credibility Z", align: "right", format: believed},
      {key: "rate", label: "Credible rate", align: "right", format: rate},
      {key: "standardError", label: "± error", align: "right", format: rate},
      {key: "units", label: "Units", align: "right", total: true, format: (units: number) => formatCount(units)},
      {key: "revenue", label: "Money", unit: currency, total: true, format: (value: number) => formatAmount(value)}
    ]
  });
}
