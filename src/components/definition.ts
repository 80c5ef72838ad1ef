/** The ⓘ beside a figure: its definition from the metric catalog, in a popover that the keyboard reaches. */
import {metrics, type MetricName} from "../model/metrics.js";
import {element, uniqueId} from "./dom.js";

const GAP = 6;

/** Puts an opened popover under its button, inside the window. */
function place(popover: HTMLElement, button: HTMLElement): void {
  const at = button.getBoundingClientRect();
  const {offsetWidth: width, offsetHeight: height} = popover;
  const below = at.bottom + GAP;
  popover.style.left = `${Math.max(GAP, Math.min(at.left - 12, innerWidth - width - GAP))}px`;
  popover.style.top = `${below + height > innerHeight ? Math.max(GAP, at.top - height - GAP) : below}px`;
}

/** Button and popover for one metric. Escape or a click elsewhere closes it. */
export function definition(name: MetricName): HTMLElement {
  const metric = metrics[name];
  const id = uniqueId("definition");
  const row = (term: string, text: string | readonly string[]) =>
    text.length ? element`<div><dt>${term}</dt><dd>${typeof text === "string" ? text : text.join(" ")}</dd></div>` : null;
  const popover = element`<div id=${id} class="definition-body" popover>
    <p><strong>${metric.label}</strong> · ${metric.unit}</p>
    <p>${metric.description}</p>
    <dl>${row("Calculation", metric.calculation)}${row("Sources", metric.sources.join(", "))}${row("Limits", metric.limitations)}${row("Updated", metric.update_frequency)}${row("Typical range", metric.typical_range ?? "")}</dl>
    <p class="definition-more"><a href=${`./definitions.html#metric-${name}`}>${metric.label} among all definitions</a></p>
  </div>`;
  const button = element`<button type="button" class="definition-button" popovertarget=${id} aria-label=${`Definition of ${metric.label}`}><span class="info-mark" aria-hidden="true">i</span></button>`;
  popover.addEventListener("toggle", (event) => {
    if ((event as ToggleEvent).newState === "open") place(popover, button);
  });
  return element`<span class="definition">${button}${popover}</span>`;
}
