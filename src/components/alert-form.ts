/** The fields of one rule. What is typed goes straight into the raw rule; the schema judges it as a whole. */
import {alertKindNames, alertKinds, newCondition, type AlertField} from "../model/alert-fields.js";
import {severities, type AlertKind} from "../model/alert-rules.js";
import {element, uniqueId} from "./dom.js";

export type RawRule = Record<string, unknown> & {conditions: RawCondition[]};
type RawCondition = Record<string, unknown> & {conditions?: RawCondition[]};

/** Names that the data know, to suggest. */
export type KnownNames = Record<NonNullable<AlertField["suggest"]>, readonly string[]>;

interface Owner {
  names: KnownNames;
  changed: () => void;
}

const asNumber = (text: string): number | string | undefined => (text.trim() === "" ? undefined : Number.isFinite(Number(text)) ? Number(text) : text);

function set(raw: Record<string, unknown>, name: string, value: unknown, {changed}: Owner): void {
  if (value === undefined || value === "") delete raw[name];
  else raw[name] = value;
  changed();
}

const select = (id: string, options: readonly {value: string; label: string}[], value: string): HTMLSelectElement =>
  element`<select id=${id}>${options.map((option) => element`<option value=${option.value} selected=${option.value === value}>${option.label}</option>`)}</select>` as HTMLSelectElement;

function fieldInput(raw: Record<string, unknown>, field: AlertField, owner: Owner): HTMLElement {
  const id = uniqueId("alert");
  const value = raw[field.name];
  const text = value === undefined ? "" : String(value);
  if (field.type === "choice") {
    const input = select(id, field.options!, text);
    input.addEventListener("input", () => set(raw, field.name, field.name === "level" ? Number(input.value) : input.value, owner));
    return labelled(id, field, input);
  }
  const list = field.suggest ? element`<datalist id=${`${id}-names`}>${owner.names[field.suggest].map((name) => element`<option value=${name}></option>`)}</datalist>` : null;
  const input = (list ? element`<input id=${id} value=${text} list=${`${id}-names`} size="14" autocomplete="off" placeholder=${field.optional ? "any" : ""}>`
    : element`<input id=${id} value=${text} inputmode="decimal" size="7" autocomplete="off" placeholder=${field.optional ? "—" : ""}>`) as HTMLInputElement;
  input.addEventListener("input", () => set(raw, field.name, field.type === "number" ? asNumber(input.value) : input.value.trim(), owner));
  return labelled(id, field, input, list);
}

const labelled = (id: string, {label, unit}: Pick<AlertField, "label" | "unit">, input: HTMLElement, list: HTMLElement | null = null): HTMLElement =>
  element`<div class="alert-field"><label for=${id}>${label}${unit ? ` (${unit})` : ""}</label>${input}${list}</div>`;

const matchOptions = [{value: "all", label: "all of these hold"}, {value: "any", label: "any of these holds"}];
const MOST = 8;

/** The conditions of a rule or group; adding, removing and another kind redraw the list and keep the keyboard in it. */
function conditionList(raw: RawRule | RawCondition, owner: Owner, depth: number): HTMLElement {
  const list = element`<div class="alert-conditions"></div>`;
  const conditions = raw.conditions!;
  const draw = (focus?: number) => {
    list.replaceChildren(...conditions.map((condition, i) => conditionForm(condition, i, {
      owner, depth,
      replace: (next) => { conditions[i] = next; redraw(i); },
      remove: conditions.length > 1 ? () => { conditions.splice(i, 1); redraw(Math.max(i - 1, 0)); } : null
    })), buttons());
    if (focus !== undefined) list.children[focus]?.querySelector<HTMLElement>("select, input")?.focus();
  };
  const redraw = (focus: number) => { draw(focus); owner.changed(); };
  const add = (condition: RawCondition) => { conditions.push(condition); redraw(conditions.length - 1); };
  const buttons = () => element`<p class="alert-actions">
    <button type="button" class="button" disabled=${conditions.length >= MOST} onclick=${() => add(newCondition("threshold"))}>Add a condition</button>
    ${depth === 0 ? element`<button type="button" class="button" disabled=${conditions.length >= MOST} onclick=${() => add({kind: "group", match: "any", conditions: [newCondition("change"), newCondition("missing_feed")]})}>Add a group</button>` : null}</p>`;
  draw();
  return list;
}

interface ConditionOptions {
  owner: Owner;
  depth: number;
  replace: (next: RawCondition) => void;
  remove: (() => void) | null;
}

function conditionForm(raw: RawCondition, index: number, {owner, depth, replace, remove}: ConditionOptions): HTMLElement {
  const name = `${raw.kind === "group" ? "Group" : "Condition"} ${index + 1}`;
  const removeButton = remove ? element`<button type="button" class="button" aria-label=${`Remove ${name.toLowerCase()}`} onclick=${remove}>Remove</button>` : null;
  if (raw.kind === "group") {
    const match = fieldInput(raw, {name: "match", label: "holds when", type: "choice", options: matchOptions}, owner);
    return element`<fieldset class="alert-condition alert-group"><legend>${name}</legend><div class="alert-fields">${match}${removeButton}</div>${conditionList(raw, owner, depth + 1)}</fieldset>`;
  }
  const id = uniqueId("alert");
  const kind = select(id, alertKindNames.map((value) => ({value, label: alertKinds[value].label})), String(raw.kind));
  kind.addEventListener("input", () => replace(newCondition(kind.value as AlertKind)));
  const fields = alertKinds[raw.kind as AlertKind].fields.map((field) => fieldInput(raw, field, owner));
  return element`<fieldset class="alert-condition"><legend>${name}</legend><div class="alert-fields">${labelled(id, {label: "kind"}, kind)}${fields}${removeButton}</div></fieldset>`;
}

function textInput(raw: RawRule, name: string, label: string, owner: Owner, type = "text"): HTMLElement {
  const id = uniqueId("alert");
  const input = element`<input id=${id} type=${type} value=${String(raw[name] ?? "")} size=${type === "text" ? 32 : null} maxlength=${type === "text" ? 80 : null} autocomplete="off" data-field=${name}>` as HTMLInputElement;
  input.addEventListener("input", () => set(raw, name, input.value, owner));
  return labelled(id, {label}, input);
}

/** The whole rule; `changed` hears of every change, and the raw rule holds it by then. */
export function alertForm(raw: RawRule, owner: Owner): HTMLElement {
  const enabled = element`<input type="checkbox" checked=${raw.enabled !== false}>` as HTMLInputElement;
  enabled.addEventListener("input", () => set(raw, "enabled", enabled.checked, owner));
  return element`<div class="alert-form">
    <div class="alert-fields">
      ${textInput(raw, "name", "Name", owner)}
      ${fieldInput(raw, {name: "severity", label: "Severity", type: "choice", options: severities.map((value) => ({value, label: value}))}, owner)}
      ${fieldInput(raw, {name: "cooldown_days", label: "Cooldown", type: "number", unit: "days"}, owner)}
      ${textInput(raw, "snooze_until", "Snoozed through", owner, "date")}
      <div class="alert-field alert-check"><label>${enabled} switched on</label></div>
      ${fieldInput(raw, {name: "match", label: "Fires when", type: "choice", options: matchOptions}, owner)}
    </div>${conditionList(raw, owner, 0)}</div>`;
}
