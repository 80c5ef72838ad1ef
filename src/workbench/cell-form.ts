/** The settings of an input and of a chart: small forms whose changes go into the document. */
import {element} from "../components/dom.js";
import {chartPanel} from "./chart-panel.js";
import {InputCell, type ChartCell} from "../model/notebook.js";
import {isFreeName} from "../model/notebook-names.js";
import type {ResultColumn} from "../model/result.js";

const TYPES = {select: "Select", range: "Range", date: "Date", text: "Text", toggle: "Toggle"} as const;

const field = (label: string, control: HTMLElement): HTMLElement => element`<label>${label}${control}</label>`;

function textField(label: string, value: string, onChange: (value: string) => void, type = "text"): HTMLElement {
  const input = element`<input type=${type} value=${value} step="any">` as HTMLInputElement;
  input.addEventListener("change", () => onChange(input.value));
  return field(label, input);
}

function choiceField(label: string, choices: Readonly<Record<string, string>>, value: string, onChange: (value: string) => void): HTMLElement {
  const select = element`<select>${Object.entries(choices).map(([key, text]) => element`<option value=${key} selected=${key === value}>${text}</option>`)}</select>` as HTMLSelectElement;
  select.addEventListener("change", () => onChange(select.value));
  return field(label, select);
}

/** The same input as another type, with values that type can have. */
function withType({id, folded, kind, name, label}: InputCell, type: InputCell["type"]): InputCell {
  return InputCell.parse({id, folded, kind, name, label, type, ...(type === "range" && {min: 0, max: 100, value: 50}), ...(type === "select" && {options: ["first", "second"]})});
}

/** Form of an input without its query, which is edited as SQL. `onChange` gets a valid cell; a wrong value is said by `onProblem`. */
export function inputForm(cell: InputCell, onChange: (cell: InputCell) => void, onProblem: (sentence: string) => void): HTMLElement {
  const set = (part: Record<string, unknown>) => {
    const parsed = InputCell.safeParse({...cell, ...part});
    if (parsed.success) onChange(parsed.data);
    else onProblem(`Not changed: ${parsed.error.issues[0].message}.`);
  };
  const number = (label: string, key: "min" | "max" | "step") => cell.type === "range" ? textField(label, String(cell[key]), (value) => set({[key]: Number(value)}), "number") : null;
  const options = () => {
    if (cell.type !== "select" || cell.query !== undefined) return null;
    const area = element`<textarea rows="3" cols="24">${cell.options.join("\n")}</textarea>` as HTMLTextAreaElement;
    area.addEventListener("change", () => set({options: area.value.split("\n").map((each) => each.trim()).filter(Boolean)}));
    return field("Options, one a line", area);
  };
  return element`<form class="nb-form" aria-label=${`Settings of ${cell.name}`} onsubmit=${(event: Event) => event.preventDefault()}>
    ${choiceField("Type", TYPES, cell.type, (type) => onChange(withType(cell, type as InputCell["type"])))}
    ${textField("Label", cell.label, (label) => set({label}))}
    ${number("Least", "min")}${number("Most", "max")}${number("Step", "step")}
    ${cell.type === "select" ? choiceField("Choices from", {list: "a list", query: "a query"}, cell.query === undefined ? "list" : "query", (from) => set({query: from === "query" ? "select distinct artist from monthly_revenue order by 1" : undefined})) : null}
    ${options()}</form>`;
}

/** Form of a chart: which query it draws, and how. */
export function chartForm(cell: ChartCell, queries: readonly string[], columns: readonly ResultColumn[], onChange: (cell: ChartCell) => void): HTMLElement {
  const choices = Object.fromEntries([...(queries.includes(cell.from) ? [] : [[cell.from, cell.from || "(choose)"]]), ...queries.map((name) => [name, name])]);
  return element`<div class="nb-form">${choiceField("Draws", choices, cell.from, (from) => onChange({...cell, from}))}${chartPanel(cell.spec, columns, (spec) => onChange({...cell, spec}))}</div>`;
}

/** Why a cell may not be called this; null when it may. */
export function nameProblem(name: string, others: readonly (string | undefined)[], tables: readonly string[]): string | null {
  if (!/^[a-z][a-z0-9_]{0,39}$/.test(name)) return "A name starts with a small letter and goes on with small letters, digits and _ (at most 40).";
  if (!isFreeName(name)) return `"${name}" has a meaning of its own in SQL or on pages. Choose another name.`;
  if (tables.includes(name)) return `"${name}" is a table of the workspace. Choose another name.`;
  return others.includes(name) ? `Another cell is called "${name}" already.` : null;
}
