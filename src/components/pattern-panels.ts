/** Share of a usage month's money paid by age, one small curve per source, with the ages of 50%, 80% and 95%. */
import {svg} from "npm:htl";
import type {SourceForecast} from "../model/forecast-outstanding.js";
import {formatPercent} from "../model/format.js";
import {delayAt} from "../model/payment-pattern.js";
import {distributorLabel, platformColor, platformLabel} from "./colors.js";
import {element} from "./dom.js";

const SHOWN = 8;
const [WIDTH, HEIGHT, LEFT, BOTTOM, TOP] = [220, 96, 36, 18, 8];

/** Ages of 50%, 80% and 95% in months. */
const delays = (shares: readonly number[]): {p50: number; p80: number; p95: number} =>
  ({p50: delayAt(shares, 0.5), p80: delayAt(shares, 0.8), p95: delayAt(shares, 0.95)});

const months = (age: number): string => age.toFixed(1);

function curve(shares: readonly number[], ages: number, color: string, dashed: boolean): Element {
  const x = (age: number) => LEFT + (age / ages) * (WIDTH - LEFT - 8);
  const y = (share: number) => TOP + (1 - Math.min(Math.max(share, 0), 1.05)) * (HEIGHT - TOP - BOTTOM);
  const points = Array.from({length: ages + 1}, (_, age) => [x(age), y(shares[age] ?? 1)]);
  const {p50, p80, p95} = delays(shares);
  const marks = ([[p50, 0.5], [p80, 0.8], [p95, 0.95]] as const).map(([age, share]) => svg`<circle cx=${x(age)} cy=${y(share)} r="3" style=${`fill: ${color}`}></circle>`);
  const grid = [0, 0.5, 1].map((share) => svg`<g><line x1=${LEFT} x2=${WIDTH - 8} y1=${y(share)} y2=${y(share)} class="pattern-grid"></line><text x=${LEFT - 4} y=${y(share) + 4} text-anchor="end">${formatPercent(share, 0)}</text></g>`);
  const ticks = Array.from({length: ages + 1}, (_, age) => svg`<text x=${x(age)} y=${HEIGHT - 3} text-anchor="middle">${age}</text>`);
  return svg`<svg viewBox=${`0 0 ${WIDTH} ${HEIGHT}`} class="pattern-curve" aria-hidden="true">${grid}${ticks}
    <polyline points=${points.map((point) => point.join(",")).join(" ")} style=${`stroke: ${color}`} class=${dashed ? "pattern-dashed" : ""}></polyline>${marks}</svg>` as Element;
}

function panel({source, basis, forecast}: SourceForecast, ages: number): HTMLElement {
  const {p50, p80, p95} = delays(forecast!.shares);
  return element`<li><h3>${platformLabel(source.platform)}</h3><p>${distributorLabel(source.distributor)}${basis === "borrowed" ? " · borrowed" : ""}</p>
    ${curve(forecast!.shares, ages, platformColor(source.platform), basis === "borrowed")}
    <p>half ${months(p50)} · 80% ${months(p80)} · 95% ${months(p95)} months</p></li>`;
}

/** One panel per source that has a pattern, largest outstanding first, the small ones folded away; all on the same months. */
export function patternPanels(forecasts: readonly SourceForecast[]): HTMLElement {
  const used = forecasts.filter((one) => one.forecast).sort((a, b) => b.outstanding - a.outstanding);
  if (!used.length) return element`<p class="muted">No store has enough statements to show a pattern yet.</p>`;
  const ages = Math.max(2, ...used.map(({forecast}) => Math.ceil(delayAt(forecast!.shares, 0.95)))) + 1;
  const list = (some: readonly SourceForecast[]) => element`<ul class="patterns">${some.map((one) => panel(one, ages))}</ul>`;
  const rest = used.slice(SHOWN);
  return element`<div>${list(used.slice(0, SHOWN))}${rest.length ? element`<details class="patterns-more"><summary>${rest.length} smaller stores</summary>${list(rest)}</details>` : null}</div>`;
}
