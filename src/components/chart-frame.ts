/** What every chart shares: a title that names unit and period, a legend, defaults for Plot, hatching for estimates. */
import type {MarkOptions, PlotOptions, RenderFunction} from "npm:@observablehq/plot";
import {svg} from "npm:htl";
import {element, uniqueId} from "./dom.js";

/** A legend entry; `hatched` is drawn as an estimate, `dashed` as a reference line. */
export interface LegendItem {
  label: string;
  color: string;
  hatched?: boolean;
  dashed?: boolean;
}

/** `title` says what is drawn, `subtitle` its unit, period and calendar. */
export interface ChartText {
  title: string;
  subtitle: string;
  note?: string | null;
}

/** A key of swatches; estimates hatched, references dashed. */
export function legend(items: readonly LegendItem[]): HTMLElement {
  return element`<ul class="legend" aria-label="Legend">${items.map(({label, color, hatched, dashed}) =>
    element`<li style=${`--accent: ${color}`} class=${hatched ? "hatched" : dashed ? "dashed" : ""}>${label}</li>`)}</ul>`;
}

/** Title, subtitle, legend, drawing and note as one figure. */
export function chartFigure({title, subtitle, note}: ChartText, drawing: Node, items: readonly LegendItem[] = []): HTMLElement {
  return element`<figure class="chart">
    <figcaption><h3>${title}</h3><p>${subtitle}</p></figcaption>
    ${items.length ? legend(items) : null}${drawing}${note ? element`<p class="chart-note">${note}</p>` : null}
  </figure>`;
}

/** Shown in place of a chart that has nothing to draw. */
export const emptyChart = (text: ChartText, reason: string): HTMLElement => chartFigure(text, element`<p class="muted chart-empty">${reason}</p>`);

/** Plot options for one drawing; `label` is read out by screen readers. */
export function plotDefaults({width, height, label}: {width: number; height: number; label: string}): PlotOptions {
  return {
    width, height, marginLeft: 54, marginRight: 12, marginTop: 18, marginBottom: 30, ariaLabel: label,
    style: {fontFamily: "inherit", fontSize: "12px", background: "none", overflow: "visible"}
  };
}

/** How tips look on every chart: lines with room, and wide enough for a name and an amount. */
export const tipLook = {lineHeight: 1.35, lineWidth: 30, stroke: "var(--line-strong)"} as const;

/** Makes a finished plot one image for assistive technology; Plot's names of its parts are no use there. */
export function asImage<E extends Element>(plot: E): E {
  const drawing = plot.matches("svg") ? plot : plot.querySelector("svg");
  if (!drawing) return plot;
  drawing.setAttribute("role", "img");
  const strip = () => drawing.querySelectorAll("g[aria-label]").forEach((part) => part.removeAttribute("aria-label"));
  strip();
  new MutationObserver(strip).observe(drawing, {childList: true, subtree: true}); // a tip is drawn anew wherever the pointer goes
  return plot;
}

/** Hatched fills of one chart: `fill(colour)` names the pattern, `mark` puts the patterns into the drawing. */
export function hatching(): {fill: (color: string) => string; mark: RenderFunction} {
  const ids = new Map<string, string>();
  const pattern = ([color, id]: [string, string]) => svg`<pattern id=${id} width="6" height="6" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">
    <rect width="6" height="6" style=${`fill: ${color}; fill-opacity: 0.14`}></rect><line x1="1" y1="0" x2="1" y2="6" style=${`stroke: ${color}; stroke-width: 2`}></line></pattern>`;
  return {
    fill: (color) => {
      if (!ids.has(color)) ids.set(color, uniqueId("hatch"));
      return `url(#${ids.get(color)})`;
    },
    mark: () => svg`<defs>${[...ids].map(pattern)}</defs>` as SVGElement
  };
}

/** Channel options for a fill that is already a CSS colour or pattern. */
export const literal = <T>(value: (row: T) => string): MarkOptions["fill"] => ({value, scale: null}) as never;
