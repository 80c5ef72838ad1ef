/**
 * The work list: every difference that a person has to ask about, with its state and note. A page cannot write to the data
 * folder, so changes are kept in this browser, marked, until the reader has saved the file that the page makes.
 */
import {formatDay, formatMoney, formatMonth, approx} from "../model/format.js";
import {isPending, worklistFile, workStates, type WorkEntry, type WorkItem, type WorkKind, type WorkState} from "../model/work-items.js";
import {distributorLabel, platformLabel} from "./colors.js";
import {copyCommand, shellWord} from "./copy-command.js";
import {download} from "./download.js";
import {announce, element} from "./dom.js";
import {parseDay} from "../model/days.js";

const STORE = "ledgerline.worklist";
const kindWords: Record<WorkKind, string> = {payout: "Deposit", lines: "Missing lines", overdue: "Overdue", variance: "Variance", drift: "Rate drift"};
const evidence: Record<WorkKind, (item: WorkItem) => string> = {
  payout: () => "#statement-total-deposit", lines: () => "#statement-total-deposit", overdue: () => "#overdue", drift: () => "#effective-rates",
  variance: (item) => `./reconciliation.html?period=all&cell=${item.month!.toISOString().slice(0, 7)}+${item.distributor}+${item.subject}+${item.currency}`
};

/** Changes that only this browser knows, without those that the file has by now. A browser without storage forgets them with the page. */
function readUnsaved(entries: readonly WorkEntry[]): WorkEntry[] {
  try {
    const stored = JSON.parse(localStorage.getItem(STORE) ?? "[]") as (Omit<WorkEntry, "updated_on"> & {updated_on: string})[];
    const changes = stored.map((entry): WorkEntry => ({...entry, updated_on: parseDay(entry.updated_on)!})).filter((entry) => entry.updated_on && (workStates as readonly string[]).includes(entry.state));
    return changes.filter((change) => !entries.some((entry) => entry.item === change.item && entry.state === change.state && entry.note === change.note));
  } catch {
    return [];
  }
}

function keepUnsaved(changes: readonly WorkEntry[]): void {
  try {
    localStorage.setItem(STORE, JSON.stringify(changes.map((change) => ({...change, updated_on: change.updated_on.toISOString().slice(0, 10)}))));
  } catch {
    // private windows have no storage: the changes live as long as the page
  }
}

const amountOf = (item: WorkItem): string => (item.isSettled ? "" : item.isEstimate ? approx(formatMoney(item.amount, item.currency)) : formatMoney(item.amount, item.currency));

function subjectOf(item: WorkItem): string {
  const what = item.kind === "overdue" || item.kind === "variance" || item.kind === "drift" ? platformLabel(item.subject) : item.subject;
  return [what, item.distributor && distributorLabel(item.distributor), item.month && formatMonth(item.month)].filter(Boolean).join(", ");
}

interface Edit {
  state: WorkState;
  note: string;
}

/** One item with its controls; `change` hears of an edit. */
function itemRow(item: WorkItem, edit: Edit | undefined, change: (edit: Edit) => void): HTMLElement {
  const name = item.isSettled ? item.id : `${kindWords[item.kind]}, ${subjectOf(item)}`;
  const current = edit ?? {state: item.state, note: item.note};
  const select = element`<select aria-label=${`State of ${name}`}>${workStates.map((state) => element`<option value=${state} selected=${state === current.state}>${state}</option>`)}</select>` as HTMLSelectElement;
  const note = element`<input type="text" aria-label=${`Note on ${name}`} placeholder="note" value=${current.note} maxlength="400">` as HTMLInputElement;
  const report = () => change({state: select.value as WorkState, note: note.value.trim()});
  select.addEventListener("change", report);
  note.addEventListener("change", report);
  const since = item.updated_on ? `${item.state} since ${formatDay(item.updated_on)}${item.updated_by ? `, ${item.updated_by}` : ""}` : "";
  return element`<li class=${`work-item${edit ? " is-unsaved" : ""}`} data-item=${item.id}>
    <div class="work-what"><strong>${item.isSettled ? name : element`<a href=${evidence[item.kind](item)}>${name}</a>`}</strong> <span class="work-amount">${amountOf(item)}</span>
      <p>${item.sentence}</p></div>
    <div class="work-state">${select}${note}<p class="muted">${edit ? "not saved" : since}</p></div></li>`;
}

