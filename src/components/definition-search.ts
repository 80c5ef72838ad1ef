/** One search over everything on the page that says what it can be found by (`data-search`). */
import {element} from "./dom.js";
import {holdInView} from "./hold-in-view.js";
import {setUrlParams, urlParam} from "./url-state.js";

const wordsOf = (text: string): string[] => text.toLowerCase().split(/[\s_]+/).filter(Boolean);
const fits = (found: HTMLElement, words: readonly string[]): boolean => words.every((word) => found.dataset.search!.includes(word));

/** So many metrics that are left are shown whole. */
const FEW = 6;

/** Hides what does not fit; a table stays while one of its columns does. What a search leaves is open, else all is closed. Returns how many metrics and columns are left. */
function filter(places: readonly HTMLElement[], words: readonly string[]): {metrics: number; columns: number} {
  let [metrics, columns] = [0, 0];
  for (const place of places) {
    for (const entry of place.querySelectorAll<HTMLElement>("[data-search]")) {
      entry.hidden = !fits(entry, words);
      if (!entry.hidden) entry.tagName === "TR" ? columns++ : metrics++;
    }
    for (const table of place.querySelectorAll<HTMLElement>(".definition-table")) table.hidden = !table.querySelector("tr[data-search]:not([hidden])");
  }
  for (const place of places) for (const details of place.querySelectorAll("details")) details.open = words.length > 0 && (details.matches(".definition-table") || metrics <= FEW);
  return {metrics, columns};
}

let release: (() => void) | undefined;

/** Brings the reader to the entry that the address names; it is drawn after the page opened, so the browser has not found it. */
function goToPlace(places: readonly HTMLElement[]): void {
  release?.();
  for (const earlier of document.querySelectorAll(".named")) earlier.classList.remove("named");
  const name = decodeURIComponent(location.hash.slice(1));
  const place = name ? places.map((each) => each.querySelector<HTMLElement>(`#${CSS.escape(name)}`)).find((found) => found) : undefined;
  if (!place) return;
  place.classList.add("named");
  const closed = [...place.querySelectorAll("details"), place.closest("details")];
  for (const details of closed) if (details) details.open = true;
  release = holdInView(() => place, "center");
  place.focus({preventScroll: true});
}

/** The search field over `places`; what it holds is in the address as `q`. A link to one entry shows all. */
export function definitionSearch(places: readonly HTMLElement[]): HTMLElement {
  const count = element`<output class="muted" aria-live="polite"></output>`;
  const input = element`<input type="search" placeholder="revenue per stream, usage_month, listeners …" aria-label="Search metrics and columns">` as HTMLInputElement;
  const apply = () => {
    const {metrics, columns} = filter(places, wordsOf(input.value));
    count.textContent = metrics + columns ? `${metrics} ${metrics === 1 ? "metric" : "metrics"}, ${columns} ${columns === 1 ? "column" : "columns"}` : "nothing has these words; try one word less";
  };
  const openAll = element`<button type="button" class="button">Open all</button>`;
  openAll.addEventListener("click", () => {
    for (const place of places) for (const details of place.querySelectorAll("details")) details.open = true;
  });
  input.value = location.hash ? "" : (urlParam("q") ?? "");
  input.addEventListener("input", () => {
    setUrlParams({q: input.value || null});
    apply();
  });
  window.addEventListener("hashchange", () => {
    input.value = "";
    apply();
    goToPlace(places);
  });
  apply();
  setTimeout(() => goToPlace(places), 300); // once everything has its place
  return element`<search class="definition-search">${input}${openAll}${count}</search>`;
}
