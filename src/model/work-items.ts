/**
 * What is left to do about money: one item per difference that a person has to ask about, with the state that the work
 * list (worklist.csv) gives it. Pure; amounts are numbers in the item's currency.
 */
import {isoDay} from "./days.js";
import {groupBy} from "./group.js";

export const workStates = ["open", "asked", "explained", "accepted"] as const;
export type WorkState = (typeof workStates)[number];
export const isWorkState = (text: string): text is WorkState => (workStates as readonly string[]).includes(text);

/** Still somebody's work: nothing has been explained or accepted. */
export const isPending = (state: WorkState): boolean => state === "open" || state === "asked";

const workKinds = ["payout", "lines", "overdue", "variance", "drift"] as const;
export type WorkKind = (typeof workKinds)[number];

/** A line of worklist.csv; the latest line of an item counts. */
export interface WorkEntry {
  item: string;
  state: WorkState;
  updated_on: Date;
  note: string;
  updated_by: string;
}

/** What was found; `id` stays the same while the finding does. */
export interface Finding {
  id: string;
  kind: WorkKind;
  distributor: string;
  /** First day of the statement period or the usage month; null for a finding of no single month. */
  month: Date | null;
  subject: string;
  /** Money in question, in `currency`; an estimate where `isEstimate`. */
  amount: number;
  currency: string;
  isEstimate: boolean;
  sentence: string;
}

export interface WorkItem extends Finding {
  state: WorkState;
  note: string;
  updated_on: Date | null;
  updated_by: string;
  /** The finding is gone: the item is only kept because the file names it. */
  isSettled: boolean;
}

/** "overdue:distrokid:spotify:2025-07:USD": parts without blanks, months as yyyy-mm, statement periods by their first day. */
export const findingId = (kind: WorkKind, ...parts: string[]): string => [kind, ...parts].join(":").replaceAll(/\s+/g, "-");

const newest = (entries: readonly WorkEntry[]): WorkEntry => entries.reduce((last, entry) => (entry.updated_on >= last.updated_on ? entry : last));

const settled = (entry: WorkEntry): WorkItem => {
  const [kind, ...rest] = entry.item.split(":");
  return {
    id: entry.item, kind: (workKinds as readonly string[]).includes(kind) ? (kind as WorkKind) : "variance", distributor: rest[0] ?? "", month: null, subject: rest.join(" "), amount: 0, currency: "", isEstimate: false,
    sentence: "This difference is no longer there.", state: entry.state, note: entry.note, updated_on: entry.updated_on, updated_by: entry.updated_by, isSettled: true
  };
};

/** Findings with their state (open when the file says nothing), pending first and by size, then items of the file that are settled. */
export function workItems(findings: readonly Finding[], entries: readonly WorkEntry[]): WorkItem[] {
  const latest = new Map([...groupBy(entries, ({item}) => item)].map(([item, own]) => [item, newest(own)]));
  const known = new Set(findings.map(({id}) => id));
  const items = findings.map((finding): WorkItem => {
    const entry = latest.get(finding.id);
    return {...finding, state: entry?.state ?? "open", note: entry?.note ?? "", updated_on: entry?.updated_on ?? null, updated_by: entry?.updated_by ?? "", isSettled: false};
  });
  const gone = [...latest.values()].filter(({item}) => !known.has(item)).map(settled);
  const rank = (item: WorkItem) => (item.isSettled ? 2 : isPending(item.state) ? 0 : 1);
  return [...items, ...gone].sort((a, b) => rank(a) - rank(b) || Math.abs(b.amount) - Math.abs(a.amount) || (a.id < b.id ? -1 : 1));
}

/** A cell of CSV text, quoted where it must be. */
const cell = (text: string): string => (/[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);

export const WORKLIST_HEADER = "item,state,updated_on,note,by";

/** One line of worklist.csv, without its line end. Line breaks in notes become blanks: one change is one line. */
export const worklistLine = ({item, state, updated_on, note, updated_by}: WorkEntry): string =>
  [item, state, isoDay(updated_on), note.replaceAll(/\s*[\r\n]+\s*/g, " "), updated_by].map(cell).join(",");

/** The whole file: all known lines, then the new ones; what stood in it stays. */
export const worklistFile = (entries: readonly WorkEntry[], changes: readonly WorkEntry[]): string =>
  `${[WORKLIST_HEADER, ...[...entries, ...changes].map(worklistLine)].join("\n")}\n`;
