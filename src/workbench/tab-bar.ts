/** A row of tabs (WAI-ARIA tabs pattern): arrows move between them, Delete closes one. */
import {element} from "../components/dom.js";

export interface TabBarOptions {
  onSelect: (id: number) => void;
  onAdd: () => void;
  onClose: (id: number) => void;
}

export interface TabBar {
  element: HTMLElement;
  show(tabs: readonly {id: number; name: string}[], active: number): void;
}

/** `panel` is the id of what the tabs switch. */
export function tabBar(panel: string, {onSelect, onAdd, onClose}: TabBarOptions): TabBar {
  const list = element`<div role="tablist" aria-label="Queries" class="tab-list"></div>`;
  const add = element`<button type="button" class="tab-add" aria-label="New query" title="New query" onclick=${onAdd}>+</button>`;
  const close = element`<button type="button" class="tab-close button" onclick=${() => onClose(now)}>Close query</button>`;
  let now = 0;
  list.addEventListener("keydown", (event) => {
    const tabs = [...list.querySelectorAll<HTMLElement>("[role=tab]")];
    const at = tabs.indexOf(event.target as HTMLElement);
    const step = {ArrowRight: 1, ArrowLeft: -1}[event.key];
    if (event.key === "Delete" && tabs.length > 1) onClose(Number(tabs[at].dataset.id));
    else if (step) onSelect(Number(tabs[(at + step + tabs.length) % tabs.length].dataset.id));
    else return;
    event.preventDefault();
    list.querySelector<HTMLElement>("[aria-selected=true]")?.focus();
  });
  const show: TabBar["show"] = (tabs, active) => {
    now = active;
    const hadFocus = list.contains(document.activeElement);
    list.replaceChildren(...tabs.map(({id, name}) => element`<button type="button" role="tab" data-id=${id} aria-selected=${String(id === active)} aria-controls=${panel} tabindex=${id === active ? 0 : -1} onclick=${() => onSelect(id)}>${name}</button>`));
    close.hidden = tabs.length < 2;
    if (hadFocus) list.querySelector<HTMLElement>("[aria-selected=true]")?.focus();
  };
  return {element: element`<div class="tab-bar">${list}${add}${close}</div>`, show};
}
