/** A slider with its value written beside it, for what-if controls. */
import {element} from "./dom.js";

export interface RangeInputOptions {
  label: string;
  min: number;
  max: number;
  step: number;
  value: number;
  /** How the value is written: "+5%", "60 days". */
  format: (value: number) => string;
}

/** Element with a numeric `.value` that fires "input"; setting it selects without firing, within the limits. */
export function rangeInput({label, min, max, step, value, format}: RangeInputOptions): HTMLElement & {value: number} {
  const slider = element`<input type="range" min=${min} max=${max} step=${step} aria-label=${label}>` as HTMLInputElement;
  const output = element`<output></output>`;
  const show = () => {
    output.textContent = format(slider.valueAsNumber);
    slider.setAttribute("aria-valuetext", format(slider.valueAsNumber));
  };
  slider.addEventListener("input", show);
  const root = element`<div class="range-input"><span>${label}</span>${slider}${output}</div>` as HTMLElement & {value: number};
  const set = (next: number) => {
    slider.value = String(next);
    show();
  };
  set(value);
  return Object.defineProperty(root, "value", {get: () => slider.valueAsNumber, set});
}
