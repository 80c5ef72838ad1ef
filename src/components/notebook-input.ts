/** The control of a notebook's input, in the notebook and on a published page. */
import {formatDay} from "../model/format.js";
import {announce, element} from "./dom.js";

export type ControlOptions = {label: string; choices?: readonly {value: string; label: string}[]; min?: number; max?: number; step?: number};
export type ControlType = "select" | "range" | "date" | "text" | "toggle";
export type ControlValue = string | number | boolean;
/** Fires "input" when it changes; setting `value` does not. */
export type Control = HTMLElement & {value: ControlValue};

/** Text is taken over when it is done (Enter or leaving the field), so that not every letter runs the queries. */
const field = (type: ControlType, {label, choices = [], min, max, step}: ControlOptions): HTMLInputElement | HTMLSelectElement => {
  if (type === "select") return element`<select aria-label=${label}>${choices.map((choice) => element`<option value=${choice.value}>${choice.label}</option>`)}</select>` as HTMLSelectElement;
  if (type === "range") return element`<input type="range" min=${min} max=${max} step=${step} aria-label=${label}>` as HTMLInputElement;
  return element`<input type=${type === "toggle" ? "checkbox" : type} aria-label=${label} spellcheck="false">` as HTMLInputElement;
};

/** A labelled control; `value` is text, a number (range) or whether it is on (toggle). A select whose value is not among its choices stands at the first. */
export function inputControl(type: ControlType, value: ControlValue, options: ControlOptions): Control {
  const input = field(type, options);
  const output = type === "range" ? element`<output></output>` : null;
  const read = (): ControlValue => (type === "toggle" ? (input as HTMLInputElement).checked : type === "range" ? (input as HTMLInputElement).valueAsNumber : input.value);
  const write = (next: ControlValue): void => {
    if (type === "toggle") (input as HTMLInputElement).checked = Boolean(next);
    else if (type !== "select" || options.choices?.some((choice) => choice.value === next)) input.value = String(next);
    if (output) output.textContent = input.value;
  };
  write(value);
  const root = element`<label class=${`nb-control nb-control-${type}`}><span>${options.label}</span>${input}${output}</label>` as Control;
  Object.defineProperty(root, "value", {get: read, set: write});
  if (type === "text" || type === "date") {
    input.addEventListener("input", (event) => event.stopPropagation());
    input.addEventListener("change", () => announce(root));
  }
  if (output) input.addEventListener("input", () => (output.textContent = input.value));
  return root;
}

/** A day as a page's queries and sentences take it: DATE in SQL, "31 Jan 2025" in prose. Empty is no day. */
export class Day {
  constructor(readonly iso: string) {}
  toString(): string {
    return this.iso ? formatDay(new Date(`${this.iso}T00:00:00Z`)) : "";
  }
}
