/** A list to choose one of many from, for choices that do not fit a switch. */
import {element} from "./dom.js";

/** Element with `.value` that fires "input"; setting a value that is not in the list changes nothing. */
export function choiceInput<T extends string>(options: readonly {value: T; label: string}[], {label}: {label: string}): HTMLElement & {value: T} {
  const select = element`<select>${options.map((option) => element`<option value=${option.value}>${option.label}</option>`)}</select>` as HTMLSelectElement;
  const root = element`<label class="choice">${label} ${select}</label>` as HTMLElement & {value: T};
  return Object.defineProperty(root, "value", {
    get: () => select.value as T,
    set: (next: T) => {
      if (options.some(({value}) => value === next)) select.value = next;
    }
  });
}
