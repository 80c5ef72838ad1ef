/** The rules with a form for one of them. A page cannot write into the data folder: changes stay in the browser, marked as not saved. */
import {draftWords, fingerprint, readDraft, ruleFile, writeCommand} from "../model/alert-draft.js";
import {newCondition, ruleId} from "../model/alert-fields.js";
import type {AlertFacts} from "../model/alert-facts.js";
import {checkRules, readRule, type AlertRule} from "../model/alert-rules.js";
import {ruleText} from "../model/alert-text.js";
import {alertForm, type KnownNames, type RawRule} from "./alert-form.js";
import {severityMark} from "./alert-list.js";
import {tryRule} from "./alert-try.js";
import {copyCommand} from "./copy-command.js";
import {download} from "./download.js";
import {element} from "./dom.js";
import {notice} from "./notice.js";

/** `saved` are the rules of the snapshot, `file` their file (null: the default rules). */
export interface AlertEditorOptions {
  saved: readonly AlertRule[];
  file: string | null;
  /** Everything that the rule looks at; what its artists and countries need is fetched. */
  facts: (rule: AlertRule) => Promise<AlertFacts>;
  names: KnownNames;
}

const KEY = "ledgerline.alert-rules";

/** What the parts of the editor share; `working` holds the rules as typed. */
interface State extends AlertEditorOptions {
  working: RawRule[];
  picked: number | null;
  isOutdated: boolean;
}

function store({working, saved}: State, from: string): void {
  try {
    if (fingerprint(working) === fingerprint(saved)) localStorage.removeItem(KEY);
    else localStorage.setItem(KEY, JSON.stringify({from, rules: working}));
  } catch {
    // Private windows may refuse: the changes then live as long as the page.
  }
}

function kept(): string | null {
  try {
    return localStorage.getItem(KEY);
  } catch {
    return null;
  }
}

/** What differs from the file, and how to write it. */
function savePart(state: State, discard: () => void): HTMLElement | null {
  const {rules, problems} = checkRules({rules: state.working}, state.names);
  if (problems.length) return notice({kind: "problem", text: `Not saved, and cannot be: ${problems.map(({text}) => text).join("; ")}.`, actions: [button("Discard all changes", discard)]});
  const words = draftWords(rules, state.saved);
  if (!words) return null;
  const file = ruleFile(rules, state.file);
  const text = element`<div><p><strong>Not saved:</strong> ${words}. The changes are kept in this browser only${state.isOutdated ? "; the file has changed since they were begun" : ""}. Put the file into your data folder, or run the command in the folder of this project; the next snapshot uses it.</p>
    <details><summary>Command that writes ${file.name}</summary>${copyCommand(writeCommand(file), "the command that writes the rules")}</details></div>`;
  return notice({kind: "warning", text, actions: [button(`Download ${file.name}`, () => download(file.name, file.text, file.name.endsWith(".json") ? "application/json" : "text/yaml")), button("Discard all changes", discard)]});
}

const button = (label: string, onclick: () => void): HTMLElement => element`<button type="button" class="button" onclick=${onclick}>${label}</button>`;

function ruleItem(raw: RawRule, index: number, {picked, saved, names}: State, pick: (index: number) => void): HTMLElement {
  const rule = readRule(raw, names);
  const usable = typeof rule !== "string";
  const differs = !usable || !saved.some((other) => fingerprint([other]) === fingerprint([rule]));
  return element`<li><button type="button" class="row-select" aria-expanded=${String(index === picked)} onclick=${() => pick(index)}>${String(raw.name || "unnamed rule")}</button>
    ${usable ? severityMark(rule.severity) : null} ${differs ? element`<em class="alert-unsaved">not saved</em>` : null}
    <p class="fine">${usable ? ruleText(rule) : rule}</p></li>`;
}

/** The form of the picked rule, what it says in words, and its try-out. */
function rulePart(raw: RawRule, {facts, names}: State, {changed, remove, close}: Record<"changed" | "remove" | "close", () => void>): HTMLElement {
  const said = element`<p role="status" class="alert-said"></p>`;
  const result = element`<div class="alert-tried"></div>`;
  const attempt = button("Try on history", () => {
    const rule = readRule(raw, names);
    if (typeof rule !== "string") void tryRule(rule, facts, result);
  }) as HTMLButtonElement;
  const say = () => {
    const rule = readRule(raw, names);
    said.textContent = typeof rule === "string" ? `Cannot be used yet: ${rule}.` : ruleText(rule);
    attempt.disabled = typeof rule === "string";
  };
  say();
  const form = alertForm(raw, {names, changed: () => { say(); changed(); }});
  return element`<form class="card alert-edit" aria-label=${`Rule ${raw.name || "without a name"}`} onsubmit=${(event: Event) => event.preventDefault()}><h3>Edit a rule</h3>${form}${said}
    <p class="alert-actions">${attempt} ${button("Close", close)} ${button("Remove this rule", remove)}</p>${result}</form>`;
}

const newRule = (working: readonly RawRule[]): RawRule =>
  ({id: ruleId("rule", working.map(({id}) => String(id))), name: "New rule", severity: "warning", match: "all", conditions: [newCondition("change")], cooldown_days: 14, enabled: true});

/** The rules as the browser keeps them, or as they were saved. */
function openState(options: AlertEditorOptions): {state: State; from: string; fresh: () => RawRule[]} {
  const draft = readDraft(kept(), options.saved);
  const fresh = () => structuredClone(options.saved) as unknown as RawRule[];
  const state = {...options, working: (draft?.rules as RawRule[] | undefined) ?? fresh(), picked: null, isOutdated: draft?.isOutdated ?? false};
  return {state, fresh, from: draft?.from ?? fingerprint(options.saved)};
}

/** The whole editor. */
export function alertEditor(options: AlertEditorOptions): HTMLElement {
  const {state, from, fresh} = openState(options);
  const [save, list, form] = [element`<div aria-live="polite"></div>`, element`<ul class="alert-rules"></ul>`, element`<div></div>`];
  const drawList = () => {
    save.replaceChildren(...[savePart(state, discard)].filter((part) => part !== null));
    list.replaceChildren(...state.working.map((raw, i) => ruleItem(raw, i, state, pick)));
  };
  const changed = () => { store(state, from); drawList(); };
  const focusRule = (index: number) => list.querySelectorAll<HTMLElement>(".row-select")[index]?.focus();
  /** Closes the form; the keyboard goes back to the list. */
  const close = (index: number) => { state.picked = null; form.replaceChildren(); changed(); focusRule(Math.min(index, state.working.length - 1)); };
  const discard = () => { Object.assign(state, {working: fresh(), isOutdated: false}); close(0); };
  const remove = (index: number) => { state.working.splice(index, 1); close(index); };
  const pick = (index: number) => {
    if (state.picked === index) return close(index);
    state.picked = index;
    drawList();
    form.replaceChildren(rulePart(state.working[index], state, {changed, close: () => close(index), remove: () => remove(index)}));
    form.querySelector<HTMLElement>("input")?.focus();
  };
  const add = () => {
    state.working.push(newRule(state.working));
    changed();
    pick(state.working.length - 1);
  };
  drawList();
  return element`<div class="alert-editor">${save}${list}<p class="alert-actions">${button("New rule", add)}</p>${form}</div>`;
}
