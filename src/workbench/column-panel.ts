/** What a column holds (rows, nulls, distinct, min, max, histogram) and the filter on it, in a popover. */
import {element, uniqueId} from "../components/dom.js";
import {formatCount, formatPercent} from "../model/format.js";
import {shownCell} from "../model/result-text.js";
import type {ResultColumn} from "../model/result.js";
import type {ColumnStatistics} from "../model/row-source.js";

export interface ColumnPanelOptions {
  column: ResultColumn;
  statistics: ColumnStatistics | Promise<ColumnStatistics>;
  /** The filter's text now, and what applies another: it returns a sentence when the text cannot be read. */
  filter: string;
  onFilter: (text: string) => string | null;
}

/** Bars of equal width; each says its range and count. */
function bars(bins: ColumnStatistics["bins"]): HTMLElement | null {
  if (!bins.length) return null;
  const top = Math.max(...bins.map(({count}) => count));
  const label = `Histogram: ${bins.map(({label, count}) => `${label}: ${count}`).join("; ")}`;
  return element`<div class="grid-histogram" role="img" aria-label=${label}>${bins.map(({label, count}) => element`<span title=${`${label}: ${formatCount(count)}`} style=${`height: ${count ? Math.max(4, (100 * count) / top) : 0}%`}></span>`)}</div>
  `;
}

function figures(column: ResultColumn, {count, nulls, distinct, min, max, bins}: ColumnStatistics): HTMLElement {
  const row = (term: string, text: string) => element`<div><dt>${term}</dt><dd>${text}</dd></div>`;
  const ends = bins.length ? element`<p class="grid-ends"><span>${bins[0].label.split(" to ")[0]}</span><span>${bins.at(-1)!.label.split(" to ")[1]}</span></p>` : null;
  return element`<div><dl>${row("Rows", formatCount(count))}${row("Null", `${formatCount(nulls)}${count ? ` (${formatPercent(nulls / count)})` : ""}`)}${row("Distinct", formatCount(distinct))}
    ${row("Min", min === null ? "—" : shownCell(min, column))}${row("Max", max === null ? "—" : shownCell(max, column))}</dl>${bars(bins)}${ends}</div>`;
}

/** A popover for one column; it is removed from the page when it closes. */
export function columnPanel({column, statistics, filter, onFilter}: ColumnPanelOptions): HTMLElement {
  const [id, help] = [uniqueId("filter"), uniqueId("filter-help")];
  const place = element`<div aria-live="polite"><p class="muted">Counting …</p></div>`;
  const problem = element`<p class="grid-problem" role="alert"></p>`;
  const input = element`<input id=${id} type="text" value=${filter} placeholder="> 10, 1..5, = spotify, null" aria-describedby=${help} autocomplete="off">` as HTMLInputElement;
  const form = element`<form><label for=${id}>Keep rows where ${column.name} is</label><div class="grid-filter">${input}<button type="submit" class="button">Filter</button><button type="button" class="button" data-clear>Clear</button></div>
    <p id=${help} class="muted">Plain text finds a part; =, !=, >, < compare; a..b is a range; null and not null.</p>${problem}</form>`;
  const panel = element`<div class="grid-panel" popover role="dialog" aria-label=${`Column ${column.name}`}><p><strong>${column.name}</strong> <small>${column.type}</small></p>${place}${form}</div>`;
  const apply = (text: string) => {
    const said = onFilter(text);
    problem.textContent = said ?? "";
    if (!said) panel.hidePopover();
  };
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    apply(input.value);
  });
  form.querySelector("[data-clear]")!.addEventListener("click", () => apply(""));
  panel.addEventListener("toggle", (event) => void ((event as ToggleEvent).newState === "closed" && panel.remove()));
  Promise.resolve(statistics).then(
    (found) => place.replaceChildren(figures(column, found)),
    (error: unknown) => place.replaceChildren(element`<p class="grid-problem">${`not counted: ${error instanceof Error ? error.message : String(error)}`}</p>`)
  );
  return panel;
}

/** Opens a panel under its button, inside the window. */
export function openAt(panel: HTMLElement, button: HTMLElement): void {
  document.body.append(panel);
  panel.showPopover();
  const at = button.getBoundingClientRect();
  panel.style.left = `${Math.max(6, Math.min(at.left, innerWidth - panel.offsetWidth - 6))}px`;
  panel.style.top = `${Math.max(6, Math.min(at.bottom + 4, innerHeight - panel.offsetHeight - 6))}px`;
  panel.querySelector("input")?.focus();
}