/** What the page can do with changes: give the file, the commands, or forget them. */
function saveBox(entries: readonly WorkEntry[], changes: readonly WorkEntry[], forget: () => void): HTMLElement | null {
  if (!changes.length) return null;
  const command = (entry: WorkEntry) => `npm run worklist -- set ${shellWord(entry.item)} ${entry.state}${entry.note ? ` --note ${shellWord(entry.note)}` : ""}`;
  const file = element`<button type="button" class="button" onclick=${() => download("worklist.csv", worklistFile(entries, changes))}>Download worklist.csv</button>`;
  const drop = element`<button type="button" class="button" onclick=${forget}>Forget the changes</button>`;
  return element`<section class="work-save" aria-label="Changes that are not saved">
    <p><strong>${changes.length} ${changes.length === 1 ? "change is" : "changes are"} not saved.</strong> Kept in this browser only. Put the file into your data folder in place of the old one, or run the commands; the next snapshot reads it.</p>
    <p>${file} ${drop}</p><details><summary>${changes.length === 1 ? "The command" : "The commands"}</summary>${changes.map((entry) => copyCommand(command(entry), `the command for ${entry.item}`))}</details></section>`;
}

/** `today` dates the changes; `entries` are the lines of the file. */
export interface WorkListOptions {
  entries: readonly WorkEntry[];
  today: Date;
}

/** The list with its switch; `.value` counts the changes that are not saved and "input" fires when it changes. */
export function workList(items: readonly WorkItem[], {entries, today}: WorkListOptions): HTMLElement & {value: number} {
  let changes = readUnsaved(entries);
  let all = false;
  const root = element`<div class="work-list"></div>` as HTMLElement & {value: number};
  const shown = () => items.filter((item) => all || (!item.isSettled && isPending(item.state)) || changes.some((change) => change.item === item.id));
  const edit = (item: WorkItem) => (next: Edit) => {
    changes = changes.filter((change) => change.item !== item.id);
    if (next.state !== item.state || next.note !== item.note) changes.push({item: item.id, ...next, updated_on: today, updated_by: ""});
    keepUnsaved(changes);
    const focused = (document.activeElement as HTMLElement | null)?.getAttribute("aria-label");
    draw();
    if (focused) root.querySelector<HTMLElement>(`[aria-label="${CSS.escape(focused)}"]`)?.focus();
    announce(root);
  };
  const forget = () => {
    changes = [];
    keepUnsaved(changes);
    draw();
    announce(root);
  };
  const draw = () => {
    const rows = shown();
    const hidden = items.length - rows.length;
    const toggle = element`<button type="button" class="button" aria-pressed=${String(all)} onclick=${() => { all = !all; draw(); }}>${all ? "Show open and asked only" : `Show all ${items.length}`}</button>`;
    root.replaceChildren(
      element`<p class="work-head" role="status"><strong>${rows.length}</strong> of ${items.length} items shown${hidden || all ? element`<span> ${toggle}</span>` : null}</p>`,
      rows.length ? element`<ol class="work-items">${rows.map((item) => itemRow(item, changes.find((change) => change.item === item.id), edit(item)))}</ol>` : element`<p class="muted">Nothing is open. ${items.length ? "All items are explained or accepted." : "No difference is large enough to ask about."}</p>`,
      ...[saveBox(entries, changes, forget)].filter((box) => box !== null));
  };
  draw();
  return Object.defineProperty(root, "value", {get: () => changes.length}) as HTMLElement & {value: number};
}
