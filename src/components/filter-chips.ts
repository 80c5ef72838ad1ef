/** Chips for the filters in force, each removable. */
import {announce, element} from "./dom.js";

export interface FilterChip {
  key: string;
  label: string;
  value: string;
  color?: string;
}

/** `onClear(key)` removes one filter, `onClear(null)` all of them. Says so when nothing is filtered. */
export function filterChips(chips: readonly FilterChip[], {onClear, empty}: {onClear: (key: string | null) => void; empty: string}): HTMLElement {
  if (!chips.length) return element`<p class="chips chips-empty">${empty}</p>`;
  return element`<div class="chips" role="group" aria-label="Filters">
    ${chips.map((chip) => element`<button type="button" class="chip" style=${chip.color ? `--accent: ${chip.color}` : ""} onclick=${() => onClear(chip.key)} aria-label=${`Remove filter ${chip.label}: ${chip.value}`}>
      <span class="muted">${chip.label}</span> ${chip.value} <span aria-hidden="true">×</span></button>`)}
    ${chips.length > 1 ? element`<button type="button" class="chip-clear" onclick=${() => onClear(null)}>Clear all</button>` : null}
  </div>`;
}

/** Filters by key, held in the element's `.value`; pages read it as an input and bind it to the URL. */
export type Filters = Readonly<Record<string, string>>;

/** An invisible input that holds the filters of a page: `set(key, value)` toggles, `clear(key|null)` removes, both fire "input". */
export function filterState(value: Filters = {}): HTMLElement & {value: Filters; toggle(key: string, value: string): void; clear(key: string | null): void} {
  const node = element`<span hidden></span>` as ReturnType<typeof filterState>;
  const update = (next: Filters) => {
    node.value = next;
    announce(node);
  };
  const without = (key: string) => Object.fromEntries(Object.entries(node.value).filter(([k]) => k !== key));
  return Object.assign(node, {
    value,
    toggle: (key: string, chosen: string) => update(node.value[key] === chosen ? without(key) : {...node.value, [key]: chosen}),
    clear: (key: string | null) => update(key === null ? {} : without(key))
  });
}
