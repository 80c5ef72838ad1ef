/** Badges beside figures that a quality check makes doubtful; each links to the reason on the Quality page. */
import {metrics, type MetricName} from "../model/metrics.js";
import {checkAnchor, marksOf, type QualityMark} from "../model/quality-marks.js";
import {element} from "./dom.js";

const SHOWN = 3;
const plural = (count: number): string => `${count} ${count === 1 ? "check" : "checks"}`;
const glyphs = {failing: "✕", degraded: "!"} as const;
const hrefOf = (mark: QualityMark): string => `./quality.html#${checkAnchor(mark)}`;

/** A small link with the worst mark's sign and the number of checks; null without marks. The sentences are its title. */
function qualityBadge(marks: readonly QualityMark[]): HTMLElement | null {
  if (!marks.length) return null;
  const [worst] = marks;
  const said = marks.slice(0, SHOWN).map(({sentence}) => sentence).join(" ");
  const text = `Quality ${worst.status}: ${plural(marks.length)} touch${marks.length === 1 ? "es" : ""} this figure. ${said}`;
  return element`<a class=${`quality-badge quality-${worst.status}`} href=${hrefOf(worst)} title=${text} aria-label=${text}><span aria-hidden="true">${glyphs[worst.status]} ${marks.length}</span></a>`;
}

/** Puts a badge into every key figure of `root` whose metric is computed from a table that a mark touches; returns `root`. */
export function markFigures<E extends Element>(root: E, marks: readonly QualityMark[]): E {
  for (const card of root.querySelectorAll<HTMLElement>(".kpi[data-metric]")) {
    const badge = qualityBadge(marksOf(marks, metrics[card.dataset.metric as MetricName].sources));
    if (badge) card.querySelector(".kpi-head")!.append(badge);
  }
  return root;
}

/** One line for the charts and tables of a page that shows `tables`; null when nothing touches them. */
export function qualityLine(all: readonly QualityMark[], tables: readonly string[]): HTMLElement | null {
  const marks = marksOf(all, tables);
  if (!marks.length) return null;
  const items = marks.slice(0, SHOWN).map((mark) => element`<li><a href=${hrefOf(mark)}>${mark.effect}</a>: ${mark.sentence}</li>`);
  const more = marks.length - items.length;
  return element`<div class=${`quality-line quality-${marks[0].status}`} role="note"><p><span class="quality-sign" aria-hidden="true">${glyphs[marks[0].status]}</span> ${plural(marks.length)} of the data ${marks.length === 1 ? "makes" : "make"} figures on this page doubtful${more ? `; the worst ${items.length}` : ""}:</p><ul>${items}</ul>${more ? element`<p><a href="./quality.html">${more} more on the Quality page</a></p>` : null}</div>`;
}
