/** A row of mutually exclusive choices (radio buttons drawn as one bar), for calendars, rate bases and measures. */
import {element, uniqueId} from "./dom.js";

export interface SwitchOption<T extends string> {
  value: T;
  label: string;
  title?: string;
}

/** Element with `.value` that fires "input"; setting `.value` selects without firing. */
export function switchInput<T extends string>(
  options: readonly SwitchOption<T>[], {label, value}: {label: string; value?: T}
): HTMLElement & {value: T} {
  const name = uniqueId("switch");
  const buttons = options.map((option) => element`<label title=${option.title ?? null}>
    <input type="radio" name=${name} value=${option.value}><span>${option.label}</span></label>`);
  const group = element`<fieldset class="switch"><legend>${label}</legend><div class="switch-bar">${buttons}</div></fieldset>` as HTMLElement & {value: T};
  const radios = [...group.querySelectorAll("input")];
  const select = (next: T) => radios.forEach((radio) => (radio.checked = radio.value === next));
  select(value ?? options[0].value);
  return Object.defineProperty(group, "value", {
    get: () => radios.find((radio) => radio.checked)?.value ?? options[0].value,
    set: (next: T) => options.some((option) => option.value === next) && select(next)
  });
}
