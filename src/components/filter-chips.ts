/** The filters of a page: their state in the URL, and a removable chip for each. */
import {announce, element} from "./dom.js";
import {setUrlParams, urlParam} from "./url-state.js";

export interface FilterChip {
  key: string;
  label: string;
  value: string;
  color?: string;
}

/** `onClear(key)` removes one filter, `onClear(null)` all of them. `empty` says what to do while nothing is filtered. */
export function filterChips(chips: readonly FilterChip[], {onClear, empty}: {onClear: (key: string | null) => void; empty: string}): HTMLElement {
  if (!chips.length) return element`<p class="chips chips-empty">${empty}</p>`;
  return element`<div class="chips" role="group" aria-label="Filters">
    ${chips.map((chip) => element`<button type="button" class="chip" style=${chip.color ? `--accent: ${chip.color}` : ""} onclick=${() => onClear(chip.key)} aria-label=${`Remove filter ${chip.label}: ${chip.value}`}>
      <span class="muted">${chip.label}</span> ${chip.value} <span aria-hidden="true">×</span></button>`)}
    ${chips.length > 1 ? element`<button type="button" class="chip-clear" onclick=${() => onClear(null)}>Clear all</button>` : null}
  </div>`;
}

export type Filters<Key extends string> = Readonly<Partial<Record<Key, string>>>;

/** An input without a face: `.value` holds the filters, `toggle` sets or removes one, `clear(null)` removes all; each fires "input". */
export type FilterState<Key extends string> = HTMLElement & {
  value: Filters<Key>;
  toggle(key: Key, chosen: string): void;
  clear(key: string | null): void;
};

/** Filters by key, one query parameter each. An empty text is a value too ("none given"). */
export function urlFilters<Key extends string>(keys: readonly Key[]): FilterState<Key> {
  const node = element`<span hidden></span>` as FilterState<Key>;
  const absent = "\u0000";
  const read = keys.map((key) => [key, urlParam(key, absent)] as const).filter(([, value]) => value !== absent);
  const update = (next: Filters<Key>) => {
    node.value = next;
    setUrlParams(Object.fromEntries(keys.map((key) => [key, next[key] ?? null])));
    announce(node);
  };
  const without = (dropped: string) => Object.fromEntries(Object.entries(node.value).filter(([key]) => key !== dropped)) as Filters<Key>;
  return Object.assign(node, {
    value: Object.fromEntries(read) as Filters<Key>,
    toggle: (key: Key, chosen: string) => update(node.value[key] === chosen ? without(key) : {...node.value, [key]: chosen}),
    clear: (key: string | null) => update(key === null ? ({} as Filters<Key>) : without(key))
  });
}
